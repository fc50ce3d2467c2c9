"""Lists: paging whose size is remembered, sorting by a closed table of keys, all of it in the address."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

SIZES = (25, 50, 100, 200)
_REMEMBERED = "page_size"


class SizedPage(Page):
    """A page that knows which sizes the reader may choose."""

    sizes = SIZES


class _Paginator(Paginator):
    def _get_page(self, *args: Any, **kwargs: Any) -> SizedPage:
        return SizedPage(*args, **kwargs)


def page_size(request: HttpRequest, default: int = 50) -> int:
    """Return how many rows a page has: `?co=` (then remembered in the session), the remembered size, else the
    default."""
    requested = request.GET.get("co", "")
    if requested.isdecimal() and int(requested) in SIZES:
        if request.session.get(_REMEMBERED) != int(requested):
            request.session[_REMEMBERED] = int(requested)
        return int(requested)
    remembered = request.session.get(_REMEMBERED)
    return remembered if remembered in SIZES else default


def paged(request: HttpRequest, rows: Any, *, default: int = 50) -> SizedPage:
    """Return the page of `?trang=` (the nearest one where there is no such page); two queries for a
    queryset."""
    page = _Paginator(rows, page_size(request, default)).get_page(request.GET.get("trang"))
    assert isinstance(page, SizedPage)
    return page


def ordering(request: HttpRequest, table: Mapping[str, Sequence[str]], *, default: str) -> list[str]:
    """Return order_by's arguments for `?xep=key` or `?xep=-key`, where `table` names the columns of each
    key."""
    order = request.GET.get("xep", "") or default
    key = order.removeprefix("-")
    if key not in table:
        order, key = default, default.removeprefix("-")
    columns = list(table[key])
    if not order.startswith("-"):
        return columns
    return [column.removeprefix("-") if column.startswith("-") else f"-{column}" for column in columns]


def sliced(request: HttpRequest, fetch: Callable[[int, int], tuple[list[Any], int]], size: int) -> SizedPage:
    """Return the page of `?trang=` of rows that come a slice at a time with their total: `fetch(offset,
    limit)`."""
    requested = request.GET.get("trang", "")
    number = int(requested) if requested.isdecimal() and 0 < int(requested) < 10**6 else 1
    rows, total = fetch((number - 1) * size, size)
    last = max(1, -(-total // size))
    if number > last:
        number = last
        rows, total = fetch((number - 1) * size, size)
    paginator = _Paginator(range(total), size)
    return SizedPage(rows, number, paginator)


def paged_by(request: HttpRequest, rows: Any, *, key: str, size: int) -> SizedPage:
    """Return the page of `?key=` of a second list on a page, with a fixed size."""
    page = _Paginator(rows, size).get_page(request.GET.get(key))
    assert isinstance(page, SizedPage)
    return page

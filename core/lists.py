"""Lists: paging whose size each user keeps, sorting by a closed table of keys, all of it in the address."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import F
from django.http import HttpRequest

from core import known

SIZES = (25, 50, 100, 200)
ON_A_PHONE = 25
CHOSEN = "chon"
"""The parameter that names a chosen row; in a list's form the row's checkbox."""
EVERY_ROW = "tat-ca"
"""Its value where all rows that match the filters are chosen, on every page."""


class Act(NamedTuple):
    """What a list offers to do with the chosen rows: the address of its preview, the words and icon of its
    button."""

    url: str
    label: str
    icon: str


class SizedPage(Page):
    """A page that knows which sizes the reader may choose."""

    sizes = SIZES


class _Paginator(Paginator):
    def _get_page(self, *args: Any, **kwargs: Any) -> SizedPage:
        return SizedPage(*args, **kwargs)


def page_size(request: HttpRequest, default: int = 50) -> int:
    """Return how many rows a page has: `?co=` (then remembered for the user), the remembered size, else the
    default, on a phone no more than a thumb goes through."""
    user, requested = request.user, request.GET.get("co", "")
    if requested.isdecimal() and int(requested) in SIZES:
        if user.is_authenticated and user.page_size != int(requested) and not known.until():
            user.page_size = int(requested)
            user.save(update_fields=["page_size"])
        return int(requested)
    remembered = user.page_size if user.is_authenticated else None
    if remembered in SIZES:
        return remembered
    return min(default, ON_A_PHONE) if "Mobi" in request.headers.get("User-Agent", "") else default


def paged(request: HttpRequest, rows: Any, *, default: int = 50) -> SizedPage:
    """Return the page of `?trang=` (the nearest one where there is no such page); two queries for a
    queryset."""
    page = _Paginator(rows, page_size(request, default)).get_page(request.GET.get("trang"))
    assert isinstance(page, SizedPage)
    return page


def ordering(request: HttpRequest, table: Mapping[str, Sequence[str | F]], *, default: str) -> list[Any]:
    """Return order_by's arguments for `?xep=key` or `?xep=-key`, where `table` names the columns of each
    key; what has nothing in a column given as F comes last either way."""
    order = request.GET.get("xep", "") or default
    key = order.removeprefix("-")
    if key not in table:
        order, key = default, default.removeprefix("-")
    return [_ordered(column, descending=order.startswith("-")) for column in table[key]]


def _ordered(column: str | F, *, descending: bool) -> Any:
    if isinstance(column, F):
        return column.desc(nulls_last=True) if descending else column.asc(nulls_last=True)
    if not descending:
        return column
    return column.removeprefix("-") if column.startswith("-") else f"-{column}"


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


def chosen_keys(request: HttpRequest) -> frozenset[int] | None:
    """Return the keys of the rows that the address chooses; None where it chooses all that match the
    filters."""
    chosen = request.GET.getlist(CHOSEN)
    if EVERY_ROW in chosen:
        return None
    return frozenset(int(key) for key in chosen if key.isdecimal() and len(key) < 19)


def chosen(request: HttpRequest, rows: Any) -> Any:
    """Keep the rows of a query set that the address chooses."""
    keys = chosen_keys(request)
    return rows if keys is None else rows.filter(pk__in=keys)


def narrowed(request: HttpRequest, rows: Any) -> Any:
    """Keep the rows of a query set that the address chooses; all of them where it chooses none: for files and
    papers, which are of the whole list else."""
    return chosen(request, rows) if CHOSEN in request.GET else rows


def list_address(request: HttpRequest, url: str) -> str:
    """Return the address of the list from which the chosen rows of this address came, with its filters."""
    query = request.GET.copy()
    query.pop(CHOSEN, None)
    return f"{url}?{query.urlencode()}" if query else url

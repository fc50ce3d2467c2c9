"""How a user has a list: the columns that are shown, the saved views to choose from, the one it opens
with."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from accounts.models import ListSettings, SavedView, User
from core.htmx import asks_for_fragment
from core.prepared import prepared
from records.tables import Table

View = Callable[..., HttpResponse]


class ColumnChoice(NamedTuple):
    """A column that a user may have or leave out."""

    key: str
    label: Any
    is_shown: bool
    is_fixed: bool


class Arranged(NamedTuple):
    """A list as its user has it."""

    path: str
    shows: dict[str, bool]
    columns: list[ColumnChoice]
    views: list[SavedView]
    default: SavedView | None


def arranged(user: User, table: Table) -> Arranged:
    """Return how the user has the list. Two queries."""
    settings = next(iter(_settings(user.pk, table.path)), None)
    is_office = user.sees_all()
    shown = table.shown(settings.columns if settings else None, is_office=is_office)
    columns = [
        ColumnChoice(key, table.columns[key], key in shown, key in table.always)
        for key in table.there(is_office)
    ]
    return Arranged(
        table.path,
        {key: key in shown for key in table.columns},
        columns,
        _views(user.pk, table.path),
        settings.opens_with if settings else None,
    )


@prepared
def _settings(owner: int, path: str) -> Any:
    return ListSettings.objects.filter(user=owner, path=path).select_related("opens_with")


@prepared
def _views(owner: int, path: str) -> Any:
    return views_of(owner, path)


def views_of(owner: int, path: str) -> Any:
    """Return the views of a list that the user may choose: their own and those that are shared, by name."""
    mine_or_shared = Q(owner=owner) | Q(is_shared=True)
    return SavedView.objects.filter(mine_or_shared, path=path).select_related("owner").order_by("name", "pk")


def listed(table: Table) -> Callable[[View], View]:
    """Decorate the view of a list, or of its Excel file: `request.table` says how the user has it, and a list
    that is opened without a query goes to the view that the user opens it with."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            assert isinstance(request.user, User)
            found = arranged(request.user, table)
            is_plain = request.path == table.path and not request.GET and not asks_for_fragment(request)
            if found.default and is_plain:
                return HttpResponseRedirect(found.default.url)
            request.table = found  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


def shown(request: HttpRequest) -> list[str]:
    """Return the keys of the columns that the user of a decorated view has."""
    return [key for key, is_shown in request.table.shows.items() if is_shown]  # type: ignore[attr-defined]

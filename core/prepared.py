"""Questions to the database that pages ask in the same words each time: Django puts their statements together
once while a process lives, which takes ten times as long as to ask (ADR 45)."""

import datetime as dt
from collections.abc import Callable, Sequence
from copy import copy
from functools import update_wrapper
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler
from psycopg.types.range import Range

from core import known

Row = TypeVar("Row")

_YEAR = 9001
_NUMBER = 9_000_000_000_000


class Unkept(Exception):
    """A question whose statement cannot be kept: what it asks for does not stand in its arguments alone."""


class _SeesAll:
    """Who stands in for every user that sees the records of all bodies. Nothing else can be asked of them."""

    def bodies_in_scope(self) -> None:
        return None


SEES_ALL = _SeesAll()


class _Statement(NamedTuple):
    """A statement with its parameters; `places` are those that an argument fills, with the argument's."""

    rows: QuerySet[Any]
    compiler: SQLCompiler
    text: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]


class prepared(Generic[Row]):
    """Decorate a function that returns a query set: called, it gives the rows as a list.

    Its arguments are days, instants, numbers and texts that stand in the statement as they are given, and
    lists of keys, which stand there as `among` (an empty list asks for nothing). What is worked out from
    them (a fortnight later) is an argument of its own. `user`, where there is one, is asked for
    `bodies_in_scope` alone.

    The function may use nothing else that changes from call to call, the clock and keys read from the
    database least of all: `Unkept` is raised at the first call for a day, an instant, a span or a list that
    no argument gave.

    A user who does not see all, and a page that shows what was known on a past day, get a statement of their
    own, as without this.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, Row]]) -> None:
        if ask.__closure__:
            raise Unkept(f"{ask.__qualname__} uses variables of the function around it.")
        self.ask = ask
        self._kept: dict[tuple[type, ...], _Statement] = {}
        update_wrapper(self, ask)

    def __call__(self, *given: Any, **scope: Any) -> list[Row]:
        """Return the rows; `user=` narrows them to what the user may see. At most one query."""
        if [] in given:
            return []
        if known.until() or any(user.bodies_in_scope() is not None for user in scope.values()):
            return list(self.ask(*given, **scope))
        shape = tuple(map(type, given))
        statement = self._kept.get(shape)
        if statement is None:
            statement = self._kept[shape] = _put_together(self.ask, given, dict.fromkeys(scope, SEES_ALL))
        return _rows(statement, given)


def _put_together(
    ask: Callable[..., QuerySet[Any]], given: Sequence[Any], scope: dict[str, _SeesAll]
) -> _Statement:
    marks = [_mark(one, place) for place, one in enumerate(given)]
    rows = ask(*marks, **scope)
    compiler = rows.query.get_compiler(rows.db)
    text, params = compiler.as_sql()
    places = []
    for at, param in enumerate(params):
        place = next((place for place, mark in enumerate(marks) if _is(param, mark)), None)
        if place is not None:
            places.append((at, place))
        elif _is_worked_out(param):
            raise Unkept(f"{ask.__qualname__}: {param!r} is worked out inside it or read from the clock.")
    if missing := set(range(len(marks))) - {place for _at, place in places}:
        raise Unkept(f"{ask.__qualname__}: of its arguments {missing} do not stand in the statement.")
    return _Statement(rows, compiler, text, tuple(params), tuple(places))


def among(keys: list[int]) -> RawSQL:
    """Return keys as the right side of `…__in`: one parameter, however many there are."""
    return RawSQL("SELECT unnest(%s::bigint[])", [keys])


def _mark(given: Any, place: int) -> Any:
    """Return a value of the same type that nobody gives, to see where in a statement it goes."""
    if isinstance(given, dt.datetime):
        return dt.datetime(_YEAR, 1, 1 + place, 12, tzinfo=dt.UTC)
    if isinstance(given, dt.date):
        return dt.date(_YEAR, 1, 1 + place)
    if isinstance(given, str):
        return f"\x00{place}"
    if isinstance(given, int) and not isinstance(given, bool):
        return _NUMBER + place
    if isinstance(given, list):
        return [_NUMBER + place]
    raise Unkept(f"{given!r} cannot be an argument of a prepared question.")


def _is(param: Any, mark: Any) -> bool:
    return type(param) is type(mark) and bool(param == mark)


def _is_worked_out(param: Any) -> bool:
    if isinstance(param, int):
        return abs(param - _NUMBER) < 1_000_000
    return isinstance(param, dt.date | list | Range) or (isinstance(param, str) and "\x00" in param)


def _rows(statement: _Statement, given: Sequence[Any]) -> list[Any]:
    params = list(statement.params)
    for at, place in statement.places:
        params[at] = given[place]
    rows = statement.rows.all()
    compiler = copy(statement.compiler)
    compiler.connection = connections[rows.db]
    compiler.using = rows.db
    compiler.as_sql = lambda *_given, **_named: (statement.text, tuple(params))  # type: ignore[method-assign]
    query = copy(rows.query)
    query.get_compiler = lambda *_given, **_named: compiler  # type: ignore[method-assign]
    kind_of_rows, rows.query = rows._iterable_class, query  # Django makes rows of values dictionaries here
    rows._iterable_class = kind_of_rows
    return list(rows)

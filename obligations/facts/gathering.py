"""Reading the facts of many bodies: one statement for up to `CHUNK` of them, so that a judgement sees one
consistent state of the records, and the number of queries does not depend on what a body has."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple, cast

import psycopg
from django.contrib.postgres.expressions import ArraySubquery
from django.db import DataError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from delegations.models import Body, KindRow, Province
from obligations.enums import DayOffKind
from obligations.facts.reading import body_facts, by_name
from obligations.facts.sql import RESET_PLAN, SET_PLAN, STATEMENT, TIMELINE_STATEMENT, YEAR_STATEMENT
from obligations.models import DayOff
from reports.models import RegimeKind, ReportRegime
from rulebook.facts import BodyFacts, Office, Regime
from rulebook.facts import KindRow as FactsOfKind

# A thousand bodies: few statements, and no more than some 20 MB of facts at a time.
CHUNK = 1000
# Far enough for "never", near enough to count days from.
NOT_YET = dt.date(9000, 1, 1)


class Gathered(NamedTuple):
    """A body's facts under its key, or why they cannot be read."""

    body_id: int
    code: str
    facts: BodyFacts | None
    error: str


def office() -> Office:
    """Return what holds for all bodies; two queries. Without a province nothing has been judged yet, so
    nothing is tracked."""
    kinds = ArraySubquery(
        RegimeKind.objects.filter(regime=OuterRef("pk")).order_by("id").values("kind__name")
    )
    regimes = ReportRegime.objects.order_by("code").values(
        row=JSONObject(kinds=kinds, **{name: F(name) for name in Regime._fields if name != "kinds"})
    )
    kind_rows = KindRow.objects.order_by("kind__name", "starts_on").values(
        row=JSONObject(
            kind=F("kind__name"), **{name: F(name) for name in FactsOfKind._fields if name != "kind"}
        )
    )
    province = Province.objects.annotate(
        regimes=ArraySubquery(regimes), kind_rows=ArraySubquery(kind_rows)
    ).first()
    days_off = {day: kind == DayOffKind.OFF for day, kind in DayOff.objects.values_list("day", "kind")}
    if province is None:
        return Office(NOT_YET, days_off)
    return Office(
        province.tracking_from,
        days_off,
        province.shift_due_days,
        tuple(Regime(**_settled(**row)) for row in province.regimes),
        tuple(FactsOfKind(**_settled(**row)) for row in province.kind_rows),
    )


def _settled(*, starts_on: str, ends_on: str | None, **others: Any) -> dict[str, Any]:
    """Return a row of JSON as the rulebook has it: days for its days, tuples for its lists."""
    day = dt.date.fromisoformat
    last = day(ends_on) if ends_on else None
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in others.items()}
    return {"starts_on": day(starts_on), "ends_on": last, **values}


def bodies(body_ids: Collection[int] | None = None) -> dict[int, str]:
    """Return the code of each body by its key, ascending by key: one query."""
    chosen = Body.objects.order_by("id")
    if body_ids is not None:
        chosen = chosen.filter(id__in=body_ids)
    return dict(chosen.values_list("id", "code"))


def count_bodies() -> int:
    """Return how many bodies there are: one query."""
    return Body.objects.count()


def gather(
    on: dt.date, body_ids: Collection[int] | None = None, *, since: dt.date, rolls: int
) -> Iterator[BodyFacts]:
    """Generate the facts of the bodies (None: all), one statement for each `CHUNK` of them.

    `since` is the first day the office judges, `rolls` the widest window of attendance by name.
    Raises DataError where records cannot be read; `gather_each` tells which body they are of.
    """
    keys = list(bodies(body_ids))
    for start in range(0, len(keys), CHUNK):
        yield from (
            facts
            for _, facts in _read(keys[start : start + CHUNK], STATEMENT, rolls, on=on, since=min(since, on))
        )


def gather_each(codes: Mapping[int, str], on: dt.date, *, since: dt.date, rolls: int) -> dict[int, Gathered]:
    """Return the facts of the bodies by their keys; a body whose records cannot be read keeps none of the
    others back.

    One statement, where all can be read.
    """
    return _each(codes, lambda keys: _read(keys, STATEMENT, rolls, on=on, since=min(since, on)))


def gather_year(
    codes: Mapping[int, str], first: dt.date, last: dt.date, *, as_of: dt.date, since: dt.date
) -> dict[int, Gathered]:
    """Return the bodies' facts of a year or a quarter, from its first to its last day: as of its last day,
    and for what fell due in it as known on a later day.

    One statement, where all can be read; a body whose records cannot be read keeps none of the others back.
    Whole attendance lists are not read.
    """
    on = min(last, as_of)
    days = {"on": on, "since": min(since, on), "begins_on": first, "as_of": as_of}
    return _each(codes, lambda keys: _read(keys, YEAR_STATEMENT, 0, **days))


def gather_timelines(codes: Mapping[int, str], last: dt.date, *, since: dt.date) -> dict[int, Gathered]:
    """Return the bodies' facts for all days up to the last: all that any of these days is judged by.

    One statement, where all can be read; a body whose records cannot be read keeps none of the others back.
    """
    return _each(codes, lambda keys: _read(keys, TIMELINE_STATEMENT, None, on=last, since=min(since, last)))


def _each(
    codes: Mapping[int, str], read: Callable[[list[int]], list[tuple[int, BodyFacts]]]
) -> dict[int, Gathered]:
    """Read the bodies at once; where that fails, halve them until the one is found that it fails for."""
    try:
        return {key: Gathered(key, facts.code, facts, "") for key, facts in read(list(codes))}
    except (DataError, ValueError, OverflowError, TypeError) as error:
        if len(codes) == 1:
            ((key, code),) = codes.items()
            return {key: Gathered(key, code, None, f"{type(error).__name__}: {error}".strip())}
    items, half = list(codes.items()), len(codes) // 2
    return _each(dict(items[:half]), read) | _each(dict(items[half:]), read)


def binary_cursor() -> CursorWrapper:
    """Return a cursor that speaks PostgreSQL's own form, without the way through text. Django's own cursors
    cannot."""
    connection.ensure_connection()
    cursor = psycopg.Cursor(connection.connection)
    cursor.format = psycopg.pq.Format.BINARY
    make = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    return make(cast(CursorWrapper, cursor))


def _read(keys: list[int], statement: str, rolls: int | None, **days: dt.date) -> list[tuple[int, BodyFacts]]:
    """Return what the statement gathers; attendance by name of the latest `rolls` meetings, None: of all."""
    if not keys:
        return []
    with transaction.atomic(), connection.cursor() as settings, binary_cursor() as cursor:
        settings.execute(SET_PLAN)
        cursor.execute(statement, {"keys": keys, **days})
        names, rows = [column.name for column in cursor.description], cursor.fetchall()
        settings.execute(RESET_PLAN)
    return [(parts["body"]["id"], body_facts(parts, rolls)) for parts in by_name(names, rows)]

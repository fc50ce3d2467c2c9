"""Findings a page at a time, as they are stored: the flags of today, and what was judged for other days and
kept."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from typing import Any, NamedTuple

from django.db.models import QuerySet

from obligations.models import Flag, KeptFinding
from obligations.queries.findings.filters import NOTHING, Filters, narrowed, open_flags
from obligations.queries.findings.rows import STATE, Row, State, read
from obligations.queries.findings.sorting import DEFAULT_SORT, ranked


class Slice(NamedTuple):
    """One page of findings, and how many there are in all."""

    rows: list[Row]
    total: int


def stored(
    *,
    filters: Filters = NOTHING,
    body_ids: Collection[int] | None = None,
    sort: str = DEFAULT_SORT,
    offset: int = 0,
    limit: int | None = None,
) -> Slice:
    """Return a page of the open flags; `body_ids` narrows to the bodies a user may see, None means all. Two
    queries."""
    return _slice(open_flags(filters, body_ids), sort, offset, limit)


def kept(
    found: QuerySet[KeptFinding],
    *,
    filters: Filters = NOTHING,
    sort: str = DEFAULT_SORT,
    offset: int = 0,
    limit: int | None = None,
) -> Slice:
    """Return a page of kept findings: the twin of `stored`. Two queries."""
    return _slice(narrowed(found, filters), sort, offset, limit)


def stored_states(*, filters: Filters = NOTHING, body_ids: Collection[int] | None = None) -> list[State]:
    """Return how every open flag stands. One query."""
    return [State(*words) for words in open_flags(filters, body_ids).values_list(*STATE)]


def kept_states(found: QuerySet[KeptFinding], *, filters: Filters = NOTHING) -> dict[dt.date, list[State]]:
    """Return how kept findings of each day stand: the twin of `stored_states`. One query for all the days."""
    by_day: dict[dt.date, list[State]] = defaultdict(list)
    for on, *words in narrowed(found, filters).values_list("day__judged_on", *STATE):
        by_day[on].append(State(*words))
    return by_day


def by_body_and_rule(found: QuerySet[KeptFinding]) -> list[Row]:
    """Return kept findings in the order in which they were judged: one query."""
    return read(found.order_by("body_id", "rule", "subject"))


def latest(found: QuerySet[KeptFinding], *, filters: Filters = NOTHING) -> list[Row]:
    """Return kept findings of several days, each once: as the latest of the days that has it says, if it
    passes then. Two queries."""
    # What never changes of a finding narrows first.
    same = narrowed(found, replace(filters, severities=(), statuses=(), due=None, recorded=None))
    last = same.order_by("body_id", "rule", "subject", "-day__judged_on").distinct(
        "body_id", "rule", "subject"
    )
    # Sifted here: nested into one statement, a planner that knows little of fresh tables takes seconds.
    state = last.values_list("pk", "severity", "status", "due_on")
    return read(
        KeptFinding.objects.filter(
            pk__in=[
                pk
                for pk, severity, status, due_on in state
                if filters.accepts_state(severity, status, due_on)
            ]
        )
    )


def _slice(flags: Any, sort: str, offset: int, limit: int | None) -> Slice:
    found = ranked(flags, sort)
    rows = read(found[offset:] if limit is None else found[offset : offset + limit])
    total = len(rows) if limit is None and not offset else flags.count()
    return Slice(rows, total)


def stored_of_body(body_id: int) -> list[Row]:
    """Return the body's open flags, worst first. One query."""
    return read(ranked(open_flags(NOTHING, [body_id]), DEFAULT_SORT))


def stored_one(
    *, body_code: str, rule: str, subject: str, body_ids: Collection[int] | None = None
) -> Row | None:
    """Return a flag, open or closed, or None if there never was one within the scope. One query."""
    flags = Flag.objects.filter(body__code=body_code, rule=rule, subject=subject)
    if body_ids is not None:
        flags = flags.filter(body_id__in=body_ids)
    return next(iter(read(flags)), None)


def by_id(flag_id: int, *, body_ids: Collection[int] | None = None) -> Row | None:
    """Return a flag, open or closed, by its number. One query."""
    flags = Flag.objects.filter(id=flag_id)
    if body_ids is not None:
        flags = flags.filter(body_id__in=body_ids)
    return next(iter(read(flags)), None)

"""What became of findings: between two days, as both are judged; from one instant to another, as it was
seen then."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from psycopg.types.range import Range

from delegations.enums import BodyState
from delegations.models import Body
from obligations.enums import FlagStatus, Severity
from obligations.models import FindingSpan
from obligations.queries.findings import Filters, Opening, State, openings
from obligations.queries.findings.rows import STATE

_RANK = {Severity.INFO.value: 0, Severity.WARNING.value: 1, Severity.SERIOUS.value: 2}
_LATE = {FlagStatus.WAIVED.value: 0, FlagStatus.DUE.value: 1, FlagStatus.OVERDUE.value: 2}
# What became of a finding, worst first.
NEW, AGAIN, RESUMED, WORSE, WAIVED, BETTER, DONE, ENDED = (
    "new",
    "again",
    "resumed",
    "worse",
    "waived",
    "better",
    "done",
    "ended",
)
ORDER = (NEW, AGAIN, RESUMED, WORSE, WAIVED, BETTER, DONE, ENDED)


@dataclass(frozen=True, slots=True)
class News:
    """What became of one finding: how it stands after (of a closed one: stood last), and before, if one was
    open then. `at` is the instant of what was recorded, None between two days."""

    what: str
    finding: State
    before: State | None
    at: dt.datetime | None = None


def compare(before: Iterable[State], after: Iterable[State]) -> list[News]:
    """Return what became of the findings of one day by another, worst first. No query."""
    then, now = ({state.duty: state for state in states} for states in (before, after))
    found = []
    for duty in {**then, **now}:
        old, new = then.get(duty), now.get(duty)
        what = _between(old, new)
        told = new or old
        if what and told:
            found.append(News(what, told, old))
    return sorted(found, key=_worst_first)


def _between(old: State | None, new: State | None) -> str:
    if new is None:
        return DONE
    if old is None:
        return WAIVED if new.status == FlagStatus.WAIVED else NEW
    return _moved(new, old)


def told_apart(found: list[News], on: dt.date) -> list[News]:
    """Return the news with the findings that are gone because their body has ended by the day (of which some
    came up again with who took its duties over) told from those that were cleared. One query, none where
    nothing is gone."""
    gone = {one.finding.body_code for one in found if one.what == DONE}
    if not gone:
        return found
    ended = Body.objects.filter(code__in=gone).in_state(BodyState.ENDED, on)
    codes = set(ended.values_list("code", flat=True))
    told = [
        replace(one, what=ENDED) if one.what == DONE and one.finding.body_code in codes else one
        for one in found
    ]
    return sorted(told, key=_worst_first)


def between(
    since: dt.datetime, until: dt.datetime, *, filters: Filters, body_ids: Collection[int] | None = None
) -> list[News]:
    """Return what was seen to change after `since` and by `until`, worst first; what opened and ended in
    between is left out. Two queries."""
    spans = FindingSpan.objects.filter(shown__overlap=DateTimeTZRange(since, until, "[]"))
    if body_ids is not None:
        spans = spans.filter(body_id__in=body_ids)
    if filters.kind_ids:
        spans = spans.filter(body__kind_id__in=filters.kind_ids)
    pieces: dict[int, list[tuple[Range[dt.datetime], State]]] = {}
    for flag_id, seen, *state in spans.order_by("shown__startswith").values_list("flag_id", "shown", *STATE):
        pieces.setdefault(flag_id, []).append((seen, State(*state)))
    opened = openings([flag_id for flag_id, parts in pieces.items() if since not in parts[0][0]], until)
    found = [_news(parts, opened.get(flag_id), since, until) for flag_id, parts in pieces.items()]
    return sorted((news for news in found if news), key=_worst_first)


def _news(
    pieces: list[tuple[Range[dt.datetime], State]],
    opening: Opening | None,
    since: dt.datetime,
    until: dt.datetime,
) -> News | None:
    (first_seen, first), (last_seen, last) = pieces[0], pieces[-1]
    before = first if since in first_seen else None
    if until not in last_seen:
        return News(DONE, last, before, last_seen.upper) if before else None
    if before is None and last.status != FlagStatus.WAIVED:
        again = opening is not None and opening.first_at < opening.at
        return News(AGAIN if again else NEW, last, None, last_seen.lower)
    what = _between(before, last)
    return News(what, last, before, last_seen.lower) if what else None


def _moved(now: State, then: State) -> str:
    """Return what an open finding came to, from how it stands now and stood then."""
    if now.status != then.status and FlagStatus.WAIVED in (now.status, then.status):
        return WAIVED if now.status == FlagStatus.WAIVED else RESUMED
    after, before = ((_LATE[state.status], _RANK[state.severity]) for state in (now, then))
    return WORSE if after > before else BETTER if after < before else ""


def _worst_first(news: News) -> tuple[Any, ...]:
    state = news.finding
    due_on = state.due_on or dt.date.max
    return (
        ORDER.index(news.what),
        -_RANK[state.severity],
        -_LATE[state.status],
        due_on,
        state.body_position,
        state.body_code,
        state.rule,
        state.subject,
    )

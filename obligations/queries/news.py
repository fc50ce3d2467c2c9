"""What became of findings: between two days, as both are judged; from one instant to another, as it was
recorded then."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet

from obligations.enums import FlagEventKind, FlagStatus, Severity
from obligations.models import FlagEvent
from obligations.queries.findings import Filters, State

_RANK = {Severity.INFO.value: 0, Severity.WARNING.value: 1, Severity.SERIOUS.value: 2}
_LATE = {FlagStatus.WAIVED.value: 0, FlagStatus.DUE.value: 1, FlagStatus.OVERDUE.value: 2}
# What became of a finding, worst first.
NEW, AGAIN, RESUMED, WORSE, WAIVED, BETTER, DONE = (
    "new",
    "again",
    "resumed",
    "worse",
    "waived",
    "better",
    "done",
)
ORDER = (NEW, AGAIN, RESUMED, WORSE, WAIVED, BETTER, DONE)


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


def log_begins_at(body_ids: Collection[int] | None = None) -> dt.datetime | None:
    """Return when the first thing was recorded of findings: the first review, mostly after an import. One
    query."""
    events = FlagEvent.objects.order_by("at")
    events = events if body_ids is None else events.filter(flag__body_id__in=body_ids)
    return events.values_list("at", flat=True).first()


def between(
    since: dt.datetime, until: dt.datetime, *, filters: Filters, body_ids: Collection[int] | None = None
) -> list[News]:
    """Return what changed after `since` and by `until`, worst first; what opened and closed in between is
    left out. Two queries."""
    after = _last_each(_events(filters, body_ids).filter(at__gt=since, at__lte=until))
    before = _last_each(_events(filters, body_ids).filter(at__lte=since, flag_id__in=after))
    found = (_news(event, before.get(flag_id)) for flag_id, event in after.items())
    return sorted((news for news in found if news), key=_worst_first)


def _events(filters: Filters, body_ids: Collection[int] | None) -> QuerySet[FlagEvent]:
    events = FlagEvent.objects.all()
    if body_ids is not None:
        events = events.filter(flag__body_id__in=body_ids)
    return events.filter(flag__body__kind_id__in=filters.kind_ids) if filters.kind_ids else events


class _Recorded(NamedTuple):
    """What happened to a flag at an instant, and the finding as it was then."""

    kind: str
    at: dt.datetime
    finding: State


def _last_each(events: QuerySet[FlagEvent]) -> dict[int, _Recorded]:
    body = ("flag__body__code", "flag__body__name", "flag__body__position")
    last = events.order_by("flag_id", "-at", "-id").distinct("flag_id")
    columns = last.values_list(
        "flag_id", "kind", "at", "flag__rule", "flag__subject", *body, "status", "severity", "due_on"
    )
    return {flag_id: _Recorded(kind, at, State(*state)) for flag_id, kind, at, *state in columns}


def _news(after: _Recorded, before: _Recorded | None) -> News | None:
    was_open = before is not None and before.kind != FlagEventKind.CLOSED
    old = before.finding if before is not None and was_open else None
    what = _what(after, old) if old else _opened(after, before)
    return News(what, after.finding, old, after.at) if what else None


def _opened(after: _Recorded, before: _Recorded | None) -> str:
    if after.kind == FlagEventKind.CLOSED:
        return ""
    if after.finding.status == FlagStatus.WAIVED:
        return WAIVED
    return AGAIN if before is not None else NEW


def _what(after: _Recorded, before: State) -> str:
    return DONE if after.kind == FlagEventKind.CLOSED else _moved(after.finding, before)


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
    )

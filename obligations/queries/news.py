"""What became of findings: between two days, as both are judged; from one instant to another, as it was recorded then."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from obligations.enums import FlagEventKind, FlagStatus, Severity
from obligations.models import FlagEvent
from obligations.queries.findings import Filters, State

_RANK = {Severity.INFO.value: 0, Severity.WARNING.value: 1, Severity.SERIOUS.value: 2}
_LATE = {FlagStatus.WAIVED.value: 0, FlagStatus.DUE.value: 1, FlagStatus.OVERDUE.value: 2}
# What became of a finding, worst first.
NEW, AGAIN, RESUMED, WORSE, WAIVED, BETTER, DONE = "new", "again", "resumed", "worse", "waived", "better", "done"
ORDER = (NEW, AGAIN, RESUMED, WORSE, WAIVED, BETTER, DONE)


@dataclass(frozen=True, slots=True)
class News:
    """What became of one finding: its state before (empty: none was open) and after. `at` is the instant of what was recorded, None between two days."""

    what: str
    rule: str
    subject: str
    body_code: str
    body_name: str
    body_position: int
    at: dt.datetime | None
    due_on: dt.date | None
    severity: str
    status: str
    severity_before: str
    status_before: str


def compare(before: Iterable[State], after: Iterable[State]) -> list[News]:
    """Return what became of the findings of one day by another, worst first. No query."""
    then, now = ({state.key: state for state in states} for states in (before, after))
    found = []
    for key in {**then, **now}:
        old, new = then.get(key), now.get(key)
        what = _between(old, new)
        told = new or old
        if what and told:
            row = (told.rule, told.subject, told.body_code, told.body_name, told.body_position, None, told.due_on, told.severity, told.status)
            found.append(News(what, *row, *((old.severity, old.status) if old else ("", ""))))
    return sorted(found, key=_worst_first)


def _between(old: State | None, new: State | None) -> str:
    if new is None:
        return DONE
    if old is None:
        return WAIVED if new.status == FlagStatus.WAIVED else NEW
    return _moved((new.status, new.severity), (old.status, old.severity))


def log_begins_at(body_ids: Collection[int] | None = None) -> dt.datetime | None:
    """Return when the first thing was recorded of findings: the first review, mostly after an import. One query."""
    events = FlagEvent.objects.order_by("at")
    events = events if body_ids is None else events.filter(flag__body_id__in=body_ids)
    return events.values_list("at", flat=True).first()


def between(since: dt.datetime, until: dt.datetime, *, filters: Filters, body_ids: Collection[int] | None = None) -> list[News]:
    """Return what changed after `since` and by `until`, worst first; what opened and closed in between is left out. Two queries."""
    after = _last_each(_events(filters, body_ids).filter(at__gt=since, at__lte=until))
    before = _last_each(_events(filters, body_ids).filter(at__lte=since, flag_id__in=after))
    found = (_news(event, before.get(flag_id)) for flag_id, event in after.items())
    return sorted((news for news in found if news), key=_worst_first)


def _events(filters: Filters, body_ids: Collection[int] | None) -> QuerySet[FlagEvent]:
    events = FlagEvent.objects.all()
    if body_ids is not None:
        events = events.filter(flag__body_id__in=body_ids)
    return events.filter(flag__body__kind_id__in=filters.kind_ids) if filters.kind_ids else events


def _last_each(events: QuerySet[FlagEvent]) -> dict[int, dict[str, Any]]:
    columns = ("flag_id", "kind", "at", "status", "severity", "due_on", "flag__rule", "flag__subject")
    body = ("flag__body__code", "flag__body__name", "flag__body__position")
    last = events.order_by("flag_id", "-at", "-id").distinct("flag_id")
    return {row["flag_id"]: row for row in last.values(*columns, *body)}


def _news(after: dict[str, Any], before: dict[str, Any] | None) -> News | None:
    was_open = before is not None and before["kind"] != FlagEventKind.CLOSED
    what = _what(after, before) if before is not None and was_open else _opened(after, before)
    if not what:
        return None
    old = before if before is not None and was_open else {"severity": "", "status": ""}
    return News(
        what,
        after["flag__rule"],
        after["flag__subject"],
        after["flag__body__code"],
        after["flag__body__name"],
        after["flag__body__position"],
        after["at"],
        after["due_on"],
        after["severity"],
        after["status"],
        old["severity"],
        old["status"],
    )


def _opened(after: dict[str, Any], before: dict[str, Any] | None) -> str:
    if after["kind"] == FlagEventKind.CLOSED:
        return ""
    if after["status"] == FlagStatus.WAIVED:
        return WAIVED
    return AGAIN if before is not None else NEW


def _what(after: dict[str, Any], before: dict[str, Any]) -> str:
    if after["kind"] == FlagEventKind.CLOSED:
        return DONE
    return _moved((after["status"], after["severity"]), (before["status"], before["severity"]))


def _moved(now: tuple[str, str], then: tuple[str, str]) -> str:
    """Return what an open finding came to, from status and severity now and then."""
    if now[0] != then[0] and FlagStatus.WAIVED in (now[0], then[0]):
        return WAIVED if now[0] == FlagStatus.WAIVED else RESUMED
    after, before = (_LATE[now[0]], _RANK[now[1]]), (_LATE[then[0]], _RANK[then[1]])
    return WORSE if after > before else BETTER if after < before else ""


def _worst_first(news: News) -> tuple[Any, ...]:
    return ORDER.index(news.what), -_RANK[news.severity], -_LATE[news.status], news.due_on or dt.date.max, news.body_position, news.body_code, news.rule

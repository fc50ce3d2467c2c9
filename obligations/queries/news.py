"""What happened to findings from one instant to another, as it was recorded then."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from obligations.enums import FlagEventKind, FlagStatus, Severity
from obligations.models import FlagEvent
from obligations.queries.findings import Filters

_RANK = {Severity.INFO.value: 0, Severity.WARNING.value: 1, Severity.SERIOUS.value: 2}
_LATE = {FlagStatus.WAIVED.value: 0, FlagStatus.DUE.value: 1, FlagStatus.OVERDUE.value: 2}
# What became of a finding, worst first.
NEW, AGAIN, WORSE, WAIVED, BETTER, DONE = "new", "again", "worse", "waived", "better", "done"
ORDER = (NEW, AGAIN, WORSE, WAIVED, BETTER, DONE)


@dataclass(frozen=True, slots=True)
class News:
    """What became of one finding between the two instants: its state before (empty: none was open) and after."""

    what: str
    rule: str
    subject: str
    body_code: str
    body_name: str
    body_position: int
    at: dt.datetime
    due_on: dt.date | None
    severity: str
    status: str
    severity_before: str
    status_before: str


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
    if after["status"] == FlagStatus.WAIVED != before["status"]:
        return WAIVED
    now, then = (_LATE[after["status"]], _RANK[after["severity"]]), (_LATE[before["status"]], _RANK[before["severity"]])
    return WORSE if now > then else BETTER if now < then else ""


def _worst_first(news: News) -> tuple[Any, ...]:
    return ORDER.index(news.what), -_RANK[news.severity], -_LATE[news.status], news.due_on or dt.date.max, news.body_position, news.body_code, news.rule

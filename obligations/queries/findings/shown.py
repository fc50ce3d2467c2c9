"""What a finding was on the days as they came: its history, since when it stands, when it ended.

A span was seen from the instant at which the records gave it and its days had come (`shown`); of one finding
these pieces follow one another, and a gap between two means that it had ended.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Min, Q, QuerySet

from core.clock import ZONE
from obligations.enums import FlagEventKind, FlagStatus, Rule, Severity
from obligations.models import FindingSpan
from obligations.queries.findings.filters import instant
from obligations.queries.findings.rows import Row, read


class Moment(NamedTuple):
    """What happened to a finding at an instant, and how it stands since; of one that ended, how it stood."""

    flag_id: int
    kind: FlagEventKind
    at: dt.datetime
    rule: str
    subject: str
    status: str
    severity: str
    due_on: dt.date | None

    @property
    def on(self) -> dt.date:
        """The day of the instant."""
        return self.at.astimezone(ZONE).date()

    @property
    def status_label(self) -> str:
        return str(FlagStatus(self.status).label)

    @property
    def severity_label(self) -> str:
        return str(Severity(self.severity).label)


def history(flag_id: int) -> list[Moment]:
    """Return what happened to a finding up to the instant from which is looked, latest first. One query."""
    return _moments(FindingSpan.objects.filter(flag_id=flag_id))[::-1]


def runs_that_came(body_id: int, *, besides: int) -> dict[dt.datetime, Moment]:
    """Return by its instant each coming up of a run of periods without a meeting among the body's other
    findings: where this one ended at the same instant, it is the same run from another period on. One
    query."""
    spans = FindingSpan.objects.filter(body_id=body_id, rule=Rule.MEETING_OVERDUE).exclude(flag_id=besides)
    came = {FlagEventKind.OPENED, FlagEventKind.REOPENED}
    return {
        moment.at: moment
        for moment in _moments(spans)
        if moment.kind in came and moment.due_on is not None and moment.due_on <= moment.on
    }


def of_bodies_since(body_ids: Collection[int], since: dt.datetime) -> list[Moment]:
    """Return what happened to the bodies' findings from an instant on, oldest first. One query."""
    spans = FindingSpan.objects.filter(body_id__in=body_ids)
    moved = spans.filter(Q(shown__startswith__gte=since) | Q(shown__endswith__gte=since)).values("flag_id")
    return [moment for moment in _moments(spans.filter(flag_id__in=moved)) if moment.at >= since]


def _moments(spans: QuerySet[FindingSpan]) -> list[Moment]:
    by = instant()
    pieces = spans.filter(shown__startswith__lte=by).order_by("flag_id", "shown__startswith")
    by_flag: dict[int, list[tuple[Any, ...]]] = {}
    columns = ("shown", "fingerprint", "rule", "subject", "status", "severity", "due_on")
    for flag_id, *piece in pieces.values_list("flag_id", *columns):
        by_flag.setdefault(flag_id, []).append(tuple(piece))
    found = [moment for flag_id, parts in by_flag.items() for moment in _of_flag(flag_id, parts, by)]
    return sorted(found, key=lambda moment: moment.at)


def _of_flag(flag_id: int, pieces: list[tuple[Any, ...]], by: dt.datetime) -> Iterable[Moment]:
    before: tuple[Any, ...] | None = None
    for piece in pieces:
        (shown, fingerprint, *state) = piece
        if before is None or before[0].upper < shown.lower:
            if before is not None:
                yield Moment(flag_id, FlagEventKind.CLOSED, before[0].upper, *before[2:])
            kind = FlagEventKind.OPENED if before is None else FlagEventKind.REOPENED
            yield Moment(flag_id, kind, shown.lower, *state)
        elif before[1] != fingerprint:
            waived = state[2] == FlagStatus.WAIVED and before[4] != FlagStatus.WAIVED
            kind = FlagEventKind.WAIVED if waived else FlagEventKind.CHANGED
            yield Moment(flag_id, kind, shown.lower, *state)
        before = piece
    if before is not None and before[0].upper is not None and before[0].upper <= by:
        yield Moment(flag_id, FlagEventKind.CLOSED, before[0].upper, *before[2:])


def last(spans: QuerySet[FindingSpan], now: dt.datetime) -> Row | None:
    """Return the one finding that these spans are of as it stands now, or as it stood last. Four queries."""
    seen = spans.filter(shown__startswith__lte=now).order_by("-shown__startswith")[:1]
    ended_at = seen.values_list("shown__endswith", flat=True).first()
    row = next(iter(read(seen, now.astimezone(ZONE).date())), None)
    if row is None or ended_at is None or ended_at > now:
        return row
    return replace(row, closed_at=ended_at)


def ended(flag_ids: Collection[int]) -> dict[int, dt.datetime]:
    """Return when each of these findings ended that stands no more. One query."""
    by = instant()
    seen = FindingSpan.objects.filter(flag_id__in=flag_ids, shown__startswith__lte=by)
    latest = seen.order_by("flag_id", "-shown__startswith").distinct("flag_id")
    found = latest.values_list("flag_id", "shown__endswith")
    return {flag_id: at for flag_id, at in found if at is not None and at <= by}


class Opening(NamedTuple):
    """Since when a finding stands without a break, and when it was seen for the first time."""

    at: dt.datetime
    first_at: dt.datetime


# A piece that no other piece of the finding leads up to begins a standing.
_OPENINGS = """
    SELECT flag_id, max(at), min(at) FROM (
        SELECT flag_id, lower(shown) AS at,
            lag(upper(shown)) OVER (PARTITION BY flag_id ORDER BY lower(shown)) AS left_at
        FROM obligations_findingspan
        WHERE flag_id = ANY(%s) AND NOT isempty(shown) AND lower(shown) <= %s
    ) AS piece WHERE left_at IS DISTINCT FROM at GROUP BY flag_id
"""


def openings(flag_ids: Collection[int], by: dt.datetime) -> dict[int, Opening]:
    """Return since when each of the findings stands that stands at the instant. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_OPENINGS, [list(flag_ids), by])
        return {flag_id: Opening(*instants) for flag_id, *instants in cursor.fetchall()}


def first_at(body_ids: Collection[int] | None = None) -> dt.datetime | None:
    """Return when the first finding was seen: the first review, mostly after an import. One query."""
    spans = FindingSpan.objects.filter(shown__isempty=False)
    spans = spans if body_ids is None else spans.filter(body_id__in=body_ids)
    return spans.aggregate(first=Min("shown__startswith"))["first"]

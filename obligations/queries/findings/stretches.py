"""The days on which findings stand: the stretches of one's life, since when it stands, when any turns."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import QuerySet

from obligations.enums import FlagStatus, Severity
from obligations.models import FindingSpan, Flag
from obligations.queries.findings.filters import NOTHING, Filters, narrowed
from obligations.queries.findings.statements import over


class Stretch(NamedTuple):
    """Days on which a finding stands with the same status, severity and due day, whatever its evidence says;
    without `ends_before` to the last day that is worked out."""

    flag_id: int
    rule: str
    subject: str
    status: str
    severity: str
    due_on: dt.date | None
    starts_on: dt.date
    ends_before: dt.date | None

    @property
    def last_day(self) -> dt.date | None:
        return self.ends_before - dt.timedelta(1) if self.ends_before else None

    @property
    def status_label(self) -> str:
        return str(FlagStatus(self.status).label)

    @property
    def severity_label(self) -> str:
        return str(Severity(self.severity).label)

    def holds(self, on: dt.date) -> bool:
        """Return whether the day is one of its days."""
        return self.starts_on <= on and (self.ends_before is None or on < self.ends_before)

    def leads_to(self, later: "Stretch") -> bool:
        """Return whether the later stretch of the same finding begins the day after this one's last."""
        return self.flag_id == later.flag_id and self.ends_before == later.starts_on


def stretches(body_id: int) -> list[Stretch]:
    """Return the stretches of all the body's findings, by finding, oldest first. One query."""
    return _read(narrowed(NOTHING, [body_id]))


def lives(flag_ids: Collection[int]) -> list[Stretch]:
    """Return the stretches of these findings, by finding, oldest first. One query."""
    return _read(narrowed(NOTHING, None).filter(flag_id__in=flag_ids))


def stretches_beside(flag_id: int, rule: str) -> list[Stretch]:
    """Return the stretches of the other findings of the same body and rule, by finding, oldest first. One
    query."""
    of_body = Flag.objects.filter(pk=flag_id).values("body")
    beside = narrowed(Filters(rules=[rule]), None).filter(body__in=of_body)
    return _read(beside.exclude(flag_id=flag_id))


_COLUMNS = ("flag_id", "rule", "subject", "status", "severity", "due_on", "days")


def _read(spans: QuerySet[FindingSpan]) -> list[Stretch]:
    rows = spans.order_by("flag_id", "days__startswith").values_list(*_COLUMNS)
    return _joined(
        Stretch(flag_id, rule, subject, status, severity, due_on, days.lower, days.upper)
        for flag_id, rule, subject, status, severity, due_on, days in rows
    )


def _joined(found: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches with those that differ in their days alone, and follow one another, as one."""
    joined: list[Stretch] = []
    for one in found:
        last = joined[-1] if joined else None
        if last and last.leads_to(one) and last[:6] == one[:6]:
            joined[-1] = last._replace(ends_before=one.ends_before)
        else:
            joined.append(one)
    return joined


# A span that no other one of the finding leads up to begins a standing.
_SINCE = """
    SELECT flag_id, max(at) FROM (
        SELECT flag_id, lower(days) AS at,
            lag(upper(days)) OVER (PARTITION BY flag_id ORDER BY lower(days)) AS left_at
        FROM ({found}) AS found WHERE lower(days) <= %s
    ) AS span WHERE left_at IS DISTINCT FROM at GROUP BY flag_id
"""


def since(flag_ids: Collection[int], on: dt.date) -> dict[int, dt.date]:
    """Return of each of the findings that stand on the day since which day it stands without a break, in
    whatever status. One query."""
    spans = narrowed(NOTHING, None).filter(flag_id__in=flag_ids)
    return dict(over(spans, _SINCE, ("flag_id", "days"), after=[on]))


_TURNING = """
    SELECT day, count(DISTINCT flag_id) FROM ({found}) AS found
    CROSS JOIN LATERAL (VALUES (lower(days)), (upper(days))) AS turn (day)
    WHERE day > %s AND day <= %s GROUP BY day ORDER BY day
"""


def turning_days(
    first: dt.date, last: dt.date, *, filters: Filters = NOTHING, body_ids: Collection[int] | None = None
) -> dict[dt.date, int]:
    """Return the days after the first, up to the last, on which findings begin, change or end, in order, and
    how many do. One query."""
    spans = narrowed(filters, body_ids).filter(days__overlap=(first, last + dt.timedelta(1)))
    return dict(over(spans, _TURNING, ("flag_id", "days"), after=[first, last]))

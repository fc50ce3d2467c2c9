"""Quarters and years as periods of a report, and what the bodies did in them."""

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import User
from delegations.models import Body
from meetings.enums import MeetingKind
from meetings.models import Decision, Meeting
from reports.models import Report, Submission

_NAME = re.compile(r"(19[3-9]\d|20\d\d|21\d\d)(?:-Q([1-4]))?\Z")


def year_before(day: dt.date) -> dt.date:
    """Return the same day a year before; 28 February for 29 February."""
    return (
        day.replace(year=day.year - 1, day=28)
        if (day.month, day.day) == (2, 29)
        else day.replace(year=day.year - 1)
    )


@dataclass(frozen=True, slots=True)
class Span:
    """A quarter (2026-Q3) or a year (2026)."""

    name: str
    first: dt.date
    last: dt.date

    @property
    def is_year(self) -> bool:
        return "Q" not in self.name


@dataclass(frozen=True, slots=True)
class Activity:
    """What the bodies that a user sees did from one day to another."""

    held: int
    periodic: int
    decisions: int
    submissions: int
    reports: int


def span(name: str) -> Span | None:
    """Return the period of that name, or None for what is none."""
    match = _NAME.match(name)
    if match is None:
        return None
    year, quarter = int(match[1]), int(match[2] or 0)
    month = 3 * quarter - 2 if quarter else 1
    last = dt.date(year, 12, 31) if quarter in (0, 4) else dt.date(year, month + 3, 1) - dt.timedelta(days=1)
    return Span(name, dt.date(year, month, 1), last)


def recent(on: dt.date, count: int = 6) -> list[Span]:
    """Return the quarters up to the one of the day, and its year and the one before: what a report is asked
    for."""
    quarters = []
    year, quarter = on.year, (on.month + 2) // 3
    for _number in range(count):
        quarters.append(span(f"{year}-Q{quarter}"))
        year, quarter = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
    return [found for found in (span(str(on.year)), span(str(on.year - 1)), *quarters) if found]


def activity(user: User, *, first: dt.date, last: dt.date, kind_ids: tuple[int, ...] = ()) -> Activity:
    """Return what was done from the first to the last day: four queries."""
    bodies = Body.objects.visible_to(user)
    if kind_ids:
        bodies = bodies.filter(kind_id__in=kind_ids)
    chosen = Q(body__in=bodies.values("pk"))
    meetings = Meeting.objects.filter(chosen).held_by(last).filter(held_on__gte=first)
    met = meetings.aggregate(held=Count("id"), periodic=Count("id", filter=Q(kind=MeetingKind.PERIODIC)))
    return Activity(
        met["held"],
        met["periodic"],
        Decision.objects.filter(chosen, decided_on__range=(first, last)).count(),
        Submission.objects.filter(chosen, sent_on__range=(first, last)).count(),
        Report.objects.filter(chosen, submitted_on__range=(first, last)).count(),
    )

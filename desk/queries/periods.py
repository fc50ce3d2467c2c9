"""Quarters, half-years and years as periods of a report, and what the bodies did in them."""

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import User
from delegations.models import Body
from meetings.enums import MeetingKind
from meetings.models import Decision, Meeting
from reports.models import Report, Submission

_NAME = re.compile(r"(19[3-9]\d|20\d\d|21\d\d)(?:-(Q[1-4]|H[12]))?\Z")
_MONTHS = {"": 12, "H": 6, "Q": 3}


def year_before(day: dt.date) -> dt.date:
    """Return the same day a year before; 28 February for 29 February."""
    return (
        day.replace(year=day.year - 1, day=28)
        if (day.month, day.day) == (2, 29)
        else day.replace(year=day.year - 1)
    )


@dataclass(frozen=True, slots=True)
class Span:
    """A quarter (2026-Q3), a half-year (2026-H1) or a year (2026)."""

    name: str
    first: dt.date
    last: dt.date

    @property
    def is_year(self) -> bool:
        return "-" not in self.name

    @property
    def is_half(self) -> bool:
        return "-H" in self.name

    @property
    def quarter(self) -> str:
        """The number of the quarter; empty for longer periods."""
        return self.name[-1] if "-Q" in self.name else ""


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
    year, part = int(match[1]), match[2] or ""
    months = _MONTHS[part[:1]]
    month = months * (int(part[1:] or 1) - 1) + 1
    after = dt.date(year, month + months, 1) if month + months < 13 else dt.date(year + 1, 1, 1)
    return Span(name, dt.date(year, month, 1), after - dt.timedelta(days=1))


def before(found: Span) -> Span:
    """Return the period of the same length that ended the day before."""
    last = found.first - dt.timedelta(days=1)
    months = _MONTHS[found.name[5:6]]
    part = f"-{found.name[5]}{(last.month - 1) // months + 1}" if found.name[5:] else ""
    earlier = span(f"{last.year}{part}")
    assert earlier is not None, "periods follow one another"
    return earlier


def quarters(on: dt.date, count: int) -> list[Span]:
    """Return the quarters up to the one of the day, the latest first."""
    found = [span(f"{on.year}-Q{(on.month + 2) // 3}")]
    while len(found) < count and found[-1] is not None:
        found.append(before(found[-1]))
    return [one for one in found if one]


def recent(on: dt.date, count: int = 6) -> list[Span]:
    """Return what a report is asked for: the year of the day and the one before, the half-years and the
    quarters up to the day's."""
    halves = [span(f"{on.year}-H{half}") for half in ((2, 1) if on.month > 6 else (1,))]
    earlier = span(f"{on.year - 1}-H2")
    found = [span(str(on.year)), span(str(on.year - 1)), *halves, earlier]
    return [one for one in found if one] + quarters(on, count)


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


def month_ends(on: dt.date, months: int = 12) -> list[dt.date]:
    """Return the last days of the months before the day's, oldest first, and the day itself."""
    days = [on]
    first = on.replace(day=1)
    for _month in range(months):
        days.append(first - dt.timedelta(days=1))
        first = days[-1].replace(day=1)
    return days[::-1]

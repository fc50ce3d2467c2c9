"""Days, working days and the periods of the year: the only place where periods are made.

Periods are half-open (`starts_on <= day < ends_before`); everything people type has an inclusive last day.
"""

import calendar
import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5
NAMED_LENGTHS = {1: "-M{:02d}", 3: "-Q{}", 12: ""}

Steps = tuple[tuple[dt.date, Any], ...]
"""A value that changes on days: (first day, value), ascending. Before the first day the first value is
read."""


class ReportPeriod(NamedTuple):
    """A month, quarter, half or whole year for which a report is owed: its name, first and last day, and the
    day by which a body is founded that owes it."""

    name: str
    starts_on: dt.date
    founded_by: dt.date
    ends_on: dt.date


MONTHS_OF = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
"""How many months a report of each rhythm is about."""


class Period(NamedTuple):
    """A span in which one periodic meeting is owed; `cadence` is the months in force on its first day."""

    name: str
    starts_on: dt.date
    ends_before: dt.date
    cadence: int

    @property
    def last_day(self) -> dt.date:
        return self.ends_before - ONE_DAY

    @property
    def days(self) -> int:
        return (self.ends_before - self.starts_on).days

    def holds(self, day: dt.date) -> bool:
        """Return whether the day lies in the period."""
        return self.starts_on <= day < self.ends_before


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of the month `months` later (earlier if negative), or that month's last day if it
    is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@lru_cache(maxsize=16384)
def months_past(day: dt.date, months: int) -> dt.date:
    """Return the first day from which going back so many months no longer leads before this one.

    12 months after 29 February 2024 that is 1 March 2025.
    """
    later = add_months(day, months)
    return later if later.day == day.day else later + ONE_DAY


@lru_cache(maxsize=1024)
def report_periods(rhythm: str, year: int) -> tuple[ReportPeriod, ...]:
    """Return the year's periods of a rhythm (`month`, `quarter`, `half-year`, `year`), as reports name them:
    2026-M03, 2026-Q2, 2026-H1, 2026."""
    months = MONTHS_OF[rhythm]
    return tuple(_report_period(dt.date(year, first, 1), months) for first in range(1, 13, months))


def _report_period(starts_on: dt.date, months: int) -> ReportPeriod:
    """The middle of a month or quarter is a 15th, that of a longer period the last day of a month."""
    number = (starts_on.month - 1) // months + 1
    suffix = {1: f"-M{number:02d}", 3: f"-Q{number}", 6: f"-H{number}", 12: ""}[months]
    ends_on = add_months(starts_on, months) - ONE_DAY
    middle = add_months(starts_on, months // 2)
    founded_by = middle + dt.timedelta(14) if months < MONTHS_OF["half-year"] else middle - ONE_DAY
    return ReportPeriod(f"{starts_on.year}{suffix}", starts_on, founded_by, ends_on)


def value_on(steps: Steps, day: dt.date) -> Any:
    """Return the step's value in force on the day."""
    return steps[max(bisect_right(steps, day, key=_first_day) - 1, 0)][1]


def _first_day(step: tuple[dt.date, int]) -> dt.date:
    return step[0]


@lru_cache(maxsize=4096)
def cadence_steps(law: Steps, own: Steps, own_counts: Steps) -> Steps:
    """Return the cadence that binds a body, as it changes.

    Of its own decisions the one with the latest first day counts; of two with the same first day, the
    stricter. Without one the law's binds; with one, the smaller of the two where `own_counts` says
    `stricter`, its own where that says `free`.
    """
    own = tuple(sorted(own, key=lambda step: (step[0], -step[1])))
    steps = []
    for day in sorted({step[0] for step in law + own + own_counts}):
        months = value_on(law, day)
        if own and own[0][0] <= day:
            free = value_on(own_counts, day) == "free"
            months = value_on(own, day) if free else min(months, value_on(own, day))
        steps.append((day, months))
    return tuple(steps)


@lru_cache(maxsize=16384)
def year_periods(year: int, cadence: Steps) -> tuple[Period, ...]:
    """Return the year's periods, made from 1 January with the cadence in force on each one's first day.

    A period after which less of the year would be left than a whole one of its kind is lengthened to 31
    December.
    """
    new_year = dt.date(year + 1, 1, 1)
    periods: list[Period] = []
    starts_on = dt.date(year, 1, 1)
    while starts_on < new_year:
        months = value_on(cadence, starts_on)
        ends_before = add_months(starts_on, months)
        if add_months(ends_before, months) > new_year:
            ends_before = new_year
        periods.append(
            Period(_name(starts_on, ends_before, len(periods) + 1), starts_on, ends_before, months)
        )
        starts_on = ends_before
    return tuple(periods)


def _name(starts_on: dt.date, ends_before: dt.date, number: int) -> str:
    """Return 2026-M05, 2026-Q2, 2026, or else 2026-P2: the year's second period."""
    length = (ends_before.year - starts_on.year) * 12 + ends_before.month - starts_on.month
    whole, rest = divmod(starts_on.month - 1, length)
    if length in NAMED_LENGTHS and rest == 0:
        return f"{starts_on.year}{NAMED_LENGTHS[length].format(whole + 1)}"
    return f"{starts_on.year}-P{number}"


def periods_back_from(day: dt.date, cadence: Steps) -> Iterator[Period]:
    """Generate the period in progress on the day, then the one before it, and so on without end."""
    for period in reversed(year_periods(day.year, cadence)):
        if period.starts_on <= day:
            yield period
    for year in range(day.year - 1, 1, -1):
        yield from reversed(year_periods(year, cadence))


def is_working_day(day: dt.date, days_off: Mapping[dt.date, bool]) -> bool:
    """Return whether the office works: Monday to Friday unless a day off, and weekends worked in exchange."""
    off = days_off.get(day)
    return day.weekday() < SATURDAY if off is None else not off


def working_days_after(day: dt.date, count: int, days_off: Mapping[dt.date, bool]) -> tuple[dt.date, ...]:
    """Return the first `count` working days after the day, which itself does not count."""
    found: list[dt.date] = []
    while len(found) < count:
        day += ONE_DAY
        off = days_off.get(day)
        if day.weekday() < SATURDAY if off is None else not off:
            found.append(day)
    return tuple(found)


def next_working_day(day: dt.date, days_off: Mapping[dt.date, bool]) -> dt.date:
    """Return the day itself if the office works on it, else the first day after it on which it does."""
    while not is_working_day(day, days_off):
        day += ONE_DAY
    return day

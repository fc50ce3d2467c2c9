"""The days other than today that the pages for leaders show where their address names none."""

import datetime as dt
from typing import NamedTuple

from desk.queries.brief import BEFORE
from desk.queries.forecast import STEPS
from desk.queries.periods import year_before
from obligations.services import trends


class JudgedDay(NamedTuple):
    """A day to judge, and whether the periods up to it are needed too."""

    on: dt.date
    with_periods: bool


def days_by_default(today: dt.date) -> list[JudgedDay]:
    """Return the days that the brief, the trend and the forecast of today show, soonest needed first. No
    query."""
    ahead = [today + dt.timedelta(days) for days in STEPS]
    before = [today - BEFORE, year_before(today), *trends.month_ends(today)[-2::-1]]
    return [
        *(JudgedDay(day, day in (ahead[0], ahead[-1])) for day in ahead),
        *(JudgedDay(day, False) for day in dict.fromkeys(before)),
    ]

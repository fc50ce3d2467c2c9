"""The days that the pages for leaders ask for by themselves."""

import datetime as dt
from typing import NamedTuple

from desk.queries.brief import BEFORE
from desk.queries.forecast import STEPS
from desk.queries.periods import year_before
from obligations.services import trends


class AskedDay(NamedTuple):
    """A day, and whether the periods up to it are asked for too."""

    on: dt.date
    with_periods: bool


def asked_by_default(today: dt.date) -> list[AskedDay]:
    """Return the days of which the brief, the trend and the forecast of today tell, soonest needed first. No
    query."""
    ahead = [today + dt.timedelta(days) for days in STEPS]
    before = [today - BEFORE, year_before(today), *trends.month_ends(today)[-2::-1]]
    return [
        *(AskedDay(day, day in (ahead[0], ahead[-1])) for day in ahead),
        *(AskedDay(day, False) for day in dict.fromkeys(before)),
    ]

"""How many findings there were at the end of each of the last months, as the records now tell them."""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from obligations.queries.findings import NOTHING, Counts, Filters
from obligations.services import outlook


class Point(NamedTuple):
    """A day and its counts."""

    on: dt.date
    counts: Counts


def month_ends(on: dt.date, months: int = 12) -> list[dt.date]:
    """Return the last days of the months before the day's, oldest first, and the day itself."""
    days = [on]
    first = on.replace(day=1)
    for _month in range(months):
        days.append(first - dt.timedelta(days=1))
        first = days[-1].replace(day=1)
    return days[::-1]


def course(
    *,
    on: dt.date,
    today: dt.date,
    months: int = 12,
    filters: Filters = NOTHING,
    body_ids: Collection[int] | None = None,
) -> list[Point]:
    """Return the counts at the end of each month and on the day: as many queries as `outlook.counts_of` these
    days."""
    days = month_ends(on, months)
    found = outlook.counts_of(days, today=today, filters=filters, body_ids=body_ids)
    return [Point(day, found[day]) for day in days]

"""The last review: a day, a week before unless said."""

import datetime as dt

from core import dates

WEEK = dt.timedelta(days=7)


def first_day(text: str, on: dt.date) -> dt.date:
    """Return the day of the last review: what was typed if it is a day before the one looked at, else a week
    before."""
    try:
        day = dates.parse(text)
    except ValueError:
        return on - WEEK
    return day if day < on else on - WEEK

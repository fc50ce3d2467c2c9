"""The office's calendar as screens need it: on which day a due day can still be met."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from obligations.enums import DayOffKind
from obligations.models import DayOff
from rulebook.calendar import next_working_day


def days_off() -> dict[dt.date, bool]:
    """Return the table of days off: True off, False worked in exchange. One query."""
    return {day: kind == DayOffKind.OFF for day, kind in DayOff.objects.values_list("day", "kind")}


def next_working_days(days: Iterable[dt.date]) -> dict[dt.date, dt.date]:
    """Return each day's own or next working day, holidays and exchanged Saturdays counted. One query."""
    table = days_off()
    return {day: next_working_day(day, table) for day in set(days)}


class Office(NamedTuple):
    """Whether the office works on a day, and what its table calls the day; empty where the table does not
    name it."""

    works: bool
    name: str


def within(first: dt.date, last: dt.date) -> dict[dt.date, Office]:
    """Return every day of the span, in order, with what the office does on it. One query."""
    rows = {
        day: Office(kind == DayOffKind.WORKED, name)
        for day, name, kind in DayOff.objects.filter(day__range=(first, last)).values_list(
            "day", "name", "kind"
        )
    }
    span = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    return {day: rows.get(day) or Office(day.weekday() < 5, "") for day in span}


def named() -> dict[str, str]:
    """Return the name of each day off of the table by its day, as 2026-09-02. One query."""
    off = DayOff.objects.filter(kind=DayOffKind.OFF).order_by("day")
    return {day.isoformat(): name for day, name in off.values_list("day", "name")}

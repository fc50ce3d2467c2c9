"""The office's calendar as screens need it: on which day a due day can still be met."""

import datetime as dt
from collections.abc import Iterable

from obligations.enums import DayOffKind
from obligations.models import DayOff
from rulebook.calendar import next_working_day


def next_working_days(days: Iterable[dt.date]) -> dict[dt.date, dt.date]:
    """Return each day's own or next working day, holidays and exchanged Saturdays counted. One query."""
    days_off = {day: kind == DayOffKind.OFF for day, kind in DayOff.objects.values_list("day", "kind")}
    return {day: next_working_day(day, days_off) for day in set(days)}

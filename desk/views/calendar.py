"""Lịch: the meetings by month and by week, with the days on which the office does not work."""

import calendar
import datetime as dt
from typing import NamedTuple

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core import clock
from core.dates import requested_day
from meetings.models import Meeting
from meetings.queries import meetings
from obligations.queries import working_days
from obligations.queries.working_days import Office


class Day(NamedTuple):
    """A day of the calendar, what the office's table says of it, and its meetings."""

    on: dt.date
    office: Office
    meetings: list[Meeting]


@require_safe
def month(request: UserRequest) -> HttpResponse:
    """A month in weeks from Monday; `?thang=2026-12` names it, the day looked at stays what it is."""
    first = _named(request, "thang", "-01") or requested_day(request).replace(day=1)
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(first.year, first.month)
    days = {day.on: day for day in _days(request, weeks[0][0], weeks[-1][-1])}
    context = {
        "day": first,
        "weeks": [[days[on] for on in week] for week in weeks],
        "last": weeks[-1][-1],
        "before": (first - dt.timedelta(days=1)).replace(day=1),
        "after": (first + dt.timedelta(days=32)).replace(day=1),
        "today": clock.today(),
    }
    return render(request, "desk/month.html", context)


@require_safe
def week(request: UserRequest) -> HttpResponse:
    """Seven days from Monday; `?tuan=2026-12-08` names one of them."""
    day = _named(request, "tuan", "") or requested_day(request)
    monday, step = day - dt.timedelta(days=day.weekday()), dt.timedelta(days=7)
    days = _days(request, monday, monday + dt.timedelta(days=6))
    context = {
        "day": day,
        "days": days,
        "before": monday - step,
        "after": monday + step,
        "today": clock.today(),
    }
    return render(request, "desk/week.html", context)


@require_safe
@cache_control(private=True, max_age=600)
def days_off(request: UserRequest) -> HttpResponse:
    """The office's table of days off, for the day picker: day to its name."""
    return JsonResponse(working_days.named())


def _named(request: UserRequest, name: str, tail: str) -> dt.date | None:
    """Return the day that a parameter of the address names, or None where it names none that a calendar can
    show."""
    try:
        day = dt.date.fromisoformat(request.GET.get(name, "") + tail)
    except ValueError:
        return None
    return day if 1930 <= day.year <= 2200 else None


def _days(request: UserRequest, first: dt.date, last: dt.date) -> list[Day]:
    """Return the days of the span with the meetings that the user may see: two queries."""
    found: dict[dt.date, list[Meeting]] = {}
    for meeting in meetings.in_span(user=request.user, on=requested_day(request), first=first, last=last):
        assert meeting.held_on is not None
        found.setdefault(meeting.held_on, []).append(meeting)
    office = working_days.within(first, last)
    return [Day(on, office[on], found.get(on, [])) for on in office]

"""Lịch: meetings, what falls due and waivers that end, by month and by week, with the office's days off."""

import calendar
import datetime as dt
from typing import Any, NamedTuple

from django.db.models import Count, Min
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.queries import bodies_of
from core import clock
from core.addresses import reverse
from core.dates import requested_day
from core.templatetags.nennep import vi
from desk.queries import due_days
from meetings.models import Meeting
from meetings.queries import meetings, tasks
from obligations.models import Waiver
from obligations.queries import findings, periods, working_days
from obligations.queries.working_days import Office
from reports.queries import reports

OPEN, PROMISED = "tinh_trang=open&tu=%s&den=%s", "tinh_trang=promised&tu=%s&den=%s"


class Due(NamedTuple):
    """What falls due on a day: in words, whose (a body's name, or of how many), the list that shows it."""

    words: str
    whose: str
    url: str


class Day(NamedTuple):
    """A day of the calendar, what the office's table says of it, its meetings, what falls due."""

    on: dt.date
    office: Office
    meetings: list[Meeting]
    dues: list[Due]


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
    """Return the days of the span with the meetings and dues that the user may see: five queries."""
    found: dict[dt.date, list[Meeting]] = {}
    for meeting in meetings.in_span(user=request.user, on=requested_day(request), first=first, last=last):
        assert meeting.held_on is not None
        found.setdefault(meeting.held_on, []).append(meeting)
    office, dues = working_days.within(first, last), _dues(request, first, last)
    return [Day(on, office[on], found.get(on, []), dues.get(on, [])) for on in office]


def _dues(request: UserRequest, first: dt.date, last: dt.date) -> dict[dt.date, list[Due]]:
    """Return what falls due on each day: periods that end, other duties, waivers whose last day it is, tasks
    and submissions. Five queries."""
    found: dict[dt.date, list[Due]] = {}
    scope = bodies_of(request.user)
    ends: dict[dt.date, list[str]] = {}
    for end in periods.ends(first, last, today=clock.today(), body_ids=scope):
        ends.setdefault(end.on, []).append(end.body_name)
    words = _("%(due)s, chưa họp") % {"due": due_days.words(due_days.PERIOD)}
    for on, names in ends.items():
        whose, url = _whose(len(names), names[0]), f"{reverse('desk:forecast')}?"
        found.setdefault(on, []).append(Due(words, whose, url))
    for due in findings.due_days(first, last, body_ids=scope):
        if due.rule == due_days.PERIOD:
            continue
        url = f"{reverse('obligations:worklist')}?quy_tac={due.rule}"
        if not due.is_listed:
            url = f"{reverse('desk:forecast')}?"
        found.setdefault(due.on, []).append(Due(due_days.words(due.rule), _whose(due.bodies, due.name), url))
    span: dict[str, Any] = {"user": request.user, "on": requested_day(request), "first": first, "last": last}
    waivers = Waiver.objects.visible_to(request.user).of_standing().filter(until__range=(first, last))
    promised = reports.submissions(**span, state="promised")
    for title, column, rows, address in (
        (_("Hết hạn miễn, hoãn"), "until", waivers, f"{reverse('obligations:waivers')}?den=%s"),
        (due_days.TASK, "due_on", tasks.listing(**span, state="open"), f"{reverse('meetings:tasks')}?{OPEN}"),
        (due_days.SUBMISSION, "promised_on", promised, f"{reverse('reports:submissions')}?{PROMISED}"),
    ):
        for on, bodies, name in _by_day(rows, column):
            url = address.replace("%s", on.isoformat())
            found.setdefault(on, []).append(Due(str(title), _whose(bodies, name), url))
    return found


def _by_day(rows: Any, column: str) -> Any:
    """Return of how many bodies there are rows on each day, with the name of one. One query."""
    bodies = {"bodies": Count("body", distinct=True), "name": Min("body__name")}
    return rows.order_by().values_list(column).annotate(**bodies).order_by(column)


def _whose(bodies: int, name: str) -> str:
    return name if bodies == 1 else _("%(n)s tổ chức") % {"n": vi(bodies)}

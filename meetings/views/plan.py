"""Plan a meeting, or a whole year of them in one go."""

import calendar
import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from accounts.permissions import check_can_edit_body, check_can_edit_something
from core import clock, htmx
from core.dates import requested_day
from core.editing import attempt
from delegations.models import Body
from delegations.queries import law
from meetings.enums import MeetingKind
from meetings.forms.agenda import THEME_KEYWORDS_JSON, agenda_rows
from meetings.forms.meetings import BodyChoice, DaysForm, PlanForm, YearForm
from meetings.queries import members
from meetings.queries.meetings import periodic_days
from meetings.services import meetings
from meetings.views import scope


@htmx.writing
def one(request: UserRequest) -> HttpResponse:
    """Plan one meeting of the body that the address names."""
    body = _body(request)
    if isinstance(body, HttpResponse):
        return body
    check_can_edit_body(request.user, body.pk)
    data = request.POST or None
    day = requested_day(request)
    there = members.on_day(body, day)
    initial = {
        "kind": MeetingKind.PERIODIC,
        "chair": there[0].person.pk if there else None,
        "held_on": day if request.GET.get("ngay") else None,
    }
    form = PlanForm(data, body=body, there=there, initial=initial)
    agenda = agenda_rows(data)
    if (
        form.is_valid()
        and agenda.is_valid()
        and attempt(
            form, meetings.plan, body=body, values=form.values(), items=agenda.items(), by=request.user
        )
    ):
        htmx.saved(
            request, _("Đã lên lịch cuộc họp %(code)s.") % {"code": form.made.code}, body_code=body.code
        )
        return htmx.see_other(request, "meetings:page", form.made.code)
    context = {
        "form": form,
        "agenda": agenda,
        "body": body,
        "there": there,
        "leave_url": reverse("meetings:list"),
        "theme_keywords": THEME_KEYWORDS_JSON,
    }
    return htmx.form_page(request, "meetings/plan.html", context)


@htmx.writing
def year(request: UserRequest) -> HttpResponse:
    """Plan a year of periodic meetings: choose the rhythm, look at the days, move what falls badly, save."""
    body = _body(request)
    if isinstance(body, HttpResponse):
        return body
    check_can_edit_body(request.user, body.pk)
    today = clock.today()
    months, basis = cadence(body, today)
    asked = request.GET if "nam" in request.GET else None
    form = YearForm(asked, initial={"nam": today.year + (today.month > 10), "so_thang": months})
    proposed = days_of_year(form.cleaned_data, body) if form.is_valid() else []
    taken = periodic_days(body, form.cleaned_data["nam"]) if proposed else set()
    days = DaysForm(request.POST or None, days=[day for day in proposed if day not in taken])
    if request.method == "POST" and form.is_valid() and days.is_valid():
        typed = form.cleaned_data
        values = {"starts_at": typed["gio"], "place": typed["dia_diem"]}
        if attempt(days, meetings.plan_year, body=body, days=days.days(), values=values, by=request.user):
            htmx.saved(
                request,
                _("Đã lên lịch %(n)s cuộc họp định kỳ năm %(year)s.")
                % {
                    "n": len(days.made),
                    "year": typed["nam"],
                },
                body_code=body.code,
            )
            return htmx.see_other(
                request, f"{reverse('meetings:list')}?to_chuc={body.code}&trang_thai=planned&xep=ngay"
            )
    context = {
        "form": form,
        "days": days,
        "proposed": proposed,
        "taken": sorted(taken),
        "body": body,
        "basis": basis,
        "leave_url": reverse("meetings:list"),
    }
    status = 422 if request.method == "POST" else 200
    return htmx.page(request, "meetings/plan_year.html", context, status=status)


def cadence(body: Body, on: dt.date) -> tuple[int, str]:
    """Return how many months lie between periodic meetings, and why: the smaller of the law's value and the
    body's own."""
    legal = law.in_force().figure("meeting_cadence_months", on)
    own = body.cadence_decisions.filter(starts_on__lte=on).order_by("-starts_on").first()
    if own and own.months <= legal.value:
        return own.months, own.basis
    return legal.value, legal.reference


def days_of_year(typed: dict[str, Any], body: Body) -> list[dt.date]:
    """Return a day in each period of the year on which the body stands: the n-th weekday of the period's
    first or last month."""
    step, year = typed["so_thang"], typed["nam"]
    found = []
    for first in range(1, 13, step):
        month = first if typed["thang_thu"] else first + step - 1
        day = nth_weekday(year, month, typed["thu"], typed["tuan"])
        if body.founded_on <= day and (body.ended_on is None or day <= body.ended_on):
            found.append(day)
    return found


def nth_weekday(year: int, month: int, weekday: int, week: int) -> dt.date:
    """Return the first (0), second (1), third (2) or last (-1) such weekday of a month."""
    last = calendar.monthrange(year, month)[1]
    days = [
        dt.date(year, month, number)
        for number in range(1, last + 1)
        if dt.date(year, month, number).weekday() == weekday
    ]
    return days[week]


def _body(request: UserRequest) -> Body | HttpResponse:
    check_can_edit_something(request.user)
    code = request.GET.get("to-chuc") or request.GET.get("to_chuc") or ""
    if code:
        return scope.body(request, code)
    form = BodyChoice(user=request.user)
    del form.fields["ngay"]
    bodies: Any = form.fields["to_chuc"]
    found = list(bodies.queryset[:2])
    if len(found) == 1:
        only: Body = found[0]
        return only
    return render(
        request,
        "meetings/choose_body.html",
        {"form": form, "heading": _("Lên lịch họp"), "leave_url": reverse("meetings:list")},
    )

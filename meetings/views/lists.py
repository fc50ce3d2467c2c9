"""The lists: meetings, decisions, consultations, tasks."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import can_edit_facts
from core import clock
from core.dates import asked_day
from core.lists import ordering, paged
from meetings.forms.filters import ConsultationFilter, DecisionFilter, MeetingFilter, TaskFilter
from meetings.queries import cautions, consultations, decisions, law, meetings, tasks


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    on = asked_day(request)
    form = MeetingFilter(request.GET, user=request.user)
    wanted = form.wanted
    rows = meetings.listing(
        user=request.user,
        on=on,
        text=wanted["q"] or "",
        body=wanted["to_chuc"],
        kind=wanted["loai"] or "",
        status=wanted["trang_thai"] or "",
        first=wanted["tu"],
        last=wanted["den"],
    )
    page = paged(request, rows.order_by(*ordering(request, meetings.ORDERS, default="-ngay")))
    tell_quorum(page.object_list)
    return render(request, "meetings/list.html", {"page": page, "filter_form": form, "on": on, "may_write": _may_write_something(request)})


def tell_quorum(found: Iterable[Any]) -> None:
    """Put on meetings with figures what a list says of attendance: `present_there`, and `quorate` (None: not recorded)."""
    course = law.course("quorum_share")
    for meeting in found:
        meeting.present_there = meeting.present_by_name if meeting.rows_by_name else meeting.head_count
        recorded = meeting.held_on and meeting.present_there is not None
        wanted = cautions.quorum(meeting.members_there, meeting.held_on, course=course) if recorded else None
        meeting.quorate = meeting.present_there >= wanted.needed if wanted else None


@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    on = asked_day(request)
    form = DecisionFilter(request.GET, user=request.user)
    wanted = form.wanted
    rows = decisions.listing(
        user=request.user, on=on, text=wanted["q"] or "", body=wanted["to_chuc"], theme=wanted["nhom"] or "", outcome=wanted["hinh_thuc"] or ""
    )
    page = paged(request, rows.order_by(*ordering(request, decisions.ORDERS, default="-ngay")))
    return render(request, "meetings/decisions.html", {"page": page, "filter_form": form, "on": on})


@require_safe
def consultation_list(request: HttpRequest) -> HttpResponse:
    on = asked_day(request)
    form = ConsultationFilter(request.GET, user=request.user)
    wanted = form.wanted
    rows = consultations.listing(user=request.user, on=on, text=wanted["q"] or "", body=wanted["to_chuc"], state=wanted["tinh_trang"] or "")
    page = paged(request, rows.order_by(*ordering(request, consultations.ORDERS, default="-gui")))
    return render(request, "meetings/consultations.html", {"page": page, "filter_form": form, "on": on, "may_write": _may_write_something(request)})


@require_safe
def task_list(request: HttpRequest) -> HttpResponse:
    on = asked_day(request)
    form = TaskFilter(request.GET, user=request.user)
    wanted = form.wanted
    rows = tasks.listing(user=request.user, on=on, text=wanted["q"] or "", body=wanted["to_chuc"], state=wanted["tinh_trang"] or "")
    page = paged(request, rows.order_by(*ordering(request, tasks.ORDERS, default="han")))
    return render(
        request, "meetings/tasks.html", {"page": page, "filter_form": form, "on": on, "today": clock.today(), "may_write": _may_write_something(request)}
    )


def _may_write_something(request: HttpRequest) -> bool:
    """Return whether a list offers to add: the office does, and a secretary whose bodies are granted."""
    return can_edit_facts(request.user) or getattr(request.user, "role", "") == "secretary"

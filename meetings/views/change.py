"""Change a meeting: its own columns, agenda, attendance, status."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core import signing
from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from accounts.permissions import check_can_edit_body
from core import clock, htmx
from core.editing import attempt
from core.history import initial_from_history
from meetings.enums import AttendanceState
from meetings.forms.agenda import THEME_KEYWORDS_JSON, agenda_rows
from meetings.forms.attendance import RollForm
from meetings.forms.meetings import CancelForm, DayForm, MeetingForm, PostponeForm
from meetings.models import Attendance, Meeting
from meetings.queries import cautions, members
from meetings.services import agenda as agendas
from meetings.services import attendance as rolls
from meetings.services import meetings
from meetings.views import scope

_MARKER = signing.Signer(salt="meetings.agenda")


def _writable(request: UserRequest, code: str) -> Meeting:
    meeting = scope.meeting(request, code)
    check_can_edit_body(request.user, meeting.body_id)
    return meeting


@htmx.writing
def edit(request: UserRequest, code: str) -> HttpResponse:
    meeting = _writable(request, code)
    there = members.on_day(meeting.body, meeting.held_on or clock.today())
    form = MeetingForm(
        request.POST or None,
        instance=meeting,
        body=meeting.body,
        there=there,
        initial=initial_from_history(request, meeting),
    )
    if form.is_valid() and attempt(
        form, meetings.edit, meeting=meeting, values=form.values(), today=clock.today(), by=request.user
    ):
        meeting.refresh_from_db()
        htmx.saved(request, _saved_message(form), body_code=meeting.body.code)
        return htmx.see_other(request, scope.leave_to_meeting(request, meeting.code))
    return htmx.form_page(
        request,
        "meetings/edit.html",
        {
            "form": form,
            "meeting": meeting,
            "body": meeting.body,
            "leave_url": scope.leave_to_meeting(request, code),
        },
    )


def _saved_message(form: Any) -> str:
    words = _("Đã lưu cuộc họp.")
    if form.merged:
        words += " " + _("Giữ nội dung người khác vừa sửa ở: %(fields)s.") % {
            "fields": ", ".join(form.merged_labels)
        }
    return words


@htmx.writing
def agenda(request: UserRequest, code: str) -> HttpResponse:
    """Order the agenda by drag or keys; a change by somebody else in the meantime is shown, not
    overwritten."""
    meeting = _writable(request, code)
    stored = list(meeting.agenda.order_by("position"))
    rows = agenda_rows(request.POST or None, stored=stored, spare=2 if stored else 4)
    marker = _MARKER.sign(agendas.fingerprint(meeting)) if not request.POST else request.POST.get("dau", "")
    theirs: list[Any] = []
    if request.method == "POST" and rows.is_valid():
        if marker != _MARKER.sign(agendas.fingerprint(meeting)):
            theirs, marker = stored, _MARKER.sign(agendas.fingerprint(meeting))
        elif attempt(rows, agendas.replace, meeting=meeting, items=rows.items(), by=request.user):
            htmx.saved(request, _("Đã lưu nội dung họp."), body_code=meeting.body.code)
            return htmx.see_other(request, scope.leave_to_meeting(request, meeting.code))
    there = members.on_day(meeting.body, meeting.held_on or clock.today())
    context = {
        "meeting": meeting,
        "agenda": rows,
        "marker": marker,
        "theirs": theirs,
        "leave_url": scope.leave_to_meeting(request, meeting.code),
        "there": there,
    }
    context["theme_keywords"] = THEME_KEYWORDS_JSON
    return htmx.page(
        request, "meetings/agenda.html", context, status=422 if request.method == "POST" else 200
    )


@htmx.writing
def attendance(request: UserRequest, code: str) -> HttpResponse:
    """The roll by name in one screen; quorum is counted as it is typed."""
    meeting = _writable(request, code)
    day = meeting.held_on or clock.today()
    there = members.on_day(meeting.body, day)
    stored = {row.person_id: (row.state, row.reason) for row in Attendance.objects.filter(meeting=meeting)}
    form = RollForm(
        request.POST or None, there=there, stored=stored, exception_reason=meeting.exception_reason
    )
    if form.is_valid() and attempt(form, _take, request, meeting, form, day):
        htmx.saved(request, _("Đã lưu điểm danh."), body_code=meeting.body.code, left_out=form.made)
        return htmx.see_other(request, scope.leave_to_meeting(request, meeting.code))
    context = {
        "meeting": meeting,
        "form": form,
        "quorum": cautions.quorum(len(there), day, meeting.body),
        "leave_url": scope.leave_to_meeting(request, meeting.code),
    }
    return htmx.form_page(request, "meetings/attendance.html", context)


def _take(request: UserRequest, meeting: Meeting, form: RollForm, day: dt.date) -> list[str]:
    states: dict[int, AttendanceState] = form.states()
    reason = form.cleaned_data["exception_reason"]
    meetings.check_quorum(body=meeting.body, day=day, states=states, head_count=None, reason=reason)
    return rolls.take(
        meeting=meeting, states=states, reasons=form.reasons(), exception_reason=reason, by=request.user
    )


def _step_page(
    request: UserRequest,
    code: str,
    form_class: type[Form],
    question: str,
    yes: str,
    act: Callable[[Meeting, dict[str, Any]], Any],
    done: str,
) -> HttpResponse:
    """A page with one question about a meeting: show it, and do the act when it is answered."""
    meeting = _writable(request, code)
    form: Any = form_class(request.POST or None)
    if form.is_valid() and attempt(form, act, meeting, form.cleaned_data):
        htmx.saved(request, done, body_code=meeting.body.code)
        return htmx.see_other(request, scope.leave_to_meeting(request, meeting.code))
    context = {
        "form": form,
        "meeting": meeting,
        "question": question,
        "submit_label": yes,
        "leave_url": scope.leave_to_meeting(request, meeting.code),
    }
    return htmx.form_page(request, "meetings/ask.html", context)


@htmx.writing
def postpone(request: UserRequest, code: str) -> HttpResponse:
    def act(meeting: Meeting, typed: dict[str, Any]) -> None:
        meetings.postpone(meeting=meeting, reason=typed["reason"], new_day=typed["new_day"], by=request.user)

    return _step_page(request, code, PostponeForm, _("Hoãn cuộc họp"), _("Hoãn"), act, _("Đã hoãn cuộc họp."))


@htmx.writing
def cancel(request: UserRequest, code: str) -> HttpResponse:
    def act(meeting: Meeting, typed: dict[str, Any]) -> None:
        meetings.cancel(meeting=meeting, reason=typed["reason"], by=request.user)

    return _step_page(
        request, code, CancelForm, _("Huỷ cuộc họp"), _("Huỷ cuộc họp"), act, _("Đã huỷ cuộc họp.")
    )


@htmx.writing
def plan_again(request: UserRequest, code: str) -> HttpResponse:
    def act(meeting: Meeting, typed: dict[str, Any]) -> None:
        meetings.plan_again(meeting=meeting, held_on=typed["held_on"], by=request.user)

    return _step_page(
        request, code, DayForm, _("Lên lịch lại"), _("Lên lịch"), act, _("Đã lên lịch lại cuộc họp.")
    )

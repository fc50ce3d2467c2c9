"""What was changed in a meeting, a consultation or a task: when, by whom, and the way back where it is
safe."""

from typing import Any

from django.forms import ModelForm
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_body
from core.addresses import reverse
from core.history import Undo, changes, changes_where, history_page, history_rows, undo_through_form
from meetings.forms.decisions import ConsultationForm, DecisionForm, TaskForm
from meetings.forms.meetings import MeetingForm
from meetings.models import AgendaItem, Attendance, ConsultationAnswer, Decision, MeetingFile, Task
from meetings.views import scope


def _undo(request: UserRequest, record: Any, address: str, form: "type[ModelForm[Any]]") -> Undo | None:
    return (
        undo_through_form(address, form.base_fields) if can_edit_body(request.user, record.body_id) else None
    )


@require_safe
def of_meeting(request: UserRequest, code: str) -> HttpResponse:
    meeting = scope.meeting(request, code)
    undo = _undo(request, meeting, reverse("meetings:edit", args=[code]), MeetingForm)
    rows = history_rows(_("Cuộc họp"), changes(meeting), undo)
    parts: list[tuple[str, Any, str]] = [
        (_("Nội dung"), AgendaItem, "title"),
        (_("Điểm danh"), Attendance, "person"),
        (_("Quyết nghị"), Decision, "code"),
        (_("Nhiệm vụ"), Task, "code"),
        (_("Tài liệu"), MeetingFile, "name"),
    ]
    for words, model, title in parts:
        rows += history_rows(words, changes_where(model, title=title, meeting_id=meeting.pk))
    return history_page(request, meeting.code, reverse("meetings:page", args=[code]), rows)


@require_safe
def of_decision(request: UserRequest, code: str) -> HttpResponse:
    decision = scope.decision(request, code)
    undo = _undo(request, decision, reverse("meetings:edit_decision", args=[code]), DecisionForm)
    return history_page(
        request,
        decision.code,
        reverse("meetings:decision", args=[code]),
        [
            *history_rows(_("Quyết nghị"), changes(decision), undo),
            *history_rows(_("Tài liệu"), changes_where(MeetingFile, title="name", decision_id=decision.pk)),
        ],
    )


@require_safe
def of_consultation(request: UserRequest, code: str) -> HttpResponse:
    consultation = scope.consultation(request, code)
    undo = _undo(request, consultation, reverse("meetings:edit_consultation", args=[code]), ConsultationForm)
    rows = history_rows(_("Lấy ý kiến"), changes(consultation), undo)
    rows += history_rows(
        _("Trả lời"), changes_where(ConsultationAnswer, title="person", consultation_id=consultation.pk)
    )
    return history_page(request, consultation.code, reverse("meetings:consultation", args=[code]), rows)


@require_safe
def of_task(request: UserRequest, code: str) -> HttpResponse:
    task = scope.task(request, code)
    undo = _undo(request, task, reverse("meetings:edit_task", args=[code]), TaskForm)
    return history_page(
        request,
        task.code,
        reverse("meetings:task", args=[code]),
        [
            *history_rows(_("Nhiệm vụ"), changes(task), undo),
            *history_rows(_("Tài liệu"), changes_where(MeetingFile, title="name", task_id=task.pk)),
        ],
    )

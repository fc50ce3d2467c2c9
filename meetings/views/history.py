"""What was changed in a meeting, a consultation or a task: when, by whom, and the way back where it is safe."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import can_edit_body
from core.history import Change, changes, changes_where
from meetings.models import AgendaItem, Attendance, ConsultationAnswer, Decision, Paper, Task
from meetings.views import scope

SHOWN = 300


def entries(words: str, found: list[Change], *, edit: str = "") -> list[dict[str, Any]]:
    """Return the changes with the kind of record in words; `edit` is the address of the form that can undo an update."""
    return [{"what": words, "change": change, "undo_url": f"{edit}?khoi-phuc={change.id}" if edit and change.kind == "update" else ""} for change in found]


def show(request: HttpRequest, title: str, back_url: str, rows: list[dict[str, Any]]) -> HttpResponse:
    """Show the entries, the newest first."""
    rows = sorted(rows, key=lambda entry: (entry["change"].at, entry["change"].id), reverse=True)
    return render(request, "delegations/history.html", {"title": title, "back_url": back_url, "rows": rows[:SHOWN], "more": len(rows) > SHOWN})


@require_safe
def of_meeting(request: HttpRequest, code: str) -> HttpResponse:
    meeting = scope.meeting(request, code)
    edit = reverse("meetings:edit", args=[code]) if can_edit_body(request.user, meeting.body_id) else ""
    rows = entries(_("Cuộc họp"), changes(meeting), edit=edit)
    parts: list[tuple[str, Any, str]] = [
        (_("Nội dung"), AgendaItem, "title"),
        (_("Điểm danh"), Attendance, "person"),
        (_("Quyết nghị"), Decision, "code"),
        (_("Nhiệm vụ"), Task, "code"),
        (_("Tài liệu"), Paper, "name"),
    ]
    for words, model, title in parts:
        rows += entries(words, changes_where(model, title=title, meeting_id=meeting.pk))
    return show(request, meeting.code, reverse("meetings:page", args=[code]), rows)


@require_safe
def of_decision(request: HttpRequest, code: str) -> HttpResponse:
    decision = scope.decision(request, code)
    edit = reverse("meetings:edit_decision", args=[code]) if can_edit_body(request.user, decision.body_id) else ""
    return show(request, decision.code, reverse("meetings:decision", args=[code]), entries(_("Quyết nghị"), changes(decision), edit=edit))


@require_safe
def of_consultation(request: HttpRequest, code: str) -> HttpResponse:
    consultation = scope.consultation(request, code)
    edit = reverse("meetings:edit_consultation", args=[code]) if can_edit_body(request.user, consultation.body_id) else ""
    rows = entries(_("Lấy ý kiến"), changes(consultation), edit=edit)
    rows += entries(_("Trả lời"), changes_where(ConsultationAnswer, title="person", consultation_id=consultation.pk))
    return show(request, consultation.code, reverse("meetings:consultation", args=[code]), rows)


@require_safe
def of_task(request: HttpRequest, code: str) -> HttpResponse:
    task = scope.task(request, code)
    edit = reverse("meetings:edit_task", args=[code]) if can_edit_body(request.user, task.body_id) else ""
    return show(request, task.code, reverse("meetings:task", args=[code]), entries(_("Nhiệm vụ"), changes(task), edit=edit))

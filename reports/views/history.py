"""What was changed in a report or a submission, and the way back where it is safe."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import can_edit_body
from core.history import Change, changes, changes_where
from reports.models import Report, ReportFile, Submission

SHOWN = 300


def _entries(words: str, found: list[Change], *, edit: str = "") -> list[dict[str, Any]]:
    return [{"what": words, "change": change, "undo_url": f"{edit}?khoi-phuc={change.id}" if edit and change.kind == "update" else ""} for change in found]


def _show(request: HttpRequest, title: str, back_url: str, rows: list[dict[str, Any]]) -> HttpResponse:
    rows = sorted(rows, key=lambda entry: (entry["change"].at, entry["change"].id), reverse=True)
    return render(request, "delegations/history.html", {"title": title, "back_url": back_url, "rows": rows[:SHOWN], "more": len(rows) > SHOWN})


@require_safe
def of_report(request: HttpRequest, pk: int) -> HttpResponse:
    seen: Any = Report.objects.visible_to(request.user)  # type: ignore[arg-type]
    report = get_object_or_404(seen.select_related("body"), pk=pk)
    edit = reverse("reports:edit", args=[pk]) if can_edit_body(request.user, report.body_id) else ""
    rows = _entries(_("Báo cáo"), changes(report), edit=edit) + _entries(_("Tệp"), changes_where(ReportFile, title="name", report_id=pk))
    title = _("Báo cáo năm %(year)s, %(body)s") % {"year": report.year, "body": report.body.name}
    return _show(request, title, reverse("reports:page", args=[pk]), rows)


@require_safe
def of_submission(request: HttpRequest, code: str) -> HttpResponse:
    seen: Any = Submission.objects.visible_to(request.user)  # type: ignore[arg-type]
    submission = get_object_or_404(seen, code=code)
    edit = reverse("reports:edit_submission", args=[code]) if can_edit_body(request.user, submission.body_id) else ""
    rows = _entries(_("Đề xuất"), changes(submission), edit=edit) + _entries(_("Tệp"), changes_where(ReportFile, title="name", submission_id=submission.pk))
    return _show(request, submission.code, reverse("reports:submission", args=[code]), rows)

"""What was changed in a report or a submission, and the way back where it is safe."""

from typing import Any

from django.forms import ModelForm
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_body
from core.addresses import reverse
from core.history import Undo, changes, changes_where, history_page, history_rows, undo_through_form
from reports.forms.reports import ReportForm, SubmissionForm
from reports.models import ReportFile
from reports.views.reports import report_of
from reports.views.submissions import submission_of


def _undo(request: UserRequest, record: Any, address: str, form: "type[ModelForm[Any]]") -> Undo | None:
    return (
        undo_through_form(address, form.base_fields) if can_edit_body(request.user, record.body_id) else None
    )


@require_safe
def of_report(request: UserRequest, pk: int) -> HttpResponse:
    report = report_of(request, pk)
    undo = _undo(request, report, reverse("reports:edit", args=[pk]), ReportForm)
    rows = history_rows(_("Báo cáo"), changes(report), undo) + history_rows(
        _("Tệp"), changes_where(ReportFile, title="name", report_id=pk)
    )
    title = _("%(report)s, %(body)s") % {"report": report.title(), "body": report.body.name}
    return history_page(request, title, reverse("reports:page", args=[pk]), rows)


@require_safe
def of_submission(request: UserRequest, code: str) -> HttpResponse:
    submission = submission_of(request, code)
    undo = _undo(request, submission, reverse("reports:edit_submission", args=[code]), SubmissionForm)
    rows = history_rows(_("Đề xuất"), changes(submission), undo) + history_rows(
        _("Tệp"), changes_where(ReportFile, title="name", submission_id=submission.pk)
    )
    return history_page(request, submission.code, reverse("reports:submission", args=[code]), rows)

"""Submissions to the Standing Board: list, page, record and follow."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import (
    can_edit_body,
    can_edit_something,
    check_can_edit_body,
    check_can_edit_something,
)
from core import clock, htmx
from core.dates import requested_day
from core.editing import attempt
from core.history import initial_from_history
from core.lists import ordering, paged
from delegations.models import Body
from delegations.queries.bodies import choosable
from records import workbooks
from records.loading import load, look_up
from reports.forms.reports import SubmissionFilter, SubmissionForm
from reports.models import Submission
from reports.queries import reports as lists
from reports.services import submissions
from reports.views.reports import file_form


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    on = requested_day(request)
    form = SubmissionFilter(request.GET, bodies=choosable(request.user))
    criteria = form.criteria
    rows = lists.submissions(
        user=request.user,
        on=on,
        text=criteria["q"] or "",
        body=criteria["to_chuc"],
        state=criteria["tinh_trang"] or "",
    )
    page = paged(request, rows.order_by(*ordering(request, lists.SUBMISSION_ORDERS, default="-hen")))
    may_write = can_edit_something(request.user)
    return render(
        request,
        "reports/submissions.html",
        {
            "page": page,
            "filter_form": form,
            "on": on,
            "may_write": may_write,
            "export_url": reverse("reports:export_submissions"),
        },
    )


@require_safe
def export(request: UserRequest) -> HttpResponse:
    """The list of submissions, as filtered, as an Excel file."""
    on = requested_day(request)
    criteria = SubmissionFilter(request.GET, bodies=choosable(request.user)).criteria
    found = lists.submissions(
        user=request.user,
        on=on,
        text=criteria["q"] or "",
        body=criteria["to_chuc"],
        state=criteria["tinh_trang"] or "",
    )
    headings = [
        _("Mã"),
        _("Tổ chức"),
        _("Nội dung đề xuất"),
        _("Ngày ghi nhận"),
        _("Hẹn gửi"),
        _("Số tờ trình"),
        _("Ngày gửi"),
        _("Ngày trả lời"),
        _("Văn bản trả lời"),
    ]
    rows = (
        [
            row.code,
            row.body.name,
            row.subject,
            row.recorded_on,
            row.promised_on,
            row.number,
            row.sent_on,
            row.answered_on,
            row.answer_number,
        ]
        for row in found.order_by(*ordering(request, lists.SUBMISSION_ORDERS, default="-hen"))
    )
    return workbooks.answer(_("Danh sách đề xuất"), headings, rows, on=on)


def submission_of(request: UserRequest, code: str) -> Submission:
    return load(request, Submission.objects.visible_to(request.user).select_related("body"), code=code)


@require_safe
def page(request: UserRequest, code: str) -> HttpResponse:
    submission = submission_of(request, code)
    stored = list(submission.files.filter(removed_at=None).order_by("added_at"))
    context = {
        "submission": submission,
        "files": stored,
        "may_write": can_edit_body(request.user, submission.body_id),
        "on": requested_day(request),
    }
    return render(request, "reports/submission.html", context)


@htmx.writing
def add(request: UserRequest) -> HttpResponse:
    check_can_edit_something(request.user)
    code = request.GET.get("to-chuc", "")
    if not code:
        bodies = choosable(request.user)
        return render(
            request,
            "reports/choose_body.html",
            {"bodies": bodies, "heading": _("Ghi đề xuất"), "leave_url": reverse("reports:submissions")},
        )
    body = look_up(Body.objects.visible_to(request.user), code=code)
    check_can_edit_body(request.user, body.pk)
    form = SubmissionForm(
        request.POST or None,
        initial={"recorded_on": clock.today(), "subject": request.GET.get("noi-dung", "")},
    )
    if form.is_valid() and attempt(
        form, submissions.promise, body=body, values=form.values(), today=clock.today(), by=request.user
    ):
        htmx.saved(request, _("Đã ghi đề xuất %(code)s.") % {"code": form.made.code}, body_code=body.code)
        return htmx.see_other(request, "reports:submission", form.made.code)
    return htmx.form_page(
        request,
        "reports/submission_form.html",
        {"form": form, "body": body, "leave_url": reverse("reports:submissions")},
    )


@htmx.writing
def edit(request: UserRequest, code: str) -> HttpResponse:
    submission = submission_of(request, code)
    check_can_edit_body(request.user, submission.body_id)
    form = SubmissionForm(
        request.POST or None, instance=submission, initial=initial_from_history(request, submission)
    )
    if form.is_valid() and attempt(
        form,
        submissions.edit,
        submission=submission,
        values=form.values(),
        today=clock.today(),
        by=request.user,
    ):
        htmx.saved(request, _("Đã lưu đề xuất."), body_code=submission.body.code)
        return htmx.see_other(request, "reports:submission", code)
    context = {
        "form": form,
        "body": submission.body,
        "submission": submission,
        "leave_url": reverse("reports:submission", args=[code]),
    }
    return htmx.form_page(request, "reports/submission_form.html", context)


@htmx.writing
def add_file(request: UserRequest, code: str) -> HttpResponse:
    submission = submission_of(request, code)
    return file_form(request, submission, reverse("reports:submission", args=[code]))

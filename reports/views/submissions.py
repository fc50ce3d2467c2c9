"""Submissions to the Standing Board: list, page, record and follow."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import (
    can_edit_body,
    can_edit_something,
    check_can_edit_body,
    check_can_edit_something,
)
from accounts.queries.lists import listed, shown
from core import clock, htmx
from core.addresses import reverse
from core.dates import requested_day
from core.editing import attempt
from core.history import initial_from_history
from core.lists import Act, narrowed, ordering, paged
from delegations.enums import Duty
from delegations.models import Body
from delegations.queries.bodies import choosable, only_one
from delegations.queries.successions import holders, put_holders
from papers.services import annexes
from records.loading import load, look_up
from records.tables import Cell, Table
from reports.forms.reports import SubmissionFilter, SubmissionForm
from reports.models import Submission
from reports.queries import reports as lists
from reports.services import submissions
from reports.views.reports import file_form

SUBMISSIONS = Table(
    "reports:submissions",
    {
        "noi_dung": _lazy("Nội dung đề xuất"),
        "to_chuc": _lazy("Tổ chức"),
        "hen": _lazy("Hẹn gửi"),
        "gui": _lazy("Ngày gửi"),
        "to_trinh": _lazy("Tờ trình"),
        "tinh_trang": _lazy("Tình trạng"),
    },
    always={"noi_dung"},
)


@require_safe
@listed(SUBMISSIONS)
def listing(request: UserRequest) -> HttpResponse:
    on = requested_day(request)
    form = SubmissionFilter(request.GET, bodies=choosable(request.user))
    page = paged(request, submission_rows(request, on, form))
    put_holders(holders(Duty.SUBMISSIONS), page, on)
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
            "acts": [
                *(
                    [Act(reverse("reports:send_submissions"), _("Ghi đã gửi"), "send")]
                    if may_write and on == clock.today()
                    else []
                ),
                Act(reverse("reports:export_submissions"), _("Xuất Excel"), "file-export"),
            ],
        },
    )


def submission_rows(request: UserRequest, on: dt.date, form: SubmissionFilter) -> Any:
    """Return the submissions of the list as its address says: filters and order."""
    criteria = form.criteria
    found = lists.submissions(
        user=request.user,
        on=on,
        text=criteria["q"] or "",
        body=criteria["to_chuc"],
        state=criteria["tinh_trang"] or "",
        first=criteria["tu"],
        last=criteria["den"],
    )
    return found.order_by(*ordering(request, lists.SUBMISSION_ORDERS, default="-hen"))


@require_safe
@listed(SUBMISSIONS)
def export(request: UserRequest) -> HttpResponse:
    """The list of submissions, as filtered, as an Excel file."""
    on = requested_day(request)
    form = SubmissionFilter(request.GET, bodies=choosable(request.user))
    cells = [
        Cell("noi_dung", _("Mã"), lambda row: row.code, is_code=True),
        Cell("to_chuc", _("Tổ chức"), lambda row: row.body.name),
        Cell("noi_dung", _("Nội dung đề xuất"), lambda row: row.subject),
        Cell("noi_dung", _("Ngày ghi nhận"), lambda row: row.recorded_on),
        Cell("hen", _("Hẹn gửi"), lambda row: row.promised_on),
        Cell("to_trinh", _("Số tờ trình"), lambda row: row.number),
        Cell("gui", _("Ngày gửi"), lambda row: row.sent_on),
        Cell("tinh_trang", _("Ngày trả lời"), lambda row: row.answered_on),
        Cell("tinh_trang", _("Văn bản trả lời"), lambda row: row.answer_number),
    ]
    rows = narrowed(request, submission_rows(request, on, form))
    return annexes.answer(request, _("Danh sách đề xuất"), cells, rows, shown=shown(request), on=on)


def submission_of(request: UserRequest, code: str) -> Submission:
    return load(request, Submission.objects.visible_to(request.user).select_related("body"), code=code)


@require_safe
def page(request: UserRequest, code: str) -> HttpResponse:
    submission = submission_of(request, code)
    stored = list(submission.files.filter(removed_at=None).order_by("added_at"))
    put_holders(holders(Duty.SUBMISSIONS), [submission], requested_day(request))
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
    visible = Body.objects.visible_to(request.user)
    body = look_up(visible, code=code) if code else only_one(request.user)
    if body is None:
        context = {"heading": _("Ghi đề xuất"), "leave_url": reverse("reports:submissions")}
        return render(request, "components/choose_body.html", context)
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

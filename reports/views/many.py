"""One act on many reports, or on many submissions."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from accounts.permissions import can_edit_body, check_can_edit_facts, check_can_edit_something
from core import clock, dates, htmx
from core.addresses import reverse
from core.errors import Refused
from core.lists import chosen, list_address
from delegations.queries.bodies import choosable
from records import bulk
from reports.forms.reports import AcceptForm, ReportFilter, SentForm, SubmissionFilter
from reports.models import Report, Submission
from reports.services import reports, submissions
from reports.views.reports import report_rows
from reports.views.submissions import submission_rows


@htmx.writing
def accept(request: UserRequest) -> HttpResponse:
    """Accept the reports that are chosen in the register."""
    check_can_edit_facts(request.user)
    today = clock.today()
    form = ReportFilter(request.GET, bodies=choosable(request.user))
    return bulk.answer(
        request,
        records=chosen(request, report_rows(request, today, form)),
        line=_line,
        form=AcceptForm(request.POST or None, initial={"on": today}),
        act=lambda report, typed: reports.accept(report=report, today=today, by=request.user, **typed),
        words=bulk.Words(
            question=_("Chấp nhận %(n)s báo cáo?"),
            button=_("Chấp nhận"),
            done=_("Đã chấp nhận %(n)s báo cáo."),
        ),
        leave_url=list_address(request, reverse("reports:list")),
        body_code=lambda report: report.body.code,
    )


def _line(report: Report) -> bulk.Line:
    came = _("nộp ngày %(day)s") % {"day": dates.day(report.resubmitted_on or report.submitted_on)}
    return bulk.Line(
        report.pk,
        f"{report.body.name} · {report.title()}",
        ", ".join(filter(None, (report.number, came))),
        _why_not(report),
    )


def _why_not(report: Report) -> str:
    if report.accepted_on:
        return _("Đã chấp nhận ngày %(day)s.") % {"day": dates.day(report.accepted_on)}
    try:
        reports.check_may_be_accepted(report)
    except Refused as refusal:
        return refusal.message
    return ""


@htmx.writing
def send_submissions(request: UserRequest) -> HttpResponse:
    """Record that the submissions that are chosen in the list went out on a day."""
    check_can_edit_something(request.user)
    today = clock.today()
    form = SubmissionFilter(request.GET, bodies=choosable(request.user))
    return bulk.answer(
        request,
        records=chosen(request, submission_rows(request, today, form)),
        line=lambda submission: _submission(request, submission),
        form=SentForm(request.POST or None, initial={"sent_on": today}),
        act=lambda submission, typed: submissions.edit(
            submission=submission, values=typed, today=today, by=request.user
        ),
        words=bulk.Words(
            question=_("Ghi đã gửi %(n)s đề xuất?"),
            button=_("Ghi đã gửi"),
            done=_("Đã ghi nhận gửi %(n)s đề xuất."),
        ),
        leave_url=list_address(request, reverse("reports:submissions")),
        body_code=lambda submission: submission.body.code,
    )


def _submission(request: UserRequest, submission: Submission) -> bulk.Line:
    refusal = ""
    if submission.sent_on:
        refusal = _("Đã gửi ngày %(day)s.") % {"day": dates.day(submission.sent_on)}
    elif not can_edit_body(request.user, submission.body_id):
        refusal = _("Đồng chí không ghi hồ sơ của tổ chức này.")
    promised = dates.day(submission.promised_on)
    return bulk.Line(
        submission.pk,
        f"{submission.body.name} · {submission.subject}",
        _("hẹn gửi ngày %(day)s") % {"day": promised} if promised else "",
        refusal,
    )

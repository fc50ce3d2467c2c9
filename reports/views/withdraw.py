"""Take away reports and submissions that were recorded by mistake, and the list of what was taken away."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import check_can_edit_body
from core import htmx
from core.addresses import reverse
from core.history import history_page, history_rows, taken_away
from delegations.models import Body
from reports.models import Report, Submission
from reports.services import reports, submissions
from reports.views.reports import board_url, report_of
from reports.views.submissions import submission_of


@htmx.writing
def report(request: UserRequest, pk: int) -> HttpResponse:
    found = report_of(request, pk)
    check_can_edit_body(request.user, found.body_id)
    return htmx.withdrawal(
        request,
        partial(reports.withdraw, report=found, by=request.user),
        question=_("Gỡ “%(report)s” của %(body)s, ghi nhầm?")
        % {
            "report": found.title(),
            "body": found.body.name,
        },
        hanging=_files(found),
        done=_("Đã gỡ “%(report)s” của %(body)s.") % {"report": found.title(), "body": found.body.name},
        to=board_url(found.regime, found.period),
        leave_url=reverse("reports:page", args=[pk]),
        body_code=found.body.code,
    )


@htmx.writing
def submission(request: UserRequest, code: str) -> HttpResponse:
    found = submission_of(request, code)
    check_can_edit_body(request.user, found.body_id)
    return htmx.withdrawal(
        request,
        partial(submissions.withdraw, submission=found, by=request.user),
        question=_("Gỡ đề xuất %(code)s, ghi nhầm?") % {"code": code},
        hanging=_files(found),
        done=_("Đã gỡ đề xuất %(code)s.") % {"code": code},
        to=reverse("reports:submissions"),
        leave_url=reverse("reports:submission", args=[code]),
        body_code=found.body.code,
    )


def _files(record: Report | Submission) -> list[str]:
    return [
        _("Tệp “%(name)s”, gỡ theo") % {"name": name}
        for name in record.files.filter(removed_at=None).values_list("name", flat=True)
    ]


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    """What was taken away as recorded by mistake, of the bodies that the user sees: when, by whom, why, and
    what it said."""
    bodies = Body.objects.visible_to(request.user).values_list("pk", flat=True)
    kinds: list[tuple[str, Any, str]] = [
        (_("Báo cáo"), Report, "period number body"),
        (_("Đề xuất"), Submission, "code"),
    ]
    rows = [
        row
        for words, model, title in kinds
        for row in history_rows(words, taken_away(model, title=title, body_id__in=bodies))
    ]
    return history_page(
        request, _("Báo cáo, đề xuất"), reverse("reports:board"), rows, heading=_("Đã gỡ, ghi nhầm")
    )

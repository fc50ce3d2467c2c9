"""Correcting a criterion, a condition or the grade, and taking a correction back."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from core import clock
from core.addresses import reverse
from core.editing import attempt
from core.htmx import confirmed, form_page, saved, see_other, writing
from delegations.models import Body
from obligations.services import appraisals
from obligations.services.appraisals import ReviewPeriod
from reviews.enums import Criterion, corrected_by
from reviews.forms.corrections import AnswerForm, GradeForm, PointsForm
from reviews.models import Correction, Review
from reviews.queries import criteria, periods, reasons, years
from reviews.services import corrections
from reviews.views.loading import body_to_review

NAMES = ("reason", "document")


@writing
def correct(request: UserRequest, code: str, period: ReviewPeriod, criterion: str) -> HttpResponse:
    """Other points for a criterion, the answer to a condition, or (`grade`) another grade."""
    body = body_to_review(request, code, period)
    if criterion not in Criterion.values:
        raise Http404(_("Không có tiêu chí này."))
    leave_url = reverse("reviews:page", args=[code, period])
    if Review.objects.filter(**corrections.of(body, period)).exists():
        messages.error(
            request,
            _("Kết quả %(when)s đã được xác nhận. Hãy huỷ xác nhận rồi mới sửa.")
            % {"when": periods.words(period)},
        )
        return see_other(request, leave_url)
    found = Correction.objects.filter(**corrections.of(body, period), criterion=criterion).first()
    if corrected_by(criterion) == "points" and criterion not in _points(period):
        raise Http404(_("Kỳ này không có tiêu chí này."))
    form = _form(request, found, criterion, period)
    if form.is_valid() and attempt(
        form,
        corrections.correct,
        body=body,
        period=period,
        criterion=criterion,
        today=clock.today(),
        by=request.user,
        **form_values(form.cleaned_data),
    ):
        saved(
            request,
            _("Đã ghi nhận: %(what)s, %(when)s.")
            % {
                "what": Criterion(criterion).label.lower(),
                "when": periods.words(period),
            },
        )
        return see_other(request, leave_url)
    context = {
        "form": form,
        "correction": found,
        "criterion": criterion,
        "label": Criterion(criterion).label,
        "leave_url": leave_url,
    }
    return form_page(request, "reviews/correction_form.html", context | _beside(body, period, criterion))


def form_values(cleaned: dict[str, Any]) -> dict[str, Any]:
    """Return what the service takes of a valid form."""
    return {name: cleaned[name] for name in ("points", "grade", "answer", *NAMES) if name in cleaned}


def _points(period: ReviewPeriod) -> Mapping[str, int]:
    """The criteria of the period with their points; of a period without a scheme, all: the service
    refuses."""
    scheme = appraisals.scheme(period)
    return scheme.points if scheme else dict.fromkeys(appraisals.CRITERION_CODES, 0)


def _form(
    request: UserRequest, found: Correction | None, criterion: str, period: ReviewPeriod
) -> GradeForm | PointsForm | AnswerForm:
    name = corrected_by(criterion)
    current = {
        key: getattr(found, key) if found else None if key == "points" else "" for key in (name, *NAMES)
    }
    if name == "grade":
        return GradeForm(request.POST or None, initial=current, current=current)
    if name == "answer":
        return AnswerForm(request.POST or None, initial=current, current=current)
    most = _points(period)[criterion]
    return PointsForm(request.POST or None, initial=current, current=current, most=most)


def _beside(body: Body, period: ReviewPeriod, criterion: str) -> dict[str, Any]:
    """What the records propose, for the side of the form."""
    line = years.line(body, period, on=clock.today())
    row = next((row for row in line.rows if row.criterion == criterion), None)
    condition = next((row for row in line.conditions if row.code == criterion), None)
    return {
        "body": body,
        "period": period,
        "when": periods.words(period),
        "line": line,
        "row": row,
        "condition": condition,
        "sentence": (
            criteria.sentence(row.mark)
            if row
            else reasons.condition_sentence(condition.result)
            if condition
            else ""
        ),
    }


@writing
def withdraw(request: UserRequest, code: str, period: ReviewPeriod, criterion: str) -> HttpResponse:
    """Ask, then take the correction back."""
    body = body_to_review(request, code, period)
    leave_url = reverse("reviews:page", args=[code, period])
    found = (
        Correction.objects.select_related("body")
        .filter(**corrections.of(body, period), criterion=criterion)
        .first()
    )
    if found is None:  # a second click, or somebody was quicker
        messages.info(request, _("Không còn bản sửa nào của tiêu chí này."))
        return see_other(request, leave_url)
    return confirmed(
        request,
        lambda: corrections.withdraw(found, by=request.user),
        question=_("Bỏ sửa “%(what)s” %(when)s của %(body)s?")
        % {
            "what": found.get_criterion_display(),
            "when": periods.words(period),
            "body": body.name,
        },
        details=_("Kết quả trở lại như hồ sơ đề xuất. Lịch sử sửa vẫn được giữ."),
        confirm_label=_("Bỏ sửa"),
        done=_("Đã bỏ sửa: %(what)s.") % {"what": found.get_criterion_display().lower()},
        to=leave_url,
        leave_url=leave_url,
    )

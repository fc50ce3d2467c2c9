"""Correcting a criterion or the grade, and taking a correction back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from core import clock
from core.editing import attempt
from core.htmx import confirmed, form_page, see_other, writing
from delegations.models import Body
from obligations.services import appraisals
from reviews.enums import Criterion
from reviews.forms.corrections import GradeForm, PointsForm
from reviews.models import Correction, Review
from reviews.queries import criteria, years
from reviews.services import corrections
from reviews.views.loading import body_to_review

NAMES = ("reason", "document")


@writing
def correct(request: UserRequest, code: str, year: int, criterion: str) -> HttpResponse:
    """Other points for a criterion, or (`grade`) another grade."""
    body = body_to_review(request, code, year)
    if criterion not in Criterion.values:
        raise Http404(_("Không có tiêu chí này."))
    leave_url = reverse("reviews:page", args=[code, year])
    if Review.objects.filter(body=body, year=year).exists():
        messages.error(
            request,
            _("Kết quả năm %(year)s đã được xác nhận. Hãy huỷ xác nhận rồi mới sửa.") % {"year": year},
        )
        return see_other(request, leave_url)
    found = Correction.objects.filter(body=body, year=year, criterion=criterion).first()
    form = _form(request, found, criterion, year)
    if form.is_valid() and attempt(
        form,
        corrections.correct,
        body=body,
        year=year,
        criterion=criterion,
        today=clock.today(),
        by=request.user,
        **form_values(form.cleaned_data),
    ):
        messages.success(
            request,
            _("Đã ghi nhận: %(what)s năm %(year)s.")
            % {
                "what": Criterion(criterion).label.lower(),
                "year": year,
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
    return form_page(request, "reviews/correction_form.html", context | _beside(body, year, criterion))


def form_values(cleaned: dict[str, Any]) -> dict[str, Any]:
    """Return what the service takes of a valid form."""
    return {name: cleaned[name] for name in ("points", "grade", *NAMES) if name in cleaned}


def _form(
    request: UserRequest, found: Correction | None, criterion: str, year: int
) -> GradeForm | PointsForm:
    name = "grade" if criterion == Criterion.GRADE else "points"
    current = {
        key: getattr(found, key) if found else None if key == "points" else "" for key in (name, *NAMES)
    }
    if criterion == Criterion.GRADE:
        return GradeForm(request.POST or None, initial=current, current=current)
    scheme = appraisals.scheme(year)
    most = scheme.points[criterion] if scheme else 0
    return PointsForm(request.POST or None, initial=current, current=current, most=most)


def _beside(body: Body, year: int, criterion: str) -> dict[str, Any]:
    """What the records propose, for the side of the form."""
    line = years.line(body, year, on=clock.today())
    row = next((row for row in line.rows if row.criterion == criterion), None)
    return {
        "body": body,
        "year": year,
        "line": line,
        "row": row,
        "sentence": criteria.sentence(row.mark) if row else "",
    }


@writing
def withdraw(request: UserRequest, code: str, year: int, criterion: str) -> HttpResponse:
    """Ask, then take the correction back."""
    body = body_to_review(request, code, year)
    leave_url = reverse("reviews:page", args=[code, year])
    found = (
        Correction.objects.select_related("body").filter(body=body, year=year, criterion=criterion).first()
    )
    if found is None:  # a second click, or somebody was quicker
        messages.info(request, _("Không còn bản sửa nào của tiêu chí này."))
        return see_other(request, leave_url)
    return confirmed(
        request,
        lambda: corrections.withdraw(found, by=request.user),
        question=_("Bỏ sửa “%(what)s” năm %(year)s của %(body)s?")
        % {
            "what": found.get_criterion_display(),
            "year": year,
            "body": body.name,
        },
        details=_("Kết quả trở lại như hồ sơ đề xuất. Lịch sử sửa vẫn được giữ."),
        confirm_label=_("Bỏ sửa"),
        done=_("Đã bỏ sửa: %(what)s.") % {"what": found.get_criterion_display().lower()},
        to=leave_url,
        leave_url=leave_url,
    )

"""Confirming a body's year, all bodies' years under one document, and taking a confirmation back."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from core import clock
from core.editing import attempt
from core.htmx import confirmed, form_page, see_other, writing
from delegations.models import BodyKind
from obligations.services import appraisals
from reviews.enums import Grade
from reviews.forms.confirming import ConfirmForm
from reviews.models import Review
from reviews.permissions import check_can_review_any
from reviews.queries import years
from reviews.services import confirming
from reviews.views.loading import body_to_review

LONGEST_KEY = 10


@writing
def confirm(request: UserRequest, code: str, year: int) -> HttpResponse:
    body = body_to_review(request, code, year)
    leave_url, today = reverse("reviews:page", args=[code, year]), clock.today()
    line = years.line(body, year, on=today)
    if line.review:  # a second click, or somebody was quicker
        messages.info(request, _("Kết quả năm %(year)s đã được xác nhận.") % {"year": year})
        return see_other(request, leave_url)
    form = ConfirmForm(request.POST or None, initial={"seen": line.seal})
    if form.is_valid() and attempt(
        form, confirming.confirm, body=body, year=year, today=today, by=request.user, **form.cleaned_data
    ):
        messages.success(
            request,
            _("Đã xác nhận kết quả năm %(year)s: %(grade)s.")
            % {
                "year": year,
                "grade": line.open_label.lower(),
            },
        )
        return see_other(request, leave_url)
    _show_anew(form, line.seal)
    context = {
        "form": form,
        "body": body,
        "year": year,
        "line": line,
        "opens_on": confirming.opens_on(line),
        "leave_url": leave_url,
    }
    context["submit_label"] = _("Xác nhận")
    return form_page(request, "reviews/confirm_form.html", context)


@writing
def confirm_all(request: UserRequest) -> HttpResponse:
    """All bodies of the year (`?nam=`, of the kind `?loai=`) that are not confirmed yet."""
    check_can_review_any(request.user)
    today, year = clock.today(), _year_of(request)
    asked = request.GET.get("loai", "")
    kind = (
        BodyKind.objects.filter(pk=int(asked)).first()
        if asked.isdecimal() and len(asked) < LONGEST_KEY
        else None
    )
    kind_ids = (kind.pk,) if kind else ()
    bodies = years.bodies(request.user, year, today)
    lines = years.lines(
        request.user, year, on=today, chosen=bodies.filter(kind_id__in=kind_ids) if kind_ids else bodies
    )
    waiting = confirming.waiting(lines)
    leave_url = f"/danh-gia/?nam={year}" + (f"&loai={kind.pk}" if kind else "")
    form = ConfirmForm(request.POST or None, initial={"seen": confirming.seal(waiting)})
    if form.is_valid() and attempt(
        form,
        confirming.confirm_all,
        year=year,
        kind_ids=kind_ids,
        today=today,
        by=request.user,
        **form.cleaned_data,
    ):
        messages.success(
            request,
            _("Đã xác nhận kết quả năm %(year)s của %(n)s tổ chức.") % {"year": year, "n": len(waiting)},
        )
        return see_other(request, leave_url)
    _show_anew(form, confirming.seal(waiting))
    counts = Counter(line.open_grade for line in waiting)
    context: dict[str, Any] = {
        "form": form,
        "year": year,
        "kind": kind,
        "waiting": len(waiting),
        "confirmed": sum(line.review is not None for line in lines),
    }
    context |= {"unread": len(lines) - len(waiting) - context["confirmed"], "leave_url": leave_url}
    context |= {
        "counts": [(grade, Grade(grade).label, counts[grade]) for grade in Grade.values],
        "opens_on": _opens_on(year),
        "submit_label": _("Xác nhận"),
    }
    return form_page(request, "reviews/confirm_all_form.html", context)


@writing
def reopen(request: UserRequest, code: str, year: int) -> HttpResponse:
    """Ask, then take the confirmation back."""
    body = body_to_review(request, code, year)
    leave_url = reverse("reviews:page", args=[code, year])
    review = Review.objects.filter(body=body, year=year).first()
    if review is None:  # a second click, or somebody was quicker
        messages.info(request, _("Kết quả năm %(year)s chưa được xác nhận.") % {"year": year})
        return see_other(request, leave_url)
    details = _(
        "Kết quả đã ghi theo %(document)s không còn hiệu lực trong hệ thống; sửa rồi xác nhận lại được. Lịch"
        " sử vẫn được giữ."
    )
    return confirmed(
        request,
        lambda: confirming.reopen(review, by=request.user),
        question=_("Huỷ xác nhận kết quả năm %(year)s của %(body)s?") % {"year": year, "body": body.name},
        details=details % {"document": review.document},
        confirm_label=_("Huỷ xác nhận"),
        danger=True,
        done=_("Đã huỷ xác nhận kết quả năm %(year)s.") % {"year": year},
        to=leave_url,
        leave_url=leave_url,
    )


def _show_anew(form: ConfirmForm, seal: str) -> None:
    """Let a refused form be sent again for what the page shows now."""
    if form.is_bound:
        data: Any = form.data
        data = data.copy()
        data["seen"] = seal
        form.data = data


def _year_of(request: UserRequest) -> int:
    text, today = request.GET.get("nam", ""), clock.today()
    year = int(text) if text.isdecimal() and len(text) == 4 else 0
    if not years.FIRST_YEAR <= year <= today.year:
        raise Http404(_("Không có năm này để xác nhận."))
    return year


def _opens_on(year: int) -> Any:
    scheme = appraisals.scheme(year)
    return scheme.confirm_from if scheme else None

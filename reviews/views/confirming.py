"""Confirming a body's year or quarter, those of all bodies under one document, and taking a confirmation
back."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from core import clock
from core.addresses import reverse
from core.editing import attempt
from core.htmx import confirmed, form_page, saved, see_other, writing
from delegations.queries import kinds
from obligations.services import appraisals
from obligations.services.appraisals import ReviewPeriod
from reviews.enums import SETTLED_GRADES, Grade, Quarter
from reviews.forms.confirming import ConfirmForm
from reviews.models import Review
from reviews.permissions import check_can_review_any
from reviews.queries import caps, periods, years
from reviews.queries.caps import Cap
from reviews.queries.years import Line
from reviews.services import confirming, corrections
from reviews.views.loading import body_to_review

YEAR_DIGITS = 4


@writing
def confirm(request: UserRequest, code: str, period: ReviewPeriod) -> HttpResponse:
    body = body_to_review(request, code, period)
    leave_url, today = reverse("reviews:page", args=[code, period]), clock.today()
    line = years.line(body, period, on=today)
    if line.review:  # a second click, or somebody was quicker
        messages.info(request, _("Kết quả %(when)s đã được xác nhận.") % {"when": line.words})
        return see_other(request, leave_url)
    form = ConfirmForm(request.POST or None, initial={"seen": line.seal})
    if form.is_valid() and attempt(
        form, confirming.confirm, body=body, period=period, today=today, by=request.user, **form.cleaned_data
    ):
        saved(
            request,
            _("Đã xác nhận kết quả %(when)s: %(grade)s.")
            % {
                "when": line.words,
                "grade": line.open_label.lower(),
            },
        )
        return see_other(request, leave_url)
    _show_anew(form, line.seal)
    context = {
        "form": form,
        "body": body,
        "period": period,
        "when": line.words,
        "line": line,
        "cap": _cap(request, line),
        "opens_on": confirming.opens_on(line),
        "leave_url": leave_url,
    }
    context["submit_label"] = _("Xác nhận")
    return form_page(request, "reviews/confirm_form.html", context)


@writing
def confirm_all(request: UserRequest) -> HttpResponse:
    """All bodies of the year or quarter (`?nam=`, `?quy=`; of the kind `?loai=`) that are not confirmed
    yet."""
    check_can_review_any(request.user)
    today, period = clock.today(), _period_of(request)
    asked, found = request.GET.get("loai", ""), kinds.choices()
    kind_ids = found.ids_of(asked)
    bodies = years.bodies(request.user, period, today)
    lines = years.lines(
        request.user, period, on=today, chosen=bodies.filter(kind_id__in=kind_ids) if kind_ids else bodies
    )
    waiting = confirming.waiting(lines)
    leave_url = periods.list_address(period) + (f"&loai={asked}" if kind_ids else "")
    form = ConfirmForm(request.POST or None, initial={"seen": confirming.seal(waiting)})
    if form.is_valid() and attempt(
        form,
        confirming.confirm_all,
        period=period,
        kind_ids=kind_ids,
        today=today,
        by=request.user,
        **form.cleaned_data,
    ):
        saved(
            request,
            _("Đã xác nhận kết quả %(when)s của %(n)s tổ chức.")
            % {"when": periods.words(period), "n": len(waiting)},
        )
        return see_other(request, leave_url)
    _show_anew(form, confirming.seal(waiting))
    counts = Counter(line.open_grade for line in waiting)
    context: dict[str, Any] = {
        "form": form,
        "period": period,
        "when": periods.words(period),
        "kind": found.name_of(asked) if kind_ids else "",
        "waiting": len(waiting),
        "confirmed": sum(line.review is not None for line in lines),
        "unread": sum(line.review is None and line.appraisal is None for line in lines),
        "unsettled": sum(line.review is None and line.grade == Grade.UNSETTLED for line in lines),
        "cap": caps.cap(appraisals.scheme(period), lines),
        "leave_url": leave_url,
    }
    context |= {
        "counts": [(grade, Grade(grade).label, counts[grade]) for grade, _label in SETTLED_GRADES],
        "opens_on": _opens_on(period),
        "submit_label": _("Xác nhận"),
    }
    return form_page(request, "reviews/confirm_all_form.html", context)


@writing
def reopen(request: UserRequest, code: str, period: ReviewPeriod) -> HttpResponse:
    """Ask, then take the confirmation back."""
    body = body_to_review(request, code, period)
    leave_url = reverse("reviews:page", args=[code, period])
    review = Review.objects.filter(**corrections.of(body, period)).first()
    if review is None:  # a second click, or somebody was quicker
        messages.info(request, _("Kết quả %(when)s chưa được xác nhận.") % {"when": periods.words(period)})
        return see_other(request, leave_url)
    details = _(
        "Kết quả đã ghi theo %(document)s không còn hiệu lực trong hệ thống; sửa rồi xác nhận lại được. Lịch"
        " sử vẫn được giữ."
    )
    return confirmed(
        request,
        lambda: confirming.reopen(review, by=request.user),
        question=_("Huỷ xác nhận kết quả %(when)s của %(body)s?")
        % {"when": periods.words(period), "body": body.name},
        details=details % {"document": review.document},
        confirm_label=_("Huỷ xác nhận"),
        danger=True,
        done=_("Đã huỷ xác nhận kết quả %(when)s.") % {"when": periods.words(period)},
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


def _cap(request: UserRequest, line: Line) -> Cap | None:
    """The limit over all bodies that the user may see, where this one would be excellent."""
    if line.open_grade != Grade.EXCELLENT:
        return None
    return caps.cap(line.scheme, years.lines(request.user, line.period, on=clock.today()))


def _period_of(request: UserRequest) -> ReviewPeriod:
    text, today = request.GET.get("nam", ""), clock.today()
    year = int(text) if text.isdecimal() and len(text) == YEAR_DIGITS else 0
    quarter = request.GET.get("quy", "")
    period = ReviewPeriod(year, int(quarter) if quarter in Quarter.values else 0)
    if not year or not periods.can_be_looked_at(period, today):
        raise Http404(_("Không có kỳ này để xác nhận."))
    return period


def _opens_on(period: ReviewPeriod) -> Any:
    scheme = appraisals.scheme(period)
    return scheme.confirm_from if scheme else None

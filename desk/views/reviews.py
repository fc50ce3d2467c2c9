"""Đánh giá năm: the list of a year on screen, as Excel tables and on paper; the sheet of one body."""

from typing import Any, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core import clock
from core.dates import requested_day
from core.lists import paged
from delegations.models import Body, Province
from desk.documents import reviews as documents
from desk.forms.reviews import STATES, ReviewFilter
from desk.queries import reviews as queries
from desk.queries.reviews import Listing
from desk.views.leaders import Asked, asked, file, made_words
from records import workbooks
from records.loading import look_up
from reminders.queries import letters as letter_queries
from reviews.enums import Grade
from reviews.permissions import can_review
from reviews.queries import years


class _Told(NamedTuple):
    ask: Asked
    form: ReviewFilter
    listing: Listing


def _told(request: UserRequest) -> _Told:
    ask = asked(request)
    form = ReviewFilter(request.GET, years=years.years(ask.on))
    sort = request.GET.get("xep", "")
    told = queries.listing(
        ask.user, form.year, on=ask.on, accepts=form.accepts, grade=form.value("xep_loai"), sort=sort
    )
    return _Told(ask, form, told)


@require_safe
def page(request: UserRequest) -> HttpResponse:
    ask, form, told = _told(request)
    scheme = told.scheme
    context: dict[str, Any] = {
        "told": told,
        "form": form,
        "page": paged(request, told.lines),
        "years": form.years,
        "grades": Grade.choices,
        "states": STATES,
        "may_confirm": (
            can_review(request.user)
            and ask.on == ask.today
            and scheme is not None
            and ask.today >= scheme.confirm_from
        ),
    }
    return render(request, "desk/reviews.html", ask.context | context)


@require_safe
def workbook(request: UserRequest) -> HttpResponse:
    ask, _form, told = _told(request)
    return file(documents.workbook(told, on=ask.on), workbooks.MIME, f"danh-gia-nam-{told.year}.xlsx", ask.on)


@require_safe
def pdf(request: UserRequest) -> HttpResponse:
    ask, form, told = _told(request)
    made = _("Lập lúc %(at)s theo hồ sơ đã ghi nhận") % {"at": made_words(clock.now())}
    content = documents.paper(told, province=_province(), on=ask.on, made=made, narrowed=form.words)
    return file(content, "application/pdf", f"danh-gia-nam-{told.year}.pdf", ask.on, inline=True)


@require_safe
def sheet(request: UserRequest, code: str, year: int) -> HttpResponse:
    """The sheet of one body's year, an official paper."""
    body = look_up(Body.objects.visible_to(request.user).select_related("kind"), code=code)
    on = requested_day(request)
    if not years.FIRST_YEAR < year <= min(on.year, years.LAST_YEAR):
        raise Http404(_("Năm %(year)s chưa bắt đầu, hoặc không phải là năm được đánh giá.") % {"year": year})
    with override("vi"):
        made = _("Lập lúc %(at)s theo hồ sơ đã ghi nhận") % {"at": made_words(clock.now())}
        line, before = years.line(body, year, on=on), years.line(body, year - 1, on=on)
        content = documents.sheet(
            line,
            before,
            province=_province(),
            on=on,
            made=made,
            written_on=clock.today(),
            head=letter_queries.head(),
        )
    return file(content, "application/pdf", f"phieu-danh-gia-{year}-{code}.pdf", on, inline=True)


def _province() -> str:
    return Province.objects.values_list("name", flat=True).first() or ""

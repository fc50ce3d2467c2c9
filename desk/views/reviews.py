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
from desk.views.leaders import PageQuery, file, made_at, page_query
from records import workbooks
from records.loading import look_up
from reminders.queries import letters as letter_queries
from reviews.enums import Grade
from reviews.permissions import can_review
from reviews.queries import years


class YearQuery(NamedTuple):
    """The list of a year that the address asks for, with its filters."""

    query: PageQuery
    form: ReviewFilter
    listing: Listing


def _year_query(request: UserRequest) -> YearQuery:
    query = page_query(request)
    form = ReviewFilter(request.GET, years=years.years(query.on))
    sort = request.GET.get("xep", "")
    listing = queries.listing(
        query.user, form.year, on=query.on, accepts=form.accepts, grade=form.value("xep_loai"), sort=sort
    )
    return YearQuery(query, form, listing)


@require_safe
def page(request: UserRequest) -> HttpResponse:
    query, form, listing = _year_query(request)
    scheme = listing.scheme
    context: dict[str, Any] = {
        "listing": listing,
        "form": form,
        "page": paged(request, listing.lines),
        "years": form.years,
        "grades": Grade.choices,
        "states": STATES,
        "may_confirm": (
            can_review(request.user)
            and query.on == query.today
            and scheme is not None
            and query.today >= scheme.confirm_from
        ),
    }
    return render(request, "desk/reviews.html", query.context | context)


@require_safe
def workbook(request: UserRequest) -> HttpResponse:
    query, _form, listing = _year_query(request)
    return file(
        documents.workbook(listing, on=query.on),
        workbooks.MIME,
        f"danh-gia-nam-{listing.year}.xlsx",
        query.on,
    )


@require_safe
def pdf(request: UserRequest) -> HttpResponse:
    query, form, listing = _year_query(request)
    made = _("Lập lúc %(at)s theo hồ sơ đã ghi nhận") % {"at": made_at(clock.now())}
    content = documents.paper(listing, province=_province(), on=query.on, made=made, narrowed=form.summary)
    return file(content, "application/pdf", f"danh-gia-nam-{listing.year}.pdf", query.on, inline=True)


@require_safe
def sheet(request: UserRequest, code: str, year: int) -> HttpResponse:
    """The sheet of one body's year, an official paper."""
    body = look_up(Body.objects.visible_to(request.user).select_related("kind"), code=code)
    on = requested_day(request)
    if not years.FIRST_YEAR < year <= min(on.year, years.LAST_YEAR):
        raise Http404(_("Năm %(year)s chưa bắt đầu, hoặc không phải là năm được đánh giá.") % {"year": year})
    with override("vi"):
        made = _("Lập lúc %(at)s theo hồ sơ đã ghi nhận") % {"at": made_at(clock.now())}
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

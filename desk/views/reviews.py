"""Đánh giá: the list of a year or quarter on screen, as Excel tables and on paper; the sheet of one body."""

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core import clock
from core.lists import paged
from delegations.models import Province
from desk.documents import reviews as documents
from desk.forms.reviews import STATES, ReviewFilter
from desk.queries import reviews as queries
from desk.queries.reviews import Listing
from desk.views.leaders import PageQuery, file, made_at, page_query, prover
from records import workbooks
from reviews.enums import Grade
from reviews.permissions import can_review
from reviews.queries import periods


class YearQuery(NamedTuple):
    """The list of a year that the address asks for, with its filters."""

    query: PageQuery
    form: ReviewFilter
    listing: Listing


def _year_query(request: UserRequest) -> YearQuery:
    query = page_query(request)
    form = ReviewFilter(request.GET, years=periods.years(query.on))
    sort = request.GET.get("xep", "")
    listing = queries.listing(
        query.user, form.period, on=query.on, accepts=form.accepts, grade=form.value("xep_loai"), sort=sort
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
        "quarters": periods.of_year(form.year, query.on),
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
        f"danh-gia-{listing.period.code}.xlsx",
        query.on,
    )


@require_safe
def pdf(request: UserRequest) -> HttpResponse:
    query, form, listing = _year_query(request)
    made = _("Lập lúc %(at)s theo hồ sơ đã ghi nhận") % {"at": made_at(clock.now())}
    content = documents.paper(
        listing,
        province=_province(),
        on=query.on,
        made=made,
        narrowed=form.summary,
        prove=prover(request, query.on),
    )
    return file(content, "application/pdf", f"danh-gia-{listing.period.code}.pdf", query.on, inline=True)


def _province() -> str:
    return Province.objects.values_list("name", flat=True).first() or ""

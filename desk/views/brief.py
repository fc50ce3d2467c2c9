"""The one-page brief on screen and on paper, and its tables: one reading of the day feeds all."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core import clock
from desk.documents import papers, tables
from desk.queries import brief as queries
from desk.views.leaders import file, made_at, page_query, prover
from records import workbooks

WORST, SOON = 14, 10


@require_safe
def page(request: UserRequest) -> HttpResponse:
    query = page_query(request)
    brief = queries.brief(query.user, on=query.on, filters=query.form.filters, worst=WORST, soon=SOON)
    lines = queries.with_sentences([*brief.worst, *brief.soon])
    shown = len(brief.worst)
    context = {
        "brief": brief,
        "figures": papers.figures(brief),
        "stale": brief.stale,
    }
    context |= {"worst": lines[:shown], "soon": lines[shown:]}
    return render(request, "desk/brief.html", query.context | context)


@require_safe
def pdf(request: UserRequest) -> HttpResponse:
    query = page_query(request)
    brief = queries.brief(query.user, on=query.on, filters=query.form.filters, worst=WORST, soon=SOON)
    made = _("Lập lúc %(at)s theo hồ sơ đã ghi nhận") % {"at": made_at(clock.now())}
    kind = query.form.kind_name if query.form.changed else ""
    content = papers.one_page(
        brief,
        queries.with_sentences(brief.worst),
        queries.with_sentences(brief.soon),
        made=made,
        kind=kind,
        prove=prover(request, query.on),
    )
    return file(content, "application/pdf", "tinh-hinh.pdf", query.on, inline=True)


@require_safe
def workbook(request: UserRequest) -> HttpResponse:
    query = page_query(request)
    brief = queries.whole(query.user, on=query.on, filters=query.form.filters)
    directions = queries.open_directions(query.user, on=query.on, filters=query.form.filters)
    return file(
        tables.of_brief(brief, queries.with_sentences(brief.rows), directions),
        workbooks.MIME,
        "tinh-hinh.xlsx",
        query.on,
    )

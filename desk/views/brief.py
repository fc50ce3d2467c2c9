"""The one-page brief on screen and on paper, the report to the Standing Board, the tables: one reading of the
day feeds all."""

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core import clock
from desk.documents import letters, papers, tables
from desk.queries import brief as queries
from desk.queries import periods
from desk.views.leaders import file, made_at, page_query
from records import workbooks
from reminders.queries import letters as letter_queries

WORST, SOON = 14, 10


@require_safe
def page(request: UserRequest) -> HttpResponse:
    query = page_query(request)
    brief = queries.brief(
        query.user, on=query.on, today=query.today, filters=query.form.filters, worst=WORST, soon=SOON
    )
    lines = queries.with_sentences([*brief.worst, *brief.soon])
    shown = len(brief.worst)
    context = {
        "brief": brief,
        "figures": papers.figures(brief),
        "stale": brief.stale,
        "spans": periods.recent(query.on),
    }
    context |= {"worst": lines[:shown], "soon": lines[shown:]}
    return render(request, "desk/brief.html", query.context | context)


@require_safe
def pdf(request: UserRequest) -> HttpResponse:
    query = page_query(request)
    brief = queries.brief(
        query.user, on=query.on, today=query.today, filters=query.form.filters, worst=WORST, soon=SOON
    )
    made = _("Lập lúc %(at)s theo hồ sơ đã ghi nhận") % {"at": made_at(clock.now())}
    kind = query.form.kind_name if query.form.changed else ""
    content = papers.one_page(
        brief, queries.with_sentences(brief.worst), queries.with_sentences(brief.soon), made=made, kind=kind
    )
    return file(content, "application/pdf", "tinh-hinh.pdf", query.on, inline=True)


@require_safe
def workbook(request: UserRequest) -> HttpResponse:
    query = page_query(request)
    brief = queries.whole(query.user, on=query.on, today=query.today, filters=query.form.filters)
    directions = queries.open_directions(query.user, on=query.on, filters=query.form.filters)
    return file(
        tables.of_brief(brief, queries.with_sentences(brief.rows), directions),
        workbooks.MIME,
        "tinh-hinh.xlsx",
        query.on,
    )


@require_safe
def report(request: UserRequest) -> HttpResponse:
    """The report of `?ky=` (2026-Q3, 2026), judged on the day after its end, when its last duties have fallen
    due, or on the day looked at while that is earlier; Word, or PDF with `?dang=pdf`."""
    query = page_query(request)
    span = periods.span(request.GET.get("ky", ""))
    if span is None or span.first > query.on:
        raise Http404(_("Không có kỳ báo cáo này, hoặc kỳ chưa bắt đầu."))
    over_on = span.last + dt.timedelta(days=1)
    on, last = min(over_on, query.on), min(span.last, query.on)
    # A whole year is set beside its middle: its first day is the same day a year before.
    before_on = dt.date(span.first.year, 7, 1) if span.is_year and on == over_on else span.first
    with override("vi"):  # an official paper
        brief = queries.whole(
            query.user,
            on=on,
            today=query.today,
            filters=query.form.filters,
            before_on=before_on,
            first=span.first,
            last=last,
        )
        done = periods.activity(query.user, first=span.first, last=last, kind_ids=query.form.kind_ids)
        serious = queries.with_sentences([row for row in brief.worst if row.severity == "serious"])
        content = letters.content_of(
            brief,
            serious,
            queries.with_sentences(brief.soon),
            span=span,
            done=done,
            written_on=query.today,
            head=letter_queries.head(),
        )
        if request.GET.get("dang") == "pdf":
            return file(
                letters.paper(brief, content), "application/pdf", f"bao-cao-{span.name}.pdf", on, inline=True
            )
        return file(letters.report(brief, content), letters.MIME, f"bao-cao-{span.name}.docx", on)

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
from desk.views.leaders import asked, file, made_words
from records import workbooks
from reminders.queries import letters as letter_queries

WORST, SOON = 14, 10


@require_safe
def page(request: UserRequest) -> HttpResponse:
    ask = asked(request)
    told = queries.brief(
        ask.user, on=ask.on, today=ask.today, filters=ask.form.filters, worst=WORST, soon=SOON
    )
    said = queries.say([*told.worst, *told.soon])
    shown = len(told.worst)
    context = {
        "brief": told,
        "figures": papers.figures(told),
        "silent": told.silent,
        "spans": periods.recent(ask.on),
    }
    context |= {"worst": said[:shown], "soon": said[shown:]}
    return render(request, "desk/brief.html", ask.context | context)


@require_safe
def pdf(request: UserRequest) -> HttpResponse:
    ask = asked(request)
    told = queries.brief(
        ask.user, on=ask.on, today=ask.today, filters=ask.form.filters, worst=WORST, soon=SOON
    )
    made = _("Lập lúc %(at)s theo hồ sơ đã ghi nhận") % {"at": made_words(clock.now())}
    kind = ask.form.kind_name if ask.form.changed else ""
    content = papers.brief(told, queries.say(told.worst), queries.say(told.soon), made=made, kind=kind)
    return file(content, "application/pdf", "tinh-hinh.pdf", ask.on, inline=True)


@require_safe
def workbook(request: UserRequest) -> HttpResponse:
    ask = asked(request)
    told = queries.whole(ask.user, on=ask.on, today=ask.today, filters=ask.form.filters)
    directions = queries.open_directions(ask.user, on=ask.on, filters=ask.form.filters)
    return file(
        tables.of_brief(told, queries.say(told.rows), directions), workbooks.MIME, "tinh-hinh.xlsx", ask.on
    )


@require_safe
def report(request: UserRequest) -> HttpResponse:
    """The report of `?ky=` (2026-Q3, 2026), judged on the day after its end, when its last duties have fallen
    due, or on the day looked at while that is earlier; Word, or PDF with `?dang=pdf`."""
    ask = asked(request)
    span = periods.span(request.GET.get("ky", ""))
    if span is None or span.first > ask.on:
        raise Http404(_("Không có kỳ báo cáo này, hoặc kỳ chưa bắt đầu."))
    over_on = span.last + dt.timedelta(days=1)
    on, last = min(over_on, ask.on), min(span.last, ask.on)
    # A whole year is set beside its middle: its first day is the same day a year before.
    before_on = dt.date(span.first.year, 7, 1) if span.is_year and on == over_on else span.first
    with override("vi"):  # an official paper
        told = queries.whole(
            ask.user,
            on=on,
            today=ask.today,
            filters=ask.form.filters,
            before_on=before_on,
            first=span.first,
            last=last,
        )
        done = periods.activity(ask.user, first=span.first, last=last, kind_ids=ask.form.kind_ids)
        serious = queries.say([row for row in told.worst if row.severity == "serious"])
        said = letters.words(
            told,
            serious,
            queries.say(told.soon),
            span=span,
            done=done,
            written_on=ask.today,
            head=letter_queries.head(),
        )
        if request.GET.get("dang") == "pdf":
            return file(
                letters.paper(told, said), "application/pdf", f"bao-cao-{span.name}.pdf", on, inline=True
            )
        return file(letters.report(told, said), letters.MIME, f"bao-cao-{span.name}.docx", on)

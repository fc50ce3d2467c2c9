"""What changed since the last review, worst first, and the course of twelve months."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core import clock
from core.dates import day
from core.htmx import page as page_or_part
from core.lists import paged_by
from delegations.documents import workbooks
from desk.documents import tables
from desk.forms.changes import first_day
from desk.queries import changes as queries
from desk.queries.brief import year_before
from desk.views.leaders import Asked, asked, file
from obligations.enums import FlagStatus, Severity
from obligations.queries import news, sentences

WORDS = {
    news.NEW: gettext_lazy("Mới phát hiện"),
    news.AGAIN: gettext_lazy("Phát hiện lại"),
    news.WORSE: gettext_lazy("Nặng thêm"),
    news.WAIVED: gettext_lazy("Được miễn, hoãn"),
    news.BETTER: gettext_lazy("Nhẹ bớt"),
    news.DONE: gettext_lazy("Đã khắc phục"),
}
SPANS = (7, 30, 90)
WORST = 2


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    ask = asked(request)
    first = first_day(request.GET.get("tu", ""), ask.on)
    found = queries.since(ask.user, first=first, on=ask.on, filters=ask.form.filters)
    context = {
        "first": first,
        "spans": [(ask.on - dt.timedelta(days), days) for days in SPANS],
        "counts": [(what, WORDS[what], sum(one.what == what for one in found)) for what in news.ORDER],
        "page": paged_by(request, found, key="trang", size=50),
        "words": WORDS,
        "charts": queries.charts(ask.user, on=ask.on, today=ask.today, filters=ask.form.filters),
    }
    return render(request, "desk/changes.html", ask.context | context)


@require_safe
def glance(request: HttpRequest) -> HttpResponse:
    """The same in a few lines for the overview, which asks for it when it stands: the trends, how many changes of each kind, the worst of them."""
    ask = asked(request)
    first = first_day(request.GET.get("tu", ""), ask.on)
    found = queries.since(ask.user, first=first, on=ask.on, filters=ask.form.filters)
    bad = [one for one in found if one.what in (news.NEW, news.AGAIN, news.WORSE)]
    context = {
        "first": first,
        "last_year_on": year_before(ask.on),
        "counts": [(what, WORDS[what], number) for what in news.ORDER if (number := sum(one.what == what for one in found))],
        "worst": bad[:WORST],
        "more": len(bad) - len(bad[:WORST]),
        "words": WORDS,
        "charts": queries.charts(ask.user, on=ask.on, today=ask.today, filters=ask.form.filters),
    }
    return page_or_part(request, "desk/glance.html", ask.context | context, partial="glance")


@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    ask = asked(request)
    first = first_day(request.GET.get("tu", ""), ask.on)
    subtitle = _("Thay đổi sau ngày %(first)s đến hết ngày %(last)s, theo lịch sử ghi nhận") % {"first": day(first), "last": day(ask.on)}
    return file(tables.workbook(subtitle, [_changes(ask, first), _course(ask)]), workbooks.MIME, "thay-doi.xlsx", ask.on)


def _changes(ask: Asked, first: dt.date) -> tables.Sheet:
    found = queries.since(ask.user, first=first, on=ask.on, filters=ask.form.filters)
    headings = [_("Thay đổi"), _("Mã tổ chức"), _("Tổ chức"), _("Phát hiện"), _("Đối tượng"), _("Mức độ"), _("Tình trạng"), _("Hạn"), _("Ngày thay đổi")]
    rows = (
        (
            *(str(WORDS[one.what]), one.body_code, one.body_name, sentences.title(one.rule), one.subject),
            *(str(Severity(one.severity).label), str(FlagStatus(one.status).label), one.due_on, one.at.astimezone(clock.ZONE).date()),
        )
        for one in found
    )
    return tables.Sheet(_("Thay đổi"), headings, rows)


def _course(ask: Asked) -> tables.Sheet:
    charts = queries.charts(ask.user, on=ask.on, today=ask.today, filters=ask.form.filters)
    rows = [(bars[0].on, *(bar.number for bar in bars)) for bars in zip(*(chart.bars for chart in charts), strict=True)]
    return tables.Sheet(_("Mười hai tháng"), [_("Ngày"), *(chart.title for chart in charts)], rows)

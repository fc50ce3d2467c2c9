"""What changed since a day, worst first, and the course of twelve months."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core import clock
from core.dates import day
from core.htmx import page as page_or_part
from core.lists import paged_by
from desk.forms.changes import first_day
from desk.queries import changes as queries
from desk.queries import rhythm
from desk.queries.periods import year_before
from desk.views.leaders import PageQuery, file, page_query
from obligations.enums import FlagStatus, Severity
from obligations.queries import news, sentences, subjects
from records import workbooks

CHANGE_LABELS = {
    news.NEW: gettext_lazy("Mới phát hiện"),
    news.AGAIN: gettext_lazy("Phát hiện lại"),
    news.RESUMED: gettext_lazy("Hết hạn miễn, hoãn"),
    news.WORSE: gettext_lazy("Nặng thêm"),
    news.WAIVED: gettext_lazy("Được miễn, hoãn"),
    news.BETTER: gettext_lazy("Nhẹ bớt"),
    news.DONE: gettext_lazy("Đã khắc phục"),
    news.LAPSED: gettext_lazy("Hết thời gian xét"),
    news.ENDED: gettext_lazy("Tổ chức kết thúc"),
}
_APART = {news.LAPSED, news.ENDED}
"""What is told only where there is some of it."""
SPANS = (7, 30, 90)
WORST = 2
LOG = "nhat-ky"


@require_safe
def page(request: UserRequest) -> HttpResponse:
    """What became true since a day; with `?nguon=nhat-ky` what the reviews recorded since then."""
    query = page_query(request)
    first = first_day(request.GET.get("tu", ""), query.on)
    log = (
        queries.logged(query.user, first=first, on=query.on, filters=query.form.filters)
        if request.GET.get("nguon") == LOG
        else None
    )
    found = (
        log.news if log else queries.since(query.user, first=first, on=query.on, filters=query.form.filters)
    )
    what = request.GET.get("loai_thay_doi", "")
    page = paged_by(request, [one for one in found if what in ("", one.what)], key="trang", size=50)
    context = {
        "first": first,
        "spans": [(query.on - dt.timedelta(days), days) for days in SPANS],
        "counts": [count for count in counts_of(found) if count[2] or count[0] not in _APART],
        "what": what,
        "page": page,
        "subjects": subjects.of(one.finding for one in page),
        "labels": CHANGE_LABELS,
        "log": log,
        "log_is_young": (
            log is not None
            and log.begins_at is not None
            and log.begins_at.astimezone(clock.ZONE).date() > first
        ),
        "periods": rhythm.course(query.user, on=query.on, kind_ids=query.form.kind_ids),
        "charts": queries.charts(query.user, on=query.on, filters=query.form.filters),
    }
    return render(request, "desk/changes.html", query.context | context)


@require_safe
def glance(request: UserRequest) -> HttpResponse:
    """The same in a few lines for the overview, which asks for it when it stands: the trends, how many
    changes of each kind, the worst of them."""
    query = page_query(request)
    first = first_day(request.GET.get("tu", ""), query.on)
    found = queries.since(query.user, first=first, on=query.on, filters=query.form.filters)
    bad = [one for one in found if one.what in (news.NEW, news.RESUMED, news.WORSE)]
    periods = rhythm.course(query.user, on=query.on, kind_ids=query.form.kind_ids)
    context = {
        "first": first,
        "last_year_on": year_before(query.on),
        "counts": [count for count in counts_of(found) if count[2]],
        "worst": bad[:WORST],
        "subjects": subjects.of(one.finding for one in bad[:WORST]),
        "more": len(bad) - len(bad[:WORST]),
        "labels": CHANGE_LABELS,
        "periods": periods,
        "latest": periods[-1] if periods else None,
        "charts": queries.charts(query.user, on=query.on, filters=query.form.filters),
    }
    return page_or_part(request, "desk/glance.html", query.context | context, partial="glance")


def counts_of(found: list[news.News]) -> list[tuple[str, Any, int]]:
    """Return every kind of change, its label and how many there are of it."""
    return [(what, CHANGE_LABELS[what], sum(one.what == what for one in found)) for what in news.ORDER]


@require_safe
def workbook(request: UserRequest) -> HttpResponse:
    query = page_query(request)
    first = first_day(request.GET.get("tu", ""), query.on)
    subtitle = _("Thay đổi sau ngày %(first)s đến hết ngày %(last)s, hai ngày cùng xét theo hồ sơ") % {
        "first": day(first),
        "last": day(query.on),
    }
    return file(
        workbooks.workbook(
            subtitle, [_changes(query, first), _log(query, first), _periods(query), _course(query)]
        ),
        workbooks.MIME,
        "thay-doi.xlsx",
        query.on,
    )


HEADINGS = (
    *(
        gettext_lazy("Thay đổi"),
        gettext_lazy("Mã tổ chức"),
        gettext_lazy("Tổ chức"),
        gettext_lazy("Phát hiện"),
        gettext_lazy("Đối tượng"),
    ),
    *(gettext_lazy("Mức độ"), gettext_lazy("Tình trạng"), gettext_lazy("Hạn")),
)


def _changes(query: PageQuery, first: dt.date) -> workbooks.Sheet:
    found = queries.since(query.user, first=first, on=query.on, filters=query.form.filters)
    return workbooks.Sheet(_("Thay đổi"), [str(label) for label in HEADINGS], (_row(one) for one in found))


def _log(query: PageQuery, first: dt.date) -> workbooks.Sheet:
    found = queries.logged(query.user, first=first, on=query.on, filters=query.form.filters).news
    rows = ((*_row(one), one.at.astimezone(clock.ZONE).date() if one.at else None) for one in found)
    return workbooks.Sheet(_("Nhật ký rà soát"), [*(str(label) for label in HEADINGS), _("Ngày ghi")], rows)


def _row(one: news.News) -> tuple[Any, ...]:
    state = one.finding
    return (
        *(
            str(CHANGE_LABELS[one.what]),
            state.body_code,
            state.body_name,
            sentences.title(state.rule),
            state.subject,
        ),
        *(str(Severity(state.severity).label), str(FlagStatus(state.status).label), state.due_on),
    )


def _periods(query: PageQuery) -> workbooks.Sheet:
    bars = rhythm.course(query.user, on=query.on, kind_ids=query.form.kind_ids)
    headings = [
        _("Kỳ kết thúc ngày"),
        _("Số tổ chức"),
        _("Đã họp định kỳ"),
        _("Không họp định kỳ"),
        _("Họp không đủ thành phần"),
        _("Được miễn, hoãn"),
    ]
    return workbooks.Sheet(_("Kỳ họp"), headings, [(bar.on, *bar.tally) for bar in bars])


def _course(query: PageQuery) -> workbooks.Sheet:
    charts = queries.charts(query.user, on=query.on, filters=query.form.filters)
    rows = [
        (bars[0].on, *(bar.number for bar in bars))
        for bars in zip(*(chart.bars for chart in charts), strict=True)
    ]
    return workbooks.Sheet(_("Mười hai tháng"), [_("Ngày"), *(chart.title for chart in charts)], rows)

"""Competence and democratic centralism: counted and listed with the articles."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core.dates import day
from core.lists import paged_by
from desk.queries import centralism as queries
from desk.queries.brief import with_sentences
from desk.views.leaders import file, page_query
from obligations.queries import freshness, grounds, sentences
from records import workbooks


@require_safe
def page(request: UserRequest) -> HttpResponse:
    query = page_query(request)
    duties = queries.centralism(query.user, on=query.on, filters=query.form.filters)
    shown = paged_by(request, duties.rows, key="trang", size=30)
    context = {
        "duties": duties,
        "page": shown,
        "lines": with_sentences(shown),
        "stale": freshness.stale_of(shown, on=query.on),
    }
    return render(
        request,
        "desk/centralism.html",
        query.context | context | {"articles": {row.key: grounds.of(row) for row in shown}},
    )


@require_safe
def workbook(request: UserRequest) -> HttpResponse:
    query = page_query(request)
    duties = queries.centralism(query.user, on=query.on, filters=query.form.filters)
    headings = [
        _("Phát hiện"),
        _("Mã tổ chức"),
        _("Tổ chức"),
        _("Nội dung"),
        _("Mức độ"),
        _("Tình trạng"),
        _("Căn cứ"),
    ]
    rows = (
        (
            sentences.title(row.rule),
            row.body_code,
            row.body_name,
            words,
            row.severity_label,
            row.status_label,
            "; ".join(grounds.of(row)),
        )
        for row, words in with_sentences(duties.rows)
    )
    counts = (
        (group.title, group.bodies, group.number, group.waived, "; ".join(group.articles))
        for group in duties.groups
    )
    sheets = [
        workbooks.Sheet(
            _("Số liệu"),
            [_("Nội dung"), _("Tổ chức"), _("Số phát hiện"), _("Được miễn, hoãn"), _("Căn cứ")],
            counts,
        ),
        workbooks.Sheet(_("Danh sách"), headings, rows),
    ]
    subtitle = _("Từ ngày %(first)s đến ngày %(last)s") % {"first": day(duties.first), "last": day(query.on)}
    return file(workbooks.workbook(subtitle, sheets), workbooks.MIME, "tap-trung-dan-chu.xlsx", query.on)

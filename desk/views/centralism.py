"""Competence and democratic centralism: counted and listed with the articles."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core.dates import day
from core.lists import paged_by
from desk.queries import centralism as queries
from desk.queries.brief import say
from desk.views.leaders import asked, file
from obligations.queries import grounds, sentences, silence
from records import workbooks


@require_safe
def page(request: UserRequest) -> HttpResponse:
    ask = asked(request)
    told = queries.centralism(ask.user, on=ask.on, today=ask.today, filters=ask.form.filters)
    shown = paged_by(request, told.rows, key="trang", size=30)
    context = {"told": told, "page": shown, "said": say(shown), "silent": silence.silent_of(shown, on=ask.on)}
    return render(
        request,
        "desk/centralism.html",
        ask.context | context | {"articles": {row.key: grounds.of(row) for row in shown}},
    )


@require_safe
def workbook(request: UserRequest) -> HttpResponse:
    ask = asked(request)
    told = queries.centralism(ask.user, on=ask.on, today=ask.today, filters=ask.form.filters)
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
        for row, words in say(told.rows)
    )
    counts = (
        (group.title, group.bodies, group.number, group.waived, "; ".join(group.articles))
        for group in told.groups
    )
    sheets = [
        workbooks.Sheet(
            _("Số liệu"),
            [_("Nội dung"), _("Tổ chức"), _("Số phát hiện"), _("Được miễn, hoãn"), _("Căn cứ")],
            counts,
        ),
        workbooks.Sheet(_("Danh sách"), headings, rows),
    ]
    subtitle = _("Từ ngày %(first)s đến ngày %(last)s") % {"first": day(told.first), "last": day(ask.on)}
    return file(workbooks.workbook(subtitle, sheets), workbooks.MIME, "tap-trung-dan-chu.xlsx", ask.on)

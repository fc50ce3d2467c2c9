"""Not met apart from not recorded: how fresh each body's records are."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core import clock
from core.dates import day
from core.lists import paged_by
from desk.queries import records as queries
from desk.views.leaders import file, page_query
from obligations.queries import freshness
from records import workbooks


@require_safe
def page(request: UserRequest) -> HttpResponse:
    query = page_query(request)
    records = queries.records(query.user, on=query.on, today=query.today, filters=query.form.filters)
    kinds = [words for words, _source, _body in freshness.KINDS.values()]
    return render(
        request,
        "desk/records.html",
        query.context
        | {
            "records": records,
            "page": paged_by(request, records.lines, key="trang", size=50),
            "kinds": kinds,
        },
    )


@require_safe
def workbook(request: UserRequest) -> HttpResponse:
    query = page_query(request)
    records = queries.records(query.user, on=query.on, today=query.today, filters=query.form.filters)
    kinds = [str(words) for words, _source, _body in freshness.KINDS.values()]
    headings = [
        _("Mã"),
        _("Tổ chức"),
        _("Số ngày chưa ghi nhận"),
        _("Chưa ghi nhận"),
        _("Phát hiện quá hạn"),
        *kinds,
    ]
    rows = [
        (
            *(line.code, line.name, line.fresh.days, _("có") if line.fresh.stale else "", line.overdue),
            *(entry.at.astimezone(clock.ZONE).date() if entry else None for entry in line.entries),
        )
        for line in records.lines
    ]
    subtitle = _("Tình hình ngày %(day)s; chưa ghi nhận: quá %(n)s ngày không cập nhật") % {
        "day": day(query.on),
        "n": records.grace,
    }
    return file(
        workbooks.workbook(subtitle, [workbooks.Sheet(_("Cập nhật hồ sơ"), headings, rows)]),
        workbooks.MIME,
        "cap-nhat.xlsx",
        query.on,
    )

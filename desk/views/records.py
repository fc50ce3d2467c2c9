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
from obligations.queries import recording
from records import workbooks


@require_safe
def page(request: UserRequest) -> HttpResponse:
    query = page_query(request)
    records = queries.records(query.user, on=query.on, filters=query.form.filters)
    page_of_lines = paged_by(request, records.lines, key="trang", size=50)
    return render(request, "desk/records.html", query.context | {"records": records, "page": page_of_lines})


@require_safe
def workbook(request: UserRequest) -> HttpResponse:
    query = page_query(request)
    records = queries.records(query.user, on=query.on, filters=query.form.filters)
    headings = [
        _("Mã"),
        _("Tổ chức"),
        _("Số ngày chưa ghi nhận"),
        _("Chưa ghi nhận"),
        _("Phát hiện quá hạn"),
        _("Sự việc gần nhất"),
        _("Ngày diễn ra"),
        _("Ngày ghi"),
        _("Người ghi"),
        _("Ghi sau (ngày)"),
        _("Thường ghi sau (ngày)"),
    ]
    rows = [
        (
            *(line.code, line.name, line.fresh.days, _("có") if line.fresh.stale else "", line.overdue),
            *_last_event(line.recording.last),
            line.recording.usual_lag,
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


def _last_event(last: recording.Recorded | None) -> tuple[object, ...]:
    if last is None:
        return (None,) * 5
    typed = last.by or _("nhập từ tệp")
    return last.words, last.on, last.at.astimezone(clock.ZONE).date(), typed, last.lag if last.by else None

"""Ý kiến chỉ đạo: every direction, as a list to work through and as an Excel file."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User, UserRequest
from core.dates import day, requested_day
from core.lists import ordering, paged
from desk.forms.directions import DirectionFilter
from desk.views.leaders import file, tabs
from directions.permissions import can_direct
from directions.queries import directions as queries
from obligations.queries import sentences
from records import workbooks


def _rows(request: UserRequest, form: DirectionFilter, user: User) -> Any:
    found = queries.listing(user=user, on=requested_day(request), filters=form.filters())
    return found.order_by(*ordering(request, queries.ORDERS, default="han"))


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)
    on, form = requested_day(request), DirectionFilter(request.GET, user=user)
    page = paged(request, _rows(request, form, user))
    for row in page.object_list:
        row.state, row.cleared_on = queries.state_of(row, on), queries.cleared_on(row, on)
    context = {
        "page": page,
        "filter_form": form,
        "counts": queries.counts(user, on=on),
        "on": on,
        "tabs": tabs(request.path),
    }
    return render(
        request,
        "desk/directions.html",
        context | {"may_direct": can_direct(user), "export_url": reverse("desk:directions-tables")},
    )


@require_safe
def workbook(request: UserRequest) -> HttpResponse:
    """The whole filtered list as an Excel file, with real dates."""
    user = request.user
    assert isinstance(user, User)
    on = requested_day(request)
    headings = [
        _("Mã"),
        _("Tổ chức"),
        _("Phát hiện"),
        _("Nội dung chỉ đạo"),
        _("Lãnh đạo"),
        _("Chức vụ"),
        _("Ngày cho ý kiến"),
    ]
    headings += [
        _("Hạn thực hiện"),
        _("Giao theo dõi"),
        _("Tình trạng"),
        _("Số ngày quá hạn"),
        _("Ngày báo cáo gần nhất"),
        _("Báo cáo gần nhất"),
    ]
    headings += [_("Ngày kết thúc"), _("Kết quả"), _("Ý kiến khi kết thúc")]
    rows = (_cells(row, on) for row in _rows(request, DirectionFilter(request.GET, user=user), user))
    content = workbooks.workbook(
        _("Tình hình ngày %(day)s") % {"day": day(on)}, [workbooks.Sheet(_("Ý kiến chỉ đạo"), headings, rows)]
    )
    return file(content, workbooks.MIME, "y-kien-chi-dao.xlsx", on)


def _cells(row: Any, on: Any) -> list[Any]:
    state = queries.state_of(row, on)
    closed = state == "closed"
    finding = sentences.title(row.rule) if row.rule else ""
    cells = [
        row.code,
        row.body.name,
        finding,
        row.text,
        row.leader_name,
        row.leader_office,
        row.given_on,
        row.due_then,
        row.assignee_name,
        str(state.label),
    ]
    cells += [(on - row.due_then).days if state == "overdue" else None, row.last_on, row.last_text or ""]
    return [
        *cells,
        *((row.closed_on, row.get_outcome_display(), row.closing_words) if closed else (None, "", "")),
    ]

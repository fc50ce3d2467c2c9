"""Ý kiến chỉ đạo: every direction, as a list to work through and as an Excel file."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from accounts.models import User, UserRequest
from accounts.permissions import can_edit_facts, can_edit_something
from accounts.queries.lists import listed, shown
from core import clock
from core.addresses import reverse
from core.dates import requested_day
from core.lists import Act, narrowed, ordering, paged
from desk.forms.directions import DirectionFilter
from desk.views.leaders import page_query, tabs
from directions.permissions import can_direct
from directions.queries import directions as queries
from directions.queries import receipts
from directions.queries import summary as summaries
from obligations.queries import sentences
from papers.services import annexes
from records.tables import Cell, Table

DIRECTIONS = Table(
    "desk:directions",
    {
        "han": _lazy("Hạn"),
        "noi_dung": _lazy("Nội dung chỉ đạo"),
        "to_chuc": _lazy("Tổ chức"),
        "lanh_dao": _lazy("Lãnh đạo"),
        "ngay": _lazy("Ngày"),
        "theo_doi": _lazy("Giao theo dõi"),
        "tinh_trang": _lazy("Tình trạng"),
    },
    always={"noi_dung"},
)


def direction_rows(request: UserRequest, form: DirectionFilter, user: User) -> Any:
    """Return the directions of the list as its address says: filters and order."""
    found = queries.listing(user=user, on=requested_day(request), filters=form.filters())
    return found.order_by(*ordering(request, queries.ORDERS, default="han"))


@require_safe
@listed(DIRECTIONS)
def listing(request: UserRequest) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)
    on, form = requested_day(request), DirectionFilter(request.GET, user=user)
    page = paged(request, direction_rows(request, form, user))
    receipts.put_on(page.object_list, on)
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
        context
        | {
            "may_direct": can_direct(user),
            "export_url": reverse("desk:directions-tables"),
            "acts": _acts(user, on),
        },
    )


def _acts(user: User, on: dt.date) -> list[Act]:
    """Return what may be done with several directions at once; all but the file is of today only."""
    now, acts = on == clock.today(), []
    if now and can_edit_something(user):
        acts.append(Act(reverse("desk:receive-directions"), _("Ghi nhận tiếp nhận"), "inbox"))
    if now and can_edit_facts(user):
        acts.append(Act(reverse("desk:remind-directions"), _("Đôn đốc qua thư"), "send"))
    if now and can_direct(user):
        acts.append(Act(reverse("desk:confirm-directions"), _("Xác nhận kết thúc"), "checks"))
    return [*acts, Act(reverse("desk:directions-tables"), _("Xuất Excel"), "file-export")]


@require_safe
def summary(request: UserRequest) -> HttpResponse:
    """Directions by where they stand, by body and by leader: one page for a leader, to be printed."""
    query = page_query(request)
    found = summaries.of_day(query.user, on=query.on, kind_ids=query.form.kind_ids)
    context = query.context | {
        "summary": found,
        "begins_on": query.on.replace(month=1, day=1),
    }
    return render(request, "desk/directions_summary.html", context)


@require_safe
@listed(DIRECTIONS)
def workbook(request: UserRequest) -> HttpResponse:
    """The whole filtered list as an Excel file, with real dates."""
    user = request.user
    assert isinstance(user, User)
    on = requested_day(request)
    by = receipts.clock()
    receipt: dict[int, receipts.Receipt] = {}

    def of(row: Any) -> receipts.Receipt:
        return receipt.setdefault(row.pk, by.of(row, on))

    cells = [
        Cell("noi_dung", _("Mã"), lambda row: row.code, is_code=True),
        Cell("to_chuc", _("Tổ chức"), lambda row: row.body.name),
        Cell("to_chuc", _("Phát hiện"), lambda row: sentences.title(row.rule) if row.rule else ""),
        Cell("noi_dung", _("Nội dung chỉ đạo"), lambda row: row.text),
        Cell("lanh_dao", _("Lãnh đạo"), lambda row: row.leader_name),
        Cell("lanh_dao", _("Chức vụ"), lambda row: row.leader_office),
        Cell("ngay", _("Ngày cho ý kiến"), lambda row: row.given_on),
        Cell("noi_dung", _("Độ khẩn"), lambda row: row.get_urgency_display()),
        Cell("tinh_trang", _("Hạn tiếp nhận"), lambda row: of(row).due_on),
        Cell("tinh_trang", _("Ngày tiếp nhận"), lambda row: of(row).on),
        Cell("tinh_trang", _("Tình trạng tiếp nhận"), lambda row: str(of(row).state.label)),
        Cell("han", _("Hạn thực hiện"), lambda row: row.due_then),
        Cell("han", _("Số lần gia hạn"), lambda row: row.extensions),
        Cell("theo_doi", _("Giao theo dõi"), lambda row: row.assignee_name),
        Cell("tinh_trang", _("Tình trạng"), lambda row: str(row.state.label)),
        Cell("han", _("Số ngày quá hạn"), lambda row: _days_late(row, on)),
        Cell("noi_dung", _("Ngày báo cáo gần nhất"), lambda row: row.last_on),
        Cell("noi_dung", _("Báo cáo gần nhất"), lambda row: row.last_text or ""),
        Cell("tinh_trang", _("Ngày kết thúc"), lambda row: _if_closed(row, row.closed_on)),
        Cell("tinh_trang", _("Kết quả"), lambda row: _if_closed(row, row.get_outcome_display(), "")),
        Cell("tinh_trang", _("Ý kiến khi kết thúc"), lambda row: _if_closed(row, row.closing_words, "")),
    ]
    found = list(narrowed(request, direction_rows(request, DirectionFilter(request.GET, user=user), user)))
    for row in found:
        row.state = queries.state_of(row, on)
    return annexes.answer(
        request, _("Ý kiến chỉ đạo"), cells, found, shown=shown(request), on=on, name="y-kien-chi-dao"
    )


def _days_late(row: Any, on: dt.date) -> int | None:
    return (on - row.counted_from).days if row.state == "overdue" else None


def _if_closed(row: Any, value: Any, other: Any = None) -> Any:
    return value if row.state == "closed" else other

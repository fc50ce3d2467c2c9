"""The lists: meetings, decisions, consultations, tasks."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_something
from accounts.queries.lists import listed, shown
from core import clock
from core.addresses import reverse
from core.dates import requested_day
from core.lists import Act, narrowed, ordering, paged
from delegations.enums import Duty
from delegations.queries import law
from delegations.queries.bodies import choosable
from delegations.queries.successions import holders, put_holders
from meetings.forms.filters import ConsultationFilter, DecisionFilter, MeetingFilter, TaskFilter
from meetings.queries import cautions, consultations, decisions, meetings, tasks
from papers.services import annexes
from records import workbooks
from records.tables import Cell, Table

Criteria = dict[str, Any]
MEETINGS = Table(
    "meetings:list",
    {
        "ngay": _lazy("Ngày họp"),
        "to_chuc": _lazy("Tổ chức"),
        "loai": _lazy("Loại"),
        "trang_thai": _lazy("Trạng thái"),
        "thanh_phan": _lazy("Thành phần"),
        "noi_dung": _lazy("Nội dung"),
        "bien_ban": _lazy("Biên bản, kết luận"),
        "dia_diem": _lazy("Địa điểm"),
    },
    always={"ngay"},
    aside={"dia_diem"},
)


def meeting_rows(request: UserRequest, on: dt.date, criteria: Criteria) -> Any:
    found = meetings.listing(
        user=request.user,
        on=on,
        text=criteria["q"] or "",
        body=criteria["to_chuc"],
        kind=criteria["loai"] or "",
        status=criteria["trang_thai"] or "",
        first=criteria["tu"],
        last=criteria["den"],
    )
    if request.GET.get("xep", "").removeprefix("-") not in meetings.ORDERS:
        return found.order_by(*meetings.around(on))
    return found.order_by(*ordering(request, meetings.ORDERS, default="-ngay"))


def add_parts(found: Iterable[Any], on: dt.date) -> None:
    """Set on meetings in the order around a day in which part of it each lies: `part`."""
    for meeting in found:
        if not meeting.held_on or meeting.held_on <= on:
            meeting.part = "until"
        else:
            meeting.part = "soon" if meeting.held_on <= on + meetings.SOON else "far"


@require_safe
@listed(MEETINGS)
def meeting_list(request: UserRequest) -> HttpResponse:
    on = requested_day(request)
    form = MeetingFilter(request.GET, bodies=choosable(request.user))
    page = paged(request, meeting_rows(request, on, form.criteria))
    add_quorum(page.object_list)
    if "xep" not in request.GET:
        add_parts(page.object_list, on)
    acts = [
        Act(reverse("meetings:postpone_many"), _("Hoãn"), "clock-pause"),
        Act(reverse("meetings:cancel_many"), _("Huỷ lịch"), "calendar-off"),
        Act(reverse("meetings:export_meetings"), _("Xuất Excel"), "file-export"),
    ]
    return _list(request, "list", page, form, on, acts=acts)


@require_safe
@listed(MEETINGS)
def export_meetings(request: UserRequest) -> HttpResponse:
    on = requested_day(request)
    criteria = MeetingFilter(request.GET, bodies=choosable(request.user)).criteria
    found = list(narrowed(request, meeting_rows(request, on, criteria)))
    add_quorum(found)
    cells = [
        Cell("ngay", _("Mã cuộc họp"), lambda row: row.code, is_code=True),
        Cell("to_chuc", _("Tổ chức"), lambda row: row.body.name),
        Cell("ngay", _("Ngày họp"), lambda row: row.held_on),
        Cell("loai", _("Loại"), lambda row: row.get_kind_display()),
        Cell("trang_thai", _("Trạng thái"), lambda row: row.get_status_display()),
        Cell("thanh_phan", _("Có mặt"), lambda row: row.present_there),
        Cell("thanh_phan", _("Thành viên"), lambda row: row.members_there),
        Cell("noi_dung", _("Nội dung chính"), lambda row: row.subject),
        Cell("bien_ban", _("Số biên bản"), lambda row: row.minutes_number),
        Cell("bien_ban", _("Ngày ký biên bản"), lambda row: row.minutes_signed_on),
        Cell("bien_ban", _("Số kết luận"), lambda row: row.conclusion_number),
        Cell("bien_ban", _("Số nghị quyết"), lambda row: row.resolution_number),
        Cell("dia_diem", _("Địa điểm"), lambda row: row.place),
    ]
    return annexes.answer(request, _("Danh sách cuộc họp"), cells, found, shown=shown(request), on=on)


def add_quorum(found: Iterable[Any]) -> None:
    """Set on meetings what a list shows of attendance: `present_there`, how many members were present,
    `needed`, how many must be on its day (None without a day, or where there is no member), and `quorate`
    (None where attendance is not recorded), beside the figures of `meetings.with_figures`. Two queries."""
    meetings.add_figures(found)
    ruling = law.in_force()
    for meeting in found:
        meeting.present_there = meeting.present_by_name if meeting.rows_by_name else meeting.head_count
        quorum = (
            cautions.quorum(meeting.members_there, meeting.held_on, meeting.body, ruling=ruling)
            if meeting.held_on
            else None
        )
        meeting.needed = quorum.needed if quorum else None
        is_recorded = quorum and meeting.present_there is not None
        meeting.quorate = meeting.present_there >= quorum.needed if quorum and is_recorded else None


def decision_rows(request: UserRequest, on: dt.date, criteria: Criteria) -> Any:
    found = decisions.listing(
        user=request.user,
        on=on,
        text=criteria["q"] or "",
        body=criteria["to_chuc"],
        theme=criteria["nhom"] or "",
        outcome=criteria["hinh_thuc"] or "",
    )
    return found.order_by(*ordering(request, decisions.ORDERS, default="-ngay"))


@require_safe
def decision_list(request: UserRequest) -> HttpResponse:
    on = requested_day(request)
    form = DecisionFilter(request.GET, bodies=choosable(request.user))
    return _list(request, "decisions", paged(request, decision_rows(request, on, form.criteria)), form, on)


@require_safe
def export_decisions(request: UserRequest) -> HttpResponse:
    on = requested_day(request)
    headings = [
        _("Mã"),
        _("Tổ chức"),
        _("Ngày"),
        _("Nội dung quyết nghị"),
        _("Số văn bản"),
        _("Nhóm"),
        _("Hình thức"),
        _("Được thông qua"),
    ]
    headings += [_("Tán thành"), _("Không tán thành"), _("Không có ý kiến"), _("Ý kiến cấp uỷ cơ quan")]
    rows = (
        [
            row.code,
            row.body.name,
            row.decided_on,
            row.title,
            row.number,
            row.get_theme_display(),
            row.get_outcome_display(),
            _("có") if row.adopted else _("không"),
            row.votes_for,
            row.votes_against,
            row.votes_abstaining,
            row.committee_opinion,
        ]
        for row in decision_rows(
            request, on, DecisionFilter(request.GET, bodies=choosable(request.user)).criteria
        )
    )
    return workbooks.answer(_("Danh sách quyết nghị"), headings, rows, on=on)


def consultation_rows(request: UserRequest, on: dt.date, criteria: Criteria) -> Any:
    found = consultations.listing(
        user=request.user,
        on=on,
        text=criteria["q"] or "",
        body=criteria["to_chuc"],
        state=criteria["tinh_trang"] or "",
    )
    return found.order_by(*ordering(request, consultations.ORDERS, default="-gui"))


@require_safe
def consultation_list(request: UserRequest) -> HttpResponse:
    on = requested_day(request)
    form = ConsultationFilter(request.GET, bodies=choosable(request.user))
    return _list(
        request, "consultations", paged(request, consultation_rows(request, on, form.criteria)), form, on
    )


@require_safe
def export_consultations(request: UserRequest) -> HttpResponse:
    on = requested_day(request)
    headings = [
        _("Mã"),
        _("Tổ chức"),
        _("Nội dung"),
        _("Nhóm"),
        _("Ngày gửi"),
        _("Hạn trả lời"),
        _("Ngày tổng hợp"),
    ]
    found = consultation_rows(
        request, on, ConsultationFilter(request.GET, bodies=choosable(request.user)).criteria
    )
    rows = (
        [
            row.code,
            row.body.name,
            row.subject,
            row.get_theme_display(),
            row.sent_on,
            row.deadline_on,
            row.closed_on,
        ]
        for row in found
    )
    return workbooks.answer(_("Danh sách lấy ý kiến bằng văn bản"), headings, rows, on=on)


def task_rows(request: UserRequest, on: dt.date, criteria: Criteria) -> Any:
    found = tasks.listing(
        user=request.user,
        on=on,
        text=criteria["q"] or "",
        body=criteria["to_chuc"],
        state=criteria["tinh_trang"] or "",
        first=criteria["tu"],
        last=criteria["den"],
    )
    return found.order_by(*ordering(request, tasks.ORDERS, default="tinh-trang"))


@require_safe
def task_list(request: UserRequest) -> HttpResponse:
    on = requested_day(request)
    form = TaskFilter(request.GET, bodies=choosable(request.user))
    page = paged(request, task_rows(request, on, form.criteria))
    put_holders(holders(Duty.TASKS), page, on)
    acts = (
        [Act(reverse("meetings:finish_tasks"), _("Ghi đã hoàn thành"), "check")]
        if on == clock.today()
        else []
    )
    acts.append(Act(reverse("meetings:export_tasks"), _("Xuất Excel"), "file-export"))
    return _list(request, "tasks", page, form, on, acts=acts)


@require_safe
def export_tasks(request: UserRequest) -> HttpResponse:
    on = requested_day(request)
    headings = [
        _("Mã"),
        _("Tổ chức"),
        _("Nhiệm vụ"),
        _("Người thực hiện"),
        _("Ngày giao"),
        _("Hạn"),
        _("Ngày hoàn thành"),
        _("Kết quả"),
        _("Mức hoàn thành"),
    ]
    criteria = TaskFilter(request.GET, bodies=choosable(request.user)).criteria
    found = narrowed(request, task_rows(request, on, criteria))
    rows = (
        [
            *(row.code, row.body.name, row.title, row.assignee),
            *(row.given_on, row.due_on, row.done_on, row.result, row.get_quality_display()),
        ]
        for row in found
    )
    return workbooks.answer(_("Danh sách nhiệm vụ"), headings, rows, on=on)


def _list(
    request: UserRequest, name: str, page: Any, form: Any, on: dt.date, *, acts: Sequence[Act] = ()
) -> HttpResponse:
    may_write = can_edit_something(request.user)
    context = {
        "page": page,
        "filter_form": form,
        "on": on,
        "today": clock.today(),
        "may_write": may_write,
        "acts": acts if may_write else (),
    }
    context["export_url"] = reverse(f"meetings:export_{'meetings' if name == 'list' else name}")
    return render(request, f"meetings/{name}.html", context)

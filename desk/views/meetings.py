"""What the bodies speak of and who takes part: two pages and their Excel tables."""

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core.dates import day, period
from core.lists import paged_by
from delegations.enums import SeatRole
from desk.queries import participation, themes
from desk.views.leaders import file, page_query
from meetings.enums import Theme
from records import workbooks

ROWS = 30


@require_safe
def themes_page(request: UserRequest) -> HttpResponse:
    query = page_query(request)
    found = themes.themes(query.user, on=query.on, kind_ids=query.form.kind_ids, body_code=query.body_code)
    unmentioned = Counter(theme for mix in found.bodies for theme in mix.never)
    context = {"unmentioned": unmentioned.most_common(), "themes": found}
    return render(
        request,
        "desk/themes.html",
        query.context
        | context
        | {
            "page": paged_by(request, found.bodies, key="trang", size=ROWS),
            "titles": Theme,
        },
    )


@require_safe
def themes_tables(request: UserRequest) -> HttpResponse:
    query = page_query(request)
    found = themes.themes(query.user, on=query.on, kind_ids=query.form.kind_ids, body_code=query.body_code)
    numbers = [
        _("Số nội dung"),
        *map(str, Theme.labels),
        *(_("%(theme)s, tỷ lệ") % {"theme": label} for label in Theme.labels),
    ]
    beyond = [_("%(theme)s, so với toàn tỉnh (điểm phần trăm)") % {"theme": label} for label in Theme.labels]
    rows = [(mix.code, mix.name, *_mixed(mix), *_beyond(mix), "; ".join(mix.never)) for mix in found.bodies]
    quarters = [(period(mix.code), *_mixed(mix)) for mix in found.quarters]
    sheets = [
        workbooks.Sheet(_("Theo tổ chức"), [_("Mã"), _("Tổ chức"), *numbers, *beyond, _("Chưa bàn")], rows),
        workbooks.Sheet(
            _("Theo quý"), [_("Quý"), *numbers], [*quarters, (_("Toàn tỉnh"), *_mixed(found.average))]
        ),
    ]
    subtitle = _("Nội dung sinh hoạt từ ngày %(first)s đến ngày %(last)s") % {
        "first": day(found.first),
        "last": day(query.on),
    }
    return file(workbooks.workbook(subtitle, sheets), workbooks.MIME, "noi-dung.xlsx", query.on)


def _mixed(mix: themes.Mix) -> tuple[int | float | None, ...]:
    return (
        mix.total,
        *(part.number for part in mix.parts),
        *(round(part.share, 3) if mix.total else None for part in mix.parts),
    )


def _beyond(mix: themes.Mix) -> tuple[int | None, ...]:
    return tuple(part.more if mix.total else None for part in mix.parts)


@require_safe
def participation_page(request: UserRequest) -> HttpResponse:
    query = page_query(request)
    found = participation.participation(
        query.user, on=query.on, kind_ids=query.form.kind_ids, body_code=query.body_code
    )
    only = request.GET.get("vai") == SeatRole.SECRETARY
    members = [member for member in found.members if not only or member.role == SeatRole.SECRETARY]
    pages = {
        "page": paged_by(request, members, key="trang", size=ROWS),
        "bodies": paged_by(
            request, [body for body in found.bodies if body.tally.meetings], key="trang_to_chuc", size=ROWS
        ),
    }
    context: dict[str, Any] = {
        "participation": found,
        "unrecorded": [body for body in found.bodies if not body.tally.meetings],
        "holders": found.holders[:ROWS],
        "secretaries_only": only,
    }
    return render(request, "desk/participation.html", query.context | context | pages)


@require_safe
def participation_tables(request: UserRequest) -> HttpResponse:
    query = page_query(request)
    found = participation.participation(
        query.user, on=query.on, kind_ids=query.form.kind_ids, body_code=query.body_code
    )
    numbers = [_("Lượt họp"), _("Có mặt"), _("Vắng có lý do"), _("Vắng"), _("Tỷ lệ có mặt")]
    members = [
        (m.person_code, m.person, _role(m), m.body_code, m.body_name, *_numbers(m.tally))
        for m in found.members
    ]
    sheets = [
        workbooks.Sheet(
            _("Theo thành viên"),
            [_("Mã cán bộ"), _("Họ và tên"), _("Vị trí"), _("Mã tổ chức"), _("Tổ chức"), *numbers],
            members,
        ),
        workbooks.Sheet(
            _("Theo tổ chức"),
            [_("Mã tổ chức"), _("Tổ chức"), *numbers],
            [(b.code, b.name, *_numbers(b.tally)) for b in found.bodies],
        ),
        workbooks.Sheet(
            _("Theo quý"),
            [_("Quý"), *numbers],
            [(period(name), *_numbers(tally)) for name, tally in found.quarters],
        ),
        workbooks.Sheet(
            _("Nhiều vị trí"),
            [_("Mã cán bộ"), _("Họ và tên"), _("Số vị trí"), _("Tổ chức")],
            [(h.code, h.name, len(h.seats), "; ".join(h.seats)) for h in found.holders],
        ),
    ]
    subtitle = _("Tham gia sinh hoạt từ ngày %(first)s đến ngày %(last)s") % {
        "first": day(found.first),
        "last": day(query.on),
    }
    return file(workbooks.workbook(subtitle, sheets), workbooks.MIME, "tham-gia.xlsx", query.on)


def _role(member: participation.Member) -> str:
    return str(SeatRole(member.role).label) if member.role else ""


def _numbers(tally: participation.Tally) -> tuple[int | float | None, ...]:
    return (
        tally.meetings,
        tally.present,
        tally.excused,
        tally.absent,
        None if tally.share is None else round(tally.share, 3),
    )

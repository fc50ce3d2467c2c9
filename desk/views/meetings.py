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
from desk.views.leaders import asked, file
from meetings.enums import Theme
from records import workbooks

ROWS = 30


@require_safe
def spoken_of(request: UserRequest) -> HttpResponse:
    ask = asked(request)
    told = themes.themes(ask.user, on=ask.on, kind_ids=ask.form.kind_ids, body_code=ask.body_code)
    silent = Counter(theme for mix in told.bodies for theme in mix.never)
    context = {"silent_on": silent.most_common(), "themes": told}
    return render(
        request,
        "desk/themes.html",
        ask.context
        | context
        | {
            "page": paged_by(request, told.bodies, key="trang", size=ROWS),
            "titles": Theme,
        },
    )


@require_safe
def spoken_of_tables(request: UserRequest) -> HttpResponse:
    ask = asked(request)
    told = themes.themes(ask.user, on=ask.on, kind_ids=ask.form.kind_ids, body_code=ask.body_code)
    numbers = [
        _("Số nội dung"),
        *map(str, Theme.labels),
        *(_("%(theme)s, tỷ lệ") % {"theme": label} for label in Theme.labels),
    ]
    beyond = [_("%(theme)s, so với toàn tỉnh (điểm phần trăm)") % {"theme": label} for label in Theme.labels]
    rows = [(mix.code, mix.name, *_mixed(mix), *_beyond(mix), "; ".join(mix.never)) for mix in told.bodies]
    quarters = [(period(mix.code), *_mixed(mix)) for mix in told.quarters]
    sheets = [
        workbooks.Sheet(_("Theo tổ chức"), [_("Mã"), _("Tổ chức"), *numbers, *beyond, _("Chưa bàn")], rows),
        workbooks.Sheet(
            _("Theo quý"), [_("Quý"), *numbers], [*quarters, (_("Toàn tỉnh"), *_mixed(told.average))]
        ),
    ]
    subtitle = _("Nội dung sinh hoạt từ ngày %(first)s đến ngày %(last)s") % {
        "first": day(told.first),
        "last": day(ask.on),
    }
    return file(workbooks.workbook(subtitle, sheets), workbooks.MIME, "noi-dung.xlsx", ask.on)


def _mixed(mix: themes.Mix) -> tuple[int | float | None, ...]:
    return (
        mix.total,
        *(part.number for part in mix.parts),
        *(round(part.share, 3) if mix.total else None for part in mix.parts),
    )


def _beyond(mix: themes.Mix) -> tuple[int | None, ...]:
    return tuple(part.more if mix.total else None for part in mix.parts)


@require_safe
def taking_part(request: UserRequest) -> HttpResponse:
    ask = asked(request)
    told = participation.participation(
        ask.user, on=ask.on, kind_ids=ask.form.kind_ids, body_code=ask.body_code
    )
    only = request.GET.get("vai") == SeatRole.SECRETARY
    members = [member for member in told.members if not only or member.role == SeatRole.SECRETARY]
    pages = {
        "page": paged_by(request, members, key="trang", size=ROWS),
        "bodies": paged_by(request, told.bodies, key="trang_to_chuc", size=ROWS),
    }
    context: dict[str, Any] = {"told": told, "holders": told.holders[:ROWS], "secretaries_only": only}
    return render(request, "desk/participation.html", ask.context | context | pages)


@require_safe
def taking_part_tables(request: UserRequest) -> HttpResponse:
    ask = asked(request)
    told = participation.participation(
        ask.user, on=ask.on, kind_ids=ask.form.kind_ids, body_code=ask.body_code
    )
    numbers = [_("Lượt họp"), _("Có mặt"), _("Vắng có lý do"), _("Vắng"), _("Tỷ lệ có mặt")]
    members = [
        (m.person_code, m.person, _role(m), m.body_code, m.body_name, *_numbers(m.tally))
        for m in told.members
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
            [(b.code, b.name, *_numbers(b.tally)) for b in told.bodies],
        ),
        workbooks.Sheet(
            _("Theo quý"),
            [_("Quý"), *numbers],
            [(period(name), *_numbers(tally)) for name, tally in told.quarters],
        ),
        workbooks.Sheet(
            _("Nhiều vị trí"),
            [_("Mã cán bộ"), _("Họ và tên"), _("Số vị trí"), _("Tổ chức")],
            [(h.code, h.name, len(h.seats), "; ".join(h.seats)) for h in told.holders],
        ),
    ]
    subtitle = _("Tham gia sinh hoạt từ ngày %(first)s đến ngày %(last)s") % {
        "first": day(told.first),
        "last": day(ask.on),
    }
    return file(workbooks.workbook(subtitle, sheets), workbooks.MIME, "tham-gia.xlsx", ask.on)


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

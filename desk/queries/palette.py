"""The product's pages and acts by the words under which an office knows them: what the palette offers beside
records. A body's name may be typed along: "lên lịch công an" opens the form for that body."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from accounts.permissions import (
    can_administer,
    can_edit_facts,
    can_edit_something,
    can_see_all,
)
from core import dates
from core.addresses import reverse
from core.text import fold, has_word
from delegations.permissions import can_edit_registers
from desk.queries.search import Asked, Group, Hit, NamedBody, spans
from directions.permissions import can_direct
from exchange.permissions import can_exchange
from reminders.permissions import can_steer_mails

BODIES_SHOWN = 3
ACTS_SHOWN, PAGES_SHOWN = 6, 5


def _everybody(user: User) -> bool:
    return True


def _leads(user: User) -> bool:
    return user.role == Role.LEADER


class Place(NamedTuple):
    """A page or an act: the name of its address, what it is called, by which other words it is looked for,
    who may go there.

    `body` says how the address takes a body: "/" in its path, which it cannot do without, else the name of
    the parameter; empty where it takes none.
    """

    name: str
    label: Any
    icon: str
    may: Callable[[User], bool] = _everybody
    body: str = ""
    further: Any = ""

    def address(self, body: NamedBody | None = None) -> str:
        if self.body == "/":
            assert body is not None
            return reverse(self.name, args=[body.code])
        query = "?" + urlencode({self.body: body.code}) if body and self.body else ""
        return reverse(self.name) + query


# What is written, by those who may. The first of them are offered before anything is typed.
ACTS = (
    Place(
        "meetings:record",
        _("Ghi nhận cuộc họp"),
        "users",
        can_edit_something,
        "to-chuc",
        _("thêm biên bản đã họp"),
    ),
    Place("meetings:plan", _("Lên lịch họp"), "calendar-plus", can_edit_something, "to-chuc", _("đặt lịch")),
    Place(
        "reports:receive", _("Ghi nhận báo cáo"), "file-import", can_edit_something, "to-chuc", _("ghi thêm")
    ),
    Place(
        "directions:give",
        _("Ghi ý kiến chỉ đạo"),
        "message-circle",
        can_direct,
        "to-chuc",
        _("giao việc thêm"),
    ),
    Place(
        "reports:add_submission",
        _("Ghi đề xuất"),
        "send",
        can_edit_something,
        "to-chuc",
        _("thêm tờ trình Ban Thường vụ"),
    ),
    Place(
        "reminders:letter-draft",
        _("Lập công văn nhắc"),
        "file-plus",
        can_steer_mails,
        "",
        _("soạn thư đôn đốc"),
    ),
    Place(
        "obligations:panel",
        _("Miễn, hoãn một việc của tổ chức"),
        "clock-pause",
        can_edit_facts,
        "/",
        _("ghi nhận hoãn hạn"),
    ),
    Place(
        "desk:plan-year",
        _("Lên lịch họp cả năm"),
        "calendar-stats",
        can_edit_something,
        "to_chuc",
        _("đặt kế hoạch nhiều"),
    ),
    Place(
        "meetings:add_consultation",
        _("Lấy ý kiến bằng văn bản"),
        "mail",
        can_edit_something,
        "to-chuc",
        _("thêm phiếu xin"),
    ),
    Place(
        "delegations:register_person", _("Thêm cán bộ"), "user-plus", can_edit_registers, "", _("người mới")
    ),
    Place(
        "delegations:roster",
        _("Thêm vị trí, thành viên"),
        "armchair",
        can_edit_something,
        "/",
        _("ghế chỉ định bảng"),
    ),
    Place(
        "delegations:issue_regulation",
        _("Ghi quy chế làm việc"),
        "file-text",
        can_edit_something,
        "/",
        _("thêm ban hành"),
    ),
    Place(
        "delegations:decide_cadence",
        _("Ghi chu kỳ họp"),
        "rotate",
        can_edit_something,
        "/",
        _("thêm đặt kỳ hạn"),
    ),
    Place(
        "delegations:issue_coordination",
        _("Ghi quy chế phối hợp"),
        "arrows-exchange",
        can_edit_something,
        "ben",
        _("thêm ban hành"),
    ),
    Place("delegations:edit_body", _("Sửa thông tin tổ chức"), "edit", can_edit_something, "/", _("đổi tên")),
    Place(
        "delegations:register_document",
        _("Thêm văn bản cấp trên"),
        "books",
        can_edit_registers,
        "",
        _("ghi căn cứ"),
    ),
    Place(
        "delegations:create_body",
        _("Thành lập tổ chức đảng"),
        "building-bank",
        can_edit_registers,
        "",
        _("thêm mới"),
    ),
    Place(
        "delegations:found_many",
        _("Thành lập nhiều tổ chức đảng"),
        "building-bank",
        can_edit_registers,
        "",
        _("thêm mới"),
    ),
    Place(
        "desk:end_body",
        _("Kết thúc hoạt động của tổ chức"),
        "flag-off",
        can_edit_registers,
        "/",
        _("giải thể hợp nhất chia tách"),
    ),
    Place(
        "desk:begin_reform",
        _("Lập đợt sắp xếp tổ chức"),
        "git-merge",
        can_edit_registers,
        "to-chuc",
        _("thêm hợp nhất chia tách"),
    ),
    Place(
        "delegations:record_event",
        _("Ghi bầu cử, đại hội"),
        "ballpen",
        can_edit_registers,
        "",
        _("thêm sự kiện"),
    ),
    Place(
        "delegations:offices",
        _("Thay người giữ chức vụ"),
        "transfer",
        can_edit_registers,
        "",
        _("bàn giao đổi"),
    ),
    Place(
        "reminders:snooze-body",
        _("Tạm dừng nhắc việc một tổ chức"),
        "player-pause",
        can_steer_mails,
        "/",
        _("dừng thư"),
    ),
    Place(
        "exchange:home",
        _("Nhập dữ liệu từ Excel"),
        "database-import",
        can_exchange,
        "",
        _("tải lên xuất bảng tính"),
    ),
    Place("accounts:user-create", _("Thêm người dùng"), "user-plus", can_administer, "", _("tài khoản")),
    Place("obligations:day-off-add", _("Thêm ngày nghỉ"), "calendar-off", can_edit_facts, "", _("lễ tết")),
)
# Those of the navigation among them, by the same labels.
PAGES = (
    Place("desk:today", _("Hôm nay"), "checklist", further=_("việc của tôi trang đầu")),
    Place("desk:inbox", _("Tin mới"), "bell", further=_("thông báo chuông chưa đọc")),
    Place("desk:own-acts", _("Việc vừa làm"), "arrow-back-up", further=_("hoàn tác làm lại lỡ tay")),
    Place("desk:overview", _("Tổng quan"), "layout-dashboard", further=_("bản đồ")),
    Place(
        "delegations:bodies", _("Tổ chức đảng"), "building-bank", further=_("đảng đoàn ban cán sự danh sách")
    ),
    Place("meetings:list", _("Họp"), "users", body="to_chuc", further=_("cuộc danh sách sổ")),
    Place("reports:board", _("Báo cáo, đề xuất"), "report", further=_("bảng theo dõi năm")),
    Place(
        "obligations:worklist",
        _("Việc phải làm"),
        "list-check",
        further=_("cần xử lý phát hiện quá hạn chậm"),
    ),
    Place(
        "obligations:panel",
        _("Phát hiện của tổ chức"),
        "list-check",
        body="/",
        further=_("cần xử lý quá hạn"),
    ),
    Place("delegations:matrix", _("Quy chế"), "grid-dots", further=_("ma trận phối hợp")),
    Place("reports:submissions", _("Đề xuất"), "send", body="to_chuc", further=_("tờ trình")),
    Place("reminders:log", _("Nhắc việc"), "bell-ringing", can_see_all, further=_("thư đã gửi nhật ký")),
    Place("desk:month", _("Lịch"), "calendar", further=_("tháng họp")),
    Place("desk:week", _("Lịch tuần"), "calendar-event"),
    Place(
        "delegations:directory", _("Danh bạ"), "address-book", body="to_chuc", further=_("cán bộ điện thoại")
    ),
    Place("delegations:documents", _("Văn bản"), "books", further=_("cấp trên căn cứ")),
    Place("obligations:rules", _("Quy định"), "gavel", further=_("theo dõi quy tắc luật")),
    Place("obligations:lookup", _("Tra cứu"), "history", further=_("xem theo ngày đã qua hồ sơ lúc đó")),
    Place("exchange:home", _("Nhập, xuất dữ liệu"), "database-import", can_exchange),
    Place("desk:settings", _("Quản trị"), "settings", can_administer, further=_("cài đặt tỉnh")),
    Place("desk:periods", _("Kỳ họp"), "chart-bar", further=_("nhịp họp định kỳ")),
    Place("desk:forecast", _("Dự báo"), "trending-up", further=_("sắp đến hạn")),
    Place("desk:brief", _("Tóm tắt một trang"), "file-description", further=_("in lãnh đạo")),
    Place("desk:directions", _("Chỉ đạo"), "message-circle", further=_("ý kiến lãnh đạo danh sách")),
    Place("desk:reviews", _("Đánh giá"), "award", further=_("xếp loại năm")),
    Place("desk:themes", _("Nội dung họp"), "tag", further=_("nhóm chủ đề")),
    Place("desk:participation", _("Tham gia họp"), "user-check", further=_("dự họp điểm danh")),
    Place("desk:centralism", _("Thẩm quyền tập thể"), "scale", further=_("quyết nghị")),
    Place("desk:records", _("Cập nhật hồ sơ"), "refresh", further=_("chưa ghi nhận")),
    Place("desk:changes", _("Thay đổi, xu hướng"), "trending-down", further=_("so sánh hai ngày")),
    Place(
        "desk:reforms",
        _("Đợt sắp xếp tổ chức"),
        "git-merge",
        can_edit_registers,
        further=_("hợp nhất chia tách"),
    ),
    Place(
        "meetings:decisions", _("Quyết nghị"), "gavel", body="to_chuc", further=_("quyết định nghị quyết sổ")
    ),
    Place(
        "meetings:consultations", _("Lấy ý kiến bằng văn bản"), "mail", body="to_chuc", further=_("phiếu sổ")
    ),
    Place("meetings:tasks", _("Nhiệm vụ"), "checklist", body="to_chuc", further=_("giao việc")),
    Place("reports:list", _("Sổ báo cáo"), "files", body="to_chuc"),
    Place(
        "reports:regimes", _("Chế độ báo cáo"), "calendar-due", can_see_all, further=_("định kỳ quý tháng")
    ),
    Place("obligations:waivers", _("Miễn, hoãn"), "clock-pause", further=_("danh sách sổ")),
    Place("obligations:heartbeat", _("Nhịp rà soát"), "heartbeat", further=_("máy chủ sao lưu đĩa")),
    Place(
        "obligations:law-drafts", _("Dự thảo quy định"), "edit", can_see_all, further=_("sửa đổi mô phỏng")
    ),
    Place("obligations:days-off", _("Ngày nghỉ"), "calendar-off", can_edit_facts, further=_("lễ tết làm bù")),
    Place("delegations:coordination", _("Quy chế phối hợp"), "arrows-exchange", further=_("danh sách sổ")),
    Place("delegations:timeline", _("Dòng thời gian của tổ chức"), "timeline", body="/"),
    Place("delegations:body_history", _("Lịch sử sửa của tổ chức"), "history", body="/"),
    Place("delegations:kinds", _("Loại tổ chức"), "hierarchy", can_see_all),
    Place(
        "delegations:order_bodies", _("Thứ tự lễ tân"), "arrows-sort", can_edit_registers, further=_("xếp")
    ),
    Place("delegations:offices", _("Chức vụ"), "briefcase", can_edit_registers),
    Place("delegations:committees", _("Cấp uỷ trực thuộc"), "hierarchy-2", can_edit_registers),
    Place("delegations:events", _("Bầu cử, đại hội"), "ballpen", further=_("sự kiện")),
    Place("meetings:matters", _("Bảng thẩm quyền"), "scale", can_see_all),
    Place("reminders:preview", _("Xem trước thư nhắc"), "eye", can_see_all),
    Place("reminders:letters", _("Công văn"), "mail-forward", can_see_all, further=_("sổ đi")),
    Place("reminders:answers", _("Trả lời qua thư"), "inbox", can_see_all, further=_("đề nghị từ cơ sở")),
    Place("reminders:ladders", _("Thang nhắc"), "bell-ringing", can_see_all, further=_("bậc cài đặt")),
    Place("reminders:snoozes", _("Đang tạm dừng nhắc"), "player-pause", can_see_all),
    Place("exchange:open-data", _("Dữ liệu mở"), "world", further=_("API")),
    Place("accounts:users", _("Người dùng"), "users", can_administer, further=_("tài khoản phân quyền")),
    Place("accounts:audit", _("Nhật ký thay đổi"), "history", can_administer, further=_("ai sửa")),
    Place("desk:sign-ins", _("Nhật ký đăng nhập"), "login", can_administer),
    Place("accounts:tokens", _("Khoá truy cập dữ liệu"), "key", can_administer, further=_("API")),
    Place("desk:help-contents", _("Trợ giúp"), "help-circle", further=_("hướng dẫn sử dụng")),
    Place("desk:tour", _("Làm quen"), "bulb", further=_("hướng dẫn lần đầu")),
    Place("account_change_password", _("Đổi mật khẩu"), "key"),
    Place("mfa_index", _("Xác thực hai lớp"), "shield-lock", further=_("bật mã đăng nhập")),
    Place(
        "reminders:brief",
        _("Nhận bản tin tuần qua thư"),
        "mail",
        _leads,
        further=_("tóm tắt gửi thứ hai đăng ký"),
    ),
    Place("meetings:addresses", _("Đưa lịch họp vào điện thoại"), "rss", further=_("địa chỉ iCal đồng bộ")),
    Place("account_sessions", _("Phiên đăng nhập"), "device-mobile", further=_("thiết bị máy")),
)


def named(asked: Asked) -> list[Group]:
    """Return the acts and pages that every word of the text names, words of a body aside where they take
    one; of an empty text the acts done most. No query."""
    user, words, bodies = asked.user, asked.words, asked.bodies
    if not asked.text:
        hits = [hit for place in ACTS if place.may(user) for hit in _addresses(place, [], ())]
        return [Group("viec", _("Việc hay làm"), "bulb", hits[:ACTS_SHOWN], False)]
    if not words:
        return []
    acts = [*_on_a_day(words, asked.on, bodies), *_hits(ACTS, words, user, bodies)][:ACTS_SHOWN]
    pages = _hits(PAGES, words, user, bodies)[:PAGES_SHOWN]
    both = (
        Group("viec", _("Việc"), "bulb", acts, False),
        Group("trang", _("Trang"), "file-text", pages, False),
    )
    return [group for group in both if group.hits]


def _hits(
    places: Iterable[Place], words: Sequence[str], user: User, bodies: Sequence[NamedBody]
) -> list[Hit]:
    """Return those that are named, the ones whose own label says most of the words first. Nothing is done for
    a body that has ended: its page names who took its duties over."""
    bodies = [body for body in bodies if not body.is_over]
    found = []
    for place in places:
        label = fold(str(place.label)).replace(",", "").split()
        known = [*label, *fold(str(place.further)).split()]
        rest = [word for word in words if word not in known]
        # The last word may be on its way.
        if rest == [words[-1]] and any(one.startswith(words[-1]) for one in known):
            rest = []
        if (rest and len(rest) == len(words)) or not place.may(user):
            continue
        said = sum(word in label for word in words)
        found += [(-said, hit) for hit in _addresses(place, rest, bodies)]
    return [hit for _rank, hit in sorted(found, key=lambda pair: pair[0])]


def _addresses(place: Place, rest: list[str], bodies: Sequence[NamedBody]) -> Iterator[Hit]:
    """Generate the place with the bodies that the rest of the words names; without a body where none is left
    and it needs none."""
    if not rest:
        if place.body == "/":  # which body is asked on the list of bodies
            yield Hit(str(place.label), str(_("chọn tổ chức")), reverse("delegations:bodies"), place.icon)
        else:
            yield Hit(str(place.label), "", place.address(), place.icon)
    elif place.body:
        for body in _all_named(rest, bodies):
            yield Hit(str(place.label), body.name, place.address(body), place.icon)


def _all_named(words: list[str], bodies: Sequence[NamedBody]) -> list[NamedBody]:
    held = (body for body in bodies if all(has_word(body.search_text, word, initials=True) for word in words))
    return list(islice(held, BODIES_SHOWN))


def _on_a_day(words: Sequence[str], on: dt.date, bodies: Sequence[NamedBody]) -> Iterator[Hit]:
    """Generate the province, or the bodies that the other words name, as of a day that was typed in full."""
    for word in words:
        days = spans(word, on)
        if len(days) != 1 or days[0][0] != days[0][1]:
            continue
        day, rest = days[0][0], [one for one in words if one != word and one not in {"xem", "theo", "ngay"}]
        label = _("Xem theo ngày %(day)s") % {"day": dates.day(day)}
        query = f"?ngay={day.isoformat()}"
        if not rest:
            yield Hit(label, str(_("Tổng quan")), reverse("desk:overview") + query, "history")
        for body in _all_named(rest, bodies) if rest else ():
            yield Hit(label, body.name, reverse("delegations:body", args=[body.code]) + query, "history")

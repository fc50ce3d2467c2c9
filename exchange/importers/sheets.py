"""The sheets of a workbook, as data: headings, fields, what must agree. `columns` takes the rest from the
models.

`BASE` are what an office types; `FURTHER` carry facts that only screens hold and are
written by export. A supplement (`extends`) adds columns to records that another sheet makes.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from delegations.models import CoordinationParty, Province
from delegations.queries.law import is_of_the_office
from delegations.services.kinds import EVERY_KIND
from directions.enums import StepKind
from exchange.importers.cells import (
    Items,
    Kind,
    LawValue,
    Line,
    Period,
    Rank,
    Raw,
    Reference,
    Subject,
    Year,
    choices,
)
from exchange.importers.columns import Check, Column, Sheet, column, kind_of, sheet
from meetings.enums import MeetingStatus
from reports.services.regimes import ANNUAL_WORD
from reviews.enums import corrected_by
from rulebook.law import load_law
from rulebook.law.sets import READY_MADE


def not_before(first: str, last: str, message: Callable[[], str]) -> Check:
    """Return a check that the day in `last` is empty or not before the day in `first`."""

    def check(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        if values.get(first) and values.get(last) and values[last] < values[first]:
            yield last, message()

    return check


def _ends_after_start() -> str:
    return _("Ngày kết thúc đứng trước ngày bắt đầu.")


def _answered_after_sent(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if values.get("answered_on"):
        if not values.get("sent_on"):
            yield "answered_on", _("Đã trả lời mà chưa có ngày gửi.")
        elif values["answered_on"] < values["sent_on"]:
            yield "answered_on", _("Ngày trả lời đứng trước ngày gửi.")


def _resubmitted_after_returned(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if values.get("resubmitted_on"):
        if not values.get("returned_on"):
            yield "resubmitted_on", _("Nộp lại mà không có ngày trả lại.")
        elif values["resubmitted_on"] < values["returned_on"]:
            yield "resubmitted_on", _("Ngày nộp lại đứng trước ngày trả lại.")


def _held_on_a_day(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if values.get("held_on") is None and values.get("status") in (MeetingStatus.HELD, MeetingStatus.PLANNED):
        yield "held_on", _("Cuộc họp đã họp hoặc dự kiến phải có ngày.")


def _one_source(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if values.get("meeting") and values.get("consultation"):
        yield (
            "consultation",
            _("Quyết nghị ra từ cuộc họp hoặc từ lấy ý kiến bằng văn bản, không phải cả hai."),
        )


def _parent_and_relation(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if bool(values.get("parent")) != bool(values.get("relation")):
        yield "relation", _("“Thuộc” và “Quan hệ” phải có cả hai, hoặc để trống cả hai.")


def _rule_or_parameter(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if bool(values.get("rule")) == bool(values.get("parameter")):
        yield "parameter", _("Ghi quy tắc hoặc tham số, đúng một trong hai.")


def _for_every_kind(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What the office sets for all at once names no kind."""
    if values.get("kind") and is_of_the_office(values.get("parameter") or ""):
        yield "kind", _("Tham số này đặt chung, ghi “Mọi loại”.")


def _points_grade_or_answer(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """A correction gives what its criterion asks for, and nothing else."""
    if "criterion" not in values:  # unreadable, and told so at its cell
        return
    wanted = corrected_by(values["criterion"])
    words = {
        "grade": (_("Sửa xếp loại thì phải ghi xếp loại mới."), _("Chỉ dòng “Xếp loại” mới ghi xếp loại.")),
        "points": (_("Sửa điểm của tiêu chí thì phải ghi điểm."), _("Chỉ dòng của tiêu chí mới ghi điểm.")),
        "answer": (
            _("Xác định điều kiện thì phải ghi Đạt hoặc Không đạt."),
            _("Chỉ dòng của điều kiện mới ghi Đạt, Không đạt."),
        ),
    }
    for name, (missing, superfluous) in words.items():
        given = values.get(name) not in (None, "")
        if name == wanted and not given:
            yield name, missing
        if name != wanted and given:
            yield name, superfluous


def _reserved_from_a_day(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if values.get("reserved_until") and not values.get("reserved_from"):
        yield "reserved_from", _("Có ngày cuối mà không có ngày đầu.")


def _whole_finding(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if bool(values.get("rule")) != bool(values.get("subject")):
        yield (
            ("subject" if values.get("rule") else "rule"),
            _("Ý kiến về một phát hiện phải có cả quy tắc và đối tượng; về tổ chức thì để trống cả hai."),
        )


def _received_by_somebody(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if bool(values.get("received_on")) != bool(values.get("receiver_name")):
        yield "received_on", _("Ngày tiếp nhận và Người tiếp nhận phải có cùng nhau.")


def _decided_by_somebody(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    parts = [bool(values.get(name)) for name in ("decision", "decided_on", "decider_name")]
    if any(parts) and not all(parts):
        yield "decision", _("Trả lời, Ngày trả lời và Lãnh đạo trả lời phải có cùng nhau.")


def _closed_with_outcome(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if bool(values.get("closed_on")) != bool(values.get("outcome")):
        yield (
            ("outcome" if values.get("closed_on") else "closed_on"),
            _("Ngày kết thúc và kết quả phải có cả hai, hoặc để trống cả hai."),
        )


def _step_of_its_kind(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if bool(values.get("outcome")) != (values.get("kind") == StepKind.PROPOSAL):
        yield "outcome", _("Chỉ đề nghị kết thúc có kết quả, và phải có.")
    if values.get("due_on") and values.get("kind") not in (StepKind.FURTHER, StepKind.REOPENED):
        yield "due_on", _("Chỉ ý kiến thêm của lãnh đạo hoặc việc mở lại mới đặt hạn mới.")


BODY = column("Mã tổ chức", "body")
MEETING = column("Mã cuộc họp", "meeting")
PERSON = column("Mã cán bộ", "person")
SEAT = column("Mã vị trí", "seat")
# A set of regulations that no law file knows would leave every body unjudged.
# One that was such a set once and is a ready-made one now is read too: the office gets its rows of law.
PROFILE = choices(
    [(name, name) for name in (*load_law().known_profiles, *(one.number for one in READY_MADE))]
)

SETTINGS = Sheet(
    "Cài đặt",
    "settings",
    (Column("Tên", "name", Line(), required=True), Column("Giá trị", "value", Raw(), required=False)),
)

# The rows of `Cài đặt`: word → field of the province and what its value may hold.
SETTING_ROWS: tuple[tuple[str, str, Kind], ...] = (
    ("Tên tỉnh", "name", kind_of(Province._meta.get_field("name"))),
    ("Theo dõi từ ngày", "tracking_from", kind_of(Province._meta.get_field("tracking_from"))),
    ("Bộ quy định được bật", "profiles", Items(PROFILE, empty="Không có")),
    ("Hạn rơi vào ngày nghỉ thì lùi", "shift_due_days", kind_of(Province._meta.get_field("shift_due_days"))),
    ("Văn phòng một người", "one_person_office", kind_of(Province._meta.get_field("one_person_office"))),
)

BASE: tuple[Sheet, ...] = (
    SETTINGS,
    sheet(
        "Loại tổ chức",
        "kind",
        (
            column("Tên loại", "name", aliases=("Tên",)),
            column("Cấp", "level"),
            column("Là cơ quan", "is_organ"),
            column("Ghi chú", "note"),
            column("Thứ tự", "position", Rank(), required=False),
        ),
    ),
    sheet(
        "Tổ chức",
        "body",
        (
            column("Mã", "code"),
            column("Tên tổ chức", "name"),
            column("Loại", "kind"),
            column("Cơ quan chủ quản", "host"),
            column("Ký hiệu", "symbol", Line),
            column("Ngày thành lập", "founded_on"),
            column("Số QĐ thành lập", "founding_decision"),
            column("Ngày kết thúc", "ended_on"),
            column("Số QĐ kết thúc", "ending_decision"),
            column("Kế thừa bởi", "successors"),
            column("Thuộc", "parent"),
            column("Quan hệ", "relation"),
            column("Email", "email"),
            column("Điện thoại", "phone", Line),
        ),
        (
            not_before("founded_on", "ended_on", lambda: _("Ngày kết thúc đứng trước ngày thành lập.")),
            _parent_and_relation,
        ),
    ),
    sheet(
        "Áp dụng",
        "law",
        (
            column("Loại", "kind", Reference, empty=EVERY_KIND),
            column("Quy tắc", "rule", refers="rule"),
            column("Tham số", "parameter", refers="parameter"),
            column("Giá trị", "value", LawValue),
            column("Từ ngày", "starts_on"),
            column("Đến ngày", "ends_on"),
            column("Căn cứ", "reference"),
        ),
        (not_before("starts_on", "ends_on", _ends_after_start), _rule_or_parameter, _for_every_kind),
    ),
    sheet(
        "Kế thừa",
        "duty_succession",
        (
            column("Tổ chức cũ", "predecessor"),
            column("Tổ chức mới", "successor"),
            column("Từ ngày", "starts_on"),
            column("Nghĩa vụ", "duties"),
        ),
    ),
    sheet(
        "Chế độ báo cáo",
        "regime",
        (
            column("Mã", "code"),
            column("Tên", "name"),
            column("Loại tổ chức", "kinds", empty=EVERY_KIND),
            column("Kỳ", "rhythm"),
            column("Hạn", "due_days"),
            column("Báo trước", "notice_days"),
            column("Từ ngày", "starts_on"),
            column("Đến ngày", "ends_on"),
            column("Căn cứ", "reference"),
        ),
        (not_before("starts_on", "ends_on", _ends_after_start),),
    ),
    sheet(
        "Chu kỳ họp",
        "cadence",
        (
            BODY,
            column("Số tháng", "months"),
            column("Từ ngày", "starts_on"),
            column("Căn cứ", "basis"),
        ),
    ),
    sheet(
        "Vị trí",
        "seat",
        (
            BODY,
            column("Mã vị trí", "code"),
            column("Chức danh", "role"),
            column("Theo chức vụ", "office"),
            column("Từ ngày", "starts_on"),
            column("Đến ngày", "ends_on"),
        ),
        (not_before("starts_on", "ends_on", _ends_after_start),),
    ),
    sheet(
        "Thành viên",
        "membership",
        (
            column("Mã tổ chức", "body", of="seat"),
            SEAT,
            PERSON,
            column("Họ và tên", "full_name", of="person"),
            column("Chức vụ", "title"),
            column("Email", "email", of="person"),
            column("Điện thoại", "phone", Line, of="person"),
            column("Từ ngày", "starts_on"),
            column("Đến ngày", "ends_on"),
            column("Số QĐ chỉ định", "decision_number"),
            column("Ngày QĐ", "decided_on"),
        ),
        (not_before("starts_on", "ends_on", _ends_after_start),),
    ),
    sheet(
        "Văn bản",
        "document",
        (
            column("Số ký hiệu", "number"),
            column("Ngày", "issued_on"),
            column("Trích yếu", "title"),
            column("Hiệu lực từ", "effective_on"),
            column("Thay thế", "replaces"),
        ),
    ),
    sheet(
        "Quy chế làm việc",
        "regulation",
        (
            BODY,
            column("Số ký hiệu", "number"),
            column("Ngày ban hành", "issued_on"),
            column("Hiệu lực từ", "effective_on"),
            column("Hết hiệu lực", "lapses_on"),
            column("Căn cứ", "bases"),
        ),
        (
            not_before(
                "effective_on", "lapses_on", lambda: _("Ngày hết hiệu lực đứng trước ngày có hiệu lực.")
            ),
        ),
    ),
    sheet(
        "Quy chế phối hợp",
        "coordination",
        (
            column("Số ký hiệu", "number"),
            column("Loại", "kind"),
            column(
                "Các bên",
                "parties",
                Items(kind_of(CoordinationParty._meta.get_field("name"))),
                empty="Không có",
                link="parties",
            ),
            column("Hiệu lực từ", "effective_on"),
            column("Hết hiệu lực", "lapses_on"),
        ),
        (
            not_before(
                "effective_on", "lapses_on", lambda: _("Ngày hết hiệu lực đứng trước ngày có hiệu lực.")
            ),
        ),
    ),
    sheet(
        "Sự kiện",
        "event",
        (
            column("Ngày", "occurred_on"),
            column("Loại", "kind"),
            column("Tên", "name"),
            column("Mã tổ chức", "bodies", empty="Không có"),
        ),
        may_repeat=True,
    ),
    sheet(
        "Cuộc họp",
        "meeting",
        (
            column("Mã cuộc họp", "code"),
            BODY,
            column("Ngày họp", "held_on", empty="Chưa định"),
            column("Loại", "kind"),
            column("Trạng thái", "status"),
            column("Có mặt", "head_count"),
            column("Số biên bản", "minutes_number"),
            column("Ngày ký biên bản", "minutes_signed_on"),
            column("Số kết luận", "conclusion_number"),
        ),
        (_held_on_a_day,),
    ),
    sheet(
        "Nội dung",
        "item",
        (
            MEETING,
            column("TT", "position"),
            column("Nội dung", "title"),
            column("Nhóm", "theme"),
        ),
    ),
    sheet("Điểm danh", "attendance", (MEETING, PERSON, column("Tình trạng", "state"))),
    sheet(
        "Báo cáo",
        "report",
        (
            BODY,
            column("Loại", "regime", Reference, empty=ANNUAL_WORD),
            column("Kỳ", "period", Period),
            column("Số ký hiệu", "number"),
            column("Ngày nộp", "submitted_on"),
            column("Ngày trả lại", "returned_on"),
            column("Ngày nộp lại", "resubmitted_on"),
        ),
        (
            not_before("submitted_on", "returned_on", lambda: _("Ngày trả lại đứng trước ngày nộp.")),
            _resubmitted_after_returned,
        ),
    ),
    sheet(
        "Nhiệm vụ",
        "task",
        (
            column("Mã nhiệm vụ", "code"),
            BODY,
            column("Mã cuộc họp", "meeting"),
            column("TT nội dung", "item"),
            column("Nhiệm vụ", "title"),
            column("Mã người thực hiện", "assignee"),
            column("Ngày giao", "given_on"),
            column("Hạn hoàn thành", "due_on"),
            column("Ngày hoàn thành", "done_on"),
            column("Kết quả", "result"),
        ),
        (
            not_before("given_on", "due_on", lambda: _("Hạn hoàn thành đứng trước ngày giao.")),
            not_before("given_on", "done_on", lambda: _("Ngày hoàn thành đứng trước ngày giao.")),
        ),
    ),
    sheet(
        "Đề xuất",
        "submission",
        (
            column("Mã đề xuất", "code"),
            BODY,
            column("Nội dung", "subject"),
            column("Ngày ghi nhận", "recorded_on"),
            column("Hẹn gửi ngày", "promised_on"),
            column("Số tờ trình", "number"),
            column("Ngày gửi", "sent_on"),
            column("Ngày trả lời", "answered_on"),
            column("Số văn bản trả lời", "answer_number"),
            column("Nội dung trả lời", "answer"),
        ),
        (_answered_after_sent,),
    ),
    sheet(
        "Ý kiến chỉ đạo",
        "direction",
        (
            column("Mã ý kiến", "code"),
            BODY,
            column("Quy tắc", "rule", refers="rule"),
            column("Đối tượng", "subject", Subject),
            column("Nội dung chỉ đạo", "text"),
            column("Lãnh đạo", "leader_name"),
            column("Chức vụ", "leader_office"),
            column("Ghi thay", "is_spoken"),
            column("Ngày cho ý kiến", "given_on"),
            column("Hạn thực hiện", "due_on"),
            column("Người theo dõi", "assignee_name"),
            column("Ngày kết thúc", "closed_on"),
            column("Kết quả", "outcome"),
            column("Ý kiến khi kết thúc", "closing_words"),
            column("Người xác nhận", "closer_name"),
        ),
        (
            not_before("given_on", "due_on", lambda: _("Hạn thực hiện đứng trước ngày cho ý kiến.")),
            not_before("given_on", "closed_on", lambda: _("Ngày kết thúc đứng trước ngày cho ý kiến.")),
            _whole_finding,
            _closed_with_outcome,
        ),
    ),
    sheet(
        "Thực hiện chỉ đạo",
        "direction_step",
        (
            column("Mã ý kiến", "direction"),
            column("TT", "number"),
            column("Ngày", "on"),
            column("Loại", "kind"),
            column("Nội dung", "text"),
            column("Kết quả đề nghị", "outcome"),
            column("Hạn mới", "due_on"),
            column("Người nêu", "by_name"),
        ),
        (_step_of_its_kind,),
    ),
    sheet(
        "Ngày nghỉ",
        "day_off",
        (column("Ngày", "day"), column("Tên", "name"), column("Loại", "kind")),
    ),
    sheet(
        "Miễn, hoãn",
        "waiver",
        (
            BODY,
            column("Quy tắc", "rule", refers="rule"),
            column("Đối tượng", "subject", Subject),
            column("Ngày cho phép", "granted_on"),
            column("Đến ngày", "until"),
            column("Văn bản", "document"),
            column("Lý do", "reason"),
        ),
        (not_before("granted_on", "until", lambda: _("Ngày cuối đứng trước ngày cho phép.")),),
    ),
)

FURTHER: tuple[Sheet, ...] = (
    sheet("Chức vụ", "office", (column("Chức vụ", "name"),)),
    sheet(
        "Loại tổ chức bổ sung",
        "kind",
        (
            column("Tên loại", "name", refers="kind"),
            column("Quy chế phối hợp phải có", "coordination_kinds", empty="Không có"),
        ),
        extends=True,
    ),
    sheet(
        "Thay đổi loại tổ chức",
        "kind_row",
        (
            column("Loại", "kind"),
            column("Quy chế phối hợp phải có", "coordination_kinds", empty="Không có"),
            column("Từ ngày", "starts_on"),
            column("Đến ngày", "ends_on"),
            column("Căn cứ", "reference"),
        ),
        (not_before("starts_on", "ends_on", _ends_after_start),),
    ),
    sheet(
        "Tổ chức bổ sung",
        "body",
        (
            column("Mã tổ chức", "code", refers="body"),
            column("Thứ tự lễ tân", "position"),
            column("Quy chế phối hợp phải có", "coordination_kinds", empty="Không có"),
        ),
        extends=True,
    ),
    sheet(
        "Cán bộ",
        "person",
        (
            column("Mã cán bộ", "code"),
            column("Họ và tên", "full_name"),
            column("Email", "email"),
            column("Điện thoại", "phone", Line),
        ),
    ),
    sheet(
        "Thành viên bổ sung",
        "membership",
        (
            SEAT,
            PERSON,
            column("Từ ngày", "starts_on"),
            column("Lĩnh vực phụ trách", "portfolio"),
            column("Số QĐ thôi", "relief_decision"),
        ),
        extends=True,
    ),
    sheet(
        "Quy chế làm việc bổ sung",
        "regulation",
        (
            BODY,
            column("Số ký hiệu", "number"),
            column("Các phần đã có", "sections"),
            column("Ghi chú", "note"),
        ),
        extends=True,
    ),
    sheet(
        "Quy chế phối hợp bổ sung",
        "coordination",
        (column("Số ký hiệu", "number"), column("Trích yếu", "title")),
        extends=True,
    ),
    sheet(
        "Cấp uỷ trực thuộc",
        "committee",
        (
            column("Tên cấp uỷ", "name"),
            column("Thứ tự", "position"),
            column("Từ ngày", "starts_on"),
            column("Đến ngày", "ends_on"),
        ),
        (not_before("starts_on", "ends_on", _ends_after_start),),
    ),
    sheet(
        "Giữ nguyên nhân sự",
        "touched",
        (
            column("Ngày", "occurred_on"),
            column("Loại", "kind"),
            column("Tên", "name"),
            BODY,
            column("Ghi nhận ngày", "kept_unchanged_on"),
            column("Văn bản", "kept_unchanged_document"),
        ),
        extends=True,
    ),
    sheet(
        "Cuộc họp bổ sung",
        "meeting",
        (
            column("Mã cuộc họp", "code", refers="meeting"),
            column("Lý do hoãn, huỷ", "status_reason"),
            column("Giờ bắt đầu", "starts_at"),
            column("Giờ kết thúc", "ends_at"),
            column("Địa điểm", "place"),
            column("Nội dung chính", "subject"),
            column("Mã người chủ trì", "chair"),
            column("Văn bản uỷ quyền chủ trì", "chair_authorisation"),
            column("Người ghi biên bản", "minute_taker"),
            column("Đại biểu mời dự", "guests"),
            column("Số nghị quyết", "resolution_number"),
            column("Họp mở rộng", "is_enlarged"),
            column("Địa chỉ họp trực tuyến", "online_address"),
            column("Tài liệu sử dụng", "papers_note"),
            column("Lý do vẫn ghi nhận", "exception_reason"),
            column("Số lần sửa giấy mời", "invitation_sequence", at_birth=True),
            column("Nội dung biên bản", "minutes_text"),
        ),
        extends=True,
    ),
    sheet(
        "Nội dung bổ sung",
        "item",
        (MEETING, column("TT", "position"), column("Người trình bày", "presenter")),
        extends=True,
    ),
    sheet("Điểm danh bổ sung", "attendance", (MEETING, PERSON, column("Lý do vắng", "reason")), extends=True),
    sheet(
        "Bảng thẩm quyền",
        "matter",
        (
            column("Loại việc", "name"),
            column("Thuộc thẩm quyền Ban Thường vụ từ ngày", "reserved_from"),
            column("Đến ngày", "reserved_until"),
            column("Căn cứ", "reference"),
            column("Thứ tự", "position"),
        ),
        (not_before("reserved_from", "reserved_until", _ends_after_start), _reserved_from_a_day),
    ),
    sheet(
        "Lấy ý kiến",
        "consultation",
        (
            column("Mã phiếu", "code"),
            BODY,
            column("Nội dung", "subject"),
            column("Nhóm", "theme"),
            column("Ngày gửi", "sent_on"),
            column("Hạn trả lời", "deadline_on"),
            column("Ngày tổng hợp", "closed_on"),
            column("Lý do vẫn ghi nhận", "exception_reason"),
        ),
        (not_before("sent_on", "deadline_on", lambda: _("Hạn trả lời đứng trước ngày gửi.")),),
    ),
    sheet(
        "Ý kiến trả lời",
        "answer",
        (
            column("Mã phiếu", "consultation"),
            PERSON,
            column("Trả lời", "answer"),
            column("Ngày trả lời", "answered_on"),
            column("Ý kiến", "remark"),
        ),
    ),
    sheet(
        "Quyết nghị",
        "decision",
        (
            column("Mã quyết nghị", "code"),
            BODY,
            column("Mã cuộc họp", "meeting"),
            column("TT nội dung", "item"),
            column("Mã phiếu lấy ý kiến", "consultation"),
            column("Ngày quyết nghị", "decided_on"),
            column("Nội dung", "title"),
            column("Số văn bản", "number"),
            column("Nhóm", "theme"),
            column("Loại việc", "matter"),
            column("Hình thức", "outcome"),
            column("Được thông qua", "adopted", required=True),
            column("Cách biểu quyết", "method"),
            column("Tán thành", "votes_for"),
            column("Không tán thành", "votes_against"),
            column("Không có ý kiến", "votes_abstaining"),
            column("Ý kiến bảo lưu", "reserved_opinions"),
            column("Ý kiến cấp uỷ cơ quan", "committee_opinion"),
            column("Ngày có ý kiến cấp uỷ cơ quan", "committee_opinion_on"),
            column("Lý do vẫn ghi nhận", "exception_reason"),
        ),
        (_one_source,),
    ),
    sheet(
        "Nhiệm vụ bổ sung",
        "task",
        (column("Mã nhiệm vụ", "code"), column("Mức hoàn thành", "quality")),
        extends=True,
    ),
    sheet(
        "Báo cáo bổ sung",
        "report",
        (
            BODY,
            column("Loại", "regime", Reference, empty=ANNUAL_WORD),
            column("Kỳ", "period", Period),
            column("Ngày nộp", "submitted_on"),
            column("Ngày chấp nhận", "accepted_on"),
            column("Nhận xét khi chấp nhận", "acceptance_remarks"),
            column("Ý kiến trả lại", "return_remarks"),
            column("Kết quả thực hiện nhiệm vụ chính trị", "political_results"),
            column("Kết quả công tác tổ chức, cán bộ", "personnel_results"),
        ),
        (not_before("submitted_on", "accepted_on", lambda: _("Ngày chấp nhận đứng trước ngày nộp.")),),
        extends=True,
    ),
    sheet(
        "Miễn, hoãn bổ sung",
        "waiver",
        (
            BODY,
            column("Quy tắc", "rule", refers="rule"),
            column("Đối tượng", "subject", Subject),
            column("Ngày cho phép", "granted_on"),
            column("Người cho phép", "granted_by"),
        ),
        extends=True,
    ),
    sheet(
        "Ý kiến chỉ đạo bổ sung",
        "direction",
        (
            column("Mã ý kiến", "code", refers="direction"),
            column("Độ khẩn", "urgency"),
            column("Ngày chuyển", "sent_on"),
            column("Ngày tiếp nhận", "received_on"),
            column("Người tiếp nhận", "receiver_name"),
        ),
        (_received_by_somebody,),
        extends=True,
    ),
    sheet(
        "Thực hiện chỉ đạo bổ sung",
        "direction_step",
        (
            column("Mã ý kiến", "direction"),
            column("TT", "number"),
            column("Minh chứng", "evidence"),
        ),
        extends=True,
    ),
    sheet(
        "Xin gia hạn chỉ đạo",
        "extension",
        (
            column("Mã ý kiến", "direction"),
            column("Lần", "number"),
            column("Ngày xin", "asked_on"),
            column("Xin đến ngày", "until"),
            column("Lý do", "reason"),
            column("Người xin", "asker_name"),
            column("Trả lời", "decision"),
            column("Ngày trả lời", "decided_on"),
            column("Ý kiến trả lời", "decision_words"),
            column("Lãnh đạo trả lời", "decider_name"),
        ),
        (
            not_before("asked_on", "until", lambda: _("Ngày xin gia hạn đến đứng trước ngày xin.")),
            not_before("asked_on", "decided_on", lambda: _("Ngày trả lời đứng trước ngày xin.")),
            _decided_by_somebody,
        ),
    ),
    sheet(
        "Sửa đánh giá năm",
        "correction",
        (
            BODY,
            column("Năm", "year", Year()),
            column("Quý", "quarter"),
            column("Tiêu chí", "criterion"),
            column("Điểm", "points"),
            column("Xếp loại", "grade"),
            column("Điều kiện", "answer"),
            column("Lý do", "reason"),
            column("Văn bản", "document"),
            column("Ngày sửa", "made_on"),
            column("Người sửa", "made_by"),
        ),
        (_points_grade_or_answer,),
    ),
    sheet(
        "Đánh giá năm",
        "review",
        (
            BODY,
            column("Năm", "year", Year()),
            column("Quý", "quarter"),
            column("Xếp loại", "grade"),
            column("Điểm", "points"),
            column("Xếp loại đề xuất", "proposed_grade"),
            column("Điểm đề xuất", "proposed_points"),
            column("Điểm từng tiêu chí", "breakdown"),
            column("Văn bản", "document"),
            column("Ngày văn bản", "confirmed_on"),
            column("Người ghi nhận", "confirmed_by"),
        ),
    ),
)

SHEETS: tuple[Sheet, ...] = BASE + FURTHER

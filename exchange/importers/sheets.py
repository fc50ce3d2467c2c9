"""The sheets of a workbook, as data: headings, what a cell may hold, what is required, what must agree.

The first fifteen are what an office types; the rest carry facts that only screens hold and are
written by export. A supplement (`extends`) adds columns to records that another sheet makes.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from delegations.enums import CoordinationKind, EventKind, SeatRole
from directions.enums import Outcome as DirectionOutcome
from directions.enums import StepKind
from exchange.importers.cells import Choice, Clock, Code, Day, Email, Items, Kind, Line, Number, Points, Raw, Subject, Words, Year, YesNo, choices
from meetings.enums import Answer, AttendanceState, MeetingKind, MeetingStatus, Outcome, Theme, VotingMethod
from obligations.enums import DayOffKind
from reports.enums import ReportKind
from reviews.enums import Criterion, Grade
from rulebook.law import load_law

Check = Callable[[Mapping[str, Any]], Iterator[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Column:
    """`refers` names the record whose key the cell holds; `link` the list that the cell stands for;
    `of` another record that the cell describes (a person's name in the sheet of members);
    `at_birth` says that the cell counts for a new record alone: afterwards the product keeps it itself."""

    heading: str
    field: str
    kind: Kind
    required: bool = False
    refers: str = ""
    link: str = ""
    of: str = ""
    at_birth: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook. `may_repeat`: rows of one key add up instead of being a fault."""

    title: str
    record: str
    columns: tuple[Column, ...]
    checks: tuple[Check, ...] = ()
    extends: bool = False
    may_repeat: bool = False


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
        yield "consultation", _("Quyết nghị ra từ cuộc họp hoặc từ lấy ý kiến bằng văn bản, không phải cả hai.")


def _points_or_grade(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "criterion" not in values:  # unreadable, and told so at its cell
        return
    of_grade = values["criterion"] == Criterion.GRADE
    if of_grade and not values.get("grade"):
        yield "grade", _("Sửa xếp loại thì phải ghi xếp loại mới.")
    if not of_grade and values.get("points") is None:
        yield "points", _("Sửa điểm của tiêu chí thì phải ghi điểm.")
    if of_grade and values.get("points") is not None:
        yield "points", _("Sửa xếp loại thì không ghi điểm.")
    if not of_grade and values.get("grade"):
        yield "grade", _("Sửa điểm của tiêu chí thì không ghi xếp loại.")


def _reserved_from_a_day(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if values.get("reserved_until") and not values.get("reserved_from"):
        yield "reserved_from", _("Có ngày cuối mà không có ngày đầu.")


def _whole_finding(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if bool(values.get("rule")) != bool(values.get("subject")):
        yield ("subject" if values.get("rule") else "rule"), _("Ý kiến về một phát hiện phải có cả quy tắc và đối tượng; về tổ chức thì để trống cả hai.")


def _closed_with_outcome(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if bool(values.get("closed_on")) != bool(values.get("outcome")):
        yield ("outcome" if values.get("closed_on") else "closed_on"), _("Ngày kết thúc và kết quả phải có cả hai, hoặc để trống cả hai.")


def _step_of_its_kind(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if bool(values.get("outcome")) != (values.get("kind") == StepKind.PROPOSAL):
        yield "outcome", _("Chỉ đề nghị kết thúc có kết quả, và phải có.")
    if values.get("due_on") and values.get("kind") not in (StepKind.FURTHER, StepKind.REOPENED):
        yield "due_on", _("Chỉ ý kiến thêm của lãnh đạo hoặc việc mở lại mới đặt hạn mới.")


BODY = Column("Mã tổ chức", "body", Code(40), required=True, refers="body")
MEETING = Column("Mã cuộc họp", "meeting", Code(60), required=True, refers="meeting")
PERSON = Column("Mã cán bộ", "person", Code(40), required=True, refers="person")
SEAT = Column("Mã vị trí", "seat", Code(60), required=True, refers="seat")
ROLE = choices(SeatRole.choices)
COORDINATION = choices(CoordinationKind.choices)
EVENT = choices(EventKind.choices)
MEETING_KIND = choices(MeetingKind.choices)
STATUS = choices(MeetingStatus.choices)
THEME = choices(Theme.choices)
STATE = choices(AttendanceState.choices)
REPORT = choices(ReportKind.choices)
OFF = choices(DayOffKind.choices)
OUTCOME = choices(Outcome.choices)
METHOD = choices(VotingMethod.choices)
ANSWER = choices(Answer.choices)
DIRECTION_OUTCOME = choices(DirectionOutcome.choices)
STEP = choices(StepKind.choices)
CRITERION = choices(Criterion.choices)
GRADE = choices(Grade.choices)
# A set of regulations that no law file knows would leave every body unjudged.
PROFILE = choices([(name, name) for name in load_law().known_profiles])

SETTINGS = Sheet("Cài đặt", "settings", (Column("Tên", "name", Line(), required=True), Column("Giá trị", "value", Raw(), required=True)))

# The rows of `Cài đặt`: word → field of the province and what its value may hold.
SETTING_ROWS: tuple[tuple[str, str, Kind], ...] = (
    ("Tên tỉnh", "name", Line(120)),
    ("Theo dõi từ ngày", "tracking_from", Day()),
    ("Bộ quy định được bật", "profiles", Items(PROFILE, nothing="Không có")),
    ("Hạn rơi vào ngày nghỉ thì lùi", "shift_due_days", YesNo()),
)

BASE: tuple[Sheet, ...] = (
    SETTINGS,
    Sheet(
        "Tổ chức",
        "body",
        (
            Column("Mã", "code", Code(40), required=True),
            Column("Tên tổ chức", "name", Line(200), required=True),
            Column("Loại", "kind", Line(80), required=True, refers="kind"),
            Column("Cơ quan chủ quản", "host", Line(200), required=True),
            Column("Ký hiệu", "symbol", Line(40)),
            Column("Ngày thành lập", "founded_on", Day(), required=True),
            Column("Số QĐ thành lập", "founding_decision", Code(60)),
            Column("Ngày kết thúc", "ended_on", Day()),
            Column("Số QĐ kết thúc", "ending_decision", Code(60)),
            Column("Kế thừa bởi", "successors", Items(Code(40)), refers="body", link="successors"),
            Column("Email", "email", Email(254)),
            Column("Điện thoại", "phone", Line(40)),
        ),
        (not_before("founded_on", "ended_on", lambda: _("Ngày kết thúc đứng trước ngày thành lập.")),),
    ),
    Sheet(
        "Chu kỳ họp",
        "cadence",
        (
            BODY,
            Column("Số tháng", "months", Number(among=(1, 2, 3, 4, 6, 12)), required=True),
            Column("Từ ngày", "starts_on", Day(), required=True),
            Column("Căn cứ", "basis", Line(200), required=True),
        ),
    ),
    Sheet(
        "Vị trí",
        "seat",
        (
            BODY,
            Column("Mã vị trí", "code", Code(60), required=True),
            Column("Chức danh", "role", ROLE, required=True),
            Column("Theo chức vụ", "office", Line(160), refers="office"),
            Column("Từ ngày", "starts_on", Day(), required=True),
            Column("Đến ngày", "ends_on", Day()),
        ),
        (not_before("starts_on", "ends_on", _ends_after_start),),
    ),
    Sheet(
        "Thành viên",
        "membership",
        (
            Column("Mã tổ chức", "body", Code(40), required=True, refers="body", of="seat"),
            SEAT,
            PERSON,
            Column("Họ và tên", "full_name", Line(120), required=True, of="person"),
            Column("Chức vụ", "title", Line(160)),
            Column("Email", "email", Email(254), of="person"),
            Column("Điện thoại", "phone", Line(40), of="person"),
            Column("Từ ngày", "starts_on", Day(), required=True),
            Column("Đến ngày", "ends_on", Day()),
            Column("Số QĐ chỉ định", "decision_number", Code(60)),
            Column("Ngày QĐ", "decided_on", Day()),
        ),
        (not_before("starts_on", "ends_on", _ends_after_start),),
    ),
    Sheet(
        "Văn bản",
        "document",
        (
            Column("Số ký hiệu", "number", Code(60), required=True),
            Column("Ngày", "issued_on", Day(), required=True),
            Column("Trích yếu", "title", Line(400)),
            Column("Hiệu lực từ", "effective_on", Day(), required=True),
            Column("Thay thế", "replaces", Items(Code(60)), refers="document", link="replaces"),
        ),
    ),
    Sheet(
        "Quy chế làm việc",
        "regulation",
        (
            BODY,
            Column("Số ký hiệu", "number", Code(60), required=True),
            Column("Ngày ban hành", "issued_on", Day(), required=True),
            Column("Hiệu lực từ", "effective_on", Day(), required=True),
            Column("Hết hiệu lực", "lapses_on", Day()),
            Column("Căn cứ", "bases", Items(Code(60)), refers="document", link="bases"),
        ),
        (not_before("effective_on", "lapses_on", lambda: _("Ngày hết hiệu lực đứng trước ngày có hiệu lực.")),),
    ),
    Sheet(
        "Quy chế phối hợp",
        "coordination",
        (
            Column("Số ký hiệu", "number", Code(60), required=True),
            Column("Loại", "kind", COORDINATION, required=True),
            Column("Các bên", "parties", Items(Line(200), nothing="Không có"), required=True, link="parties"),
            Column("Hiệu lực từ", "effective_on", Day(), required=True),
            Column("Hết hiệu lực", "lapses_on", Day()),
        ),
        (not_before("effective_on", "lapses_on", lambda: _("Ngày hết hiệu lực đứng trước ngày có hiệu lực.")),),
    ),
    Sheet(
        "Sự kiện",
        "event",
        (
            Column("Ngày", "occurred_on", Day(), required=True),
            Column("Loại", "kind", EVENT, required=True),
            Column("Tên", "name", Line(250), required=True),
            Column("Mã tổ chức", "bodies", Items(Code(40), nothing="Không có"), required=True, refers="body", link="bodies"),
        ),
        may_repeat=True,
    ),
    Sheet(
        "Cuộc họp",
        "meeting",
        (
            Column("Mã cuộc họp", "code", Code(60), required=True),
            BODY,
            Column("Ngày họp", "held_on", Day(word="Chưa định"), required=True),
            Column("Loại", "kind", MEETING_KIND, required=True),
            Column("Trạng thái", "status", STATUS, required=True),
            Column("Có mặt", "head_count", Number()),
            Column("Số biên bản", "minutes_number", Code(60)),
            Column("Ngày ký biên bản", "minutes_signed_on", Day()),
            Column("Số kết luận", "conclusion_number", Code(60)),
        ),
        (_held_on_a_day,),
    ),
    Sheet(
        "Nội dung",
        "item",
        (
            MEETING,
            Column("TT", "position", Number(), required=True),
            Column("Nội dung", "title", Line(500), required=True),
            Column("Nhóm", "theme", THEME, required=True),
        ),
    ),
    Sheet("Điểm danh", "attendance", (MEETING, PERSON, Column("Tình trạng", "state", STATE, required=True))),
    Sheet(
        "Báo cáo",
        "report",
        (
            BODY,
            Column("Loại", "kind", REPORT, required=True),
            Column("Kỳ", "year", Year(), required=True),
            Column("Số ký hiệu", "number", Code(60)),
            Column("Ngày nộp", "submitted_on", Day(), required=True),
            Column("Ngày trả lại", "returned_on", Day()),
            Column("Ngày nộp lại", "resubmitted_on", Day()),
        ),
        (not_before("submitted_on", "returned_on", lambda: _("Ngày trả lại đứng trước ngày nộp.")), _resubmitted_after_returned),
    ),
    Sheet(
        "Ngày nghỉ",
        "day_off",
        (Column("Ngày", "day", Day(), required=True), Column("Tên", "name", Line(160), required=True), Column("Loại", "kind", OFF, required=True)),
    ),
    Sheet(
        "Miễn, hoãn",
        "waiver",
        (
            BODY,
            Column("Quy tắc", "rule", Code(40), required=True, refers="rule"),
            Column("Đối tượng", "subject", Subject(80), required=True),
            Column("Ngày cho phép", "granted_on", Day(), required=True),
            Column("Đến ngày", "until", Day(), required=True),
            Column("Văn bản", "document", Code(60)),
            Column("Lý do", "reason", Line(500), required=True),
        ),
        (not_before("granted_on", "until", lambda: _("Ngày cuối đứng trước ngày cho phép.")),),
    ),
)

FURTHER: tuple[Sheet, ...] = (
    Sheet("Loại tổ chức", "kind", (Column("Tên", "name", Line(80), required=True), Column("Thứ tự", "position", Number(most=32_000), required=True))),
    Sheet("Chức vụ", "office", (Column("Chức vụ", "name", Line(160), required=True),)),
    Sheet(
        "Tổ chức bổ sung",
        "body",
        (
            Column("Mã tổ chức", "code", Code(40), required=True, refers="body"),
            Column("Thứ tự lễ tân", "position", Number(), required=True),
            Column("Quy chế phối hợp phải có", "coordination_kinds", Items(COORDINATION, nothing="Không có"), required=True),
        ),
        extends=True,
    ),
    Sheet(
        "Cán bộ",
        "person",
        (
            Column("Mã cán bộ", "code", Code(40), required=True),
            Column("Họ và tên", "full_name", Line(120), required=True),
            Column("Email", "email", Email(254)),
            Column("Điện thoại", "phone", Line(40)),
        ),
    ),
    Sheet(
        "Thành viên bổ sung",
        "membership",
        (
            SEAT,
            PERSON,
            Column("Từ ngày", "starts_on", Day(), required=True),
            Column("Lĩnh vực phụ trách", "portfolio", Line(200)),
            Column("Số QĐ thôi", "relief_decision", Code(60)),
        ),
        extends=True,
    ),
    Sheet(
        "Quy chế làm việc bổ sung",
        "regulation",
        (
            BODY,
            Column("Số ký hiệu", "number", Code(60), required=True),
            Column("Các phần đã có", "sections", Items(Line(40))),
            Column("Ghi chú", "note", Words()),
        ),
        extends=True,
    ),
    Sheet(
        "Quy chế phối hợp bổ sung",
        "coordination",
        (Column("Số ký hiệu", "number", Code(60), required=True), Column("Trích yếu", "title", Line(400))),
        extends=True,
    ),
    Sheet(
        "Cấp uỷ trực thuộc",
        "committee",
        (
            Column("Tên cấp uỷ", "name", Line(200), required=True),
            Column("Thứ tự", "position", Number(), required=True),
            Column("Từ ngày", "starts_on", Day()),
            Column("Đến ngày", "ends_on", Day()),
        ),
        (not_before("starts_on", "ends_on", _ends_after_start),),
    ),
    Sheet(
        "Giữ nguyên nhân sự",
        "touched",
        (
            Column("Ngày", "occurred_on", Day(), required=True),
            Column("Loại", "kind", EVENT, required=True),
            Column("Tên", "name", Line(250), required=True),
            BODY,
            Column("Ghi nhận ngày", "kept_unchanged_on", Day()),
            Column("Văn bản", "kept_unchanged_document", Code(60)),
        ),
        extends=True,
    ),
    Sheet(
        "Cuộc họp bổ sung",
        "meeting",
        (
            Column("Mã cuộc họp", "code", Code(60), required=True, refers="meeting"),
            Column("Lý do hoãn, huỷ", "status_reason", Line(300)),
            Column("Giờ bắt đầu", "starts_at", Clock()),
            Column("Giờ kết thúc", "ends_at", Clock()),
            Column("Địa điểm", "place", Line(200)),
            Column("Nội dung chính", "subject", Line(300)),
            Column("Mã người chủ trì", "chair", Code(40), refers="person"),
            Column("Văn bản uỷ quyền chủ trì", "chair_authorisation", Line(200)),
            Column("Người ghi biên bản", "minute_taker", Line(160)),
            Column("Đại biểu mời dự", "guests", Words()),
            Column("Số nghị quyết", "resolution_number", Code(60)),
            Column("Họp mở rộng", "is_enlarged", YesNo()),
            Column("Địa chỉ họp trực tuyến", "online_address", Line(300)),
            Column("Tài liệu sử dụng", "papers_note", Line(300)),
            Column("Lý do vẫn ghi nhận", "exception_reason", Line(300)),
            Column("Số lần sửa giấy mời", "invitation_sequence", Number(), required=True, at_birth=True),
            Column("Nội dung biên bản", "minutes_text", Words()),
        ),
        extends=True,
    ),
    Sheet(
        "Nội dung bổ sung",
        "item",
        (MEETING, Column("TT", "position", Number(), required=True), Column("Người trình bày", "presenter", Line(160))),
        extends=True,
    ),
    Sheet("Điểm danh bổ sung", "attendance", (MEETING, PERSON, Column("Lý do vắng", "reason", Line(200))), extends=True),
    Sheet(
        "Bảng thẩm quyền",
        "matter",
        (
            Column("Loại việc", "name", Line(250), required=True),
            Column("Thuộc thẩm quyền Ban Thường vụ từ ngày", "reserved_from", Day()),
            Column("Đến ngày", "reserved_until", Day()),
            Column("Căn cứ", "reference", Line(200)),
            Column("Thứ tự", "position", Number(most=32_000), required=True),
        ),
        (not_before("reserved_from", "reserved_until", _ends_after_start), _reserved_from_a_day),
    ),
    Sheet(
        "Lấy ý kiến",
        "consultation",
        (
            Column("Mã phiếu", "code", Code(60), required=True),
            BODY,
            Column("Nội dung", "subject", Line(500), required=True),
            Column("Nhóm", "theme", THEME, required=True),
            Column("Ngày gửi", "sent_on", Day(), required=True),
            Column("Hạn trả lời", "deadline_on", Day(), required=True),
            Column("Ngày tổng hợp", "closed_on", Day()),
            Column("Lý do vẫn ghi nhận", "exception_reason", Line(300)),
        ),
        (not_before("sent_on", "deadline_on", lambda: _("Hạn trả lời đứng trước ngày gửi.")),),
    ),
    Sheet(
        "Ý kiến trả lời",
        "answer",
        (
            Column("Mã phiếu", "consultation", Code(60), required=True, refers="consultation"),
            PERSON,
            Column("Trả lời", "answer", ANSWER, required=True),
            Column("Ngày trả lời", "answered_on", Day()),
            Column("Ý kiến", "remark", Words()),
        ),
    ),
    Sheet(
        "Quyết nghị",
        "decision",
        (
            Column("Mã quyết nghị", "code", Code(60), required=True),
            BODY,
            Column("Mã cuộc họp", "meeting", Code(60), refers="meeting"),
            Column("Mã phiếu lấy ý kiến", "consultation", Code(60), refers="consultation"),
            Column("Ngày quyết nghị", "decided_on", Day(), required=True),
            Column("Nội dung", "title", Line(500), required=True),
            Column("Số văn bản", "number", Code(60)),
            Column("Nhóm", "theme", THEME, required=True),
            Column("Loại việc", "matter", Line(250), refers="matter"),
            Column("Hình thức", "outcome", OUTCOME, required=True),
            Column("Được thông qua", "adopted", YesNo(), required=True),
            Column("Cách biểu quyết", "method", METHOD, required=True),
            Column("Tán thành", "votes_for", Number()),
            Column("Không tán thành", "votes_against", Number()),
            Column("Không có ý kiến", "votes_abstaining", Number()),
            Column("Ý kiến bảo lưu", "reserved_opinions", Words()),
            Column("Ý kiến cấp uỷ cơ quan", "committee_opinion", Line(200)),
            Column("Ngày có ý kiến cấp uỷ cơ quan", "committee_opinion_on", Day()),
            Column("Lý do vẫn ghi nhận", "exception_reason", Line(300)),
        ),
        (_one_source,),
    ),
    Sheet(
        "Nhiệm vụ",
        "task",
        (
            Column("Mã nhiệm vụ", "code", Code(60), required=True),
            BODY,
            Column("Mã cuộc họp", "meeting", Code(60), refers="meeting"),
            Column("Nhiệm vụ", "title", Line(500), required=True),
            Column("Mã người thực hiện", "assignee", Code(40), refers="person"),
            Column("Ngày giao", "given_on", Day(), required=True),
            Column("Hạn hoàn thành", "due_on", Day()),
            Column("Ngày hoàn thành", "done_on", Day()),
            Column("Kết quả", "result", Words()),
        ),
        (
            not_before("given_on", "due_on", lambda: _("Hạn hoàn thành đứng trước ngày giao.")),
            not_before("given_on", "done_on", lambda: _("Ngày hoàn thành đứng trước ngày giao.")),
        ),
    ),
    Sheet(
        "Báo cáo bổ sung",
        "report",
        (
            BODY,
            Column("Loại", "kind", REPORT, required=True),
            Column("Kỳ", "year", Year(), required=True),
            Column("Ngày nộp", "submitted_on", Day(), required=True),
            Column("Ngày chấp nhận", "accepted_on", Day()),
            Column("Nhận xét khi chấp nhận", "acceptance_remarks", Words()),
            Column("Ý kiến trả lại", "return_remarks", Words()),
            Column("Kết quả thực hiện nhiệm vụ chính trị", "political_results", Words()),
            Column("Kết quả công tác tổ chức, cán bộ", "personnel_results", Words()),
        ),
        (not_before("submitted_on", "accepted_on", lambda: _("Ngày chấp nhận đứng trước ngày nộp.")),),
        extends=True,
    ),
    Sheet(
        "Đề xuất",
        "submission",
        (
            Column("Mã đề xuất", "code", Code(60), required=True),
            BODY,
            Column("Nội dung", "subject", Line(500), required=True),
            Column("Ngày ghi nhận", "recorded_on", Day(), required=True),
            Column("Hẹn gửi ngày", "promised_on", Day()),
            Column("Số tờ trình", "number", Code(60)),
            Column("Ngày gửi", "sent_on", Day()),
            Column("Ngày trả lời", "answered_on", Day()),
            Column("Số văn bản trả lời", "answer_number", Code(60)),
            Column("Nội dung trả lời", "answer", Words()),
        ),
        (_answered_after_sent,),
    ),
    Sheet(
        "Miễn, hoãn bổ sung",
        "waiver",
        (
            BODY,
            Column("Quy tắc", "rule", Code(40), required=True, refers="rule"),
            Column("Đối tượng", "subject", Subject(80), required=True),
            Column("Ngày cho phép", "granted_on", Day(), required=True),
            Column("Người cho phép", "granted_by", Line(160)),
        ),
        extends=True,
    ),
    Sheet(
        "Ý kiến chỉ đạo",
        "direction",
        (
            Column("Mã ý kiến", "code", Code(60), required=True),
            BODY,
            Column("Quy tắc", "rule", Code(40), refers="rule"),
            Column("Đối tượng", "subject", Subject(80)),
            Column("Nội dung chỉ đạo", "text", Words(), required=True),
            Column("Lãnh đạo", "leader_name", Line(160), required=True),
            Column("Chức vụ", "leader_office", Line(160)),
            Column("Ghi thay", "is_spoken", YesNo()),
            Column("Ngày cho ý kiến", "given_on", Day(), required=True),
            Column("Hạn thực hiện", "due_on", Day(), required=True),
            Column("Người theo dõi", "assignee_name", Line(160)),
            Column("Ngày kết thúc", "closed_on", Day()),
            Column("Kết quả", "outcome", DIRECTION_OUTCOME),
            Column("Ý kiến khi kết thúc", "closing_words", Words()),
            Column("Người xác nhận", "closer_name", Line(160)),
        ),
        (
            not_before("given_on", "due_on", lambda: _("Hạn thực hiện đứng trước ngày cho ý kiến.")),
            not_before("given_on", "closed_on", lambda: _("Ngày kết thúc đứng trước ngày cho ý kiến.")),
            _whole_finding,
            _closed_with_outcome,
        ),
    ),
    Sheet(
        "Thực hiện chỉ đạo",
        "direction_step",
        (
            Column("Mã ý kiến", "direction", Code(60), required=True, refers="direction"),
            Column("TT", "number", Number(most=32_000), required=True),
            Column("Ngày", "on", Day(), required=True),
            Column("Loại", "kind", STEP, required=True),
            Column("Nội dung", "text", Words(), required=True),
            Column("Kết quả đề nghị", "outcome", DIRECTION_OUTCOME),
            Column("Hạn mới", "due_on", Day()),
            Column("Người nêu", "by_name", Line(160)),
        ),
        (_step_of_its_kind,),
    ),
    Sheet(
        "Sửa đánh giá năm",
        "correction",
        (
            BODY,
            Column("Năm", "year", Year(), required=True),
            Column("Tiêu chí", "criterion", CRITERION, required=True),
            Column("Điểm", "points", Points()),
            Column("Xếp loại", "grade", GRADE),
            Column("Lý do", "reason", Line(500), required=True),
            Column("Văn bản", "document", Code(60)),
            Column("Ngày sửa", "made_on", Day(), required=True),
            Column("Người sửa", "made_by", Line(160)),
        ),
        (_points_or_grade,),
    ),
    Sheet(
        "Đánh giá năm",
        "review",
        (
            BODY,
            Column("Năm", "year", Year(), required=True),
            Column("Xếp loại", "grade", GRADE, required=True),
            Column("Điểm", "points", Points()),
            Column("Xếp loại đề xuất", "proposed_grade", GRADE, required=True),
            Column("Điểm đề xuất", "proposed_points", Points()),
            Column("Điểm từng tiêu chí", "breakdown", Items(Line(40))),
            Column("Văn bản", "document", Code(60), required=True),
            Column("Ngày văn bản", "confirmed_on", Day(), required=True),
            Column("Người ghi nhận", "confirmed_by", Line(160)),
        ),
    ),
)

SHEETS: tuple[Sheet, ...] = BASE + FURTHER
__all__ = ["BASE", "FURTHER", "SETTINGS", "SETTING_ROWS", "SHEETS", "Choice", "Column", "Sheet"]

"""The way of a random province into the database through a workbook and the importer."""

from pathlib import Path
from types import SimpleNamespace as Row

from delegations.enums import BodyRelation, CoordinationKind, Duty, EventKind, SeatRole
from directions.enums import StepKind
from meetings.enums import AttendanceState, MeetingKind, MeetingStatus, Outcome, Theme, VotingMethod
from obligations.enums import DayOffKind
from reports.enums import Rhythm
from tests.exchange import workbooks
from tests.obligations.differential import oracle
from tests.obligations.differential.oracle import Province
from tests.worlds.laws import word as written

RELATIONS = {
    (False, False): None,
    (True, False): str(BodyRelation.SUBORDINATE.label),
    (True, True): str(BodyRelation.ORGAN.label),
}


def save(p: Province, path: Path) -> Path:
    """Write the province as a workbook, the sheets of what only screens hold included."""
    filled = {
        title: (heads, [[None if cell == "" else cell for cell in row] for row in rows])
        for title, (heads, rows) in sheets(p).items()
    }
    return workbooks.save(path, {title: [heads.split("|"), *rows] for title, (heads, rows) in filled.items()})


def typed(p: Province) -> Province:
    """Return the province with what screens and workbooks refuse left out: rows outside a body's or a seat's
    days, a second seat in one body, more present or more votes than members, effect before issue, reports
    before their year."""
    bodies = {x.code: x for x in p.bodies}

    def stands(code, *days) -> bool:
        body = bodies[code]
        return all(
            day is None or (body.founded <= day and (body.ended is None or day <= body.ended)) for day in days
        )

    p.seats = [x for x in p.seats if stands(x.body, x.starts, x.ends)]
    seats = {x.code: x for x in p.seats}
    kept: list[Row] = []
    for x in p.memberships:
        seat = seats.get(x.seat)
        if seat is None or x.starts < seat.starts or (seat.ends and x.starts > seat.ends):
            continue
        x.ends = min(x.ends, seat.ends) if x.ends and seat.ends else x.ends
        if not any(y.body == x.body and y.person == x.person and overlap(x, y) for y in kept):
            kept.append(x)
    p.memberships = kept
    for x in [*p.documents, *p.regulations]:
        x.effect = max(x.effect, x.issued)
    for x in p.regulations:
        x.ends = max(x.ends, x.effect) if x.ends else None
    p.coordinations = [x for x in p.coordinations if len(x.parties) >= (2 if x.kind == "bodies" else 1)]
    p.meetings = [x for x in p.meetings if stands(x.body, x.day)]
    codes = {x.code for x in p.meetings}
    p.items, p.attendance = (
        [x for x in p.items if x.meeting in codes],
        [x for x in p.attendance if x.meeting in codes],
    )
    for x in p.meetings:
        there = len(oracle.members(p, bodies[x.body], x.day))
        x.present = min(x.present, there) if x.present and there else x.present
    p.decisions = [x for x in p.decisions if stands(x.body, x.day)]
    for x in p.decisions:
        there = len(oracle.members(p, bodies[x.body], x.day))
        x.votes_for = min(x.votes_for, there) if x.votes_for and there else x.votes_for
    p.consultations = [x for x in p.consultations if stands(x.body, x.sent)]
    p.reports = [x for x in p.reports if x.submitted.year >= int(x.period[:4])]
    return p


def overlap(x, y) -> bool:
    return (y.ends is None or x.starts <= y.ends) and (x.ends is None or y.starts <= x.ends)


def yes(value: bool) -> str:
    return "Có" if value else "Không"


def several(values, nothing: str = "") -> str:
    return "; ".join(str(value) for value in values) or nothing


def word(choices, value: str) -> str:
    return str(choices(value).label)


def sheets(p: Province) -> dict[str, tuple[str, list]]:
    """Return heading row and rows by sheet."""
    settings = [["Tên tỉnh", "tỉnh Mẫu"], ["Theo dõi từ ngày", p.tracking_from]]
    settings.append(["Hạn rơi vào ngày nghỉ thì lùi", yes(p.shift)])
    matters = [[x.code, x.matter.starts, x.matter.ends, 1] for x in p.decisions if x.matter]
    asked = [
        [x.code, x.body, "Việc", word(Theme, x.theme), x.sent, x.deadline, x.closed] for x in p.consultations
    ]
    kept = [
        [x.day, word(EventKind, x.kind), x.name, code, day] for x in p.events for code, day in x.kept.items()
    ]
    return {
        "Cài đặt": ("Tên|Giá trị", settings),
        "Tổ chức": (
            "Mã|Tên tổ chức|Loại|Cơ quan chủ quản|Ngày thành lập|Ngày kết thúc|Kế thừa bởi|Thuộc|Quan hệ",
            [
                [
                    x.code,
                    x.code,
                    x.kind,
                    x.code,
                    x.founded,
                    x.ended,
                    several(x.successors),
                    x.parent,
                    RELATIONS[bool(x.parent), oracle.is_organ(p, x)],
                ]
                for x in p.bodies
            ],
        ),
        **laws(p),
        "Tổ chức bổ sung": (
            "Mã tổ chức|Thứ tự lễ tân|Quy chế phối hợp phải có",
            [
                [x.code, 1, several((word(CoordinationKind, kind) for kind in x.kinds), "Không có")]
                for x in p.bodies
            ],
        ),
        "Chu kỳ họp": (
            "Mã tổ chức|Số tháng|Từ ngày|Căn cứ",
            [[x.body, x.months, x.since, "QC"] for x in p.cadences],
        ),
        "Vị trí": (
            "Mã tổ chức|Mã vị trí|Chức danh|Từ ngày|Đến ngày",
            [[x.body, x.code, word(SeatRole, x.role), x.starts, x.ends] for x in p.seats],
        ),
        "Thành viên": (
            "Mã tổ chức|Mã vị trí|Mã cán bộ|Họ và tên|Từ ngày|Đến ngày",
            [[x.body, x.seat, x.person, x.person, x.starts, x.ends] for x in p.memberships],
        ),
        "Cán bộ": (
            "Mã cán bộ|Họ và tên",
            [
                [code, code]
                for code in sorted({x.person for x in p.attendance} | {x.person for x in p.memberships})
            ],
        ),
        "Văn bản": (
            "Số ký hiệu|Ngày|Hiệu lực từ|Thay thế",
            [[x.number, x.issued, x.effect, several(x.replaces)] for x in p.documents],
        ),
        "Quy chế làm việc": (
            "Mã tổ chức|Số ký hiệu|Ngày ban hành|Hiệu lực từ|Hết hiệu lực|Căn cứ",
            [[x.body, x.number, x.issued, x.effect, x.ends, several(x.bases)] for x in p.regulations],
        ),
        "Quy chế phối hợp": (
            "Số ký hiệu|Loại|Các bên|Hiệu lực từ|Hết hiệu lực",
            [
                [
                    x.number,
                    word(CoordinationKind, x.kind),
                    several([*x.parties, "Huyện uỷ Bắc"]),
                    x.effect,
                    x.ends,
                ]
                for x in p.coordinations
            ],
        ),
        "Sự kiện": (
            "Ngày|Loại|Tên|Mã tổ chức",
            [[x.day, word(EventKind, x.kind), x.name, several(x.bodies)] for x in p.events],
        ),
        "Giữ nguyên nhân sự": ("Ngày|Loại|Tên|Mã tổ chức|Ghi nhận ngày", kept),
        "Cuộc họp": (
            "Mã cuộc họp|Mã tổ chức|Ngày họp|Loại|Trạng thái|Có mặt|Ngày ký biên bản|Số kết luận",
            [
                [
                    x.code,
                    x.body,
                    x.day,
                    word(MeetingKind, x.kind),
                    word(MeetingStatus, x.status),
                    x.present,
                    x.minutes_on,
                    x.conclusion,
                ]
                for x in p.meetings
            ],
        ),
        "Cuộc họp bổ sung": (
            "Mã cuộc họp|Số nghị quyết|Số lần sửa giấy mời",
            [[x.code, x.resolution, 0] for x in p.meetings],
        ),
        "Nội dung": (
            "Mã cuộc họp|TT|Nội dung|Nhóm",
            [[x.meeting, x.n, "Việc", word(Theme, x.theme)] for x in p.items],
        ),
        "Điểm danh": (
            "Mã cuộc họp|Mã cán bộ|Tình trạng",
            [[x.meeting, x.person, word(AttendanceState, x.state)] for x in p.attendance],
        ),
        "Báo cáo": (
            "Mã tổ chức|Loại|Kỳ|Ngày nộp|Ngày trả lại|Ngày nộp lại",
            [
                [
                    x.body,
                    "Năm" if x.kind == oracle.ANNUAL else x.kind,
                    x.period,
                    x.submitted,
                    x.returned,
                    x.resubmitted,
                ]
                for x in p.reports
            ],
        ),
        "Ngày nghỉ": ("Ngày|Tên|Loại", [[x.day, "Nghỉ", word(DayOffKind, x.kind)] for x in p.days_off]),
        "Miễn, hoãn": (
            "Mã tổ chức|Quy tắc|Đối tượng|Ngày cho phép|Đến ngày|Lý do",
            [[x.body, x.rule, x.subject, x.granted, x.until, "Lý do"] for x in p.waivers],
        ),
        "Bảng thẩm quyền": ("Loại việc|Thuộc thẩm quyền Ban Thường vụ từ ngày|Đến ngày|Thứ tự", matters),
        "Lấy ý kiến": ("Mã phiếu|Mã tổ chức|Nội dung|Nhóm|Ngày gửi|Hạn trả lời|Ngày tổng hợp", asked),
        "Quyết nghị": (
            (
                "Mã quyết nghị|Mã tổ chức|Mã phiếu lấy ý kiến|Ngày quyết nghị|Nội dung|Nhóm|Loại việc|Hình"
                " thức|Được thông qua|Cách biểu quyết|Tán thành|Ý kiến cấp uỷ cơ quan|Ngày có ý kiến cấp uỷ"
                " cơ quan"
            ),
            [decision(x) for x in p.decisions],
        ),
        "Nhiệm vụ": (
            "Mã nhiệm vụ|Mã tổ chức|Nhiệm vụ|Ngày giao|Hạn hoàn thành|Ngày hoàn thành",
            [[x.code, x.body, "Việc", x.given, x.due, x.done] for x in p.tasks],
        ),
        "Đề xuất": (
            "Mã đề xuất|Mã tổ chức|Nội dung|Ngày ghi nhận|Hẹn gửi ngày|Ngày gửi",
            [[x.code, x.body, "Việc", x.recorded, x.promised, x.sent] for x in p.submissions],
        ),
        "Ý kiến chỉ đạo": (
            (
                "Mã ý kiến|Mã tổ chức|Nội dung chỉ đạo|Lãnh đạo|Ngày cho ý kiến|Hạn thực hiện|Ngày kết thúc"
                "|Kết quả"
            ),
            [
                [x.code, x.body, "Việc", "Lãnh đạo", x.given, x.due, x.closed, x.closed and "đã thực hiện"]
                for x in p.directions
            ],
        ),
        "Thực hiện chỉ đạo": (
            "Mã ý kiến|TT|Ngày|Loại|Nội dung|Kết quả đề nghị|Hạn mới",
            [
                [
                    x.direction,
                    x.n,
                    x.day,
                    word(StepKind, x.kind),
                    "Việc",
                    "đã thực hiện" if x.kind == "proposal" else None,
                    x.due,
                ]
                for x in p.steps
            ],
        ),
    }


def laws(p: Province) -> dict[str, tuple[str, list]]:
    """Return the sheets of kinds, law, successions and regimes of reports."""
    return {
        "Loại tổ chức": ("Tên loại|Là cơ quan", [[x.name, yes(x.organ)] for x in p.kinds]),
        "Áp dụng": (
            "Loại|Quy tắc|Tham số|Giá trị|Từ ngày|Đến ngày|Căn cứ",
            [
                [x.kind or "Mọi loại", *of_law(x), x.starts, x.ends, "12-QĐ/TU"]
                for x in sorted(p.law, key=lambda x: (x.kind or "", x.subject, x.starts))
            ],
        ),
        "Kế thừa": (
            "Tổ chức cũ|Tổ chức mới|Từ ngày|Nghĩa vụ",
            [[x.old, x.new, x.since, several(word(Duty, duty) for duty in x.duties)] for x in p.successions],
        ),
        "Chế độ báo cáo": (
            "Mã|Tên|Loại tổ chức|Kỳ|Hạn|Báo trước|Từ ngày|Đến ngày|Căn cứ",
            [
                [
                    x.code,
                    x.code,
                    several(x.kinds or ["Mọi loại"]),
                    word(Rhythm, x.rhythm),
                    x.days,
                    x.notice,
                    x.starts,
                    x.ends,
                    "15-QĐ/TU",
                ]
                for x in p.regimes
            ],
        ),
    }


def of_law(x) -> list:
    """Return rule, parameter and value of a row of law."""
    if x.subject in oracle.DEFAULTS:
        return [None, x.subject, written(x)]
    return [x.subject, None, yes(x.value)]


def decision(x) -> list:
    source = [
        x.code,
        x.body,
        f"P-{x.code}" if x.consulted else None,
        x.day,
        "Việc",
        word(Theme, x.theme),
        x.code if x.matter else None,
    ]
    vote = [
        word(Outcome, x.outcome),
        yes(x.adopted),
        word(VotingMethod, "written" if x.written else "show-of-hands"),
        x.votes_for,
    ]
    return [*source, *vote, "Nhất trí" if x.opinion else None, x.opinion_on]

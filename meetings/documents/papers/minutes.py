"""Minutes (biên bản) in the order of Hướng dẫn 16-HD/VPTW (23/2/2023): the opening; who was there; what
happened at each item, with opinions and votes; the conclusion and the end; two signatures."""

from collections.abc import Iterator, Sequence

from delegations.models import Body
from meetings.documents.papers import wording
from meetings.documents.papers.wording import heading, item, paragraph
from meetings.enums import AttendanceState, Outcome
from meetings.models import Attendance, Decision, Meeting
from meetings.queries.agenda import AtItem
from meetings.queries.members import Member
from meetings.queries.pictures import MeetingPicture
from papers.blocks import Block

OPENING, CONCLUSION, END = "opening", "conclusion", "end"


def talk_key(row: AtItem) -> str:
    """Return the key of the block in which is typed what was said at an item."""
    return f"item-{row.item.pk}-talk" if row.item else "else-talk"


def vote_key(row: AtItem) -> str:
    """Return the key of the block that says how an item was voted on."""
    return f"item-{row.item.pk}-vote" if row.item else "else-vote"


def title(meeting: Meeting) -> str:
    return f"{wording.capitalised(wording.name_of(meeting))} của {meeting.body.name}"


def blocks(picture: MeetingPicture) -> list[Block]:
    """Return the minutes as far as the records tell them; what only a person can tell is an empty block."""
    return [*_opening(picture), *_presence(picture), *_course(picture), *_end(picture)]


def _opening(picture: MeetingPicture) -> Iterator[Block]:
    meeting = picture.meeting
    hour = "" if meeting.starts_at else f"{wording.hour(None)}, "
    yield item(f"Thời gian: bắt đầu lúc {hour}{wording.when(meeting)}.", "time")
    yield item(f"Địa điểm: {wording.where(meeting) or wording.BLANK}.", "place")
    subject = meeting.subject or "; ".join(row.item.title for row in picture.agenda if row.item)
    yield item(f"Nội dung: {subject.rstrip(' .;') or wording.BLANK}.", "subject")
    yield item(f"Người chủ trì: {_chair(picture) or wording.BLANK}.", "chair")
    taker = meeting.minute_taker.rstrip(" .")
    yield item(f"Người ghi biên bản: {f'đồng chí {taker}' if taker else wording.BLANK}.", "taker")
    used = "; ".join(filter(None, (meeting.papers_note.rstrip(" .;"), *picture.files)))
    if used:
        yield item(f"Tài liệu sử dụng trong cuộc họp: {used}.", "papers")
    if meeting.is_enlarged:
        yield item("Thông tin khác: cuộc họp mở rộng.", "other")


def _chair(picture: MeetingPicture) -> str:
    meeting, chair = picture.meeting, picture.chair
    if meeting.chair is None:
        return ""
    who = wording.comrade(chair, picture.body) if chair else f"đồng chí {meeting.chair.full_name}"
    by = meeting.chair_authorisation.rstrip(" .")
    return f"{who} (theo uỷ quyền: {by})" if by else who


def _presence(picture: MeetingPicture) -> Iterator[Block]:
    roll, body = picture.roll, picture.body
    yield heading("1. Thành phần dự họp", "part-1", level=2)
    yield heading("1.1. Thành viên", "members", level=3)
    yield paragraph(_count(picture), "attendance")
    if roll.named:
        present = [
            wording.comrade(member, body)
            for member, row in roll.rows
            if row and row.state == AttendanceState.PRESENT
        ]
        if present:
            yield paragraph(f"Có mặt: {'; '.join(present)}.", "present")
        for member, row in roll.rows:
            if row is None or row.state != AttendanceState.PRESENT:
                yield item(_absence(member, row, body), f"absent-{member.person.pk}")
    if roll.quorate is not None and roll.quorum:
        words = "đủ" if roll.quorate else "không đủ"
        yield paragraph(
            f"Cuộc họp {words} thành phần theo quy định (ít nhất {roll.quorum.needed} trong"
            f" {roll.quorum.members} thành viên).",
            "quorum",
        )
    yield heading("1.2. Đại biểu mời dự", "guests", level=3)
    guests = [
        *wording.lines_of(picture.meeting.guests),
        *(row.person.full_name for row in roll.others if row.state == AttendanceState.PRESENT),
    ]
    if not guests:
        yield paragraph("Không có đại biểu mời dự.", "no-guests")
    for place, guest in enumerate(guests, start=1):
        yield item(f"{wording.guest(guest)}{';' if place < len(guests) else '.'}", f"guest-{place}")


def _count(picture: MeetingPicture) -> str:
    roll, members = picture.roll, len(picture.roll.rows)
    if roll.present is None:
        return f"Tổng số thành viên: {members} đồng chí; có mặt: …… đồng chí; vắng mặt: …… đồng chí."
    return (
        f"Tổng số thành viên: {members} đồng chí; có mặt: {roll.present}/{members} đồng chí; vắng mặt:"
        f" {roll.absent} đồng chí."
    )


def _absence(member: Member, row: Attendance | None, body: Body) -> str:
    excused = row is not None and row.state == AttendanceState.EXCUSED
    words = "vắng mặt có lý do" if excused else "vắng mặt"
    reason = f" ({row.reason.rstrip(' .')})" if row is not None and row.reason else ""
    return f"{wording.capitalised(wording.comrade(member, body))}: {words}{reason}."


def _course(picture: MeetingPicture) -> Iterator[Block]:
    yield heading("2. Diễn biến cuộc họp", "part-2", level=2)
    chair = picture.meeting.chair
    opened = f"Đồng chí {chair.full_name} chủ trì, điều hành cuộc họp theo chương trình." if chair else ""
    yield paragraph(opened, OPENING)
    # Minutes that came in as one text, as from a workbook.
    for place, text in enumerate(wording.pieces(picture.meeting.minutes_text), start=1):
        yield paragraph(text, f"text-{place}")
    rows = told(picture.agenda)
    for number, row in enumerate(rows, start=1):
        if row.item or len(rows) > 1:
            title = row.item.title.rstrip(" .") if row.item else "Quyết nghị, nhiệm vụ khác"
            name = f"item-{row.item.pk}" if row.item else "else"
            yield heading(f"2.{number}. {title}", name, level=3)
        yield from _at_item(row, len(picture.roll.rows))


def told(agenda: Sequence[AtItem]) -> list[AtItem]:
    """Return the parts in which the course of a meeting is told: the items of its agenda, then what belongs
    to none, if there is anything; of a meeting without an agenda the whole."""
    rows = [row for row in agenda if row.item or row.decisions or row.tasks]
    return rows or [AtItem(None)]


def _at_item(row: AtItem, members: int) -> Iterator[Block]:
    if row.item and row.item.presenter:
        yield paragraph(
            f"Đồng chí {row.item.presenter.rstrip(' .')} trình bày.", f"item-{row.item.pk}-presenter"
        )
    yield paragraph("", talk_key(row))
    yield paragraph("\n".join(_votes(row, members)), vote_key(row))
    for decision in row.decisions:
        yield paragraph(_outcome(decision, row), f"decision-{decision.pk}")
        if decision.reserved_opinions:
            opinion = " ".join(decision.reserved_opinions.split()).rstrip(" .")
            yield paragraph(f"Ý kiến bảo lưu: {opinion}.", f"reserved-{decision.pk}")
    for task in row.tasks:
        yield item(wording.task(task), f"task-{task.pk}")


def _votes(row: AtItem, members: int) -> Iterator[str]:
    """Generate how each decision was voted on; several at one item are told apart by their titles."""
    for decision in row.decisions:
        about = f"Về “{decision.title.rstrip(' .')}”: " if len(row.decisions) > 1 else ""
        yield wording.capitalised(f"{about}{wording.vote(decision, members)}.")


def _outcome(decision: Decision, row: AtItem) -> str:
    same = row.item is not None and decision.title.strip() == row.item.title.strip()
    about = "nội dung trên" if same else f"“{decision.title.rstrip(' .')}”"
    if not decision.adopted:
        return f"**Kết quả:** không thông qua {about}."
    if decision.outcome == Outcome.SUBMITTED:
        return f"**Quyết nghị:** thống nhất đề xuất Ban Thường vụ Tỉnh uỷ {about}."
    return f"**Quyết nghị:** thông qua {about}."


def _end(picture: MeetingPicture) -> Iterator[Block]:
    meeting = picture.meeting
    yield heading("3. Kết luận", "part-3", level=2)
    yield paragraph("", CONCLUSION)
    for words, number, key in (
        ("kết luận", meeting.conclusion_number, "conclusion-number"),
        ("nghị quyết", meeting.resolution_number, "resolution-number"),
    ):
        if number:
            yield paragraph(f"Cuộc họp ban hành {words} số {number}.", key)
    yield paragraph(f"Cuộc họp kết thúc lúc {wording.hour(meeting.ends_at)} cùng ngày.", END)

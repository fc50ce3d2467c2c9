"""The turns of phrase that all papers of meetings share."""

import datetime as dt
from collections.abc import Iterator

from core.templatetags.nennep import weekday
from delegations.enums import BodyRelation, SeatRole
from delegations.models import Body, WorkingRegulation
from delegations.queries import bodies
from meetings.enums import MeetingKind, VotingMethod
from meetings.models import Decision, Meeting, Task
from meetings.queries.members import Member
from papers.blocks import Block

BLANK = "…………"
_METHODS = {
    VotingMethod.SHOW_OF_HANDS: "biểu quyết giơ tay",
    VotingMethod.SECRET_BALLOT: "bỏ phiếu kín",
    VotingMethod.ELECTRONIC: "biểu quyết điện tử",
    VotingMethod.WRITTEN: "lấy ý kiến bằng văn bản",
}
_KINDS = {
    MeetingKind.PERIODIC: "định kỳ",
    MeetingKind.THEMATIC: "chuyên đề",
    MeetingKind.EXTRAORDINARY: "bất thường",
}


def heading(text: str, key: str, level: int = 1) -> Block:
    return Block("heading", text, key=key, level=level)


def paragraph(text: str, key: str) -> Block:
    return Block("paragraph", text, key=key)


def item(text: str, key: str) -> Block:
    return Block("item", text, key=key)


def day(value: dt.date | None) -> str:
    """Return a day as Party papers write it: 05/02/2026, but 30/6/2026."""
    if value is None:
        return BLANK
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"{value.day:02d}/{month}/{value.year}"


def hour(value: dt.time | None) -> str:
    """Return "8 giờ 30"; blanks to fill in by hand where there is none."""
    return f"{value.hour} giờ {value.minute:02d}" if value else "…… giờ ……"


def when(meeting: Meeting) -> str:
    """Return "8 giờ 00, thứ Năm, ngày 12/3/2026"."""
    hours = [hour(meeting.starts_at)] if meeting.starts_at else []
    days = (
        [weekday(meeting.held_on), f"ngày {day(meeting.held_on)}"] if meeting.held_on else [f"ngày {BLANK}"]
    )
    return ", ".join([*hours, *days])


def where(meeting: Meeting) -> str:
    """Return the place and the address of a meeting on line."""
    online = f"họp trực tuyến tại {meeting.online_address}" if meeting.online_address else ""
    return "; ".join(filter(None, (meeting.place, online)))


def name_of(meeting: Meeting) -> str:
    """Return "cuộc họp định kỳ ngày 12/3/2026", enlarged where it is."""
    wide = " (mở rộng)" if meeting.is_enlarged else ""
    return f"cuộc họp {_KINDS[MeetingKind(meeting.kind)]}{wide} ngày {day(meeting.held_on)}"


def office(member: Member, body: Body) -> str:
    """Return a member's offices: "Bí thư Đảng đoàn, Chủ tịch Hội A". The heads of a committee's organ, its
    standing board, are those of the committee."""
    is_head = member.role in {SeatRole.SECRETARY, SeatRole.DEPUTY}
    whole = body.parent if is_head and body.relation == BodyRelation.ORGAN and body.parent else body
    return ", ".join(filter(None, (f"{member.role.label} {bodies.short_name(whole)}", member.title)))


def comrade(member: Member, body: Body) -> str:
    """Return a person at first mention: "đồng chí Lê Văn A, Bí thư Đảng đoàn"."""
    return f"đồng chí {member.person.full_name}, {office(member, body)}"


def capitalised(text: str) -> str:
    """Return the text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def guest(text: str) -> str:
    """Return a guest as minutes name one: "Đồng chí Trần Thị B, Ban Tổ chức"; a body of guests stays as it
    is."""
    named = text.casefold().startswith(
        ("đồng chí", "đ/c", "ông ", "bà ", "đại diện", "các ", "lãnh đạo", "thường trực", "ban ")
    )
    return capitalised(text) if named else f"Đồng chí {text}"


def lines_of(text: str) -> list[str]:
    """Return what was typed one a line, or one after a semicolon."""
    return [
        line.strip(" -.;") for part in text.splitlines() for line in part.split(";") if line.strip(" -.;")
    ]


def regulation(found: WorkingRegulation | None, body: Body) -> str:
    """Return what a body meets and decides under."""
    name = f"Quy chế làm việc của {body.name}"
    return (
        f"Quy chế làm việc số {found.number}, ngày {day(found.issued_on)}, của {body.name}" if found else name
    )


def vote(decision: Decision, members: int) -> str:
    """Return how a decision was voted on: "biểu quyết giơ tay: 6/7 thành viên tán thành, 0 không tán thành,
    1 không có ý kiến"; without counts the way alone."""
    way = _METHODS[VotingMethod(decision.method)]
    if decision.votes_for is None:
        return way
    total = f"{decision.votes_for}/{members}" if members else str(decision.votes_for)
    return (
        f"{way}: {total} thành viên tán thành, {decision.votes_against or 0} không tán thành,"
        f" {decision.votes_abstaining or 0} không có ý kiến"
    )


def task(given: Task) -> str:
    """Return who does what by when: "Giao đồng chí Lê Văn A: chuẩn bị hội nghị; hoàn thành trước ngày
    30/6/2026"."""
    who = f"Giao đồng chí {given.assignee.full_name}: " if given.assignee else "Nhiệm vụ: "
    title = given.title[:1].lower() + given.title[1:] if given.title[1:2].islower() else given.title
    due = f"; hạn hoàn thành: ngày {day(given.due_on)}" if given.due_on else ""
    return f"{who}{title.rstrip(' .;')}{due}."


def pieces(text: str, longest: int = 10_000) -> Iterator[str]:
    """Generate a text in pieces of whole lines that a block has room for; a longer line is cut."""
    made = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        for part in (line[at : at + longest] for at in range(0, len(line), longest)):
            if made and len(made) + len(part) >= longest:
                yield made
                made = ""
            made = f"{made}\n{part}" if made else part
    if made:
        yield made

"""What calls people to a meeting and is laid out there: the invitation, on paper and by mail in the same
words; the programme; the list to sign."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from meetings.documents.papers import wording
from meetings.documents.papers.wording import heading, item, paragraph
from meetings.models import AgendaItem, Meeting
from meetings.queries.members import Member
from meetings.queries.pictures import MeetingPicture
from papers.blocks import Block

ROOM = "\n"
"""Two lines, in which a hand can sign."""

MOST_GUESTS = 20


class Words(NamedTuple):
    """An invitation in words: who invites to what, the particulars by name, the agenda."""

    opening: str
    particulars: list[tuple[str, str]]
    agenda: list[str]


def words(meeting: Meeting, agenda: Iterable[AgendaItem], there: Sequence[Member]) -> Words:
    """Return what an invitation to a meeting says, on paper and by mail."""
    chair = next((one for one in there if one.person.pk == meeting.chair_id), None)
    presided = (
        wording.comrade(chair, meeting.body)
        if chair
        else f"đồng chí {meeting.chair.full_name}"
        if meeting.chair
        else ""
    )
    particulars = [
        ("Thời gian", wording.when(meeting)),
        ("Địa điểm", meeting.place),
        ("Họp trực tuyến", meeting.online_address),
        ("Chủ trì", presided),
        ("Nội dung", meeting.subject.rstrip(" .;")),
    ]
    return Words(
        opening=f"{meeting.body.name} trân trọng kính mời đồng chí dự {wording.name_of(meeting)}.",
        particulars=[(name, text) for name, text in particulars if text],
        agenda=[_line(row) for row in agenda],
    )


def _line(row: AgendaItem) -> str:
    presenter = row.presenter.rstrip(" .")
    return f"{row.title.rstrip(' .;')} ({presenter})" if presenter else row.title.rstrip(" .;")


def invitation_title(meeting: Meeting) -> str:
    return f"dự {wording.name_of(meeting)}"


def addressees(picture: MeetingPicture) -> list[str]:
    """Return whom an invitation addresses: the members as a whole, then each guest; many guests together."""
    members = f"Các đồng chí thành viên {picture.body.name}"
    guests = [wording.guest(line) for line in wording.lines_of(picture.meeting.guests)]
    return [members, *(guests if len(guests) <= MOST_GUESTS else ["Đại biểu mời dự (theo danh sách)"])]


def invitation(picture: MeetingPicture) -> list[Block]:
    return list(_invitation(words(picture.meeting, _items(picture), picture.there), picture))


def _invitation(said: Words, picture: MeetingPicture) -> Iterator[Block]:
    yield paragraph(said.opening, "opening")
    for name, text in said.particulars:
        yield item(f"{name}: {text}.", f"particular-{name}")
    if said.agenda:
        yield paragraph("Chương trình cuộc họp:", "programme")
    for place, line in enumerate(said.agenda, start=1):
        yield paragraph(f"{place}. {line}{';' if place < len(said.agenda) else '.'}", f"programme-{place}")
    if picture.meeting.papers_note or picture.files:
        yield paragraph("Tài liệu cuộc họp được gửi kèm giấy mời.", "papers")
    yield paragraph("Đề nghị đồng chí bố trí thời gian dự họp đầy đủ, đúng giờ.", "request")


def programme_title(meeting: Meeting) -> str:
    return f"{wording.capitalised(wording.name_of(meeting))} của {meeting.body.name}"


def programme(picture: MeetingPicture) -> list[Block]:
    """Return the programme: when, where, who presides, then item by item who presents it."""
    meeting = picture.meeting
    chair = picture.chair
    head = [
        item(f"Thời gian: {wording.when(meeting)}.", "time"),
        item(f"Địa điểm: {wording.where(meeting) or wording.BLANK}.", "place"),
    ]
    if meeting.chair is not None:
        who = wording.comrade(chair, picture.body) if chair else f"đồng chí {meeting.chair.full_name}"
        head.append(item(f"Chủ trì: {who}.", "chair"))
    opener = f"Đồng chí {meeting.chair.full_name}" if meeting.chair else "Chủ trì"
    begin = meeting.starts_at.strftime("%H:%M") if meeting.starts_at else ""
    end = meeting.ends_at.strftime("%H:%M") if meeting.ends_at else ""
    steps = [
        (begin, "Khai mạc, thông qua chương trình", opener),
        *(("", row.title.rstrip(" .;"), row.presenter) for row in _items(picture)),
        ("", "Thảo luận, biểu quyết", "Thành viên dự họp"),
        (end, "Kết luận, bế mạc", opener),
    ]
    rows = (
        ("STT", "Thời gian", "Nội dung", "Người thực hiện"),
        *((str(place), *step) for place, step in enumerate(steps, start=1)),
    )
    return [*head, Block("table", "", key="programme", rows=rows, widths=(9, 14, 49, 28))]


def list_title(meeting: Meeting) -> str:
    return f"Đại biểu dự {wording.name_of(meeting)} của {meeting.body.name}"


def signing_list(picture: MeetingPicture) -> list[Block]:
    """Return the lists to sign: members by rank, then guests, with lines for those who come unasked."""
    head = ("STT", "Họ và tên", "Chức vụ", "Ký tên", "Ghi chú")
    widths = (9, 27, 32, 20, 12)
    members = (
        head,
        *(
            (str(place), member.person.full_name, wording.office(member, picture.body), ROOM, "")
            for place, member in enumerate(picture.there, start=1)
        ),
    )
    guests = [line.partition(",") for line in wording.lines_of(picture.meeting.guests)]
    spare = max(3, 4 - len(guests))
    invited = (
        head,
        *(
            (str(place), name.strip(), office.strip(), ROOM, "")
            for place, (name, _comma, office) in enumerate(guests, start=1)
        ),
        *((str(len(guests) + place), "", "", ROOM, "") for place in range(1, spare + 1)),
    )
    return [
        heading(f"I. Thành viên ({len(picture.there)} đồng chí)", "members"),
        Block("table", "", key="members-table", rows=members, widths=widths),
        heading("II. Đại biểu mời dự", "guests"),
        Block("table", "", key="guests-table", rows=invited, widths=widths),
    ]


def _items(picture: MeetingPicture) -> list[AgendaItem]:
    return [row.item for row in picture.agenda if row.item]

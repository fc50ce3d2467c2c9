"""Papers of meetings, decisions and written consultations: drafted from the records, and what follows for
these when a paper takes its number or comes back signed."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from accounts.permissions import can_edit_body, can_see_body, check_can_edit_body
from core import clock, dates
from core.addresses import reverse
from core.editing import change
from core.errors import Refused
from delegations.models import Body, Province
from delegations.queries import bodies
from meetings.documents.papers import calling, consultations, frames, minutes, outcomes
from meetings.enums import MeetingStatus
from meetings.models import Decision, Meeting, WrittenConsultation
from meetings.queries import papers as paper_queries
from meetings.queries import pictures
from meetings.queries.papers import Record
from meetings.queries.pictures import ConsultationPicture, MeetingPicture
from meetings.services import meetings
from papers.documents.wording import number_line
from papers.enums import Kind
from papers.models import Paper
from papers.owners import Draft, Owner, nothing
from papers.queries import papers as term_queries
from papers.services import drafts, numbers
from papers.services import frames as office_frames

LONGEST_TITLE, LONGEST_NUMBER = 400, 60
BEFORE = (Kind.INVITATION, Kind.PROGRAMME, Kind.SIGNING_LIST)
"""What a meeting needs before it begins."""
OUTCOMES = (Kind.RESOLUTION, Kind.CONCLUSION, Kind.NOTICE)
"""What a meeting, or one of its decisions, can leave behind."""
OF_CONSULTATION = (Kind.BALLOT, Kind.COUNT)


def kinds_of(record: Record) -> tuple[Kind, ...]:
    """Return the kinds of paper that can be drafted about the record as it stands, in the order of use."""
    if isinstance(record, WrittenConsultation):
        return OF_CONSULTATION
    if isinstance(record, Decision):
        return OUTCOMES if record.meeting_id and record.adopted else ()
    if not record.takes_place:
        return ()
    return (
        (*BEFORE, Kind.MINUTES)
        if record.status == MeetingStatus.PLANNED
        else (Kind.MINUTES, *OUTCOMES, *BEFORE)
    )


@transaction.atomic
def start(*, record: Record, kind: Kind, now: dt.datetime, by: User) -> Paper:
    """Return the paper of the kind about the record: the one that there is, else a new draft made from what
    is recorded. Raises Refused."""
    check_can_edit_body(by, record.body_id)
    manager: Any = type(record)._default_manager
    record = (
        manager.select_for_update(no_key=True, of=("self",))
        .select_related("body__kind", "body__parent")
        .get(pk=record.pk)
    )
    if kind not in kinds_of(record):
        raise Refused(
            _("Chưa lập được %(kind)s ở đây: %(record)s đang ở tình trạng không có loại văn bản này.")
            % {"kind": kind.label, "record": record}
        )
    if found := paper_queries.standing(record, kind):
        return found
    today = now.astimezone(clock.ZONE).date()
    made = build(kind, record, today=today)
    with override("vi"):
        name = record_name(record)
    return drafts.start(
        kind=kind,
        title=Truncator(made.title).chars(LONGEST_TITLE),
        frame=made.frame,
        blocks=made.blocks,
        dated_on=_day_of(kind, record, today),
        series=record.body.code,
        about=paper_queries.about(record),
        record_name=name,
        now=now,
        by=by,
    )


def build(kind: Kind, record: Record, *, today: dt.date) -> Draft:
    """Return what a paper of the kind about the record holds by the records as they are. Raises Refused."""
    with override("vi"):
        if isinstance(record, WrittenConsultation):
            return _OF_CONSULTATION[kind](pictures.of_consultation(record, today=today))
        meeting = record.meeting if isinstance(record, Decision) else record
        if meeting is None or meeting.held_on is None:
            raise Refused(_("Cuộc họp chưa có ngày nên chưa lập văn bản được."))
        picture = pictures.of_meeting(meeting, today=today)
        if kind in OUTCOMES:
            return _outcome(kind, picture, record if isinstance(record, Decision) else None)
        return _OF_MEETING[kind](picture)


def _day_of(kind: Kind, record: Record, today: dt.date) -> dt.date:
    """Return the day that a new paper bears: that of what it is about, as far as it has come; an invitation
    is of today."""
    if isinstance(record, WrittenConsultation):
        return record.sent_on if kind == Kind.BALLOT else min(record.closed_on or today, today)
    if isinstance(record, Decision):
        return record.decided_on
    held_on = record.held_on or today
    if kind == Kind.MINUTES:
        return record.minutes_signed_on or held_on
    return held_on if record.status == MeetingStatus.HELD else min(held_on, today)


# The kinds --------------------------------------------------------------------------------------


def _office(body: Body) -> dict[str, str]:
    """Return who stands above a body on its papers and where they are written. Two queries."""
    province = Province.objects.values_list("name", flat=True).first() or ""
    office = office_frames.of_office(province=province)
    return {
        "superior": body.parent.name.upper() if body.parent else office["superior"],
        "place": office["place"],
    }


def _minutes(picture: MeetingPicture) -> Draft:
    meeting = picture.meeting
    taker, _comma, _office_of = meeting.minute_taker.partition(",")
    frame = frames.of_minutes(
        picture.body,
        **_office(picture.body),
        taker=taker.strip(),
        chair=meeting.chair.full_name if meeting.chair else "",
    )
    return Draft(minutes.title(meeting), frame, minutes.blocks(picture))


def _invitation(picture: MeetingPicture) -> Draft:
    short = bodies.short_name(picture.body)
    frame = frames.of_body(
        picture.body,
        **_office(picture.body),
        signer=pictures.signer_of(picture.there, picture.chair),
        addressees=calling.addressees(picture),
        recipients=("Như thành phần mời", f"Lưu {short}"),
    )
    return Draft(calling.invitation_title(picture.meeting), frame, calling.invitation(picture))


def _programme(picture: MeetingPicture) -> Draft:
    frame = frames.of_no_signer(picture.body, **_office(picture.body))
    return Draft(calling.programme_title(picture.meeting), frame, calling.programme(picture))


def _signing_list(picture: MeetingPicture) -> Draft:
    frame = frames.of_no_signer(picture.body, **_office(picture.body))
    return Draft(calling.list_title(picture.meeting), frame, calling.signing_list(picture))


def _outcome(kind: Kind, picture: MeetingPicture, decision: Decision | None) -> Draft:
    if kind == Kind.RESOLUTION and not any(one.adopted for row in picture.agenda for one in row.decisions):
        raise Refused(
            _("Cuộc họp chưa có quyết nghị nào được thông qua. Hãy ghi quyết nghị trước rồi lập nghị quyết.")
        )
    frame = frames.of_body(
        picture.body,
        **_office(picture.body),
        signer=pictures.signer_of(picture.there, picture.chair),
        recipients=outcomes.recipients(picture),
    )
    said = conclusion_of(picture.meeting) if decision is None and kind != Kind.RESOLUTION else []
    return Draft(
        outcomes.title(kind, picture, decision=decision),
        frame,
        outcomes.blocks(kind, picture, decision=decision, conclusion=said),
    )


def conclusion_of(meeting: Meeting) -> list[str]:
    """Return the lines that the minutes have as the meeting's conclusion, where there are minutes."""
    paper = paper_queries.standing(meeting, Kind.MINUTES)
    blocks = paper.as_blocks() if paper else []
    text = next((block.text for block in blocks if block.key == minutes.CONCLUSION), "")
    return [line.strip() for line in text.splitlines() if line.strip()]


def _ballot(picture: ConsultationPicture) -> Draft:
    frame = frames.of_ballot(picture.body, **_office(picture.body))
    return Draft(consultations.ballot_title(picture), frame, consultations.ballot(picture))


def _count(picture: ConsultationPicture) -> Draft:
    frame = frames.of_body(
        picture.body,
        **_office(picture.body),
        signer=pictures.signer_of(picture.there, None),
        second="NGƯỜI TỔNG HỢP",
    )
    return Draft(consultations.summary_title(picture), frame, consultations.summary(picture))


_OF_MEETING: Mapping[Kind, Callable[[MeetingPicture], Draft]] = {
    Kind.MINUTES: _minutes,
    Kind.INVITATION: _invitation,
    Kind.PROGRAMME: _programme,
    Kind.SIGNING_LIST: _signing_list,
}
_OF_CONSULTATION: Mapping[Kind, Callable[[ConsultationPicture], Draft]] = {
    Kind.BALLOT: _ballot,
    Kind.COUNT: _count,
}


# What the engine asks ----------------------------------------------------------------------------


def record_name(record: Record) -> str:
    """Return the words for a record that a paper is about, its body's name in them."""
    if isinstance(record, Meeting):
        values = {"day": dates.day(record.held_on), "body": record.body}
        return _("Cuộc họp ngày %(day)s của %(body)s") % values
    return f"{record.body}: {record.title if isinstance(record, Decision) else record.subject}"


def _about(paper: Paper) -> tuple[str, str]:
    record = paper_queries.record_of(paper)
    if record is None:
        return _("hồ sơ đã gỡ"), ""
    return record_name(record), reverse(_PAGES[type(record)], args=[record.code])


_PAGES = {
    Meeting: "meetings:page",
    Decision: "meetings:decision",
    WrittenConsultation: "meetings:consultation",
}


def _can_see(user: User, paper: Paper) -> bool:
    body = paper_queries.body_of(paper)
    return body is not None and can_see_body(user, body.pk)


def _can_edit(user: User, paper: Paper) -> bool:
    body = paper_queries.body_of(paper)
    return body is not None and can_edit_body(user, body.pk)


def _build(paper: Paper) -> Draft | None:
    record = paper_queries.record_of(paper)
    return build(Kind(paper.kind), record, today=clock.today()) if record else None


def number_of(paper: Paper) -> str:
    """Return the number of a paper as a record keeps it: 05-BB/ĐĐHA."""
    line = number_line(paper.number, paper.document_type, paper.frame["symbol"])
    return line.removeprefix("Số ")[:LONGEST_NUMBER]


def _number(paper: Paper) -> int | None:
    """Return the number that the record gave before there was a draft; else, where records of the body's
    meetings in the term have higher numbers than its papers, the one after them. At most four queries."""
    record = paper_queries.record_of(paper)
    column = _COLUMNS.get(Kind(paper.kind))
    if isinstance(record, Decision):
        return _leading(record.number)
    if not isinstance(record, Meeting) or column is None:
        return None
    if own := _leading(getattr(record, column)):
        return own
    term = term_queries.terms_on(paper.dated_on).first()
    if term is None:
        return None
    typed = paper_queries.numbers_typed(record.body, column, first=term.starts_on, last=term.ends_on)
    highest = max((number for text in typed if (number := _leading(text))), default=0)
    following = highest + 1
    return following if highest and following > (numbers.next_for(paper) or 0) else None


def _leading(text: str) -> int | None:
    """Return the number that a number and symbol begin with: 5 of 05-BB/ĐĐHA."""
    digits = re.match(r"\s*(?:số\s*)?(\d{1,5})\b", text, re.IGNORECASE)
    return int(digits[1]) if digits else None


def _minutes_numbered(paper: Paper, by: User) -> None:
    """Write number and day into the meeting's record: its minutes are complete."""
    record = paper_queries.record_of(paper)
    if not isinstance(record, Meeting):
        return
    if record.status != MeetingStatus.HELD:
        raise Refused(_("Cuộc họp chưa được ghi nhận là đã họp. Hãy ghi nhận cuộc họp rồi lấy số biên bản."))
    meetings.edit(
        meeting=record,
        values={"minutes_number": number_of(paper), "minutes_signed_on": paper.dated_on},
        today=clock.today(),
        by=by,
    )


def _minutes_signed(paper: Paper, by: User) -> None:
    """Write the day on which the copy was signed into the meeting's record."""
    record = paper_queries.record_of(paper)
    copy = paper.copies.filter(removed_at=None).order_by("-added_at", "-pk").first()
    if isinstance(record, Meeting) and copy is not None:
        meetings.edit(
            meeting=record, values={"minutes_signed_on": copy.signed_on}, today=clock.today(), by=by
        )


def _outcome_numbered(paper: Paper, by: User) -> None:
    """Write the number into the decision, or into the meeting whose decisions the paper puts together."""
    record, number = paper_queries.record_of(paper), number_of(paper)
    if isinstance(record, Decision):
        check_can_edit_body(by, record.body_id)
        change(record, {"number": number})
    column = _COLUMNS.get(Kind(paper.kind))
    if isinstance(record, Meeting) and column:
        meetings.edit(meeting=record, values={column: number}, today=clock.today(), by=by)


_COLUMNS = {
    Kind.MINUTES: "minutes_number",
    Kind.RESOLUTION: "resolution_number",
    Kind.CONCLUSION: "conclusion_number",
}
"""The columns of a meeting that say the numbers of its papers."""
_NUMBERED = {Kind.MINUTES: _minutes_numbered} | dict.fromkeys(OUTCOMES, _outcome_numbered)

OWNERS = tuple(
    Owner(
        kind=kind,
        about=_about,
        can_see=_can_see,
        can_edit=_can_edit,
        build=_build,
        number=_number,
        numbered=_NUMBERED.get(kind, nothing),
        signed=_minutes_signed if kind == Kind.MINUTES else nothing,
    )
    for kind in (Kind.MINUTES, *BEFORE, *OUTCOMES, *OF_CONSULTATION)
)

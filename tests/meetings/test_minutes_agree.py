"""The numbers in minutes are those of the records, in the Word file and in the PDF, whatever was recorded."""

import datetime as dt
import io
import re

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from delegations.enums import SeatRole
from delegations.models import Body, BodyKind, Person
from meetings.documents.papers import frames, minutes
from meetings.enums import AttendanceState, MeetingKind, VotingMethod
from meetings.models import AgendaItem, Attendance, Decision, Meeting
from meetings.queries.agenda import AtItem
from meetings.queries.attendance import Roll
from meetings.queries.cautions import Quorum
from meetings.queries.members import Member
from meetings.queries.pictures import MeetingPicture
from papers.blocks import as_json
from papers.documents import pdf, word
from papers.enums import Kind, Profile
from papers.models import Paper
from tests import pdfs

states = st.one_of(st.none(), st.sampled_from(AttendanceState))
votes = st.integers(0, 40)


@st.composite
def pictures(draw) -> MeetingPicture:
    """Draw a meeting with attendance by name, by count or not at all, and decisions with their votes."""
    body = Body(name="Đảng đoàn Hội A", kind=BodyKind(name="Đảng đoàn"), symbol="ĐĐHA")
    meeting = Meeting(
        body=body,
        kind=draw(st.sampled_from(MeetingKind)),
        held_on=draw(st.dates(dt.date(2019, 1, 1), dt.date(2027, 12, 31))),
        head_count=draw(st.none() | st.integers(0, 15)),
    )
    rows = [
        (
            Member(Person(pk=place, full_name=f"Lê Văn {chr(64 + place)}"), SeatRole.MEMBER, "", ""),
            Attendance(state=state) if state else None,
        )
        for place, state in enumerate(draw(st.lists(states, min_size=1, max_size=15)), start=1)
    ]
    named = any(row for _member, row in rows)
    present = sum(1 for _member, row in rows if row and row.state == AttendanceState.PRESENT)
    roll = Roll(rows, [], named, present if named else meeting.head_count, Quorum(len(rows), 2, "2/3", "x"))
    agenda = [
        AtItem(AgendaItem(pk=place, title=f"Việc {place}"), [draw(decisions(place * 10))])
        for place in range(1, draw(st.integers(0, 4)) + 1)
    ]
    return MeetingPicture(meeting, roll, [*agenda, AtItem(None)], [], None)


@st.composite
def decisions(draw, pk: int) -> Decision:
    counts = draw(st.none() | st.tuples(votes, votes, votes))
    given = (
        dict(zip(("votes_for", "votes_against", "votes_abstaining"), counts, strict=True)) if counts else {}
    )
    return Decision(
        pk=pk,
        title=f"Việc {pk}",
        method=draw(st.sampled_from(VotingMethod)),
        adopted=draw(st.booleans()),
        **given,
    )


def of(picture: MeetingPicture) -> Paper:
    day = picture.meeting.held_on
    frame = frames.of_minutes(picture.body, superior="TỈNH UỶ MẪU", place="Mẫu", taker="B", chair="A")
    stored = as_json(minutes.blocks(picture))
    return Paper(
        kind=Kind.MINUTES,
        document_type="BB",
        dated_on=day,
        profile=Profile.on(day),
        title=minutes.title(picture.meeting),
        frame=frame,
        blocks=stored,
        built=stored,
    )


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def word_text(content: bytes) -> str:
    paragraphs = Document(io.BytesIO(content)).element.body.iter(qn("w:p"))
    return flat("\n".join("".join(piece.text or "" for piece in one.iter(qn("w:t"))) for one in paragraphs))


def pdf_text(content: bytes) -> str:
    return flat(pdfs.text_of(content))


def expected(picture: MeetingPicture) -> list[str]:
    roll, total = picture.roll, len(picture.roll.rows)
    away = "……" if roll.present is None else str(max(total - roll.present, 0))
    there = "……" if roll.present is None else f"{roll.present}/{total}"
    found = [f"Tổng số thành viên: {total} đồng chí; có mặt: {there} đồng chí; vắng mặt: {away} đồng chí."]
    for row in picture.agenda:
        for one in row.decisions:
            if one.votes_for is not None:
                found.append(
                    f"{one.votes_for}/{total} thành viên tán thành, {one.votes_against} không tán thành,"
                    f" {one.votes_abstaining} không có ý kiến"
                )
    return found


@pytest.mark.parametrize("reader", [(word.docx, word_text), (pdf.pdf, pdf_text)], ids=["docx", "pdf"])
@settings(max_examples=25)
@given(picture=pictures())
def test_numbers_agree_with_the_records(reader, picture) -> None:
    make, read = reader
    text = read(make(of(picture)))
    for part in expected(picture):
        assert part in text
    away = sum(1 for _member, row in picture.roll.rows if row is None or row.state != AttendanceState.PRESENT)
    assert len(re.findall(r"vắng mặt(?: có lý do)?\.", text)) == (away if picture.roll.named else 0)

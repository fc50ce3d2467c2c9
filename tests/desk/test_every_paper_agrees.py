"""Every kind of paper that tells of one record says the numbers of that record, in the Word file as in the
PDF, and no others: random provinces, to whose records chance adds what provinces leave out.

What is expected is counted from the bare rows here, never by the queries that the papers ask.
"""

import datetime as dt
import random
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from core import clock
from core.addresses import reverse
from delegations.models import Body, Membership, Seat
from delegations.services import staffing_papers
from desk.services.papers import facts_now
from directions.models import Direction
from directions.services import papers as direction_papers
from meetings.models import AgendaItem, Attendance, Decision, Meeting
from meetings.services import papers as meeting_papers
from papers.blocks import differ, from_json
from papers.documents import drawing, pdf, word
from papers.documents.wording import short_dates
from papers.enums import Kind
from papers.models import Paper
from tests import factories
from tests.desk.test_papers_agree import Reader, flat, pdf_words, reader  # noqa: F401

pytestmark = pytest.mark.django_db
LOOKED_AT = 3
"""So many records of a kind in a province."""


@pytest.fixture
def chance(reader: Reader) -> random.Random:  # noqa: F811
    return random.Random(reader.on.toordinal())


def told(paper: Paper) -> Iterator[str]:
    """Generate all words of a paper, of the Word file and of the PDF; just made, it is up to date."""
    assert differ(from_json(paper.built), facts_now(paper)) == 0
    yield flat(drawing.document_text(word.docx(paper)))
    yield pdf_words(pdf.pdf(paper))


def table(paper: Paper, key: str) -> list[tuple[str, ...]]:
    """The rows of a table, without its head."""
    return list(next(block.rows for block in paper.as_blocks() if block.key == key)[1:])


def on_paper(day: dt.date) -> str:
    return short_dates(f"{day:%d/%m/%Y}")


def holders(body: Body, on: dt.date) -> dict[int, int]:
    """Who holds each of the body's seats on the day, by the seat."""
    rows = Membership.objects.filter(seat__body=body, starts_on__lte=on).exclude(ends_on__lt=on)
    in_force = {seat.pk for seat in seats(body, on)}
    return {row.seat_id: row.person_id for row in rows if row.seat_id in in_force}


def members(body: Body, on: dt.date) -> list[int]:
    """The people in the body's seats on the day, each once."""
    return sorted(set(holders(body, on).values()))


def seats(body: Body, on: dt.date) -> list[Seat]:
    return list(Seat.objects.filter(body=body, starts_on__lte=on).exclude(ends_on__lt=on))


def standing(at: Reader) -> list[Body]:
    """The bodies of the day; an organ ends with its committee."""
    bodies = Body.objects.select_related("parent").order_by("pk")
    return [
        body
        for body in bodies
        if all(
            one.founded_on <= at.on and (one.ended_on is None or one.ended_on >= at.on)
            for one in (body, body.parent if body.relation == "organ" else None)
            if one
        )
    ]


def begun(record: Any, kind: Kind, at: Reader) -> Paper:
    return meeting_papers.start(record=record, kind=kind, now=clock.now(), by=at.staff)


def test_a_ballot_and_the_count_of_a_consultation(reader: Reader, chance) -> None:  # noqa: F811
    bodies = [body for body in standing(reader) if len(set(members(body, reader.on))) > 1][:LOOKED_AT]
    for body in bodies:
        sent_on = reader.on - dt.timedelta(chance.randint(0, 9))
        asked = factories.WrittenConsultationFactory(
            body=body, sent_on=sent_on, deadline_on=sent_on + dt.timedelta(chance.randint(1, 8))
        )
        people = members(body, sent_on)
        answers = {
            person: answer
            for person in people
            if (answer := chance.choice(["agreed", "agreed", "disagreed", "other", ""]))
        }
        for person, answer in answers.items():
            asked.answers.create(person_id=person, answer=answer, answered_on=sent_on)
        given, silent = Counter(answers.values()), len(people) - len(answers)
        ballot, count = begun(asked, Kind.BALLOT, reader), begun(asked, Kind.COUNT, reader)
        is_over = asked.deadline_on < reader.on
        page = reader.page(f"/lay-y-kien/{asked.code}/")
        for text in told(ballot):
            assert f"chậm nhất ngày {on_paper(asked.deadline_on)}." in text
        for text in told(count):
            assert f"Số thành viên được lấy ý kiến: {len(people)} đồng chí." in text
            for words, number in (
                ("- Đồng ý", given["agreed"]),
                ("- Không đồng ý", given["disagreed"]),
                ("- Ý kiến khác", given["other"]),
                ("- Không trả lời" if is_over else "- Chưa trả lời", silent),
            ):
                assert f"{words}: {number} đồng chí." in text
            assert (f"Có {given['agreed'] + silent}/{len(people)} thành viên đồng ý" in text) == is_over
        rows = Counter(row[3] for row in table(count, "replies-table"))
        assert rows["Đồng ý"] == given["agreed"]
        assert sum(rows.values()) == len(people)
        assert f"{given['agreed']} đồng ý bằng văn bản" in page
        assert f"{given['disagreed']} không đồng ý" in page


def test_the_proposal_to_fill_seats(reader: Reader) -> None:  # noqa: F811
    list_heads, *rows = reader.sheet("/to-chuc/xuat/")
    vacant_listed = {row[list_heads.index("Mã")]: row[list_heads.index("Khuyết")] for row in rows if row[0]}
    for body in standing(reader):
        there = seats(body, reader.on)
        vacant = len(there) - len(holders(body, reader.on))
        assert vacant_listed[body.code] == vacant, body.code
        if not vacant:
            continue
        paper = staffing_papers.propose(body=body, now=clock.now(), by=reader.staff)
        for text in told(paper):
            assert (
                f"có {len(there) - vacant}/{len(there)} vị trí có người giữ; khuyết {vacant} vị trí" in text
            )
        seen = table(paper, "seats")
        assert sum(row[3].startswith(("khuyết từ", "khuyết, chưa ghi nhận")) for row in seen) == vacant
        assert [row[0] for row in seen] == [str(place) for place in range(1, len(seen) + 1)]


def decided(meeting: Meeting, at: Reader, chance: random.Random) -> list[Decision]:
    """Give a meeting decisions with votes, some of them not adopted, and who was there."""
    people = members(meeting.body, meeting.held_on)
    meeting.attendance.all().delete()
    for person in people:
        state = chance.choice(["present", "present", "excused", "absent"])
        Attendance.objects.create(meeting=meeting, person_id=person, state=state)
    meeting.decisions.all().delete()
    made = []
    for place in range(chance.randint(1, 4)):
        votes = [chance.randint(0, len(people)) for _n in range(3)]
        item = AgendaItem.objects.create(
            meeting=meeting, position=90 + place, title=f"Nội dung {place}", theme="other"
        )
        made.append(
            factories.DecisionFactory(
                body=meeting.body,
                meeting=meeting,
                agenda_item=item,
                decided_on=meeting.held_on,
                title=f"Nội dung {place}",
                outcome="decided",
                method="show-of-hands",
                adopted=not place or chance.random() < 0.7,
                votes_for=votes[0],
                votes_against=votes[1],
                votes_abstaining=votes[2],
            )
        )
    return made


def test_what_a_meeting_leaves_behind(reader: Reader, chance) -> None:  # noqa: F811
    held = Meeting.objects.filter(status="held", held_on__lte=reader.on).order_by("-held_on", "pk")
    stood = [
        one
        for one in held.select_related("body__parent")
        if one.body.state_on(one.held_on) == "dang-hoat-dong"
    ]
    meetings = [one for one in stood if members(one.body, one.held_on)][:LOOKED_AT]
    for meeting in meetings:
        decisions = decided(meeting, reader, chance)
        total = len(members(meeting.body, meeting.held_on))
        present = meeting.attendance.filter(state="present").count()
        for kind in (Kind.RESOLUTION, Kind.CONCLUSION, Kind.NOTICE):
            counted = [one for one in decisions if one.adopted or kind != Kind.RESOLUTION]
            for text in told(begun(meeting, kind, reader)):
                assert f"(có {present}/{total} thành viên dự họp)" in text
                votes = re.findall(r"(\w+) \((\d+)/(\d+) thành viên tán thành\)", text)
                assert votes == [
                    ("qua", str(one.votes_for), str(total)) for one in counted
                ]  # "Thông qua" and "Không thông qua"
                assert text.count("Không thông qua (") == sum(not one.adopted for one in counted)
                assert f"ngày {on_paper(meeting.held_on)}" in text


def test_what_a_meeting_needs_before_it_begins(reader: Reader, chance) -> None:  # noqa: F811
    for body in standing(reader)[:LOOKED_AT]:
        guests = [f"Khách Số {n}, Ban {n}" for n in range(chance.randint(0, 5))]
        meeting = factories.MeetingFactory(
            body=body,
            held_on=reader.on + dt.timedelta(chance.randint(0, 30)),
            status="planned",
            starts_at=dt.time(chance.randint(7, 16), 30),
            guests="\n".join(guests),
        )
        titles = [f"Nội dung {n}" for n in range(chance.randint(0, 4))]
        for place, title in enumerate(titles, start=1):
            AgendaItem.objects.create(meeting=meeting, position=place, title=title, theme="other")
        expected = len(members(body, meeting.held_on))
        when = f"{meeting.starts_at.hour} giờ 30, "
        invitation, programme, to_sign = (
            begun(meeting, kind, reader) for kind in (Kind.INVITATION, Kind.PROGRAMME, Kind.SIGNING_LIST)
        )
        for paper in (invitation, programme):
            for text in told(paper):
                assert when in text
                assert f"ngày {on_paper(meeting.held_on)}." in text
                assert [title for title in titles if title not in text] == []
        assert invitation.frame["addressees"][1:] == [f"Đồng chí {guest}" for guest in guests]
        assert len(table(programme, "programme")) == len(titles) + 3
        for text in told(to_sign):
            assert f"I. Thành viên ({expected} đồng chí)" in text
        assert len(table(to_sign, "members-table")) == expected
        named = [row[1] for row in table(to_sign, "guests-table") if row[1]]
        assert named == [guest.partition(",")[0] for guest in guests]


def test_the_notice_of_a_direction(reader: Reader) -> None:  # noqa: F811
    for direction in Direction.objects.filter(given_on__lte=reader.on).order_by("pk")[:LOOKED_AT]:
        steps = direction.steps.filter(on__lte=reader.on).order_by("number")
        further = steps.filter(kind="further")
        moved = [step.due_on for step in steps if step.due_on]
        due = moved[-1] if moved else direction.due_on
        paper = direction_papers.announce(direction=direction, now=clock.now(), by=reader.staff)
        page = reader.page(reverse("directions:page", args=[direction.code]))
        for text in told(paper):
            assert f"Ngày {on_paper(direction.given_on)}, đồng chí Lãnh đạo có ý kiến chỉ đạo" in text
            assert text.count("có ý kiến thêm:") == further.count()
            assert f"chậm nhất ngày {on_paper(due)}" in text
        assert f"{due:%d/%m/%Y}" in page

"""What the bodies speak of and who takes part."""

import datetime as dt

import pytest

from meetings.enums import AttendanceState, MeetingStatus, Theme
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
THEMES, PART = "/tong-quan/noi-dung/", "/tong-quan/tham-gia/"


def spoken(body, on, *themes, status=MeetingStatus.HELD):
    meeting = factories.MeetingFactory(body=body, held_on=on, status=status)
    for position, theme in enumerate(themes, start=1):
        factories.AgendaItemFactory(meeting=meeting, position=position, theme=theme)
    return meeting


def test_the_mix_of_a_body_beside_the_average(as_user, leader, body_a, body_b):
    spoken(body_a, dt.date(2026, 5, 1), Theme.PERSONNEL, Theme.PERSONNEL, Theme.POLITICAL)
    spoken(body_b, dt.date(2026, 8, 1), Theme.POLITICAL)
    spoken(body_b, dt.date(2025, 11, 23), Theme.INSPECTION)  # a day too old
    spoken(body_b, dt.date(2026, 12, 1), Theme.INSPECTION, status=MeetingStatus.PLANNED)

    told = as_user(leader).get(THEMES).context["themes"]

    assert {part.theme: part.number for part in told.average.parts if part.number} == {
        "political": 2,
        "personnel": 2,
    }
    mix = next(mix for mix in told.bodies if mix.code == body_a.code)
    assert [(part.theme, part.number, part.more) for part in mix.parts][:3] == [
        ("political", 1, -17),
        ("organisation", 0, 0),
        ("personnel", 2, 17),
    ]
    assert mix.never == ["Tổ chức bộ máy", "Kiểm tra giám sát"]
    assert [(mix.code, mix.total) for mix in told.quarters] == [("2026-Q2", 3), ("2026-Q3", 1)]


def test_excused_is_told_apart_and_no_row_is_an_absence(as_user, leader, body_a):
    seats = factories.SeatFactory.create_batch(3, body=body_a)
    people = [factories.MembershipFactory(seat=seat).person for seat in seats]
    named, unnamed = (
        factories.MeetingFactory(body=body_a, held_on=dt.date(2026, month, 1)) for month in (5, 8)
    )
    factories.AttendanceFactory(meeting=named, person=people[0], state=AttendanceState.PRESENT)
    factories.AttendanceFactory(meeting=named, person=people[1], state=AttendanceState.EXCUSED)
    factories.AttendanceFactory(
        meeting=unnamed, person=factories.PersonFactory(), state=AttendanceState.PRESENT
    )  # a guest only

    told = as_user(leader).get(PART).context["participation"]

    tallies = {
        member.person_code: (
            member.tally.meetings,
            member.tally.present,
            member.tally.excused,
            member.tally.absent,
        )
        for member in told.members
    }
    assert tallies == {
        people[0].code: (1, 1, 0, 0),
        people[1].code: (1, 0, 1, 0),
        people[2].code: (1, 0, 0, 1),
    }
    assert [name for name, _tally in told.quarters] == ["2026-Q2"]
    assert told.whole.share == pytest.approx(1 / 3)


def test_members_with_many_seats(as_user, leader, body_a, body_b):
    person = factories.PersonFactory()
    for body in (body_a, body_b):
        factories.MembershipFactory(seat=factories.SeatFactory(body=body), person=person)
    factories.MembershipFactory(seat=factories.SeatFactory(body=body_a))

    told = as_user(leader).get(PART).context["participation"]

    assert [(holder.code, len(holder.seats)) for holder in told.holders] == [(person.code, 2)]


@pytest.mark.parametrize("number", [3, 30])
@pytest.mark.parametrize(("address", "queries"), [(THEMES, 6), (PART, 7)])
def test_the_pages_cost_the_same(as_user, leader, number, address, queries, django_assert_num_queries):
    for body in factories.BodyFactory.create_batch(number):
        meeting = spoken(body, dt.date(2026, 5, 1), Theme.POLITICAL)
        factories.AttendanceFactory(
            meeting=meeting, person=factories.MembershipFactory(seat=factories.SeatFactory(body=body)).person
        )
    client = as_user(leader)
    client.get(address)

    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("address", [THEMES, PART])
def test_only_what_one_may_see_and_nothing_at_all(as_user, secretary_of_a, leader, body_a, body_b, address):
    spoken(body_b, dt.date(2026, 5, 1), Theme.POLITICAL)

    assert body_b.name not in as_user(secretary_of_a).get(address).content.decode()
    assert "Chưa" in as_user(secretary_of_a).get(address).content.decode()
    assert as_user(leader).get(address + "bang/").status_code == 200

"""Seats that go from bodies that end to those that take over."""

import datetime as dt

import pytest

from core.errors import Refused
from delegations.models import Membership, Seat
from delegations.services.carrying import Carried, carry
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 1)


def move(to, person=None, role="member"):
    seat = factories.SeatFactory(office=factories.OfficeFactory())
    holder = factories.MembershipFactory(seat=seat, person=person, title="Trưởng ban") if person else None
    return Carried(seat, to, role, holder)


def carried(moves, staff):
    return carry(moves=moves, starts_on=DAY, decision="9-NQ/TU", by=staff)


def test_seats_are_numbered_on_and_people_go_along(staff, body_a, body_b):
    factories.SeatFactory(body=body_a, code="DD-A-07")
    person = factories.PersonFactory()
    moves = [move(body_a, person, role="deputy"), move(body_b), move(body_a)]
    carried(moves, staff)
    found = Seat.objects.filter(starts_on=DAY).order_by("code").values_list("code", "role", "office")
    assert list(found) == [
        ("DD-A-08", "deputy", moves[0].seat.office_id),
        ("DD-A-09", "member", moves[2].seat.office_id),
        ("DD-B-01", "member", moves[1].seat.office_id),
    ]
    member = Membership.objects.get(starts_on=DAY)
    assert (member.seat.code, member.person, member.title, member.decision_number) == (
        "DD-A-08",
        person,
        "Trưởng ban",
        "9-NQ/TU",
    )


@pytest.mark.parametrize(
    ("last", "kept"),
    [(dt.date(2027, 1, 2), dt.date(2027, 1, 2)), (DAY - dt.timedelta(1), None), (None, None)],
)
def test_a_term_that_was_to_end_later_still_does(staff, body_a, last, kept):
    """That of the old body's last day is no end of the person's."""
    one = move(body_a, factories.PersonFactory())
    one.holder.ends_on = last
    carried([one], staff)
    assert Membership.objects.get(starts_on=DAY).ends_on == kept


def test_nobody_takes_two_seats_of_a_body(staff, body_a):
    person = factories.PersonFactory(full_name="Lê Thị Sáu")
    with pytest.raises(Refused, match="Lê Thị Sáu sang Đảng đoàn Hội A từ hai vị trí"):
        carried([move(body_a, person), move(body_a, person)], staff)
    factories.MembershipFactory(seat=factories.SeatFactory(body=body_a, code="DD-A-01"), person=person)
    with pytest.raises(Refused, match="đã giữ vị trí DD-A-01"):
        carried([move(body_a, person)], staff)


def test_the_queries_do_not_grow_with_the_seats(staff, body_a, django_assert_max_num_queries):
    moves = [move(body_a, factories.PersonFactory()) for _number in range(30)]
    with django_assert_max_num_queries(11):
        carried(moves, staff)

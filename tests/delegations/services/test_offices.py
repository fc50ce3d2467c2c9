"""Change an office's holder once: the seats of the person who leaves move, and only those."""

import datetime as dt

import pytest

from core.errors import Refused
from delegations.models import Membership
from delegations.services import offices
from tests import factories

D = dt.date


@pytest.fixture
def deputies(db):
    """Two deputy chairs hold the same office: An sits in A and B, Bình in A too."""
    office = factories.OfficeFactory(name="Phó Chủ tịch HĐND tỉnh")
    body_a, body_b = factories.BodyFactory(position=1), factories.BodyFactory(position=2)
    an, binh = factories.PersonFactory(full_name="Lê An"), factories.PersonFactory(full_name="Lê Bình")
    seats = [
        factories.SeatFactory(body=body, office=office, code=code)
        for body, code in ((body_a, "A1"), (body_a, "A2"), (body_b, "B1"))
    ]
    for seat, person in zip(seats, (an, binh, an), strict=True):
        factories.MembershipFactory(seat=seat, person=person, starts_on=D(2021, 1, 1))
    return office, seats, an, binh


def holder(seat, day):
    found = Membership.objects.active_on(day).filter(seat=seat).select_related("person").first()
    return found.person if found else None


def test_the_leaving_person_decides_which_seats_move(deputies, staff):
    office, (a1, a2, b1), an, binh = deputies
    new = factories.PersonFactory(full_name="Võ Mới")
    plan = offices.plan_hand_over(office=office, leaving=an, arriving=new, on=D(2026, 3, 1))
    assert [move.seat.code for move in plan] == ["A1", "B1"]
    offices.hand_over(
        office=office,
        leaving=an,
        arriving=new,
        on=D(2026, 3, 1),
        seats=[a1.pk, b1.pk],
        decision_number="5-QĐ/TU",
        by=staff,
    )
    assert [holder(seat, D(2026, 2, 28)) for seat in (a1, a2, b1)] == [an, binh, an]
    assert [holder(seat, D(2026, 3, 1)) for seat in (a1, a2, b1)] == [new, binh, new]


def test_a_preview_that_is_no_longer_true_is_refused(deputies, staff):
    office, (a1, _a2, b1), an, binh = deputies
    Membership.objects.filter(seat=b1).update(ends_on=D(2026, 1, 31))
    with pytest.raises(Refused, match="đã thay đổi"):
        offices.hand_over(
            office=office,
            leaving=an,
            arriving=factories.PersonFactory(),
            on=D(2026, 3, 1),
            seats=[a1.pk, b1.pk],
            by=staff,
        )
    assert holder(a1, D(2026, 3, 1)) == an, "all or nothing"
    assert binh


def test_an_obstacle_is_said_and_the_rest_can_move(deputies, staff):
    office, (a1, _a2, b1), an, binh = deputies
    plan = offices.plan_hand_over(office=office, leaving=an, arriving=binh, on=D(2026, 3, 1))
    assert [(move.seat.code, bool(move.obstacle)) for move in plan] == [("A1", True), ("B1", False)]
    with pytest.raises(Refused, match="A1"):
        offices.hand_over(
            office=office, leaving=an, arriving=binh, on=D(2026, 3, 1), seats=[a1.pk, b1.pk], by=staff
        )
    offices.hand_over(office=office, leaving=an, arriving=binh, on=D(2026, 3, 1), seats=[b1.pk], by=staff)
    assert holder(b1, D(2026, 3, 1)) == binh


def test_nobody_leaves_fills_the_vacant_seats_up_to_the_next_holder(deputies, staff):
    office, (_a1, _a2, b1), _an, _binh = deputies
    Membership.objects.filter(seat=b1).update(ends_on=D(2025, 12, 31))
    factories.MembershipFactory(seat=b1, starts_on=D(2027, 1, 1))
    new = factories.PersonFactory()
    made = offices.hand_over(
        office=office, leaving=None, arriving=new, on=D(2026, 3, 1), seats=[b1.pk], by=staff
    )
    assert [(row.starts_on, row.ends_on) for row in made] == [(D(2026, 3, 1), D(2026, 12, 31))]

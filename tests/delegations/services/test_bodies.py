"""Bodies are founded, end, are succeeded, and are not deleted."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import Refused
from delegations.models import Body, DutySuccession
from delegations.services import bodies
from tests import factories

D = dt.date


def test_two_bodies_merge_into_one(body_a, body_b, staff):
    seat = factories.SeatFactory(body=body_a)
    membership = factories.MembershipFactory(seat=seat)
    new = bodies.create(
        code="DU",
        name="Đảng uỷ mới",
        kind=factories.BodyKindFactory(),
        host="Cơ quan",
        founded_on=D(2025, 7, 1),
        by=staff,
    )
    bodies.end(bodies=[body_a, body_b], on=D(2025, 6, 30), decision="9-QĐ/TU", successors=[new], by=staff)
    assert set(new.predecessors.all()) == {body_a, body_b}
    membership.refresh_from_db()
    seat.refresh_from_db()
    assert (membership.ends_on, membership.relief_decision, seat.ends_on) == (
        D(2025, 6, 30),
        "9-QĐ/TU",
        D(2025, 6, 30),
    )
    assert list(Body.objects.active_on(D(2025, 7, 1))) == [new]
    assert set(Body.objects.active_on(D(2025, 6, 30))) == {body_a, body_b}


def test_days_of_a_body_hold_what_it_took_from_another(body_a, body_b, staff):
    row = DutySuccession.objects.create(
        predecessor=body_a, successor=body_b, starts_on=D(2025, 7, 1), duties=["tasks"]
    )
    for act in (
        lambda: bodies.edit(body=body_b, changes={"founded_on": D(2025, 7, 2)}, by=staff),
        lambda: bodies.end(bodies=[body_b], on=D(2025, 6, 30), decision="9-QĐ/TU", by=staff),
    ):
        with pytest.raises(Refused, match="kế thừa nghĩa vụ DD-A"):
            act()
    bodies.end(bodies=[body_a], on=D(2025, 6, 30), decision="9-QĐ/TU", by=staff)
    bodies.reopen(body=Body.objects.get(pk=body_a.pk), by=staff)
    assert not DutySuccession.objects.filter(pk=row.pk).exists()


def test_an_end_by_mistake_is_taken_back_whole(body_a, staff):
    membership = factories.MembershipFactory(seat=factories.SeatFactory(body=body_a))
    before = factories.MembershipFactory(seat=factories.SeatFactory(body=body_a), ends_on=D(2023, 1, 1))
    for_a_term = factories.MembershipFactory(
        seat=factories.SeatFactory(body=body_a, ends_on=D(2028, 1, 1)),
        ends_on=D(2027, 3, 8),
        relief_decision="5-QĐ/TU",
    )
    bodies.end(bodies=[body_a], on=D(2025, 6, 30), decision="9-QĐ/TU", by=staff)
    bodies.reopen(body=Body.objects.get(pk=body_a.pk), by=staff)
    for_a_term.refresh_from_db()
    assert (for_a_term.ends_on, for_a_term.relief_decision, for_a_term.seat.ends_on) == (
        D(2027, 3, 8),
        "5-QĐ/TU",
        D(2028, 1, 1),
    )
    membership.refresh_from_db()
    before.refresh_from_db()
    assert (membership.ends_on, membership.relief_decision, membership.seat.ends_on, before.ends_on) == (
        None,
        "",
        None,
        D(2023, 1, 1),
    )
    assert Body.objects.active_on(D(2026, 1, 1)).filter(pk=body_a.pk).exists()


def test_what_ends_does_not_succeed(body_a, staff):
    with pytest.raises(Refused):
        bodies.end(bodies=[body_a], on=D(2025, 6, 30), decision="9-QĐ/TU", successors=[body_a], by=staff)


def test_an_end_before_the_founding_or_a_later_designation_is_refused(body_a, staff):
    with pytest.raises(Refused, match="sau ngày kết thúc"):
        bodies.end(bodies=[body_a], on=D(2019, 12, 31), decision="9-QĐ/TU", by=staff)
    factories.MembershipFactory(seat=factories.SeatFactory(body=body_a), starts_on=D(2026, 1, 1))
    with pytest.raises(Refused, match="được chỉ định từ 01/01/2026"):
        bodies.end(bodies=[body_a], on=D(2025, 6, 30), decision="9-QĐ/TU", by=staff)


def test_deletion_is_refused_with_a_sentence(body_a, body_b, staff):
    factories.SeatFactory(body=body_a)
    factories.MeetingFactory(body=body_a)
    with pytest.raises(Refused, match=r"1 cuộc họp, 1 vị trí.*ghi nhận kết thúc"):
        bodies.delete(body=body_a, by=staff)
    bodies.delete(body=body_b, by=staff)
    assert list(Body.objects.all()) == [body_a]


def test_a_secretary_corrects_contacts_only(body_a, secretary_of_a):
    bodies.edit(body=body_a, changes={"email": "moi@tinhmau.example"}, by=secretary_of_a)
    with pytest.raises(PermissionDenied):
        bodies.edit(body=body_a, changes={"name": "Tên khác"}, by=secretary_of_a)


def test_a_body_is_not_founded_after_what_is_recorded_of_it(staff):
    body = factories.BodyFactory(code="DD", founded_on=D(2015, 1, 1))
    factories.SeatFactory(body=body, code="DD-01", starts_on=D(2020, 1, 1))
    with pytest.raises(Refused, match="vị trí DD-01 của .* ghi ngày 01/01/2020") as refused:
        bodies.edit(body=body, changes={"founded_on": D(2020, 1, 2)}, by=staff)
    assert refused.value.field == "founded_on"
    factories.MeetingFactory(body=body, code="H-1", held_on=D(2018, 5, 4))
    with pytest.raises(Refused, match="cuộc họp H-1 của .* ghi ngày 04/05/2018"):
        bodies.edit(body=body, changes={"founded_on": D(2018, 5, 5)}, by=staff)
    assert bodies.edit(body=body, changes={"founded_on": D(2018, 5, 4)}, by=staff) == ["founded_on"]


def test_a_body_does_not_end_before_its_last_meeting(staff):
    body = factories.BodyFactory(code="DD", founded_on=D(2015, 1, 1))
    factories.MeetingFactory(body=body, code="H-1", held_on=D(2025, 7, 2))
    with pytest.raises(Refused, match="cuộc họp H-1 của .* ghi ngày 02/07/2025"):
        bodies.end(bodies=[body], on=D(2025, 7, 1), decision="", by=staff)
    bodies.end(bodies=[body], on=D(2025, 7, 2), decision="", by=staff)


@pytest.mark.parametrize("code", ["them", "LOAI", "xuat"])
def test_codes_that_are_pages_are_refused(staff, code):
    with pytest.raises(Refused, match="tên một trang"):
        bodies.create(
            code=code,
            name="X",
            kind=factories.BodyKindFactory(),
            host="H",
            founded_on=D(2020, 1, 1),
            by=staff,
        )


def test_order_moves_one_place(staff):
    first, second, third = (factories.BodyFactory(code=code, position=1000) for code in "ABC")
    bodies.move(body=third, up=True, by=staff)
    assert list(Body.objects.in_protocol_order()) == [first, third, second]
    bodies.move(body=first, up=True, by=staff)
    assert list(Body.objects.in_protocol_order()) == [first, third, second]

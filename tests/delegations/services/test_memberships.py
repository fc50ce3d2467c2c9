"""Who holds a seat: what is refused, and in which words."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from core.addresses import reverse
from core.errors import Refused
from delegations.models import Membership
from delegations.queries import bodies
from delegations.services import memberships, seats
from tests import factories

D = dt.date


@pytest.fixture
def seat(body_a):
    return factories.SeatFactory(body=body_a, code="DD-A-01", starts_on=D(2020, 1, 1))


def test_an_overlap_names_who_holds_the_seat(seat, staff):
    holder = factories.PersonFactory(full_name="Lê Thị Ân")
    memberships.designate(
        seat=seat,
        person=holder,
        starts_on=D(2024, 1, 1),
        ends_on=D(2024, 6, 30),
        decision_number="12-QĐ/TU",
        by=staff,
    )
    with pytest.raises(Refused) as refusal:
        memberships.designate(seat=seat, person=factories.PersonFactory(), starts_on=D(2024, 6, 30), by=staff)
    for words in (
        "DD-A-01",
        "Lê Thị Ân",
        "từ 01/01/2024 đến 30/06/2024",
        "12-QĐ/TU",
        "Hãy cho đồng chí Lê Thị Ân thôi giữ đến 29/06/2024",
    ):
        assert words in refusal.value.message
    memberships.designate(seat=seat, person=factories.PersonFactory(), starts_on=D(2024, 7, 1), by=staff)
    assert Membership.objects.filter(seat=seat).count() == 2


def test_who_holds_the_seat_leaves_the_day_before_where_that_is_asked(seat, staff):
    holder = memberships.designate(
        seat=seat, person=factories.PersonFactory(), starts_on=D(2024, 1, 1), by=staff
    )
    memberships.designate(
        seat=seat,
        person=factories.PersonFactory(),
        starts_on=D(2025, 5, 4),
        decision_number="5-QĐ/TU",
        relieves=True,
        by=staff,
    )
    holder.refresh_from_db()
    assert (holder.ends_on, holder.relief_decision) == (D(2025, 5, 3), "5-QĐ/TU")


def test_the_form_offers_to_relieve_the_holder_and_does(seat, staff, as_user):
    client, url = as_user(staff), reverse("delegations:designate", args=[seat.body.code, seat.pk])
    assert "relieves" not in client.get(url).context["form"].fields
    holder = memberships.designate(
        seat=seat, person=factories.PersonFactory(full_name="Lê Thị Ân"), starts_on=D(2024, 1, 1), by=staff
    )
    typed = {"person": factories.PersonFactory(code="CB7").code, "starts_on": "04/05/2025"}
    refused = client.post(url, typed)
    assert (
        refused.status_code,
        "Hãy cho đồng chí Lê Thị Ân thôi giữ đến 03/05/2025" in refused.content.decode(),
    ) == (422, True)
    assert client.post(url, typed | {"relieves": "on"}).status_code == 303
    holder.refresh_from_db()
    assert holder.ends_on == D(2025, 5, 3)
    wrong = seat.memberships.get(person__code="CB7")
    url = reverse("delegations:delete_membership", args=[seat.body.code, wrong.pk])
    assert "Lê Thị Ân được ghi thôi giữ; xoá thì lại giữ vị trí như trước" in client.get(url).text
    assert client.post(url).status_code == 303
    found = type(holder).objects.get(pk=holder.pk)
    assert (found.ends_on, found.relief_decision) == (None, "")


def test_a_person_counts_once_however_many_seats(seat, staff):
    person, other = factories.PersonFactory(), factories.SeatFactory(body=seat.body, starts_on=D(2020, 1, 1))
    for held in (seat, other):
        factories.MembershipFactory(seat=held, person=person, starts_on=D(2024, 1, 1))
    factories.SeatFactory(body=seat.body, starts_on=D(2020, 1, 1))
    row = bodies.rows(staff, D(2025, 1, 1)).get(pk=seat.body_id)
    assert (row.seat_count, row.filled_count, row.vacant_count) == (3, 1, 1)  # type: ignore[attr-defined]


def test_an_earlier_membership_may_not_reach_into_a_later_one(seat, staff):
    memberships.designate(seat=seat, person=factories.PersonFactory(), starts_on=D(2024, 6, 1), by=staff)
    with pytest.raises(Refused):
        memberships.designate(seat=seat, person=factories.PersonFactory(), starts_on=D(2024, 1, 1), by=staff)
    memberships.designate(
        seat=seat, person=factories.PersonFactory(), starts_on=D(2024, 1, 1), ends_on=D(2024, 5, 31), by=staff
    )


def test_one_seat_a_body_for_each_person(seat, staff):
    person = factories.PersonFactory()
    memberships.designate(seat=seat, person=person, starts_on=D(2024, 1, 1), by=staff)
    other = seats.open_seat(body=seat.body, role="member", starts_on=D(2020, 1, 1), by=staff)
    with pytest.raises(Refused, match="một vị trí trong một tổ chức") as refusal:
        memberships.designate(seat=other, person=person, starts_on=D(2025, 1, 1), by=staff)
    assert refusal.value.field == "person"


def test_outside_the_seat(seat, staff):
    with pytest.raises(Refused, match="chỉ có từ 01/01/2020"):
        memberships.designate(
            seat=seat, person=factories.PersonFactory(), starts_on=D(2019, 12, 31), by=staff
        )


@pytest.mark.parametrize(
    ("on", "fits"),
    [(D(2023, 12, 31), False), (D(2024, 1, 1), True), (D(2024, 12, 31), True), (D(2025, 1, 1), False)],
)
def test_relief_lies_within_the_membership(seat, staff, on, fits):
    membership = memberships.designate(
        seat=seat,
        person=factories.PersonFactory(),
        starts_on=D(2024, 1, 1),
        ends_on=D(2024, 12, 31),
        by=staff,
    )
    if fits:
        memberships.relieve(membership=membership, on=on, decision="9-QĐ/TU", by=staff)
        membership.refresh_from_db()
        assert (membership.ends_on, membership.relief_decision) == (on, "9-QĐ/TU")
    else:
        with pytest.raises(Refused):
            memberships.relieve(membership=membership, on=on, by=staff)


def test_an_extension_stops_before_the_next_holder(seat, staff):
    first = memberships.designate(
        seat=seat, person=factories.PersonFactory(), starts_on=D(2024, 1, 1), ends_on=D(2024, 6, 30), by=staff
    )
    memberships.designate(
        seat=seat, person=factories.PersonFactory(full_name="Vũ Sau"), starts_on=D(2025, 1, 1), by=staff
    )
    with pytest.raises(Refused, match="Vũ Sau"):
        memberships.extend(membership=first, until=None, by=staff)
    memberships.extend(membership=first, until=D(2024, 12, 31), by=staff)
    first.refresh_from_db()
    assert first.ends_on == D(2024, 12, 31)


def test_scopes(seat, secretary_of_a, secretary_of_b, leader):
    memberships.designate(
        seat=seat, person=factories.PersonFactory(), starts_on=D(2024, 1, 1), by=secretary_of_a
    )
    for stranger in (secretary_of_b, leader):
        with pytest.raises(PermissionDenied):
            memberships.designate(
                seat=seat, person=factories.PersonFactory(), starts_on=D(2026, 1, 1), by=stranger
            )


def test_a_seat_is_not_closed_under_its_holder(seat, staff):
    membership = memberships.designate(
        seat=seat, person=factories.PersonFactory(full_name="Trần Giữ"), starts_on=D(2024, 1, 1), by=staff
    )
    with pytest.raises(Refused, match="Trần Giữ"):
        seats.close(seat=seat, on=D(2024, 6, 30), by=staff)
    memberships.relieve(membership=membership, on=D(2024, 6, 30), by=staff)
    seats.close(seat=seat, on=D(2024, 6, 30), by=staff)
    seat.refresh_from_db()
    assert seat.ends_on == D(2024, 6, 30)


def test_seats_are_numbered_on(body_a, staff):
    factories.SeatFactory(body=body_a, code="DD-A-07")
    made = [seats.open_seat(body=body_a, role="member", starts_on=D(2021, 1, 1), by=staff) for _n in range(3)]
    assert [seat.code for seat in made] == ["DD-A-08", "DD-A-09", "DD-A-10"]


def test_who_was_relieved_for_a_wrong_membership_holds_the_seat_until_the_next_one(seat, staff):
    holder = memberships.designate(
        seat=seat, person=factories.PersonFactory(), starts_on=D(2024, 1, 1), by=staff
    )
    wrong = memberships.designate(
        seat=seat, person=factories.PersonFactory(), starts_on=D(2025, 1, 1), relieves=True, by=staff
    )
    memberships.designate(
        seat=seat, person=factories.PersonFactory(), starts_on=D(2025, 6, 1), relieves=True, by=staff
    )
    wrong.refresh_from_db()
    memberships.delete(membership=wrong, by=staff)
    holder.refresh_from_db()
    assert holder.ends_on == D(2025, 5, 31)

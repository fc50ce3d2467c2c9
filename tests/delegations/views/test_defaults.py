"""The day that the form of a designation proposes is one that it accepts; a number that exists leads to its
record."""

import datetime as dt

import pytest

from core import clock
from core.addresses import reverse
from delegations.models import Membership
from tests import factories

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("held", "proposed"),
    [
        (None, dt.date(2026, 12, 1)),  # nobody yet: the seat's first day
        ((dt.date(2026, 12, 1), dt.date(2026, 12, 9)), dt.date(2026, 12, 10)),
    ],
)
def test_a_designation_begins_when_the_seat_is_free(held, proposed, staff, as_user, body_a):
    seat = factories.SeatFactory(body=body_a, code="DD-A-01", starts_on=dt.date(2026, 12, 1))
    if held:
        factories.MembershipFactory(seat=seat, starts_on=held[0], ends_on=held[1])
    person = factories.PersonFactory()
    address = reverse("delegations:designate", args=[body_a.code, seat.pk])
    client = as_user(staff)

    page = client.get(address).content.decode()
    assert f'value="{proposed:%d/%m/%Y}"' in page
    answer = client.post(address, {"person": person.code, "starts_on": f"{proposed:%d/%m/%Y}"})
    assert answer.status_code == 303
    assert Membership.objects.get(person=person).starts_on == proposed


def test_who_ends_today_is_followed_from_tomorrow(staff, as_user, body_a):
    today = clock.today()
    seat = factories.SeatFactory(body=body_a, code="DD-A-01", starts_on=today - dt.timedelta(900))
    factories.MembershipFactory(seat=seat, starts_on=seat.starts_on, ends_on=today)
    page = as_user(staff).get(reverse("delegations:designate", args=[body_a.code, seat.pk])).content.decode()
    assert f'value="{today + dt.timedelta(1):%d/%m/%Y}"' in page


def test_a_number_that_exists_leads_to_its_record(staff, as_user, body_a, body_b):
    client = as_user(staff)
    regulation = factories.CoordinationRegulationFactory(number="05-QCPH/TU")
    typed = {
        "number": " 05-QCPH/TU ",
        "kind": "bodies",
        "effective_on": "1/6/2026",
        "bodies": [body_a.pk, body_b.pk],
    }
    page = client.post(reverse("delegations:issue_coordination"), typed).content.decode()
    assert "Đã có quy chế phối hợp số 05-QCPH/TU" in page
    assert f"{reverse('delegations:coordination')}?q=05-QCPH%2FTU" in page
    assert "đã tồn tại" not in page

    document = factories.GoverningDocumentFactory(number="12-QC/TU")
    page = client.post(
        reverse("delegations:register_document"),
        {"number": "12-QC/TU", "title": "x", "issued_on": "1/6/2026"},
    ).content.decode()
    assert reverse("delegations:document", args=[document.pk]) in page
    assert regulation.number


def test_a_legal_basis_says_what_it_is_and_what_replaces_it(staff, as_user, body_a):
    old = factories.GoverningDocumentFactory(number="35-QC/TU", title="Quy chế làm việc khoá cũ")
    new = factories.GoverningDocumentFactory(number="12-QC/TU", title="Quy chế làm việc khoá mới")
    new.replacements.create(replaced=old)
    page = as_user(staff).get(reverse("delegations:issue_regulation", args=[body_a.code])).content.decode()
    assert "35-QC/TU: Quy chế làm việc khoá cũ (đã bị 12-QC/TU thay thế)" in page
    assert "12-QC/TU: Quy chế làm việc khoá mới<" in page

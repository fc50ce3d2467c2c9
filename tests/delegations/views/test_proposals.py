"""What a body's secretary records about other bodies waits for the office; what the office recorded a
secretary does not change."""

import pytest
from django.core.exceptions import PermissionDenied

from core.addresses import reverse
from delegations.models import CoordinationParty, CoordinationProposal, CoordinationRegulation
from delegations.services import coordination
from tests import factories

ISSUE = reverse("delegations:issue_coordination")


def typed(*bodies, number="12-QC/PH", **more):
    values = {
        "number": number,
        "kind": "bodies",
        "title": "",
        "effective_on": "01/02/2026",
        "lapses_on": "",
        "others": "",
    }
    return values | {"bodies": [body.pk for body in bodies], **more}


@pytest.fixture
def office_regulation(body_a, body_b) -> CoordinationRegulation:
    made = factories.CoordinationRegulationFactory(number="07-QC/TU", kind="bodies")
    CoordinationParty.objects.create(regulation=made, position=1, body=body_a)
    CoordinationParty.objects.create(regulation=made, position=2, body=body_b)
    return made


def test_a_regulation_with_others_is_proposed_first(body_a, body_b, secretary_of_a, staff, as_user) -> None:
    client = as_user(secretary_of_a)
    assert client.post(ISSUE, typed(body_a, body_b))["Location"] == reverse("delegations:proposals")
    assert not CoordinationRegulation.objects.exists()
    proposal = CoordinationProposal.objects.get()
    assert client.post(reverse("delegations:accept_proposal", args=[proposal.pk])).status_code == 403
    office = as_user(staff)
    assert "12-QC/PH" in office.get(reverse("delegations:proposals")).content.decode()
    office.post(reverse("delegations:accept_proposal", args=[proposal.pk]))
    assert [
        party.body
        for party in CoordinationRegulation.objects.get(number="12-QC/PH").parties.order_by("position")
    ] == [body_a, body_b]
    office.post(reverse("delegations:accept_proposal", args=[proposal.pk]))
    assert CoordinationRegulation.objects.count() == 1


def test_no_party_is_named_by_a_secret(body_a, body_b, secretary_of_a, as_user) -> None:
    page = as_user(secretary_of_a).post(ISSUE, typed(body_a, body_b, others="Ban X (Tuyệt mật)"))

    assert "Luật Bảo vệ bí mật nhà nước" in page.content.decode()
    assert not CoordinationProposal.objects.exists()


def test_a_declined_proposal_says_why(body_a, body_b, secretary_of_a, secretary_of_b, staff, as_user) -> None:
    as_user(secretary_of_a).post(ISSUE, typed(body_a, body_b))
    proposal = CoordinationProposal.objects.get()
    as_user(staff).post(reverse("delegations:refuse_proposal", args=[proposal.pk]), {"reason": "Chưa ký"})
    assert "Chưa ký" in as_user(secretary_of_a).get(reverse("delegations:proposals")).content.decode()
    assert "12-QC/PH" not in as_user(secretary_of_b).get(reverse("delegations:proposals")).content.decode()


def test_a_regulation_with_no_other_body_is_recorded_at_once(body_a, secretary_of_a, as_user) -> None:
    as_user(secretary_of_a).post(ISSUE, typed(body_a, kind="agency", others="Đảng uỷ cơ quan"))
    assert CoordinationRegulation.objects.get().number == "12-QC/PH"
    assert not CoordinationProposal.objects.exists()


def test_an_edit_draws_no_other_body_in(body_a, body_b, secretary_of_a, as_user) -> None:
    as_user(secretary_of_a).post(ISSUE, typed(body_a, kind="agency", others="Đảng uỷ cơ quan"))
    made = CoordinationRegulation.objects.get()
    as_user(secretary_of_a).post(
        reverse("delegations:edit_coordination", args=[made.pk]), typed(body_a, body_b)
    )
    with pytest.raises(PermissionDenied):
        coordination.edit(
            regulation=made, changes={"kind": "bodies"}, parties=[body_a, body_b], by=secretary_of_a
        )
    assert [party.body for party in made.parties.order_by("position")] == [body_a, None]


def test_bodies_of_others_alone_are_refused(body_b, secretary_of_a, as_user) -> None:
    other = factories.BodyFactory(code="DD-C")
    assert as_user(secretary_of_a).post(ISSUE, typed(body_b, other)).status_code == 403


def test_the_edit_page_names_the_act_that_it_leads_to(office_regulation, staff, as_user) -> None:
    page = (
        as_user(staff)
        .get(reverse("delegations:edit_coordination", args=[office_regulation.pk]))
        .content.decode()
    )
    assert (
        reverse("delegations:withdraw_coordination", args=[office_regulation.pk]) + '">Gỡ, ghi nhầm</a>'
        in page
    )
    assert "Xoá vì nhập nhầm" not in page


def test_secretaries_leave_others_bound(office_regulation, body_a, body_b, secretary_of_a, as_user) -> None:
    client = as_user(secretary_of_a)
    for name in ("edit_coordination", "withdraw_coordination"):
        url = reverse(f"delegations:{name}", args=[office_regulation.pk])
        assert client.get(url).status_code == 403
        assert client.post(url, typed(body_a, body_b, number="X", reason="Nhầm")).status_code == 403
    listed = client.get(reverse("delegations:coordination")).content.decode()
    assert "07-QC/TU" in listed
    assert reverse("delegations:edit_coordination", args=[office_regulation.pk]) not in listed
    office_regulation.refresh_from_db()
    assert office_regulation.number == "07-QC/TU"


def test_the_office_withdraws_a_regulation_with_a_reason(office_regulation, body_a, staff, as_user) -> None:
    client = as_user(staff)
    url = reverse("delegations:withdraw_coordination", args=[office_regulation.pk])
    assert body_a.name in client.get(url).content.decode()
    client.post(url, {"reason": "Nhập hai lần"})
    assert not CoordinationRegulation.objects.exists()
    assert "Nhập hai lần" in client.get(reverse("delegations:withdrawn_coordination")).content.decode()


def test_mails_of_a_person_of_two_bodies_stay(body_a, body_b, secretary_of_a, staff, as_user) -> None:
    person = factories.PersonFactory(code="P1", email="dung@tinhmau.example")
    for body in (body_a, body_b):
        factories.MembershipFactory(seat=factories.SeatFactory(body=body), person=person)
    url = reverse("delegations:edit_person", args=["P1"])
    client = as_user(secretary_of_a)
    assert client.get(url).status_code == 403
    assert (
        client.post(
            url, {"code": "P1", "full_name": person.full_name, "email": "khac@tinhmau.example"}
        ).status_code
        == 403
    )
    assert as_user(staff).get(url).status_code == 200
    alone = factories.PersonFactory(code="P2")
    factories.MembershipFactory(seat=factories.SeatFactory(body=body_a), person=alone)
    assert client.get(reverse("delegations:edit_person", args=["P2"])).status_code == 200


def test_nothing_is_proposed_twice(body_a, body_b, secretary_of_a, staff, as_user) -> None:
    client = as_user(secretary_of_a)
    client.post(ISSUE, typed(body_a, body_b))
    again = client.post(ISSUE, typed(body_a, body_b, number="12-qc/ph "))
    assert again.status_code == 422
    assert "Đề nghị ghi nhận quy chế phối hợp 12-QC/PH đã gửi ngày" in again.content.decode()
    proposal = CoordinationProposal.objects.get()
    as_user(staff).post(reverse("delegations:refuse_proposal", args=[proposal.pk]), {"reason": "Chưa ký"})
    assert client.post(ISSUE, typed(body_a, body_b)).status_code == 303


def test_a_taken_number_tells_no_more(office_regulation, body_a, body_b, as_user, staff) -> None:
    other = factories.BodyFactory(code="DD-C")
    stranger = factories.UserFactory(username="thuky-c", role="secretary", bodies=[other])
    answer = as_user(stranger).post(ISSUE, typed(other, body_a, number="07-QC/TU")).content.decode()
    assert "Quy chế phối hợp 07-QC/TU đã có trong hồ sơ." in answer
    assert "Mở quy chế này" not in answer
    assert (
        "Mở quy chế này"
        in as_user(staff).post(ISSUE, typed(body_a, body_b, number="07-QC/TU")).content.decode()
    )


def test_the_matrix_tells_what_waits(body_a, body_b, secretary_of_a, staff, leader, as_user) -> None:
    matrix, waits = reverse("delegations:matrix"), reverse("delegations:proposals")
    assert waits not in as_user(staff).get(matrix).content.decode()
    as_user(secretary_of_a).post(ISSUE, typed(body_a, body_b))
    assert waits in as_user(staff).get(matrix).content.decode()
    assert waits not in as_user(leader).get(matrix).content.decode()

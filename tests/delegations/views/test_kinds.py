"""The kinds of body: level, organ, which coordination they need; what binds their bodies is drafted."""

import datetime as dt

import pytest

from core.addresses import reverse
from delegations.models import Body, BodyKind, DraftedKind, KindRow, LawDraft
from obligations.services import law_in_force, simulating
from tests import factories

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture
def client(as_user, staff):
    return as_user(staff)


def test_a_kind_is_added_with_its_coordination_and_a_new_body_starts_with_it(client, province):
    values = {"name": "Đảng uỷ xã", "level": "commune", "coordination_kinds": ["agency"], "position": "50"}
    assert client.post(reverse("delegations:create_kind"), values).status_code == 303
    kind = BodyKind.objects.get(name="Đảng uỷ xã")
    assert (kind.level, kind.coordination_kinds) == ("commune", ["agency"])
    body = {
        "code": "X1",
        "name": "Đảng uỷ X",
        "kind": kind.pk,
        "host": "X",
        "founded_on": "1/7/2025",
        "position": "1",
    }
    assert client.post(reverse("delegations:create_body"), body).status_code == 303
    assert Body.objects.get().coordination_kinds == ["agency"]


def test_a_kind_without_bodies_is_changed_at_once(client):
    kind = factories.BodyKindFactory(name="Đảng uỷ xã")
    values = {"name": "Đảng uỷ phường", "level": "commune", "coordination_kinds": ["agency"], "position": "9"}
    assert client.post(reverse("delegations:edit_kind", args=[kind.pk]), values).status_code == 303
    kind.refresh_from_db()
    assert (kind.name, kind.level, kind.coordination_kinds) == ("Đảng uỷ phường", "commune", ["agency"])


def test_what_binds_the_bodies_of_a_kind_is_drafted(client, body_a, staff, administrator, today):
    factories.ProvinceFactory()
    kind = body_a.kind
    form = client.get(reverse("delegations:edit_kind", args=[kind.pk])).context["form"]
    assert set(form.fields) - {"ban_dau"} == {"name", "note", "position"}
    values = {
        "coordination_kinds": ["agency"],
        "level": "province",
        "starts_on": "1/1/2027",
        "ends_on": "31/12/2027",
        "reference": "12-QC/TU",
    }
    answer = client.post(reverse("delegations:draft_kind", args=[kind.pk]), values)
    draft, row = LawDraft.objects.get(), DraftedKind.objects.get()
    assert (answer.status_code, answer.url) == (303, reverse("obligations:law-draft", args=[draft.pk]))
    assert (row.coordination_kinds, row.level) == (["agency"], "province")
    assert "với cấp uỷ và thủ trưởng cơ quan" in client.get(answer.url).content.decode()
    kind.refresh_from_db()
    assert kind.level == ""
    simulating.ask(draft=draft, by=staff)
    law_in_force.put_in_force(draft=draft, by=administrator)
    kind.refresh_from_db()
    made = KindRow.objects.get()
    assert (kind.level, made.coordination_kinds, made.ends_on) == ("province", ["agency"], D(2027, 12, 31))
    page = reverse("delegations:kinds")
    needed = "với cấp uỷ và thủ trưởng cơ quan"
    assert (
        client.get(page).content.decode().count(f">giữa các tổ chức; với cấp uỷ trực thuộc; {needed}<") == 3
    )
    assert client.get(page, {"ngay": "2027-06-30"}).content.decode().count(f">{needed}<") == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Chưa có gì thay đổi"),
        ({"coordination_kinds": ["agency"], "ends_on": "1/1/2026"}, "Ngày cuối phải từ ngày đầu trở đi."),
        ({"coordination_kinds": ["agency"], "reference": ""}, "Nhập căn cứ."),
        ({"coordination_kinds": ["agency"], "starts_on": "1/2/2027"}, "đang áp dụng từ đúng ngày 01/02/2027"),
    ],
)
def test_what_cannot_be_is_refused(client, body_a, values, words):
    factories.ProvinceFactory()
    kind = body_a.kind
    KindRow.objects.create(kind=kind, coordination_kinds=[], starts_on=D(2027, 2, 1), reference="Sau")
    typed = {
        "coordination_kinds": kind.coordination_kinds,
        "starts_on": "1/1/2027",
        "reference": "12-QC/TU",
    }
    answer = client.post(reverse("delegations:draft_kind", args=[kind.pk]), typed | values)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not LawDraft.objects.exists()


def test_a_drafted_change_is_changed_and_taken_out(client, body_a):
    factories.ProvinceFactory()
    values = {"coordination_kinds": ["agency"], "starts_on": "1/1/2027", "reference": "12-QC/TU"}
    client.post(reverse("delegations:draft_kind", args=[body_a.kind_id]), values)
    row = DraftedKind.objects.get()
    address = reverse("delegations:drafted_kind", args=[row.pk])
    assert client.get(address).context["form"]["coordination_kinds"].value() == ["agency"]
    assert client.post(address, values | {"coordination_kinds": ["bodies"]}).status_code == 303
    row.refresh_from_db()
    assert row.coordination_kinds == ["bodies"]
    client.post(reverse("delegations:drafted_kind_remove", args=[row.pk]))
    assert not DraftedKind.objects.exists()


def test_who_may(as_user, leader, secretary_of_a, body_a):
    reader, stranger = as_user(leader), as_user(secretary_of_a)
    page = reader.get(reverse("delegations:kinds"))
    assert page.status_code == 200
    assert "Sửa" not in page.content.decode().partition("<main")[2]
    assert reader.get(reverse("delegations:kind_history", args=[body_a.kind_id])).status_code == 200
    assert reader.post(reverse("delegations:draft_kind", args=[body_a.kind_id])).status_code == 403
    assert stranger.post(reverse("delegations:draft_kind", args=[body_a.kind_id])).status_code == 403
    assert stranger.get(reverse("delegations:kinds")).status_code == 403


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_costs_the_same(client, django_assert_num_queries, number):
    for place in range(number):
        factories.BodyKindFactory(name=f"Loại {place}")
    client.get(reverse("delegations:kinds"))
    with django_assert_num_queries(4):
        client.get(reverse("delegations:kinds"))

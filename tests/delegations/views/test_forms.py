"""The forms as a browser sends them: what is written, what is refused, in which words, with which status."""

import datetime as dt
import re
from html import unescape

import pytest

from core.addresses import reverse
from core.editing import SNAPSHOT
from core.errors import Refused
from delegations.models import (
    Body,
    BodyKind,
    CoordinationRegulation,
    EventBody,
    LegalBasis,
    Membership,
    Person,
    Seat,
    WorkingRegulation,
)
from delegations.services import kinds
from tests import factories

pytestmark = pytest.mark.usefixtures("province")
D = dt.date


@pytest.fixture
def client(as_user, staff):
    return as_user(staff)


def shown(client, address: str) -> dict[str, str]:
    """Return the values that a browser would send back for the form at the address, untouched."""
    form = client.get(address).context["form"]
    values = {}
    for name, field in form.fields.items():
        value = form[name].value()
        if value not in (None, ""):
            values[name] = (
                field.widget.format_value(value) if hasattr(field.widget, "format_value") else value
            )
        if values.get(name) is None:
            values.pop(name, None)
    return {
        name: [str(item) for item in value] if isinstance(value, list) else str(value)
        for name, value in values.items()
    }


def test_a_body_is_founded_seated_staffed(client):
    kind = factories.BodyKindFactory()
    values = {
        "code": "DD-MOI",
        "name": "Đảng đoàn Mới",
        "kind": kind.pk,
        "host": "Hội Mới",
        "founded_on": "5.9.2026",
        "position": "10",
    }
    response = client.post(reverse("delegations:create_body"), values)
    assert (response.status_code, response.url) == (303, reverse("delegations:body", args=["DD-MOI"]))
    body = Body.objects.get(code="DD-MOI")
    assert body.founded_on == D(2026, 9, 5)
    row = {"tv-TOTAL_FORMS": "1", "tv-INITIAL_FORMS": "0", "tv-0-role": "secretary", "tv-0-name": "khuyết"}
    response = client.post(
        reverse("delegations:roster", args=["DD-MOI"]), {**row, "qd-starts_on": "05/09/2026", "act": "save"}
    )
    assert response.status_code == 303
    seat = body.seats.get()
    values = {"person": "Lê Văn Mới", "starts_on": "6-9-2026", "decision_number": "7-QĐ/TU"}
    response = client.post(reverse("delegations:designate", args=["DD-MOI", seat.pk]), values)
    assert response.status_code == 422, "an unknown person is only added when it is said"
    assert not Person.objects.exists()
    response = client.post(
        reverse("delegations:designate", args=["DD-MOI", seat.pk]), values | {"is_new": "on"}
    )
    assert response.status_code == 303
    assert Membership.objects.get().person.full_name == "Lê Văn Mới"


def test_an_overlap_comes_back_as_a_sentence_and_adds_nobody(client, body_a):
    seat = factories.SeatFactory(body=body_a)
    factories.MembershipFactory(seat=seat, person=factories.PersonFactory(full_name="Phạm Đang Giữ"))
    response = client.post(
        reverse("delegations:designate", args=[body_a.code, seat.pk]),
        {"person": "Người Khác", "is_new": "on", "starts_on": "01/01/2025"},
    )
    assert response.status_code == 422
    assert "Phạm Đang Giữ" in str(response.context["form"].errors["starts_on"])
    assert list(Person.objects.values_list("full_name", flat=True)) == ["Phạm Đang Giữ"]


@pytest.mark.parametrize("typed", ["nguyen van an", "CB-AN", "Nguyễn Văn An (CB-AN)", "cb-an"])
def test_a_person_is_found_as_typed(client, body_a, typed):
    person = factories.PersonFactory(full_name="Nguyễn Văn An", code="CB-AN")
    factories.PersonFactory(full_name="Nguyễn Văn Bình", code="CB-BINH")
    seat = factories.SeatFactory(body=body_a)
    response = client.post(
        reverse("delegations:designate", args=[body_a.code, seat.pk]),
        {"person": typed, "starts_on": "1/1/2025"},
    )
    assert response.status_code == 303
    assert seat.memberships.get().person == person


def test_two_of_one_name_are_asked_apart(client, body_a):
    for code in ("CB-1", "CB-2"):
        factories.PersonFactory(full_name="Nguyễn Văn An", code=code)
    seat = factories.SeatFactory(body=body_a)
    response = client.post(
        reverse("delegations:designate", args=[body_a.code, seat.pk]),
        {"person": "Nguyễn Văn An", "starts_on": "1/1/2025"},
    )
    assert response.status_code == 422
    assert "CB-1" in str(response.context["form"].errors["person"])


def test_relieved_extended_corrected(client, body_a):
    membership = factories.MembershipFactory(seat=factories.SeatFactory(body=body_a), ends_on=D(2026, 1, 1))
    args = [body_a.code, membership.pk]
    assert client.post(reverse("delegations:extend", args=args), {"until": "01/06/2026"}).status_code == 303
    assert client.post(reverse("delegations:extend", args=args), {"until": "01/06/2026"}).status_code == 422
    assert (
        client.post(
            reverse("delegations:relieve", args=args), {"on": "31/05/2026", "decision": "9-QĐ"}
        ).status_code
        == 303
    )
    address = reverse("delegations:edit_membership", args=args)
    assert client.post(address, shown(client, address) | {"portfolio": "Kiểm tra"}).status_code == 303
    membership.refresh_from_db()
    assert (membership.ends_on, membership.relief_decision, membership.portfolio) == (
        D(2026, 5, 31),
        "9-QĐ",
        "Kiểm tra",
    )
    response = client.post(address, shown(client, address) | {"starts_on": "01/06/2026"})
    assert response.status_code == 422, "an end before the start is a sentence, not an error page"


def test_two_people_edit_one_body(client, as_user, secretary_of_a, body_a):
    address = reverse("delegations:edit_body", args=[body_a.code])
    first, second = shown(client, address), shown(as_user(secretary_of_a), address)
    assert SNAPSHOT in first
    assert (
        as_user(secretary_of_a).post(address, second | {"phone": "0233 111", "symbol": "ĐĐA"}).status_code
        == 303
    )
    response = client.post(address, first | {"phone": "0233 222", "host": "Cơ quan mới"})
    assert response.status_code == 422
    page = unescape(response.content.decode())
    assert "0233 111" in page
    assert "0233 222" in page
    form = response.context["form"]
    again = first | {"phone": "0233 222", "host": "Cơ quan mới", SNAPSHOT: form.data[SNAPSHOT]}
    assert client.post(address, again).status_code == 303
    body_a.refresh_from_db()
    assert (body_a.phone, body_a.symbol, body_a.host) == ("0233 222", "ĐĐA", "Cơ quan mới")


def test_a_change_is_undone_through_the_form(client, body_a):
    address = reverse("delegations:edit_body", args=[body_a.code])
    client.post(address, shown(client, address) | {"host": "Sai tên"})
    history = client.get(reverse("delegations:body_history", args=[body_a.code]))
    undo = re.search(r'href="(/to-chuc/[^"]+khoi-phuc=\d+)"', history.content.decode())[1]
    assert "Sai tên" in history.content.decode()
    values = shown(client, undo)
    assert values["host"] == body_a.host
    assert client.post(address, values).status_code == 303
    assert Body.objects.get(pk=body_a.pk).host == body_a.host


def test_what_another_act_set_has_no_way_back_through_the_form(client, body_a):
    Body.objects.filter(pk=body_a.pk).update(ended_on=dt.date(2026, 5, 1))
    history = client.get(reverse("delegations:body_history", args=[body_a.code])).content.decode()
    assert "01/05/2026" in history
    assert "khoi-phuc=" not in history


def test_a_deletion_that_is_refused_says_why(client, body_a):
    factories.SeatFactory(body=body_a)
    response = client.post(reverse("desk:delete_body", args=[body_a.code]), follow=True)
    assert "1 vị trí" in unescape(response.content.decode())
    assert Body.objects.filter(pk=body_a.pk).exists()


def test_an_office_is_handed_over_after_a_preview(client, body_a):
    office = factories.OfficeFactory()
    leaving, arriving = factories.PersonFactory(code="CB-CU"), factories.PersonFactory(code="CB-MOI")
    membership = factories.MembershipFactory(
        seat=factories.SeatFactory(body=body_a, office=office), person=leaving
    )
    address = reverse("delegations:hand_over", args=[office.pk])
    values = {
        "leaving": "CB-CU",
        "arriving": "CB-MOI",
        "on": "01/12/2025",
        "decision_number": "5-QĐ",
        "decided_on": "",
    }
    preview = client.get(address, values)
    assert [move.seat.pk for move in preview.context["moves"]] == [membership.seat_id]
    assert Membership.objects.count() == 1, "GET changes nothing"
    assert client.post(address, values).status_code == 422, "nothing ticked"
    assert client.post(address, values | {"seat": [membership.seat_id]}).status_code == 303
    membership.refresh_from_db()
    assert membership.ends_on == D(2025, 11, 30)
    assert Membership.objects.get(person=arriving).decision_number == "5-QĐ"


def test_an_office_passes_to_somebody_who_is_not_in_the_directory_yet(client, body_a):
    office = factories.OfficeFactory()
    membership = factories.MembershipFactory(seat=factories.SeatFactory(body=body_a, office=office))
    address = reverse("delegations:hand_over", args=[office.pk])
    values = {"leaving": membership.person.code, "arriving": "Trần Thị Mới", "on": "01/12/2025"}
    assert "đánh dấu ô này" in client.get(address, values).content.decode()

    preview = client.get(address, values | {"is_new": "on"})
    assert [move.seat.pk for move in preview.context["moves"]] == [membership.seat_id]
    assert "Trần Thị Mới" in preview.content.decode()
    assert not Person.objects.filter(full_name="Trần Thị Mới").exists(), "GET changes nothing"
    posted = values | {"is_new": "True", "seat": [membership.seat_id]}
    assert client.post(address, posted).status_code == 303
    made = Membership.objects.get(person__full_name="Trần Thị Mới")
    assert (made.seat_id, made.starts_on) == (membership.seat_id, D(2025, 12, 1))


def test_regulations_documents_and_what_goes_stale(client, body_a):
    old = factories.GoverningDocumentFactory(number="97-QĐ/TW")
    address = reverse("delegations:issue_regulation", args=[body_a.code])
    values = {
        "number": "1-QC",
        "issued_on": "01/02/2024",
        "effective_on": "15/02/2024",
        "legal_bases": [old.pk],
        "sections": ["position", "regime"],
    }
    assert client.post(address, values | {"lapses_on": "14/02/2024"}).status_code == 422
    assert client.post(address, values).status_code == 303
    assert "1-QC" in str(client.post(address, values).context["form"].errors["number"])
    regulation = WorkingRegulation.objects.get()
    assert regulation.sections == ["position", "regime"]
    listed = client.get(
        reverse("delegations:stale"),
        {"replaces": [old.pk], "effective_on": "14/05/2026"},
        headers={"HX-Request": "true"},
    )
    assert "1-QC" in listed.content.decode()
    assert "<html" not in listed.content.decode()
    new = {
        "number": "146-QĐ/TW",
        "issued_on": "14/05/2026",
        "effective_on": "14/05/2026",
        "replaces": [old.pk],
        "title": "Quy định",
    }
    assert (
        client.post(
            reverse("delegations:register_document"), new | {"title": "Đề án nhân sự (Mật)"}
        ).status_code
        == 422
    )
    response = client.post(reverse("delegations:register_document"), new, follow=True)
    assert [row.regulation.number for row in response.context["stale"]] == ["1-QC"]
    edit = reverse("delegations:edit_regulation", args=[body_a.code, regulation.pk])
    assert client.post(edit, {**shown(client, edit), "legal_bases": []}).status_code == 303
    assert not LegalBasis.objects.exists()


def test_coordination_keeps_its_parties_in_order(client, body_a, body_b):
    committee = factories.SubordinateCommitteeFactory(name="Huyện uỷ Bắc")
    address = reverse("delegations:issue_coordination")
    values = {
        "number": "7-QC",
        "kind": "localities",
        "effective_on": "1/1/2024",
        "bodies": [body_a.pk],
        "committees": [committee.pk],
        "others": "Chánh án\n\nThị uỷ Lạ",
    }
    assert (
        client.post(
            address, {"number": "7-QC", "kind": "bodies", "effective_on": "1/1/2024", "bodies": [body_a.pk]}
        ).status_code
        == 422
    )
    assert client.post(address, values).status_code == 303
    regulation = CoordinationRegulation.objects.get()
    assert [str(row.body or row.name) for row in regulation.parties.order_by("position")] == [
        body_a.name,
        "Huyện uỷ Bắc",
        "Chánh án",
        "Thị uỷ Lạ",
    ]
    edit = reverse("delegations:edit_coordination", args=[regulation.pk])
    before = set(regulation.parties.values_list("pk", flat=True))
    assert client.post(edit, shown(client, edit) | {"title": "Mới"}).status_code == 303
    assert set(regulation.parties.values_list("pk", flat=True)) == before, (
        "an edit of the title leaves the parties alone"
    )
    assert client.post(edit, shown(client, edit) | {"bodies": [body_a.pk, body_b.pk]}).status_code == 303
    assert [row.body for row in regulation.parties.order_by("position")] == [body_a, None, None, None, body_b]


def test_events_and_kept_unchanged(client, body_a):
    values = {"occurred_on": "15/3/2026", "kind": "election", "name": "Bầu cử", "bodies": [body_a.pk]}
    assert client.post(reverse("delegations:record_event"), values).status_code == 303
    assert client.post(reverse("delegations:record_event"), values).status_code == 422, "recorded once"
    touched = EventBody.objects.get()
    address = reverse("delegations:keep_unchanged", args=[body_a.code, touched.pk])
    assert client.post(address, {"on": "14/3/2026"}).status_code == 422
    assert client.post(address, {"on": "20/3/2026", "document": "5-TB"}).status_code == 303
    touched.refresh_from_db()
    assert touched.kept_unchanged_on == D(2026, 3, 20)
    assert (
        client.post(reverse("delegations:withdraw_unchanged", args=[body_a.code, touched.pk])).status_code
        == 303
    )


def test_a_body_is_put_under_another_as_its_kind_allows(client, body_a):
    organs = BodyKind.objects.create(name="Ban thường vụ", is_organ=True)
    address = reverse("delegations:create_body")
    common = {"host": "H", "founded_on": "1/1/2020", "position": "1"}
    values = {"code": "BTV", "name": "Ban thường vụ A", "kind": organs.pk, **common}

    def errors(**changes):
        response = client.post(address, values | changes)
        return {} if response.status_code == 303 else dict(response.context["form"].errors)

    assert "cơ quan của tổ chức nào" in str(errors()["parent"])
    assert errors(parent=body_a.pk) == {}
    organ = Body.objects.get(code="BTV")
    assert (organ.parent, organ.relation) == (body_a, "organ")
    assert "Cơ quan của:" in client.get(reverse("delegations:body", args=["BTV"])).content.decode()
    assert "không có cơ quan" in str(errors(code="BTV2", parent=organ.pk)["parent"])
    assert errors(code="CS", name="Đảng uỷ cơ sở", parent=body_a.pk, kind=body_a.kind_id) == {}
    assert Body.objects.get(code="CS").relation == "subordinate"
    under = {"code": body_a.code, "name": "A", "kind": body_a.kind_id, **common}
    edit = reverse("delegations:edit_body", args=[body_a.code])
    circle = client.post(edit, under | {"parent": organ.pk})
    assert "chính mình" in str(circle.context["form"].errors["parent"])


def test_a_kind_with_bodies_keeps_its_level_and_stays_one_of_organs(client, body_a, staff):
    kind = body_a.kind
    address = reverse("delegations:edit_kind", args=[kind.pk])
    values = {"name": kind.name, "position": "1", "level": "commune", "is_organ": "on", "note": "Cấp xã"}
    assert client.post(address, values).status_code == 303
    kind.refresh_from_db()
    assert (kind.level, kind.is_organ, kind.note) == ("", False, "Cấp xã")
    assert "Cấp xã" in client.get(reverse("delegations:kinds")).content.decode()
    refused = client.post(address, values | {"name": "mọi loại"})
    assert "chỉ mọi loại" in str(refused.context["form"].errors["name"])
    for changes, words in (({"is_organ": True}, "Hãy đổi loại"), ({"level": "commune"}, "soạn dự thảo")):
        with pytest.raises(Refused, match=f"Đã có tổ chức thuộc loại này.*{words}") as refusal:
            kinds.edit(kind=kind, changes=changes, by=staff)
        assert refusal.value.field in changes


def test_cadence_offices_kinds_committees_people(client, body_a):
    address = reverse("delegations:decide_cadence", args=[body_a.code])
    assert client.post(address, {"months": "2", "starts_on": "1/1/2025", "basis": "QC"}).status_code == 303
    assert client.post(address, {"months": "3", "starts_on": "1/1/2025", "basis": "QC"}).status_code == 422, (
        "one decision a day"
    )
    assert client.post(address, {"months": "5", "starts_on": "1/1/2026", "basis": "QC"}).status_code == 422
    for name, values in {
        "create_office": {"name": "Chủ tịch"},
        "create_kind": {"name": "Đảng bộ", "position": "9"},
        "register_committee": {"name": "Huyện uỷ", "position": "1"},
        "register_person": {"full_name": "Lê Mới"},
    }.items():
        assert client.post(reverse(f"delegations:{name}"), values).status_code == 303, name
    assert client.post(reverse("delegations:create_office"), {"name": " chủ tịch "}).status_code in {303, 422}
    assert (
        client.post(reverse("delegations:create_kind"), {"name": "Đảng bộ", "position": "9"}).status_code
        == 422
    )
    person = Person.objects.get()
    assert person.code == "CB00001"
    assert client.post(reverse("delegations:delete_person", args=[person.code])).status_code == 303
    assert (
        client.post(reverse("delegations:register_person"), {"full_name": "Lê", "code": "vcard"}).status_code
        == 422
    )


@pytest.mark.parametrize(
    "rubbish", ["", "\x00", "31/02/2024", "-1", "9" * 400, "<script>", "ă" * 300, "1e309"]
)
def test_rubbish_is_a_sentence(client, body_a, rubbish):
    seat = factories.SeatFactory(body=body_a)
    membership = factories.MembershipFactory(seat=seat)
    addresses = {
        "create_body": [],
        "edit_body": [body_a.code],
        "roster": [body_a.code],
        "edit_seat": [body_a.code, seat.pk],
        "designate": [body_a.code, seat.pk],
        "relieve": [body_a.code, membership.pk],
        "edit_membership": [body_a.code, membership.pk],
        "issue_regulation": [body_a.code],
        "decide_cadence": [body_a.code],
        "register_document": [],
        "issue_coordination": [],
        "record_event": [],
        "register_person": [],
        "register_committee": [],
        "create_office": [],
    }
    for name, args in addresses.items():
        address = reverse(f"delegations:{name}", args=args)
        fields = [field for field in client.get(address).context["form"].fields if field != SNAPSHOT]
        response = client.post(address, dict.fromkeys(fields, rubbish) | {SNAPSHOT: rubbish})
        assert response.status_code in {303, 422}, (name, response.status_code)
    for name in ("bodies", "directory", "documents", "coordination", "events", "committees", "offices"):
        response = client.get(
            reverse(f"delegations:{name}"),
            dict.fromkeys(
                ("q", "loai", "tinh_trang", "to_chuc", "chuc_danh", "dang_giu", "xep", "trang", "co"), rubbish
            ),
        )
        assert response.status_code == 200, name
    assert Seat.objects.filter(body=body_a).exists()


def test_the_choice_of_a_body_has_those_that_stand_no_more_last(client, body_a, body_b):
    Body.objects.filter(pk=body_a.pk).update(ended_on=D(2025, 1, 1))
    page = client.get(reverse("meetings:record")).content.decode()
    order = [page.index(words) for words in ("(DD-B)", '<optgroup label="Đã kết thúc', "(DD-A)")]
    assert order == sorted(order)

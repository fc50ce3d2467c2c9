"""Every screen of bodies, people, documents and coordination: who may see it, and at what cost."""

import datetime as dt
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html
from openpyxl import load_workbook

from core import clock
from core.addresses import reverse
from delegations.models import (
    Body,
    CadenceDecision,
    CoordinationParty,
    CoordinationProposal,
    DraftedKind,
    DutySuccession,
    EventBody,
    LawDraft,
    LegalBasis,
    Succession,
)
from delegations.services import papers
from delegations.urls import urlpatterns
from tests import factories
from tests.core.test_files import PDF

D = dt.date
# Addresses of the whole province: a body's secretary may read the first, only the office the second.
READ_BY_ALL = {
    "bodies",
    "export_bodies",
    "directory",
    "print_directory",
    "export_people",
    "export_vcards",
    "suggest_people",
}
READ_BY_ALL |= {
    "documents",
    "export_documents",
    "document",
    "document_history",
    "matrix",
    "export_matrix",
    "export_lacking",
}
READ_BY_ALL |= {"coordination", "export_coordination", "events"}
READ_BY_ALL |= {"issue_coordination", "proposals"}
# Acts on chosen bodies, which lead to the page of another part.
HANDED_ON = {"plan_bodies", "remind_bodies"}


@pytest.fixture
def world(body_a, body_b, staff, settings, tmp_path):
    """A and B with one of everything; the arguments of every address, for A."""
    seat = factories.SeatFactory(body=body_a, office=factories.OfficeFactory())
    membership = factories.MembershipFactory(seat=seat, ends_on=D(2030, 1, 1))
    factories.MembershipFactory(seat=factories.SeatFactory(body=body_b))
    regulation = factories.WorkingRegulationFactory(body=body_a)
    document = factories.GoverningDocumentFactory()
    LegalBasis.objects.create(regulation=regulation, document=document)
    coordination = factories.CoordinationRegulationFactory()
    CoordinationParty.objects.create(regulation=coordination, position=1, body=body_a)
    CoordinationParty.objects.create(regulation=coordination, position=2, name="Chánh án")
    proposal = CoordinationProposal.objects.create(
        number="31-QC/PH",
        kind="agency",
        effective_on=D(2026, 1, 1),
        proposed_by=factories.UserFactory(),
        proposed_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )
    event = factories.EventFactory()
    touched = EventBody.objects.create(event=event, body=body_a)
    cadence = CadenceDecision.objects.create(body=body_a, months=2, starts_on=D(2024, 1, 1), basis="QC")
    committee = factories.SubordinateCommitteeFactory()
    draft = LawDraft.objects.create(
        title="Loại tổ chức",
        drafted_by=factories.UserFactory(),
        drafted_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )
    drafted = DraftedKind.objects.create(
        draft=draft, kind=body_a.kind, level="province", starts_on=D(2027, 1, 1), reference="12-QC/TU"
    )
    settings.MEDIA_ROOT = tmp_path / "files"
    upload = SimpleUploadedFile("quy-che.pdf", PDF)
    file = papers.add(to=regulation, upload=upload, now=clock.now(), by=staff)
    by_route = {
        "to-chuc/tep/<uuid:key>": [file.key],
        "to-chuc/<code:code>/vi-tri/<int:pk>": [body_a.code, seat.pk],
        "to-chuc/<code:code>/thanh-vien/<int:pk>": [body_a.code, membership.pk],
        "to-chuc/<code:code>/chu-ky/<int:pk>": [body_a.code, cadence.pk],
        "to-chuc/<code:code>/quy-che/<int:pk>": [body_a.code, regulation.pk],
        "to-chuc/<code:code>/su-kien/<int:pk>": [body_a.code, touched.pk],
        "to-chuc/<code:code>": [body_a.code],
        "to-chuc/loai/<int:pk>": [body_a.kind_id],
        "to-chuc/loai/du-thao/<int:pk>": [drafted.pk],
        "danh-ba/chuc-vu/<int:pk>": [seat.office_id],
        "danh-ba/<code:code>": [membership.person.code],
        "van-ban/<int:pk>": [document.pk],
        "ma-tran/xuat/<str:part>": ["to-chuc"],
        "ma-tran/quy-che/<int:pk>": [coordination.pk],
        "ma-tran/de-nghi/<int:pk>": [proposal.pk],
        "ma-tran/cap-uy/<int:pk>": [committee.pk],
        "su-kien/<int:pk>": [event.pk],
    }

    def address(name: str) -> str:
        route = next(str(pattern.pattern) for pattern in urlpatterns if pattern.name == name)
        return reverse(
            f"delegations:{name}",
            args=next((args for start, args in by_route.items() if route.startswith(start)), []),
        )

    return address


# Buttons of other pages, which have no page of their own, and what a stranger is told who presses them.
BUTTONS = {"drafted_kind_remove": 403, "propose_staffing": 404, "draft_designation": 404}
NAMES = sorted({pattern.name for pattern in urlpatterns} - BUTTONS.keys())


def status_of(answer):
    b"".join(answer.streaming_content if answer.streaming else [])  # closes the file, and not the connection
    return answer.status_code


def test_staff_open_every_address(world, as_user, staff):
    client = as_user(staff)
    answers = {name: status_of(client.get(world(name))) for name in NAMES}
    assert answers == {name: 302 if name in HANDED_ON else 200 for name in NAMES}
    assert {name: client.get(world(name)).status_code for name in BUTTONS} == dict.fromkeys(BUTTONS, 405)


def expected_of_a_stranger(name: str) -> int:
    route = next(str(pattern.pattern) for pattern in urlpatterns if pattern.name == name)
    if name in READ_BY_ALL:
        return 200
    if name in HANDED_ON:
        return 404
    of_a = route.startswith(
        ("to-chuc/<code", "to-chuc/tep/", "danh-ba/<code", "ma-tran/quy-che/<int", "su-kien/<int")
    ) and name not in {"edit_event", "delete_event"}
    return 404 if of_a else 403


def test_a_stranger_is_told_nothing(world, as_user, secretary_of_b):
    client = as_user(secretary_of_b)
    assert {name: status_of(client.get(world(name))) for name in NAMES} == {
        name: expected_of_a_stranger(name) for name in NAMES
    }
    assert {name: client.post(world(name)).status_code for name in BUTTONS} == BUTTONS


@pytest.mark.parametrize(
    "name",
    [
        "edit_body",
        "roster",
        "edit_seat",
        "designate",
        "relieve",
        "issue_regulation",
        "decide_cadence",
        "keep_unchanged",
        "edit_person",
    ],
)
def test_a_leader_reads_but_does_not_write(world, as_user, leader, name):
    client = as_user(leader)
    assert client.get(world("body")).status_code == 200
    assert client.get(world(name)).status_code == 403
    assert client.post(world(name), {}).status_code == 403


@pytest.mark.parametrize(
    "name",
    [
        "edit_body",
        "roster",
        "edit_seat",
        "designate",
        "relieve",
        "issue_regulation",
        "decide_cadence",
        "keep_unchanged",
        "edit_person",
        "edit_coordination",
    ],
)
def test_a_secretary_works_on_their_own_body(world, as_user, secretary_of_a, name):
    assert as_user(secretary_of_a).get(world(name)).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "create_body",
        "found_many",
        "order_bodies",
        "kinds",
        "offices",
        "register_document",
        "committees",
        "record_event",
    ],
)
def test_a_secretary_does_not_keep_registers(world, as_user, secretary_of_a, name):
    assert as_user(secretary_of_a).get(world(name)).status_code == 403


def test_a_stranger_sees_no_other_names(world, as_user, secretary_of_b, body_a):
    client = as_user(secretary_of_b)
    person = body_a.seats.get().memberships.get().person
    for name in ("bodies", "directory", "events", "coordination", "export_vcards", "print_directory"):
        text = client.get(world(name)).content.decode()
        assert body_a.name not in text
        assert person.full_name not in text
    assert client.get(world("suggest_people"), {"person": person.full_name}).content.decode().strip() == ""


def fill(count: int) -> None:
    """Add that many bodies with a seat, a member, a regulation, a coordination regulation, an event, an
    office, a committee."""
    document = factories.GoverningDocumentFactory()
    for _number in range(count):
        seat = factories.SeatFactory(office=factories.OfficeFactory())
        factories.MembershipFactory(seat=seat)
        factories.SeatFactory(body=seat.body)
        LegalBasis.objects.create(
            regulation=factories.WorkingRegulationFactory(body=seat.body), document=document
        )
        coordination = factories.CoordinationRegulationFactory()
        CoordinationParty.objects.create(regulation=coordination, position=1, body=seat.body)
        EventBody.objects.create(event=factories.EventFactory(), body=seat.body)
        factories.GoverningDocumentFactory()
        factories.SubordinateCommitteeFactory()


# What a list costs beside the session, the user and the heartbeat: the same whether it holds 3 rows or 30.
LISTS = {
    "bodies": 9,
    "directory": 8,
    "offices": 5,
    "documents": 7,
    "coordination": 9,
    "events": 4,
    "committees": 11,
    "matrix": 11,
    "order_bodies": 5,
    "export_bodies": 8,
    "export_people": 6,
    "print_directory": 4,
}


@pytest.mark.parametrize("count", [3, 30])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_however_long(staff, as_user, django_assert_num_queries, name, count):
    fill(count)
    client = as_user(staff)
    with django_assert_num_queries(LISTS[name]):
        response = client.get(reverse(f"delegations:{name}"))
    assert response.status_code == 200


@pytest.mark.parametrize("count", [3, 30])
def test_a_body_costs_the_same_however_many_seats(staff, as_user, django_assert_num_queries, body_a, count):
    for _number in range(count):
        factories.MembershipFactory(seat=factories.SeatFactory(body=body_a))
        factories.MembershipFactory(seat=factories.SeatFactory(body=body_a), ends_on=D(2021, 1, 1))
        LegalBasis.objects.create(
            regulation=factories.WorkingRegulationFactory(body=body_a),
            document=factories.GoverningDocumentFactory(),
        )
        coordination = factories.CoordinationRegulationFactory()
        CoordinationParty.objects.create(regulation=coordination, position=1, body=body_a)
        EventBody.objects.create(event=factories.EventFactory(), body=body_a)
    client = as_user(staff)
    with django_assert_num_queries(27):
        assert client.get(reverse("delegations:body", args=[body_a.code])).status_code == 200
    with django_assert_num_queries(7):
        assert client.get(reverse("delegations:timeline", args=[body_a.code])).status_code == 200


def test_the_list_is_found_without_accents_and_as_of_a_day(staff, as_user):
    factories.BodyFactory(
        code="DD-HND", name="Đảng đoàn Hội Nông dân tỉnh", founded_on=D(2020, 1, 1), ended_on=D(2024, 6, 30)
    )
    factories.BodyFactory(code="DD-X", name="Đảng đoàn khác")
    client = as_user(staff)

    def codes(**query):
        return [body.code for body in client.get(reverse("delegations:bodies"), query).context["page"]]

    assert codes(q="nong dan", ngay="2024-06-30") == ["DD-HND"]
    assert codes(q="nong dan") == []
    assert codes(q="NÔNG", tinh_trang="da-ket-thuc") == ["DD-HND"]
    assert codes(tinh_trang="tat-ca", xep="-ma") == ["DD-X", "DD-HND"]
    assert codes(tinh_trang="vo-ly", loai="x", co="7", trang="999") == ["DD-X"]


def test_names_are_in_the_order_of_the_last_word(staff, as_user):
    for name in ("Trần Ánh", "Lê Văn Đại", "Võ Dũng", "An Bình", "Bùi Thị An"):
        factories.MembershipFactory(person=factories.PersonFactory(full_name=name))
    found = [
        person.full_name for person in as_user(staff).get(reverse("delegations:directory")).context["page"]
    ]
    assert found == ["Bùi Thị An", "Trần Ánh", "An Bình", "Võ Dũng", "Lê Văn Đại"]


def test_an_export_holds_what_the_list_shows_and_no_formula(staff, as_user):
    factories.BodyFactory(code="DD-1", name="=CMD()", position=1)
    factories.BodyFactory(code="DD-2", name="Đảng đoàn", position=2)
    response = as_user(staff).get(reverse("delegations:export_bodies"), {"xep": "-ma"})
    sheet = load_workbook(BytesIO(response.content)).active
    assert [[cell.value for cell in row[:2]] for row in sheet.iter_rows(min_row=4)] == [
        ["DD-2", "Đảng đoàn"],
        ["DD-1", "=CMD()"],
    ]
    assert sheet["B5"].data_type == "s"
    assert sheet["F4"].value == dt.datetime(2020, 1, 1)


def test_a_wrong_day_is_a_bad_request(staff, as_user, body_a):
    for address in (
        reverse("delegations:bodies"),
        reverse("delegations:body", args=[body_a.code]),
        reverse("delegations:matrix"),
    ):
        assert as_user(staff).get(address, {"ngay": "31/02/2025"}).status_code == 400


def test_vcards_read_back(staff, as_user):
    person = factories.PersonFactory(
        full_name="Nguyễn Thị Thuỳ Dương; Ánh", email="d@tinhmau.example", phone="0233, 1"
    )
    factories.MembershipFactory(
        person=person,
        seat=factories.SeatFactory(body=factories.BodyFactory(name="Đảng đoàn " + "rất dài " * 12)),
    )
    text = as_user(staff).get(reverse("delegations:person_vcard", args=[person.code])).content.decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")
    assert "FN:Nguyễn Thị Thuỳ Dương\\; Ánh" in lines
    assert "TEL;TYPE=WORK,VOICE:0233\\, 1" in lines
    assert lines[0] == "BEGIN:VCARD"
    assert lines[-2:] == ["END:VCARD", ""]


def test_every_body_is_listed_once_for_a_secretary_of_two(as_user, secretary_of_a, body_a, body_b):
    secretary_of_a.grants.create(body=body_b)
    assert (
        set(as_user(secretary_of_a).get(reverse("delegations:bodies")).context["page"])
        == {body_a, body_b}
        == set(Body.objects.all())
    )


def test_a_body_leads_its_secretary_to_nothing_that_is_not_theirs(as_user, secretary_of_a, body_a, body_b):
    Succession.objects.create(predecessor=body_b, successor=body_a)
    handed = DutySuccession(predecessor=body_b, successor=body_a, starts_on=D(2025, 1, 1), duties=["reports"])
    handed.save()
    organ = factories.BodyFactory(parent=body_a, relation="organ")
    person = factories.MembershipFactory(seat__body=body_a).person
    factories.MembershipFactory(seat__body=organ, person=person)
    both = factories.CoordinationRegulationFactory()
    CoordinationParty.objects.create(regulation=both, position=1, body=body_a)
    CoordinationParty.objects.create(regulation=both, position=2, body=body_b)
    client, page = as_user(secretary_of_a), reverse("delegations:body", args=[body_a.code])
    main = html.fromstring(client.get(page).content).xpath("//main")[0]
    links = {link for link in main.xpath(".//a/@href") if link.startswith("/")}
    assert {link: client.get(link).status_code for link in links if client.get(link).status_code > 399} == {}
    assert main.text_content().count(body_b.name) >= 3
    assert organ.name in main.text_content()

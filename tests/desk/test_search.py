"""One box finds everything that has a name, blind to accents, and nothing out of scope."""

import datetime as dt
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from core import clock
from core.text import fold
from delegations.models import Body, Person
from desk.queries import search
from desk.templatetags.palette import mark
from meetings.enums import Outcome, Theme
from meetings.models import Decision, Meeting, Task, WrittenConsultation
from obligations.queries import sentences
from reports.models import Submission
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 5, 4)


def hits(text: str, user: User, on: dt.date | None = None) -> dict[str, list[str]]:
    """Return the labels found, by kind."""
    groups = search.everywhere(search.asked(text, user=user, on=on or clock.today()))
    return {group.key: [str(hit.label) for hit in group.hits] for group in groups}


@pytest.fixture
def records(body_a):
    """One record of each kind but findings whose words hold `Quảng Đông`."""
    person = factories.PersonFactory(full_name="Đỗ Quảng Đông")
    factories.MembershipFactory(person=person, seat__body=body_a)
    factories.BodyFactory(code="DD-QD", name="Đảng đoàn Hội Quảng Đông")
    meeting = factories.MeetingFactory(body=body_a, code="QĐ/2026-1", subject="Việc Quảng Đông")
    factories.AgendaItemFactory(meeting=meeting, title="Bàn về Quảng Đông")
    factories.OfficeFactory(name="Chủ tịch Hội Quảng Đông")
    factories.GoverningDocumentFactory(number="1-QĐ/TU", title="Về Quảng Đông")
    factories.WorkingRegulationFactory(body=body_a, number="2-QC/Quảng Đông")
    factories.CoordinationRegulationFactory(number="3-QCPH/Quảng Đông")
    factories.ReportFactory(body=body_a, number="4-BC/Quảng Đông")
    factories.DirectionFactory(body=body_a, text="Rà soát Quảng Đông")
    rest = [
        Decision(
            code="QN-1",
            body=body_a,
            decided_on=DAY,
            title="Quyết nghị Quảng Đông",
            theme=Theme.POLITICAL,
            outcome=Outcome.DECIDED,
        ),
        WrittenConsultation(
            code="YK-1",
            body=body_a,
            subject="Hỏi ý kiến Quảng Đông",
            theme=Theme.OTHER,
            sent_on=DAY,
            deadline_on=DAY,
        ),
        Task(code="NV-1", body=body_a, title="Làm việc Quảng Đông", given_on=DAY),
        Submission(code="DX-1", body=body_a, subject="Đề xuất Quảng Đông", recorded_on=DAY),
    ]
    for record in rest:
        record.save()


@pytest.mark.parametrize("text", ["quang dong", "QUẢNG ĐÔNG", "đông quảng", "Qua\u0309ng  Đo\u0302ng"])
def test_every_kind_is_found_and_leads_to_its_page(records, staff, as_user, text):
    groups = search.everywhere(search.asked(text, user=staff, on=clock.today()))
    # findings are named by their rule alone
    assert [group.key for group in groups] == [kind.key for kind in search.KINDS if kind.key != "phat-hien"]
    client = as_user(staff)
    for group in groups:
        (hit,) = group.hits
        assert client.get(hit.url).status_code == 200, hit.url
        assert "<mark>" in client.get("/tim/", {"q": text, "loai": group.key}).content.decode(), group.key
    page = client.get("/tim/", {"q": text}).content.decode()
    for group in groups:
        assert str(mark(group.hits[0].label, ["quang", "dong"])) in page


def test_a_secretary_finds_only_their_own_bodies_records(records, secretary_of_b):
    assert hits("quang dong", secretary_of_b).keys() <= {"van-ban"}


def test_words_are_taken_as_they_are(staff, as_user):
    factories.BodyFactory(code="P100", name="Đảng đoàn 100% tốt")
    assert hits("1_0", staff) == {}
    assert hits("100%", staff) == {"to-chuc": ["Đảng đoàn 100% tốt"]}
    client = as_user(staff)
    for odd in (
        "",
        "a",
        "\x00ab",
        "x" * 5000,
        "'; DROP TABLE",
        "<script>alert(1)</script>",
        "31/02/2026",
        "0/0",
    ):
        response = client.get("/tim/", {"q": odd})
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()
    assert client.get("/tim/?q=ab&loai=khong-co").status_code == 404


@pytest.mark.parametrize("number", [3, 30])
def test_the_cost_does_not_grow_with_the_records(number, staff, as_user, django_assert_num_queries):
    factories.BodyFactory.create_batch(number)
    for person in factories.PersonFactory.create_batch(number):
        factories.MembershipFactory(person=person)
    assert (Body.objects.count(), Person.objects.count()) == (2 * number, number)
    with django_assert_num_queries(2):
        groups = search.everywhere(search.asked("th", user=staff, on=clock.today()))
    assert [(group.key, len(group.hits), group.more) for group in groups][:1] == [
        ("to-chuc", min(2 * number, search.SHOWN), 2 * number > search.SHOWN)
    ]
    client = as_user(staff)
    with django_assert_num_queries(4):  # the session and its user, the two of the search
        assert client.get("/tim/", {"q": "th"}, headers={"HX-Request": "true"}).status_code == 200


def test_whole_words_and_beginnings_come_first(staff):
    for name in ("Trần Minh An", "Lê Anh Minhtrang", "Minh Văn Zung", "Phạm Bình Xminh"):
        factories.PersonFactory(full_name=name)
    assert hits("minh", staff) == {"can-bo": ["Minh Văn Zung", "Trần Minh An", "Lê Anh Minhtrang"]}


def test_a_syllable_within_another_word_is_not_found(body_a, body_b, staff):
    front = factories.BodyFactory(code="DU-K", name="Đảng uỷ Khối các cơ quan tỉnh", host="Khối")
    union = factories.BodyFactory(code="DD-N", name="Đảng đoàn Hội Nông dân tỉnh", host="Nông dân")
    for body in (front, union):
        factories.MeetingFactory(body=body, code=f"H-{body.code}", subject="Sơ kết phối hợp")
        factories.finding(body, rule="coordination-missing", subject=body.code)
    judged = hits("sơ kết hội", staff)
    assert judged == {"cuoc-hop": ["Sơ kết phối hợp"]}
    assert union.name in hits("hội", staff)["to-chuc"]
    assert front.name not in hits("hội", staff)["to-chuc"]
    assert "phat-hien" not in hits("hội", staff)


def test_a_body_that_has_ended_comes_after_those_that_work(staff):
    ended = clock.today() - dt.timedelta(days=1)
    factories.BodyFactory(name="Đảng uỷ xã Tân (cũ)", ended_on=ended)
    for name in ("Đảng uỷ xã Tân Lập mới thành lập", "Đảng uỷ xã Tân Hoà sau sắp xếp"):
        factories.BodyFactory(name=name)
    assert hits("xã tân", staff)["to-chuc"][-1] == "Đảng uỷ xã Tân (cũ)"


def test_an_organ_that_ended_with_its_committee_comes_after_those_that_work(staff):
    committee = factories.BodyFactory(name="Đảng uỷ Khối", ended_on=clock.today() - dt.timedelta(9))
    kind = factories.BodyKindFactory(name="Ban Thường vụ", is_organ=True)
    factories.BodyFactory(
        name="Ban Thường vụ Khối", kind=kind, parent=committee, relation="organ", position=1
    )
    factories.BodyFactory(name="Đảng uỷ Khối mới", position=9)
    (group,) = search.everywhere(search.asked("khối", user=staff, on=clock.today()))
    assert group.hits[0].label == "Đảng uỷ Khối mới"
    assert {hit.label for hit in group.hits[1:]} == {"Ban Thường vụ Khối", "Đảng uỷ Khối"}
    assert all("kết thúc" in hit.detail for hit in group.hits[1:])


def test_an_office_shortens_the_names_of_bodies(staff):
    factories.BodyFactory(code="DD-9", name="Đảng đoàn Hội Nông dân tỉnh", host="Hội")
    factories.BodyFactory(code="BCS-9", name="Ban cán sự đảng Uỷ ban nhân dân tỉnh", host="Uỷ ban")
    assert hits("HND", staff) == {"to-chuc": ["Đảng đoàn Hội Nông dân tỉnh"]}
    assert hits("ubnd", staff) == {"to-chuc": ["Ban cán sự đảng Uỷ ban nhân dân tỉnh"]}


def test_the_name_of_its_body_finds_a_record_beside_a_word_of_its_own(body_a, body_b, staff):
    factories.MeetingFactory(body=body_a, code="H-1", subject="Sơ kết quý")
    factories.MeetingFactory(body=body_b, code="H-2", subject="Sơ kết quý")
    assert hits(f"sơ kết {body_a.code}", staff) == {"cuoc-hop": ["Sơ kết quý"]}
    assert "cuoc-hop" not in hits(body_a.name, staff)


@pytest.mark.parametrize("text", ["4/5/2026", "04/05/2026", "2026-05-04", "4/5", "5/2026"])
def test_a_day_finds_its_meetings(body_a, staff, text):
    factories.MeetingFactory(body=body_a, code="H-1", subject="", held_on=DAY)
    factories.MeetingFactory(body=body_a, code="H-2", subject="", held_on=dt.date(2026, 6, 4))
    assert hits(text, staff, on=DAY) == {"cuoc-hop": ["H-1"]}


SYLLABLES = ["An", "Bình", "Đông", "Hoà", "Hội", "Nông", "Dân", "Uỷ", "Ban", "tỉnh", "1-QĐ/TU", "Ng"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=4), min_size=1, max_size=8),
    words=st.lists(st.sampled_from([*SYLLABLES, "hò", "ban d", "on", "n"]), min_size=1, max_size=3),
)
def test_what_is_found_is_what_a_plain_comparison_finds(staff, names, words):
    body = factories.BodyFactory(code="Z-1", name="Zz Đoàn Hội", host="Zz")
    people = [factories.PersonFactory(full_name=" ".join(name)) for name in names]
    meetings = [factories.MeetingFactory(body=body, subject=" ".join(name)) for name in names]
    try:
        asked = search.asked(" ".join(words), user=staff, on=clock.today())
        if not asked.words:
            return

        def holds(text: str, of_body: str = "") -> bool:
            return all(
                has(fold(text), word) or (of_body and (has(of_body, word) or word in of_body.split()[-1]))
                for word in asked.words
            )

        def has(text: str, word: str) -> bool:
            words = re.split(r"\W+", text)
            return (not word[0].isalpha() and word in text) or any(one.startswith(word) for one in words)

        def own(text: str) -> bool:
            return any(has(fold(text), word) for word in asked.words)

        body.refresh_from_db()
        expected = {
            "can-bo": {person.code for person in people if holds(f"{person.full_name} {person.code}")},
            "cuoc-hop": {
                meeting.code
                for meeting in meetings
                for text in [f"{meeting.code} {meeting.subject}"]
                if own(text) and holds(text, body.search_text)
            },
        }
        found = {
            kind.key: {words["code"] for words in search.found(kind, asked)}
            for kind in search.KINDS
            if kind.key in expected
        }
        assert found == expected
    finally:
        Meeting.objects.all().delete()
        Person.objects.all().delete()
        body.delete()


def test_a_finding_is_found_by_its_rule_and_its_body(body_a, body_b, staff, secretary_of_b):
    for body in (body_a, body_b):
        factories.finding(body, rule="meeting-overdue", subject="2026-Q1")
    words = f"{sentences.title('meeting-overdue')} {body_a.code}"
    (group,) = search.everywhere(search.asked(words, user=staff, on=clock.today()))
    assert [(group.key, hit.url) for hit in group.hits] == [
        ("phat-hien", f"/to-chuc/{body_a.code}/phat-hien/meeting-overdue/2026-Q1/")
    ]
    assert hits(words, secretary_of_b) == {}

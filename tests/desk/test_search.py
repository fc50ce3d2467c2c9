"""One box finds everything that has a name, blind to accents, and nothing out of scope."""

import datetime as dt

import pytest

from core import clock
from delegations.models import Body, Person
from desk.queries import search
from meetings.enums import Outcome, Theme
from meetings.models import Decision, Task, WrittenConsultation
from reports.models import Submission
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 5, 4)


@pytest.fixture
def records(body_a):
    """One record of each kind whose words hold `Quảng Đông`."""
    person = factories.PersonFactory(full_name="Đỗ Quảng Đông")
    factories.MembershipFactory(person=person, seat__body=body_a)
    factories.BodyFactory(code="DD-QD", name="Đảng đoàn Hội Quảng Đông")
    factories.MeetingFactory(body=body_a, code="QĐ/2026-1", subject="Việc Quảng Đông")
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
    groups = search.everywhere(text, user=staff, on=clock.today())
    assert [group.key for group in groups] == [kind.key for kind in search.KINDS]
    client = as_user(staff)
    for group in groups:
        (hit,) = group.hits
        assert client.get(hit.url).status_code == 200, hit.url
    page = client.get("/tim/", {"q": text}).content.decode()
    for group in groups:
        assert group.hits[0].label in page
        assert client.get("/tim/", {"q": text, "loai": group.key}).status_code == 200


def test_a_secretary_finds_only_their_own_bodies_records(records, secretary_of_b):
    keys = {group.key for group in search.everywhere("quang dong", user=secretary_of_b, on=clock.today())}
    assert keys <= {"van-ban"}


def test_words_are_taken_as_they_are(staff, as_user):
    factories.BodyFactory(code="P100", name="Đảng đoàn 100% tốt")
    assert not search.everywhere("1_0", user=staff, on=clock.today())
    assert [
        hit.label for group in search.everywhere("100%", user=staff, on=clock.today()) for hit in group.hits
    ] == ["Đảng đoàn 100% tốt"]
    client = as_user(staff)
    for odd in ("", "a", "\x00ab", "x" * 5000, "'; DROP TABLE", "<script>alert(1)</script>"):
        response = client.get("/tim/", {"q": odd})
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()
    assert client.get("/tim/?q=ab&loai=khong-co").status_code == 404


@pytest.mark.parametrize("number", [3, 30])
def test_the_cost_does_not_grow_with_the_records(number, staff, django_assert_num_queries):
    factories.BodyFactory.create_batch(number)
    for person in factories.PersonFactory.create_batch(number):
        factories.MembershipFactory(person=person)
    assert (Body.objects.count(), Person.objects.count()) == (2 * number, number)
    with django_assert_num_queries(13):
        groups = search.everywhere("th", user=staff, on=clock.today())
    assert [(group.key, len(group.hits), group.more) for group in groups][:1] == [
        ("to-chuc", min(2 * number, search.SHOWN), 2 * number > search.SHOWN)
    ]


def test_what_begins_with_the_words_comes_first(staff):
    factories.PersonFactory(code="X1", full_name="Trần Minh An")
    factories.PersonFactory(code="X2", full_name="Minh Văn Zung")
    (people,) = search.everywhere("minh", user=staff, on=clock.today())
    assert [hit.label for hit in people.hits] == ["Minh Văn Zung", "Trần Minh An"]

"""What was done is proven before its end is proposed, and the leader sees the finding's state before
confirming."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core import clock
from core.addresses import reverse
from core.errors import Refused
from directions.enums import FindingState
from directions.queries import directions as queries
from directions.services import directions, steps
from obligations.services import judging
from tests import factories
from tests.directions.test_screens import PDF

pytestmark = pytest.mark.django_db


def propose(direction, by, **values):
    wanted = {"on": clock.today(), "text": "Đã xong", "outcome": "done", "now": clock.now()} | values
    return steps.propose(direction=direction, **wanted, by=by)


def finding(direction, user):
    found = queries.one(user, direction.code, on=clock.today()).get()
    return queries.finding_now(found, on=clock.today())


@pytest.mark.parametrize("outcome", ["done", "replaced"])
def test_without_evidence_nothing_is_proposed(direction, staff, outcome):
    with pytest.raises(Refused, match="phải có minh chứng") as refused:
        propose(direction, staff, outcome=outcome, evidence="  ")
    assert refused.value.field == "evidence"
    assert propose(direction, staff, outcome=outcome, evidence="QĐ 12-QĐ/TU").evidence == "QĐ 12-QĐ/TU"


def test_what_was_not_done_needs_its_reason_alone(direction, staff):
    assert propose(direction, staff, outcome="not-done", text="Vị trí bị bãi bỏ").number == 1


def test_a_file_now_or_in_an_earlier_report_is_evidence(direction, staff, secretary_of_a):
    upload = SimpleUploadedFile("qd.pdf", PDF)
    step = steps.report(
        direction=direction,
        on=clock.today(),
        text="Kèm quyết định",
        upload=upload,
        now=clock.now(),
        by=secretary_of_a,
    )
    steps.take_off_file(stored=step.files.get(), now=clock.now(), by=staff)
    with pytest.raises(Refused, match="minh chứng"):
        propose(direction, staff)
    upload.seek(0)
    assert propose(direction, staff, upload=upload).files.count() == 1
    assert propose(direction, staff, text="Đã xong, bổ sung").number == 3


def test_a_finding_that_the_records_show_as_cleared_is_evidence(direction, staff, leader, body_a):
    assert finding(direction, leader).state == FindingState.OPEN
    factories.MembershipFactory(seat=body_a.seats.get())
    judging.sweep(on=clock.today(), at=clock.now())
    found = finding(direction, leader)
    assert (found.state, found.cleared_on, found.remains) == (FindingState.CLEARED, clock.today(), False)
    number = propose(direction, staff).number
    directions.confirm(direction=direction, number=number, today=clock.today(), by=leader)


def test_the_leader_reads_that_the_finding_is_cleared(as_user, direction, staff, leader, body_a):
    factories.MembershipFactory(seat=body_a.seats.get())
    judging.sweep(on=clock.today(), at=clock.now())
    propose(direction, staff)
    page = as_user(leader).get(reverse("directions:page", args=[direction.code])).text
    assert "đã khắc phục ngày" in page
    assert "phat_hien_con" not in page


def test_closing_without_a_proposal_asks_about_the_finding_too(as_user, direction, leader):
    address = reverse("directions:close", args=[direction.code])
    client = as_user(leader)
    assert "despite_finding" in client.get(address).text
    typed = {"on": f"{clock.today():%d/%m/%Y}", "outcome": "done", "words": ""}
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert "hiện vẫn còn" in answer.text
    assert client.post(address, typed | {"outcome": "not-done"}).status_code == 303
    directions.reopen(direction=direction, reason="Thử lại", today=clock.today(), by=leader)
    assert client.post(address, typed | {"despite_finding": "on"}).status_code == 303
    direction.refresh_from_db()
    assert direction.outcome == "done"


def test_the_form_asks_for_evidence_at_its_field(as_user, direction, staff):
    address = reverse("directions:propose", args=[direction.code])
    typed = {"on": f"{clock.today():%d/%m/%Y}", "outcome": "done", "text": "Đã có quyết định"}
    answer = as_user(staff).post(address, typed)
    assert answer.status_code == 422
    assert "phải có minh chứng" in answer.text
    assert as_user(staff).post(address, typed | {"evidence": "QĐ 12-QĐ/TU"}).status_code == 303
    assert "QĐ 12-QĐ/TU" in as_user(staff).get(reverse("directions:page", args=[direction.code])).text

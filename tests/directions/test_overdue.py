"""An overdue direction is a finding: mailed with the link to answer it, gone once the leader gives more time
or its end is proposed."""

import pytest

from core import clock
from core.addresses import reverse
from delegations.models import Body
from directions.queries import directions
from directions.services import directions as closing
from directions.services import extensions, steps
from obligations.enums import Rule
from obligations.models import Waiver
from obligations.queries import findings
from obligations.queries.findings import Filters
from obligations.services import judging
from reminders.services import planning
from tests.directions.conftest import day

pytestmark = pytest.mark.django_db


def sweep():
    judging.sweep(on=clock.today(), at=clock.now())
    overdue = Filters(rules=[Rule.DIRECTION_OVERDUE])
    return [row.subject for row in findings.listing(clock.today(), filters=overdue).rows]


def propose(spoken, staff):
    """Propose to close what the leader said, as done."""
    steps.propose(
        direction=spoken,
        on=clock.today(),
        text="Đã họp",
        outcome="done",
        evidence="BB số 5",
        now=clock.now(),
        by=staff,
    )


def test_more_time_clears_the_finding(spoken, staff, leader):
    assert list(sweep()) == [spoken.code]
    extensions.ask(direction=spoken, until=day(5), reason="Chờ ý kiến", today=clock.today(), by=staff)
    assert list(sweep()) == [spoken.code], "asking alone gives no time"
    extensions.grant(direction=spoken, number=1, until=day(5), today=clock.today(), by=leader)
    assert list(sweep()) == []


def test_a_proposal_to_close_clears_it_and_the_leaders_answer_brings_it_back(spoken, staff, leader):
    propose(spoken, staff)
    assert list(sweep()) == []
    steps.add_comment(direction=spoken, text="Bổ sung biên bản", due_on=None, today=clock.today(), by=leader)
    assert list(sweep()) == [spoken.code]


@pytest.mark.parametrize(
    ("until", "state", "words"), [(20, "deferred", "được miễn, hoãn đến"), (-1, "overdue", "quá hạn 1 ngày")]
)
def test_a_direction_that_was_deferred_says_so_as_its_finding_does(
    spoken, leader, as_user, until, state, words
):
    Waiver.objects.create(
        body=spoken.body,
        rule=Rule.DIRECTION_OVERDUE,
        subject=spoken.code,
        granted_on=day(-2),
        until=day(until),
        reason="Chờ hướng dẫn",
    )
    client = as_user(leader)
    for address in (reverse("directions:page", args=[spoken.code]), reverse("desk:directions")):
        page = client.get(address).content.decode()
        assert words in page, address
        assert "quá hạn 3 ngày" not in page
    found = directions.counts(leader, on=clock.today())
    assert (found.open, found.overdue) == (1, int(state == "overdue"))
    for wanted in ("overdue", "deferred"):
        page = client.get(reverse("desk:directions"), {"tinh_trang": wanted}).content.decode()
        assert (spoken.text in page) == (wanted == state)
    sweep()
    (row,) = findings.listing(clock.today(), filters=Filters(rules=[Rule.DIRECTION_OVERDUE])).rows
    assert row.status == ("waived" if state == "deferred" else "overdue")


def test_the_bodys_mail_opens_the_direction(client, spoken, body_a):
    sweep()
    (mail,) = [
        mail
        for mail in planning.prepare(clock.today()).mails
        if mail.address == body_a.email and mail.kind == "digest"
    ]
    assert "Chậm thực hiện ý kiến chỉ đạo" in mail.rendered.text
    link = next(word for word in mail.rendered.text.split() if "/chi-dao/qua-thu/" in word)
    page = client.get(link[link.index("/chi-dao/") :])
    assert page.status_code == 200
    assert spoken.text in page.text
    assert f"Ý kiến chỉ đạo “{spoken.text}” cho ngày" in mail.rendered.text


def test_saving_judges_the_body_at_once(spoken, leader, django_capture_on_commit_callbacks):
    sweep()
    with django_capture_on_commit_callbacks(execute=True):
        steps.add_comment(
            direction=spoken, text="Thêm một tuần", due_on=day(7), today=clock.today(), by=leader
        )
    overdue = Filters(rules=[Rule.DIRECTION_OVERDUE])
    assert findings.listing(clock.today(), filters=overdue).rows == []


def test_a_direction_left_by_a_body_that_ended_is_late_with_nobody(spoken, leader, as_user):
    """The rule judges bodies that stand; the pages count the same, and name what was left apart."""
    Body.objects.filter(pk=spoken.body_id).update(ended_on=day(-2))
    found = directions.counts(leader, on=clock.today())
    assert (found.open, found.overdue, found.left) == (1, 0, 1)
    sweep()
    assert not findings.listing(clock.today(), filters=Filters(rules=[Rule.DIRECTION_OVERDUE])).rows
    client = as_user(leader)
    page = client.get(reverse("directions:page", args=[spoken.code])).content.decode()
    assert "tổ chức đã kết thúc" in page
    assert "quá hạn 3 ngày" not in page
    for state, listed in (("overdue", False), ("left", True), ("", True)):
        page = client.get(reverse("desk:directions"), {"tinh_trang": state}).content.decode()
        assert (spoken.text in page) == listed, state


def test_a_direction_that_was_closed_waits_for_nobody(spoken, staff, leader, as_user):
    propose(spoken, staff)
    client, address = as_user(leader), reverse("directions:page", args=[spoken.code])
    assert "Chờ lãnh đạo xác nhận" in client.get(address).content.decode()
    closing.confirm(direction=spoken, number=1, today=clock.today(), by=leader)
    assert "Chờ lãnh đạo xác nhận" not in client.get(address).content.decode()

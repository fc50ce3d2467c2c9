"""What is not due yet is told of by the ladder of its rule: once a step, anew where the day was put off."""

import datetime as dt

import pytest

from directions.models import Direction
from outbox.enums import MessageKind
from outbox.models import Message
from reminders.models import Forewarning, Ladder, LadderStep, Snooze
from reminders.services import checking, planning
from tests import factories
from tests.reminders.conftest import MONDAY

pytestmark = pytest.mark.django_db
DAY = MONDAY.date()


def plan(days=0):
    now = MONDAY + dt.timedelta(days)
    return planning.plan(day=now.date(), now=now)["mails"]


def digests():
    return {mail.address: mail for mail in Message.objects.filter(kind=MessageKind.DIGEST)}


@pytest.fixture
def duties(body_a, staff, give_secretary):
    """A direction, a task and a submission of body A, all due on Thursday, given three weeks before."""
    body_a.email = "dd-a@tinhmau.example"
    body_a.save()
    staff.email = "chuyenvien@tinhmau.example"
    staff.save()
    give_secretary(body_a)
    due, given = DAY + dt.timedelta(3), DAY - dt.timedelta(21)
    person = factories.PersonFactory(email="nguoi-lam@tinhmau.example")
    return (
        factories.DirectionFactory(
            body=body_a, given_on=given, due_on=due, text="Họp ngay", assigned_to=staff, given_by=staff
        ),
        factories.TaskFactory(body=body_a, given_on=given, due_on=due, title="Lập kế hoạch", assignee=person),
        factories.SubmissionFactory(
            body=body_a, recorded_on=given, promised_on=due, subject="Xin chủ trương"
        ),
    )


def test_three_days_before_the_body_its_secretary_and_who_was_given_it_are_told_once(duties):
    assert [plan(days) for days in (-3, 0, 1)] == [0, 4, 0]
    told = digests()
    assert set(told) == {
        "dd-a@tinhmau.example",
        "bithu@tinhmau.example",
        "nguoi-lam@tinhmau.example",
        "chuyenvien@tinhmau.example",
    }
    body = told["dd-a@tinhmau.example"]
    assert body.subject == "3 việc sắp đến hạn"
    for words in ("Ý kiến chỉ đạo: Họp ngay", "Nhiệm vụ: Lập kế hoạch", "Đề xuất: Xin chủ trương"):
        assert words in body.text
        assert words in body.html
    assert body.text.count("còn 3 ngày") == 3
    body_name = duties[0].body.name
    assert f"Kính gửi: {body_name}\n" in body.text
    assert f", Bí thư {body_name}\n" in told["bithu@tinhmau.example"].text
    assert "Kính gửi: Đồng chí " in told["nguoi-lam@tinhmau.example"].text
    assert "/chi-dao/qua-thu/" in body.text
    assert told["nguoi-lam@tinhmau.example"].subject == "1 việc sắp đến hạn"
    assert "/chi-dao/y-kien/" in told["chuyenvien@tinhmau.example"].text


def test_the_office_s_own_ladder_decides_when_and_whom(duties):
    ladder = Ladder.objects.create(rule="action-overdue", body=None, starts_on=DAY - dt.timedelta(30))
    for days, audiences in ((-14, ["office"]), (-1, ["contact"])):
        LadderStep.objects.create(ladder=ladder, days=days, audiences=audiences)
    Ladder.objects.filter(rule__in=["direction-overdue", "submission-overdue"]).delete()
    assert plan() == 1  # the office, fourteen days before and told late
    assert "Nhiệm vụ: Lập kế hoạch" in digests()["chuyenvien@tinhmau.example"].text
    assert plan(2) == 2
    assert set(digests()) == {
        "chuyenvien@tinhmau.example",
        "dd-a@tinhmau.example",
        "nguoi-lam@tinhmau.example",
    }


def test_a_step_that_fell_before_the_duty_was_given_is_none(duties, body_a):
    for made in duties:
        made.delete()
    factories.TaskFactory(
        body=body_a, given_on=DAY - dt.timedelta(1), due_on=DAY + dt.timedelta(2), title="Gấp"
    )
    assert plan() == 0


def test_a_day_put_off_is_told_anew_and_the_mail_that_waits_drops_out(duties):
    _direction, task, submission = duties
    plan()
    waiting = list(Message.objects.filter(kind=MessageKind.DIGEST))
    task.done_on = DAY
    task.save()
    submission.promised_on = DAY + dt.timedelta(10)
    submission.save()
    objections = checking.check_again(waiting, MONDAY)
    assert [one.address for one in waiting if one.pk in objections] == ["nguoi-lam@tinhmau.example"]
    body = Message.objects.get(address="dd-a@tinhmau.example")
    assert body.subject == "1 việc sắp đến hạn"
    assert "Họp ngay" in body.text
    assert "Lập kế hoạch" not in body.text
    assert plan(7) == 2  # three days before the new day
    assert Forewarning.objects.filter(subject=submission.code).count() == 4


def test_nobody_is_told_ahead_while_the_body_rests_or_it_is_the_leader_s_turn(duties, body_a):
    Snooze.objects.create(body=body_a, until=DAY + dt.timedelta(9), reason="Nghỉ", created_at=MONDAY)
    assert plan() == 0
    Snooze.objects.all().delete()
    assert isinstance(duties[0], Direction)


@pytest.mark.parametrize("number", [3, 30])
def test_telling_ahead_costs_the_same(duties, body_a, number, django_assert_num_queries):
    for place in range(number):
        factories.TaskFactory(
            body=body_a, given_on=DAY - dt.timedelta(9), due_on=DAY + dt.timedelta(3), title=f"Việc {place}"
        )
    with django_assert_num_queries(26, exact=False) as asked:
        prepared = planning.prepare(DAY)
    assert len(prepared.mails) == 4
    assert len(asked) <= 26

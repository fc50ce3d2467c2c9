"""The last look before a mail goes out: an explicit table of those who wrote it."""

import datetime as dt

import pytest
import time_machine

from outbox.enums import MessageKind, MessageState
from outbox.models import Message, MessageEvent
from outbox.services import checks, sending
from reminders.models import Reminder
from reminders.services import planning
from tests import factories
from tests.reminders.conftest import MONDAY

pytestmark = pytest.mark.django_db
SATURDAY = MONDAY + dt.timedelta(days=5)


def send(at):
    return sending.send_due(worker="w1", clock=lambda: at, seconds=9)


def test_every_kind_of_mail_has_somebody_who_looks_at_it_again():
    assert set(checks.registered()) == set(MessageKind.values)


def test_what_planning_left_over_waits_for_a_working_day_and_is_no_fault(body_a, flag, sink, as_user, staff):
    flag(body_a)
    planning.plan(day=MONDAY.date(), now=MONDAY)
    at = SATURDAY
    while at < SATURDAY + dt.timedelta(days=2) - dt.timedelta(minutes=30):
        counts = send(at)
        assert (counts.sent, counts.skipped, sink.mails) == (0, 0, [])
        at += dt.timedelta(hours=1)
    waiting = Message.objects.get(address="dd-a@tinhmau.example")
    assert (waiting.state, waiting.attempts, waiting.claimed_by) == (MessageState.QUEUED, 0, "")
    with time_machine.travel(SATURDAY + dt.timedelta(minutes=30), tick=False):
        assert "Có thư chờ quá 15 phút" not in as_user(staff).get("/nhac-viec/tinh-trang/").content.decode()
        assert "Không gửi trước" in as_user(staff).get(f"/nhac-viec/thu/{waiting.pk}/").content.decode()
    assert send(SATURDAY + dt.timedelta(days=2)).sent == 2


@pytest.fixture
def failing_check():
    """Let whoever looks at invitations fail; the table is whole again afterwards."""
    before = checks.registered()[MessageKind.INVITATION]

    def fail(_messages, _now):
        raise ZeroDivisionError

    checks.register([MessageKind.INVITATION], fail)
    yield
    checks.register([MessageKind.INVITATION], before)


def test_what_a_check_wrote_is_taken_back_where_the_look_is_broken_off(body_a, flag, sink, failing_check):
    """Else the mail would go out by the next worker, with nothing in the ledger that says that it is
    settled."""
    found = flag(body_a)
    planning.plan(day=MONDAY.date(), now=MONDAY)
    factories.settle(found, at=MONDAY)
    Message.objects.create(
        address="a@x.example",
        kind=MessageKind.INVITATION,
        day=MONDAY,
        subject="x",
        text="x",
        message_id="<1>",
        created_at=MONDAY,
    )
    with pytest.raises(ZeroDivisionError):
        send(MONDAY)
    assert Reminder.objects.exists()
    Message.objects.filter(kind=MessageKind.INVITATION).delete()
    assert send(MONDAY + dt.timedelta(minutes=11)).skipped == 1
    assert sink.mails == []
    assert MessageEvent.objects.filter(kind="skipped").exists()

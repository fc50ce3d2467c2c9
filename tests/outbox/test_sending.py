"""Handing over to a real mail server on loopback, with its faults: nothing lost, nothing twice."""

import datetime as dt
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from urllib.parse import quote

import psycopg
import pytest
import time_machine
from django.core.mail import send_mail
from django.db import connection

from core import clock
from core.mail import is_allowed
from delegations.models import Body
from obligations.enums import FlagStatus
from obligations.models import FindingSpan
from outbox.enums import MessageEventKind, MessageState
from outbox.models import AddressState, MailPolicy, MailRun, Message, MessageEvent
from outbox.queries.policy import policy
from outbox.services import sending
from outbox.services.connections import ConnectionPool
from reminders.models import Reminder, ReminderPolicy, Snooze
from reminders.services import planning
from tests import factories
from tests.reminders.conftest import MONDAY

pytestmark = pytest.mark.django_db


class Watch:
    """A clock that tests move."""

    def __init__(self, at=MONDAY):
        self.at = at

    def __call__(self):
        return self.at


def plan():
    return planning.plan(day=MONDAY.date(), now=MONDAY)


def send(at=MONDAY, worker="w1", **kwargs):
    return sending.send_due(worker=worker, clock=Watch(at), seconds=50, **kwargs)


def states():
    return dict(Message.objects.values_list("address", "state"))


def events():
    return list(MessageEvent.objects.order_by("id").values_list("message__address", "kind"))


def test_a_planned_mail_arrives_as_text_and_html_with_its_headers(body_a, flag, sink):
    flag(body_a)
    plan()
    assert send().sent == 1
    (mail,) = sink.mails
    assert str(mail["From"]) == "Văn phòng Tỉnh uỷ <nennep@tinhmau.example>"
    assert str(mail["To"]) == "Đảng đoàn Hội A <dd-a@tinhmau.example>"
    assert str(mail["Subject"]).strip() == "Đảng đoàn Hội A: 1 việc quá hạn"
    assert str(mail["Auto-Submitted"]) == "auto-generated"
    assert str(mail["List-Id"]) == "Nen nep <nhac-viec.tinhmau.example>"
    assert mail["List-Unsubscribe"] is None
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert "Căn cứ: Chế độ sinh hoạt định kỳ 3 tháng một lần" in mail.get_body(("plain",)).get_content()
    assert mail["Message-ID"] == Message.objects.get().message_id
    assert Message.objects.get().sent_at == MONDAY


def test_sending_twice_sends_once(body_a, flag, sink):
    flag(body_a)
    plan()
    send()
    assert send(MONDAY + dt.timedelta(minutes=1)).sent == 0
    plan()
    send(MONDAY + dt.timedelta(minutes=2))
    assert len(sink.mails) == 1


def test_nothing_goes_out_at_night(body_a, flag, sink):
    flag(body_a)
    plan()
    counts = send(MONDAY.replace(hour=19))
    assert (counts.quiet, sink.mails, states()) == (True, [], {"dd-a@tinhmau.example": "queued"})
    assert send(MONDAY.replace(hour=7, minute=0) + dt.timedelta(days=1)).sent == 1


def test_what_is_settled_between_planning_and_sending_drops_out(body_a, flag, sink):
    first, second = flag(body_a, subject="1"), flag(body_a, subject="2")
    plan()
    factories.settle(first, at=MONDAY)
    send()
    (mail,) = sink.mails
    assert str(mail["Subject"]).strip() == "Đảng đoàn Hội A: 1 việc quá hạn"
    assert [r.flag_id for r in Reminder.objects.filter(skipped=False)] == [second.pk]
    assert (
        MessageEvent.objects.get().detail == "Quá hạn họp định kỳ (1): đã khắc phục hoặc tổ chức đã kết thúc"
    )


@pytest.mark.parametrize("settled", ["closed", "waived", "snoozed", "ended", "readdressed", "stopped"])
def test_a_mail_with_nothing_left_is_not_sent_and_its_log_says_why(body_a, flag, sink, settled):
    found = flag(body_a)
    plan()
    match settled:
        case "closed":
            factories.settle(found, at=MONDAY)
        case "waived":
            FindingSpan.objects.update(status=FlagStatus.WAIVED)
        case "snoozed":
            Snooze.objects.create(
                body=body_a, flag=found, until=MONDAY.date(), reason="Chờ", created_at=MONDAY
            )
        case "ended":
            Body.objects.update(ended_on=MONDAY.date() - dt.timedelta(days=1))
        case "readdressed":
            Body.objects.update(email="khac@tinhmau.example")
        case "stopped":
            AddressState.objects.create(address="dd-a@tinhmau.example", stopped_at=MONDAY)
    assert send().skipped == 1
    assert sink.mails == []
    assert states() == {"dd-a@tinhmau.example": MessageState.SKIPPED}
    assert events() == [("dd-a@tinhmau.example", MessageEventKind.SKIPPED)]


def test_an_unknown_address_is_a_visible_fault_and_the_others_go_on(body_a, body_b, flag, sink):
    flag(body_a)
    flag(body_b)
    sink.refuse_rcpt["dd-a@tinhmau.example"] = "550 5.1.1 no such user"
    plan()
    send()
    assert states() == {
        "dd-a@tinhmau.example": MessageState.FAILED,
        "dd-b@tinhmau.example": MessageState.SENT,
    }
    assert Message.objects.get(address="dd-a@tinhmau.example").last_error == "550 5.1.1 no such user"
    assert events() == [("dd-a@tinhmau.example", MessageEventKind.FAILED)]


@pytest.mark.parametrize("where", ["refuse_rcpt", "refuse_data"])
def test_a_passing_refusal_is_tried_again_later_and_later(body_a, flag, sink, where):
    flag(body_a)
    getattr(sink, where)["dd-a@tinhmau.example"] = "451 4.3.0 try again"
    plan()
    at = MONDAY
    for minutes in (1, 2, 4):
        assert send(at).retried == 1
        assert send(at + dt.timedelta(minutes=minutes) - dt.timedelta(seconds=1)).retried == 0
        at += dt.timedelta(minutes=minutes)
    getattr(sink, where).clear()
    assert send(at).sent == 1
    assert len(sink.mails) == 1


def test_a_server_that_never_takes_a_mail_makes_it_a_fault_in_the_end(body_a, flag, sink):
    flag(body_a)
    sink.refuse_rcpt["dd-a@tinhmau.example"] = "451 4.3.0 try again"
    plan()
    at = MONDAY
    for _attempt in range(12):
        Message.objects.update(not_before=None)
        send(at)
    assert states() == {"dd-a@tinhmau.example": MessageState.FAILED}
    assert Message.objects.get().attempts == 12


def test_a_mail_refused_after_its_text_for_good_is_a_fault(body_a, flag, sink):
    flag(body_a)
    sink.refuse_data["dd-a@tinhmau.example"] = "554 5.7.1 not wanted"
    plan()
    assert send().failed == 1


def test_a_line_that_breaks_after_the_text_is_sent_again_and_logged(body_a, flag, sink):
    flag(body_a)
    sink.drop_after_data["dd-a@tinhmau.example"] = 1
    plan()
    assert send().retried == 1
    assert events() == [("dd-a@tinhmau.example", MessageEventKind.UNCERTAIN)]
    assert send(MONDAY + dt.timedelta(minutes=1)).sent == 1
    assert len(sink.mails) == 2
    assert len({str(mail["Message-ID"]) for mail in sink.mails}) == 1


def test_a_line_that_breaks_before_the_text_was_not_accepted(body_a, body_b, flag, sink):
    flag(body_a)
    flag(body_b)
    sink.drop_at_rcpt["dd-a@tinhmau.example"] = 1
    plan()
    counts = send()
    assert (counts.sent, counts.retried) == (1, 1)
    assert events() == [("dd-a@tinhmau.example", MessageEventKind.RETRY)]


def test_a_server_that_does_not_answer_is_left_after_the_time_out(body_a, flag, sink, settings):
    settings.EMAIL_TIMEOUT = 0.3
    flag(body_a)
    sink.silent_for = 1
    plan()
    assert send().retried == 1
    assert events() == [("dd-a@tinhmau.example", MessageEventKind.UNCERTAIN)]


def test_no_server_at_all_costs_no_attempt_and_is_seen(body_a, flag, sink, settings):
    flag(body_a)
    plan()
    settings.EMAIL_PORT = 1
    counts = send()
    assert counts.error.startswith("Không kết nối được máy chủ thư: ")
    message = Message.objects.get()
    assert (message.state, message.attempts, message.claimed_by) == (MessageState.QUEUED, 0, "")
    assert MailRun.objects.get(kind="send").error == counts.error
    settings.EMAIL_PORT = sink.port
    assert send(MONDAY + dt.timedelta(minutes=1)).sent == 1


def test_a_killed_worker_leaves_its_mails_to_the_next(body_a, body_b, flag, sink):
    flag(body_a)
    flag(body_b)
    plan()
    sending.claim(worker="killed", now=MONDAY, limit=10)
    Message.objects.filter(address="dd-a@tinhmau.example").update(handed_at=MONDAY)
    assert send(MONDAY + dt.timedelta(minutes=9)).sent == 0
    counts = send(MONDAY + dt.timedelta(minutes=11))
    assert (counts.recovered, counts.sent) == (2, 2)
    details = dict(MessageEvent.objects.values_list("message__address", "detail"))
    assert details["dd-a@tinhmau.example"].startswith(
        "Có thể máy chủ đã nhận thư này; gửi lại với cùng mã thư <nhac-viec.digest.20261130."
    )
    assert details["dd-b@tinhmau.example"] == "Thư chưa trao cho máy chủ."


def test_times_that_a_clock_left_in_the_future_hold_no_mail_back(body_a, flag, sink):
    """A mail taken, or put off, under a clock that was ahead by weeks is sent by the right one."""
    flag(body_a)
    plan()
    ahead = MONDAY + dt.timedelta(days=40)
    mails = list(Message.objects.order_by("id"))
    assert mails
    Message.objects.filter(pk=mails[0].pk).update(
        state=MessageState.SENDING, claimed_at=ahead, claimed_by="gone"
    )
    Message.objects.exclude(pk=mails[0].pk).update(not_before=ahead, attempts=1)
    send()
    assert set(states().values()) == {MessageState.SENT}


def test_a_worker_that_lost_its_lease_does_not_hand_over(body_a, flag, sink):
    flag(body_a)
    plan()
    (message,) = sending.claim(worker="slow", now=MONDAY, limit=10)
    send(MONDAY + dt.timedelta(minutes=11), worker="other")
    with ConnectionPool(1, timeout=2) as pool:
        slow = sending.Sender("slow", Watch(), policy(), pool)
        slow.ready.append(message)
        sending.work(slow, until=MONDAY + dt.timedelta(minutes=20))
    assert len(sink.mails) == 1


def test_outside_production_only_listed_addresses_are_mailed(body_a, body_b, flag, sink, settings):
    flag(body_a)
    flag(body_b)
    Body.objects.filter(pk=body_b.pk).update(email="b@duocphep.example")
    settings.MAIL_STAYS_HERE = False
    settings.MAIL_LIVE = False
    settings.MAIL_ALLOW = ["duocphep.example"]
    plan()
    send()
    assert sink.to() == ["b@duocphep.example"]
    assert states()["dd-a@tinhmau.example"] == MessageState.SKIPPED


@pytest.mark.parametrize(
    ("address", "allowed"),
    [("a@x.vn", True), ("A@tinh.vn", True), ("b@tinh.vn", False), ("a@sub.x.vn", False), ("a@ex.vn", False)],
)
def test_the_list_names_addresses_and_whole_domains(settings, address, allowed):
    settings.MAIL_STAYS_HERE = False
    settings.MAIL_LIVE = False
    settings.MAIL_ALLOW = ["@x.vn", "a@tinh.vn"]
    assert is_allowed(address) is allowed


def test_no_other_part_of_the_product_mails_strangers_either(sink, settings):
    settings.MAIL_STAYS_HERE = settings.MAIL_LIVE = False
    settings.MAIL_ALLOW = ["duocphep.example"]
    for to in (["a@la.example"], ["b@duocphep.example"], ["b@duocphep.example", "a@la.example"]):
        send_mail("Giấy mời", "Kính mời", None, to)
    assert sink.to() == ["b@duocphep.example"]


@pytest.mark.django_db(transaction=True)
def test_four_workers_share_a_queue_and_send_each_mail_once(flag, sink):
    for number in range(40):
        flag(factories.BodyFactory(code=f"DD-{number:02d}"))
    plan()

    def work(name):
        send(worker=name, batch=3)
        connection.close()

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sink.to() == sorted(f"dd-{number:02d}@tinhmau.example" for number in range(40))
    assert set(states().values()) == {MessageState.SENT}


@pytest.mark.django_db(transaction=True)
def test_two_planners_at_once_make_each_mail_once(flag, sink):
    for number in range(10):
        flag(factories.BodyFactory(code=f"DD-{number:02d}"))

    def work():
        plan()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Message.objects.count() == 10


@pytest.mark.django_db(transaction=True)
def test_a_database_that_breaks_off_learns_afterwards_what_was_sent(flag, sink):
    for number in range(9):
        flag(factories.BodyFactory(code=f"DD-{number:02d}"))
    plan()
    accept, broken = sink.handle_DATA, []

    async def break_off(server, session, envelope):
        nonlocal broken
        if len(sink.mails) == 5:
            with psycopg.connect(dbname=connection.settings_dict["NAME"], **connection_address()) as other:
                broken += other.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                    " current_database() AND pid <> pg_backend_pid()"
                ).fetchall()
        return await accept(server, session, envelope)

    sink.handle_DATA = break_off
    assert send().sent == 9
    assert broken
    assert len(sink.mails) == 9
    assert set(states().values()) == {MessageState.SENT}
    assert events() == []


def twelve(flag):
    for number in range(12):
        flag(factories.BodyFactory(code=f"DD-{number:02d}"))
    plan()
    return [f"dd-{number:02d}@tinhmau.example" for number in range(12)]


def test_a_worker_keeps_several_lines_busy(flag, sink, settings):
    settings.MAIL_CONNECTIONS = 3
    addresses = twelve(flag)
    sink.silent_for = 0.1
    assert send().sent == 12
    assert sink.most_at_once == 3
    assert sink.to() == addresses


def test_a_line_of_several_that_breaks_after_the_text_leaves_one_mail_unsure(flag, sink, settings):
    settings.MAIL_CONNECTIONS = 3
    addresses = twelve(flag)
    sink.drop_after_data[addresses[5]] = 1
    counts = send()
    assert (counts.sent, counts.retried) == (11, 1)
    assert events() == [(addresses[5], MessageEventKind.UNCERTAIN)]
    assert send(MONDAY + dt.timedelta(minutes=1)).sent == 1
    assert sink.to() == sorted([*addresses, addresses[5]])
    assert len({str(mail["Message-ID"]) for mail in sink.mails}) == 12


@pytest.mark.parametrize(
    ("answer", "state"),
    [("451 4.3.0 try again", MessageState.QUEUED), ("550 5.1.1 no such user", MessageState.FAILED)],
)
def test_one_recipient_among_many_that_is_refused_holds_up_no_other(flag, sink, settings, answer, state):
    settings.MAIL_CONNECTIONS = 3
    addresses = twelve(flag)
    sink.refuse_rcpt[addresses[0]] = answer
    assert send().sent == 11
    assert states() == {addresses[0]: state} | dict.fromkeys(addresses[1:], MessageState.SENT)
    assert list(Message.objects.exclude(attempts=1)) == []


def test_a_server_that_refuses_the_office_itself_is_left_alone_and_it_is_seen(flag, sink):
    twelve(flag)
    sink.refuse_sender = "450 4.7.1 too many messages"
    counts = send()
    assert counts.sent == 0
    assert counts.retried < 12
    assert counts.error == "Máy chủ thư từ chối địa chỉ gửi: 450 4.7.1 too many messages"
    untouched = Message.objects.filter(attempts=0)
    assert len(untouched) == 12 - counts.retried
    assert set(untouched.values_list("state", "claimed_by")) == {(MessageState.QUEUED, "")}
    sink.refuse_sender = ""
    assert send(MONDAY + dt.timedelta(minutes=2)).sent == 12


def test_when_the_time_is_up_the_rest_goes_back_without_an_attempt(flag, sink):
    twelve(flag)
    sink.silent_for = 0.7
    with time_machine.travel(MONDAY, tick=True):
        counts = sending.send_due(worker="w1", clock=clock.now, seconds=2)
    assert 0 < counts.sent < 12
    rest = Message.objects.exclude(state=MessageState.SENT)
    assert len(rest) == 12 - counts.sent
    assert set(rest.values_list("state", "attempts", "claimed_by", "handed_at")) == {
        (MessageState.QUEUED, 0, "", None)
    }
    sink.silent_for = 0
    assert send().sent == 12 - counts.sent
    assert len(sink.mails) == 12


def test_a_limit_of_the_mail_server_holds_over_all_workers(flag, sink, settings):
    settings.MAIL_PER_MINUTE = 5
    twelve(flag)
    assert [len(sending.claim(worker=worker, now=MONDAY, limit=3)) for worker in ("w1", "w2", "w3")] == [
        3,
        2,
        0,
    ]
    Message.objects.filter(state=MessageState.SENDING).update(state=MessageState.SENT, sent_at=MONDAY)
    assert sending.claim(worker="w3", now=MONDAY + dt.timedelta(seconds=59), limit=3) == []
    assert len(sending.claim(worker="w3", now=MONDAY + dt.timedelta(seconds=61), limit=9)) == 5


def test_a_worker_waits_for_the_limit_and_goes_on(flag, sink, settings):
    settings.MAIL_PER_MINUTE = 5
    twelve(flag)
    began = time.monotonic()
    counts = sending.send_due(
        worker="w1", clock=lambda: MONDAY + dt.timedelta(minutes=time.monotonic() - began), seconds=10 * 60
    )  # a second is a minute
    assert counts.sent == 12
    assert time.monotonic() - began >= 2


def test_an_address_that_is_no_address_is_a_fault_of_its_own(flag, sink):
    addresses = twelve(flag)
    Body.objects.filter(email=addresses[3]).update(email="đ d@tinhmau.example")
    Message.objects.filter(address=addresses[3]).update(address="đ d@tinhmau.example")
    Reminder.objects.filter(address=addresses[3]).update(address="đ d@tinhmau.example")
    counts = send()
    assert (counts.sent, counts.failed) == (11, 1)
    assert (
        Message.objects.get(state=MessageState.FAILED).last_error
        == "BadHeader: Địa chỉ không gửi được: đ d@tinhmau.example"
    )


@pytest.mark.process
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_amid_its_lines_loses_no_mail(flag, sink, settings, tmp_path):
    addresses = twelve(flag)
    sink.silent_for = 1  # eight mails from the fourth on take three seconds: time enough to kill
    address = connection.settings_dict
    account = f"{address['USER']}:{quote(address['PASSWORD'])}"
    place = f"host={quote(address['HOST'], safe='')}&port={address['PORT']}"
    url = f"postgresql://{account}@/{address['NAME']}?{place}"
    environment = os.environ | {
        "DATABASE_URL": url,
        "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
        "MAIL_FROM": settings.DEFAULT_FROM_EMAIL,
        "MAIL_LIVE": "1",
        "MAIL_CONNECTIONS": "3",
        "SECRET_KEY": settings.SECRET_KEY,
    }
    ReminderPolicy.objects.update_or_create(pk=1, defaults={"mail_on_days_off": True})
    MailPolicy.objects.update_or_create(pk=1, defaults={"quiet_from": dt.time(0), "quiet_until": dt.time(0)})
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "send_mail"], env=environment, cwd=settings.BASE_DIR
    )
    until = time.monotonic() + 120
    while len(sink.mails) < 4 and worker.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    worker.kill()
    worker.wait()
    assert 4 <= len(sink.mails) < 12
    sink.silent_for = 0
    while sink.at_once and time.monotonic() < until:  # until the server has noticed
        time.sleep(0.01)
    later = clock.now() + dt.timedelta(minutes=11)
    send(later)
    came = Counter(sink.to())
    assert sorted(came) == addresses
    assert set(states().values()) == {MessageState.SENT}
    twice = {address for address, number in came.items() if number > 1}
    said = set(
        MessageEvent.objects.filter(detail__contains="cùng mã thư").values_list("message__address", flat=True)
    )
    assert twice <= said
    assert len(said) <= 8


def connection_address():
    address = connection.settings_dict
    named = {
        "host": address["HOST"],
        "port": address["PORT"],
        "user": address["USER"],
        "password": address["PASSWORD"],
    }
    return {name: value for name, value in named.items() if value}

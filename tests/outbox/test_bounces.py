"""Delivery reports: true ones teach, forged ones do not."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from outbox.enums import MessageState
from outbox.models import AddressState, Bounce, Message, MessageEvent
from outbox.services import bounces, sending
from reminders.services import planning
from tests.reminders.conftest import MONDAY

pytestmark = pytest.mark.django_db

REPORT = """From: MAILER-DAEMON@mx.example\r
To: {to}\r
Subject: Undelivered Mail Returned to Sender\r
Message-ID: <{report_id}@mx.example>\r
MIME-Version: 1.0\r
Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r
\r
--x\r
Content-Type: text/plain; charset=utf-8\r
\r
Not delivered.\r
--x\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; mx.example\r
\r
Final-Recipient: rfc822; dd-a@tinhmau.example\r
Action: {action}\r
Status: {status}\r
Diagnostic-Code: smtp; {status} {words}\r
\r
--x\r
Content-Type: message/rfc822\r
\r
Subject: x\r
\r
--x--\r
"""


def report(to, *, action="failed", status="5.1.1", words="no such user", report_id="r1"):
    return REPORT.format(to=to, action=action, status=status, words=words, report_id=report_id).encode()


@pytest.fixture
def sent(body_a, flag, sink):
    flag(body_a)
    planning.plan(day=MONDAY.date(), now=MONDAY)
    sending.send_due(worker="w", clock=lambda: MONDAY, seconds=9)
    return Message.objects.get(state=MessageState.SENT)


def test_a_mail_leaves_with_a_return_address_of_its_own(sent, sink):
    (mail,) = sink.mails
    assert mail.envelope_sender == bounces.envelope_sender(sent.pk)
    assert mail.envelope_sender.startswith(f"nennep+b{sent.pk}.")
    assert len(mail.envelope_sender.partition("@")[0]) <= 64


def test_a_hard_report_stops_the_address_and_tells_the_office(sent, sink, as_user, staff):
    assert bounces.take(report(sink.mails[0].envelope_sender), now=MONDAY) is not None
    state = AddressState.objects.get()
    assert (state.address, state.stopped_at, state.diagnostic) == (
        "dd-a@tinhmau.example",
        MONDAY,
        "5.1.1 smtp; 5.1.1 no such user",
    )
    assert MessageEvent.objects.get().kind == "bounced"
    assert (
        "địa chỉ dd-a@tinhmau.example đã ngừng gửi vì thư bị trả lại"
        in as_user(staff).get("/nhac-viec/").content.decode()
    )
    assert planning.prepare(MONDAY.date() + dt.timedelta(days=60)).mails == () or all(
        mail.address != "dd-a@tinhmau.example"
        for mail in planning.prepare(MONDAY.date() + dt.timedelta(days=60)).mails
    )


def test_the_office_opens_an_address_again(sent, sink, as_user, staff, leader):
    bounces.take(report(sink.mails[0].envelope_sender), now=MONDAY)
    url = f"/nhac-viec/dia-chi/{AddressState.objects.get().pk}/mo-lai/"
    assert as_user(leader).post(url).status_code == 403
    assert "no such user" in as_user(staff).get("/nhac-viec/dia-chi/").content.decode()
    assert as_user(staff).post(url).status_code == 303
    assert AddressState.objects.get().stopped_at is None


@pytest.mark.parametrize(("action", "status"), [("delayed", "4.4.1"), ("failed", "4.2.2")])
def test_soft_reports_count_and_stop_only_after_many(sent, sink, action, status):
    for number in range(4):
        bounces.take(
            report(sink.mails[0].envelope_sender, action=action, status=status, report_id=f"r{number}"),
            now=MONDAY,
        )
    assert (AddressState.objects.get().soft_bounces, AddressState.objects.get().stopped_at) == (4, None)
    bounces.take(
        report(sink.mails[0].envelope_sender, action=action, status=status, report_id="r5"), now=MONDAY
    )
    assert AddressState.objects.get().stopped_at == MONDAY


def test_the_same_report_twice_counts_once(sent, sink):
    content = report(sink.mails[0].envelope_sender, action="delayed", status="4.4.1")
    assert bounces.take(content, now=MONDAY) is not None
    assert bounces.take(content, now=MONDAY) is None
    assert AddressState.objects.get().soft_bounces == 1


def forged(sent, sink):
    true = sink.mails[0].envelope_sender
    return {
        "no signature": report("nennep@tinhmau.example"),
        "another mail's number": report(true.replace(f"+b{sent.pk}.", f"+b{sent.pk + 1}.")),
        "a wrong signature": report(f"nennep+b{sent.pk}.{'0' * 20}@tinhmau.example"),
        "no report at all": f"To: {true}\r\nSubject: Re\r\n\r\nKhong nhan duoc 5.1.1".encode(),
        "delivered": report(true, action="delivered", status="2.0.0"),
        "nothing": b"",
        "noise": bytes(range(256)) * 50,
        "a number without end": report(f"nennep+b{'9' * 400}.{'0' * 20}@tinhmau.example"),
    }


@pytest.mark.parametrize(
    "kind",
    [
        "no signature",
        "another mail's number",
        "a wrong signature",
        "no report at all",
        "delivered",
        "nothing",
        "noise",
        "a number without end",
    ],
)
def test_forged_and_other_mails_teach_nothing(sent, sink, kind):
    assert bounces.take(forged(sent, sink)[kind], now=MONDAY) is None
    assert not AddressState.objects.exists()
    assert not Bounce.objects.exists()


def test_capitals_in_the_return_address_do_not_matter(sent, sink):
    assert bounces.take(report(sink.mails[0].envelope_sender.upper()), now=MONDAY) is not None


def test_a_pipe_may_name_the_recipient_apart(sent, sink, monkeypatch):
    content = report("undisclosed@tinhmau.example")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    out = io.StringIO()
    call_command("read_bounces", "--pipe", "--recipient", sink.mails[0].envelope_sender, stdout=out)
    assert "dd-a@tinhmau.example 5.1.1" in out.getvalue()


def test_a_pipe_of_postfix_names_the_recipient_in_the_environment(sent, sink, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(report("undisclosed@tinhmau.example"))))
    monkeypatch.setenv("ORIGINAL_RECIPIENT", sink.mails[0].envelope_sender)
    out = io.StringIO()
    call_command("read_bounces", "--pipe", stdout=out)
    assert "dd-a@tinhmau.example 5.1.1" in out.getvalue()


def test_a_pipe_is_read_to_its_end_however_long_the_mail_is(sent, sink, monkeypatch):
    content = io.BytesIO(report(sink.mails[0].envelope_sender) + b"x" * 5_000_000)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(content))
    call_command("read_bounces", "--pipe", stdout=io.StringIO())
    assert content.read() == b""
    assert Bounce.objects.count() == 1


def test_a_pipe_asks_the_mail_server_to_come_again_when_the_database_is_away(sent, sink, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(report(sink.mails[0].envelope_sender))))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
        with pytest.raises(SystemExit) as ended:
            call_command("read_bounces", "--pipe", stderr=io.StringIO())
        transaction.set_rollback(True)
    assert ended.value.code == 75


def test_passing_failures_long_ago_are_forgotten(sent, sink):
    for number in range(4):
        bounces.take(
            report(sink.mails[0].envelope_sender, action="delayed", status="4.4.1", report_id=f"r{number}"),
            now=MONDAY,
        )
    later = MONDAY + dt.timedelta(days=31)
    bounces.take(
        report(sink.mails[0].envelope_sender, action="delayed", status="4.4.1", report_id="r5"), now=later
    )
    assert (AddressState.objects.get().soft_bounces, AddressState.objects.get().stopped_at) == (1, None)


def test_without_a_mailbox_the_command_says_what_to_set(settings):
    with pytest.raises(CommandError, match="BOUNCE_IMAP_URL=imaps://"):
        call_command("read_bounces")
    settings.BOUNCE_IMAP_URL = "imap://user:secret@127.0.0.1:1/INBOX"
    with pytest.raises(CommandError, match="Không đọc được hộp thư"):
        call_command("read_bounces")


def test_a_secretary_of_a_body_finds_no_addresses(as_user, secretary_of_a):
    assert as_user(secretary_of_a).get("/nhac-viec/dia-chi/").status_code == 404

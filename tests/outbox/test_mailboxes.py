"""Reading delivery reports from a real IMAP server (Dovecot), which also holds people's own mail."""

import datetime as dt
import io
import socket
import threading
from contextlib import suppress
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command

from core import clock
from outbox.models import AddressState, Bounce, MailRun, Message
from outbox.services import bounces, mailboxes
from tests.outbox import dovecot, report_samples
from tests.reminders.conftest import MONDAY

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.process,
    pytest.mark.skipif(bool(dovecot.why_not()), reason=dovecot.why_not() or "-"),
]


@pytest.fixture(scope="module")
def server():
    made = dovecot.Dovecot()
    yield made
    made.stop()


@pytest.fixture
def box(server, monkeypatch):
    """Return a person's session in the mailbox, empty; its certificate is trusted."""
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    box = server.box()
    box.uid("STORE", "1:*", "+FLAGS", r"(\Deleted)")
    box.expunge()
    yield box
    box.logout()


@pytest.fixture
def to(db):
    """Return the signed address of a mail that was sent."""
    message = Message.objects.create(
        address=report_samples.ADDRESS,
        day=MONDAY.date(),
        state="sent",
        subject="x",
        text="x",
        message_id="<x@tinhmau.example>",
        created_at=MONDAY,
    )
    return bounces.envelope_sender(message.pk)


def address(server, *, scheme="imaps", folder="INBOX", port=None, query="", password=dovecot.PASSWORD):
    port = port or (server.secure_port if scheme == "imaps" else server.port)
    return f"{scheme}://{dovecot.USER}:{quote(password)}@localhost:{port}/{quote(folder)}{query}"


def read(url):
    return mailboxes.read(url, clock=clock.now)  # the server's clock is the machine's


def put(box, *mails, folder="INBOX", flags=""):
    for mail in mails:
        assert box.append(folder, flags, "", mail)[0] == "OK"


def seen(box):
    box.noop()
    return {int(uid) for uid in box.uid("SEARCH", "SEEN")[1][0].split()}


@pytest.mark.parametrize(("scheme", "query"), [("imaps", ""), ("imap", "?starttls=1"), ("imap", "")])
def test_reports_are_taken_and_peoples_mail_stays_as_it_is(server, box, to, scheme, query):
    put(
        box,
        report_samples.people(1),
        report_samples.postfix(to),
        report_samples.vacation(to),
        report_samples.people(2),
    )
    assert read(address(server, scheme=scheme, query=query)) == 1
    assert Bounce.objects.get().address == report_samples.ADDRESS
    assert AddressState.objects.get().stopped_at is not None
    assert len(seen(box)) == 1
    assert len(box.uid("SEARCH", "ALL")[1][0].split()) == 4
    assert read(address(server, scheme=scheme, query=query)) == 0


def test_every_kind_of_report_counts_once(server, box, to):
    mails = [
        report_samples.postfix(to),
        report_samples.exchange(to),
        report_samples.gmail(to),
        report_samples.exim(to),
        report_samples.qmail(to),
    ]
    put(box, *mails, *mails)
    assert read(address(server)) == 5


def test_a_report_that_somebody_has_opened_counts(server, box, to):
    put(box, report_samples.postfix(to), flags=r"(\Seen)")
    assert read(address(server)) == 1


def test_what_comes_later_is_read_later_and_what_was_read_is_not_asked_for_again(server, box, to):
    put(box, report_samples.postfix(to, number="1", action="delayed", status="4.4.1"))
    assert read(address(server)) == 1
    put(
        box,
        report_samples.people(1),
        report_samples.postfix(to, number="2", action="delayed", status="4.4.1"),
    )
    assert read(address(server)) == 1
    assert MailRun.objects.get(kind="read").counts["looked_at"] == 2
    assert read(address(server)) == 0
    assert MailRun.objects.get(kind="read").counts["looked_at"] == 0
    assert AddressState.objects.get().soft_bounces == 2


def test_a_folder_of_any_name(server, box, to):
    name = '"Th&AbA- tr&HqM- l&HqE-i &- kh&AOE-c"'  # "Thư trả lại & khác", as IMAP writes it
    box.create(name)
    put(box, report_samples.postfix(to), folder=name)
    assert read(address(server, folder="Thư trả lại & khác")) == 1


def test_a_mailbox_made_anew_is_read_anew_and_counts_nothing_twice(server, box, to):
    for number in ("1", "2"):
        box.create("Bounces")
        put(
            box,
            report_samples.postfix(to, number="1", action="delayed"),
            report_samples.postfix(to, number=number, action="delayed"),
            folder="Bounces",
        )
        read(address(server, folder="Bounces"))
        box.delete("Bounces")
    assert sorted(Bounce.objects.values_list("report_id", flat=True)) == [
        "<1@mx1.example>",
        "<2@mx1.example>",
    ]


def test_hundreds_at_once_among_peoples_mail(server, box, to):
    for number in range(150):
        put(
            box,
            report_samples.postfix(to, number=str(number), action="delayed", status="4.4.1"),
            report_samples.people(number),
        )
    assert read(address(server)) == 150
    assert Bounce.objects.count() == 150


def test_one_that_is_huge_or_broken_holds_up_none(server, box, to):
    huge = report_samples.postfix(to, number="huge").replace(
        b"Subject: x\r\n\r\n", b"Subject: x\r\n\r\n" + b"x" * 70 * 80_000
    )
    broken = (
        b"To: "
        + to.encode()
        + b'\r\nContent-Type: multipart/report; boundary="\r\nMessage-ID: <\x80\xff>\r\n\r\n--\r\n'
        + bytes(range(1, 256))
        + b"\r\n"
    )
    put(box, broken, huge, report_samples.postfix(to, number="last"))
    assert read(address(server)) == 2


class Cut:
    """Passes a connection on to the server and cuts it after so many bytes of the server's."""

    def __init__(self, port, after):
        self.port, self.after = port, after
        self.listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        near, _address = self.listener.accept()
        far = socket.create_connection(("127.0.0.1", self.port))
        threading.Thread(target=self.there, args=(near, far), daemon=True).start()
        while self.after > 0 and (said := far.recv(min(4096, self.after))):
            near.sendall(said)
            self.after -= len(said)
        self.listener.close()
        for end in (near, far):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    @staticmethod
    def there(near, far):
        with suppress(OSError):
            while said := near.recv(4096):
                far.sendall(said)


def test_a_line_that_breaks_while_reading_loses_nothing_and_is_seen(server, box, to):
    put(box, *(report_samples.postfix(to, number=str(number), action="delayed") for number in range(20)))
    cut = Cut(server.port, after=9000)
    with pytest.raises(mailboxes.MailboxUnreadable, match="Không đọc được hộp thư nhận báo cáo"):
        read(address(server, scheme="imap", port=cut.listener.getsockname()[1]))
    assert 0 < Bounce.objects.count() < 20
    assert MailRun.objects.get(kind="read").error
    read(address(server))
    assert Bounce.objects.count() == 20
    assert AddressState.objects.get().soft_bounces == 20
    assert not MailRun.objects.get(kind="read").error


def test_a_certificate_that_nobody_vouches_for_is_refused(server, box, to, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    for scheme, query in (("imaps", ""), ("imap", "?starttls=1")):
        with pytest.raises(mailboxes.MailboxUnreadable, match="certificate verify failed"):
            read(address(server, scheme=scheme, query=query))


def test_the_status_page_says_that_the_mailbox_cannot_be_read(server, box, settings, as_user, staff):
    settings.BOUNCE_IMAP_URL = address(server, password="sai")
    with pytest.raises(CommandError, match="Authentication failed"):
        call_command("read_bounces")
    page = as_user(staff).get("/nhac-viec/tinh-trang/").content.decode()
    assert "Không đọc được hộp thư nhận báo cáo" in page
    assert "sai@" not in page
    settings.BOUNCE_IMAP_URL = address(server)
    out = io.StringIO()
    call_command("read_bounces", stdout=out)
    assert out.getvalue() == "0 báo cáo mới.\n"
    page = as_user(staff).get("/nhac-viec/tinh-trang/").content.decode()
    assert "Không đọc được hộp thư nhận báo cáo" not in page
    assert ": 0 báo cáo mới" in page


def test_a_mailbox_full_of_old_mail_is_looked_at_only_for_the_last_fortnight(server, box, to):
    then = (clock.now() - dt.timedelta(days=20)).strftime('"%d-%b-%Y %H:%M:%S %z"')
    assert box.append("INBOX", "", then, report_samples.postfix(to, number="old"))[0] == "OK"
    put(box, report_samples.postfix(to, number="new"))
    assert read(address(server)) == 1
    assert Bounce.objects.get().report_id == "<new@mx1.example>"

"""The office's screens about mails: seen, filtered, acted on, and closed to strangers."""

import datetime as dt
import io
import mailbox
from email.message import EmailMessage

import pytest
from openpyxl import load_workbook

from core import clock
from obligations.models import Flag
from outbox.enums import MessageKind, MessageState
from outbox.models import Message, MessageEvent
from outbox.services import sending
from reminders.models import Answer, Snooze
from reminders.services import letters, planning
from tests import factories
from tests.reminders.conftest import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(body_a, body_b, flag, give_secretary, staff):
    flag(body_a)
    flag(body_b)
    give_secretary(body_a)
    planning.plan(day=MONDAY.date(), now=MONDAY)
    return Message.objects.get(address="dd-a@tinhmau.example")


PAGES = ["/nhac-viec/", "/nhac-viec/thu/{pk}/", "/nhac-viec/hop-thu-thu/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_secretary_finds_no_mails_and_a_visitor_the_log_in(client, as_user, secretary_of_a, planned, page):
    url = page.format(pk=planned.pk)
    assert as_user(secretary_of_a).get(url).status_code == 404
    assert client.get(url).status_code == 302


def test_a_leader_reads_the_log_but_sends_nothing(as_user, leader, planned):
    browser = as_user(leader)
    assert browser.get("/nhac-viec/").status_code == 200
    assert "Gửi lại" not in browser.get(f"/nhac-viec/thu/{planned.pk}/").content.decode()
    assert browser.post(f"/nhac-viec/thu/{planned.pk}/giu/").status_code == 403
    assert browser.get("/nhac-viec/hop-thu-thu/").status_code == 403


def test_the_log_says_who_gets_what_and_can_be_narrowed(as_user, staff, planned):
    page = as_user(staff).get("/nhac-viec/").content.decode()
    assert page.count("/nhac-viec/thu/") == 4
    assert "Đảng đoàn Hội A: 1 việc quá hạn" in page
    assert as_user(staff).get("/nhac-viec/?q=bithu").content.decode().count("/nhac-viec/thu/") == 1
    assert as_user(staff).get("/nhac-viec/?q=hoi b").content.decode().count("/nhac-viec/thu/") == 2
    assert as_user(staff).get("/nhac-viec/?trang_thai=sent").content.decode().count("/nhac-viec/thu/") == 0
    assert as_user(staff).get("/nhac-viec/?tu=1/12/2026").content.decode().count("/nhac-viec/thu/") == 0
    assert (
        as_user(staff).get("/nhac-viec/?tu=sai&den=30/11/2026").content.decode().count("/nhac-viec/thu/") == 4
    )


def test_the_log_counts_the_findings_of_a_reminder_and_leaves_an_invitation_out(as_user, staff, planned):
    Message.objects.exclude(pk=planned.pk).update(kind=MessageKind.INVITATION)
    page = " ".join(as_user(staff).get("/nhac-viec/").content.decode().split())
    assert page.count('data-label="Số việc">1</td>') == 1
    assert page.count('data-label="Số việc">–</td>') == 3
    answer = as_user(staff).get("/nhac-viec/xuat/")
    _title, *rows = load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    counts = {row[2]: row[5] for row in rows if row[2] and "@" in row[2]}
    assert (counts.pop(planned.address), set(counts.values())) == (1, {None})


def test_the_log_names_who_has_no_address(as_user, staff, planned):
    page = as_user(staff).get("/nhac-viec/").content.decode()
    assert "1 nơi cần nhắc mà chưa gửi được thư" in page
    assert "Đảng đoàn Hội B</a>, Bí thư: chưa có địa chỉ thư điện tử." in page


def test_a_mail_is_held_then_released_and_its_history_says_by_whom(as_user, staff, planned):
    browser = as_user(staff)
    assert browser.post(f"/nhac-viec/thu/{planned.pk}/giu/").status_code == 303
    planned.refresh_from_db()
    assert planned.state == MessageState.HELD
    page = browser.get(f"/nhac-viec/thu/{planned.pk}/").content.decode()
    assert "Cho gửi" in page
    assert "Giữ lại" not in page
    browser.post(f"/nhac-viec/thu/{planned.pk}/cho-gui/")
    planned.refresh_from_db()
    assert planned.state == MessageState.QUEUED
    assert list(MessageEvent.objects.order_by("id").values_list("kind", "by__username")) == [
        ("held", "chuyenvien"),
        ("release", "chuyenvien"),
    ]


def test_a_failed_mail_is_sent_again_from_the_log(as_user, staff, planned, sink):
    sink.refuse_rcpt["dd-a@tinhmau.example"] = "550 5.1.1 no such user"
    sending.send_due(worker="w", clock=lambda: MONDAY, seconds=9)
    browser = as_user(staff)
    page = browser.get(f"/nhac-viec/thu/{planned.pk}/").content.decode()
    assert "550 5.1.1 no such user" in page
    sink.refuse_rcpt.clear()
    browser.post(f"/nhac-viec/thu/{planned.pk}/gui-lai/")
    sending.send_due(worker="w", clock=lambda: MONDAY + dt.timedelta(minutes=1), seconds=9)
    planned.refresh_from_db()
    assert planned.state == MessageState.SENT
    assert "dd-a@tinhmau.example" in sink.to()


def test_a_double_click_on_send_again_queues_once(as_user, staff, planned):
    Message.objects.filter(pk=planned.pk).update(state=MessageState.FAILED)
    browser = as_user(staff)
    browser.post(f"/nhac-viec/thu/{planned.pk}/gui-lai/")
    page = browser.post(f"/nhac-viec/thu/{planned.pk}/gui-lai/", follow=True).content.decode()
    assert "Thư này đang chờ gửi hoặc đang gửi, không cần gửi lại." in page
    assert MessageEvent.objects.filter(kind="again").count() == 1


def test_reading_changes_nothing(as_user, staff, planned):
    for action in ("gui-lai", "giu", "cho-gui"):
        assert as_user(staff).get(f"/nhac-viec/thu/{planned.pk}/{action}/").status_code == 405


def test_the_log_costs_the_same_for_3_and_30_mails(as_user, staff, flag, django_assert_num_queries):
    browser = as_user(staff)
    for number in range(3):
        flag(factories.BodyFactory(code=f"DD-{number}"))
    planning.plan(day=MONDAY.date(), now=MONDAY)
    browser.get("/nhac-viec/")
    with django_assert_num_queries(19):
        browser.get("/nhac-viec/")
    for number in range(3, 33):
        flag(factories.BodyFactory(code=f"DD-{number}"))
    planning.plan(day=MONDAY.date() + dt.timedelta(days=1), now=MONDAY + dt.timedelta(days=1))
    with django_assert_num_queries(19):
        browser.get("/nhac-viec/")


def test_an_empty_log_says_when_mails_are_made(as_user, staff):
    assert "Chưa có thư nhắc nào." in as_user(staff).get("/nhac-viec/").content.decode()


@pytest.fixture
def letterbox(tmp_path, settings):
    settings.MAIL_DIR = tmp_path / "mail"
    box = mailbox.Maildir(settings.MAIL_DIR, create=True)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "nennep@localhost",
        "Đảng đoàn A <a@tinhmau.example>",
        "Đảng đoàn A: 2 việc cần xử lý",
    )
    mail["Date"] = "Mon, 30 Nov 2026 00:31:00 -0000"
    mail.set_content("Kính gửi")
    mail.add_alternative('<p style="color:red">Kính gửi<script>x</script></p>', subtype="html")
    return box.add(mail)


def test_the_mailbox_shows_what_arrived(as_user, staff, letterbox):
    browser = as_user(staff)
    page = browser.get("/nhac-viec/hop-thu-thu/").content.decode()
    assert "Đảng đoàn A: 2 việc cần xử lý" in page
    assert "07:31 30/11/2026" in page
    page = browser.get(f"/nhac-viec/hop-thu-thu/{letterbox}/").content.decode()
    assert "Kính gửi" in page
    assert f"/nhac-viec/hop-thu-thu/{letterbox}/html/" in page


def test_a_mails_html_is_shown_without_script_and_only_in_our_own_frame(as_user, staff, letterbox):
    answer = as_user(staff).get(f"/nhac-viec/hop-thu-thu/{letterbox}/html/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox" in policy
    assert "frame-ancestors 'self'" in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_an_empty_or_absent_mailbox_says_how_mail_gets_there(as_user, staff, settings, tmp_path):
    settings.MAIL_DIR = tmp_path / "none"
    assert "Hộp thư trống." in as_user(staff).get("/nhac-viec/hop-thu-thu/").content.decode()
    assert as_user(staff).get("/nhac-viec/hop-thu-thu/x/").status_code == 404


def test_the_mailbox_does_not_leave_its_folder(as_user, staff, letterbox):
    assert as_user(staff).get("/nhac-viec/hop-thu-thu/..%2F..%2Fsecret/").status_code == 404
    assert Flag.objects.count() == 0


def test_a_findings_page_tells_what_was_said(as_user, staff, leader, secretary_of_a, planned, body_a):
    found = Flag.objects.get(body=body_a)
    url = f"/nhac-viec/cua-viec/DD-A/{found.pk}/"
    assert (
        f'hx-get="{url}"'
        in as_user(leader).get(f"/to-chuc/DD-A/phat-hien/{found.rule}/{found.subject}/").content.decode()
    )
    browser = as_user(staff)
    (letter,) = letters.draft(
        flag_ids=[found.pk],
        dated_on=clock.today(),
        deadline_on=clock.today() + dt.timedelta(9),
        together=True,
        now=clock.now(),
        by=staff,
    )
    Answer.objects.create(
        flag=found,
        kind="promise",
        address="a@x.vn",
        given_by="Bí thư A",
        token_digest="1",
        given_at=clock.now(),
    )
    Snooze.objects.create(body=body_a, until=clock.today(), reason="Chờ đại hội", created_at=clock.now())
    part = browser.get(url, headers={"HX-Request": "true"}).content.decode()
    for words in (
        "Đảng đoàn Hội A",
        "Dự thảo công văn",
        f"/giay-to/{letter.paper_id}/",
        "Bí thư A",
        "Chờ đại hội",
    ):
        assert words in part
    assert "<!doctype" not in part
    assert "<!doctype" in browser.get(url).content.decode().lower()
    assert as_user(secretary_of_a).get(url).status_code == 404
    assert browser.get(f"/nhac-viec/cua-viec/DD-B/{found.pk}/").status_code == 404


def test_the_log_is_taken_along_as_it_is_narrowed(as_user, staff, planned):
    content = as_user(staff).get("/nhac-viec/xuat/?q=bithu").content
    assert [
        row[2] for row in load_workbook(io.BytesIO(content)).active.iter_rows(min_row=4, values_only=True)
    ] == ["bithu@tinhmau.example"]


def test_who_has_no_account_is_not_sent_to_a_list_that_asks_for_one(body_a, flag, staff):
    flag(body_a)
    planning.plan(day=MONDAY.date(), now=MONDAY)
    flag(body_a, rule="understaffed", subject="VT-1")
    tuesday = MONDAY + dt.timedelta(days=1)
    planning.plan(day=tuesday.date(), now=tuesday)
    body, office = (
        Message.objects.get(address=address, day=tuesday.date())
        for address in ("dd-a@tinhmau.example", "chuyenvien@tinhmau.example")
    )
    for message, told, others in (
        (body, False, "Ngoài những việc nêu trong thư này còn 1 việc đang mở"),
        (office, True, "Còn 1 việc: "),
    ):
        assert others in message.text
        assert ("/can-xu-ly/" in message.text, "/can-xu-ly/" in message.html) == (told, told)

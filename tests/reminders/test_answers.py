"""Answering by the link in a mail: one finding, once, and no fact until staff say so."""

import datetime as dt
import re
import threading
from ipaddress import ip_network

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from pghistory.models import Context

from accounts.models import RequestCount
from core import clock
from delegations.models import Body
from meetings.enums import MeetingStatus
from meetings.models import Meeting, MeetingFile
from obligations.enums import PeriodState
from obligations.queries.periods import Cell
from outbox.models import Message
from outbox.services import sending
from reminders.documents import links
from reminders.enums import AnswerState
from reminders.models import Answer, Snooze
from reminders.services import answers, planning, snoozes
from reminders.views.answers import PER_ADDRESS
from reports.models import Report
from rulebook.calendar import Period
from tests import factories
from tests.reminders.conftest import MONDAY

pytestmark = pytest.mark.django_db

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count"
    b" 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def link(flag, *, day=None, address="dd-a@tinhmau.example"):
    token = links.token(
        body_code=flag.body.code,
        rule=flag.rule,
        subject=flag.subject,
        address=address,
        day=day or clock.today(),
    )
    return f"/nhac-viec/tra-loi/{token}/"


def yesterday():
    return clock.today() - dt.timedelta(days=1)


def held(**fields):
    """Return what is posted of a meeting; with the promise that no file is secret where there is a file."""
    fields.setdefault("not_secret", "on" if "upload" in fields else "")
    return {
        "kind": "meeting",
        "given_by": "Trần Văn Thử, thư ký",
        "done_on": f"{yesterday():%d/%m/%Y}",
        "meeting_kind": "periodic",
        "head_count": "5",
        "number": "06-BB/ĐĐ",
    } | fields


def test_the_link_in_the_mail_opens_the_form_and_opening_changes_nothing(client, body_a, flag, sink):
    flag(body_a)
    planning.plan(day=MONDAY.date(), now=MONDAY)
    sending.send_due(worker="w", clock=lambda: MONDAY, seconds=9)
    text = sink.mails[0].get_body(("plain",)).get_content()
    (url,) = re.findall(r"https://nennep\.tinhmau\.example(/nhac-viec/tra-loi/\S+)", text)
    for _scan in range(3):
        page = client.get(url)
        assert page.status_code == 200
        assert client.head(url).status_code == 200
    assert "Đảng đoàn Hội A" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert Answer.objects.count() == 0


def test_a_reported_meeting_becomes_a_fact_by_one_click(client, as_user, staff, body_a, flag):
    found = flag(body_a)
    factories.MembershipFactory.create_batch(5, seat__body=body_a)
    answer = client.post(link(found), held(upload=SimpleUploadedFile("bien-ban.pdf", PDF)))
    assert "Đã gửi văn phòng" in answer.content.decode()
    assert Meeting.objects.count() == 0
    browser = as_user(staff)
    page = browser.get("/nhac-viec/de-nghi/").content.decode()
    assert f"Họp định kỳ ngày {yesterday():%d/%m/%Y}, có mặt 5 thành viên. Biên bản 06-BB/ĐĐ." in page
    proposal = Answer.objects.get()
    file = browser.get(f"/nhac-viec/de-nghi/{proposal.pk}/tep/")
    assert (b"".join(file.streaming_content), file["Content-Disposition"]) == (
        PDF,
        'attachment; filename="bien-ban.pdf"',
    )
    assert browser.post(f"/nhac-viec/de-nghi/{proposal.pk}/nhan/").status_code == 303
    meeting = Meeting.objects.get()
    assert (meeting.body, meeting.held_on, meeting.head_count, meeting.status, meeting.kind) == (
        body_a,
        yesterday(),
        5,
        "held",
        "periodic",
    )
    assert MeetingFile.objects.get(meeting=meeting).name == "bien-ban.pdf"
    assert meeting.exception_reason == "", "there is nothing to give a reason for"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == (AnswerState.ACCEPTED, staff)


def test_a_file_comes_with_the_promise_that_it_is_no_secret(client, body_a, flag):
    url = link(flag(body_a))
    upload = SimpleUploadedFile("bien-ban.pdf", PDF)
    refused = client.post(url, held(upload=upload, not_secret=""))
    assert (refused.status_code, Answer.objects.count()) == (422, 0)
    assert "Hãy xác nhận tệp không thuộc danh mục bí mật nhà nước" in refused.content.decode()
    assert client.post(url, held()).status_code == 200, "without a file nothing is promised"


def test_an_answer_leads_on_to_what_else_the_mail_told_of(client, body_a, body_b, flag, sink):
    first = flag(body_a)
    flag(body_a, rule="regulation-missing", subject="regulation")
    settled = flag(body_a, rule="understaffed", subject="VT-1")
    flag(body_b, rule="regulation-missing", subject="regulation")
    planning.plan(day=MONDAY.date(), now=MONDAY)
    factories.settle(settled, at=clock.now())
    page = client.post(link(first, day=MONDAY.date()), held()).content.decode()
    assert "Các việc khác trong thư này" in page
    (url,) = re.findall(r'href="https://nennep\.tinhmau\.example(/nhac-viec/tra-loi/[^"]+)"', page)
    assert "Chưa có quy chế làm việc" in client.get(url).content.decode()
    rules = {"kind": "rules", "given_by": "x", "number": "1-QC/ĐĐ", "done_on": f"{yesterday():%d/%m/%Y}"}
    page = client.post(url, rules).content.decode()
    assert "Đã gửi văn phòng" in page
    assert "Các việc khác trong thư này" not in page, "what was answered before waits for the office"


def test_a_meeting_without_quorum_is_taken_as_the_body_said_it(client, as_user, staff, body_a, flag):
    factories.MembershipFactory.create_batch(5, seat__body=body_a)
    client.post(link(flag(body_a)), held(head_count="1"))
    as_user(staff).post(f"/nhac-viec/de-nghi/{Answer.objects.get().pk}/nhan/")
    assert Meeting.objects.get().exception_reason == "Ghi theo trả lời của tổ chức qua thư nhắc."


def test_a_double_click_on_accept_makes_one_meeting(client, as_user, staff, body_a, flag):
    client.post(link(flag(body_a)), held())
    browser = as_user(staff)
    proposal = Answer.objects.get()
    browser.post(f"/nhac-viec/de-nghi/{proposal.pk}/nhan/")
    assert (
        "Trả lời này đã được xem."
        in browser.post(f"/nhac-viec/de-nghi/{proposal.pk}/nhan/", follow=True).content.decode()
    )
    assert Meeting.objects.count() == 1


def test_a_report_is_received_and_a_returned_one_received_again(client, as_user, staff, body_a, body_b, flag):
    data = {
        "kind": "report",
        "given_by": "Thư ký",
        "done_on": f"{yesterday():%d/%m/%Y}",
        "number": "12-BC/ĐĐ",
    }
    year = str(clock.today().year - 1)
    factories.ReportFactory(
        body=body_b,
        year=int(year),
        submitted_on=yesterday() - dt.timedelta(days=9),
        returned_on=yesterday() - dt.timedelta(days=3),
    )
    for body in (body_a, body_b):
        client.post(link(flag(body, rule="annual-report-missing", subject=year), address=body.email), data)
    for proposal in Answer.objects.all():
        as_user(staff).post(f"/nhac-viec/de-nghi/{proposal.pk}/nhan/")
    assert list(Report.objects.filter(body=body_a).values_list("year", "number", "submitted_on")) == [
        (int(year), "12-BC/ĐĐ", yesterday())
    ]
    assert Report.objects.get(body=body_b).resubmitted_on == yesterday()


def test_a_report_of_a_regime_is_received_for_its_period(client, as_user, staff, body_a, flag):
    regime = factories.ReportRegimeFactory(code="BC-QUY", name="Báo cáo quý")
    data = {
        "kind": "report",
        "given_by": "Thư ký",
        "done_on": f"{yesterday():%d/%m/%Y}",
        "number": "12-BC/ĐU",
    }
    for rule, period in (("report-missing", "2026-Q2"), ("report-due", "2026-Q3")):
        found = flag(body_a, rule=rule, subject=f"BC-QUY/{period}")
        assert client.post(link(found, address=body_a.email), data).status_code == 200
    browser = as_user(staff)
    assert "BC-QUY, quý II/2026" in browser.get("/nhac-viec/de-nghi/").content.decode()
    for proposal in Answer.objects.all():
        browser.post(f"/nhac-viec/de-nghi/{proposal.pk}/nhan/")
    assert set(Report.objects.values_list("body", "regime", "period", "submitted_on")) == {
        (body_a.pk, regime.pk, period, yesterday()) for period in ("2026-Q2", "2026-Q3")
    }


def test_a_promise_lets_the_reminder_rest_until_its_day(client, as_user, staff, body_a, flag):
    promised = clock.today() + dt.timedelta(days=12)
    data = {
        "kind": "promise",
        "given_by": "Bí thư",
        "reason": "Đồng chí Bí thư đi công tác",
        "promised_on": f"{promised:%d/%m/%Y}",
    }
    client.post(link(flag(body_a, rule="understaffed", subject="VT-1")), data)
    assert not Snooze.objects.exists()
    as_user(staff).post(f"/nhac-viec/de-nghi/{Answer.objects.get().pk}/nhan/")
    assert Snooze.objects.values_list("until", "reason").get() == (
        promised,
        "Bí thư trả lời qua thư: Đồng chí Bí thư đi công tác",
    )
    assert planning.prepare(promised).mails == ()


@pytest.mark.parametrize(
    "rule", ["quorum-failed", "majority-failed", "competence-exceeded", "secret-personnel-round"]
)
def test_what_is_past_is_explained_and_never_promised(client, as_user, staff, body_a, flag, rule):
    url = link(flag(body_a, rule=rule, subject="H-1"))
    page = client.get(url).content.decode()
    assert "Ý kiến giải trình" in page
    assert "Hẹn thực hiện xong ngày" not in page
    assert client.get(url, {"kind": "promise"}).status_code == 404
    client.post(
        url, {"kind": "explain", "given_by": "Bí thư", "reason": "Danh sách điểm danh ghi thiếu một đồng chí"}
    )
    assert (
        "Danh sách điểm danh ghi thiếu một đồng chí"
        in as_user(staff).get("/nhac-viec/de-nghi/").content.decode()
    )
    as_user(staff).post(f"/nhac-viec/de-nghi/{Answer.objects.get().pk}/nhan/")
    rest = Snooze.objects.get()
    assert (rest.until, rest.reason) == (
        clock.today() + snoozes.LONGEST,
        "Bí thư trả lời qua thư: Danh sách điểm danh ghi thiếu một đồng chí",
    )


def test_staff_may_set_an_answer_aside_with_a_reason(client, as_user, staff, leader, body_a, flag):
    client.post(link(flag(body_a)), held())
    url = f"/nhac-viec/de-nghi/{Answer.objects.get().pk}/khong-nhan/"
    assert as_user(leader).post(url, {"note": "x"}).status_code == 403
    as_user(staff).post(url, {"note": ""})
    assert Answer.objects.get().state == AnswerState.PROPOSED
    as_user(staff).post(url, {"note": "Chưa có biên bản"})
    assert Answer.objects.get().state == AnswerState.REFUSED
    assert Meeting.objects.count() == 0
    assert "Chưa có biên bản" in as_user(staff).get("/nhac-viec/de-nghi/?trang_thai=refused").content.decode()


def test_a_link_is_used_once(client, body_a, flag):
    url = link(flag(body_a))
    client.post(url, held())
    assert client.post(url, held()).status_code == 410
    assert client.get(url).status_code == 410
    assert Answer.objects.count() == 1


def test_an_invalid_answer_does_not_use_the_link_up(client, body_a, flag):
    url = link(flag(body_a))
    for fault in (
        {"done_on": "31/02/2026"},
        {"done_on": f"{clock.today() + dt.timedelta(days=1):%d/%m/%Y}"},
        {"head_count": "0"},
        {"given_by": ""},
        {"upload": SimpleUploadedFile("x.pdf", b"MZ\x90 not a pdf")},
    ):
        assert client.post(url, held(**fault)).status_code == 422
    assert client.post(url, held()).status_code == 200
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("how", ["altered", "expired", "settled", "garbage", "another secret"])
def test_links_that_grant_nothing(client, body_a, flag, settings, how):
    found = flag(body_a)
    url = link(found)
    match how:
        case "altered":
            url = url[:40] + ("a" if url[40] != "a" else "b") + url[41:]
        case "expired":
            url = link(found, day=clock.today() - dt.timedelta(days=31))
        case "settled":
            factories.settle(found, at=clock.now())
        case "garbage":
            url = "/nhac-viec/tra-loi/x:y:z/"
        case "another secret":
            settings.SECRET_KEY = "another" * 9
    assert client.get(url).status_code == 410
    assert client.post(url, held()).status_code == 410
    assert Answer.objects.count() == 0


def test_a_link_is_good_on_its_last_day(client, body_a, flag):
    assert client.get(link(flag(body_a), day=clock.today() - dt.timedelta(days=30))).status_code == 200


def test_a_link_answers_only_its_own_purpose(client, body_a, flag):
    url = link(flag(body_a, rule="understaffed", subject="VT-1"))
    assert client.post(url, held()).status_code == 404
    assert (
        client.post(
            url, {"kind": "report", "given_by": "x", "done_on": "1/1/2026", "number": "1"}
        ).status_code
        == 404
    )


def test_posting_over_and_over_is_stopped(client, body_a, flag):
    url = link(flag(body_a))
    codes = [client.post(url, held(given_by="")).status_code for _try in range(12)]
    assert codes == [422] * 10 + [429] * 2
    assert client.get(url).status_code == 200


def test_a_file_that_is_too_large_is_refused(client, body_a, flag):
    answer = client.post(
        link(flag(body_a)), held(upload=SimpleUploadedFile("to.pdf", PDF + b"0" * (20 * 1024 * 1024 + 1)))
    )
    assert answer.status_code == 422
    assert Answer.objects.count() == 0


def test_a_secret_mark_in_the_answer_is_refused(client, body_a, flag):
    data = {
        "kind": "promise",
        "given_by": "Thư ký",
        "reason": "Theo văn bản TỐI MẬT số 5",
        "promised_on": f"{clock.today():%d/%m/%Y}",
    }
    assert client.post(link(flag(body_a)), data).status_code == 422


@pytest.mark.parametrize("path", ["/nhac-viec/de-nghi/", "/nhac-viec/de-nghi/{pk}/tep/"])
def test_a_secretary_of_a_body_finds_no_proposals(as_user, secretary_of_b, client, body_a, flag, path):
    client.post(link(flag(body_a)), held())
    assert as_user(secretary_of_b).get(path.format(pk=Answer.objects.get().pk)).status_code == 404


def test_the_list_costs_the_same_for_3_and_30_answers(as_user, staff, flag, django_assert_num_queries):
    browser = as_user(staff)

    def answer(number):
        found = flag(factories.BodyFactory(code=f"DD-{number}"))
        Answer.objects.create(
            flag=found,
            kind="promise",
            address="a@x.vn",
            given_by="A",
            token_digest=str(number),
            given_at=clock.now(),
        )

    for number in range(3):
        answer(number)
    browser.get("/nhac-viec/de-nghi/")
    with django_assert_num_queries(8):
        browser.get("/nhac-viec/de-nghi/")
    for number in range(3, 33):
        answer(number)
    with django_assert_num_queries(8):
        browser.get("/nhac-viec/de-nghi/")


@pytest.mark.parametrize(
    ("rule", "fields", "words"),
    [
        ("meeting-overdue", {"done_on": "01/01/1999"}, "trước ngày thành lập"),
        ("meeting-overdue", {"head_count": "-3"}, ""),
        ("meeting-overdue", {"head_count": "6"}, "tổ chức có 5 thành viên"),
        ("meeting-overdue", {"head_count": "5.5"}, ""),
        ("meeting-overdue", {"given_by": "x" * 121}, ""),
        ("meeting-overdue", {"number": "Tối mật"}, "mật"),
        ("annual-report-missing", {"done_on": "31/12/2024"}, "không thể gửi trước khi kỳ đó bắt đầu"),
        ("annual-report-missing", {"number": ""}, ""),
        ("report-missing", {"done_on": "31/3/2026"}, "không thể gửi trước khi kỳ đó bắt đầu"),
        ("promise", {"promised_on": "01/01/2020"}, "từ hôm nay trở đi"),
        ("promise", {"promised_on": "01/01/2199"}, "không quá một năm"),
        ("promise", {"reason": ""}, ""),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(client, body_a, flag, rule, fields, words):
    factories.MembershipFactory.create_batch(5, seat__body=body_a)
    found = flag(
        body_a,
        rule="meeting-overdue" if rule == "promise" else rule,
        subject={"annual-report-missing": "2025", "report-missing": "BC-QUY/2026-Q2"}.get(rule, "2026-Q2"),
    )
    sent = {
        "kind": "report",
        "given_by": "Trần Văn Thử, thư ký",
        "done_on": f"{yesterday():%d/%m/%Y}",
        "number": "12-BC/ĐĐ",
    }
    data = {
        "meeting-overdue": held(),
        "annual-report-missing": sent,
        "report-missing": sent,
        "promise": {
            "kind": "promise",
            "given_by": "Trần Văn Thử, thư ký",
            "reason": "Bí thư đi vắng",
            "promised_on": f"{clock.today():%d/%m/%Y}",
        },
    }[rule]
    answer = client.post(link(found), data | fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "given_by" in fields or "Trần Văn Thử, thư ký" in page
    assert Answer.objects.count() == 0
    assert client.post(link(found), data).status_code == 200


def test_a_link_of_a_body_that_ended_meanwhile_says_so(client, body_a, flag):
    found = flag(body_a)
    Body.objects.filter(pk=body_a.pk).update(ended_on=yesterday())
    for answer in (client.get(link(found)), client.post(link(found), held())):
        assert answer.status_code == 410
        assert "đã kết thúc hoạt động" in answer.content.decode()


def test_two_answers_about_one_meeting_make_one_meeting(client, as_user, staff, body_a, flag):
    found = flag(body_a)
    for address in ("dd-a@tinhmau.example", "bithu@tinhmau.example"):
        assert client.post(link(found, address=address), held()).status_code == 200
    browser = as_user(staff)
    first, second = Answer.objects.order_by("pk")
    browser.post(f"/nhac-viec/de-nghi/{first.pk}/nhan/")
    page = browser.post(f"/nhac-viec/de-nghi/{second.pk}/nhan/", follow=True).content.decode()
    assert "Hồ sơ đã có cuộc họp" in page
    second.refresh_from_db()
    assert (Meeting.objects.count(), second.state) == (1, AnswerState.PROPOSED)


def test_two_answers_about_one_report_make_one_report(client, as_user, staff, body_a, flag):
    found = flag(body_a, rule="annual-report-missing", subject=str(clock.today().year - 1))
    data = {
        "kind": "report",
        "given_by": "Thư ký",
        "done_on": f"{yesterday():%d/%m/%Y}",
        "number": "12-BC/ĐĐ",
    }
    for address in ("dd-a@tinhmau.example", "bithu@tinhmau.example"):
        client.post(link(found, address=address), data)
    for proposal in Answer.objects.all():
        assert as_user(staff).post(f"/nhac-viec/de-nghi/{proposal.pk}/nhan/").status_code == 303
    assert Report.objects.count() == 1
    assert sorted(Answer.objects.values_list("state", flat=True)) == [
        AnswerState.ACCEPTED,
        AnswerState.PROPOSED,
    ]


def test_a_meeting_that_was_planned_for_the_day_becomes_held(client, as_user, staff, body_a, flag):
    planned = factories.MeetingFactory(
        body=body_a, code="DD-A/2026-007", kind="periodic", status=MeetingStatus.PLANNED, held_on=yesterday()
    )
    client.post(link(flag(body_a)), held())
    as_user(staff).post(f"/nhac-viec/de-nghi/{Answer.objects.get().pk}/nhan/")
    planned.refresh_from_db()
    assert (Meeting.objects.count(), planned.status, planned.head_count) == (1, MeetingStatus.HELD, 5)


def test_an_answer_about_what_was_settled_meanwhile_is_marked_so(client, as_user, staff, body_a, flag):
    found = flag(body_a)
    client.post(link(found), held())
    factories.settle(found, at=clock.now())
    assert "đã khắc phục" in as_user(staff).get("/nhac-viec/de-nghi/").content.decode()


def test_a_promise_whose_day_is_over_is_taken_without_a_rest(client, as_user, staff, body_a, flag):
    data = {
        "kind": "promise",
        "given_by": "Bí thư",
        "reason": "Đi công tác",
        "promised_on": f"{clock.today():%d/%m/%Y}",
    }
    client.post(link(flag(body_a)), data)
    Answer.objects.update(promised_on=yesterday())
    as_user(staff).post(f"/nhac-viec/de-nghi/{Answer.objects.get().pk}/nhan/")
    assert (Answer.objects.get().state, Snooze.objects.count()) == (AnswerState.ACCEPTED, 0)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_through_one_link_leave_one_answer(body_a, flag):
    url, codes = link(flag(body_a)), []

    def post():
        codes.append(Client().post(url, held()).status_code)
        connection.close()

    threads = [threading.Thread(target=post) for _double in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Answer.objects.count() == 1
    assert set(codes) <= {200, 410, 422}
    assert codes.count(200) == 1


def test_the_page_says_under_which_article_and_until_when_the_link_is_good(client, body_a, flag):
    page = client.get(link(flag(body_a))).content.decode()
    assert "Căn cứ: Chế độ sinh hoạt định kỳ 3 tháng một lần" in page
    assert f"đến hết ngày {clock.today() + dt.timedelta(days=30):%d/%m/%Y}" in page


def test_bodies_behind_one_proxy_do_not_use_up_each_others_share(client, settings, body_a, flag, monkeypatch):
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1")]
    monkeypatch.setattr("reminders.views.answers.PER_ADDRESS", PER_ADDRESS._replace(most=2))
    urls = [link(flag(body_a, subject=f"2026-Q{number}")) for number in (1, 2, 3)]
    first, second = ({"X-Forwarded-For": f"198.51.100.9, 203.0.113.{number}"} for number in (1, 2))
    assert [client.post(url, held(given_by=""), headers=first).status_code for url in urls] == [422, 422, 429]
    assert client.post(urls[0], held(given_by=""), headers=second).status_code == 422


def test_who_tries_links_at_random_leaves_no_counts_once_the_address_has_had_its_share(client, monkeypatch):
    monkeypatch.setattr("reminders.views.answers.PER_ADDRESS", PER_ADDRESS._replace(most=3))

    answers = [client.post(f"/nhac-viec/tra-loi/bua-{number}/", {}) for number in range(20)]

    assert [answer.status_code for answer in answers] == [410] * 3 + [429] * 17
    assert "Từ địa chỉ mạng này đã gửi 3 lần" in answers[-1].content.decode()
    assert RequestCount.objects.count() == 1 + 3


def test_the_log_does_not_show_the_secrets_of_links(as_user, staff, leader, body_a, flag):
    flag(body_a)
    planning.plan(day=MONDAY.date(), now=MONDAY)
    message = Message.objects.get(address="dd-a@tinhmau.example")
    assert re.search(r"/tra-loi/\S{40}", message.text)
    for browser in (as_user(staff), as_user(leader)):
        page = browser.get(f"/nhac-viec/thu/{message.pk}/").content.decode()
        assert "/tra-loi/…/" in page
        assert not re.search(r"/tra-loi/\w{20}", page)


def test_the_history_does_not_hold_the_secrets_of_links(client, as_user, administrator, body_a, flag):
    assert client.post(link(flag(body_a)), held()).status_code == 200

    urls = {context.metadata["url"] for context in Context.objects.filter(metadata__has_key="url")}

    assert urls == {"/nhac-viec/tra-loi/…/"}
    assert "/nhac-viec/tra-loi/…/" in as_user(administrator).get("/quan-tri/nhat-ky/").content.decode()


def test_a_day_of_another_period_is_named_with_what_stays_open(client, as_user, staff, body_a, flag):
    missed = {"name": "2026-Q2", "first": "2026-04-01", "last": "2026-06-30", "waived": False}
    found = flag(body_a, evidence={"periods": [missed]})
    factories.MembershipFactory.create_batch(5, seat__body=body_a)
    assert "<b>quý II/2026</b> (01/04/2026 – 30/06/2026)" in client.get(link(found)).content.decode()
    assert client.post(link(found), held(meeting_kind="")).status_code == 422
    page = client.post(link(found), held()).content.decode()
    assert "Vẫn ghi là không họp định kỳ: quý II/2026." in page
    listed = as_user(staff).get("/nhac-viec/de-nghi/").content.decode()
    assert "Vẫn ghi là không họp định kỳ: quý II/2026." in listed


@pytest.mark.parametrize(
    ("held_on", "kind", "words"),
    [
        (dt.date(2026, 5, 5), "periodic", ("Ngày 05/05/2026 thuộc quý II/2026.", "")),
        (
            dt.date(2026, 5, 5),
            "thematic",
            (
                "Ngày 05/05/2026 thuộc quý II/2026. Cuộc họp này không phải họp định kỳ.",
                "Vẫn ghi là không họp định kỳ: quý II/2026.",
            ),
        ),
        (
            dt.date(2026, 7, 5),
            "periodic",
            ("Ngày 05/07/2026 thuộc quý III/2026.", "Vẫn ghi là không họp định kỳ: quý II/2026."),
        ),
    ],
)
def test_what_a_reported_meeting_changes(held_on, kind, words):
    first, last = dt.date(2026, 4, 1), dt.date(2026, 6, 30)
    evidence = {"periods": [{"name": "2026-Q2", "first": first, "last": last, "waived": False}]}
    third = Period("2026-Q3", dt.date(2026, 7, 1), dt.date(2026, 10, 1), 3)
    around = [Cell(third, PeriodState.MISSED, in_progress=False, evidence_text="{}")]
    assert answers.consequence(evidence, held_on=held_on, meeting_kind=kind, around=around) == words


def test_a_link_of_who_left_the_body_is_refused(flag, body_a, client):
    """The page says so at once, and a form that stood open is refused, too; the body's own address stays."""
    found, seat = flag(body_a), factories.SeatFactory(body=body_a, role="secretary")
    old = factories.PersonFactory(email="cu@tinhmau.example")
    factories.MembershipFactory(seat=seat, person=old, ends_on=yesterday())
    address = link(found, address=old.email)
    page = client.get(address)
    assert "đã thôi giữ chức danh" in page.content.decode()
    client.post(address, held())
    assert not Answer.objects.exists()
    assert "đã thôi giữ chức danh" not in client.get(link(found)).content.decode()

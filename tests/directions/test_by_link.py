"""A direction is mailed to the body, its Bí thư and the officer who follows it up; the body answers by the
link."""

import datetime as dt
import re

import pytest

from accounts.enums import Role
from core import clock
from core.addresses import reverse
from core.errors import Refused
from core.mail import domain
from delegations.enums import SeatRole
from directions import documents
from directions.enums import NoticeKind
from directions.models import Direction, Notice
from directions.services import directions, extensions, notices, receipts, steps
from obligations.models import DayOff
from outbox.enums import MessageKind, MessageState
from outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 23)
NAME = "Ông Nguyễn Văn Mẫu, Phó Bí thư"


@pytest.fixture(autouse=True)
def monday(today, db):
    """It is Monday, 23/11/2026, and no day off is near."""
    assert today == MONDAY
    DayOff.objects.all().delete()


@pytest.fixture
def body(body_a):
    body_a.email = "dd-a@example.com"
    body_a.save()
    seat = factories.SeatFactory(body=body_a, role=SeatRole.SECRETARY)
    factories.MembershipFactory(
        seat=seat, person=factories.PersonFactory(full_name="Trần Văn Mẫu", email="bithu@example.com")
    )
    return body_a


@pytest.fixture
def given(body, leader, staff):
    staff.email = "chuyenvien@example.com"
    staff.save()
    values = {
        "text": "Khẩn trương họp <định kỳ>",
        "due_on": MONDAY + dt.timedelta(10),
        "assigned_to": staff,
        "urgency": "urgent",
    }
    return directions.give(body=body, values=values, today=MONDAY, by=leader)


def mails(kind=NoticeKind.GIVEN):
    return {notice.address: notice.mail for notice in Notice.objects.filter(kind=kind)}


def link_of(message) -> str:
    (address,) = re.findall(r"https?://[^/]+(/chi-dao/qua-thu/\S+)", message.text)
    return address


@pytest.fixture
def link(given):
    notices.write_due(now=clock.now())
    return link_of(mails()["bithu@example.com"])


def test_three_are_told_once(given):
    assert notices.write_due(now=clock.now()) == 3
    assert notices.write_due(now=clock.now()) == 0
    found = mails()
    assert set(found) == {"dd-a@example.com", "bithu@example.com", "chuyenvien@example.com"}
    assert {mail.kind for mail in found.values()} == {MessageKind.DIRECTION}
    told = found["bithu@example.com"]
    assert told.subject.startswith("Khẩn: ý kiến chỉ đạo đối với")
    assert told.text.count(f"Kính gửi: Đồng chí Trần Văn Mẫu, Bí thư {given.body.name}") == 1
    for words in (
        "Khẩn trương họp <định kỳ>",
        "Hạn thực hiện: 03/12/2026",
        "Xác nhận tiếp nhận trước hết ngày: 25/11/2026",
        "08-QC/TW",
    ):
        assert words in told.text
    assert "Khẩn trương họp &lt;định kỳ&gt;" in told.html
    assert told.message_id.endswith(f"@{domain()}>")
    officer = found["chuyenvien@example.com"]
    assert "/chi-dao/qua-thu/" not in officer.text
    assert reverse("directions:page", args=[given.code]) in officer.text
    assert "giao theo dõi" in officer.text


def test_what_was_imported_or_said_long_ago_is_not_mailed(body, staff):
    factories.DirectionFactory(body=body, given_on=MONDAY, due_on=MONDAY)
    values = {
        "text": "Họp ngay",
        "given_on": MONDAY - dt.timedelta(40),
        "due_on": MONDAY,
        "leader_name": "Trần Thị Mẫu",
    }
    directions.give(body=body, values=values, today=MONDAY, by=staff)
    assert notices.write_due(now=clock.now()) == 0


def test_an_order_to_be_done_at_once_does_not_wait_for_the_morning(body, leader):
    values = {"text": "Họp ngay", "due_on": MONDAY, "urgency": "at-once"}
    directions.give(body=body, values=values, today=MONDAY, by=leader)
    notices.write_due(now=clock.now())
    assert all(mail.leaves_by == mail.created_at for mail in Message.objects.all())


def test_a_further_word_of_the_leader_is_mailed_once_and_an_answer_is_not_told_twice(given, leader):
    notices.write_due(now=clock.now())
    earlier = MONDAY + dt.timedelta(2)
    word = {"text": "Làm sớm hơn", "due_on": earlier, "leader_name": ""}
    steps.add_comment(direction=given, today=MONDAY, by=leader, **word)
    assert notices.write_due(now=clock.now()) == 3
    assert notices.write_due(now=clock.now()) == 0
    told = mails(NoticeKind.FURTHER)["bithu@example.com"]
    assert told.subject.startswith("Ý kiến thêm của lãnh đạo đối với")
    assert "Ý kiến thêm: Làm sớm hơn" in told.text
    assert f"Hạn thực hiện: {earlier:%d/%m/%Y}" in told.text
    assert "Làm sớm hơn" in told.html
    waiting = list(Message.objects.filter(direction_notice__kind=NoticeKind.FURTHER))
    assert notices.check_again(waiting, clock.now()) == {}
    later = MONDAY + dt.timedelta(20)
    asked = {"reason": "Chờ văn bản", "name": "A", "today": MONDAY, "by": leader}
    extensions.put(given, until=later, **asked)
    extensions.grant(direction=given, number=1, until=later, today=MONDAY, by=leader)
    notices.write_due(now=clock.now())
    assert len(mails(NoticeKind.FURTHER)) == 3
    assert len(mails(NoticeKind.EXTENSION)) == 3


def test_a_further_word_that_was_taken_back_is_not_sent(given, leader):
    word = {"text": "Làm sớm hơn", "due_on": None, "leader_name": ""}
    step = steps.add_comment(direction=given, today=MONDAY, by=leader, **word)
    notices.write_due(now=clock.now())
    waiting = list(Message.objects.filter(direction_notice__kind=NoticeKind.FURTHER))
    assert len(waiting) == 3
    step.delete()
    reasons = {one.reason for one in notices.check_again(waiting, clock.now()).values()}
    assert reasons == {"Ý kiến thêm đã được gỡ nên không gửi nữa."}


def test_before_it_goes_out_it_is_looked_at_again(given, leader):
    notices.write_due(now=clock.now())
    directions.change(direction=given, values={"text": "Họp trong tuần"}, today=MONDAY, by=leader)
    messages = list(Message.objects.filter(state=MessageState.QUEUED))
    assert notices.check_again(messages, clock.now()) == {}
    assert all("Họp trong tuần" in mail.text for mail in Message.objects.all())
    directions.withdraw(direction=given, reason="Thôi", today=MONDAY, by=leader)
    assert {found.reason for found in notices.check_again(messages, clock.now()).values()} == {
        "Ý kiến chỉ đạo đã kết thúc nên không gửi nữa."
    }


def test_opening_the_link_changes_nothing(client, link, given):
    before = Direction.objects.values().get()
    for _time in range(3):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
    page = client.get(link)
    assert "Xác nhận đã tiếp nhận" in page.text
    assert "Khẩn trương họp &lt;định kỳ&gt;" in page.text
    assert "chưa tiếp nhận, hạn 25/11/2026" in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert Direction.objects.values().get() == before


def test_the_body_acknowledges_by_the_link_once(client, link, given):
    assert client.post(link, {"viec": "tiep-nhan", "given_by": " "}).status_code == 422
    answer = client.post(link, {"viec": "tiep-nhan", "given_by": NAME})
    assert answer.status_code == 200
    assert "xác nhận tiếp nhận" in answer.text
    given.refresh_from_db()
    assert (given.received_on, given.receiver_name, given.received_by) == (MONDAY, NAME, None)
    assert client.post(link, {"viec": "tiep-nhan", "given_by": "Khác"}).status_code == 404
    given.refresh_from_db()
    assert given.receiver_name == NAME
    assert "Báo cáo thực hiện" in client.get(link).text


def test_the_body_reports_by_the_link_which_acknowledges_too(client, link, given):
    typed = {"viec": "bao-cao", "given_by": NAME, "text": "Đã lên lịch họp", "evidence": "GM số 5"}
    assert client.post(link, typed | {"text": ""}).status_code == 422
    assert client.post(link, typed | {"text": "Độ mật: Tối mật"}).status_code == 422
    assert client.post(link, typed).status_code == 200
    (step,) = given.steps.all()
    assert (step.kind, step.text, step.evidence, step.by, step.by_name) == (
        "report",
        "Đã lên lịch họp",
        "GM số 5",
        None,
        NAME,
    )
    given.refresh_from_db()
    assert given.receiver_name == NAME
    assert client.post(link, typed).status_code == 422, "the same words twice"
    assert given.steps.count() == 1


def test_the_body_asks_for_time_by_the_link(client, link, given, leader):
    typed = {"viec": "gia-han", "given_by": NAME, "until": "01/12/2026", "reason": "Bí thư đi công tác"}
    answer = client.post(link, typed)
    assert answer.status_code == 422
    assert "phải sau hạn đang có 03/12/2026" in answer.text
    assert client.post(link, typed | {"until": "10/12/2026"}).status_code == 200
    request = given.requests.get()
    assert (request.until, request.asker_name, request.asked_by) == (dt.date(2026, 12, 10), NAME, None)
    page = client.get(link).text
    assert "lần 1, đến 10/12/2026" in page
    assert "chờ lãnh đạo trả lời" in page
    assert "viec=gia-han" not in page
    extensions.grant(
        direction=given, number=1, until=request.until, words="Lần cuối", today=MONDAY, by=leader
    )
    assert notices.write_due(now=clock.now()) == 3
    assert notices.write_due(now=clock.now()) == 0
    told = mails(NoticeKind.EXTENSION)["dd-a@example.com"]
    assert told.subject.startswith("Đồng ý gia hạn")
    assert "hạn mới: 10/12/2026" in told.text
    assert "Lần cuối" in told.text


def test_who_asked_for_time_reads_the_refusal_behind_the_link(client, link, given, leader):
    typed = {"viec": "gia-han", "given_by": NAME, "until": "10/12/2026", "reason": "Bí thư đi công tác"}
    client.post(link, typed)
    extensions.refuse(direction=given, number=1, words="Đã nhắc nhiều lần", today=MONDAY, by=leader)
    page = client.get(link).text
    assert f"{leader} không đồng ý, 23/11/2026:" in page
    assert "Đã nhắc nhiều lần" in page
    assert "viec=gia-han" in page, "they may ask again"


def test_a_link_that_opens_nothing_says_why(client, link, given, leader):
    refused = client.get(f"{link[:-6]}abcde/")
    assert refused.status_code == 410
    assert "bị cắt mất một phần" in refused.text
    assert client.get(f"{link}?viec=x").status_code == 404
    directions.close(
        direction=given,
        on=MONDAY,
        outcome="done",
        words="",
        leader_name="",
        today=MONDAY,
        by=leader,
    )
    for answer in (client.get(link), client.post(link, {"viec": "tiep-nhan", "given_by": NAME})):
        assert answer.status_code == 410
        assert "đã kết thúc ngày 23/11/2026" in answer.text


def test_the_link_ends_thirty_days_after_the_due_day():
    link = documents.link(code="X", address="A@b.vn", day=MONDAY, due_on=MONDAY + dt.timedelta(60))
    secret = link.rstrip("/").rpartition("/")[2]
    last = MONDAY + dt.timedelta(90)
    assert documents.read(secret, today=last) == ("X", "a@b.vn", last)
    with pytest.raises(Refused, match="hết hạn"):
        documents.read(secret, today=last + dt.timedelta(1))


def test_who_was_told_and_did_not_acknowledge_is_reminded_once(given, secretary_of_a):
    notices.write_due(now=clock.now())

    def write(days):
        return notices.write_due(now=clock.now() + dt.timedelta(days))

    assert [write(days) for days in (2, 3, 3, 6)] == [0, 3, 0, 0]
    told = mails(NoticeKind.UNRECEIVED)["bithu@example.com"]
    assert told.subject.startswith("Chậm xác nhận tiếp nhận")
    assert "đã chậm 1 ngày làm việc" in told.text
    receipts.receive(direction=given, on=MONDAY, today=MONDAY, by=secretary_of_a)
    (objection,) = notices.check_again([told], clock.now() + dt.timedelta(3)).values()
    assert "đã xác nhận tiếp nhận" in objection.reason


def test_nobody_is_reminded_on_a_day_off(given):
    notices.write_due(now=clock.now())
    DayOff.objects.create(day=dt.date(2026, 11, 26), name="Nghỉ", kind="off")
    assert notices.write_due(now=clock.now() + dt.timedelta(3)) == 0
    assert notices.write_due(now=clock.now() + dt.timedelta(4)) == 3


def test_without_an_address_of_its_own_the_bodys_secretaries_are_told(body_a, leader, secretary_of_a):
    assert secretary_of_a.role == Role.SECRETARY
    body_a.email = ""
    body_a.save()
    secretary_of_a.email = "thuky@example.com"
    secretary_of_a.save()
    directions.give(body=body_a, values={"text": "Họp", "due_on": MONDAY}, today=MONDAY, by=leader)
    notices.write_due(now=clock.now())
    assert set(mails()) == {"thuky@example.com"}


@pytest.mark.parametrize("number", [3, 30])
def test_writing_costs_the_same(body, leader, number, django_assert_num_queries):
    for place in range(number):
        directions.give(
            body=body, values={"text": f"Họp lần {place}", "due_on": MONDAY}, today=MONDAY, by=leader
        )
    with django_assert_num_queries(16):
        assert notices.write_due(now=clock.now()) == 2 * number

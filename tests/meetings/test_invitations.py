"""Invitations: rows of the outbox, looked at again, read back by a mail server."""

import datetime as dt

import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from icalendar import Calendar

from core.addresses import reverse
from core.clock import ZONE
from delegations.models import Membership, Person
from meetings.documents import calendars
from meetings.models import Invitation, Meeting
from meetings.services import agenda, invitations, meetings, papers
from meetings.services.agenda import Item
from meetings.services.invitations import Invitee
from outbox.models import AddressState, Message
from outbox.services import bounces, sending
from papers.enums import Kind
from tests import factories
from tests.outbox import report_samples

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
TODAY = NOW.date()


def invite_all(planned, staff) -> int:
    reachable, _silent = invitations.invitees(planned)
    return invitations.queue(meeting=planned, to=reachable, message="", now=NOW, by=staff)


def send_all(now=NOW) -> int:
    return sending.send_due(worker="w", clock=lambda: now, seconds=50).sent


def test_everyone_gets_one_mail_for_each_version(planned, members, staff, sink) -> None:
    assert invite_all(planned, staff) == 7
    assert invite_all(planned, staff) == 0
    assert send_all() == 7
    assert send_all() == 0
    assert sink.to() == sorted(person.email for person in members)
    meetings.edit(meeting=planned, values={"starts_at": dt.time(14, 0)}, today=TODAY, by=staff)
    planned.refresh_from_db()
    assert invite_all(planned, staff) == 7
    assert send_all() == 7
    assert (
        sink.mails[-1]["Subject"]
        .strip()
        .startswith("Thay đổi: Giấy mời họp Đảng đoàn Hội A, ngày 10/12/2026")
    )


def calendar_of(mail):
    part = next(
        part
        for part in mail.walk()
        if part.get_content_type() == "text/calendar" and part.get_param("method")
    )
    return part.get_param("method"), Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")[0]


def test_the_mail_carries_a_calendar_request_and_then_its_cancellation(planned, staff, sink) -> None:
    invite_all(planned, staff)
    send_all()
    mail = sink.mails[0]
    to = mail["To"].addresses[0].addr_spec
    method, event = calendar_of(mail)
    assert (method, str(event["uid"]), int(event["sequence"])) == ("REQUEST", calendars.uid(planned), 0)
    assert str(event["attendee"]) == f"mailto:{to}"
    assert str(event["organizer"]) == "mailto:dd-a@tinhmau.example"
    assert "thứ Năm, ngày 10/12/2026" in mail.get_body(("plain",)).get_content()
    meetings.cancel(meeting=planned, reason="Trùng lịch tiếp xúc cử tri", by=staff)
    planned.refresh_from_db()
    invite_all(planned, staff)
    send_all()
    method, event = calendar_of(sink.mails[-1])
    assert (method, str(event["status"]), int(event["sequence"])) == ("CANCEL", "CANCELLED", 1)
    assert "Trùng lịch tiếp xúc cử tri" in sink.mails[-1].get_body(("plain",)).get_content()


def test_a_mail_server_that_is_down_loses_no_invitation(planned, members, staff, sink, settings) -> None:
    invitations.queue(
        meeting=planned, to=[Invitee("A", "a1@tinhmau.example", members[0].pk)], message="", now=NOW, by=staff
    )
    settings.EMAIL_PORT = 1
    assert send_all() == 0
    assert Message.objects.values_list("state", "attempts").get() == ("queued", 0)
    settings.EMAIL_PORT = sink.port
    assert send_all(NOW + dt.timedelta(minutes=1)) == 1


def test_a_refused_address_is_a_fault_of_its_invitation(planned, members, staff, sink, as_user) -> None:
    sink.refuse_rcpt["a1@tinhmau.example"] = "550 5.1.1 no such user"
    invite_all(planned, staff)
    assert send_all() == 6
    page = as_user(staff).get(reverse("meetings:page", args=[planned.code])).content.decode()
    assert page.count("đã gửi 09:00 23/11/2026") == 6
    assert "Không gửi được" in page
    assert "550 5.1.1 no such user" in page


def changed_place(planned, members):
    Meeting.objects.filter(pk=planned.pk).update(place="Phòng họp số 2")


def left(planned, members):
    Membership.objects.update(ends_on=dt.date(2026, 11, 30))


def readdressed(planned, members):
    Person.objects.update(email=Concat(Value("moi-"), "email"))


def held_meanwhile(planned, members):
    Meeting.objects.filter(pk=planned.pk).update(status="held")


def stopped(planned, members):
    AddressState.objects.bulk_create(AddressState(address=person.email, stopped_at=NOW) for person in members)


@pytest.mark.parametrize(
    ("happens", "reason"),
    [
        (changed_place, "Cuộc họp đã thay đổi trước khi thư được gửi; cần gửi lại giấy mời mới."),
        (left, "Người được mời không còn là thành viên hoặc đã đổi địa chỉ thư."),
        (readdressed, "Người được mời không còn là thành viên hoặc đã đổi địa chỉ thư."),
        (held_meanwhile, "Cuộc họp đã diễn ra nên không gửi giấy mời nữa."),
        (stopped, "Địa chỉ đã bị ngừng do thư bị trả lại."),
    ],
)
def test_an_invitation_that_no_longer_holds_is_not_sent_and_the_log_says_why(
    planned, members, staff, sink, as_user, happens, reason
) -> None:
    invite_all(planned, staff)
    happens(planned, members)
    assert send_all() == 0
    assert sink.mails == []
    assert set(Message.objects.values_list("state", "last_error")) == {("skipped", reason)}
    message = Message.objects.first()
    page = as_user(staff).get(f"/nhac-viec/thu/{message.pk}/").content.decode()
    assert reason in page
    assert reverse("meetings:page", args=[planned.code]) in page


def test_an_invitation_of_a_day_that_is_over_is_not_sent(planned, staff, sink) -> None:
    invite_all(planned, staff)
    assert send_all(dt.datetime(2026, 12, 11, 9, tzinfo=ZONE)) == 0
    assert set(Message.objects.values_list("last_error", flat=True)) == {"Đã qua ngày họp nên không gửi nữa."}


def test_a_guest_needs_no_seat_and_what_is_mailed_is_what_the_page_says_then(planned, staff, sink) -> None:
    invitations.queue(
        meeting=planned, to=[Invitee("Trần Khách", "khach@tinhmau.example")], message="", now=NOW, by=staff
    )
    agenda.replace(meeting=planned, items=[Item("Việc thêm vào", "political")], by=staff)
    assert send_all() == 1
    (mail,) = sink.mails
    assert "Việc thêm vào" in mail.get_body(("plain",)).get_content()
    assert "Việc thêm vào" in str(calendar_of(mail)[1]["description"])
    assert "Việc thêm vào" in Message.objects.get().text


EVENING = dt.datetime(2026, 12, 9, 20, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("hour", "waits"),
    [("06:30", False), ("07:30", False), ("09:59", False), ("10:00", True), ("14:00", True), (None, False)],
)
def test_quiet_hours_hold_an_invitation_unless_the_meeting_begins_soon_after_them(
    planned, staff, sink, hour, waits
) -> None:
    Meeting.objects.filter(pk=planned.pk).update(starts_at=hour and dt.time.fromisoformat(hour))
    reachable, _silent = invitations.invitees(planned)
    invitations.queue(meeting=planned, to=reachable, message="", now=EVENING, by=staff)
    assert send_all(EVENING) == (0 if waits else 7)
    assert send_all(EVENING.replace(hour=6) + dt.timedelta(days=1)) == 0
    assert send_all(EVENING.replace(hour=7) + dt.timedelta(days=1)) == (7 if waits else 0)


def test_a_weekend_holds_no_invitation(planned, staff, sink) -> None:
    invite_all(planned, staff)
    assert send_all(dt.datetime(2026, 11, 28, 9, tzinfo=ZONE)) == 7


def test_the_page_says_when_invitations_go_out(planned, staff, as_user) -> None:
    page = as_user(staff).get(reverse("meetings:invite", args=[planned.code])).content.decode()
    assert (
        "Từ 19:00 đến 07:00 là giờ nghỉ: giấy mời chờ đến 07:00, trừ khi cuộc họp bắt đầu trước giờ đó hoặc"
        " trong 3 giờ sau đó." in page
    )


def test_a_limit_of_the_mail_server_holds_for_invitations_too(planned, staff, sink, settings) -> None:
    settings.MAIL_PER_MINUTE = 5
    invite_all(planned, staff)
    assert len(sending.claim(worker="w", now=NOW, limit=50)) == 5


def test_a_report_that_comes_back_stops_the_address_of_an_invitation(planned, members, staff, sink) -> None:
    invite_all(planned, staff)
    send_all()
    mail = next(mail for mail in sink.mails if mail["To"].addresses[0].addr_spec == members[0].email)
    assert bounces.take(report_samples.exchange(mail.envelope_sender), now=NOW) is not None
    assert AddressState.objects.values_list("address", "stopped_at").get() == (members[0].email, NOW)


def test_the_log_finds_invitations_by_kind_and_by_body(planned, body_b, staff, sink, as_user) -> None:
    invite_all(planned, staff)
    browser = as_user(staff)
    assert browser.get("/nhac-viec/?loai=invite").content.decode().count("/nhac-viec/thu/") == 7
    assert browser.get("/nhac-viec/?q=Đảng đoàn Hội A").content.decode().count("/nhac-viec/thu/") == 7
    assert browser.get("/nhac-viec/?q=Đảng đoàn Hội B").content.decode().count("/nhac-viec/thu/") == 0


def test_two_meetings_of_a_day_invite_the_same_address_twice(planned, staff, sink, body_a) -> None:
    other = factories.MeetingFactory(body=body_a, held_on=dt.date(2026, 12, 17), status="planned")
    assert (invite_all(planned, staff), invite_all(other, staff)) == (7, 7)
    assert send_all() == 14
    assert len({str(mail["Message-ID"]) for mail in sink.mails}) == 14


def test_members_without_an_address_are_named(planned, members, staff, as_user) -> None:
    members[2].email = ""
    members[2].save()
    page = as_user(staff).get(reverse("meetings:invite", args=[planned.code])).content.decode()
    assert "Lê Văn Người3" in page
    assert "Chưa có địa chỉ thư" in page


def test_the_screen_invites_guests_by_address(planned, members, staff, as_user) -> None:
    url = reverse("meetings:invite", args=[planned.code])
    client = as_user(staff)
    assert client.post(url, {"guests": "Ông không có thư"}).status_code == 422
    assert (
        client.post(
            url, {"to": [str(members[0].pk)], "guests": "Trần Khách <khach@tinhmau.example>"}
        ).status_code
        == 303
    )
    assert set(Invitation.objects.values_list("email", flat=True)) == {
        "a1@tinhmau.example",
        "khach@tinhmau.example",
    }


def test_an_invitation_is_a_mail_of_the_office_like_its_reminders(
    planned, members, staff, sink, settings
) -> None:
    invite_all(planned, staff)
    send_all()
    mail = next(mail for mail in sink.mails if mail["To"].addresses[0].addr_spec == members[0].email)
    assert str(mail["From"]) == "Văn phòng Tỉnh uỷ <nennep@tinhmau.example>"
    assert str(mail["Message-ID"]).endswith("@tinhmau.example>")
    assert str(mail["Date"]) == "Mon, 23 Nov 2026 09:00:00 +0700"
    assert str(mail["List-Id"]) == "Nen nep <giay-moi.tinhmau.example>"
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    plain, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for words in (f"Kính gửi: Đồng chí {members[0].full_name}, ", " Đảng đoàn Hội A", "THƯ CHẠY THỬ"):
        assert words in plain
        assert words in html


def test_the_mail_says_what_the_paper_says(planned, members, staff, sink) -> None:
    values = {"starts_at": dt.time(14), "place": "Phòng họp số 2", "chair": members[0], "subject": "Quý IV"}
    meetings.edit(meeting=planned, values=values, today=TODAY, by=staff)
    items = [Item("Báo cáo quý", "political", "Lê Văn Người2"), Item("Cán bộ", "personnel")]
    agenda.replace(meeting=planned, items=items, by=staff)
    planned.refresh_from_db()
    paper = papers.start(record=planned, kind=Kind.INVITATION, now=NOW, by=staff)
    invite_all(planned, staff)
    send_all()
    mail = " ".join(sink.mails[0].get_body(("plain",)).get_content().split())
    html = sink.mails[0].get_body(("html",)).get_content()
    for block in paper.as_blocks():
        if block.key == "opening" or block.key.startswith(("particular-", "programme-")):
            assert block.text.rstrip(".;") in mail
    assert "đồng chí Lê Văn Người1, Bí thư Đảng đoàn" in html
    assert "14 giờ 00, thứ Năm, ngày 10/12/2026" in html

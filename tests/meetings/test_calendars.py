"""Private calendar addresses and invitations, read back by a parser and by a mail server."""

import datetime as dt
import email
import socket
from email import policy

import pytest
from aiosmtpd.controller import Controller
from django.urls import reverse
from icalendar import Calendar

from meetings import documents
from meetings.models import CalendarFeed, Invitation
from meetings.services import agenda, feeds, invitations, meetings
from meetings.services.agenda import Item
from meetings.services.invitations import Invitee
from tests import factories

NOW = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 23)


def read(content: bytes):
    return Calendar.from_ical(content)


def events(client, feed) -> dict[str, object]:
    answer = client.get(reverse("meetings:feed", args=[feeds.token(feed)]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return {str(event["uid"]): event for event in read(answer.content).walk("VEVENT")}


def test_a_feed_shows_what_its_user_may_see(held, planned, body_b, secretary_of_a, staff, client) -> None:
    other = factories.MeetingFactory(body=body_b, held_on=dt.date(2026, 12, 1), status="planned")
    mine = feeds.issue(user=secretary_of_a, body=None, now=NOW)
    assert set(events(client, mine)) == {documents.uid(held), documents.uid(planned)}
    everyone = feeds.issue(user=staff, body=None, now=NOW)
    assert set(events(client, everyone)) == {documents.uid(held), documents.uid(planned), documents.uid(other)}
    one_body = feeds.issue(user=staff, body=body_b, now=NOW)
    assert set(events(client, one_body)) == {documents.uid(other)}


def test_an_address_shrinks_with_its_users_grants(held, secretary_of_a, client) -> None:
    feed = feeds.issue(user=secretary_of_a, body=None, now=NOW)
    secretary_of_a.grants.all().delete()
    assert events(client, feed) == {}


def test_revoked_wrong_and_stopped_addresses_open_nothing(held, staff, client) -> None:
    feed = feeds.issue(user=staff, body=None, now=NOW)
    url = reverse("meetings:feed", args=[feeds.token(feed)])
    assert client.get(url).status_code == 200
    assert client.get(url.replace(".ics", "x.ics")).status_code == 404
    assert client.get(reverse("meetings:feed", args=[feed.key.hex])).status_code == 404
    staff.is_active = False
    staff.save()
    assert client.get(url).status_code == 404
    staff.is_active = True
    staff.save()
    feeds.revoke(feed=feed, now=NOW, by=staff)
    assert client.get(url).status_code == 404
    fresh = feeds.issue(user=staff, body=None, now=NOW)
    assert fresh.pk != feed.pk
    assert feeds.token(fresh) != feeds.token(feed)


def test_only_its_user_revokes(staff, leader, as_user) -> None:
    feed = feeds.issue(user=staff, body=None, now=NOW)
    assert as_user(leader).post(reverse("meetings:revoke_feed", args=[feed.pk])).status_code == 404
    assert as_user(staff).post(reverse("meetings:revoke_feed", args=[feed.pk])).status_code == 303
    assert CalendarFeed.objects.filter(revoked_at=None).count() == 0


def test_nobody_issues_for_a_body_they_may_not_see(body_a, secretary_of_b, as_user) -> None:
    assert as_user(secretary_of_b).post(reverse("meetings:issue_feed"), {"to_chuc": body_a.code}).status_code == 404


def test_uids_stay_and_sequence_rises(planned, staff, client) -> None:
    feed = feeds.issue(user=staff, body=None, now=NOW)
    before = events(client, feed)[documents.uid(planned)]
    assert (int(before["sequence"]), before.decoded("dtstart"), str(before["status"])) == (0, dt.date(2026, 12, 10), "CONFIRMED")  # type: ignore[attr-defined]
    meetings.edit(
        meeting=planned, values={"starts_at": dt.time(8, 30), "place": "Phòng họp số 1; tầng 2, nhà A", "code": "DD-A/2026-009"}, today=TODAY, by=staff
    )
    after = events(client, feed)[documents.uid(planned)]
    assert (int(after["sequence"]), str(after["location"])) == (1, "Phòng họp số 1; tầng 2, nhà A")
    assert after.decoded("dtstart") == dt.datetime(2026, 12, 10, 1, 30, tzinfo=dt.UTC)  # type: ignore[attr-defined]
    meetings.cancel(meeting=planned, reason="Không đủ thành phần", by=staff)
    gone = events(client, feed)[documents.uid(planned)]
    assert (int(gone["sequence"]), str(gone["status"])) == (2, "CANCELLED")


def test_a_feed_says_changed_only_when_something_did(planned, staff, client) -> None:
    feed = feeds.issue(user=staff, body=None, now=NOW)
    url = reverse("meetings:feed", args=[feeds.token(feed)])
    first = client.get(url)
    assert client.get(url).content == first.content
    again = client.get(url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    event = read(first.content).walk("VEVENT")[0]
    assert event.decoded("dtstamp") == event.decoded("last-modified")
    agenda.replace(meeting=planned, items=[Item("Việc mới", "political")], by=staff)
    changed = client.get(url, headers={"if-none-match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] != first["ETag"]) == (200, True)


def test_a_uid_tells_installations_apart_and_outlives_a_new_secret(planned, settings) -> None:
    before = documents.uid(planned)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "x" * 50, [settings.SECRET_KEY]
    assert documents.uid(planned) == before
    settings.SECRET_KEY_FALLBACKS = []
    assert documents.uid(planned) != before


def test_a_code_with_blanks_and_accents_makes_a_whole_address(body_a, staff, client) -> None:
    meeting = factories.MeetingFactory(body=body_a, code="ĐĐ A/2026 01", held_on=dt.date(2026, 12, 1), status="planned")
    event = events(client, feeds.issue(user=staff, body=None, now=NOW))[documents.uid(meeting)]
    address = str(event["url"])
    assert address.isascii()
    assert " " not in address
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address.split("//", 1)[1].partition("/")[1] + address.split("//", 1)[1].partition("/")[2]).status_code == 200


def test_a_feed_costs_the_same_for_any_number(staff, client, django_assert_num_queries) -> None:
    feed = feeds.issue(user=staff, body=None, now=NOW)
    for _n in range(30):
        factories.AgendaItemFactory(meeting=factories.MeetingFactory(held_on=dt.date(2026, 5, 5)))
    events(client, feed)
    with django_assert_num_queries(3):
        assert len(events(client, feed)) == 30


class Mailbox:
    def __init__(self) -> None:
        self.mails: list[tuple[str, email.message.EmailMessage]] = []

    async def handle_DATA(self, server, session, envelope) -> str:
        self.mails.append((envelope.rcpt_tos[0], email.message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


@pytest.fixture
def mailbox(settings):
    """A real SMTP server on loopback."""
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield box
    server.stop()


def invite_all(planned, staff) -> int:
    reachable, _silent = invitations.invitees(planned)
    return invitations.queue(meeting=planned, to=reachable, message="", now=NOW, by=staff)


def send_all(now=NOW) -> int:
    return sum(invitations.send(key, sender_name="Văn phòng Tỉnh uỷ", now=now) for key in invitations.waiting(now))


def test_everyone_gets_one_mail_for_each_version(planned, members, staff, mailbox) -> None:
    assert invite_all(planned, staff) == 7
    assert invite_all(planned, staff) == 0
    assert send_all() == 7
    assert send_all() == 0
    assert sorted(to for to, _mail in mailbox.mails) == sorted(person.email for person in members)
    meetings.edit(meeting=planned, values={"starts_at": dt.time(14, 0)}, today=TODAY, by=staff)
    planned.refresh_from_db()
    assert invite_all(planned, staff) == 7
    assert send_all() == 7
    assert mailbox.mails[-1][1]["Subject"].strip().startswith("Thay đổi: Giấy mời họp Đảng đoàn Hội A, ngày 10/12/2026")


def calendar_of(mail):
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar" and part.get_param("method"))
    return part.get_param("method"), read(part.get_payload(decode=True)).walk("VEVENT")[0]


def test_the_mail_carries_a_calendar_request_and_then_its_cancellation(planned, staff, mailbox) -> None:
    invite_all(planned, staff)
    send_all()
    to, mail = mailbox.mails[0]
    method, event = calendar_of(mail)
    assert (method, str(event["uid"]), int(event["sequence"])) == ("REQUEST", documents.uid(planned), 0)
    assert str(event["attendee"]) == f"mailto:{to}"
    assert str(event["organizer"]) == "mailto:dd-a@tinhmau.example"
    assert "thứ Năm, ngày 10/12/2026" in mail.get_body(("plain",)).get_content()
    meetings.cancel(meeting=planned, reason="Trùng lịch tiếp xúc cử tri", by=staff)
    planned.refresh_from_db()
    invite_all(planned, staff)
    send_all()
    method, event = calendar_of(mailbox.mails[-1][1])
    assert (method, str(event["status"]), int(event["sequence"])) == ("CANCEL", "CANCELLED", 1)
    assert "Trùng lịch tiếp xúc cử tri" in mailbox.mails[-1][1].get_body(("plain",)).get_content()


def test_a_mail_server_that_is_down_is_tried_again_later(planned, members, staff, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    invitations.queue(meeting=planned, to=[Invitee("A", "a1@tinhmau.example", members[0].pk)], message="", now=NOW, by=staff)
    assert send_all() == 0
    row = Invitation.objects.get()
    assert (row.state, row.attempts) == ("queued", 1)
    assert row.error
    assert invitations.waiting(NOW) == []
    assert invitations.waiting(NOW + dt.timedelta(minutes=5)) == [row.pk]
    for n in range(1, 6):
        send_all(NOW + dt.timedelta(minutes=5 * n))
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("failed", 6)


def test_a_claim_is_not_taken_twice_from_the_living(planned, members, staff, mailbox) -> None:
    invitations.queue(meeting=planned, to=[Invitee("A", "a1@tinhmau.example", members[0].pk)], message="", now=NOW, by=staff)
    row = Invitation.objects.get()
    Invitation.objects.update(state="claimed", claimed_at=NOW)
    assert invitations.send(row.pk, sender_name="Văn phòng Tỉnh uỷ", now=NOW + dt.timedelta(minutes=14)) is False
    assert invitations.send(row.pk, sender_name="Văn phòng Tỉnh uỷ", now=NOW + dt.timedelta(minutes=15)) is True
    assert len(mailbox.mails) == 1


def test_a_stale_invitation_is_not_sent(planned, staff, mailbox) -> None:
    invite_all(planned, staff)
    meetings.postpone(meeting=planned, reason="Bận", new_day=dt.date(2026, 12, 20), by=staff)
    assert send_all() == 0
    assert mailbox.mails == []
    assert set(Invitation.objects.values_list("state", flat=True)) == {"failed"}


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
    assert client.post(url, {"to": [str(members[0].pk)], "guests": "Trần Khách <khach@tinhmau.example>"}).status_code == 303
    assert set(Invitation.objects.values_list("email", flat=True)) == {"a1@tinhmau.example", "khach@tinhmau.example"}


def test_an_invitation_is_a_mail_of_the_office(planned, members, staff, mailbox, settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Nền nếp <nennep@tinhmau.example>"
    invite_all(planned, staff)
    send_all()
    mail = next(mail for to, mail in mailbox.mails if to == members[0].email)
    assert str(mail["From"]) == "Văn phòng Tỉnh uỷ <nennep@tinhmau.example>"
    assert str(mail["Message-ID"]).endswith("@tinhmau.example>")
    assert str(mail["Date"]) == "Mon, 23 Nov 2026 09:00:00 +0700"
    assert str(mail["List-Id"]) == "Nen nep <giay-moi.tinhmau.example>"
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html", "text/calendar"]
    plain, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for words in (f"Kính gửi: Đồng chí {members[0].full_name}, ", " Đảng đoàn Hội A", "THƯ CHẠY THỬ"):
        assert words in plain
        assert words in html

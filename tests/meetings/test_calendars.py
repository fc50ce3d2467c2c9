"""Private calendar addresses, read back by a parser."""

import datetime as dt

from icalendar import Calendar

from core import clock
from core.addresses import reverse
from directions.services import directions
from meetings.documents import calendars
from meetings.models import CalendarFeed
from meetings.services import agenda, feeds, meetings
from meetings.services.agenda import Item
from obligations.models import Waiver
from obligations.services import judging
from tests import factories

NOW = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 23)


def read(content: bytes):
    return Calendar.from_ical(content)


def events(client, feed) -> dict[str, object]:
    answer = client.get(reverse("desk:feed", args=[feeds.token(feed)]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return {str(event["uid"]): event for event in read(answer.content).walk("VEVENT")}


def test_a_feed_shows_what_its_user_may_see(held, planned, body_b, secretary_of_a, staff, client) -> None:
    other = factories.MeetingFactory(body=body_b, held_on=dt.date(2026, 12, 1), status="planned")
    mine = feeds.issue(user=secretary_of_a, body=None, now=NOW)
    assert set(events(client, mine)) == {calendars.uid(held), calendars.uid(planned)}
    everyone = feeds.issue(user=staff, body=None, now=NOW)
    assert set(events(client, everyone)) == {
        calendars.uid(held),
        calendars.uid(planned),
        calendars.uid(other),
    }
    one_body = feeds.issue(user=staff, body=body_b, now=NOW)
    assert set(events(client, one_body)) == {calendars.uid(other)}


def test_an_address_shrinks_with_its_users_grants(held, secretary_of_a, client) -> None:
    feed = feeds.issue(user=secretary_of_a, body=None, now=NOW)
    secretary_of_a.grants.all().delete()
    assert events(client, feed) == {}


def test_revoked_wrong_and_stopped_addresses_open_nothing(held, staff, client) -> None:
    feed = feeds.issue(user=staff, body=None, now=NOW)
    url = reverse("desk:feed", args=[feeds.token(feed)])
    assert client.get(url).status_code == 200
    assert client.get(url.replace(".ics", "x.ics")).status_code == 404
    assert client.get(reverse("desk:feed", args=[feed.key.hex])).status_code == 404
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
    assert (
        as_user(secretary_of_b).post(reverse("meetings:issue_feed"), {"to_chuc": body_a.code}).status_code
        == 404
    )


def test_uids_stay_and_sequence_rises(planned, staff, client) -> None:
    feed = feeds.issue(user=staff, body=None, now=NOW)
    before = events(client, feed)[calendars.uid(planned)]
    assert (int(before["sequence"]), before.decoded("dtstart"), str(before["status"])) == (  # type: ignore[attr-defined]
        0,
        dt.date(2026, 12, 10),
        "CONFIRMED",
    )
    meetings.edit(
        meeting=planned,
        values={
            "starts_at": dt.time(8, 30),
            "place": "Phòng họp số 1; tầng 2, nhà A",
            "code": "DD-A/2026-009",
        },
        today=TODAY,
        by=staff,
    )
    after = events(client, feed)[calendars.uid(planned)]
    assert (int(after["sequence"]), str(after["location"])) == (1, "Phòng họp số 1; tầng 2, nhà A")
    assert after.decoded("dtstart") == dt.datetime(2026, 12, 10, 1, 30, tzinfo=dt.UTC)  # type: ignore[attr-defined]
    meetings.cancel(meeting=planned, reason="Không đủ thành phần", by=staff)
    gone = events(client, feed)[calendars.uid(planned)]
    assert (int(gone["sequence"]), str(gone["status"])) == (2, "CANCELLED")


def test_a_feed_says_changed_only_when_something_did(planned, staff, client) -> None:
    feed = feeds.issue(user=staff, body=None, now=NOW)
    url = reverse("desk:feed", args=[feeds.token(feed)])
    first = client.get(url)
    assert client.get(url).content == first.content
    again = client.get(url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    event = read(first.content).walk("VEVENT")[0]
    assert event.decoded("dtstamp") == event.decoded("last-modified")
    agenda.replace(meeting=planned, items=[Item("Việc mới", "political")], by=staff)
    changed = client.get(url, headers={"if-none-match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] != first["ETag"]) == (200, True)


def test_a_planned_meeting_whose_day_has_passed_is_not_told_as_held(body_a, staff, client) -> None:
    past, ahead = (
        factories.MeetingFactory(body=body_a, held_on=clock.today() + dt.timedelta(days), status="planned")
        for days in (-1, 1)
    )
    found = events(client, feeds.issue(user=staff, body=None, now=NOW))
    told = {meeting: found[calendars.uid(meeting)] for meeting in (past, ahead)}
    assert [str(told[one]["status"]) for one in (past, ahead)] == ["TENTATIVE", "CONFIRMED"]
    assert str(told[past]["summary"]).startswith("CHƯA GHI NHẬN: Họp")


def test_a_uid_tells_installations_apart_and_outlives_a_new_secret(planned, settings) -> None:
    before = calendars.uid(planned)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "x" * 50, [settings.SECRET_KEY]
    assert calendars.uid(planned) == before
    settings.SECRET_KEY_FALLBACKS = []
    assert calendars.uid(planned) != before


def test_a_code_with_blanks_and_accents_makes_a_whole_address(body_a, staff, client) -> None:
    meeting = factories.MeetingFactory(
        body=body_a, code="ĐĐ A/2026 01", held_on=dt.date(2026, 12, 1), status="planned"
    )
    event = events(client, feeds.issue(user=staff, body=None, now=NOW))[calendars.uid(meeting)]
    address = str(event["url"])
    assert address.isascii()
    assert " " not in address
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    assert (
        client.get(
            address.split("//", 1)[1].partition("/")[1] + address.split("//", 1)[1].partition("/")[2]
        ).status_code
        == 200
    )


def test_a_feed_costs_the_same_for_any_number(staff, client, django_assert_num_queries) -> None:
    feed = feeds.issue(user=staff, body=None, now=NOW)
    for _n in range(30):
        factories.AgendaItemFactory(meeting=factories.MeetingFactory(held_on=dt.date(2026, 5, 5)))
    events(client, feed)
    with django_assert_num_queries(9):
        assert len(events(client, feed)) == 30


def test_a_feed_has_what_falls_due_and_calls_it_to_mind_where_asked(
    province, body_a, leader, staff, client, as_user, today
) -> None:
    province.tracking_from = dt.date(2026, 1, 1)
    province.save()
    seat = factories.SeatFactory(body=body_a)
    factories.MembershipFactory(seat=seat, starts_on=dt.date(2024, 1, 1), ends_on=dt.date(2026, 12, 31))
    factories.MeetingFactory(
        body=body_a, held_on=dt.date(2027, 1, 12), starts_at=dt.time(8), status="planned"
    )
    Waiver.objects.create(
        body=body_a,
        rule="regulation-missing",
        subject="regulation",
        granted_on=dt.date(2026, 1, 1),
        until=dt.date(2026, 12, 20),
        document="1-CV",
        reason="Chờ",
    )
    directions.give(
        body=body_a, values={"text": "Họp ngay", "due_on": dt.date(2026, 12, 3)}, today=today, by=leader
    )
    judging.sweep(on=today, at=clock.now(), everything=True)
    feed = feeds.issue(user=staff, body=None, now=NOW)
    url = reverse("desk:feed", args=[feeds.token(feed)])
    content = client.get(url).content
    found = {(event["dtstart"].dt, str(event["summary"])) for event in read(content).walk("VEVENT")}
    for day, words in (
        (dt.date(2026, 12, 31), "Hết kỳ họp định kỳ · Đảng đoàn Hội A"),
        (dt.date(2027, 1, 15), "Hạn gửi báo cáo năm · Đảng đoàn Hội A"),
        (dt.date(2026, 12, 31), "Hết thời hạn giữ vị trí · Đảng đoàn Hội A"),
        (dt.date(2026, 12, 20), "Hết hạn miễn, hoãn · Đảng đoàn Hội A"),
        (dt.date(2026, 12, 3), "Hạn chỉ đạo: Họp ngay · Đảng đoàn Hội A"),
    ):
        assert (day, words) in found, sorted(map(str, found))
    assert b"VALARM" not in content
    assert client.get(url).content == content

    as_user(staff).post("/lich/dia-chi/lap/", {"to_chuc": "", "nhac": "3"})
    for query, days in (("", 3), ("?nhac=1d", 1), ("?nhac=9d", 3)):
        alarms = {alarm["trigger"].dt for alarm in read(client.get(url + query).content).walk("VALARM")}
        assert alarms == {dt.timedelta(days=-days), dt.timedelta(days=-days, hours=8)}
    answer = client.get(url)
    assert client.get(url, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    page = as_user(staff).get("/lich/dia-chi/").content.decode()
    assert '<option value="3" selected>' in page
    as_user(staff).post("/lich/dia-chi/lap/", {"to_chuc": "", "nhac": "99"})
    feed.refresh_from_db()
    assert feed.alarm_days == 3

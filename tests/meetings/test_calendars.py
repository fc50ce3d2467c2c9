"""Private calendar addresses, read back by a parser."""

import datetime as dt

from django.urls import reverse
from icalendar import Calendar

from meetings import documents
from meetings.models import CalendarFeed
from meetings.services import agenda, feeds, meetings
from meetings.services.agenda import Item
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
    assert set(events(client, everyone)) == {
        documents.uid(held),
        documents.uid(planned),
        documents.uid(other),
    }
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
    assert (
        as_user(secretary_of_b).post(reverse("meetings:issue_feed"), {"to_chuc": body_a.code}).status_code
        == 404
    )


def test_uids_stay_and_sequence_rises(planned, staff, client) -> None:
    feed = feeds.issue(user=staff, body=None, now=NOW)
    before = events(client, feed)[documents.uid(planned)]
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
    meeting = factories.MeetingFactory(
        body=body_a, code="ĐĐ A/2026 01", held_on=dt.date(2026, 12, 1), status="planned"
    )
    event = events(client, feeds.issue(user=staff, body=None, now=NOW))[documents.uid(meeting)]
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
    with django_assert_num_queries(3):
        assert len(events(client, feed)) == 30

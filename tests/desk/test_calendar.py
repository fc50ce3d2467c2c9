"""Lịch: weeks from Monday, meetings and days off."""

import datetime as dt

import pytest

from core import clock
from core.addresses import reverse
from core.clock import ZONE
from delegations.models import Body
from desk.queries import due_days
from obligations.models import DayOff, PeriodSpan, Waiver
from obligations.services import judging
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 12)
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=ZONE)


@pytest.fixture
def table(db):
    """A table of days off: a holiday on a Wednesday and a Saturday worked in exchange."""
    DayOff.objects.all().delete()
    DayOff.objects.create(day=dt.date(2026, 3, 11), name="Nghỉ lễ của tỉnh", kind="off")
    DayOff.objects.create(day=dt.date(2026, 3, 14), name="Làm bù nghỉ lễ", kind="worked")


def test_months_begin_on_monday_and_weeks_too(as_user, staff, body_a):
    meeting, client = factories.MeetingFactory(body=body_a, held_on=DAY), as_user(staff)

    weeks = client.get(reverse("desk:month"), {"thang": "2026-03"}).context["weeks"]
    days = client.get(reverse("desk:week"), {"tuan": "2026-03-15"}).context["days"]

    assert weeks[0][0].on == dt.date(2026, 2, 23)
    assert {day.on: day.meetings for week in weeks for day in week if day.meetings} == {DAY: [meeting]}
    assert (days[0].on, days[6].on) == (dt.date(2026, 3, 9), dt.date(2026, 3, 15))


def test_days_off_are_named_and_days_worked_in_exchange_too(as_user, staff, table):
    client = as_user(staff)
    month, week = (
        client.get(reverse(f"desk:{name}"), {"thang": "2026-03", "tuan": "2026-03-09"})
        for name in ("month", "week")
    )

    days = {day.on: day.office for row in month.context["weeks"] for day in row}
    assert [days[dt.date(2026, 3, n)].works for n in range(9, 16)] == [
        True,
        True,
        False,
        True,
        True,
        True,
        False,
    ]
    assert {day.on: day.office.name for day in week.context["days"] if day.office.name} == {
        dt.date(2026, 3, 11): "Nghỉ lễ của tỉnh",
        dt.date(2026, 3, 14): "Làm bù nghỉ lễ",
    }
    for page in (month, week):
        assert "Nghỉ: Nghỉ lễ của tỉnh" in page.content.decode()
        assert "Làm bù: Làm bù nghỉ lễ" in page.content.decode()


def test_the_day_picker_asks_for_the_days_off(as_user, secretary_of_a, table, client):
    address = reverse("desk:days-off")

    assert as_user(secretary_of_a).get(address).json() == {"2026-03-11": "Nghỉ lễ của tỉnh"}
    assert client.get(address).status_code == 302, "only for those who are logged in"


@pytest.mark.parametrize("number", [3, 30])
def test_the_calendar_costs_the_same(as_user, leader, body_a, number, django_assert_num_queries):
    for _n in range(number):
        factories.MeetingFactory(body=body_a, held_on=DAY)
    client = as_user(leader)
    client.get(reverse("desk:month"), {"thang": "2026-03"})

    for name in ("month", "week"):
        with django_assert_num_queries(9):
            client.get(reverse(f"desk:{name}"), {"thang": "2026-03", "tuan": "2026-03-12"})


def test_what_falls_due_and_waivers_that_end_stand_on_their_days(
    as_user, staff, secretary_of_b, body_a, body_b
):
    period = {"starts_on": DAY - dt.timedelta(89), "last_day": DAY, "cadence": 3, "name": "2026-Q1"}
    stored = {"days": (dt.date(2026, 1, 1), None), "recorded": (LONG_AGO, None), "fingerprint": 1}
    other = factories.BodyFactory()
    for body, state in ((body_a, "missed"), (body_b, "planned"), (other, "held")):
        PeriodSpan.objects.create(body=body, state=state, **period, **stored)
    # announced as it may be, a period stands in the calendar once
    factories.finding(body_a, rule="meeting-due", subject="2026-Q1", status="due", due_on=DAY)
    factories.finding(body_a, rule="meeting-overdue", subject="2025-Q4", due_on=DAY)  # late already
    Waiver.objects.create(
        body=body_a, rule="understaffed", subject="A-1", granted_on=DAY, until=DAY, reason="x"
    )

    def dues(user):
        weeks = as_user(user).get(reverse("desk:month"), {"thang": "2026-03"}).context["weeks"]
        return {
            day.on: [(one.words, one.whose) for one in day.dues] for week in weeks for day in week if day.dues
        }

    assert dues(staff) == {
        DAY: [("Hết kỳ họp định kỳ, chưa họp", "2 tổ chức"), ("Hết hạn miễn, hoãn", body_a.name)]
    }
    assert dues(secretary_of_b) == {DAY: [("Hết kỳ họp định kỳ, chưa họp", body_b.name)]}
    later = {"granted_on": DAY, "until": DAY + dt.timedelta(1), "reason": "x"}
    Waiver.objects.create(body=body_b, rule="understaffed", subject="B-1", **later)
    weeks = as_user(staff).get(reverse("desk:month"), {"thang": "2026-03"}).context["weeks"]
    (url,) = {
        one.url for week in weeks for day in week for one in day.dues if day.on == DAY and "mien" in one.url
    }
    listed = as_user(staff).get(url).context["page"].object_list
    assert [one.subject for one in listed] == ["A-1"]  # those that end on that day, and no others
    Body.objects.filter(pk=body_a.pk).update(ended_on=DAY - dt.timedelta(1))
    assert not [words for words, _whose in dues(staff)[DAY] if "miễn" in words]
    assert [one.subject for one in Waiver.objects.in_force_on(DAY)] == ["B-1"]
    assert not as_user(staff).get(url).context["page"].object_list, (
        "the list behind a number has as many rows"
    )


def test_days_of_tasks_and_submissions_stand_in_the_calendar_and_lead_to_their_rows(
    as_user, staff, secretary_of_b, body_a, body_b
):
    on = {"given_on": DAY - dt.timedelta(5), "due_on": DAY}
    tasks = [factories.TaskFactory(body=body, **on) for body in (body_a, body_b)]
    factories.TaskFactory(body=body_a, **on, done_on=DAY)
    factories.TaskFactory(body=body_a, given_on=on["given_on"], due_on=None)
    sent = factories.SubmissionFactory(body=body_a, recorded_on=on["given_on"], promised_on=DAY)

    def dues(user):
        days = as_user(user).get(reverse("desk:week"), {"tuan": "2026-03-12"}).context["days"]
        return [one for day in days if day.on == DAY for one in day.dues]

    given, promised = dues(staff)
    assert (given.words, given.whose) == ("Hạn nhiệm vụ", "2 tổ chức")
    assert (promised.words, promised.whose) == ("Hẹn gửi đề xuất", body_a.name)
    for one, rows in ((given, tasks), (promised, [sent])):
        assert {row.code for row in as_user(staff).get(one.url).context["page"]} == {row.code for row in rows}
    assert [one.whose for one in dues(secretary_of_b)] == [body_b.name]
    listed = due_days.of_user(staff, None, today=DAY, first=DAY, last=DAY)
    assert sorted(one.key for one in listed) == sorted(
        [f"de-xuat-{sent.pk}", *(f"nhiem-vu-{task.pk}" for task in tasks)]
    )


@pytest.mark.usefixtures("today")
def test_what_no_rule_announces_falls_due_in_the_calendar_as_in_the_days_ahead(as_user, staff):
    """A report without notice, the sending again of a returned one, minutes: each once, on the same days."""
    factories.ProvinceFactory(tracking_from=dt.date(2026, 1, 1))
    body, other = factories.BodyFactory.create_batch(2)
    days = {"rhythm": "month", "due_days": 10, "starts_on": dt.date(2026, 10, 1)}
    for code, notice in (("BC-T", None), ("BC-B", 5)):
        factories.ReportRegimeFactory(code=code, name=code, notice_days=notice, **days)
    factories.ReportFactory(
        body=other, period="2025", submitted_on=dt.date(2026, 1, 10), returned_on=dt.date(2026, 11, 20)
    )
    held_on = dt.date(2026, 11, 20)
    factories.MeetingFactory(body=body, held_on=held_on, minutes_number="", minutes_signed_on=None)
    today = clock.today()
    judging.sweep(on=today, at=clock.now())
    client, last = as_user(staff), today + dt.timedelta(60)
    ahead = {
        (found.on, item.title, item.body_name)
        for found in client.get(reverse("desk:forecast")).context["forecast"].days
        for item in found.items
        if item.finding and found.on <= last
    }
    feed = due_days.of_user(staff, None, today=today, first=today, last=last)
    told = [(one.on, *one.summary.split(" · ")) for one in feed]
    assert len(feed) == len({(one.on, one.summary, one.details) for one in feed})
    assert {one for one in told if "họp định kỳ" not in one[1]} == ahead
    assert {title for _on, title, _name in ahead} >= {
        *("Hạn gửi báo cáo", "Hạn gửi báo cáo năm", "Hạn hoàn thành biên bản"),
    }
    shown = {
        (day.on, due.words)
        for month in ("2026-11", "2026-12", "2027-01")
        for week in client.get(reverse("desk:month"), {"thang": month}).context["weeks"]
        for day in week
        for due in day.dues
        if "họp định kỳ" not in due.words and today <= day.on <= last
    }
    assert shown == {(on, title) for on, title, _name in ahead}

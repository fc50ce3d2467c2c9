"""What changed since a day, from the recorded history, and the course of the months."""

import datetime as dt
from dataclasses import replace

import pytest
import time_machine

from accounts.models import User
from core import clock
from core.addresses import reverse
from delegations.models import Body, Seat
from desk.queries.periods import month_ends
from desk.queries.today import state
from meetings.models import Meeting
from obligations.models import Waiver
from obligations.queries import findings, news
from obligations.queries.findings import State
from obligations.services import judging
from reminders.queries import weeks
from tests import factories
from tests.worlds.small import late_bodies

pytestmark = pytest.mark.django_db
PAGE = "/tong-quan/thay-doi/"


def sweep(day: dt.date) -> None:
    with time_machine.travel(dt.datetime.combine(day, dt.time(9), clock.ZONE), tick=False):
        judging.sweep(on=day, at=clock.now())


def at(client, day: dt.date, query: str = ""):
    with time_machine.travel(dt.datetime.combine(day, dt.time(17), clock.ZONE), tick=False):
        client.force_login(
            User.objects.get(username="lanhdao"), backend="django.contrib.auth.backends.ModelBackend"
        )
        return client.get(f"{PAGE}{query}")


def changes(client, day, query=""):
    return [
        (one.what, one.finding.rule, one.finding.subject) for one in at(client, day, query).context["page"]
    ]


@pytest.fixture
def lived(leader, as_user):
    """A body whose one seat is filled on the 20th, a second one whose seat is waived that day."""
    factories.ProvinceFactory(tracking_from=dt.date(2026, 1, 1))
    filled, waived = (
        factories.SeatFactory(
            code=code,
            body=factories.BodyFactory(founded_on=dt.date(2026, 10, 1)),
            starts_on=dt.date(2026, 10, 1),
        )
        for code in "AB"
    )
    sweep(dt.date(2026, 10, 10))
    factories.MembershipFactory(seat=filled, starts_on=dt.date(2026, 10, 20))
    Waiver.objects.create(
        body=waived.body,
        rule="understaffed",
        subject="B",
        granted_on=dt.date(2026, 10, 20),
        until=dt.date(2026, 10, 30),
        reason="thử",
    )
    sweep(dt.date(2026, 10, 20))
    return as_user(leader)


LOG = "&nguon=nhat-ky"


def test_what_closed_and_what_was_waived_since_a_day(lived):
    for source in ("", LOG):
        found = [
            one
            for one in changes(lived, dt.date(2026, 10, 20), "?tu=2026-10-19" + source)
            if one[1] == "understaffed"
        ]

        assert found == [(news.WAIVED, "understaffed", "B"), (news.DONE, "understaffed", "A")]


def test_what_opened_and_closed_in_between_is_no_news(lived):
    for source in ("", LOG):
        found = changes(lived, dt.date(2026, 10, 20), "?tu=2026-10-01" + source)
        assert [what for what, _rule, subject in found if subject == "A"] in ([], [news.DONE])
    assert [
        one for one in changes(lived, dt.date(2026, 10, 20), "?tu=2026-10-01" + LOG) if one[2] == "A"
    ] == []


def test_the_log_of_a_past_day_tells_what_was_recorded_then(lived):
    answer = at(lived, dt.date(2026, 10, 20), "?ngay=2026-10-10&tu=2026-10-09" + LOG)
    found = [(one.what, one.finding.rule, one.finding.subject) for one in answer.context["page"]]

    assert {what for what, _rule, _subject in found} == {news.NEW}
    assert (news.NEW, "understaffed", "A") in found
    assert "lần rà soát đầu sau khi nhập dữ liệu" in answer.content.decode()


def test_what_was_so_before_the_first_review_is_no_change_between_two_days(lived):
    """The seats were vacant on both days, whenever the first review found it."""
    found = changes(lived, dt.date(2026, 10, 20), "?ngay=2026-10-10&tu=2026-10-09")

    assert [one for one in found if one[1] == "understaffed"] == []


def test_a_waiver_that_ended_is_told_apart_from_what_grew_worse(lived):
    sweep(dt.date(2026, 10, 31))
    for source in ("", LOG):
        assert (news.RESUMED, "understaffed", "B") in changes(
            lived, dt.date(2026, 10, 31), "?tu=2026-10-30" + source
        )


def test_what_ended_with_its_body_was_not_cleared(lived):
    Body.objects.filter(seats__code="A").update(ended_on=dt.date(2026, 10, 24))
    Seat.objects.filter(code="A").update(ends_on=dt.date(2026, 10, 24))
    sweep(dt.date(2026, 10, 26))
    for source in ("", LOG):
        answer = at(lived, dt.date(2026, 10, 26), "?tu=2026-10-22" + source)
        found = {(one.what, one.finding.body_code) for one in answer.context["page"]}
        ended = Body.objects.get(seats__code="A").code
        assert (news.ENDED, ended) in found
        assert (news.DONE, ended) not in found
        assert "Tổ chức kết thúc" in answer.content.decode()


def test_what_was_cleared_before_its_body_ended_was_cleared(lived):
    body = Body.objects.get(seats__code="A")
    adopted_on = dt.date(2026, 10, 21)
    factories.WorkingRegulationFactory(body=body, issued_on=adopted_on, effective_on=adopted_on)
    sweep(adopted_on)
    Body.objects.filter(pk=body.pk).update(ended_on=dt.date(2026, 10, 24))
    Seat.objects.filter(code="A").update(ends_on=dt.date(2026, 10, 24))
    sweep(dt.date(2026, 10, 26))
    for source in ("", LOG):
        page = at(lived, dt.date(2026, 10, 26), "?tu=2026-10-20" + source).context["page"]
        found = {one.finding.rule: one.what for one in page if one.finding.body_code == body.code}
        assert found["regulation-missing"] == news.DONE, source
        assert found["coordination-missing"] == news.ENDED, source


def test_what_passes_out_of_sight_was_not_cleared(leader, as_user):
    """Minutes never signed are looked for a year; a term that runs out leaves a vacant seat."""
    factories.ProvinceFactory(tracking_from=dt.date(2025, 1, 1))
    body = factories.BodyFactory(founded_on=dt.date(2025, 1, 1))
    seat = factories.SeatFactory(body=body, code="S-1", starts_on=dt.date(2025, 1, 1))
    factories.MembershipFactory(seat=seat, starts_on=dt.date(2025, 1, 1), ends_on=dt.date(2026, 10, 20))
    old = factories.MeetingFactory(body=body, code="H-1", held_on=dt.date(2025, 10, 20), head_count=1)
    signed = factories.MeetingFactory(body=body, code="H-2", held_on=dt.date(2026, 6, 1), head_count=1)
    sweep(dt.date(2026, 10, 10))
    Meeting.objects.filter(pk=signed.pk).update(
        minutes_number="5-BB", minutes_signed_on=dt.date(2026, 10, 22)
    )
    sweep(dt.date(2026, 10, 25))
    client, day = as_user(leader), dt.date(2026, 10, 25)
    for source in ("", LOG):
        rows = changes(client, day, "?tu=2026-10-15" + source)
        found = {(rule, subject): what for what, rule, subject in rows}
        assert found["minutes-missing", old.code] == news.LAPSED, source
        assert found["minutes-missing", signed.code] == news.DONE, source
        assert ("term-ending", "S-1") not in found, source
        assert found["understaffed", "S-1"] == news.NEW, source
    address = reverse("obligations:finding", args=[body.code, "minutes-missing", old.code])
    with time_machine.travel(dt.datetime(2026, 10, 25, 17, tzinfo=clock.ZONE), tick=False):
        page = client.get(address).content.decode()
    assert "không ghi nhận việc khắc phục" in page
    assert "ã khắc phục" not in page.partition("<main")[2]


def test_a_duty_that_came_due_and_is_broken_now_is_one_that_grew_worse():
    day = dt.date(2026, 1, 15)
    due = State("annual-report-due", "2025", "DD-A", "Đảng đoàn A", 1, "due", "info", day)
    missing = replace(due, rule="annual-report-missing", status="overdue", severity="warning")

    assert [(one.what, one.finding.rule) for one in news.compare([due], [missing], day)] == [
        (news.WORSE, "annual-report-missing")
    ]


def test_meetings_have_a_bar_for_each_day_on_which_periods_ended(as_user, leader):
    late_bodies(2)

    bars = as_user(leader).get(PAGE).context["periods"]

    assert [bar.on.month % 3 for bar in bars] == [0] * 4
    assert {(bar.tally.met, bar.tally.missed, bar.tally.of) for bar in bars} == {(0, 2, 2)}


@pytest.mark.parametrize("number", [3, 30])
def test_the_page_costs_the_same(as_user, leader, number, django_assert_num_queries):
    late_bodies(number)
    client = as_user(leader)
    client.get(PAGE)

    with django_assert_num_queries(7):
        client.get(PAGE)


def test_a_month_is_judged_again_when_a_record_of_it_comes_late(as_user, leader):
    body = late_bodies(1)[0]
    today = clock.today()
    days = month_ends(today)
    before = findings.numbers(days)
    factories.MembershipFactory(seat=body.seats.get(), starts_on=body.founded_on)
    judging.sweep(on=today, at=clock.now())
    after = findings.numbers(days)

    assert [before[day].get("understaffed", 0) for day in days] == [1] * 13
    assert [after[day].get("understaffed", 0) for day in days] == [0] * 13


def test_month_ends():
    assert month_ends(dt.date(2026, 3, 15), 2) == [
        dt.date(2026, 1, 31),
        dt.date(2026, 2, 28),
        dt.date(2026, 3, 15),
    ]


@pytest.mark.parametrize("query", ["?tu=x", "?tu=2999-01-01", "?trang=99", "?loai=x"])
def test_a_nonsense_address_is_no_fault(as_user, leader, query):
    assert as_user(leader).get(PAGE + query).status_code == 200


def test_a_secretary_reads_only_their_own(as_user, secretary_of_a, body_a, body_b):
    late_bodies(1)

    assert {
        one.finding.body_code for one in as_user(secretary_of_a).get(PAGE + "?nguon=nhat-ky").context["page"]
    } == {body_a.code}
    assert {
        one.finding.body_code for one in as_user(secretary_of_a).get(PAGE + "?tu=2020-01-01").context["page"]
    } <= {body_a.code}
    assert as_user(secretary_of_a).get(PAGE + "bang/").status_code == 200
    assert findings.of_body(body_b.pk, clock.today())


@pytest.fixture
def idle(leader, as_user):
    """A body that has met in no quarter of 2026, first judged on 10 October."""
    factories.ProvinceFactory(tracking_from=dt.date(2026, 1, 1))
    body = factories.BodyFactory(founded_on=dt.date(2026, 1, 1))
    sweep(dt.date(2026, 10, 10))
    return body


def defer(body: Body, *periods: str) -> None:
    for period in periods:
        Waiver.objects.create(
            body=body,
            rule="meeting-overdue",
            subject=period,
            granted_on=dt.date(2026, 10, 20),
            until=dt.date(2026, 12, 31),
            reason="thử",
        )
    sweep(dt.date(2026, 10, 20))


@pytest.mark.parametrize("source", ["", LOG])
def test_a_run_whose_first_period_is_deferred_goes_on_and_is_neither_cleared_nor_new(
    idle, client, as_user, source
):
    defer(idle, "2026-Q1")
    told = [
        one
        for one in changes(client, dt.date(2026, 10, 20), "?tu=2026-10-15" + source)
        if one[1] == "meeting-overdue"
    ]
    assert told == [(news.BETTER, "meeting-overdue", "2026-Q2")]
    with time_machine.travel(dt.datetime(2026, 10, 20, 17, tzinfo=clock.ZONE), tick=False):
        user = User.objects.get(username="lanhdao")
        assert state(user, today=dt.date(2026, 10, 20)).newly_late == 0
        page = client.get(reverse("obligations:finding", args=[idle.code, "meeting-overdue", "2026-Q1"])).text
        week = weeks.of(dt.date(2026, 10, 20))
    assert "Kỳ này được miễn, hoãn đến hết ngày 31/12/2026" in page
    assert "Đã khắc phục" not in page
    assert reverse("obligations:finding", args=[idle.code, "meeting-overdue", "2026-Q2"]) in page
    assert (week.opened, week.closed) == (0, 0)


@pytest.mark.parametrize("source", ["", LOG])
def test_a_run_that_is_deferred_as_a_whole_was_not_cleared(idle, client, source):
    defer(idle, "2026-Q1", "2026-Q2", "2026-Q3")
    told = [
        one
        for one in changes(client, dt.date(2026, 10, 20), "?tu=2026-10-15" + source)
        if one[1] == "meeting-overdue"
    ]
    assert told == [(news.WAIVED, "meeting-overdue", "2026-Q1")]


@pytest.mark.parametrize(
    ("source", "wanted"), [("", []), (LOG, [(news.WORSE, "meeting-overdue", "2026-Q1")])]
)
def test_a_run_that_begins_earlier_again_grew_worse(idle, client, source, wanted):
    defer(idle, "2026-Q1")
    Waiver.objects.all().delete()
    sweep(dt.date(2026, 10, 25))
    told = [
        one
        for one in changes(client, dt.date(2026, 10, 25), "?tu=2026-10-22" + source)
        if one[1] == "meeting-overdue"
    ]
    assert told == wanted


def test_a_run_that_an_earlier_one_takes_up_again_was_not_remedied(idle, client, as_user):
    """A deferral that is taken back: its page and that of the rest of the run say what became of them."""
    defer(idle, "2026-Q1")
    Waiver.objects.all().delete()
    sweep(dt.date(2026, 10, 25))
    with time_machine.travel(dt.datetime(2026, 10, 25, 17, tzinfo=clock.ZONE), tick=False):
        client.force_login(
            User.objects.get(username="lanhdao"), backend="django.contrib.auth.backends.ModelBackend"
        )
        rest, first = (
            client.get(reverse("obligations:finding", args=[idle.code, "meeting-overdue", name])).text
            for name in ("2026-Q2", "2026-Q1")
        )
    assert "tính chung trong đợt bắt đầu từ quý I/2026; không ghi nhận việc khắc phục" in rest
    assert "Đợt nay tính từ quý II/2026" in first
    for page in (rest, first):
        assert "khắc phục ngày" not in page.lower().replace("không ghi nhận việc khắc phục", "")


def test_a_run_deferred_as_a_whole_was_not_remedied_then_either_once_that_is_taken_back(
    idle, client, leader, as_user
):
    defer(idle, "2026-Q1", "2026-Q2", "2026-Q3")
    Waiver.objects.all().delete()
    sweep(dt.date(2026, 10, 25))
    with time_machine.travel(dt.datetime(2026, 10, 25, 17, tzinfo=clock.ZONE), tick=False):
        page = as_user(leader).get(
            reverse("obligations:finding", args=[idle.code, "meeting-overdue", "2026-Q1"])
        )
    assert "Được miễn, hoãn" in page.text
    assert "Đã khắc phục" not in page.text


@pytest.mark.parametrize(
    ("periods", "wanted"),
    [
        (["2026-Q1"], "Quá hạn họp định kỳ</a>, tính từ quý II/2026."),
        (["2026-Q1", "2026-Q2", "2026-Q3"], "Quá hạn họp định kỳ: được miễn, hoãn."),
    ],
)
def test_the_message_after_a_deferral_says_what_became_of_the_run(idle, leader, as_user, periods, wanted):
    defer(idle, *periods)
    with time_machine.travel(dt.datetime(2026, 10, 20, 9, 5, tzinfo=clock.ZONE), tick=False):
        since = int(clock.now().timestamp()) - 400
        address = reverse("obligations:changed")
        told = as_user(leader).get(address, {"to-chuc": idle.code, "tu": since}).text
    assert wanted in " ".join(told.split())


@pytest.mark.parametrize("source", ["", LOG])
def test_a_period_that_was_in_progress_on_the_day_before_is_new_beside_one_that_is_deferred(
    leader, as_user, source
):
    factories.ProvinceFactory(tracking_from=dt.date(2026, 4, 1))
    body = factories.BodyFactory(founded_on=dt.date(2026, 4, 1))
    sweep(dt.date(2026, 9, 30))
    days = {"granted_on": dt.date(2026, 10, 1), "until": dt.date(2026, 12, 31)}
    Waiver.objects.create(body=body, rule="meeting-overdue", subject="2026-Q2", reason="thử", **days)
    sweep(dt.date(2026, 10, 1))
    told = {
        one
        for one in changes(as_user(leader), dt.date(2026, 10, 1), "?tu=2026-09-30" + source)
        if one[1] == "meeting-overdue"
    }
    assert told == {
        (news.NEW, "meeting-overdue", "2026-Q3"),
        (news.WAIVED, "meeting-overdue", "2026-Q2"),
    }


def test_a_run_tells_what_takes_it_up_when_a_deferral_ends(idle, leader, as_user):
    """The first quarter is deferred to the end of the year: the run of the second and third says that it is
    counted from the first again then; the deferred one says nothing of a run."""
    defer(idle, "2026-Q1")
    with time_machine.travel(dt.datetime(2026, 10, 20, 17, tzinfo=clock.ZONE), tick=False):
        client = as_user(leader)
        rest = reverse("obligations:finding", args=[idle.code, "meeting-overdue", "2026-Q2"])
        told, later = (client.get(rest + query).text for query in ("", "?ngay=2027-01-01"))
    assert "Từ ngày 01/01/2027: tính trong đợt bắt đầu từ quý I/2026, nghiêm trọng." in told
    assert "không còn phát hiện này" not in told
    words = " ".join(later.split())
    assert "Ngày này tổ chức quá hạn họp định kỳ trong đợt khác:" in words
    assert "tính từ quý I/2026" in words


def test_a_deferred_period_in_the_middle_of_a_run_is_told_as_deferred(idle, leader, as_user):
    Waiver.objects.create(
        body=idle,
        rule="meeting-overdue",
        subject="2026-Q1",
        granted_on=dt.date(2026, 10, 12),
        until=dt.date(2026, 10, 15),
        reason="thử",
    )
    sweep(dt.date(2026, 10, 12))  # a run of the second quarter on
    sweep(dt.date(2026, 10, 16))  # taken up by that of the first again
    defer(idle, "2026-Q2")
    with time_machine.travel(dt.datetime(2026, 10, 20, 17, tzinfo=clock.ZONE), tick=False):
        page = (
            as_user(leader)
            .get(reverse("obligations:finding", args=[idle.code, "meeting-overdue", "2026-Q2"]))
            .text
        )
    assert "Kỳ này được miễn, hoãn đến hết ngày 31/12/2026" in page
    assert "tính trong đợt khác" not in page

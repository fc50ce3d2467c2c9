"""Not met apart from not recorded."""

import datetime as dt

import pghistory
import pytest
import time_machine

from core import clock
from meetings.models import Meeting
from obligations.services import judging
from tests import factories
from tests.desk.test_overview import bodies

pytestmark = pytest.mark.django_db
PAGE = "/tong-quan/cap-nhat/"


@pytest.fixture
def met(leader):
    """A province with one body that recorded a meeting and one of which nothing was ever entered."""
    factories.ProvinceFactory(tracking_from=dt.date(clock.today().year - 1, 1, 1))
    told, silent = factories.BodyFactory.create_batch(2)
    factories.SeatFactory(body=told)
    factories.MeetingFactory(body=told, held_on=clock.today())
    judging.sweep(on=clock.today(), at=clock.now())
    return told, silent


def of(client, query=""):
    return client.get(PAGE + query).context["told"]


def test_silent_bodies_are_counted_apart(as_user, leader, met):
    told, silent = met

    found = of(as_user(leader))

    assert [(line.code, line.fresh.days, line.fresh.silent) for line in found.lines] == [(silent.code, None, True), (told.code, 0, False)]
    by_code = {line.code: line.overdue for line in found.lines}
    assert (found.not_recorded, found.not_met) == (by_code[silent.code], by_code[told.code])
    assert found.not_recorded > 0


def test_the_grace_ends_after_its_last_day(as_user, leader, met):
    told, _silent = met
    today = clock.today()

    for days, silent in ((120, False), (121, True)):
        with time_machine.travel(dt.datetime.combine(today + dt.timedelta(days), dt.time(12), clock.ZONE), tick=False):
            line = next(line for line in of(as_user(leader)).lines if line.code == told.code)
            assert (line.fresh.days, line.fresh.silent) == (days, silent)


def test_findings_stay_what_they_are(as_user, leader, met):
    client = as_user(leader)
    before = client.get("/").context["counts"]

    of(client)

    assert client.get("/").context["counts"] == before


def test_who_entered_it_and_what_was_known_on_a_day(as_user, staff, leader, met):
    told, _silent = met
    meeting = Meeting.objects.get(body=told)
    with pghistory.context(user=staff.pk):
        meeting.place = "Hội trường"
        meeting.save(update_fields=["place"])
    yesterday = clock.today() - dt.timedelta(days=1)

    assert next(line for line in of(as_user(leader)).lines if line.code == told.code).entries[0].by == staff.full_name
    assert next(line for line in of(as_user(leader), f"?ngay={yesterday}").lines if line.code == told.code).fresh.last is None


@pytest.mark.parametrize("number", [3, 30])
def test_the_page_costs_the_same_whatever_the_number_of_bodies(as_user, leader, number, django_assert_num_queries):
    for body in bodies(number):
        factories.MeetingFactory(body=body)
    client = as_user(leader)
    client.get(PAGE)

    with django_assert_num_queries(7):
        client.get(PAGE)


def test_only_what_one_may_see_and_nothing_at_all(as_user, secretary_of_a, leader, body_a, body_b):
    assert [line.code for line in of(as_user(secretary_of_a)).lines] == [body_a.code]
    assert as_user(leader).get(PAGE + "bang/").status_code == 200


def test_the_overview_counts_them_apart_and_says_so_beside_each(as_user, leader, met):
    _told, silent = met
    answer = as_user(leader).get("/")
    found = of(as_user(leader))

    assert answer.context["silent"].body_ids == {silent.pk}
    assert answer.context["silent"].overdue == found.not_recorded
    assert answer.content.decode().count("</svg> chưa ghi nhận</span>") == len(
        [row for row in answer.context["page"] if row.body_id == silent.pk and row.status == "overdue"]
    )

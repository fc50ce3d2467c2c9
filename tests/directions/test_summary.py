"""Directions counted by where they stand, for leaders and for a body's year."""

import datetime as dt
import re

import pytest

from core.addresses import reverse
from directions.enums import StepKind
from directions.queries import summary
from obligations.models import DayOff
from tests import factories

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 23)
PAGE = "/chi-dao/tong-hop/"


def before(days):
    return MONDAY - dt.timedelta(days)


@pytest.fixture(autouse=True)
def monday(today, db):
    """It is Monday, 23/11/2026, and no day off is near."""
    assert today == MONDAY
    DayOff.objects.all().delete()


@pytest.fixture
def world(body_a, body_b):
    """Of body A one overdue and received, one that waits for the leader, one done in time, one done late, one
    withdrawn, one that ended last year; of body B one that nobody acknowledged, put off twice."""

    def given(body, days_ago, due, **columns):
        return factories.DirectionFactory(body=body, given_on=before(days_ago), due_on=before(due), **columns)

    received = {"received_on": before(20), "receiver_name": "Ông A"}
    given(body_a, 20, 5, text="Quá hạn", **received)
    waiting = given(body_a, 20, 5, text="Chờ", **received)
    factories.DirectionStepFactory(
        direction=waiting, number=1, on=before(6), kind=StepKind.PROPOSAL, outcome="done"
    )
    in_time = given(body_a, 60, 30, closed_on=before(25), outcome="done")
    factories.DirectionStepFactory(
        direction=in_time, number=1, on=before(31), kind=StepKind.PROPOSAL, outcome="done"
    )
    given(body_a, 60, 30, closed_on=before(25), outcome="done", text="Muộn")
    given(body_a, 60, 30, closed_on=before(40), outcome="withdrawn")
    given(body_a, 500, 400, closed_on=before(390), outcome="done")
    put_off = given(body_b, 20, 15, text="Gia hạn", leader_name="Lãnh Đạo Khác")
    for number, day in ((1, -5), (2, -20)):
        factories.DirectionStepFactory(
            direction=put_off, number=number, on=before(16), kind=StepKind.FURTHER, due_on=before(day)
        )


def test_each_is_counted_where_it_stands(world, leader, body_a, body_b):
    found = summary.of_day(leader, on=MONDAY)
    a, b = (line.tally for line in sorted(found.bodies, key=lambda line: line.key))
    assert (a.open, a.overdue, a.waiting, a.unreceived) == (2, 1, 1, 0)
    assert (a.done_in_time, a.done_late, a.ended_otherwise, a.total) == (1, 1, 1, 5)
    assert (b.open, b.overdue, b.unreceived, b.receipt_late, b.extensions) == (1, 0, 1, 1, 2)
    assert (found.total.open, found.total.closed) == (3, 3)
    assert [(line.name, line.tally.open) for line in found.leaders] == [
        ("Lãnh Đạo Khác", 1),
        ("Lãnh Đạo Mẫu", 2),
    ]
    assert [row.text for row in found.pressing] == ["Quá hạn", "Gia hạn"]


def test_a_past_day_is_counted_as_it_stood(world, leader):
    found = summary.of_day(leader, on=before(35)).total
    assert (found.open, found.overdue, found.ended_otherwise) == (2, 0, 1)


def test_a_secretary_sees_their_own_bodies_only(world, secretary_of_a, secretary_of_b, body_a, body_b):
    assert [line.key for line in summary.of_day(secretary_of_a, on=MONDAY).bodies] == [body_a.code]
    assert [line.key for line in summary.of_day(secretary_of_b, on=MONDAY).bodies] == [body_b.code]


def test_the_page_leads_to_the_list(world, as_user, leader, body_a):
    page = as_user(leader).get(PAGE).text
    assert "3 ý kiến đang theo dõi đến ngày 23/11/2026" in page
    assert f"/chi-dao/?to_chuc={body_a.code}" in page
    assert PAGE in as_user(leader).get("/chi-dao/").text
    assert "Chưa có ý kiến chỉ đạo nào." in as_user(leader).get(f"{PAGE}?ngay=2020-01-01").text


def test_the_year_of_a_body(world, as_user, leader, body_a, secretary_of_b):
    address = reverse("directions:of_year", args=[body_a.code, 2026])
    page = as_user(leader).get(address).text
    told = re.search(r"5 ý kiến trong năm: ([^.]+)\.", page)
    assert told
    assert sum(int(part.split()[0]) for part in told[1].split(", ")) == 5
    assert told[1].startswith("1 thực hiện đúng hạn, 1 thực hiện quá hạn, 1 đang quá hạn")
    assert "Muộn" in page
    assert "Quá hạn" in page
    assert as_user(secretary_of_b).get(address).status_code == 404
    review = as_user(leader).get(f"/danh-gia/{body_a.code}/2026/").text
    assert f'hx-get="{address}"' in review


def test_leaders_stand_in_the_order_of_given_names(as_user, leader, body_a):
    for name in ("Nguyễn Văn Bình", "Trần Thị An", "Lê Văn Đức"):
        factories.DirectionFactory(body=body_a, leader_name=name, due_on=dt.date(2026, 12, 1))
    found = summary.of_day(leader, on=dt.date(2026, 11, 23))
    assert [line.name for line in found.leaders] == ["Trần Thị An", "Nguyễn Văn Bình", "Lê Văn Đức"]
    listed = as_user(leader).get("/chi-dao/", {"xep": "lanh-dao"}).context["page"]
    assert [one.leader_name for one in listed] == ["Trần Thị An", "Nguyễn Văn Bình", "Lê Văn Đức"]

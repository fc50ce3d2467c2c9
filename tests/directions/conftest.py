"""A finding of body A, and a direction that a leader gave about it."""

import datetime as dt

import pytest

from core import clock
from directions.services import directions
from obligations.models import Flag
from obligations.services import judging
from tests import factories

TODAY = clock.today()


def day(number: int) -> dt.date:
    return clock.today() + dt.timedelta(number)


@pytest.fixture
def flag(body_a) -> Flag:
    """The vacant seat of body A."""
    factories.ProvinceFactory(tracking_from=dt.date(clock.today().year - 1, 1, 1))
    factories.SeatFactory(body=body_a, code="DD-A-01")
    judging.sweep(on=clock.today(), at=clock.now())
    return Flag.objects.get(body=body_a, rule="understaffed")


@pytest.fixture
def direction(body_a, flag, leader, staff):
    values = {"text": "Khẩn trương kiện toàn vị trí khuyết", "due_on": day(10), "assigned_to": staff}
    return directions.give(body=body_a, values=values, rule=flag.rule, subject=flag.subject, today=clock.today(), by=leader)


@pytest.fixture
def spoken(body_a, staff):
    """What a leader said eight days ago and staff wrote down; it was due three days ago."""
    values = {"text": "Họp định kỳ trong tuần", "due_on": day(-3), "given_on": day(-8), "leader_name": "Trần Thị Mẫu", "leader_office": "Phó Bí thư"}
    return directions.give(body=body_a, values=values, today=clock.today(), by=staff)

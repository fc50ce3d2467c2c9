"""A finding of body A, and a direction that a leader gave about it."""

import datetime as dt

import pytest

from core import clock
from directions.services import directions
from obligations.models import Flag
from tests.worlds.small import vacate

TODAY = clock.today()


def day(number: int) -> dt.date:
    return clock.today() + dt.timedelta(number)


@pytest.fixture
def flag(body_a) -> Flag:
    """The vacant seat of body A."""
    vacate(body_a, "DD-A-01")
    return Flag.objects.get(body=body_a, rule="understaffed")


@pytest.fixture
def direction(body_a, flag, leader, staff):
    values = {"text": "Khẩn trương kiện toàn vị trí khuyết", "due_on": day(10), "assigned_to": staff}
    return directions.give(
        body=body_a, values=values, rule=flag.rule, subject=flag.subject, today=clock.today(), by=leader
    )


@pytest.fixture
def spoken(body_a, staff):
    """What a leader said eight days ago and staff wrote down; it was due three days ago."""
    values = {
        "text": "Họp định kỳ trong tuần",
        "due_on": day(-3),
        "given_on": day(-8),
        "leader_name": "Trần Thị Mẫu",
        "leader_office": "Phó Bí thư",
    }
    return directions.give(body=body_a, values=values, today=clock.today(), by=staff)

"""The heartbeat warns when no sweep ran, also when a clock was ahead meanwhile."""

import datetime as dt

import pytest

from core.clock import ZONE
from obligations.models import Sweep
from obligations.queries.heartbeat import heartbeat
from obligations.services import judging
from tests import factories

NOW = dt.datetime(2026, 11, 30, 9, 0, tzinfo=ZONE)
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("ago", "old"),
    [(dt.timedelta(minutes=10), False), (dt.timedelta(minutes=26), True), (-dt.timedelta(days=30), True)],
)
def test_a_sweep_that_is_not_of_now_is_a_warning(ago, old):
    judging.sweep(on=NOW.date(), at=NOW - ago)
    assert heartbeat(NOW).is_old is old


def test_the_first_sweep_by_the_right_clock_ends_the_warning_and_judges_the_day():
    factories.ProvinceFactory()
    factories.BodyFactory()
    ahead = NOW + dt.timedelta(days=30)
    judging.sweep(on=ahead.date(), at=ahead)
    judging.sweep(on=NOW.date(), at=NOW)
    beat = heartbeat(NOW)
    assert (beat.is_old, beat.judged_on) == (False, NOW.date())
    # Once judged whole, the day is not judged whole again at every sweep until the other clock's day comes.
    judging.sweep(on=NOW.date(), at=NOW + dt.timedelta(minutes=10))
    assert Sweep.objects.order_by("-id").values_list("scope", flat=True).first() == "touched"

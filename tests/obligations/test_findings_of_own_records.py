"""What lists, counts and maps say of records that each test makes for itself."""

import datetime as dt

import pytest

from core import clock, known
from delegations.models import Body
from obligations.queries import findings, periods
from obligations.services import judging
from tests import factories
from tests.known import settle
from tests.obligations.test_findings import AT, DAYS, TODAY
from tests.worlds.provinces import store_random

pytestmark = pytest.mark.django_db


def test_what_was_known_of_a_day_is_what_was_recorded_by_then(sample):
    day = TODAY - dt.timedelta(30)
    settle(day)
    before = findings.listing(day).rows
    body = Body.objects.get(code="DD-HND")
    factories.SeatFactory(body=body, code="DD-HND-99", starts_on=dt.date(2026, 1, 1))
    judging.sweep(on=TODAY, at=clock.now())
    assert "DD-HND-99" in {row.subject for row in findings.listing(day).rows}
    with known.at_end_of(day):
        assert findings.listing(day).rows == before
        assert findings.counts(day).all == len(before)


@pytest.mark.parametrize("number", [3, 30])
def test_queries_do_not_depend_on_the_number_of_bodies(number, django_assert_num_queries):
    store_random(2, bodies=3, year=2025)
    made = [factories.BodyFactory(code=f"MOI-{place}") for place in range(number)]
    judging.sweep(on=TODAY, at=AT)
    for on in (TODAY, TODAY - dt.timedelta(1)):
        with django_assert_num_queries(4):
            findings.listing(on, limit=20)
    with django_assert_num_queries(1):
        findings.counts_of(DAYS)
    with django_assert_num_queries(1):
        findings.moved(TODAY, TODAY + dt.timedelta(90))
    ids = [body.pk for body in made]
    with django_assert_num_queries(1):
        assert len(periods.of_bodies(TODAY, ids)) == len(ids)


def test_a_day_before_any_rule_was_in_force_has_no_rhythm(as_user, leader):
    factories.BodyFactory(founded_on=dt.date(1999, 1, 1))
    assert as_user(leader).get("/tong-quan/?ngay=2003-06-01").status_code == 200

"""The stretches of findings against the findings of each day."""

import datetime as dt
from collections import Counter
from itertools import pairwise

import pytest

from core import clock
from delegations.models import Body
from obligations.queries import findings, horizon, lanes
from obligations.services import judging
from rulebook.calendar import add_months
from tests import factories
from tests.worlds.provinces import store_random
from tests.worlds.small import vacate

pytestmark = pytest.mark.django_db
ONE = dt.timedelta(1)


@pytest.fixture
def bodies():
    store_random(11, bodies=5, year=2025)
    judging.sweep(on=clock.today(), at=clock.now())
    return list(Body.objects.all())


def on_day(body, on):
    return {row.flag_id: (row.status, row.severity, row.due_on) for row in findings.of_body(body.pk, on)}


def test_a_stretch_is_as_long_as_its_finding_stands_unchanged(bodies):
    checked = 0
    for body in bodies:
        for one in findings.stretches(body.pk):
            state = one.status, one.severity, one.due_on
            assert on_day(body, one.starts_on)[one.flag_id] == state
            assert on_day(body, one.starts_on - ONE).get(one.flag_id) != state
            if one.ends_before:
                assert on_day(body, one.last_day)[one.flag_id] == state
                assert on_day(body, one.ends_before).get(one.flag_id) != state
            checked += 1
    assert checked > 20


def test_who_sees_no_body_has_no_findings(bodies):
    today = clock.today()

    assert findings.counts(today, body_ids=frozenset()) == findings.Counts()
    assert findings.numbers([today], body_ids=frozenset()) == {today: {}}
    assert findings.turning_days(today, today + ONE, body_ids=frozenset()) == {}
    assert findings.since([], today) == {}


def test_since_is_the_first_day_of_the_standing_whatever_its_status(bodies):
    on = clock.today()
    for body in bodies:
        for flag_id, since in findings.since(list(on_day(body, on)), on).items():
            assert flag_id in on_day(body, since)
            assert flag_id not in on_day(body, since - ONE)


def test_the_turning_days_are_those_on_which_the_findings_of_a_day_change(bodies):
    body, first, last = bodies[0], dt.date(2025, 1, 1), dt.date(2025, 12, 31)

    turning = findings.turning_days(first, last, body_ids=[body.pk])

    days = [first + dt.timedelta(number) for number in range((last - first).days + 1)]
    changed = Counter()
    for before, after in pairwise(days):
        then, now = on_day(body, before), on_day(body, after)
        changed[after] = len({*then, *now} - {key for key in then if then[key] == now.get(key)})
    assert {on: number for on, number in changed.items() if number} == {
        on: number for on, number in turning.items() if changed[on]
    }
    assert list(turning) == sorted(turning)


def test_lanes_show_the_gravest_of_each_day_and_break_at_today(bodies):
    today = clock.today()
    for body in bodies:
        shown = lanes.of_body(body.pk, on=today, today=today, whole=False)
        for lane in shown.lanes:
            for piece in lane.pieces:
                assert piece.is_coming == (piece.starts_on > today)
                assert piece.is_coming or piece.ends_before <= today + ONE
                assert piece.worst.holds(piece.starts_on)
        covered = {(one.rule, one.subject) for one in shown.stretches}
        standing = {(row.rule, row.subject) for row in findings.of_body(body.pk, today)}
        assert standing <= covered


def test_many_subjects_share_a_lane_and_few_have_their_own(body_a):
    vacate(body_a, "VT-1")
    seats = [factories.SeatFactory(body=body_a, code=f"VT-{number}") for number in range(2, 4)]
    judging.sweep(on=clock.today(), at=clock.now())
    today = clock.today()

    few = lanes.of_body(body_a.pk, on=today, today=today, whole=False).lanes
    factories.SeatFactory(body=body_a, code="VT-4")
    judging.sweep(on=clock.today(), at=clock.now())
    many = lanes.of_body(body_a.pk, on=today, today=today, whole=False).lanes

    own = [lane.subject for lane in few if lane.rule == "understaffed"]
    assert own == ["VT-1", *(seat.code for seat in seats)]
    (shared,) = [lane for lane in many if lane.rule == "understaffed"]
    assert (shared.subjects, shared.subject) == (4, "")
    assert max(piece.number for piece in shared.pieces) == 4


def test_lanes_are_of_two_years_back_unless_more_is_wanted(body_a):
    factories.ProvinceFactory(tracking_from=dt.date(clock.today().year - 5, 1, 1))
    judging.sweep(on=clock.today(), at=clock.now())
    today = clock.today()
    glance = add_months(today, -24)

    shown = lanes.of_body(body_a.pk, on=today, today=today, whole=False)
    whole = lanes.of_body(body_a.pk, on=today, today=today, whole=True)
    before = lanes.of_body(body_a.pk, on=glance - ONE, today=today, whole=False)

    assert (shown.scale.first, shown.scale.last) == (glance, horizon.needed(today))
    assert shown.is_shortened
    assert whole.scale.first == before.scale.first == shown.begins_on
    assert not whole.is_shortened

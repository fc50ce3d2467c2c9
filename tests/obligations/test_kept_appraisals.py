"""What was worked out of a body's year stands until its own facts are written, and no longer."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import clock
from delegations.models import Body, Province
from meetings.models import Meeting
from obligations.models import Touch
from obligations.queries import touched
from obligations.services import appraisals, judging
from obligations.services.appraisals import ReviewPeriod
from tests import factories

pytestmark = pytest.mark.django_db

YEAR, ON = ReviewPeriod(2025), dt.date(2026, 11, 23)


@pytest.fixture
def bodies(today: dt.date, province: Province, body_a: Body, body_b: Body) -> tuple[Body, Body]:
    sweep()
    return body_a, body_b


def sweep() -> None:
    judging.sweep(on=clock.today(), at=clock.now())


def hold_meeting(body: Body, day: dt.date = dt.date(2025, 3, 3)) -> Meeting:
    return factories.MeetingFactory(body=body, status="held", held_on=day)


def of_all() -> dict[int, object]:
    return dict(appraisals.of_period(YEAR, on=ON, body_ids=None))


def afresh(*bodies: Body) -> dict[int, object]:
    found = {body.pk: appraisals.of_body(body.pk, YEAR, on=ON) for body in bodies}
    return {pk: one.in_short() for pk, one in found.items() if one is not None}


def test_a_write_changes_the_mark_of_its_body_alone(bodies: tuple[Body, Body]) -> None:
    written, other = bodies
    before = touched.marks()

    hold_meeting(written)
    waiting = touched.marks()
    sweep()
    judged = touched.marks()

    assert len({before[written.pk], waiting[written.pk], judged[written.pk]}) == 3
    assert before[other.pk] == waiting[other.pk] == judged[other.pk]
    assert touched.marks([other.pk]) == {other.pk: before[other.pk]}


def test_a_write_that_comes_and_is_taken_back_leaves_the_mark(bodies: tuple[Body, Body]) -> None:
    before = touched.marks()

    with transaction.atomic():
        hold_meeting(bodies[0])
        transaction.set_rollback(True)

    assert touched.marks() == before


def test_what_holds_for_all_changes_every_mark(bodies: tuple[Body, Body], province: Province) -> None:
    before = touched.marks()

    province.tracking_from = dt.date(2025, 2, 1)
    province.save()
    after = touched.marks()

    assert all(before[body.pk] != after[body.pk] for body in bodies)


def test_a_second_write_before_the_judging_changes_it_again(bodies: tuple[Body, Body]) -> None:
    """Transactions end in another order than they took their touches: the number of them tells."""
    body = bodies[0]
    Touch.objects.create(pk=10**6, body_id=body.pk)
    before = touched.marks()

    Touch.objects.create(pk=10**6 - 1, body_id=body.pk)

    assert touched.marks()[body.pk] != before[body.pk]


def test_only_what_was_written_is_read_again(bodies: tuple[Body, Body]) -> None:
    of_all()
    with CaptureQueriesContext(connection) as nothing_new:
        of_all()
    hold_meeting(bodies[0])
    sweep()
    with CaptureQueriesContext(connection) as one_new:
        found = of_all()

    assert len(nothing_new) == 1
    assert any(f'"id" IN ({bodies[0].pk})' in query["sql"] for query in one_new)
    assert found == afresh(*bodies)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["a", "b", "settings", "judge", "look"]), min_size=1, max_size=8))
def test_what_is_kept_is_what_is_worked_out_afresh(bodies: tuple[Body, Body], steps: list[str]) -> None:
    for number, step in enumerate(steps):
        match step:
            case "a" | "b":
                day = dt.date(2025, 1, 1) + dt.timedelta(number * 30)
                hold_meeting(bodies["ab".index(step)], day)
            case "settings":
                Province.objects.update(tracking_from=dt.date(2024, 1, 1) + dt.timedelta(number))
            case "judge":
                sweep()
            case "look":
                assert of_all() == afresh(*bodies)
    assert of_all() == afresh(*bodies)

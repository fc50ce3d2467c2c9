"""Two at the same moment: one closes, the other is told; two who give get two codes."""

import threading

import pytest
from django.db import connections

from core import clock
from core.errors import Refused
from directions.models import Direction
from directions.services import directions, steps
from tests.directions.conftest import day

pytestmark = pytest.mark.django_db(transaction=True)


def together(*works) -> list[object]:
    """Run the works at once, each on its own connection; return what each gave or raised."""
    gate, given = threading.Barrier(len(works)), [None] * len(works)

    def run(place: int) -> None:
        gate.wait()
        try:
            given[place] = works[place]()
        except Exception as error:
            given[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def test_of_two_who_close_at_once_one_is_told(direction, leader, staff):
    steps.propose(
        direction=direction,
        on=clock.today(),
        text="Đã xong",
        outcome="done",
        evidence="QĐ số 12-QĐ/TU",
        now=clock.now(),
        by=staff,
    )

    def confirm():
        return directions.confirm(
            direction=direction, number=1, despite_finding=True, today=clock.today(), by=leader
        )

    given = together(confirm, confirm)

    assert sorted(map(type, given), key=str) == [type(None), Refused]
    assert direction.history.filter(outcome="done").count() == 1


def test_a_form_sent_twice_at_once_is_one_direction(body_a, leader):
    def give():
        return directions.give(
            body=body_a, values={"text": "Họp ngay", "due_on": day(3)}, today=clock.today(), by=leader
        )

    given = together(give, give)

    assert sorted((type(one) for one in given), key=str) == [Refused, Direction]
    assert Direction.objects.count() == 1


def test_reports_that_come_at_once_are_numbered_one_after_the_other(direction, staff, secretary_of_a):
    def report(by):
        return lambda: (
            steps.report(direction=direction, on=clock.today(), text="Đã làm", now=clock.now(), by=by).number
        )

    assert sorted(together(report(staff), report(secretary_of_a))) == [1, 2]

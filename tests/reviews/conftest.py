"""A province with two bodies: A kept most of 2025, B recorded next to nothing."""

import datetime as dt

import pytest
import time_machine

from core import clock
from delegations.enums import CoordinationKind
from delegations.models import CoordinationParty
from meetings.models import Task
from tests import factories

TODAY = dt.date(2026, 11, 23)
D = dt.date


@pytest.fixture(autouse=True)
def the_day():
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(12), clock.ZONE), tick=False):
        yield


def keep_2025(body):
    """Four quorate meetings with minutes and agenda, one report and one task in time, all seats, regulations: 100 points."""
    people = [factories.PersonFactory(code=f"{body.code}-P{n}", full_name=f"Trần Văn {n}") for n in range(3)]
    for number, person in enumerate(people):
        seat = factories.SeatFactory(body=body, code=f"{body.code}-S{number}", role="secretary" if number == 0 else "member")
        factories.MembershipFactory(seat=seat, person=person)
    for month in (2, 5, 8, 11):
        meeting = factories.MeetingFactory(
            body=body, code=f"{body.code}/25-{month}", held_on=D(2025, month, 10), head_count=3, minutes_signed_on=D(2025, month, 12)
        )
        factories.AgendaItemFactory(meeting=meeting, position=1, theme="political")
    for year in (2024, 2025):
        factories.ReportFactory(body=body, number=f"{year}-BC/{body.code}", year=year, submitted_on=D(year + 1, 1, 10))
    Task.objects.create(code=f"NV-{body.code}", body=body, title="Việc", given_on=D(2025, 2, 10), due_on=D(2025, 3, 1), done_on=D(2025, 2, 20))
    factories.WorkingRegulationFactory(body=body)
    for kind in CoordinationKind.values:
        regulation = factories.CoordinationRegulationFactory(kind=kind)
        CoordinationParty.objects.create(regulation=regulation, position=1, body=body)


@pytest.fixture
def province(body_a, body_b):
    factories.ProvinceFactory()
    keep_2025(body_a)
    factories.SeatFactory(body=body_b, code="B-1")
    return body_a, body_b

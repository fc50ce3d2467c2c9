"""A body with seven members, and a meeting of it."""

import datetime as dt

import pytest

from delegations.enums import SeatRole
from delegations.models import Body, Person
from meetings.models import Meeting
from tests import factories
from tests.reminders.conftest import sink  # noqa: F401

DAY = dt.date(2026, 3, 12)


@pytest.fixture(autouse=True)
def today(today: dt.date) -> dt.date:
    return today


@pytest.fixture
def members(body_a: Body) -> list[Person]:
    """Seven members of the body, the secretary first."""
    people = []
    for n in range(7):
        role = SeatRole.SECRETARY if n == 0 else SeatRole.MEMBER
        seat = factories.SeatFactory(body=body_a, code=f"DD-A-{n + 1:02d}", role=role)
        person = factories.PersonFactory(
            code=f"A{n + 1}", full_name=f"Lê Văn Người{n + 1}", email=f"a{n + 1}@tinhmau.example"
        )
        factories.MembershipFactory(seat=seat, person=person)
        people.append(person)
    return people


@pytest.fixture
def held(body_a: Body, members: list[Person]) -> Meeting:
    return factories.MeetingFactory(body=body_a, code="DD-A/2026-001", held_on=DAY)


@pytest.fixture
def planned(body_a: Body, members: list[Person]) -> Meeting:
    return factories.MeetingFactory(
        body=body_a, code="DD-A/2026-002", held_on=dt.date(2026, 12, 10), status="planned"
    )

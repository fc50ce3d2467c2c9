"""Timelines from the records of a database: what holds on a day is what the sweep of that day finds."""

import datetime as dt

import pytest

from delegations.models import Person
from meetings.models import ConsultationAnswer, WrittenConsultation
from obligations import facts
from obligations.services import judging
from rulebook.timeline import timeline
from tests.obligations.test_sample import LINES_OF_2026
from tests.worlds import provinces

pytestmark = pytest.mark.django_db
D = dt.date


def compare(days: list[D]) -> int:
    """Compare each body's findings of these days with the sweep's; return how many there were."""
    first, last = min(days), max(days)
    by, codes, found = judging.standard(last), facts.bodies(), 0
    gathered = facts.gather_timelines(codes, last, since=by.office.tracking_from)
    spans = {
        key: timeline(body.facts, first, last, by.office, by.law)
        for key, body in gathered.items()
        if body.facts
    }
    for day in days:
        for verdict in judging.verdicts(judging.standard(day), codes):
            assert tuple(span.found for span in spans[verdict.body_id] if span.holds(day)) == verdict.findings
            found += len(verdict.findings)
    return found


@pytest.mark.parametrize("seed", range(1, 7))
def test_a_random_province(seed):
    maker = provinces.Maker(seed)
    provinces.store(maker.p)
    answer(maker)
    assert compare(maker.days_to_judge(15))


def answer(maker: provinces.Maker) -> None:
    """Let members answer what was asked in writing, some on no day that is recorded."""
    for asked in WrittenConsultation.objects.select_related("body"):
        for person in maker.some(
            sorted({row.person for row in maker.p.memberships if row.body == asked.body.code}), 0.5
        ):
            ConsultationAnswer.objects.create(
                consultation=asked,
                person=Person.objects.get(code=person),
                answer="agree",
                answered_on=maker.day_from(asked.sent_on, 0.7),
            )


def test_the_sample_of_2026(sample_of_2026):
    days = {line.split(",")[0] for line in LINES_OF_2026}
    assert compare(sorted(map(D.fromisoformat, days))) == len(LINES_OF_2026)


def test_the_sample(sample):
    assert compare(
        [
            D(2025, 12, 31),
            D(2026, 1, 16),
            D(2026, 2, 28),
            *(D(2026, 11, 16) + dt.timedelta(n) for n in range(14)),
            D(2027, 1, 1),
        ]
    )

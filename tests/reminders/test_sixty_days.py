"""The mails of sixty days in a row are those that judging and planning day by day give."""

import datetime as dt
import os

import pytest
from django.db.models import F

from core import clock
from delegations.models import Body
from meetings.models import Task
from obligations import facts
from obligations.services import judging
from outbox.models import Message
from reminders import schedule
from reminders.models import Reminder
from reminders.queries import inputs
from reminders.services import planning
from tests.worlds import provinces

pytestmark = pytest.mark.django_db
FIRST, LAST = map(int, os.environ.get("RANDOM_PROVINCES", "1-2").split("-"))
DAYS = 60
ONE = dt.timedelta(1)


class DayByDay:
    """The rule in its plainest form: each day judged for itself, an opening whenever a finding is there that
    was not there the day before, and a ledger of its own. Reads no span."""

    def __init__(self) -> None:
        self.openings: dict[tuple[int, str, str], dt.date] = {}
        self.numbers: dict[tuple[int, str, str], int] = {}
        self.ledger: list[schedule.LedgerLine] = []

    def plan(self, day):
        """Return who is told on the day which findings at which step and why, as (address, body, rule,
        subject, step, audience)."""
        found = {
            (verdict.body_id, finding.rule, finding.subject): finding
            for verdict in judging.verdicts(judging.standard(day), facts.bodies())
            for finding in verdict.findings
        }
        self.openings = {key: self.openings.get(key, day) for key in found}
        for key in found:
            self.numbers.setdefault(key, len(self.numbers))
        if not schedule.is_working_day(day, inputs.days_off()):
            return set()
        active = set(Body.objects.active_on(day).values_list("pk", flat=True))
        findings = [self.finding(*item) for item in found.items() if item[0][0] in active]
        evidence = {
            self.numbers[key]: finding.evidence
            for key, finding in found.items()
            if finding.rule == "consultation-open"
        }
        plan = schedule.plan_digests(
            findings,
            ladders=inputs.ladders(),
            people={**inputs.people(day, ""), **inputs.consulted(evidence)},
            ledger=self.ledger,
            snoozes=(),
            stopped=(),
            today=day,
        )
        told = [(digest.recipient.address, entry) for digest in plan.digests for entry in digest.entries]
        self.ledger += [
            schedule.LedgerLine(finding.flag, finding.opening, step, address, day)
            for address, finding, step in (
                *((address, entry.finding, entry.step) for address, entry in told),
                *((skip.address, skip.finding, skip.step) for skip in plan.skips),
            )
        ]
        keys = {number: key for key, number in self.numbers.items()}
        return {(address, *keys[entry.finding.flag], entry.step, entry.audience) for address, entry in told}

    def finding(self, key, finding):
        opened = self.openings[key]
        return schedule.Finding(
            self.numbers[key],
            key[0],
            key[1],
            finding.status,
            finding.severity,
            finding.due_on,
            opened,
            dt.datetime.combine(opened, dt.time(), clock.ZONE),
        )


def told_on(day):
    lines = Reminder.objects.filter(day=day, skipped=False)
    return list(lines.values_list("address", "flag__body", "flag__rule", "flag__subject", "step", "audience"))


def words(mails):
    return sorted((mail.address, mail.kind, mail.subject, mail.text) for mail in mails)


@pytest.mark.parametrize("seed", range(FIRST, LAST + 1))
def test_sixty_days_of_mails_are_those_of_judging_and_planning_day_by_day(seed, staff):
    maker = provinces.Maker(seed)
    provinces.store(maker.p)
    Body.objects.update(email=F("code"))
    for body in Body.objects.all():
        Body.objects.filter(pk=body.pk).update(email=f"{body.code.lower()}@tinhmau.example")
    plain, preview, steps = DayByDay(), None, set()
    first = dt.date(maker.year, 12, 1)
    done_on = first + ONE * 24
    for number in range(DAYS):
        day = first + ONE * number
        at = dt.datetime.combine(day, dt.time(6), clock.ZONE)
        # Twice the records change: all tasks are done, and some weeks later it turns out that they were not.
        if number == 25:
            Task.objects.filter(done_on=None, given_on__lt=first).update(done_on=done_on)
        if number == 45:
            Task.objects.filter(done_on=done_on).update(done_on=None)
        judging.sweep(on=day, at=at)

        planning.plan(day=day, now=at.replace(hour=7))

        told = told_on(day)
        assert len(told) == len(set(told))
        assert set(told) == plain.plan(day), day
        steps |= {step for *_who, step, _audience in told}
        if preview and preview[0] == day and number not in {25, 45}:
            assert words(Message.objects.filter(day=day)) == preview[1], day
        preview = _preview(day)
    assert len(steps) > 3


def _preview(day):
    """Return the next sending day and what its mails will be, as the records stand now."""
    coming = planning.coming_day(day)
    mails = planning.prepare(coming).mails
    return coming, sorted((m.address, m.kind, m.rendered.subject, m.rendered.text) for m in mails)

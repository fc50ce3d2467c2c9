"""Ladders and snoozes as screens list them."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from obligations.queries import sentences
from reminders.enums import Audience
from reminders.models import Ladder, Snooze
from reminders.queries.log import step_label


@dataclass(frozen=True, slots=True)
class Rung:
    label: str
    audiences: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A ladder with its state on a day: now, later or past."""

    ladder: Ladder
    rule: str
    state: str
    rungs: tuple[Rung, ...]


def shown(day: dt.date) -> list[Shown]:
    """Return all ladders: general first, then of rules, then of bodies; of one scope the latest first. Two
    queries."""
    found = []
    in_force: set[tuple[str, int | None]] = set()
    for ladder in Ladder.objects.select_related("body").prefetch_related("steps").order_by("-starts_on"):
        scope = (ladder.rule, ladder.body_id)
        state = "later" if ladder.starts_on > day else "past" if scope in in_force else "now"
        if state == "now":
            in_force.add(scope)
        steps = sorted(ladder.steps.all(), key=lambda step: (step.days is not None, step.days or 0))
        rungs = tuple(
            Rung(
                step_label("opened" if step.days is None else f"{step.days:+d}"),
                ", ".join(str(Audience(audience).label) for audience in step.audiences),
            )
            for step in steps
        )
        found.append(Shown(ladder, sentences.title(ladder.rule) if ladder.rule else "", state, rungs))
    return sorted(
        found,
        key=lambda one: (
            one.ladder.body_id is not None,
            one.ladder.body.position if one.ladder.body else 0,
            one.rule != "",
            one.rule,
        ),
    )


def snoozes(day: dt.date, *, ended: bool) -> QuerySet[Snooze]:
    """Return the snoozes in force on the day, or with the ended ones too."""
    rows = Snooze.objects.select_related("body", "flag", "created_by")
    return rows if ended else rows.filter(ended_at__isnull=True, until__gte=day)

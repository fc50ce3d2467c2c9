"""Figures of the law that meetings and reports are measured by; `obligations` answers for the rulebook."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from core.signals import law_asked


class LawValue(NamedTuple):
    """A value from a first day on, and the article it rests on."""

    since: dt.date
    value: Any  # a Fraction for a share, an int for days and months
    reference: str


Course = Sequence[LawValue]


def course(name: str) -> Course:
    """Return a parameter's values in force, ascending by first day; empty where nobody answers for it. A few queries at most."""
    for _receiver, answer in law_asked.send(sender=None, name=name):
        if answer is not None:
            return [LawValue(*step) for step in answer]
    return []


def value_on(name: str, on: dt.date, *, course: Course | None = None) -> LawValue | None:
    """Return a parameter's value on the day, or None where there is none. Who asks for many days gives the course."""
    steps = _course(name) if course is None else course
    return next((step for step in reversed(steps) if step.since <= on), None)


_course = course

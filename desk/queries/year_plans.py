"""A year of periodic meetings for many bodies: on which days each would meet by its own rhythm."""

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from delegations.enums import BodyState
from delegations.models import Body, CadenceDecision
from delegations.queries import law
from meetings.queries.meetings import periodic_days
from obligations.queries import working_days
from rulebook.law import Law


class Choice(NamedTuple):
    """What is chosen for all: the year, how often (None: each body by its own rhythm), in the first or the
    last month of a period, which weekday of that month (0: the first, -1: the last)."""

    year: int
    months: int | None
    in_first_month: bool
    week: int
    weekday: int


class Proposal(NamedTuple):
    """The days on which a body would meet, the days of the year on which it does already, how often it meets
    and by what."""

    body: Body
    months: int
    basis: str
    days: list[dt.date]
    taken: list[dt.date]


def proposals(bodies: Sequence[Body], choice: Choice, *, today: dt.date) -> list[Proposal]:
    """Return a proposal for each body, in their order; a period in which a body meets already gets no further
    day, and no day is one on which the office is off. Four queries."""
    ruling, table = law.in_force(), working_days.days_off()
    taken = periodic_days(bodies, choice.year)
    own: dict[int, CadenceDecision] = {}
    for decision in CadenceDecision.objects.filter(body__in=bodies, starts_on__lte=today).order_by(
        "starts_on"
    ):
        own[decision.body_id] = decision
    found = []
    for body in bodies:
        months, basis = _cadence(body, own.get(body.pk), ruling, today)
        step = choice.months or months
        days = _free(_days(body, step, choice, table), sorted(taken[body.pk]), step)
        found.append(Proposal(body, months, basis, days, sorted(taken[body.pk])))
    return found


def _cadence(body: Body, own: CadenceDecision | None, ruling: Law, on: dt.date) -> tuple[int, str]:
    """Return how many months lie between periodic meetings, and why: the smaller of the law's value and the
    body's own, or its own where the office leaves that free."""
    of_kind = ruling.of_kind(body.kind.name)
    legal = of_kind.figure("meeting_cadence_months", on)
    if own and (of_kind.measure("own_cadence", on) == "free" or own.months <= legal.value):
        return own.months, own.basis
    return legal.value, legal.reference


def _days(body: Body, step: int, choice: Choice, table: Mapping[dt.date, bool]) -> list[dt.date]:
    """Return a day in each period of the year on which the body stands."""
    months = range(1, 13, step) if choice.in_first_month else range(step, 13, step)
    days = [
        _working(nth_weekday(choice.year, month, choice.weekday, choice.week), choice.weekday, table)
        for month in months
    ]
    return [day for day in days if body.state_on(day) == BodyState.ACTIVE]


def _free(days: Iterable[dt.date], taken: Iterable[dt.date], step: int) -> list[dt.date]:
    """Leave out the days of periods that have a meeting."""
    met = {(day.month - 1) // step for day in taken}
    return [day for day in days if (day.month - 1) // step not in met]


def nth_weekday(year: int, month: int, weekday: int, week: int) -> dt.date:
    """Return the first (0), second (1), third (2) or last (-1) such weekday of a month."""
    last = calendar.monthrange(year, month)[1]
    days = (dt.date(year, month, number) for number in range(1, last + 1))
    return [day for day in days if day.weekday() == weekday][week]


def _working(day: dt.date, weekday: int, table: Mapping[dt.date, bool]) -> dt.date:
    """Return the day, or the nearest one of its month on which the office works: later ones first. A weekday
    that was chosen counts as worked, be it a Saturday."""
    last = calendar.monthrange(day.year, day.month)[1]
    later = [day.replace(day=number) for number in range(day.day, last + 1)]
    earlier = [day.replace(day=number) for number in range(day.day - 1, 0, -1)]

    def works(one: dt.date) -> bool:
        off = table.get(one)
        return not off if off is not None else one.weekday() < 5 or one.weekday() == weekday

    return next((one for one in [*later, *earlier] if works(one)), day)

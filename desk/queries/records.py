"""How fresh each body's records are, and which overdue findings may only be missing records."""

import datetime as dt
from typing import NamedTuple

from accounts.models import User
from accounts.queries import bodies_of
from delegations.models import Body
from desk.queries import overview
from obligations.enums import FlagStatus
from obligations.queries import silence
from obligations.queries.findings import Filters
from obligations.services import outlook


class Line(NamedTuple):
    """A body: what was last entered of each kind, in the order of the kinds, and its overdue findings."""

    code: str
    name: str
    fresh: silence.Freshness
    entries: list[silence.Entry | None]
    overdue: int


class Records(NamedTuple):
    """The bodies, the longest silent first; overdue findings on silent bodies are counted apart from the
    others."""

    grace: int
    lines: list[Line]

    @property
    def silent(self) -> list[Line]:
        return [line for line in self.lines if line.fresh.silent]

    @property
    def not_recorded(self) -> int:
        return sum(line.overdue for line in self.silent)

    @property
    def not_met(self) -> int:
        return sum(line.overdue for line in self.lines) - self.not_recorded


def records(user: User, *, on: dt.date, today: dt.date, filters: Filters) -> Records:
    """Return the freshness of every body that stands on the day or has an overdue finding: a fixed number of
    queries."""
    late = Filters(statuses=[FlagStatus.OVERDUE.value], kind_ids=filters.kind_ids)
    overdue = outlook.by_body(on=on, today=today, filters=late, body_ids=bodies_of(user))
    bodies = {
        pk: (code, name)
        for pk, code, name in overview.bodies(user, on, filters.kind_ids).values_list("pk", "code", "name")
    }
    # A body that ended since may still owe a report.
    ended = Body.objects.filter(pk__in=overdue.keys() - bodies.keys())
    bodies |= {pk: (code, name) for pk, code, name in ended.values_list("pk", "code", "name")}
    grace = silence.grace(on)
    fresh = silence.freshness(bodies.keys(), on=on, grace_days=grace)
    lines = [
        Line(*words, fresh[pk], [fresh[pk].entries.get(kind) for kind in silence.KINDS], overdue.get(pk, 0))
        for pk, words in bodies.items()
    ]
    never = 1_000_000
    return Records(
        grace, sorted(lines, key=lambda line: -(never if line.fresh.days is None else line.fresh.days))
    )


class Silent(NamedTuple):
    """The bodies whose records are silent, and how many overdue findings stand on them."""

    body_ids: frozenset[int]
    overdue: int


def silent(user: User, *, on: dt.date, today: dt.date, filters: Filters) -> Silent:
    """Return what may be missing records rather than missed duties, for the overview: a fixed number of
    queries."""
    scope = bodies_of(user)
    found = silence.silent_within(scope, on=on)
    late = Filters(kind_ids=filters.kind_ids, recorded=False, silent_ids=found)
    return Silent(
        found, outlook.counts(on=on, today=today, filters=late, body_ids=scope).total if found else 0
    )

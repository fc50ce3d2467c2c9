"""How fresh each body's records are, and which overdue findings may only be missing records."""

import datetime as dt
import statistics
from typing import NamedTuple

from accounts.models import User
from accounts.queries import bodies_of
from delegations.models import Body
from desk.queries import overview
from obligations.enums import FlagStatus
from obligations.queries import findings, freshness, recording
from obligations.queries.findings import Filters


class Line(NamedTuple):
    """A body: when anything was last entered, its last event and how long that took to be recorded, its
    overdue findings."""

    code: str
    name: str
    fresh: freshness.Freshness
    recording: recording.Recording
    overdue: int


class Records(NamedTuple):
    """The bodies, the longest without an entry first; the overdue findings of those with stale records are
    counted apart."""

    grace: int
    lines: list[Line]

    @property
    def stale(self) -> list[Line]:
        return [line for line in self.lines if line.fresh.stale]

    @property
    def usual_lag(self) -> int | None:
        """The middle of the bodies' usual lags, in days; None where nothing was typed."""
        lags = [line.recording.usual_lag for line in self.lines if line.recording.usual_lag is not None]
        return int(statistics.median(lags)) if lags else None

    @property
    def not_recorded(self) -> int:
        return sum(line.overdue for line in self.stale)

    @property
    def not_met(self) -> int:
        return sum(line.overdue for line in self.lines) - self.not_recorded


def records(user: User, *, on: dt.date, filters: Filters) -> Records:
    """Return the freshness of every body that stands on the day or has an overdue finding: a fixed number of
    queries."""
    late = Filters(statuses=[FlagStatus.OVERDUE.value], kind_ids=filters.kind_ids)
    overdue = findings.by_body(on, filters=late, body_ids=bodies_of(user))
    bodies = {
        pk: (code, name)
        for pk, code, name in overview.bodies(user, on, filters.kind_ids).values_list("pk", "code", "name")
    }
    # A body that ended since may still owe a report.
    ended = Body.objects.filter(pk__in=overdue.keys() - bodies.keys())
    bodies |= {pk: (code, name) for pk, code, name in ended.values_list("pk", "code", "name")}
    grace = freshness.grace(on)
    fresh = freshness.of_bodies(bodies.keys(), on=on, grace_days=grace)
    recorded = recording.of_bodies(bodies.keys(), on=on)
    lines = [Line(*name, fresh[pk], recorded[pk], overdue.get(pk, 0)) for pk, name in bodies.items()]
    never = 1_000_000
    return Records(
        grace, sorted(lines, key=lambda line: -(never if line.fresh.days is None else line.fresh.days))
    )


class Unrecorded(NamedTuple):
    """The bodies whose records are stale, and how many overdue findings they have."""

    body_ids: frozenset[int]
    overdue: int


def unrecorded(user: User, *, on: dt.date, filters: Filters) -> Unrecorded:
    """Return what may be missing records rather than missed duties, for the overview: a fixed number of
    queries."""
    scope = bodies_of(user)
    found = freshness.stale_within(scope, on=on)
    late = Filters(kind_ids=filters.kind_ids, recorded=False, stale_ids=found)
    return Unrecorded(found, findings.counts(on, filters=late, body_ids=scope).total if found else 0)

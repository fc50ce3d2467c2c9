"""How many findings there are, in the database and in memory."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value

from obligations.enums import FlagStatus, Severity
from obligations.models import KeptFinding
from obligations.queries.findings.filters import NOTHING, Filters, narrowed, open_flags
from obligations.queries.findings.rows import Row


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings there are, for tiles; waived ones are counted in `waived` and nowhere else."""

    total: int = 0
    waived: int = 0
    by_rule: Mapping[str, int] = field(default_factory=dict)
    by_severity: Mapping[str, int] = field(default_factory=dict)
    by_status: Mapping[str, int] = field(default_factory=dict)
    bodies_by_rule: Mapping[str, int] = field(default_factory=dict)
    bodies: int = 0
    """Bodies with at least one finding that is not waived."""
    serious_by_rule: Mapping[str, int] = field(default_factory=dict)
    late_bodies: int = 0
    """Bodies with at least one finding past its due day."""

    @property
    def all(self) -> int:
        """Return every finding, the waived ones too."""
        return self.total + self.waived


def stored_counts(*, filters: Filters = NOTHING, body_ids: Collection[int] | None = None) -> Counts:
    """Return how many open flags there are, in three queries."""
    return _counts(open_flags(filters, body_ids), Value(0)).get(0, Counts())


def kept_counts(found: QuerySet[KeptFinding], *, filters: Filters = NOTHING) -> dict[dt.date, Counts]:
    """Return how many kept findings there are on each day, in three queries for all the days; a day without
    any is left out."""
    return _counts(narrowed(found, filters), F("day__judged_on"))


def kept_counts_by_kind(found: QuerySet[KeptFinding]) -> dict[int, Counts]:
    """Return how many kept findings there are on bodies of each kind, in three queries. They can be added up:
    see `added_up`."""
    return _counts(found, F("body__kind_id"))


def stored_by_body(*, filters: Filters = NOTHING, body_ids: Collection[int] | None = None) -> dict[int, int]:
    """Return how many open flags each body has that has any. One query."""
    return _by_body(open_flags(filters, body_ids))


def kept_by_body(found: QuerySet[KeptFinding], *, filters: Filters = NOTHING) -> dict[int, int]:
    """Return how many kept findings each body has that has any: the twin of `stored_by_body`."""
    return _by_body(narrowed(found, filters))


def _by_body(flags: Any) -> dict[int, int]:
    return dict(flags.values_list("body_id").annotate(number=Count("id")).order_by())


def added_up(parts: Iterable[Counts]) -> Counts:
    """Return the sum of counts of which no two speak of the same body."""
    numbers, tallies = dict.fromkeys(_NUMBERS, 0), {name: Counter[str]() for name in _TALLIES}
    for part in parts:
        for name in _NUMBERS:
            numbers[name] += getattr(part, name)
        for name in _TALLIES:
            tallies[name].update(getattr(part, name))
    return Counts(**numbers, **tallies)  # type: ignore[arg-type]


_NUMBERS = ("total", "waived", "bodies", "late_bodies")
_TALLIES = ("by_rule", "by_severity", "by_status", "bodies_by_rule", "serious_by_rule")


def _counts(flags: Any, day: Any) -> dict[Any, Counts]:
    dated = flags.annotate(of=day)
    states: dict[Any, list[tuple[str, str, str, int]]] = defaultdict(list)
    for on, *state in (
        dated.values_list("of", "rule", "severity", "status").annotate(number=Count("id")).order_by()
    ):
        states[on].append(tuple(state))
    counted = dated.exclude(status=FlagStatus.WAIVED)
    bodies_by_rule: dict[Any, dict[str, int]] = defaultdict(dict)
    for on, rule, number in (
        counted.values_list("of", "rule").annotate(bodies=Count("body_id", distinct=True)).order_by()
    ):
        bodies_by_rule[on][rule] = number
    late = Count("body_id", distinct=True, filter=Q(status=FlagStatus.OVERDUE))
    bodies = {
        on: numbers
        for on, *numbers in (
            counted.values_list("of").annotate(bodies=Count("body_id", distinct=True), late=late).order_by()
        )
    }
    return {on: _summed(states[on], bodies_by_rule[on], *bodies.get(on, (0, 0))) for on in states}


def _summed(
    states: Iterable[tuple[str, str, str, int]],
    bodies_by_rule: Mapping[str, int],
    bodies: int,
    late_bodies: int,
) -> Counts:
    """Return the counts that findings of each rule, severity and status add up to."""
    by_rule, by_severity, by_status, serious = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for rule, severity, status, number in states:
        by_status[status] += number
        if status != FlagStatus.WAIVED:
            by_rule[rule] += number
            by_severity[severity] += number
            if severity == Severity.SERIOUS:
                serious[rule] += number
    waived = by_status[FlagStatus.WAIVED]
    return Counts(
        by_status.total() - waived,
        waived,
        by_rule,
        by_severity,
        by_status,
        bodies_by_rule,
        bodies,
        serious,
        late_bodies,
    )


def count(rows: Iterable[Row]) -> Counts:
    """Return the counts of rows: the Python twin of `stored_counts`."""
    rows = list(rows)
    counted = [row for row in rows if row.status != FlagStatus.WAIVED]
    bodies_by_rule = Counter(rule for rule, _ in {(row.rule, row.body_id) for row in counted})
    late = {row.body_id for row in counted if row.status == FlagStatus.OVERDUE}
    states = ((row.rule, row.severity, row.status, 1) for row in rows)
    return _summed(states, bodies_by_rule, len({row.body_id for row in counted}), len(late))

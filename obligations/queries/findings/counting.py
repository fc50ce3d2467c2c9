"""How many findings there are on days."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import BoolAnd
from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, Value, When

from obligations.enums import FlagStatus, Rule, Severity
from obligations.queries.findings.filters import NOTHING, Filters, narrowed, on_day
from obligations.queries.findings.rows import BREACH_OF, STATE, State
from obligations.queries.findings.statements import over


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
    """Bodies that stand on the day with at least one finding past its due day; one that has ended may still
    have one."""

    @property
    def all(self) -> int:
        """Return every finding, the waived ones too."""
        return self.total + self.waived


def counts(on: dt.date, *, filters: Filters = NOTHING, body_ids: Collection[int] | None = None) -> Counts:
    """Return how many findings the day has, for tiles. One query."""
    return counts_of([on], filters=filters, body_ids=body_ids)[on]


# Of each day: every rule, severity and status; every rule; the whole.
_COUNTS = f"""
    SELECT day, rule, severity, status, count(*),
        count(DISTINCT body_id) FILTER (WHERE status <> '{FlagStatus.WAIVED}'),
        count(DISTINCT body_id) FILTER (
            WHERE status = '{FlagStatus.OVERDUE}' AND day <= LEAST(body.ended_on, parent.ended_on, 'infinity')
        )
    FROM unnest(%s::date[]) AS asked (day) JOIN ({{found}}) AS found ON found.days @> day
        JOIN delegations_body AS body ON body.id = body_id
        LEFT JOIN delegations_body AS parent ON parent.id = body.parent_id AND body.relation = 'organ'
    GROUP BY GROUPING SETS ((day, rule, severity, status), (day, rule), (day))
"""


def counts_of(
    days: Collection[dt.date], *, filters: Filters = NOTHING, body_ids: Collection[int] | None = None
) -> dict[dt.date, Counts]:
    """Return how many findings each of the days has: one query for all of them."""
    states: dict[dt.date, list[tuple[str, str, str, int]]] = defaultdict(list)
    bodies_by_rule: dict[dt.date, dict[str, int]] = defaultdict(dict)
    bodies: dict[dt.date, tuple[int, int]] = {}
    columns = ("days", "body_id", "rule", "severity", "status")
    spans = narrowed(filters, body_ids)
    for day, rule, severity, status, number, counted, late in over(
        spans, _COUNTS, columns, before=[list(days)]
    ):
        if status is not None:
            states[day].append((rule, severity, status, number))
        elif rule is None:
            bodies[day] = counted, late
        elif counted:
            bodies_by_rule[day][rule] = counted
    return {day: _summed(states[day], bodies_by_rule[day], *bodies.get(day, (0, 0))) for day in days}


_NUMBERS = """
    SELECT day, rule, count(*) FROM unnest(%s::date[]) AS asked (day)
    JOIN ({found}) AS found ON found.days @> day GROUP BY day, rule
"""


def numbers(
    days: Collection[dt.date], *, filters: Filters = NOTHING, body_ids: Collection[int] | None = None
) -> dict[dt.date, dict[str, int]]:
    """Return how many findings of each rule each of the days has, waived ones too unless filtered out: one
    query for all the days."""
    found: dict[dt.date, dict[str, int]] = {day: {} for day in days}
    spans = narrowed(filters, body_ids)
    for day, rule, number in over(spans, _NUMBERS, ("days", "rule"), before=[list(days)]):
        found[day][rule] = number
    return found


def by_body(
    on: dt.date, *, filters: Filters = NOTHING, body_ids: Collection[int] | None = None
) -> dict[int, int]:
    """Return how many findings each body has on the day that has any, waived ones too unless filtered out.
    One query."""
    found = on_day(on, filters, body_ids)
    return dict(found.values_list("body_id").annotate(number=Count("id")).order_by())


def _summed(
    states: list[tuple[str, str, str, int]],
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


# Their records are in calendars themselves: periods, tasks, submissions, directions.
_ELSEWHERE = (
    Rule.MEETING_OVERDUE.value,
    Rule.ACTION_OVERDUE.value,
    Rule.SUBMISSION_OVERDUE.value,
    Rule.DIRECTION_OVERDUE.value,
)


class DueDay(NamedTuple):
    """What falls due on a day under a rule: how many bodies owe it, and the name of the first."""

    on: dt.date
    rule: str
    bodies: int
    name: str
    is_listed: bool
    """Whether the findings of that day name them all: nothing is announced of a rule without notice."""


def _falling_due(first: dt.date, last: dt.date, body_ids: Collection[int] | None) -> Any:
    """Return the spans of what falls due from the first to the last day, both included, and is not met by the
    records that there are, each with the rule that announces it, `announced`: those that are announced on
    that day, and those without notice that are broken from the day after."""
    due = Filters(due=(first, last), statuses=(FlagStatus.DUE.value, FlagStatus.OVERDUE.value))
    found = narrowed(due, body_ids).annotate(
        announced=Case(
            *(When(rule=breach, then=Value(rule)) for rule, breach in BREACH_OF.items()), default=F("rule")
        )
    )
    notice = Q(status=FlagStatus.DUE, days__contains=F("due_on"))
    given = narrowed(NOTHING, body_ids).filter(
        notice,
        body=OuterRef("body"),
        subject=OuterRef("subject"),
        rule=OuterRef("announced"),
        due_on=OuterRef("due_on"),
    )
    broken = Q(status=FlagStatus.OVERDUE, days__startswith=F("due_on") + dt.timedelta(1)) & ~Q(
        rule__in=_ELSEWHERE
    )
    return found.filter(notice | (broken & ~Exists(given)), days__overlap=(first, last + dt.timedelta(2)))


def falling_due(first: dt.date, last: dt.date, *, body_ids: Collection[int] | None = None) -> list[State]:
    """Return what falls due from the first to the last day, both included, each with its body: by day, in
    protocol order. One query."""
    found = _falling_due(first, last, body_ids).order_by("due_on", "body__position", "body__code", "rule")
    return [State(*words) for words in found.values_list(*STATE)]


def due_days(first: dt.date, last: dt.date, *, body_ids: Collection[int] | None = None) -> list[DueDay]:
    """Return what falls due from the first to the last day, both included, and is not met by the records that
    there are: by day, one of a rule. One query."""
    spans = _falling_due(first, last, body_ids)
    rows = spans.values_list("due_on", "announced").annotate(
        bodies=Count("body", distinct=True),
        name=Min("body__name"),
        is_listed=BoolAnd(Q(status=FlagStatus.DUE)),
    )
    return [DueDay(*row) for row in rows.order_by("due_on", "announced")]

"""What a leader or the office reads at the head of a mail: three numbers with those of a week ago, what has
changed since, where the directions stand."""

import datetime as dt
from collections import Counter
from typing import Any, NamedTuple

from delegations.models import Body
from directions.models import Direction
from obligations.enums import FlagStatus, Severity
from obligations.queries import findings, news, periods
from obligations.queries.findings import State

SINCE = dt.timedelta(days=7)
NAMED = 2


class Figure(NamedTuple):
    """A number of the day and that of a week before; `of` what it is out of, 0 where it is out of nothing."""

    now: int
    before: int
    of: int = 0
    of_before: int = 0


class Change(NamedTuple):
    """Findings of a rule that became overdue, or are no more: how many, and the body where it is one."""

    rule: str
    number: int
    body_name: str


class Week(NamedTuple):
    """The day's numbers; what is overdue since the week before and what is no more, the most frequent rules
    by name; open directions, the earliest due day first."""

    on: dt.date
    met: Figure
    total: int
    """Findings of the day that count; the numbers below are of these."""
    overdue: Figure
    serious: Figure
    opened: int
    newly: list[Change]
    closed: int
    cleared: list[Change]
    directions: int
    late: list[Any]
    """Open directions past their due day; at most NAMED of them."""
    late_number: int


def of(on: dt.date) -> Week:
    """Return the week that ends with the day, as the records stand now. Eight queries, however many bodies
    there are."""
    before = on - SINCE
    counts = findings.counts_of([before, on])
    (met, of_), (met_before, of_before) = _ended(on), _ended(before)
    now, then = _overdue(on), _overdue(before)
    runs = news.runs_renamed(then.values(), now.values(), before)
    were = {old.duty for old in runs.values()}
    newly = [state for key, state in now.items() if key not in then and key not in runs]
    cleared = [state for key, state in then.items() if key not in now and key not in were]
    found: Any = Direction.objects.all()
    open_ones = list(found.open_on(on).as_of(on).select_related("body").order_by("due_then", "code"))
    late = [one for one in open_ones if one.counted_from < on and not (one.is_waiting or one.of_ended)]
    return Week(
        on,
        Figure(met, met_before, of_, of_before),
        counts[on].total,
        Figure(*(counts[day].by_status.get(FlagStatus.OVERDUE, 0) for day in (on, before))),
        Figure(*(counts[day].by_severity.get(Severity.SERIOUS, 0) for day in (on, before))),
        len(newly),
        _by_rule(newly),
        len(cleared),
        _by_rule(cleared),
        len(open_ones),
        late[:NAMED],
        len(late),
    )


def _overdue(day: dt.date) -> dict[tuple[str, str, str], State]:
    """Return the findings that are overdue on the day by what names the duty, the most serious first."""
    states = [one for one in findings.states(day) if one.status == FlagStatus.OVERDUE]
    states.sort(
        key=lambda one: (one.severity != Severity.SERIOUS, one.body_position, one.body_code, one.rule)
    )
    return {one.duty: one for one in states}


def _by_rule(states: list[State]) -> list[Change]:
    numbers = Counter(state.rule for state in states)
    bodies = {rule: {one.body_name for one in states if one.rule == rule} for rule in numbers}
    return [
        Change(rule, number, next(iter(bodies[rule])) if len(bodies[rule]) == 1 else "")
        for rule, number in numbers.most_common(NAMED)
    ]


def _ended(day: dt.date) -> tuple[int, int]:
    """Return how many bodies met in their period that ended last, and of how many. Two queries."""
    bodies = set(Body.objects.active_on(day).values_list("pk", flat=True))
    last = [
        next((cell for cell in reversed(cells) if cell.ended), None)
        for cells in periods.of_bodies(day, bodies, count=4).values()
    ]
    found = [cell for cell in last if cell is not None]
    return sum(cell.met for cell in found), len(found)

"""A body's findings for all days at once, as spans of days: those of a day are exactly what judging it gives.

That follows from how the spans are made. The rules run as they are, on a day that they can only compare with
other days (`Today`). Each comparison notes the first later day on which it would come out otherwise; the
earliest of these is the turn. Up to the turn every comparison comes out as it did, so a rule takes the same
way through its lines and finds the same. On the turn the rule runs again, and only that rule. No author of a
rule names turning days. See docs/adr/0023-findings-as-spans.md.

How many days a finding is late on a day is no part of a span: it follows from the due day.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import partial
from heapq import heapify, heapreplace
from itertools import takewhile
from typing import Any, Generic, NamedTuple, TypeVar, cast

from rulebook.calendar import ONE_DAY, Period, periods_back_from
from rulebook.case import Case, Row, Shared
from rulebook.duties import RULES
from rulebook.engine import findings_of
from rulebook.facts import BodyFacts, Office
from rulebook.findings import Finding
from rulebook.law import Law
from rulebook.rhythm import Cell, cell

NEVER = dt.date.max
Found = TypeVar("Found")


class Span(NamedTuple, Generic[Found]):
    """What was found, and the days on which it holds unchanged: from `starts_on`, no longer on `ends_before`.

    None there: it still holds on the last day that was looked at.
    """

    found: Found
    starts_on: dt.date
    ends_before: dt.date | None

    def holds(self, day: dt.date) -> bool:
        """Return whether it holds on the day, one of those that were looked at."""
        return self.starts_on <= day and (self.ends_before is None or day < self.ends_before)


def timeline(
    facts: BodyFacts, first: dt.date, last: dt.date, office: Office, law: Law
) -> tuple[Span[Finding], ...]:
    """Return the spans of the body's findings from `first` to `last`, sorted by rule, subject and first day.

    Those that hold on one of these days are what `judge` gives on it. The facts must leave out nothing that
    any of the days needs. Where a finding's status, severity, due day, parameters or evidence change, a new
    span begins. Raises what judging one of the days would raise.
    """
    courses = [_Course(partial(findings_of, rule), _subject, first) for rule in RULES]
    _run(courses, _MovingCase(facts, first, office, law), last)
    return tuple(sorted([span for course in courses for span in course.spans()], key=_place))


def periods(
    facts: BodyFacts, first: dt.date, last: dt.date, office: Office, law: Law
) -> tuple[Span[Cell], ...]:
    """Return the spans of the heat map's cells, oldest period first.

    The periods are those in progress on `first` or begun by `last`; each is looked at from its first day on.
    """
    case = _MovingCase(facts, first, office, law)
    begun = takewhile(lambda period: period.ends_before > first, periods_back_from(last, case.steps))
    courses = [_Course(partial(_cells, period), _name, max(first, period.starts_on)) for period in begun]
    _run(courses, case, last)
    return tuple(span for course in reversed(courses) for span in course.spans())


class Today:
    """A day that can be compared and has a year; what came out is the same on every day before `turn`.

    It is no `date` and does nothing else. So whatever could depend on the day unnoticed is an error: counting
    from it, its month, its text, a place in a set.
    """

    __hash__ = None  # type: ignore[assignment]
    __slots__ = ("day", "turn")

    def __init__(self, day: dt.date) -> None:
        self.day = day
        self.turn = NEVER

    @property
    def year(self) -> int:
        self._turns_on(dt.date(self.day.year + 1, 1, 1))
        return self.day.year

    def __ge__(self, other: dt.date) -> bool:
        if self.day >= other:
            return True
        self._turns_on(other)
        return False

    def __lt__(self, other: dt.date) -> bool:
        if self.day >= other:
            return False
        self._turns_on(other)
        return True

    def __gt__(self, other: dt.date) -> bool:
        if self.day > other:
            return True
        self._turns_after(other)
        return False

    def __le__(self, other: dt.date) -> bool:
        if self.day > other:
            return False
        self._turns_after(other)
        return True

    def _refuse(self, *_: object) -> Any:
        raise TypeError("A rule compares the day it judges by <, <=, > or >= alone, and may ask its year.")

    __eq__ = __ne__ = __str__ = __format__ = _refuse

    def _turns_on(self, day: dt.date) -> None:
        if day < self.turn:
            self.turn = day

    def _turns_after(self, day: dt.date) -> None:
        if day < self.turn:
            self.turn = min(self.turn, day + ONE_DAY)


class _MovingCase(Case):
    """A body's facts on one day after the other. A part is worked out again only once it may have turned."""

    def __init__(self, facts: BodyFacts, first: dt.date, office: Office, law: Law) -> None:
        super().__init__(facts, first, office, law)
        self.today = Today(first)
        # To the type checker a date; at run time whatever `Today` cannot do is an error.
        self.on = cast(dt.date, self.today)
        self._parts: dict[Callable[..., Any], tuple[Any, dt.date]] = {}
        self._rows: dict[Callable[..., Any], dict[int, tuple[Any, Finding | None, dt.date]]] = {}

    def until(self, work: Callable[[Case], Shared]) -> tuple[Shared, dt.date]:
        """Return what the function makes of the case, and the first day on which that may be another."""
        today, outer = self.today, self.today.turn
        today.turn = NEVER
        found, turn = work(self), today.turn
        today.turn = min(outer, turn)
        return found, turn

    def read(self, work: Callable[[Case], Shared]) -> Shared:
        part, today = self._parts.get(work), self.today
        if part is None or part[1] <= today.day:
            part = self._parts[work] = self.until(work)
        elif part[1] < today.turn:
            today.turn = part[1]
        found: Shared = part[0]
        return found

    shared = read

    def each(self, rows: Iterable[Row], judge: Callable[[Case, Row], Finding | None]) -> Iterator[Finding]:
        """Generate what is found of each row, asking again only those whose own answer may have turned."""
        judged, today = self._rows.setdefault(judge, {}), self.today
        for row in rows:
            before = judged.get(id(row))
            if before is None or before[2] <= today.day:
                finding, turn = self.until(partial(_judge_row, judge, row))
                # The row with it: while it is held here no other can come to its place in memory.
                judged[id(row)] = row, finding, turn
            else:
                _, finding, turn = before
                today.turn = min(today.turn, turn)
            if finding:
                yield finding


def _judge_row(judge: Callable[[Case, Row], Finding | None], row: Row, case: Case) -> Finding | None:
    return judge(case, row)


class _Course(Generic[Found]):
    """A question, asked of a case on each day on which its answer may have turned, and the spans it gave."""

    def __init__(
        self, ask: Callable[[Case], Sequence[Found]], key: Callable[[Found], Hashable], first: dt.date
    ) -> None:
        self.turn = first
        self._ask = ask
        self._key = key
        self._current: dict[Hashable, Span[Found]] = {}
        self._ended: list[Span[Found]] = []

    def ask(self, case: _MovingCase) -> None:
        """Ask today; what is as it was goes on, all else ends today or begins."""
        before, day = self._current, case.today.day
        found, self.turn = case.until(self._ask)
        if not found and not before:
            return
        self._current = {}
        for one in found:
            key = self._key(one)
            span = before.get(key)
            if span is None or (span.found is not one and span.found != one):
                span = Span(one, day, None)
            self._current[key] = span
        self._ended += [
            span._replace(ends_before=day)
            for key, span in before.items()
            if self._current.get(key) is not span
        ]

    def spans(self) -> list[Span[Found]]:
        return [*self._ended, *self._current.values()]


def _run(courses: Sequence[_Course[Any]], case: _MovingCase, last: dt.date) -> None:
    """Ask each question on its own turns, in the order of days."""
    turns = [(course.turn, number) for number, course in enumerate(courses)]
    heapify(turns)
    while turns and turns[0][0] <= last:
        case.today.day, number = turns[0]
        courses[number].ask(case)
        heapreplace(turns, (courses[number].turn, number))


def _cells(period: Period, case: Case) -> tuple[Cell]:
    return (cell(case, period),)


def _subject(finding: Finding) -> str:
    return finding.subject


def _name(found: Cell) -> str:
    return found.period.name


def _place(span: Span[Finding]) -> tuple[str, str, dt.date]:
    return span.found.rule, span.found.subject, span.starts_on

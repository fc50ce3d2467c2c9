"""One body in one year, or in one quarter of it: what the criteria of the grade look at together, worked out
once.

The states of a year are those of its last day; what fell due in it is looked at as it is known on a later
day, so that a report handed in after the year's end, or minutes signed then, still count.
"""

import datetime as dt
from fractions import Fraction
from typing import NamedTuple

from rulebook.calendar import ONE_DAY, Period, add_months, year_periods
from rulebook.case import Case
from rulebook.engine import judge
from rulebook.facts import BodyFacts, Meeting, Office
from rulebook.findings import Finding
from rulebook.law import Law

QUARTER_MONTHS = 3


class ReviewPeriod(NamedTuple):
    """What a review is about: a year, or one quarter of it (1 to 4; 0: the whole year)."""

    year: int
    quarter: int = 0

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, QUARTER_MONTHS * max(self.quarter - 1, 0) + 1, 1)

    @property
    def last_day(self) -> dt.date:
        """The day whose scheme judges the period."""
        if not self.quarter:
            return dt.date(self.year, 12, 31)
        return add_months(self.first_day, QUARTER_MONTHS) - ONE_DAY

    @property
    def code(self) -> str:
        return f"{self.year}-Q{self.quarter}" if self.quarter else str(self.year)


class YearCase:
    """A body's facts of a year, or of a quarter of it, as recorded by the day `as_of`.

    `first` to `lives_to` is the part of the year in which the body stood and was tracked; `last` is the last
    day of it that has come, on which states are judged; `over` tells that nothing can change them any more.
    """

    __slots__ = (
        "_findings",
        "as_of",
        "case",
        "facts",
        "first",
        "last",
        "later",
        "law",
        "lives_to",
        "office",
        "over",
        "period",
        "year",
    )

    def __init__(
        self, facts: BodyFacts, period: ReviewPeriod, as_of: dt.date, office: Office, law: Law
    ) -> None:
        self.facts = facts
        self.period = period
        self.year = period.year
        self.as_of = as_of
        self.office = office
        self.law = law.of_kind(facts.kind)
        end = period.last_day
        self.first = max(period.first_day, facts.founded_on, office.tracking_from)
        self.lives_to = min(end, facts.ended_on) if facts.ended_on else end
        self.last = min(self.lives_to, as_of)
        self.over = as_of > self.last
        self.case = Case(facts, self.last, office, law)
        self.later = Case(facts, as_of, office, law) if as_of != self.last else self.case
        self._findings: dict[str, dict[str, Finding]] | None = None

    @property
    def findings(self) -> dict[str, dict[str, Finding]]:
        """The findings of the last day by rule and subject."""
        if self._findings is None:
            self._findings = {}
            for finding in judge(self.facts, self.last, self.office, self.law):
                self._findings.setdefault(finding.rule, {})[finding.subject] = finding
        return self._findings

    def periods(self) -> tuple[Period, ...]:
        """Return the periods of meetings that end in it, under the cadence that binds the body."""
        first, last = self.period.first_day, self.period.last_day
        return tuple([p for p in year_periods(self.year, self.case.steps) if first <= p.last_day <= last])

    def held(self) -> list[tuple[Meeting, dt.date]]:
        """Return the meetings of every kind held in the body's part of the year, oldest first."""
        return [(m, m.held_on) for m in self.case.held if m.held_on is not None and m.held_on >= self.first]

    def holds(self, day: dt.date) -> bool:
        """Return whether the day lies in the body's part of the year, days to come included."""
        return self.first <= day <= self.lives_to

    @property
    def late_share(self) -> Fraction:
        """What is left of the points of a duty that was done late or by half."""
        share: Fraction = self.law.value("grade_late_share", self.period.last_day)
        return share

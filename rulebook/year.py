"""One body in one year: what the criteria of the annual grade look at together, worked out once.

The states of a year are those of its last day; what fell due in it is looked at as it is known on a later
day, so that a report handed in after the year's end, or minutes signed then, still count.
"""

import datetime as dt
from fractions import Fraction

from rulebook.calendar import Period, year_periods
from rulebook.case import Case
from rulebook.engine import judge
from rulebook.facts import BodyFacts, Meeting, Office
from rulebook.findings import Finding
from rulebook.law import Law


def last_day_of(year: int) -> dt.date:
    """Return 31 December: the day whose scheme judges the year."""
    return dt.date(year, 12, 31)


class YearCase:
    """A body's facts of a year as recorded by the day `as_of`.

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
        "year",
    )

    def __init__(self, facts: BodyFacts, year: int, as_of: dt.date, office: Office, law: Law) -> None:
        self.facts = facts
        self.year = year
        self.as_of = as_of
        self.office = office
        self.law = law
        end = last_day_of(year)
        self.first = max(dt.date(year, 1, 1), facts.founded_on, office.tracking_from)
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
        """Return the year's periods under the cadence that binds the body."""
        return year_periods(self.year, self.case.steps)

    def held(self) -> list[tuple[Meeting, dt.date]]:
        """Return the meetings of every kind held in the body's part of the year, oldest first."""
        return [(m, m.held_on) for m in self.case.held if m.held_on is not None and m.held_on >= self.first]

    def holds(self, day: dt.date) -> bool:
        """Return whether the day lies in the body's part of the year, days to come included."""
        return self.first <= day <= self.lives_to

    @property
    def late_share(self) -> Fraction:
        """What is left of the points of a duty that was done late or by half."""
        share: Fraction = self.law.value("grade_late_share", last_day_of(self.year))
        return share

"""Days laid out on a line: where each lies, and which years and months are marked."""

import datetime as dt
from typing import NamedTuple

from rulebook.calendar import add_months

# Of the line's length, in percent: what the words beside a mark take on a phone.
_WORDS = 14
_YEAR = 9


class Tick(NamedTuple):
    """A day on the line and how far from its start it lies, in percent of its length."""

    on: dt.date
    place: float

    @property
    def at(self) -> str:
        return f"{self.place:.2f}%"


class Scale(NamedTuple):
    """The days of a line, both ends included, and today among them."""

    first: dt.date
    last: dt.date
    today: dt.date

    @property
    def length(self) -> int:
        """The days from the first to the last."""
        return (self.last - self.first).days

    @property
    def years(self) -> list[Tick]:
        """The first days of years."""
        return [self.tick(dt.date(year, 1, 1)) for year in range(self.first.year + 1, self.last.year + 1)]

    @property
    def named_years(self) -> list[Tick]:
        """Those of them beside which there is room for the year."""
        now = self.now.place
        return [
            year
            for year in self.years
            if year.place < 100 - _YEAR and not now - _YEAR < year.place < now + _WORDS
        ]

    @property
    def months(self) -> list[Tick]:
        """The first days of months, but for those of years."""
        found, month = [], add_months(self.first.replace(day=1), 1)
        while month <= self.last:
            if month.month != 1:
                found.append(self.tick(month))
            month = add_months(month, 1)
        return found

    @property
    def now(self) -> Tick:
        return self.tick(self.today)

    def tick(self, day: dt.date) -> Tick:
        return Tick(day, 100 * (day - self.first).days / self.length)

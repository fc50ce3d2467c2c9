"""The list of a year's reviews: counted, narrowed, in order, beside the year before."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from accounts.models import User
from obligations.services.appraisals import Scheme
from reviews.enums import Grade
from reviews.queries import years
from reviews.queries.years import Line


class Compared(NamedTuple):
    """A line beside the same body's year before: None where there is nothing to compare."""

    line: Line
    before: Line | None

    @property
    def change(self) -> Decimal | None:
        if self.before is None or self.before.points is None or self.line.points is None:
            return None
        return self.line.points - self.before.points

    @property
    def whole(self) -> int | None:
        """The points without their fraction: never more than there are, so that none seems to reach a limit
        that it does not."""
        return None if self.line.points is None else int(self.line.points)

    @property
    def whole_before(self) -> int | None:
        return None if self.before is None or self.before.points is None else int(self.before.points)

    @property
    def whole_change(self) -> int | None:
        """The difference of what is shown."""
        return None if self.whole is None or self.whole_before is None else self.whole - self.whole_before

    @property
    def graded_before(self) -> bool:
        return self.before is not None and self.before.grade != Grade.NOT_GRADED


@dataclass(frozen=True, slots=True)
class Tile:
    """How many bodies have a grade, and how many had it the year before."""

    grade: str
    label: str
    number: int
    before: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A year: the lines that passed the filters, in order; tiles over all that passed but for the grade."""

    year: int
    scheme: Scheme | None
    lines: list[Compared]
    tiles: list[Tile]
    total: int
    confirmed: int
    corrected: int
    changed: int
    excellent: int
    good_or_better: int

    @property
    def last_year(self) -> int:
        return self.year - 1

    @property
    def most_excellent(self) -> int | None:
        """How many may be excellent where the office sets a limit to their share; None without one."""
        if self.scheme is None or self.scheme.share_max >= Fraction(1):
            return None
        return int(self.good_or_better * self.scheme.share_max)

    @property
    def too_many(self) -> bool:
        return self.most_excellent is not None and self.excellent > self.most_excellent


def _by_points(compared: Compared) -> tuple[Any, ...]:
    line = compared.line
    return line.points is None, -(line.points or 0), line.body.position, line.body.code


def _by_grade(compared: Compared) -> tuple[Any, ...]:
    return compared.line.rank, *_by_points(compared)


def _by_change(compared: Compared) -> tuple[Any, ...]:
    return compared.change is None, compared.change or 0, compared.line.body.position, compared.line.body.code


def _by_place(compared: Compared) -> tuple[Any, ...]:
    return compared.line.body.position, compared.line.body.code


SORTS: Mapping[str, Callable[[Compared], tuple[Any, ...]]] = {
    "thu-tu": _by_place,
    "diem": _by_points,
    "xep-loai": _by_grade,
    "thay-doi": _by_change,
}
DEFAULT_SORT = "thu-tu"


def listing(
    user: User,
    year: int,
    *,
    on: dt.date,
    accepts: Callable[[Line], bool],
    grade: str = "",
    sort: str = DEFAULT_SORT,
) -> Listing:
    """Return the year as far as the user may see it: as many queries as two years' lists."""
    lines = years.lines(user, year, on=on)
    before = (
        {line.body.pk: line for line in years.lines(user, year - 1, on=on)} if year > years.FIRST_YEAR else {}
    )
    passed = [Compared(line, before.get(line.body.pk)) for line in lines if accepts(line)]
    shown = [one for one in passed if not grade or one.line.grade == grade]
    shown.sort(key=SORTS.get(sort.removeprefix("-"), _by_place), reverse=sort.startswith("-"))
    counts, counts_before = (
        Counter(one.line.grade for one in passed),
        Counter(one.before.grade for one in passed if one.before),
    )
    graded = Counter(line.grade for line in lines)
    return Listing(
        year=year,
        scheme=lines[0].scheme if lines else None,
        lines=shown,
        tiles=[
            Tile(value, str(Grade(value).label), counts[value], counts_before[value])
            for value in Grade.values
        ],
        total=len(passed),
        confirmed=sum(one.line.review is not None for one in passed),
        corrected=sum(bool(one.line.corrections) for one in passed),
        changed=sum(one.line.changed for one in passed),
        excellent=graded[Grade.EXCELLENT],
        good_or_better=graded[Grade.EXCELLENT] + graded[Grade.GOOD],
    )

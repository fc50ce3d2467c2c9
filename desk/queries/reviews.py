"""The list of a year's or quarter's reviews: counted, narrowed, in order, beside the period before."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from accounts.models import User
from obligations.services.appraisals import ReviewPeriod, Scheme
from reviews.enums import Grade
from reviews.queries import caps, periods, reasons, years
from reviews.queries.caps import Cap
from reviews.queries.reasons import Reason
from reviews.queries.years import Line


class Compared(NamedTuple):
    """A line beside the same body's period before: None where there is nothing to compare."""

    line: Line
    before: Line | None

    @property
    def change(self) -> Decimal | None:
        if self.before is None or self.before.points is None or self.line.points is None:
            return None
        return self.line.points - self.before.points

    @property
    def why_not(self) -> Reason | None:
        """Why the next better grade is not proposed; None where the grade is confirmed or there is none."""
        return None if self.line.review else next(iter(reasons.why_not(self.line)), None)


@dataclass(frozen=True, slots=True)
class Tile:
    """How many bodies have a grade, and how many had it the period before."""

    grade: str
    label: str
    number: int
    before: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A year or a quarter: the lines that passed the filters, in order; tiles over all that passed but for
    the grade."""

    period: ReviewPeriod
    scheme: Scheme | None
    lines: list[Compared]
    tiles: list[Tile]
    total: int
    confirmed: int
    corrected: int
    changed: int
    unsettled: int
    cap: Cap | None

    @property
    def words(self) -> str:
        return periods.words(self.period)

    @property
    def last_words(self) -> str:
        return periods.words(periods.before(self.period))


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
DEFAULT_SORT = "xep-loai"


def listing(
    user: User,
    period: ReviewPeriod,
    *,
    on: dt.date,
    accepts: Callable[[Line], bool],
    grade: str = "",
    sort: str = DEFAULT_SORT,
) -> Listing:
    """Return the period as far as the user may see it: as many queries as two periods' lists."""
    lines, earlier = years.lines(user, period, on=on), periods.before(period)
    before = (
        {line.body.pk: line for line in years.lines(user, earlier, on=on)}
        if earlier.year >= periods.FIRST_YEAR
        else {}
    )
    passed = [Compared(line, before.get(line.body.pk)) for line in lines if accepts(line)]
    shown = [one for one in passed if not grade or one.line.grade == grade]
    key = SORTS.get(sort.removeprefix("-"))
    shown.sort(key=key or SORTS[DEFAULT_SORT], reverse=bool(key) and sort.startswith("-"))
    counts, counts_before = (
        Counter(one.line.grade for one in passed),
        Counter(one.before.grade for one in passed if one.before),
    )
    scheme = lines[0].scheme if lines else None
    return Listing(
        period=period,
        scheme=scheme,
        lines=shown,
        tiles=[
            Tile(value, str(Grade(value).label), counts[value], counts_before[value])
            for value in Grade.values
        ],
        total=len(passed),
        confirmed=sum(one.line.review is not None for one in passed),
        corrected=sum(bool(one.line.corrections) for one in passed),
        changed=sum(one.line.changed for one in passed),
        unsettled=sum(one.line.review is None and one.line.grade == Grade.UNSETTLED for one in passed),
        cap=caps.cap(scheme, lines),
    )

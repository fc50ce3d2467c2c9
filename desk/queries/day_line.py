"""The line of time of the overview: from the first day that the office watches to the last day ahead."""

import datetime as dt
from collections.abc import Collection
from math import sqrt
from typing import NamedTuple

from obligations.queries import findings, horizon
from obligations.queries.findings import Filters
from obligations.queries.scale import Scale
from rulebook.calendar import add_months

MONTHS_AT_A_GLANCE = 36
HIGH = 16
"""The height of the mark of the day on which most findings turn."""


class Line(NamedTuple):
    """The days of the line, the day looked at on it, and the first day that is watched, which may lie
    before."""

    scale: Scale
    on: dt.date
    watched_from: dt.date

    @property
    def number(self) -> int:
        """The number of the day looked at, counted from the first; of a day before it, 0."""
        return max((self.on - self.scale.first).days, 0)

    @property
    def is_shortened(self) -> bool:
        """Whether days that are watched lie before the line."""
        return self.watched_from < self.scale.first

    @property
    def is_long(self) -> bool:
        return self.scale.first < _glance_from(self.scale.today)


def _glance_from(today: dt.date) -> dt.date:
    return add_months(today, -MONTHS_AT_A_GLANCE)


def line(on: dt.date, *, today: dt.date, whole: bool) -> Line:
    """Return the line for a day: the last three years at a glance, or all that is watched, where that is
    wanted `whole` or the day lies before. One query."""
    watched_from = horizon.first_record(today)
    glance_from = max(watched_from, _glance_from(today))
    first = watched_from if whole or on < glance_from else glance_from
    return Line(Scale(first, horizon.needed(today), today), on, watched_from)


class Marks(NamedTuple):
    """On how many days findings turn, and a path with an upright stroke for each: a unit wide a day, `HIGH`
    units high."""

    days: int
    path: str


def marks(scale: Scale, *, filters: Filters, body_ids: Collection[int] | None) -> Marks:
    """Return the marks of the days on which findings begin, change or end: the more, the higher. One
    query."""
    before = scale.first - dt.timedelta(1)
    turning = findings.turning_days(before, scale.last, filters=filters, body_ids=body_ids)
    most = max(turning.values(), default=1)
    strokes = (
        f"M{(day - scale.first).days} {HIGH}V{HIGH - max(round(HIGH * sqrt(number / most)), 3)}"
        for day, number in turning.items()
    )
    return Marks(len(turning), "".join(strokes))

"""The rhythm map: bodies and their last periods on one line of time."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from delegations.models import Body
from obligations.queries import periods

MONTHS = 24


class Span(NamedTuple):
    """A piece of a body's line of time: so many months, and the period that fills them, if one does."""

    months: int
    cell: Any


class HeatRow(NamedTuple):
    """A body and its line of time, oldest first; nothing where its records cannot be read."""

    body: Body
    spans: list[Span]
    depth: int
    """How many bodies stand above it on the map: an organ is a lane under its committee."""


class HeatMap(NamedTuple):
    """The months across, oldest first, by year; and the bodies' lines over them."""

    years: list[tuple[int, list[int]]]
    rows: list[HeatRow]

    @property
    def months(self) -> int:
        return sum(len(months) for _year, months in self.years)


def heat_map(
    shown: Sequence[Body], on: dt.date, depths: Mapping[int, int], *, months: int = MONTHS
) -> HeatMap:
    """Return so many months of these bodies' periods, up to the end of the last one in progress, on one line
    of time: each as long as it is. `depths` are how far the rows are indented, by the bodies' keys.

    One query, whatever the number of bodies.
    """
    cells = periods.of_bodies(on, [body.pk for body in shown], count=months + 1)
    last = max((row[-1].period.last_day for row in cells.values() if row), default=on)
    end = _month(last) + 1
    return HeatMap(
        _years(end, months),
        [
            HeatRow(
                body, _line(cells[body.pk], end, months) if cells.get(body.pk) else [], depths.get(body.pk, 0)
            )
            for body in shown
        ],
    )


def _month(day: dt.date) -> int:
    """Return the number of a month, counted from the year 0."""
    return day.year * 12 + day.month - 1


def _years(end: int, number: int) -> list[tuple[int, list[int]]]:
    years: dict[int, list[int]] = {}
    for month in range(end - number, end):
        years.setdefault(month // 12, []).append(month % 12 + 1)
    return list(years.items())


def _line(cells: Sequence[Any], end: int, months: int) -> list[Span]:
    """Return the periods that lie on the line, a gap where none or only the tail of one does."""
    spans, at = [], end - months
    for cell in cells:
        first, last = _month(cell.period.starts_on), _month(cell.period.last_day) + 1
        if first < at:
            continue
        if first > at:
            spans.append(Span(first - at, None))
        spans.append(Span(last - first, cell))
        at = last
    return [*spans, Span(end - at, None)] if at < end else spans

"""The overview's heat map: a page of bodies and their last periods."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.db.models import QuerySet

from accounts.models import User
from delegations.models import Body
from obligations.services import outlook

MONTHS = 24


class Span(NamedTuple):
    """A piece of a body's line of time: so many months, and the period that fills them, if one does."""

    months: int
    cell: Any


class HeatRow(NamedTuple):
    """A body and its line of time, oldest first; nothing where its records cannot be read."""

    body: Body
    spans: list[Span]


class HeatMap(NamedTuple):
    """The months across, oldest first, by year; and the bodies' lines over them."""

    years: list[tuple[int, list[int]]]
    rows: list[HeatRow]

    @property
    def months(self) -> int:
        return sum(len(months) for _year, months in self.years)


def bodies(user: User, on: dt.date, kind_ids: Collection[int]) -> QuerySet[Body]:
    """Return the bodies that stand on the day, that the user may see, in protocol order."""
    found = Body.objects.visible_to(user).active_on(on).in_protocol_order()
    return found.filter(kind_id__in=kind_ids) if kind_ids else found


def heat_map(shown: Sequence[Body], on: dt.date) -> HeatMap:
    """Return two years of these bodies' periods, up to the end of the last one in progress, on one line of
    time: each as long as it is.

    As many queries as outlook.heat_map, whatever the number of bodies.
    """
    cells = outlook.heat_map(on=on, body_ids=[body.pk for body in shown], count=MONTHS + 1)
    last = max((row[-1].period.last_day for row in cells.values() if row), default=on)
    end = _month(last) + 1
    return HeatMap(
        _years(end),
        [HeatRow(body, _line(cells[body.pk], end) if cells.get(body.pk) else []) for body in shown],
    )


def _month(day: dt.date) -> int:
    """Return the number of a month, counted from the year 0."""
    return day.year * 12 + day.month - 1


def _years(end: int) -> list[tuple[int, list[int]]]:
    years: dict[int, list[int]] = {}
    for month in range(end - MONTHS, end):
        years.setdefault(month // 12, []).append(month % 12 + 1)
    return list(years.items())


def _line(cells: Sequence[Any], end: int) -> list[Span]:
    """Return the periods that lie on the line, a gap where none or only the tail of one does."""
    spans, at = [], end - MONTHS
    for cell in cells:
        first, last = _month(cell.period.starts_on), _month(cell.period.last_day) + 1
        if first < at:
            continue
        if first > at:
            spans.append(Span(first - at, None))
        spans.append(Span(last - first, cell))
        at = last
    return [*spans, Span(end - at, None)] if at < end else spans

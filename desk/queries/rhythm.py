"""Ended periods: which bodies held the periodic meeting that they owed, and which did not. Every page and
paper that counts periods counts these."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet

from accounts.models import User
from core.prepared import prepared
from delegations.models import Body
from desk.queries import overview
from desk.queries.periods import year_before
from obligations.queries import periods
from obligations.queries.periods import MET, Cell
from obligations.queries.rhythm_map import HeatMap, HeatRow, heat_map
from records.querysets import ScopedUser

WORDS = ("pk", "code", "name")
MISSED, WITHOUT_QUORUM, WAIVED = "missed", "held-without-quorum", "waived"
# What may become of a period, by the word that asks for it in an address.
RESULTS = {"dat": MET, "khong-hop": (MISSED,), "khong-du": (WITHOUT_QUORUM,), "mien-hoan": (WAIVED,)}


class Ended(NamedTuple):
    """A period of a body that is over and counts, as it stands on the day looked at."""

    body_id: int
    body_code: str
    body_name: str
    cell: Cell


class Tally(NamedTuple):
    """How many ended periods there are, and what became of them."""

    of: int
    met: int
    missed: int
    without_quorum: int
    waived: int

    @property
    def not_met(self) -> int:
        return self.missed + self.without_quorum


def tally(found: Iterable[Ended]) -> Tally:
    """Return the sums of ended periods."""
    return tally_of(one.cell for one in found)


def tally_of(cells: Iterable[Cell]) -> Tally:
    """Return the sums of those of the periods that have ended and count."""
    states = Counter(cell.state for cell in cells if cell.ended)
    return Tally(
        states.total(),
        sum(states[state] for state in MET),
        states[MISSED],
        states[WITHOUT_QUORUM],
        states[WAIVED],
    )


def just_ended(user: User, *, on: dt.date, kind_ids: Collection[int] = ()) -> list[Ended]:
    """Return of each body that stands on the day the period that ended last, in protocol order; a body for
    which it does not count has none."""
    first = year_before(on)
    bodies: Iterable[Any]
    rows: Iterable[Any]
    if kind_ids:
        found = overview.bodies(user, on, kind_ids)
        bodies, rows = found.values_list(*WORDS), periods.rows_last_ended(first, on, found)
    else:
        bodies, rows = _bodies(on, user=user), _last_ended(first, on, user=user)
    cells = periods.latest(rows, on)
    return [
        Ended(pk, code, name, last)
        for pk, code, name in bodies
        if (last := cells.get(pk)) is not None and last.ended
    ]


@prepared
def _bodies(on: dt.date, user: ScopedUser) -> Any:
    return overview.bodies(user, on, ()).values_list(*WORDS)


@prepared
def _last_ended(first: dt.date, on: dt.date, user: ScopedUser) -> Any:
    return periods.rows_last_ended(first, on, overview.bodies(user, on, ()))


def ended_within(
    user: User, *, first: dt.date, last: dt.date, on: dt.date, kind_ids: Collection[int] = ()
) -> list[Ended]:
    """Return the periods that ended from the first to the last day, as they stand on `on`, at most a year
    later: by body, oldest first."""
    bodies = _standing(user, first, last, kind_ids)
    return [
        Ended(*words, cell)
        for words, cells in _of(bodies, on, since=first)
        for cell in cells
        if cell.ended and first <= cell.period.last_day <= last
    ]


class Lane(NamedTuple):
    """A body's line on the map of the last twelve months, and the sums of the periods that lie on it."""

    row: HeatRow
    tally: Tally


class Map(NamedTuple):
    """The map of the last twelve months: the bodies that there is room for, how many there are besides, and
    the sums over all."""

    heat: HeatMap
    lanes: list[Lane]
    others: int
    tally: Tally


MAP_MONTHS, MAP_ROWS = 12, 40


def year_map(user: User, *, on: dt.date, kind_ids: Collection[int] = ()) -> Map:
    """Return the map of the twelve months up to the periods in progress, in protocol order. Two queries."""
    bodies = list(overview.bodies(user, on, kind_ids))
    heat = heat_map(bodies, on, {}, months=MAP_MONTHS)
    lanes = [
        Lane(row, tally_of(span.cell for span in row.spans if span.cell is not None)) for row in heat.rows
    ]
    sums = Tally(*(sum(lane.tally[place] for lane in lanes) for place in range(len(Tally._fields))))
    shown = heat._replace(rows=heat.rows[:MAP_ROWS])
    return Map(shown, lanes[:MAP_ROWS], max(0, len(lanes) - MAP_ROWS), sums)


class Bar(NamedTuple):
    """Periods that ended on one day: how many had their meeting, and where the parts of their bar lie."""

    on: dt.date
    tally: Tally
    left: int
    middle: int
    top: int
    met: int
    not_met: int
    waived: int

    @property
    def middle_share(self) -> float:
        """Return where its middle stands, in hundredths of the chart's width."""
        return self.middle / WIDE * 100

    @property
    def foot(self) -> int:
        """Return where the part of those that met begins."""
        return self.top + self.waived + self.not_met


HIGH = 72
"""The height of the tallest bar."""

WIDE = 390
"""The width of the chart."""


def course(user: User, *, on: dt.date, kind_ids: Collection[int] = ()) -> list[Bar]:
    """Return a bar for each day of the twelve months on which periods ended: of every body that had them,
    those ended since among them."""
    ended: dict[dt.date, list[Ended]] = {}
    for one in ended_within(
        user, first=year_before(on) + dt.timedelta(days=1), last=on, on=on, kind_ids=kind_ids
    ):
        ended.setdefault(one.cell.period.last_day, []).append(one)
    days = sorted(ended)
    most = max([1, *(len(ended[day]) for day in days)])
    return [
        _bar(day, tally(ended[day]), place, WIDE // max(len(days), 6), most) for place, day in enumerate(days)
    ]


def _bar(day: dt.date, tally: Tally, place: int, step: int, most: int) -> Bar:
    met, not_met, waived = (
        round(HIGH * number / most) for number in (tally.met, tally.not_met, tally.waived)
    )
    return Bar(
        day,
        tally,
        place * step + 3,
        place * step + step // 2,
        86 - met - not_met - waived,
        met,
        not_met,
        waived,
    )


def _standing(user: User, first: dt.date, last: dt.date, kind_ids: Collection[int]) -> QuerySet[Body]:
    """Return the bodies that stood on any day from the first to the last, in protocol order."""
    found = Body.objects.visible_to(user).standing_in(first, last).in_protocol_order()
    return found.filter(kind_id__in=kind_ids) if kind_ids else found


def _of(
    bodies: QuerySet[Body], on: dt.date, *, since: dt.date
) -> list[tuple[tuple[int, str, str], list[Cell]]]:
    cells = periods.since(since, on, bodies)
    return [(words, cells.get(words[0], [])) for words in bodies.values_list("pk", "code", "name")]

"""Ended periods: which bodies held the periodic meeting that they owed, and which did not. Every page and
paper that counts periods counts these."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.db.models import Q, QuerySet

from accounts.models import User
from delegations.models import Body
from desk.queries import overview
from desk.queries.periods import year_before
from obligations.services import outlook
from obligations.services.keeping import MET, Period

MISSED, WITHOUT_QUORUM, WAIVED = "missed", "held-without-quorum", "waived"
# What may become of a period, by the word that asks for it in an address.
RESULTS = {"dat": MET, "khong-hop": (MISSED,), "khong-du": (WITHOUT_QUORUM,), "mien-hoan": (WAIVED,)}


class Ended(NamedTuple):
    """A period of a body that is over and counts, as it stands on the day looked at."""

    body_id: int
    body_code: str
    body_name: str
    period: Period


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
    states = Counter(one.period.state for one in found)
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
    bodies = overview.bodies(user, on, kind_ids)
    return [
        Ended(*words, last)
        for words, periods in _of(bodies, on)
        if (last := _last(periods)) is not None and last.ended
    ]


def ended_within(
    user: User, *, first: dt.date, last: dt.date, on: dt.date, kind_ids: Collection[int] = ()
) -> list[Ended]:
    """Return the periods that ended from the first to the last day, as they stand on `on`, at most a year
    later: by body, oldest first."""
    bodies = _standing(user, first, last, kind_ids)
    return [
        Ended(*words, period)
        for words, periods in _of(bodies, on)
        for period in periods
        if period.ended and first <= period.last_day <= last
    ]


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
    def foot(self) -> int:
        """Return where the part of those that met begins."""
        return self.top + self.waived + self.not_met


HIGH = 72
"""The height of the tallest bar."""


def course(user: User, *, on: dt.date, kind_ids: Collection[int] = ()) -> list[Bar]:
    """Return a bar for each day of the twelve months on which periods ended: of every body that had them,
    those ended since among them."""
    ended: dict[dt.date, list[Ended]] = {}
    for one in ended_within(
        user, first=year_before(on) + dt.timedelta(days=1), last=on, on=on, kind_ids=kind_ids
    ):
        ended.setdefault(one.period.last_day, []).append(one)
    days = sorted(ended)
    most = max([1, *(len(ended[day]) for day in days)])
    return [
        _bar(day, tally(ended[day]), place, 390 // max(len(days), 6), most) for place, day in enumerate(days)
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
    found = (
        Body.objects.visible_to(user)
        .filter(founded_on__lte=last)
        .filter(Q(ended_on=None) | Q(ended_on__gte=first))
        .in_protocol_order()
    )
    return found.filter(kind_id__in=kind_ids) if kind_ids else found


def _last(periods: Sequence[Period]) -> Period | None:
    return next((period for period in reversed(periods) if not period.in_progress), None)


def _of(bodies: QuerySet[Body], on: dt.date) -> list[tuple[tuple[int, str, str], list[Period]]]:
    named = list(bodies.values_list("pk", "code", "name"))
    periods = outlook.periods(on=on, body_ids=[pk for pk, _code, _name in named])
    return [(words, periods.get(words[0], [])) for words in named]

"""A body's duties as lanes over time: what stood from when to when, and what is to come."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from obligations.enums import FlagStatus, Rule, Severity
from obligations.queries import findings, horizon
from obligations.queries.findings import BREACH_OF, Stretch
from obligations.queries.scale import Scale
from rulebook.calendar import add_months

MONTHS_AT_A_GLANCE = 24
FEW = 3
"""So many subjects of a duty have a lane each; more of them share one."""
# Of a line's length, in percent: on a phone there is room for the words of a status.
_WORDS = 18
_SIGNS = {FlagStatus.OVERDUE: "✕", FlagStatus.DUE: "○", FlagStatus.WAIVED: "◇"}
_STATUSES = [FlagStatus.OVERDUE.value, FlagStatus.DUE.value, FlagStatus.WAIVED.value]
_SEVERITIES = [Severity.SERIOUS.value, Severity.WARNING.value, Severity.INFO.value]
_ORDER = {rule: place for place, rule in enumerate(Rule.values)}


class Piece(NamedTuple):
    """Days of a lane on which the same stands: the gravest finding, and how many there are."""

    worst: Stretch
    number: int
    starts_on: dt.date
    ends_before: dt.date
    place: float
    width: float
    is_coming: bool

    @property
    def left(self) -> str:
        return f"{self.place:.2f}%"

    @property
    def wide(self) -> str:
        return f"{self.width:.2f}%"

    @property
    def label(self) -> str:
        """The sign of the status, and its words where there is room."""
        sign = _SIGNS[FlagStatus(self.worst.status)]
        return f"{sign} {self.worst.status_label}" if self.width >= _WORDS else sign


class Lane(NamedTuple):
    """A duty over time, and what it is about where every subject has its own lane."""

    rule: str
    subject: str
    subjects: int
    pieces: list[Piece]


class Lanes(NamedTuple):
    """A body's lanes, the stretches that they are drawn from, the first day of any, and the day
    looked at."""

    scale: Scale
    lanes: list[Lane]
    stretches: list[Stretch]
    begins_on: dt.date
    on: dt.date

    @property
    def looked_at(self) -> str:
        """Where the day looked at lies on the line; empty for today and for a day beside it."""
        beside = self.on == self.scale.today or not self.scale.first <= self.on <= self.scale.last
        return "" if beside else self.scale.tick(self.on).at

    @property
    def is_shortened(self) -> bool:
        """Whether something stood before the days shown."""
        return self.begins_on < self.scale.first


def of_body(body_id: int, *, on: dt.date, today: dt.date, whole: bool) -> Lanes:
    """Return the body's lanes of the last two years at a glance up to the last day ahead; from the first
    finding on, where that is wanted `whole` or the day looked at lies before. One query."""
    found = findings.stretches(body_id)
    begins_on = min((one.starts_on for one in found), default=today)
    glance_from = add_months(today, -MONTHS_AT_A_GLANCE)
    first = min(begins_on, glance_from) if whole or on < glance_from else glance_from
    scale = Scale(first, horizon.needed(today), today)
    shown = [one for one in found if one.starts_on <= scale.last and (one.last_day or scale.last) >= first]
    shown.sort(key=lambda one: (_ORDER.get(_duty(one), 0), one.subject, one.starts_on))
    return Lanes(scale, list(_lanes(shown, scale)), shown, begins_on, on)


def _duty(one: Stretch) -> str:
    return BREACH_OF.get(one.rule, one.rule)


def _lanes(shown: Sequence[Stretch], scale: Scale) -> Iterable[Lane]:
    duties: dict[str, dict[str, list[Stretch]]] = defaultdict(lambda: defaultdict(list))
    for one in shown:
        duties[_duty(one)][one.subject].append(one)
    for rule, subjects in duties.items():
        if len(subjects) <= FEW:
            for subject, parts in subjects.items():
                yield Lane(rule, subject, 1, _pieces(parts, scale))
        else:
            parts = [one for of_subject in subjects.values() for one in of_subject]
            yield Lane(rule, "", len(subjects), _pieces(parts, scale))


def _pieces(parts: Sequence[Stretch], scale: Scale) -> list[Piece]:
    """Return what stands from one turning day to the next, today one of them: there begins what is to
    come."""
    after, tomorrow = scale.last + dt.timedelta(1), scale.today + dt.timedelta(1)
    turning = {scale.first, after, tomorrow}
    for one in parts:
        turning |= {max(one.starts_on, scale.first), min(one.ends_before or after, after)}
    days = sorted(turning)
    pieces: list[Piece] = []
    for start, end in pairwise(days):
        standing = [one for one in parts if one.holds(start)]
        if standing:
            place = scale.tick(start).place
            width = scale.tick(min(end, scale.last)).place - place
            worst = min(standing, key=_gravity)
            pieces.append(Piece(worst, len(standing), start, end, place, width, start > scale.today))
    return _joined(pieces)


def _gravity(one: Stretch) -> tuple[int, int, dt.date]:
    return _STATUSES.index(one.status), _SEVERITIES.index(one.severity), one.starts_on


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces with those that look alike and follow one another as one."""
    joined: list[Piece] = []
    for one in pieces:
        last = joined[-1] if joined else None
        if (
            last
            and last.ends_before == one.starts_on
            and (last.worst, last.number, last.is_coming) == (one.worst, one.number, one.is_coming)
        ):
            joined[-1] = last._replace(ends_before=one.ends_before, width=last.width + one.width)
        else:
            joined.append(one)
    return joined

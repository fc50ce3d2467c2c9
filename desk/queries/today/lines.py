"""The lines of a list of work, and which of them a page of ten has room for."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice
from typing import Any, NamedTuple, overload

from django.db.models import Count, QuerySet, Window
from django.utils.translation import gettext as _

from core.templatetags.nennep import vi
from obligations.queries.actions import Action

TEN = 10
EACH = 3
"""So many lines of a kind stand before the first of another kind is left out."""
MANY = 3
"""From so many on, things that are done in one act are one line."""


class Rank(IntEnum):
    """How much something presses: the worst first."""

    TODAY = 0
    LATE = 1
    WAITING = 2
    SOON = 3


class Line(NamedTuple):
    """One thing to do: what, of which body or person, how it stands, the page that shows it and the form that
    does it. `day` orders the lines of a rank."""

    rank: Rank
    day: dt.date
    title: str
    url: str
    name: str
    note: str
    act: Action


class Lines(Sequence[Line]):
    """The lines of some rows, each written when it is asked for: of sixty the page shows ten."""

    def __init__(self, rows: Sequence[Any], write: Callable[[Any], Line]) -> None:
        self._rows, self._write = rows, write

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Line: ...
    @overload
    def __getitem__(self, place: slice) -> list[Line]: ...
    def __getitem__(self, place: int | slice) -> Line | list[Line]:
        found = self._rows[place]
        return [self._write(row) for row in found] if isinstance(place, slice) else self._write(found)


@dataclass(frozen=True, slots=True)
class Kind:
    """The things to do of one kind: the first of them, how many there are in all, the list of them all
    (empty: there is none beside this one), and the act that does many of them at once (None: each is done for
    itself)."""

    title: str
    url: str = ""
    lines: Sequence[Line] = ()
    total: int = 0
    together: Action | None = None

    def gathered(self) -> "Kind":
        """Return the kind with one line for all of it, where there are many and one act does them."""
        if self.together is None or self.total < MANY:
            return self
        first = self.lines[0]
        title = _("%(what)s: %(n)s") % {"what": self.title, "n": vi(self.total)}
        note = _("trước hết %(name)s, %(note)s") % {"name": first.name, "note": first.note}
        line = Line(first.rank, first.day, title, self.url, "", note, self.together)
        return Kind(self.title, self.url, [line], 1)


class Rest(NamedTuple):
    """A kind of which not every line is on the page."""

    title: str
    url: str
    total: int


@dataclass(frozen=True, slots=True)
class Work:
    """The lines of the page, and the kinds that have more."""

    lines: list[Line]
    rest: list[Rest]


def ten(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return the first ten of the rows, which are in order of their pressing, each with the number of all."""
    return rows.annotate(_in_all=Window(Count("pk")))[:TEN]


def kind(
    title: str,
    url: str,
    rows: Iterable[Any],
    line: Callable[[Any], Line],
    *,
    together: Action | None = None,
) -> Kind:
    """Return a kind of what `ten` finds. One query, unless the rows are read already."""
    found = list(rows)
    return Kind(title, url, Lines(found, line), found[0]._in_all if found else 0, together)


def chosen(kinds: Iterable[Kind]) -> Work:
    """Return the ten lines that press most, of each kind three before any kind fills up; many things that one
    act does are one line. No query."""
    kinds = [kind.gathered() for kind in kinds]
    first = _pressing_most((line, kind) for kind in kinds for line in kind.lines[:EACH])
    if len(first) < TEN:
        further = _pressing_most((line, kind) for kind in kinds for line in kind.lines[EACH:])
        first = _pressing_most([*first, *islice(further, TEN - len(first))])
    shown = Counter(id(kind) for _line, kind in first)
    rest = [Rest(kind.title, kind.url, kind.total) for kind in kinds if kind.total > shown[id(kind)]]
    return Work([line for line, _kind in first], rest)


def _pressing_most(found: Iterable[tuple[Line, Kind]]) -> list[tuple[Line, Kind]]:
    """Return the ten that press most, the worst first: what is late by how long; what waits or comes stays in
    the order of the kinds."""

    def pressing(one: tuple[Line, Kind]) -> tuple[Rank, dt.date]:
        line, _kind = one
        return line.rank, line.day if line.rank <= Rank.LATE else dt.date.min

    return sorted(found, key=pressing)[:TEN]

"""The lines of a list of work, and which of them a page of ten has room for."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, NamedTuple

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


@dataclass(frozen=True, slots=True)
class Kind:
    """The things to do of one kind: the first of them, how many there are in all, the list of them all
    (empty: there is none beside this one), and the act that does many of them at once (None: each is done for
    itself)."""

    title: str
    url: str = ""
    lines: list[Line] = field(default_factory=list)
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


def kind(
    title: str,
    url: str,
    rows: QuerySet[Any],
    line: Callable[[Any], Line],
    *,
    together: Action | None = None,
) -> Kind:
    """Return a kind of the rows, which are in order of their pressing. One query."""
    found = list(rows.annotate(_in_all=Window(Count("pk")))[:TEN])
    return Kind(title, url, [line(row) for row in found], found[0]._in_all if found else 0, together)


def chosen(kinds: Iterable[Kind]) -> Work:
    """Return the ten lines that press most, of each kind three before any kind fills up; many things that one
    act does are one line. No query."""
    kinds = [kind.gathered() for kind in kinds]
    of_each = [line for kind in kinds for line in kind.lines[:EACH]]
    further = sorted((line for kind in kinds for line in kind.lines[EACH:]), key=_pressing)
    first = sorted(of_each, key=_pressing)[:TEN]
    lines = sorted([*first, *further[: TEN - len(first)]], key=_pressing)
    shown = set(map(id, lines))
    rest = [
        Rest(kind.title, kind.url, kind.total)
        for kind in kinds
        if kind.total > sum(id(line) in shown for line in kind.lines)
    ]
    return Work(lines, rest)


def _pressing(line: Line) -> tuple[Rank, dt.date]:
    """What is late by how long; what waits or comes stays in the order of the kinds."""
    return line.rank, line.day if line.rank <= Rank.LATE else dt.date.min

"""The coverage matrix: which body has a coordination regulation in force with whom, and where none is."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from accounts.models import User
from core.text import fold
from delegations.enums import BodyRelation, CoordinationKind
from delegations.models import (
    Body,
    BodyKind,
    CoordinationParty,
    CoordinationRegulation,
    Province,
    SubordinateCommittee,
)
from delegations.queries import law
from delegations.queries.kinds import coordination_on, owed_coordination
from rulebook.calendar import ONE_DAY

_Kinds = dict[int, list[CoordinationKind]]
_Missing = dict[int, tuple[CoordinationKind, ...]]


@dataclass(frozen=True)
class Side:
    """One side of pairs, a column or a row: a short heading, its full name, the query that names it as a
    party in the form of a new regulation, and its body, if it is one; `lacks` tells that the body has no
    regulation of the kind at all (what the rule judges), `is_seen` that the user may open its page."""

    label: str
    name: str
    query: str
    body: Body | None = None
    lacks: bool = False
    is_seen: bool = False


@dataclass(frozen=True)
class Cell:
    """The regulations of one pair on the day. `counts` is false where the pair is not owed (a body with
    itself, a kind that does not apply); `elsewhere` tells that the pair stands in the other half, `lacking`
    that one of the two has no regulation of the kind at all. `names` and `query` (for
    the form of a new one) are of both.
    """

    regulations: tuple[CoordinationRegulation, ...]
    counts: bool
    names: tuple[str, str]
    query: str
    elsewhere: bool = False
    lacking: bool = False

    @property
    def gap(self) -> bool:
        return self.counts and not self.regulations


@dataclass(frozen=True)
class Row:
    """One side against every column."""

    side: Side
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """One part of the matrix, a pair once: on the one side the bodies that owe the kind or have a regulation
    of it, on the other their partners; the shorter side lies across. Gaps and pairs count the whole part,
    also of a window."""

    columns: tuple[Side, ...]
    sides: tuple[Side, ...]
    """What the rows are of."""
    between: Callable[[Side, Side], Cell]
    """The cell of a column and a row."""
    gaps: int
    pairs: int

    def window(self, *, rows: slice, columns: slice) -> "Matrix":
        """Return some of the rows and columns."""
        return replace(self, columns=self.columns[columns], sides=self.sides[rows])

    @cached_property
    def rows(self) -> list[Row]:
        return [
            Row(side, tuple(self.between(column, side) for column in self.columns)) for side in self.sides
        ]


@dataclass(frozen=True)
class Lacking:
    """Bodies that lack the same kinds of regulation, in protocol order."""

    kinds: tuple[CoordinationKind, ...]
    bodies: tuple[Body, ...]


@dataclass(frozen=True)
class Coverage:
    """The three parts of the matrix on a day, what is missing said in words, and the parties by name that no
    register knows."""

    bodies: Matrix
    localities: Matrix
    agency: Matrix
    body_count: int
    missing_bodies: int
    unknown_names: tuple[str, ...]
    lacking: tuple[Lacking, ...]
    committees: int
    """How many subordinate committees are registered."""

    @property
    def without_committees(self) -> bool:
        """Whether no subordinate committee is registered, so that no pair with one can be owed."""
        return not self.committees


def coverage(user: User, day: dt.date) -> Coverage:
    """Return the matrix of the day for the bodies that the user sees.

    A body for whose kind the office's rows say that no coordination regulation is asked for owes none. An
    organ stands in it only where a regulation names it. Costs eight queries, whatever the number of bodies,
    and two more where there is such a row.
    """
    everyone = list(Body.objects.active_on(day).in_protocol_order())
    seen = set(Body.objects.visible_to(user).values_list("pk", flat=True))
    mine = [body for body in everyone if body.pk in seen]
    committees = list(SubordinateCommittee.objects.active_on(day).in_protocol_order())
    by_kind = _by_kind(day)
    owed, missing = _owed(mine, by_kind, day)
    registered = {fold(committee.name) for committee in committees}
    unknown = sorted(
        {
            name
            for _rule, _keys, names in by_kind[CoordinationKind.LOCALITIES]
            for name in names
            if fold(name) not in registered
        }
    )
    named = {key for _rule, keys, _names in by_kind[CoordinationKind.BODIES] for key in keys}
    partners = [body for body in everyone if body.pk in named or body.relation != BodyRelation.ORGAN]
    between = [
        _Partner(_side(body, CoordinationKind.BODIES, missing), of)
        for body, of in zip(partners, _regulations_of(by_kind, partners), strict=True)
    ]
    places = [
        _Partner(
            Side(row.name, row.name, urlencode({"cap-uy": row.name})), _regulations_with(by_kind, row.name)
        )
        for row in committees
    ]
    agency = Side(_("Cấp uỷ và thủ trưởng cơ quan"), _("Cấp uỷ và thủ trưởng cơ quan"), "")
    agencies = [_Partner(agency, [(row, keys) for row, keys, _names in by_kind[CoordinationKind.AGENCY]])]

    def part(kind: CoordinationKind, partners: list[_Partner]) -> Matrix:
        return _matrix(mine, partners, owed, missing, kind)

    return Coverage(
        bodies=part(CoordinationKind.BODIES, between),
        localities=part(CoordinationKind.LOCALITIES, places),
        agency=part(CoordinationKind.AGENCY, agencies),
        body_count=len(mine),
        missing_bodies=sum(1 for kinds in missing.values() if kinds),
        unknown_names=tuple(unknown),
        lacking=_lacking(mine, missing),
        committees=len(committees),
    )


_RULE = "coordination-missing"


def _owed(mine: list[Body], by_kind: "_Indexed", day: dt.date) -> tuple[_Kinds, _Missing]:
    """Return the kinds that each body owes on the day, and those of them that it lacks, by its key."""
    of_kinds, its_law = coordination_on(day), law.in_force()
    names = dict(BodyKind.objects.values_list("pk", "name"))
    covered = {
        kind: {key for _rule, keys, _others in found for key in keys} for kind, found in by_kind.items()
    }
    owed: _Kinds = {}
    missing: _Missing = {}
    for body in mine:
        kinds = [kind for kind in CoordinationKind if kind in owed_coordination(body, of_kinds)]
        owed[body.pk] = kinds
        missing[body.pk] = tuple(kind for kind in kinds if body.pk not in covered[kind])
    decided = [body for body in mine if _RULE in its_law.of_kind(names[body.kind_id]).decided]
    anchors = _anchors(decided, missing, day) if decided else {}
    for body in decided:
        if not its_law.of_kind(names[body.kind_id]).applies(_RULE, anchors[body.pk]):
            owed[body.pk], missing[body.pk] = [], ()
    return owed, missing


def owed_by(body: Body, held: Iterable[CoordinationRegulation], day: dt.date) -> frozenset[CoordinationKind]:
    """Return the kinds that a body which stands owes on the day by the law of its kind; `held` are its
    regulations in force. Three queries, five at most."""
    by_kind: _Indexed = {kind: [] for kind in CoordinationKind}
    for regulation in held:
        by_kind[CoordinationKind(regulation.kind)].append((regulation, frozenset([body.pk]), frozenset()))
    owed, _missing = _owed([body], by_kind, day)
    return frozenset(owed[body.pk])


def _anchors(bodies: list[Body], missing: _Missing, day: dt.date) -> dict[int, dt.date]:
    """Return the day on which each body's duty arose: the latest of its founding, the first day that is
    judged, and the day after the last lapse of a regulation of a kind that it lacks. Two queries."""
    tracking_from = Province.objects.values_list("tracking_from", flat=True).first() or dt.date.min
    anchors: dict[int, dt.date] = {body.pk: max(body.founded_on, tracking_from) for body in bodies}
    lapsed = CoordinationRegulation.objects.filter(effective_on__lte=day, lapses_on__isnull=False)
    rows = lapsed.filter(parties__body__in=anchors).values_list("parties__body", "kind", "lapses_on")
    for key, kind, lapses_on in rows:
        if lapses_on and kind in missing[key]:
            anchors[key] = max(anchors[key], lapses_on + ONE_DAY)
    return anchors


def _lacking(mine: list[Body], missing: _Missing) -> tuple[Lacking, ...]:
    """Group the bodies by what they lack, most kinds first."""
    alike: dict[tuple[CoordinationKind, ...], list[Body]] = {}
    for body in mine:
        if missing[body.pk]:
            alike.setdefault(missing[body.pk], []).append(body)
    return tuple(
        Lacking(kinds, tuple(bodies))
        for kinds, bodies in sorted(alike.items(), key=lambda item: -len(item[0]))
    )


_Indexed = dict[CoordinationKind, list[tuple[CoordinationRegulation, frozenset[int], frozenset[str]]]]


def _by_kind(day: dt.date) -> _Indexed:
    found: _Indexed = {kind: [] for kind in CoordinationKind}
    parties = Prefetch("parties", CoordinationParty.objects.only("regulation_id", "body_id", "name"))
    for regulation in (
        CoordinationRegulation.objects.in_force_on(day)
        .prefetch_related(parties)
        .order_by("effective_on", "number")
    ):
        rows = list(regulation.parties.all())
        bodies = frozenset(row.body_id for row in rows if row.body_id)
        found[CoordinationKind(regulation.kind)].append(
            (regulation, bodies, frozenset(row.name for row in rows if row.name))
        )
    return found


_Regulations = list[tuple[CoordinationRegulation, frozenset[int]]]


class _Partner:
    """A partner of bodies, and by the keys of these the regulations that they share with it."""

    def __init__(self, side: Side, regulations: _Regulations) -> None:
        self.side = side
        self.body_id = side.body.pk if side.body else 0
        self.by_body: dict[int, list[CoordinationRegulation]] = {}
        for regulation, bodies in regulations:
            for key in bodies:
                self.by_body.setdefault(key, []).append(regulation)


def _side(body: Body, kind: CoordinationKind, missing: _Missing) -> Side:
    is_seen = body.pk in missing  # what is missing is worked out for the bodies that the user sees
    lacks = kind in missing.get(body.pk, ())
    return Side(body.symbol or body.code, body.name, urlencode({"ben": body.code}), body, lacks, is_seen)


def _regulations_of(by_kind: _Indexed, bodies: list[Body]) -> list[_Regulations]:
    found: dict[int, _Regulations] = {}
    for row, keys, _names in by_kind[CoordinationKind.BODIES]:
        for key in keys:
            found.setdefault(key, []).append((row, keys))
    return [found.get(body.pk, []) for body in bodies]


def _regulations_with(by_kind: _Indexed, name: str) -> _Regulations:
    folded = fold(name)
    return [
        (row, keys)
        for row, keys, names in by_kind[CoordinationKind.LOCALITIES]
        if any(fold(other) == folded for other in names)
    ]


def _matrix(
    mine: list[Body], partners: list[_Partner], owed: _Kinds, missing: _Missing, kind: CoordinationKind
) -> Matrix:
    obliged = {body.pk for body in mine if kind in owed[body.pk]}
    sharing = {key for partner in partners for key in partner.by_body}
    holders = [_side(body, kind, missing) for body in mine if body.pk in obliged or body.pk in sharing]
    # Among bodies a pair stands once, in the row of the one that comes first.
    place = {side.body: number for number, side in enumerate(holders)}
    by_side = {partner.side: partner for partner in partners}

    def cell(holder: Side, partner: Side) -> Cell:
        assert holder.body is not None
        itself = partner.body == holder.body
        elsewhere = place.get(partner.body, -1) > place[holder.body]
        shared = () if itself or elsewhere else by_side[partner].by_body.get(holder.body.pk, ())
        owes = any(side.body is not None and side.body.pk in obliged for side in (holder, partner))
        query = "&".join(filter(None, (holder.query, partner.query)))
        counts = owes and not itself and not elsewhere
        names = holder.name, partner.name
        return Cell(tuple(shared), counts, names, query, elsewhere, holder.lacks or partner.lacks)

    pairs = _pairs(obliged, partners)
    gaps, names = pairs - _covered(obliged, partners), tuple(by_side) if holders else ()
    if len(holders) <= len(names):
        return Matrix(tuple(holders), names, cell, gaps, pairs)
    return Matrix(
        names, tuple(holders) if names else (), lambda across, down: cell(down, across), gaps, pairs
    )


def _pairs(obliged: set[int], partners: list[_Partner]) -> int:
    """Return how many pairs must have a regulation: a pair of two obliged bodies counts once."""
    both = sum(partner.body_id in obliged for partner in partners)
    return len(obliged) * len(partners) - both - both * (both - 1) // 2


def _covered(obliged: set[int], partners: list[_Partner]) -> int:
    """Return how many of these pairs have a regulation."""
    bodies = {partner.body_id for partner in partners if partner.body_id}
    found: set[tuple[int, int]] = set()
    for place, partner in enumerate(partners):
        mine = partner.body_id
        for key in partner.by_body:
            if key != mine and (key in obliged or (mine in obliged and key in bodies)):
                found.add(
                    (min(key, mine), max(key, mine)) if key in bodies and mine else (key, mine or -place - 1)
                )
    return len(found)

"""The coverage matrix: which body has a coordination regulation in force with whom, and where none is."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from accounts.models import User
from core.text import fold
from delegations.enums import CoordinationKind
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

EVERYTHING = slice(None)
_Kinds = dict[int, list[CoordinationKind]]
_Missing = dict[int, tuple[CoordinationKind, ...]]


@dataclass(frozen=True)
class Column:
    """A partner: a short heading, its full name, and the query that names it as a party in the form of a new
    regulation."""

    label: str
    name: str
    query: str


@dataclass(frozen=True)
class Cell:
    """The regulations of one pair on the day. `counts` is false where the pair is not owed (a body with
    itself, a kind that does not apply); `elsewhere` tells that the pair stands in the other half, `lacking`
    that one of the two has no regulation of the kind at all.
    """

    regulations: tuple[CoordinationRegulation, ...]
    counts: bool
    column: "Column"
    elsewhere: bool = False
    lacking: bool = False

    @property
    def gap(self) -> bool:
        return self.counts and not self.regulations


@dataclass(frozen=True)
class Row:
    """One body against every column; `missing` are the kinds that apply and that no regulation covers at all
    (what the rule judges)."""

    body: Body
    cells: tuple[Cell, ...]
    missing: tuple[CoordinationKind, ...]


@dataclass(frozen=True)
class Matrix:
    """One part of the matrix: bodies down, partners across, a pair of two bodies once. Gaps and pairs count
    the whole part, each pair once; columns and rows are the window requested."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    gaps: int
    pairs: int
    column_count: int


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

    @property
    def without_committees(self) -> bool:
        """Whether no subordinate committee is registered, so that no pair with one can be owed."""
        return not self.localities.column_count


def coverage(user: User, day: dt.date, *, rows: slice = EVERYTHING, columns: slice = EVERYTHING) -> Coverage:
    """Return the matrix of the day, with a row for every active body that the user sees, or a window of its
    rows and columns.

    A body for whose kind the office's rows say that no coordination regulation is asked for owes none. Costs
    eight queries, whatever the number of bodies, and two more where there is such a row.
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
    bodies = [Column(body.symbol or body.code, body.name, urlencode({"ben": body.code})) for body in everyone]
    places = [Column(row.name, row.name, urlencode({"cap-uy": row.name})) for row in committees]
    agency = [Column(_("Cấp uỷ và thủ trưởng cơ quan"), _("Cấp uỷ và thủ trưởng cơ quan"), "")]
    return Coverage(
        bodies=_matrix(
            mine,
            bodies,
            [_partner_body(by_kind, body) for body in everyone],
            owed,
            missing,
            CoordinationKind.BODIES,
            rows,
            columns,
        ),
        localities=_matrix(
            mine,
            places,
            [_partner_name(by_kind, row.name) for row in committees],
            owed,
            missing,
            CoordinationKind.LOCALITIES,
            rows,
            columns,
        ),
        agency=_matrix(
            mine,
            agency,
            [_partner_agency(by_kind)],
            owed,
            missing,
            CoordinationKind.AGENCY,
            rows,
            slice(None),
        ),
        body_count=len(mine),
        missing_bodies=sum(1 for kinds in missing.values() if kinds),
        unknown_names=tuple(unknown),
        lacking=_lacking(mine, missing),
    )


_RULE = "coordination-missing"


def _owed(mine: list[Body], by_kind: "_Indexed", day: dt.date) -> tuple[_Kinds, _Missing]:
    """Return the kinds that each body owes on the day, and those of them that it lacks, by its key."""
    of_kinds, its_law = coordination_on(day), law.in_force()
    names = dict(BodyKind.objects.values_list("pk", "name"))
    owed: _Kinds = {}
    missing: _Missing = {}
    for body in mine:
        kinds = [kind for kind in CoordinationKind if kind in owed_coordination(body, of_kinds)]
        owed[body.pk] = kinds
        missing[body.pk] = tuple(
            kind for kind in kinds if not any(body.pk in keys for _rule, keys, _others in by_kind[kind])
        )
    decided = [body for body in mine if _RULE in its_law.of_kind(names[body.kind_id]).decided]
    anchors = _anchors(decided, missing, day) if decided else {}
    for body in decided:
        if not its_law.of_kind(names[body.kind_id]).applies(_RULE, anchors[body.pk]):
            owed[body.pk], missing[body.pk] = [], ()
    return owed, missing


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


class _Partner:
    """A column: which body it is (or 0), and the regulations in which it takes part, by the keys of their
    bodies."""

    def __init__(
        self, body_id: int, regulations: list[tuple[CoordinationRegulation, frozenset[int]]]
    ) -> None:
        self.body_id = body_id
        self.by_body: dict[int, list[CoordinationRegulation]] = {}
        for regulation, bodies in regulations:
            for key in bodies:
                self.by_body.setdefault(key, []).append(regulation)


def _partner_body(by_kind: _Indexed, body: Body) -> _Partner:
    return _Partner(
        body.pk, [(row, keys) for row, keys, _others in by_kind[CoordinationKind.BODIES] if body.pk in keys]
    )


def _partner_name(by_kind: _Indexed, name: str) -> _Partner:
    folded = fold(name)
    return _Partner(
        0,
        [
            (row, keys)
            for row, keys, names in by_kind[CoordinationKind.LOCALITIES]
            if any(fold(other) == folded for other in names)
        ],
    )


def _partner_agency(by_kind: _Indexed) -> _Partner:
    return _Partner(0, [(row, keys) for row, keys, _others in by_kind[CoordinationKind.AGENCY]])


def _matrix(
    mine: list[Body],
    columns: list[Column],
    partners: list[_Partner],
    owed: _Kinds,
    missing: _Missing,
    kind: CoordinationKind,
    row_window: slice,
    column_window: slice,
) -> Matrix:
    obliged = {body.pk for body in mine if kind in owed[body.pk]}
    # Among bodies each pair stands once, in the row of the one that comes first of those that the reader
    # sees.
    place = {body.pk: number for number, body in enumerate(mine)}
    lacking = {body.pk for body in mine if kind in missing[body.pk]}
    shown = list(zip(columns[column_window], partners[column_window], strict=True))
    rows = []
    for body in mine[row_window]:
        cells = []
        for column, partner in shown:
            itself = partner.body_id == body.pk
            elsewhere = place.get(partner.body_id, len(mine)) < place[body.pk]
            found = () if itself or elsewhere else tuple(partner.by_body.get(body.pk, ()))
            counts = not itself and not elsewhere and (body.pk in obliged or partner.body_id in obliged)
            cells.append(
                Cell(found, counts, column, elsewhere, body.pk in lacking or partner.body_id in lacking)
            )
        rows.append(Row(body, tuple(cells), tuple(item for item in missing[body.pk] if item == kind)))
    pairs = _pairs(obliged, partners)
    return Matrix(
        tuple(columns[column_window]), tuple(rows), pairs - _covered(obliged, partners), pairs, len(columns)
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

"""What a draft of a reform day would do: what was typed in its steps, else what is proposed.

`Reform.plan` holds by step what was typed, bodies and seats by their codes, other records by their keys:
`ending` and `receiving` (codes), `new` (one mapping a body), `duties` (by old body: who takes each),
`seats` (by seat: `to`, `role`, `person`), `open` (`cancel_meetings`, and by record `lapsing`, `directions`,
`children`).
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from core.text import fold
from delegations.enums import BodyRelation, Duty, SeatRole
from delegations.models import Body, BodyKind, CoordinationRegulation, Membership, Reform, Seat
from desk.queries.endings import Hanging, hanging
from directions.models import Direction


class NewBody(NamedTuple):
    """A body to be founded on the day. `parent` is the code of a body that is there or founded too."""

    code: str
    name: str
    kind: int
    host: str
    symbol: str = ""
    parent: str = ""
    relation: str = ""


@dataclass(frozen=True)
class Target:
    """A body that may take over: founded on the day (`is_new`) or there before."""

    code: str
    name: str
    host: str
    kind_id: int
    parent: str
    is_organ: bool
    is_new: bool


class SeatMove(NamedTuple):
    """A seat of a body that ends, who holds it at the end, and where it goes (nowhere: ""), with the holder
    or not."""

    seat: Seat
    holder: Membership | None
    to: str
    role: str
    with_holder: bool


class Lapse(NamedTuple):
    """A coordination regulation in force to which an ending body is a party: whether it lapses with it."""

    regulation: CoordinationRegulation
    parties: str
    lapses: bool


class Passing(NamedTuple):
    """A record of an ending body, and the body to which it is given (nobody: "")."""

    record: Any
    to: str


class Plan:
    """What the draft says and proposes. Each part costs at most three queries, and only when it is read."""

    def __init__(self, reform: Reform, *, today: dt.date) -> None:
        self.reform = reform
        # A direction is given on a day that has come.
        self.gives_directions = reform.starts_on <= today
        self.last_day = reform.last_day
        self._typed: Mapping[str, Any] = reform.plan

    @cached_property
    def ending(self) -> list[Body]:
        """The bodies that end: those chosen, and the organs that end with them, in protocol order."""
        chosen = Q(code__in=self._typed.get("ending", ()))
        organs = Q(relation=BodyRelation.ORGAN, parent__code__in=self._typed.get("ending", ()))
        there = Q(ended_on__isnull=True) | Q(ended_on=self.last_day)
        found = Body.objects.filter(chosen | (organs & there & Q(founded_on__lte=self.last_day)))
        return list(found.select_related("kind", "parent").in_protocol_order())

    @cached_property
    def organs(self) -> list[Body]:
        """Those of them that end as the organ of another, not chosen themselves."""
        return [body for body in self.ending if body.code not in self._typed["ending"]]

    @property
    def new(self) -> list[NewBody]:
        return [NewBody(**row) for row in self._typed.get("new", ())]

    @cached_property
    def receiving(self) -> list[Body]:
        """Bodies that were there before and take over."""
        found = Body.objects.filter(code__in=self._typed.get("receiving", ()))
        return list(found.select_related("kind", "parent").in_protocol_order())

    @cached_property
    def targets(self) -> list[Target]:
        """The bodies that may take over, the new ones first."""
        organs = set(BodyKind.objects.filter(is_organ=True).values_list("pk", flat=True))
        new = [
            Target(row.code, row.name, row.host, row.kind, row.parent, row.kind in organs, True)
            for row in self.new
        ]
        return [
            *new,
            *(
                Target(
                    body.code,
                    body.name,
                    body.host,
                    body.kind_id,
                    body.parent.code if body.parent else "",
                    body.relation == BodyRelation.ORGAN,
                    False,
                )
                for body in self.receiving
            ),
        ]

    def takers(self, old: Body, duty: str = "") -> list[Target]:
        """Return who may take this duty of the old body: reports neither of an organ nor to one."""
        if duty != Duty.REPORTS:
            return self.targets
        return [] if old.relation == BodyRelation.ORGAN else [one for one in self.targets if not one.is_organ]

    # --- duties

    @cached_property
    def duties(self) -> dict[str, dict[str, str]]:
        """By old body who takes each duty, "" for nobody."""
        typed = self._typed.get("duties", {})
        return {
            old.code: {
                duty.value: self._choice(
                    typed.get(old.code, {}).get(duty.value), self._likely(old, duty), self.takers(old, duty)
                )
                for duty in Duty
            }
            for old in self.ending
        }

    def taken_from(self, old: Body) -> dict[str, list[str]]:
        """Return by the code of each body what it takes of the old one."""
        found: dict[str, list[str]] = {}
        for duty, code in self.duties[old.code].items():
            if code:
                found.setdefault(code, []).append(duty)
        return found

    def _likely(self, old: Body, duty: str = "") -> str:
        """Return who takes over most likely: the one of the same host, of the same kind, or else the first;
        for an organ the organ of who takes over from its parent."""
        if old.relation == BodyRelation.ORGAN and old.parent is not None:
            heir = self._likely(old.parent, duty)
            own = [one.code for one in self.targets if one.is_organ and one.parent == heir]
            return (own or [heir])[0]
        takers = [one for one in self.takers(old, duty) if not one.is_organ] or self.takers(old, duty)
        ranked = sorted(
            takers, key=lambda one: (fold(one.host) != fold(old.host), one.kind_id != old.kind_id)
        )
        return ranked[0].code if ranked else ""

    @staticmethod
    def _choice(typed: str | None, proposed: str, among: Collection[Target]) -> str:
        """Return what was typed while it can still be chosen, else the proposal."""
        codes = {one.code for one in among}
        if typed == "" or typed in codes:
            return typed
        return proposed if proposed in codes else ""

    # --- seats and people

    @cached_property
    def seats(self) -> list[SeatMove]:
        """The seats in force at the end. Proposed: to a new body, with the holder, a person once; a second
        secretary as a deputy."""
        typed = self._typed.get("seats", {})
        new = {one.code for one in self.targets if one.is_new}
        seated: set[tuple[str, int]] = set()
        led: set[str] = set()
        found = []
        for seat, holder in self._seats_at_the_end():
            given = typed.get(seat.code, {})
            likely = self._likely(seat.body)
            twice = holder is not None and (likely, holder.person_id) in seated
            to = self._choice(given.get("to"), likely if likely in new and not twice else "", self.targets)
            if holder is not None and to:
                seated.add((to, holder.person_id))
            second = to in led and seat.role == SeatRole.SECRETARY
            role = given.get("role") or (SeatRole.DEPUTY.value if second else seat.role)
            if to and role == SeatRole.SECRETARY:
                led.add(to)
            found.append(SeatMove(seat, holder, to, role, given.get("person", True)))
        return found

    def _seats_at_the_end(self) -> Iterator[tuple[Seat, Membership | None]]:
        seats = (
            Seat.objects.in_force_on(self.last_day)
            .filter(body__in=self.ending)
            .select_related("office", "body__parent")
            .in_rank_order()
        )
        members = Membership.objects.active_on(self.last_day).filter(seat__body__in=self.ending)
        holders = {row.seat_id: row for row in members.select_related("person")}
        order = {body.pk: place for place, body in enumerate(self.ending)}
        for seat in sorted(seats, key=lambda one: order[one.body_id]):
            yield seat, holders.get(seat.pk)

    # --- what is open

    @cached_property
    def hanging(self) -> Hanging:
        return hanging(self.ending, on=self.last_day)

    @property
    def _open(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._typed.get("open", {})
        return found

    @property
    def typed_directions(self) -> Mapping[str, str]:
        found: Mapping[str, str] = self._open.get("directions", {})
        return found

    @property
    def cancel_meetings(self) -> bool:
        return bool(self._open.get("cancel_meetings", True))

    @cached_property
    def lapses(self) -> list[Lapse]:
        """The coordination regulations in force at the end. Proposed: they lapse."""
        typed = self._open.get("lapsing")
        rows = (
            CoordinationRegulation.objects.in_force_on(self.last_day)
            .touching(self.ending)
            .exclude(lapses_on=self.last_day)
            .prefetch_related("parties__body")
            .order_by("number")
        )
        return [
            Lapse(
                row,
                ", ".join(party.body.name if party.body else party.name for party in row.parties.all()),
                typed is None or row.pk in typed,
            )
            for row in rows
        ]

    @cached_property
    def directions(self) -> list[Passing]:
        """The open directions. Proposed: given again to who takes the tasks, once the day has come."""
        rows = Direction.objects.filter(body__in=self.ending, closed_on=None)
        rows = rows.select_related("body__parent", "assigned_to")
        typed = self.typed_directions
        takers = self.targets if self.gives_directions else []
        return [
            Passing(
                row,
                self._choice(typed.get(row.code), self.duties[row.body.code][Duty.TASKS.value], takers),
            )
            for row in rows.order_by("due_on", "code")
        ]

    @cached_property
    def children(self) -> list[Passing]:
        """The bodies under those that end, which go on. Proposed: under who takes over."""
        rows = Body.objects.filter(parent__in=self.ending, relation=BodyRelation.SUBORDINATE)
        rows = rows.exclude(pk__in=[body.pk for body in self.ending]).filter(ended_on__isnull=True)
        typed = self._open.get("children", {})
        takers = [one for one in self.targets if not one.is_organ]
        heirs = {body.pk: self.duties[body.code][Duty.TASKS.value] for body in self.ending}
        return [
            Passing(row, self._choice(typed.get(row.code), heirs.get(row.parent_id or 0, ""), takers))
            for row in rows.in_protocol_order()
        ]


def rows() -> "QuerySet[Reform]":
    """Return the reforms, drafts first, then the latest."""
    return Reform.objects.select_related("applied_by", "undone_by").order_by(
        "applied_at", "-starts_on", "-pk"
    )


def choosable_to_end(last_day: dt.date) -> "QuerySet[Body]":
    """Return the bodies that may end that day: there, and without an end of their own."""
    return Body.objects.without_end().filter(founded_on__lte=last_day).in_protocol_order()

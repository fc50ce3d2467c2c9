"""What the list and the page of bodies show on a day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.models import User
from delegations.enums import BodyRelation, BodyState, CoordinationKind, SeatRole
from delegations.models import (
    Body,
    CadenceDecision,
    CoordinationParty,
    CoordinationRegulation,
    DutySuccession,
    EventBody,
    Membership,
    Province,
    Seat,
    WorkingRegulation,
)
from delegations.queries.coverage import owed_by
from records.papers import kept_files

# What `?xep=` may name on the list of bodies.
ORDERS = {
    "thu-tu": ["position", "code"],
    "ten": ["sort_key", "code"],
    "ma": ["code"],
    "loai": ["kind__position", "position", "code"],
    "thanh-lap": ["founded_on", "position", "code"],
    "vi-tri": ["seat_count", "position", "code"],
    "khuyet": ["vacant_count", "position", "code"],
}


def choosable(user: Any) -> QuerySet[Body]:
    """Return the bodies that a list's filter offers: those the user may see, in protocol order."""
    return Body.objects.visible_to(user).in_protocol_order()


def only_one(user: Any) -> Body | None:
    """Return the one body that the user sees; None where they see several, or none. One query."""
    found = list(choosable(user)[:2])
    return found[0] if len(found) == 1 else None


def _counted(rows: QuerySet[Any], what: str = "pk") -> Coalesce:
    """Return how many different ones the outer body's rows name, as a subquery; `rows` are grouped by
    `of_body`."""
    return Coalesce(
        Subquery(
            rows.values("of_body").annotate(n=Count(what, distinct=True)).values("n"),
            output_field=IntegerField(),
        ),
        Value(0),
    )


def with_strength(bodies: QuerySet[Body], day: dt.date) -> QuerySet[Body]:
    """Add, as of the day, `seat_count` (required strength), `filled_count` (members, each person once),
    `vacant_count` (seats that nobody holds) and `secretary_name`."""
    seats = Seat.objects.in_force_on(day).filter(body=OuterRef("pk")).annotate(of_body=F("body")).order_by()
    members = (
        Membership.objects.active_on(day)
        .filter(seat__body=OuterRef("pk"))
        .annotate(of_body=F("seat__body"))
        .order_by()
    )
    secretary = (
        members.filter(seat__role=SeatRole.SECRETARY).order_by("seat__code").values("person__full_name")[:1]
    )
    return bodies.annotate(
        seat_count=_counted(seats),
        filled_count=_counted(members, "person"),
        secretary_name=Subquery(secretary),
    ).annotate(vacant_count=F("seat_count") - _counted(members, "seat"))


def vacant_seats(
    day: dt.date, *, body_ids: Collection[int] | None = None, kind_ids: Collection[int] = ()
) -> int:
    """Return how many seats in force have no holder on the day, in bodies that stand (None: all): one
    query."""
    active = Body.objects.active_on(day)
    active = active if body_ids is None else active.filter(pk__in=body_ids)
    active = active.filter(kind_id__in=kind_ids) if kind_ids else active
    held = Membership.objects.active_on(day).filter(seat=OuterRef("pk"))
    return Seat.objects.in_force_on(day).filter(~Exists(held), body__in=active.values("pk")).count()


def rows(user: User, day: dt.date) -> QuerySet[Body]:
    """Return the bodies that the user sees, with their strength on the day; sort with ORDERS. Costs one query
    a page."""
    return with_strength(Body.objects.visible_to(user).select_related("kind", "parent"), day)


class Sitting(NamedTuple):
    """A seat that a person holds elsewhere in a committee or its organs."""

    role: SeatRole
    body: Body


@dataclass(frozen=True)
class SeatRow:
    """A seat in force on the day, its holder or since when it is vacant, and who comes next."""

    seat: Seat
    holder: Membership | None
    vacant_since: dt.date | None
    coming: Membership | None
    elsewhere: Sequence[Sitting] = ()
    """What the holder is in the other parts of the committee."""
    watched_from: dt.date | None = None
    """Since when monitoring has had no holder on record, of a seat that is older and never had one there:
    nobody knows how long it is vacant."""


def head_id(body: Body) -> int:
    """Return the key of the committee: the body's own, or that of the one whose organ it is."""
    return body.parent_id if body.relation == BodyRelation.ORGAN and body.parent_id else body.pk


def sitting_elsewhere(body: Body, day: dt.date) -> dict[int, list[Sitting]]:
    """Return by person what they hold on the day in the other parts of the committee: a member of it who sits
    in its standing board too. One query."""
    head = head_id(body)
    found = (
        Membership.objects.active_on(day)
        .filter(Q(seat__body=head) | Q(seat__body__parent=head, seat__body__relation=BodyRelation.ORGAN))
        .exclude(seat__body=body)
        .select_related("seat__body")
        .order_by("seat__body__position", "seat__body__code")
    )
    elsewhere: dict[int, list[Sitting]] = defaultdict(list)
    for row in found:
        elsewhere[row.person_id].append(Sitting(SeatRole(row.seat.role), row.seat.body))
    return dict(elsewhere)


def seat_rows(body: Body, day: dt.date) -> list[SeatRow]:
    """Return the seats in force on the day in rank order, and what their holders are elsewhere in the
    committee or its organs. A vacancy starts the day after the last membership
    that ended before the day, or when the seat came into force, whichever is later. Costs five queries."""
    elsewhere = sitting_elsewhere(body, day)
    tracking_from = Province.objects.values_list("tracking_from", flat=True).first()
    by_start = (
        Membership.objects.select_related("person")
        .prefetch_related(kept_files(Membership))
        .order_by("starts_on")
    )
    seats = (
        Seat.objects.in_force_on(day)
        .filter(body=body)
        .select_related("office")
        .prefetch_related(Prefetch("memberships", by_start))
        .in_rank_order()
    )
    result = []
    for seat in seats:
        memberships = list(seat.memberships.all())
        holder = next(
            (
                row
                for row in memberships
                if row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)
            ),
            None,
        )
        coming = next((row for row in memberships if row.starts_on > day), None)
        ended = [row.ends_on for row in memberships if row.ends_on is not None and row.ends_on < day]
        since = max([seat.starts_on, *(last + dt.timedelta(days=1) for last in ended)])
        sits = elsewhere.get(holder.person_id, ()) if holder else ()
        unknown = not holder and not ended and tracking_from and seat.starts_on < tracking_from <= day
        watched_from = tracking_from if unknown else None
        result.append(SeatRow(seat, holder, None if holder else since, coming, sits, watched_from))
    return result


def seats_not_in_force(body: Body, day: dt.date) -> list[Seat]:
    """Return the seats that ended before the day or start after it."""
    return list(
        Seat.objects.filter(body=body)
        .exclude(pk__in=Seat.objects.in_force_on(day).values("pk"))
        .select_related("office")
        .in_rank_order()
    )


def former_members(body: Body, day: dt.date) -> QuerySet[Membership]:
    """Return the memberships of the body that ended before the day, the latest first."""
    return (
        Membership.objects.filter(seat__body=body, ends_on__lt=day)
        .select_related("person", "seat")
        .prefetch_related(kept_files(Membership))
        .order_by("-ends_on", "seat__code")
    )


def cadence_decisions(body: Body) -> QuerySet[CadenceDecision]:
    return CadenceDecision.objects.filter(body=body).order_by("-starts_on")


def cadence_on(decisions: list[CadenceDecision], day: dt.date) -> CadenceDecision | None:
    """Return the decision in force on the day: the one with the latest first day up to it."""
    return next((row for row in decisions if row.starts_on <= day), None)


def working_regulations(body: Body) -> QuerySet[WorkingRegulation]:
    """Return all versions of the body's working regulation, the latest first, with their legal bases."""
    return (
        WorkingRegulation.objects.filter(body=body)
        .prefetch_related("legal_bases", kept_files(WorkingRegulation))
        .latest_first()
    )


def coordination_of(
    body: Body, day: dt.date
) -> list[tuple[CoordinationKind, bool, list[CoordinationRegulation]]]:
    """Return by kind whether it applies to the body, and the regulations in force on the day with all their
    parties and files. Seven queries at most."""
    parties = Prefetch("parties", CoordinationParty.objects.select_related("body").order_by("position"))
    found = list(
        CoordinationRegulation.objects.in_force_on(day)
        .filter(parties__body=body)
        .prefetch_related(parties, kept_files(CoordinationRegulation))
        .order_by("-effective_on", "number")
    )
    stands = body.state_on(day) == BodyState.ACTIVE
    owed = owed_by(body, found, day) if stands else frozenset()
    return [(kind, kind in owed, [row for row in found if row.kind == kind]) for kind in CoordinationKind]


def events_of(body: Body, day: dt.date) -> QuerySet[EventBody]:
    """Return what touched the body by the day, the latest first."""
    return (
        EventBody.objects.filter(body=body, event__occurred_on__lte=day)
        .select_related("event")
        .order_by("-event__occurred_on")
    )


def handed_over(body: Body) -> tuple[list[DutySuccession], list[DutySuccession]]:
    """Return of which bodies this one holds duties, and who holds its own; one query."""
    rows = (
        DutySuccession.objects.filter(Q(successor=body) | Q(predecessor=body))
        .select_related("predecessor", "successor")
        .order_by("starts_on", "predecessor__position", "successor__position", "pk")
    )
    taken = [row for row in rows if row.successor_id == body.pk]
    return taken, [row for row in rows if row.predecessor_id == body.pk]


def lineage(body: Body) -> tuple[list[Body], list[Body]]:
    """Return the bodies before and after this one in succession."""
    return list(body.predecessors.order_by("position", "code")), list(
        body.successors.order_by("position", "code")
    )


def short_name(body: Body) -> str:
    """Return what a body is called in its own papers, the words that its name and its kind begin with: Đảng
    đoàn, Ban cán sự đảng, Đảng uỷ; its whole name where they have none."""
    words = []
    for one, other in zip(body.name.split(), body.kind.name.split(), strict=False):
        if one.casefold() != other.casefold():
            break
        words.append(one)
    return " ".join(words) or body.name

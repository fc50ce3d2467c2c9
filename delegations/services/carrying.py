"""Seats of bodies that end, opened again in those that take over, with or without who held them."""

import datetime as dt
from collections.abc import Collection, Iterator
from itertools import count, groupby
from operator import attrgetter
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import SeatGrant, User
from accounts.queries import posts
from core import editing
from core.errors import Refused
from core.signals import facts_changed
from delegations.models import Body, Membership, Seat
from delegations.permissions import check_can_edit_registers
from delegations.services.memberships import already_seated_message
from delegations.services.seats import check_days
from records.codes import next_code


class Carried(NamedTuple):
    """A seat that goes to a body, as what, and the membership that goes along (None: it goes vacant)."""

    seat: Seat
    to: Body
    role: str
    holder: Membership | None


@transaction.atomic
def carry(*, moves: Collection[Carried], starts_on: dt.date, decision: str, by: User) -> list[Seat]:
    """Open a seat like each of these in its new body and designate who goes along, from the day on.

    Costs a query for each body that takes seats and six more, however many seats. Raises Refused for a day
    outside a body's, and for a person who would hold two seats of one.
    """
    check_can_edit_registers(by)
    _check_one_seat_each(moves, starts_on)
    ordered = sorted(moves, key=lambda one: one.to.pk)
    made: list[Seat] = []
    for to, group in groupby(ordered, key=attrgetter("to")):
        check_days(to, starts_on, None)
        made += [
            Seat(body=to, code=code, role=one.role, office_id=one.seat.office_id, starts_on=starts_on)
            for one, code in zip(group, _codes(to), strict=False)
        ]
    with editing.refusals(Seat):
        Seat.objects.bulk_create(made)
    with editing.refusals(Membership):
        Membership.objects.bulk_create(
            Membership(
                seat=seat,
                person_id=one.holder.person_id,
                starts_on=starts_on,
                ends_on=_still_to_come(one.holder.ends_on, starts_on),
                title=one.holder.title,
                portfolio=one.holder.portfolio,
                decision_number=decision,
            )
            for seat, one in zip(made, ordered, strict=True)
            if one.holder is not None
        )
    _open_like_before(made, ordered)
    facts_changed.send(sender=None, body_ids=[one.to.pk for one in moves])
    return made


def _still_to_come(last: dt.date | None, starts_on: dt.date) -> dt.date | None:
    """Return the last day that was decided for who goes along; that of the old body's end, before the new
    one begins, is none."""
    return last if last and last >= starts_on else None


def _open_like_before(made: Collection[Seat], moves: Collection[Carried]) -> None:
    """Let the new seats open their bodies to whoever goes along, where the old ones did. Two queries."""
    opened = posts.opened([one.seat.pk for one in moves])
    SeatGrant.objects.bulk_create(
        SeatGrant(seat=seat)
        for seat, one in zip(made, moves, strict=True)
        if one.seat.pk in opened and one.holder is not None
    )


def _codes(body: Body) -> Iterator[str]:
    """Generate the body's next seat codes."""
    prefix = f"{body.code}-"
    number = next_code(Seat, prefix, digits=2).removeprefix(prefix)
    for value in count(int(number)):
        yield f"{prefix}{value:0{len(number)}d}"


def _check_one_seat_each(moves: Collection[Carried], starts_on: dt.date) -> None:
    taken: dict[tuple[int, int], str] = {}
    there = Membership.objects.overlapping(starts_on, None).filter(
        seat__body__in={one.to.pk for one in moves}
    )
    stored = {(row.seat.body_id, row.person_id): row for row in there.select_related("seat")}
    for one in moves:
        if one.holder is None:
            continue
        key = (one.to.pk, one.holder.person_id)
        name = one.holder.person.full_name
        if key in stored:
            row = stored[key]
            message = already_seated_message(name, row.seat.code, row.starts_on, row.ends_on)
            raise Refused(f"{one.to.name}: {message}")
        if key in taken:
            words = _(
                "Đồng chí %(person)s sang %(body)s từ hai vị trí, %(first)s và %(second)s. Mỗi người chỉ giữ"
                " một vị trí trong một tổ chức."
            )
            found = {"person": name, "body": one.to.name, "first": taken[key], "second": one.seat.code}
            raise Refused(words % found)
        taken[key] = one.seat.code

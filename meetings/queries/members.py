"""Who was a member of a body on a day, in the order in which a list of members is read."""

import datetime as dt
from typing import NamedTuple

from delegations.enums import SeatRole
from delegations.models import Body, Membership, Person, rank_of


class Member(NamedTuple):
    """A member on a day: the person, and the first of their seats."""

    person: Person
    role: SeatRole
    title: str
    portfolio: str


def on_day(body: Body, day: dt.date) -> list[Member]:
    """Return the body's members on the day, each person once; one query."""
    memberships = (
        Membership.objects.active_on(day)
        .filter(seat__body=body)
        .select_related("person", "seat")
        .order_by(rank_of("seat__role"), "seat__code")
    )
    found: dict[int, Member] = {}
    for membership in memberships:
        found.setdefault(
            membership.person_id,
            Member(membership.person, SeatRole(membership.seat.role), membership.title, membership.portfolio),
        )
    return list(found.values())

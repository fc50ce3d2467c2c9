"""Accounts that follow the posts of a hand-over."""

from collections.abc import Collection
from typing import Any, NamedTuple

from accounts.enums import Role
from accounts.models import User
from accounts.queries import posts
from delegations.models import Person, Seat


class OfHandOver(NamedTuple):
    """What a hand-over does to accounts: the seats among those that move which open their body to whoever
    holds them, the account that loses them, and the one that gets them (None: there is none that works)."""

    seats: list[Seat]
    leaving: User | None
    arriving: User | None


def of_hand_over(moves: Collection[Any], arriving: Person | None) -> OfHandOver | None:
    """Return what the moves do to accounts; None where none of the seats opens its body. Two queries."""
    opened = posts.opened([move.seat.pk for move in moves])
    seats = [move.seat for move in moves if move.seat.pk in opened]
    if not seats:
        return None
    leaving = next((move.leaving.person_id for move in moves if move.leaving), None)
    people = {key for key in (leaving, arriving.pk if arriving else None) if key}
    working = User.objects.filter(person__in=people, is_active=True, role=Role.SECRETARY)
    found = {user.person_id: user for user in working}
    return OfHandOver(seats, found.get(leaving), found.get(arriving.pk) if arriving else None)

"""Posts that open their body to the account of whoever holds them: which they are, and whose."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, Subquery

from accounts.models import SeatGrant, User


class Post(NamedTuple):
    """A post as a list shows it: the seat, and whether the account's person holds it on the day."""

    seat: Any
    is_held: bool


def seats() -> Any:
    """Return all seats, each with its body: the app that owns them is above this one."""
    model: Any = SeatGrant._meta.get_field("seat").related_model
    return model.objects.select_related("body")


def choosable(day: dt.date, keys: Collection[str]) -> Any:
    """Return the seats from which an account's posts are chosen, each with the name of its `holder` on the
    day: those of secretaries and deputies, those that open their body already, and those of these keys."""
    held = memberships().filter(not_over(day), seat=OuterRef("pk"), starts_on__lte=day)
    wanted = Q(role__in=("secretary", "deputy")) | Q(grant__isnull=False) | Q(pk__in=keys)
    return (
        seats()
        .filter(not_over(day), wanted)
        .annotate(holder=Subquery(held.values("person__full_name")[:1]))
        .order_by("body__position", "body__code", "code")
    )


def people() -> Any:
    """Return everybody of the directory."""
    model: Any = User._meta.get_field("person").related_model
    return model.objects.all()


def memberships() -> Any:
    """Return who holds or held which seat, each with the person, the seat and its body."""
    model: Any = SeatGrant._meta.get_field("seat").related_model._meta.get_field("memberships").related_model
    return model.objects.select_related("person", "seat__body")


def not_over(day: dt.date, of: str = "") -> Q:
    """Return the condition that a seat, or who holds it, is there on the day or will be later; `of` leads to
    what is asked (`seat__`)."""
    return Q(**{f"{of}ends_on__isnull": True}) | Q(**{f"{of}ends_on__gte": day})


def sitting(on: dt.date) -> Any:
    """Return who holds on the day a seat that opens its body."""
    return memberships().filter(
        not_over(on),
        not_over(on, "seat__"),
        starts_on__lte=on,
        seat__starts_on__lte=on,
        seat__grant__isnull=False,
    )


def held_by(person_id: int | None, on: dt.date) -> set[int]:
    """Return the keys of the seats that open their body to this person on the day. One query."""
    if person_id is None:
        return set()
    return set(SeatGrant.objects.held_on(on, person=person_id).values_list("seat", flat=True))


def of_accounts(accounts: Iterable[User], on: dt.date) -> dict[int, list[Post]]:
    """Return by account the posts that open bodies to it: those held on the day, else those that were held
    last. Two queries."""
    persons = {user.person_id: user.pk for user in accounts if user.person_id}
    rows = memberships().filter(person__in=persons, seat__grant__isnull=False)
    found: dict[int, list[Post]] = {}
    over: dict[int, list[Post]] = {}
    for row in rows.order_by("-starts_on", "seat__code") if persons else ():
        key = persons[row.person_id]
        held = row.starts_on <= on and all(
            last is None or last >= on for last in (row.ends_on, row.seat.ends_on)
        )
        (found if held else over).setdefault(key, []).append(Post(row.seat, held))
    return {key: found.get(key) or over[key][:1] for key in {*found, *over}}


def left(on: dt.date) -> Q:
    """Return the condition of users bound to a person who holds no post on the day that opens a body."""
    return Q(person__isnull=False) & ~Q(person__in=sitting(on).values("person"))


def without_account(on: dt.date) -> Any:
    """Return who holds on the day a post that opens its body, and has no account that works, in the order of
    the bodies."""
    has_one = User.objects.filter(is_active=True, person__isnull=False).values("person")
    return sitting(on).exclude(person__in=has_one).order_by("seat__body__position", "seat__code")


def opened(seat_ids: Collection[int]) -> set[int]:
    """Return which of these seats open their body to whoever holds them. One query."""
    return set(SeatGrant.objects.filter(seat__in=seat_ids).values_list("seat", flat=True))

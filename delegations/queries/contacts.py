"""Who is reached by mail as what at a body."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from accounts.enums import Role
from accounts.models import BodyGrant
from delegations.enums import SeatRole
from delegations.models import Body, Membership


class Contact(NamedTuple):
    address: str
    name: str


class Contacts(NamedTuple):
    """`office`: the body's own address, else the accounts of its secretaries; `secretary`: the members who
    hold the seat of its Bí thư."""

    office: list[Contact]
    secretary: list[Contact]


def on_day(day: dt.date, *, body_ids: Collection[int] | None = None) -> Mapping[int, Contacts]:
    """Return who is reached at each body that is active on the day, or at those of the given ones. Three
    queries."""
    found: dict[int, Contacts] = defaultdict(lambda: Contacts([], []))
    bodies = Body.objects.active_on(day)
    if body_ids is not None:
        bodies = bodies.filter(pk__in=body_ids)
    without = []
    for body_id, email, name in bodies.values_list("id", "email", "name"):
        if email:
            found[body_id].office.append(Contact(email, name))
        else:
            without.append(body_id)
    if without:
        grants = BodyGrant.objects.filter(
            body_id__in=without, user__is_active=True, user__role=Role.SECRETARY
        ).exclude(user__email="")
        for body_id, email, name in grants.order_by("user_id").values_list(
            "body_id", "user__email", "user__full_name"
        ):
            found[body_id].office.append(Contact(email, name))
    holders = (
        Membership.objects.active_on(day)
        .filter(seat__role=SeatRole.SECRETARY, seat__body__in=bodies)
        .exclude(person__email="")
    )
    for body_id, email, name in holders.order_by("seat__code").values_list(
        "seat__body_id", "person__email", "person__full_name"
    ):
        found[body_id].secretary.append(Contact(email, name))
    return found

"""Who is reached by mail as what at a body."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db.models import Q

from accounts.enums import Role
from accounts.models import BodyGrant
from delegations.enums import SeatRole
from delegations.models import Body, Membership


class Contact(NamedTuple):
    address: str
    name: str


class Contacts(NamedTuple):
    """`office`: the body's own address, else the accounts of its secretaries, by name or by their post;
    `secretary`: the members who hold the seat of its Bí thư."""

    office: list[Contact]
    secretary: list[Contact]


def _add_by_post(found: Mapping[int, Contacts], body_ids: Collection[int], day: dt.date) -> None:
    """Add whoever holds on the day a post that opens one of the bodies to their account. One query."""
    rows = Membership.objects.active_on(day).filter(
        seat__body__in=body_ids,
        seat__grant__isnull=False,
        person__account__is_active=True,
        person__account__role=Role.SECRETARY,
    )
    for body_id, name, *addresses in rows.order_by("seat__code").values_list(
        "seat__body_id", "person__full_name", "person__account__email", "person__email"
    ):
        contact = Contact(next(filter(None, addresses), ""), name)
        reached = {one.address.lower() for one in found[body_id].office}
        if contact.address and contact.address.lower() not in reached:
            found[body_id].office.append(contact)


def left_on(body_id: int, address: str, day: dt.date) -> dt.date | None:
    """Return the last day on which somebody with this address sat in the body, where nobody with it does any
    more and it is not otherwise the body's: who left answers nothing for it. At most five queries."""
    own = Q(person__email__iexact=address) | Q(person__account__email__iexact=address)
    sat = Membership.objects.filter(own, seat__body=body_id)
    last = sat.filter(ends_on__lt=day).order_by("-ends_on").values_list("ends_on", flat=True).first()
    if last is None or sat.overlapping(day, None).exists():
        return None
    reached = on_day(day, body_ids=[body_id]).get(body_id)
    still = {one.address.lower() for one in (*reached.office, *reached.secretary)} if reached else set()
    return None if address.lower() in still else last


def on_day(day: dt.date, *, body_ids: Collection[int] | None = None) -> Mapping[int, Contacts]:
    """Return who is reached at each body that is active on the day, or at those of the given ones. Four
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
        _add_by_post(found, without, day)
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

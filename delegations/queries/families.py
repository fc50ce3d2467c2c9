"""A committee and its organs (a standing board, the permanent members): one on every screen."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from delegations.enums import BodyRelation
from delegations.models import Body, BodyQuerySet, Membership
from delegations.queries.bodies import head_id, with_strength


def _family(user: Any, body: Body) -> BodyQuerySet:
    head = head_id(body)
    of_head = Q(pk=head) | Q(parent=head, relation=BodyRelation.ORGAN)
    found: BodyQuerySet = Body.objects.visible_to(user).filter(of_head).select_related("parent")
    return found


def standing(user: Any, body: Body, on: dt.date) -> list[Body]:
    """Return those of the committee and its organs that stand on the day, the committee first, in protocol
    order; of another body nothing but itself. One query."""
    found = _family(user, body).active_on(on).in_protocol_order()
    return sorted(found, key=lambda one: one.relation == BodyRelation.ORGAN)


def members(user: User, body: Body, day: dt.date) -> list[Body]:
    """Return the committee and its organs, the committee first, each with its strength on the day; ended ones
    too. One query."""
    found = with_strength(_family(user, body), day).order_by("position", "code")
    return sorted(found, key=lambda one: one.relation == BodyRelation.ORGAN)


def to_offer(organ: Body, day: dt.date) -> list[Membership]:
    """Return the memberships of the committee on the day whose people do not sit in its organ then, in rank
    order. One query."""
    seated = Membership.objects.active_on(day).filter(seat__body=organ).values("person")
    rows = Membership.objects.active_on(day).filter(seat__body=organ.parent_id).exclude(person__in=seated)
    return list(rows.select_related("person", "seat").in_rank_order())


def below(user: Any, body: Body, day: dt.date) -> QuerySet[Body]:
    """Return the bodies under this one that stand on the day, in protocol order."""
    found = Body.objects.visible_to(user).filter(parent=body, relation=BodyRelation.SUBORDINATE)
    return found.active_on(day).in_protocol_order()

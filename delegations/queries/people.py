"""What the directory and a person's card show."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import day as day_text
from delegations.enums import BodyRelation, SeatRole
from delegations.models import Membership, Person
from records.papers import kept_files

ORDERS = {"ten": ["sort_key", "code"], "ma": ["code"], "thu-dien-tu": ["email", "sort_key"]}


def directory(user: User, day: dt.date) -> QuerySet[Person]:
    """Return the people whom the user sees, each with `sitting`: their memberships on the day. Costs two
    queries a page."""
    sitting = (
        Membership.objects.active_on(day)
        .visible_to(user)
        .select_related("seat__body")
        .order_by("seat__body__position", "seat__code")
    )
    return Person.objects.visible_to(user).prefetch_related(
        Prefetch("memberships", sitting, to_attr="sitting")
    )


def memberships_of(person: Person, user: User) -> list[Membership]:
    """Return a person's memberships in the bodies that the user sees, the latest first."""
    rows = (
        Membership.objects.filter(person=person)
        .visible_to(user)
        .select_related("seat__body", "seat__office", "person")
        .prefetch_related(kept_files(Membership))
    )
    return list(rows.order_by("-starts_on", "seat__body__position", "seat__code"))


@dataclass(frozen=True)
class Clash:
    """Two memberships of one person that exclude each other, or one that outlasts its seat, as a sentence."""

    serious: bool
    text: str


def clashes(memberships: list[Membership]) -> list[Clash]:
    """Return what does not fit among one person's memberships: two seats of one body, the head of two bodies,
    a seat held beyond its end."""
    found = []
    ordered = sorted(memberships, key=lambda row: (row.starts_on, row.pk))
    for place, row in enumerate(ordered):
        if row.seat.ends_on is not None and (row.ends_on is None or row.ends_on > row.seat.ends_on):
            words = _("Vị trí %(seat)s kết thúc ngày %(day)s nhưng thành viên vẫn được ghi sau ngày đó.")
            found.append(Clash(False, words % {"seat": row.seat.code, "day": day_text(row.seat.ends_on)}))
        for other in ordered[place + 1 :]:
            if row.ends_on is not None and other.starts_on > row.ends_on:
                continue
            if row.seat.body_id == other.seat.body_id:
                words = _("Giữ hai vị trí của %(body)s cùng lúc từ %(day)s: %(first)s và %(second)s.")
                values = {
                    "body": row.seat.body.name,
                    "day": day_text(other.starts_on),
                    "first": row.seat.code,
                    "second": other.seat.code,
                }
                found.append(Clash(True, words % values))
            elif row.seat.role == other.seat.role == SeatRole.SECRETARY and not _one_house(row, other):
                words = _("Là Bí thư của hai tổ chức cùng lúc từ %(day)s: %(first)s và %(second)s.")
                values = {
                    "day": day_text(other.starts_on),
                    "first": row.seat.body.name,
                    "second": other.seat.body.name,
                }
                found.append(Clash(False, words % values))
    return found


def _one_house(one: Membership, other: Membership) -> bool:
    """Return whether one of the two bodies is the other's organ: who heads a committee heads its standing
    board."""
    return any(
        organ.relation == BodyRelation.ORGAN and organ.parent_id == whole.pk
        for organ, whole in ((one.seat.body, other.seat.body), (other.seat.body, one.seat.body))
    )

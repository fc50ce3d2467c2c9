"""What a new body still lacks before its work can be watched and done."""

import datetime as dt
from typing import Any, NamedTuple
from urllib.parse import quote

from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import BodyGrant
from core.addresses import reverse
from delegations.enums import SeatRole
from delegations.models import Body, Membership, WorkingRegulation
from delegations.queries.bodies import with_strength
from meetings.models import Meeting

NEW_FOR = dt.timedelta(days=365)
"""How long after its founding a body with members is shown what it lacks; then findings alone tell."""


class Step(NamedTuple):
    """One thing that a body is given when it is set up: whether it is there, what it is, and where to give
    it."""

    is_done: bool
    label: str
    url: str


def steps(body: Body, on: dt.date) -> list[Step]:
    """Return the steps of setting a body up, as of the day; nothing for a body that is no longer new, or
    lacks nothing. One query."""
    head = (
        Membership.objects.active_on(on)
        .filter(seat__body=OuterRef("pk"), seat__role=SeatRole.SECRETARY)
        .order_by("seat__code")
    )
    found: Any = with_strength(
        Body.objects.filter(pk=body.pk).annotate(
            has_regulation=Exists(WorkingRegulation.objects.filter(body=OuterRef("pk"))),
            has_meeting=Exists(Meeting.objects.filter(body=OuterRef("pk"))),
            has_staff=Exists(
                BodyGrant.objects.filter(
                    body=OuterRef("pk"), user__is_active=True, user__role=Role.SECRETARY
                ).exclude(user__email="")
            )
            | Exists(
                Membership.objects.active_on(on)
                .filter(
                    seat__body=OuterRef("pk"),
                    seat__grant__isnull=False,
                    person__account__is_active=True,
                    person__account__role=Role.SECRETARY,
                )
                .exclude(person__account__email="")
            ),
            head_code=Subquery(head.values("person__code")[:1]),
            head_mail=Subquery(head.values("person__email")[:1]),
        ),
        on,
    ).get()
    is_over = body.last_day is not None and body.last_day < on
    if is_over or (found.seat_count and on - body.founded_on > NEW_FOR):
        return []
    table = reverse("delegations:roster", args=[body.code])
    card = reverse("delegations:edit_person", args=[found.head_code]) if found.head_code else table
    edit = reverse("delegations:edit_body", args=[body.code])
    regulation = reverse("delegations:issue_regulation", args=[body.code])
    plan = reverse("desk:plan-year") + f"?to_chuc={quote(body.code)}"
    listed = [
        Step(bool(found.seat_count) and not found.vacant_count, _("Thành viên, đủ các vị trí"), table),
        Step(bool(found.head_mail), _("Thư điện tử của đồng chí Bí thư"), card),
        Step(bool(body.email), _("Thư điện tử của tổ chức"), edit),
        Step(found.has_regulation, _("Quy chế làm việc"), regulation),
        Step(found.has_meeting, _("Lịch họp định kỳ trong năm"), plan),
        Step(found.has_staff, _("Thư ký có tài khoản và thư điện tử"), reverse("accounts:users")),
    ]
    return [] if all(step.is_done for step in listed) else listed

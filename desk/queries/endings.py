"""What hangs on bodies that are about to end."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from delegations.models import Body, Membership
from directions.models import Direction
from meetings.enums import MeetingStatus
from meetings.models import Meeting, Task
from obligations.models import Waiver
from reports.models import Submission

# Begins the reason of meetings cancelled with an end, so that taking the end back finds them: stored, so
# never translated.
CANCELLED_WITH_THE_END = "Tổ chức kết thúc hoạt động"


@dataclass(frozen=True, slots=True)
class Hanging:
    """Records that reach beyond the last day of a body, each with its body."""

    meetings: list[Meeting]
    postponed: list[Meeting]
    tasks: list[Task]
    submissions: list[Submission]
    memberships: list[Membership]
    directions: list[Direction]
    waivers: list[Waiver]
    several: bool
    """Whether more than one body ends, so that each record must name its own."""

    def __bool__(self) -> bool:
        return any(
            (
                self.meetings,
                self.postponed,
                self.tasks,
                self.submissions,
                self.directions,
                self.memberships,
                self.waivers,
            )
        )


def hanging(bodies: Collection[Body], *, on: dt.date) -> Hanging:
    """Return what reaches beyond the day: seven queries."""

    def of(rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(body__in=bodies).select_related("body")

    open_after = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    return Hanging(
        meetings=list(
            of(Meeting.objects.filter(status=MeetingStatus.PLANNED, held_on__gt=on)).order_by(
                "held_on", "code"
            )
        ),
        postponed=list(
            of(Meeting.objects.filter(status=MeetingStatus.POSTPONED)).order_by("held_on", "code")
        ),
        tasks=list(of(Task.objects.open_on(on)).order_by(F("due_on").asc(nulls_last=True), "code")),
        submissions=list(
            of(Submission.objects.existing_on(on).exclude(sent_on__lte=on)).order_by(
                F("promised_on").asc(nulls_last=True), "code"
            )
        ),
        memberships=list(
            Membership.objects.filter(open_after, seat__body__in=bodies)
            .select_related("person", "seat__body")
            .order_by("seat__code", "starts_on")
        ),
        directions=list(of(Direction.objects.filter(closed_on=None)).order_by("due_on", "code")),
        waivers=list(of(Waiver.objects.filter(until__gt=on)).order_by("until", "pk")),
        several=len(bodies) > 1,
    )


def cancelled_with_the_end(body: Body) -> int:
    """Return how many meetings were cancelled when the body ended: those that taking the end back plans
    again."""
    if body.ended_on is None:
        return 0
    cancelled = Meeting.objects.filter(body=body, status=MeetingStatus.CANCELLED, held_on__gt=body.ended_on)
    return cancelled.filter(status_reason__startswith=CANCELLED_WITH_THE_END).count()

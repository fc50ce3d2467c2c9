"""End bodies with what hangs on them, and take an end back: one act over bodies and their meetings."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from accounts.models import User
from delegations.models import Body
from delegations.services import bodies as registers
from desk.queries.endings import CANCELLED_WITH_THE_END
from meetings.services import meetings


@transaction.atomic
def end(
    *,
    bodies: Collection[Body],
    on: dt.date,
    decision: str,
    by: User,
    successors: Collection[Body] = (),
    cancel_meetings: bool = True,
) -> int:
    """End bodies after their last day and cancel the meetings that they planned for later; return how many.
    Raises Refused."""
    # First, while the bodies still stand: a day after the end is refused to every meeting.
    reason = f"{CANCELLED_WITH_THE_END} theo {decision}"
    cancelled = (
        sum(meetings.cancel_planned_after(body=body, day=on, reason=reason, by=by) for body in bodies)
        if cancel_meetings
        else 0
    )
    registers.end(bodies=bodies, on=on, decision=decision, by=by, successors=successors)
    return cancelled


@transaction.atomic
def reopen(*, body: Body, by: User) -> int:
    """Take back an end that was recorded by mistake, and plan the meetings again that were cancelled with it;
    return how many. Raises Refused."""
    ended_on = body.ended_on
    registers.reopen(body=body, by=by)
    return (
        meetings.plan_again_after(body=body, day=ended_on, reason=CANCELLED_WITH_THE_END, by=by)
        if ended_on
        else 0
    )

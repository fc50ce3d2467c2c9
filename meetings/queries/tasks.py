"""Tasks that meetings gave."""

import datetime as dt
from typing import Any

from django.db.models import Q

from accounts.models import User
from delegations.enums import Duty
from delegations.models import Body
from delegations.queries import deferrals, successions
from delegations.queries.unwatched import unwatched
from meetings.models import Meeting, Task, TaskQuerySet

ORDERS = {
    "tinh-trang": ("is_done", "due_on", "code"),
    "han": ("due_on", "code"),
    "ma": ("code",),
    "giao": ("given_on", "code"),
    "to-chuc": ("body__position", "body__code", "due_on", "code"),
}


def listing(
    *,
    user: User,
    on: dt.date,
    text: str = "",
    body: Body | None = None,
    state: str = "",
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> TaskQuerySet:
    """Return the tasks that the user may see, given by the day, each with `is_done`; `state` is open,
    overdue (not deferred, of who stands, watched by the rule), done or empty for all. Due from `first` to
    `last`, both included, if given."""
    found: Any = Task.objects.visible_to(user)
    found = found.existing_on(on).select_related("body", "meeting", "assignee")
    found = found.annotate(is_done=Q(done_on__isnull=False, done_on__lte=on))
    if text:
        found = found.matching(text)
    if body is not None:
        found = found.filter(body__code__in=successions.held_by(successions.holders(Duty.TASKS), body, on))
    if state == "open":
        found = found.open_on(on)
    elif state == "overdue":
        found = found.overdue(today=on).exclude(deferrals.stands("action-overdue", on))
        found = found.exclude(body__code__in=successions.left_behind(Duty.TASKS, on))
        found = found.exclude(unwatched("action-overdue", "given_on"))
    elif state == "done":
        found = found.filter(done_on__lte=on)
    if first:
        found = found.filter(due_on__gte=first)
    if last:
        found = found.filter(due_on__lte=last)
    result: TaskQuerySet = found
    return result


def carried_to(meeting: Meeting, *, on: dt.date) -> list[Task]:
    """Return what earlier meetings gave and was open when this meeting began: its standing agenda. Oldest due
    day first."""
    day = meeting.held_on or on
    found: Any = Task.objects.filter(
        body__code__in=successions.held_by(successions.holders(Duty.TASKS), meeting.body, day)
    )
    rows = found.filter(given_on__lt=day).exclude(done_on__lt=day)
    return list(
        rows.exclude(meeting=meeting).select_related("assignee", "meeting").order_by("due_on", "code")
    )


def open_of_body(body: Body, *, on: dt.date) -> list[Task]:
    """Return the open tasks that the body holds on the day, its own and those handed on to it, the oldest due
    day first."""
    holders = successions.holders(Duty.TASKS)
    held: Any = Task.objects.filter(body__code__in=successions.held_by(holders, body, on))
    rows = held.open_on(on).select_related("assignee", "meeting", "body")
    found = list(rows.order_by("due_on", "code"))
    successions.put_holders(holders, found, on)
    return found

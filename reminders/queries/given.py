"""Tasks that meetings gave to people lately and that these were not told of yet."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower

from accounts.models import User
from core.addresses import absolute, reverse
from meetings.models import Task
from outbox.models import Message
from reminders import schedule
from reminders.models import TaskTold

# Nobody is told of a task that was recorded long after it was given: it is on the lists.
LATEST = dt.timedelta(days=14)
_COLUMNS = (
    "pk",
    "code",
    "title",
    "body__name",
    "given_on",
    "due_on",
    "assignee__email",
    "assignee__full_name",
    "comes_in",
)


class Given(NamedTuple):
    """A task that somebody was given, with what a mail says of it."""

    pk: int
    code: str
    title: str
    body_name: str
    given_on: dt.date
    due_on: dt.date | None
    email: str
    name: str
    comes_in: bool
    """Whether they have an account: to anybody else an address of ours opens nothing."""

    @property
    def recipient(self) -> schedule.Recipient:
        return schedule.Recipient(self.email, self.name)

    @property
    def url(self) -> str:
        """The address of the task's page, "" for who cannot open it."""
        return absolute(reverse("meetings:task", args=[self.code])) if self.comes_in else ""


def untold(day: dt.date, *, stopped: Collection[str]) -> dict[str, list[Given]]:
    """Return the open tasks of the last days that their people were not told of, by address in lower case:
    earliest due day first. One query."""
    told = TaskTold.objects.filter(task=OuterRef("pk"), address=Lower(OuterRef("assignee__email")))
    found: Any = Task.objects.filter(~Exists(told), given_on__gte=day - LATEST, body__ended_on=None)
    return _by_address(found.exclude(assignee__email="").open_on(day), stopped)


def of_message(message: Message, day: dt.date) -> list[Given]:
    """Return the tasks that a mail tells of and that are still to be done. One query."""
    found: Any = Task.objects.filter(told__message=message)
    return [task for tasks in _by_address(found.open_on(day), ()).values() for task in tasks]


def _by_address(found: Any, stopped: Collection[str]) -> dict[str, list[Given]]:
    tasks: dict[str, list[Given]] = defaultdict(list)
    own = Q(person=OuterRef("assignee")) | Q(email__iexact=OuterRef("assignee__email"))
    found = found.filter(assignee__isnull=False).annotate(
        comes_in=Exists(User.objects.filter(own, is_active=True))
    )
    for row in found.order_by("due_on", "code").values_list(*_COLUMNS):
        given = Given(*row)
        if given.email.lower() not in stopped:
            tasks[given.email.lower()].append(given)
    return dict(tasks)

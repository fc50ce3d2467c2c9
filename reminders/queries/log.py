"""The log of mails: who got what, when and why."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from delegations.models import Body
from reminders.enums import MessageState
from reminders.models import MailRun, Message, Reminder


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the log is narrowed to; an empty field narrows nothing."""

    text: str = ""
    state: str = ""
    kind: str = ""
    first: dt.date | None = None
    last: dt.date | None = None


def listing(wanted: Wanted) -> QuerySet[Message]:
    """Return the mails with the number of findings in each, without their texts."""
    rows = Message.objects.defer("text", "html", "headers").annotate(findings=Count("reminders"))
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.first:
        rows = rows.filter(day__gte=wanted.first)
    if wanted.last:
        rows = rows.filter(day__lte=wanted.last)
    if wanted.text:
        bodies = Body.objects.matching(wanted.text).values("pk")
        about = Reminder.objects.filter(message=OuterRef("pk"), flag__body__in=bodies)
        rows = rows.filter(Q(address__icontains=wanted.text) | Q(recipient_name__icontains=wanted.text) | Q(Exists(about)))
    return rows


def reminders_of(message: Message) -> list[Reminder]:
    """Return the findings that a mail tells, with their bodies. One query."""
    return list(Reminder.objects.filter(message=message).select_related("flag__body").order_by("flag__body__position", "flag__body__code", "flag__rule", "pk"))


def state_counts() -> dict[str, int]:
    """Return how many mails wait, are held or failed. One query."""
    unfinished = [MessageState.QUEUED, MessageState.SENDING, MessageState.HELD, MessageState.FAILED]
    return dict(Message.objects.filter(state__in=unfinished).values_list("state").annotate(number=Count("pk")).order_by())


def runs() -> dict[str, MailRun]:
    """Return the last planning and the last sending. One query."""
    return {run.kind: run for run in MailRun.objects.all()}


def step_words(step: str) -> str:
    """Return the words of a step's name: `opened`, `+7`, `-3`, `brief 2026-W48`."""
    if step == "opened":
        return _("ngay khi phát hiện")
    if step.startswith("brief"):
        return _("tin tuần")
    days = int(step)
    if days == 0:
        return _("đúng ngày đến hạn")
    return _("quá hạn %(days)d ngày") % {"days": days} if days > 0 else _("trước hạn %(days)d ngày") % {"days": -days}

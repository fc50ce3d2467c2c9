"""The log of mails: who got what, when and why."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When
from django.utils.translation import gettext as _

from delegations.models import Body
from meetings.models import Invitation
from obligations.models import Flag
from outbox.enums import SINGLE, MessageKind
from outbox.models import Message
from reminders.models import Answer, Letter, Reminder, Snooze

# Mails that are about no finding.
ABOUT_NONE = [kind for kind in SINGLE if kind != MessageKind.REQUEST]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the log is narrowed to; an empty field narrows nothing."""

    text: str = ""
    state: str = ""
    kind: str = ""
    first: dt.date | None = None
    last: dt.date | None = None


def listing(wanted: Wanted) -> QuerySet[Message]:
    """Return the mails with the number of findings in each, without their texts; `findings` is None for an
    invitation, which is about none."""
    findings = Case(When(kind__in=ABOUT_NONE, then=None), default=Count("reminders"))
    rows = Message.objects.defer("text", "html", "headers").annotate(findings=findings)
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
        to_meet = Invitation.objects.filter(mail=OuterRef("pk"), meeting__body__in=bodies)
        rows = rows.filter(
            Q(address__icontains=wanted.text)
            | Q(recipient_name__icontains=wanted.text)
            | Q(Exists(about))
            | Q(Exists(to_meet))
        )
    return rows


def reminders_of(message: Message) -> list[Reminder]:
    """Return the ledger rows of a mail, with their findings and bodies. One query."""
    return list(
        Reminder.objects.filter(message=message)
        .select_related("flag__body")
        .order_by("flag__body__position", "flag__body__code", "flag__rule", "pk")
    )


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail about a finding: when, to whom, at which step."""

    reminder: Reminder
    step: str


@dataclass(frozen=True, slots=True)
class Correspondence:
    """The mails, letters, answers and rests of a finding, the latest first."""

    mails: list[MailLine]
    letters: list[Letter]
    answers: list[Answer]
    snoozes: list[Snooze]


def correspondence(flag: Flag, today: dt.date) -> Correspondence:
    """Return the last fifty mails about a finding, its letters and answers, and the rests in force. Four
    queries."""
    sent = (
        Reminder.objects.filter(flag=flag, message__isnull=False)
        .select_related("message")
        .order_by("-day", "-pk")[:50]
    )
    rests = Snooze.objects.filter(
        Q(flag=flag) | Q(flag__isnull=True, body=flag.body_id), ended_at__isnull=True, until__gte=today
    )
    return Correspondence(
        [MailLine(reminder, step_label(reminder.step)) for reminder in sent],
        list(Letter.objects.filter(flags=flag).select_related("paper").order_by("-paper__dated_on", "-pk")),
        list(Answer.objects.filter(flag=flag).order_by("-given_at")),
        list(rests.order_by("-until")),
    )


def step_label(step: str) -> str:
    """Return the label of a step by its name: `opened`, `+7`, `-3`, `brief 2026-W48`, `by-hand
    2026-11-23`."""
    if step.startswith("by-hand"):
        return _("văn phòng đôn đốc")
    if step == "opened":
        return _("ngay khi phát hiện")
    if step.startswith("brief"):
        return _("tin tuần")
    days = int(step)
    if days == 0:
        return _("đúng ngày đến hạn")
    return (
        _("quá hạn %(days)d ngày") % {"days": days}
        if days > 0
        else _("trước hạn %(days)d ngày") % {"days": -days}
    )

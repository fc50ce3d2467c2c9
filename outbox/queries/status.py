"""How the mails are doing: the figures of the status page and of the monitoring."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, Q

from outbox.enums import MessageState, RunKind
from outbox.models import AddressState, MailRun, Message

# A minute's task that did not come for so long, or a mail that waits so long in sending hours, is a fault.
LATE = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Status:
    """Figures of the outbox at an instant."""

    states: dict[str, int]
    oldest_unsent_at: dt.datetime | None
    oldest_due_at: dt.datetime | None
    """That of the oldest whose time has come, or that failed before: others wait for a working day."""
    sent_today: int
    retrying: int
    stopped_addresses: int
    plan: MailRun | None
    send: MailRun | None
    read: MailRun | None
    now: dt.datetime

    @property
    def oldest_seconds(self) -> float:
        return (self.now - self.oldest_unsent_at).total_seconds() if self.oldest_unsent_at else 0.0

    @property
    def send_is_late(self) -> bool:
        return self.send is None or self.send.finished_at is None or self.now - self.send.finished_at > LATE

    @property
    def queue_is_late(self) -> bool:
        quiet = bool(self.send and self.send.counts.get("quiet"))
        return not quiet and self.oldest_due_at is not None and self.now - self.oldest_due_at > LATE


def status(now: dt.datetime) -> Status:
    """Return the figures. Five queries, which read the mails that are not sent and an index of those that
    are."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    states = dict.fromkeys(MessageState.values, 0)
    states |= dict(
        Message.objects.exclude(state=MessageState.SENT)
        .values_list("state")
        .annotate(number=Count("pk"))
        .order_by()
    )
    waiting = Message.objects.filter(state__in=[MessageState.QUEUED, MessageState.SENDING]).aggregate(
        oldest=Min("created_at"),
        oldest_due=Min("created_at", filter=~Q(attempts=0, not_before__gt=now)),
        retrying=Count("pk", filter=Q(attempts__gt=0, state=MessageState.QUEUED)),
    )
    # Only the index's own column is asked for, so that the rows need not be read.
    sent = Message.objects.filter(state=MessageState.SENT).aggregate(
        all=Count("sent_at"), today=Count("sent_at", filter=Q(sent_at__gte=midnight))
    )
    states[MessageState.SENT] = sent["all"]
    last = runs()
    return Status(
        states,
        waiting["oldest"],
        waiting["oldest_due"],
        sent["today"],
        waiting["retrying"],
        AddressState.objects.filter(stopped_at__isnull=False).count(),
        last.get(RunKind.PLAN),
        last.get(RunKind.SEND),
        last.get(RunKind.READ),
        now,
    )


def state_counts() -> dict[str, int]:
    """Return how many mails wait, are held or failed. One query."""
    unfinished = [MessageState.QUEUED, MessageState.SENDING, MessageState.HELD, MessageState.FAILED]
    return dict(
        Message.objects.filter(state__in=unfinished)
        .values_list("state")
        .annotate(number=Count("pk"))
        .order_by()
    )


def runs() -> dict[str, MailRun]:
    """Return the last planning, sending and reading of reports. One query."""
    return {run.kind: run for run in MailRun.objects.all()}

"""How the mails are doing: the figures of the status page and of the monitoring."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, Q

from reminders.enums import MessageState, RunKind
from reminders.models import AddressState, MailRun, Message

# A minute's task that did not come for so long, or a mail that waits so long in sending hours, is a fault.
LATE = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Status:
    """Figures of the outbox at an instant."""

    states: dict[str, int]
    oldest_unsent_at: dt.datetime | None
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
        return not quiet and self.oldest_seconds > LATE.total_seconds()


def status(now: dt.datetime) -> Status:
    """Return the figures. Five queries, which read the mails that are not sent and an index of those that are."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    states = dict.fromkeys(MessageState.values, 0)
    states |= dict(Message.objects.exclude(state=MessageState.SENT).values_list("state").annotate(number=Count("pk")).order_by())
    waiting = Message.objects.filter(state__in=[MessageState.QUEUED, MessageState.SENDING]).aggregate(
        oldest=Min("created_at"), retrying=Count("pk", filter=Q(attempts__gt=0, state=MessageState.QUEUED))
    )
    # Only the index's own column is asked for, so that the rows need not be read.
    sent = Message.objects.filter(state=MessageState.SENT).aggregate(all=Count("sent_at"), today=Count("sent_at", filter=Q(sent_at__gte=midnight)))
    states[MessageState.SENT] = sent["all"]
    runs = {run.kind: run for run in MailRun.objects.all()}
    return Status(
        states,
        waiting["oldest"],
        sent["today"],
        waiting["retrying"],
        AddressState.objects.filter(stopped_at__isnull=False).count(),
        runs.get(RunKind.PLAN),
        runs.get(RunKind.SEND),
        runs.get(RunKind.READ),
        now,
    )

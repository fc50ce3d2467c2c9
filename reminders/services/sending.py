"""Handing queued mails to the mail server, once.

A mail is claimed by a conditional UPDATE, checked again, marked as handed over, and only then given to the server; when
the server has accepted it, it is marked as sent. The one gap that no order of steps can close is between the server's
acceptance and our commit: after a crash there the mail goes out again under the same Message-ID, and its log says so.
docs/mail-faults.md has the table of faults.
"""

import datetime as dt
import os
import smtplib
import socket
import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import formataddr, parseaddr
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Case, F, Q, When
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from core.clock import ZONE
from reminders import schedule
from reminders.enums import MessageEventKind, MessageState, RunKind
from reminders.models import MailPolicy, Message, MessageEvent
from reminders.queries import inputs
from reminders.services import bounces, checking, runs

BATCH = 300

# So many mails share one statement, one commit, one way to the database and back.
HANDFUL = 4
MARK = """
UPDATE reminders_message SET
    state = CASE WHEN id = ANY(%(sent)s) THEN 'sent' ELSE state END,
    sent_at = CASE WHEN id = ANY(%(sent)s) THEN %(now)s ELSE sent_at END,
    last_error = CASE WHEN id = ANY(%(sent)s) THEN '' ELSE last_error END,
    handed_at = CASE WHEN id = ANY(%(next)s) THEN %(now)s ELSE handed_at END,
    attempts = CASE WHEN id = ANY(%(next)s) THEN attempts + 1 ELSE attempts END
WHERE id = ANY(%(sent)s) OR (id = ANY(%(next)s) AND state = 'sending' AND claimed_by = %(worker)s)
RETURNING id
"""

# Seconds between attempts to reach a database that is away; in all less than any lease.
PAUSES = (0.2, 0.5, 1, 2, 4, 8, None)

Clock = Callable[[], dt.datetime]


class Outcome(NamedTuple):
    """How a hand-over ended: sent, retry, unsure (the line broke after the text), or failed for good."""

    kind: str
    detail: str = ""


@dataclass(slots=True)
class Counts:
    sent: int = 0
    retried: int = 0
    failed: int = 0
    skipped: int = 0
    recovered: int = 0
    error: str = ""
    quiet: bool = False

    def as_dict(self) -> dict[str, Any]:
        return {"sent": self.sent, "retried": self.retried, "failed": self.failed, "skipped": self.skipped, "recovered": self.recovered, "quiet": self.quiet}


@dataclass(slots=True)
class Sender:
    """One worker's connection to the mail server and its name in the claims."""

    worker: str
    clock: Clock
    policy: MailPolicy
    counts: Counts = field(default_factory=Counts)
    connection: Any = None

    def open(self) -> bool:
        """Return whether the mail server can be talked to; note why not."""
        try:
            if self.connection is None:
                self.connection = get_connection()
            self.connection.open()
        except (OSError, smtplib.SMTPException) as error:
            self.counts.error = _("Không kết nối được máy chủ thư: %(error)s") % {"error": _text(error)}
            self.close()
            return False
        return True

    def close(self) -> None:
        if self.connection is not None:
            with suppress(OSError, smtplib.SMTPException):
                self.connection.close()
            self.connection = None

    def hand_over_all(self, messages: Sequence[Message]) -> list[tuple[Message, Outcome]]:
        """Give mails to the server one after the other until it cannot be reached; return how each ended.

        Runs beside the thread that writes to the database, and itself asks nothing of it.
        """
        done: list[tuple[Message, Outcome]] = []
        for message in messages:
            outcome = self.hand_over(message)
            done.append((message, outcome))
            if outcome.kind == "unreachable":
                break
        return done

    def hand_over(self, message: Message) -> Outcome:
        """Give one mail to the server and return how it ended."""
        if self.connection is None and not self.open():
            return Outcome("unreachable")
        try:
            mail(message, self.policy, self.connection).send()
        except Exception as error:  # whatever a server or a header does, the next mail must go on
            was_in_data = getattr(self.connection, "was_in_data", True)
            self.close()
            return classify(error, was_in_data=was_in_data)
        return Outcome("sent")


def send_due(*, worker: str, clock: Clock, seconds: float, batch: int = BATCH) -> Counts:
    """Send what is queued until nothing is left or the time is up; several workers may do so at once.

    A worker that has not moved a mail for MAIL_LEASE_SECONDS is taken for dead. That must be longer than a hand-over,
    each step of which EMAIL_TIMEOUT bounds.
    """
    started = clock()
    policy = inputs.policy()
    sender = Sender(worker, clock, policy)
    counts = sender.counts
    counts.recovered = recover(now=started, lease=dt.timedelta(seconds=settings.MAIL_LEASE_SECONDS))
    if is_quiet(started, policy):
        counts.quiet = True
    else:
        try:
            while clock() < started + dt.timedelta(seconds=seconds):
                messages = claim(worker=worker, now=clock(), limit=batch)
                if not messages or not _send_batch(sender, messages):
                    break
        finally:
            sender.close()
    runs.finished(RunKind.SEND, started_at=started, finished_at=clock(), counts=counts.as_dict(), error=counts.error)
    return counts


def worker_name() -> str:
    """Return a name for the claims that no other run has."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


def is_quiet(now: dt.datetime, policy: MailPolicy) -> bool:
    """Return whether the office wants no mail to go out at this moment."""
    return schedule.is_quiet(
        now.astimezone(ZONE),
        quiet_from=policy.quiet_from,
        quiet_until=policy.quiet_until,
        days_off=inputs.days_off(),
        on_days_off=policy.mail_on_days_off,
    )


@transaction.atomic
def claim(*, worker: str, now: dt.datetime, limit: int) -> list[Message]:
    """Take up to so many queued mails; no other worker can have them."""
    due = Message.objects.filter(Q(not_before__isnull=True) | Q(not_before__lte=now), state=MessageState.QUEUED)
    messages = list(due.select_for_update(skip_locked=True).order_by("id")[:limit])
    Message.objects.filter(pk__in=[message.pk for message in messages], state=MessageState.QUEUED).update(
        state=MessageState.SENDING, claimed_at=now, claimed_by=worker, handed_at=None
    )
    return messages


@transaction.atomic
def recover(*, now: dt.datetime, lease: dt.timedelta) -> int:
    """Give back the mails of workers that are gone; note which of them the server may have accepted already. Returns how many."""
    old = now - lease
    stale = Message.objects.filter(Q(handed_at__isnull=True) | Q(handed_at__lt=old), state=MessageState.SENDING, claimed_at__lt=old)
    messages = list(stale.select_for_update(skip_locked=True))
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(
        state=MessageState.QUEUED, claimed_at=None, claimed_by="", handed_at=None, not_before=None
    )
    MessageEvent.objects.bulk_create(
        MessageEvent(
            message=message,
            kind=MessageEventKind.RECOVERED,
            at=now,
            detail=_("Có thể máy chủ đã nhận thư này; gửi lại với cùng mã thư %(id)s.") % {"id": message.message_id}
            if message.handed_at
            else _("Thư chưa trao cho máy chủ."),
        )
        for message in messages
    )
    return len(messages)


def _send_batch(sender: Sender, messages: Sequence[Message]) -> bool:
    """Send the claimed mails in order; return False when the server cannot be reached and it is better to wait.

    While a handful is on its way to the server, the database learns how the handful before it ended and that the next
    begins. So a worker that is killed leaves at most two handfuls of which the server's acceptance is not known.
    """
    now = sender.clock()
    ready = checking.check_again(messages, day=now.astimezone(ZONE).date(), now=now, policy=sender.policy)
    sender.counts.skipped += len(messages) - len(ready)
    handfuls = [ready[place : place + HANDFUL] for place in range(0, len(ready), HANDFUL)]
    done: list[tuple[Message, Outcome]] = []
    with ThreadPoolExecutor(1) as line:
        mine = _mark(sender, (), handfuls[0]) if handfuls else []
        for following in [*handfuls[1:], []]:
            on_its_way = line.submit(sender.hand_over_all, mine)
            mine = _mark(sender, done, following)
            done = on_its_way.result()
            if any(outcome.kind == "unreachable" for _message, outcome in done):
                _mark(sender, done, ())
                give_back(ready, worker=sender.worker)
                return False
    _mark(sender, done, ())
    return True


def _mark(sender: Sender, done: Iterable[tuple[Message, Outcome]], following: Sequence[Message]) -> list[Message]:
    """Write how hand-overs ended and, in the same statement, that the next begin; return which of these may.

    Those may not whose lease was lost: another worker has them. What the server has accepted is sent, even then.
    """
    now = sender.clock()
    sent = []
    for message, outcome in done:
        if outcome.kind == "sent":
            sent.append(message.pk)
        elif outcome.kind != "unreachable":
            record(message, outcome, now=now, sender=sender)
    sender.counts.sent += len(sent)
    if not sent and not following:
        return []
    marked = _written({"sent": sent, "next": [message.pk for message in following], "now": now, "worker": sender.worker})
    mine = [message for message in following if message.pk in marked]
    for message in mine:
        message.attempts += 1
    return mine


def _written(values: dict[str, Any]) -> set[int]:
    """Write a mark, waiting for a database that restarts: what the server has accepted is known here and nowhere else."""
    for pause in PAUSES:
        try:
            with connection.cursor() as cursor:
                cursor.execute(MARK, values)
                return {pk for (pk,) in cursor.fetchall()}
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or pause is None:
                raise
            connection.close()
            time.sleep(pause)
    raise AssertionError("the last pause is None")


def record(message: Message, outcome: Outcome, *, now: dt.datetime, sender: Sender) -> None:
    """Write that a hand-over failed, unless another worker has taken the mail meanwhile."""
    mine = Message.objects.filter(pk=message.pk, state=MessageState.SENDING, claimed_by=sender.worker)
    wait = schedule.retry_after(message.attempts) if outcome.kind != "failed" else None
    failed = wait is None
    changed = mine.update(
        state=MessageState.FAILED if failed else MessageState.QUEUED,
        not_before=None if wait is None else now + wait,
        last_error=outcome.detail,
        claimed_by="",
    )
    if not changed:
        return
    kind = MessageEventKind.FAILED if failed else MessageEventKind.UNCERTAIN if outcome.kind == "unsure" else MessageEventKind.RETRY
    MessageEvent.objects.create(message=message, kind=kind, at=now, detail=outcome.detail)
    sender.counts.failed += failed
    sender.counts.retried += not failed


def give_back(messages: Sequence[Message], *, worker: str) -> None:
    """Put claimed mails that were never handed over back into the queue; one that was marked for it did not use up an attempt."""
    Message.objects.filter(pk__in=[message.pk for message in messages], state=MessageState.SENDING, claimed_by=worker).update(
        state=MessageState.QUEUED,
        attempts=Case(When(handed_at__isnull=True, then=F("attempts")), default=Greatest(F("attempts") - 1, 0)),
        claimed_at=None,
        claimed_by="",
        handed_at=None,
    )


def mail(message: Message, policy: MailPolicy, connection: Any) -> EmailMultiAlternatives:
    """Return a row as a mail for Django's backend."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    made = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=bounces.envelope_sender(message.pk),
        to=[formataddr((message.recipient_name, message.address)) if message.recipient_name else message.address],
        connection=connection,
        headers={"From": formataddr((policy.sender_name, sender)), "Message-ID": message.message_id, **message.headers},
    )
    if message.html:
        made.attach_alternative(message.html, "text/html")
    return made


def classify(error: Exception, *, was_in_data: bool) -> Outcome:
    """Return what an error of a hand-over means: try again, unsure, or failed for good."""
    text = _text(error)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _answer in error.recipients.values()]
        return Outcome("failed" if codes and all(code >= 500 for code in codes) else "retry", text)
    if isinstance(error, smtplib.SMTPSenderRefused):
        return Outcome("retry", text)  # the office's own address or log-in is not liked: mending that lets the mail go
    if isinstance(error, smtplib.SMTPResponseException):
        return Outcome("failed" if error.smtp_code >= 500 and not isinstance(error, smtplib.SMTPAuthenticationError) else "retry", text)
    if isinstance(error, smtplib.SMTPServerDisconnected | OSError):
        return Outcome("unsure" if was_in_data else "retry", text)
    return Outcome("failed", text)


def _text(error: Exception) -> str:
    """Return what a server or the network said, on one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        parts = [f"{code} {_decoded(answer)}" for code, answer in error.recipients.values()]
    elif isinstance(error, smtplib.SMTPResponseException):
        parts = [f"{error.smtp_code} {_decoded(error.smtp_error)}"]
    else:
        parts = [f"{type(error).__name__}: {error}"]
    return " ".join("; ".join(parts).split())[:500]


def _decoded(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer

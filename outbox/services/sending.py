"""Handing queued mails to the mail server, once.

A mail is claimed by a conditional UPDATE, checked again, marked as handed over, and only then given to the
server; when the server has accepted it, it is marked as sent. The one gap that no order of steps can close is
between the server's acceptance and our commit: after a crash there the mail goes out again under the same
Message-ID, and its log says so. docs/mail-faults.md has the table of faults.
"""

import datetime as dt
import os
import socket
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from email.utils import parseaddr
from typing import Any, TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from core.clock import ZONE
from core.errors import Refused
from core.locks import AdvisoryLock
from core.mail import is_allowed
from outbox import schedule
from outbox.documents import wire
from outbox.enums import MessageEventKind, MessageState, RunKind
from outbox.models import MailPolicy, Message, MessageEvent
from outbox.queries.policy import policy as office_policy
from outbox.services import bounces, checks, runs
from outbox.services.connections import ConnectionPool, DeliveryResult, OutgoingMail

BATCH = 300
FIRST_BATCH = 50
FRESH = 5.0  # seconds: no more is claimed and looked at than goes out in about this time
REFUSALS = 5  # so often in a row the server may refuse the sender before the run is broken off

# So many mails share one statement, one commit, one way to the database and back.
HANDFUL = 4
PROMPT = 0.02  # seconds after which an acceptance is written though the handful is not full
MARK = """
UPDATE outbox_message SET
    state = CASE WHEN id = ANY(%(sent)s) THEN 'sent' ELSE state END,
    sent_at = CASE WHEN id = ANY(%(sent)s) THEN %(now)s ELSE sent_at END,
    last_error = CASE WHEN id = ANY(%(sent)s) THEN '' ELSE last_error END,
    handed_at = CASE WHEN id = ANY(%(next)s) THEN %(now)s ELSE handed_at END,
    attempts = CASE WHEN id = ANY(%(next)s) THEN attempts + 1 ELSE attempts END
WHERE id = ANY(%(sent)s) OR (id = ANY(%(next)s) AND state = 'sending' AND claimed_by = %(worker)s)
RETURNING id
"""
# The array is made once; a joined subquery may be run again for each row and then takes more than its limit.
CLAIM = """
UPDATE outbox_message SET state = 'sending', claimed_at = %(now)s, claimed_by = %(worker)s, handed_at = NULL
WHERE state = 'queued' AND id = ANY(ARRAY(
    SELECT id FROM outbox_message
    WHERE state = 'queued' AND (not_before IS NULL OR not_before <= %(now)s)
        AND (%(quiet_until)s::timestamptz IS NULL OR leaves_by < %(quiet_until)s)
    ORDER BY id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
))
RETURNING id, address, recipient_name, kind, day, state, subject, text, html, calendar, calendar_method,
    headers, message_id, attempts
"""

LIMIT_PAUSE = 0.5  # seconds between looks at a limit that is used up

# Seconds between attempts to reach a database that is away; in all less than any lease.
PAUSES = (0.2, 0.5, 1, 2, 4, 8, None)

Clock = Callable[[], dt.datetime]
T = TypeVar("T")


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
        return {
            "sent": self.sent,
            "retried": self.retried,
            "failed": self.failed,
            "skipped": self.skipped,
            "recovered": self.recovered,
            "quiet": self.quiet,
        }


@dataclass(slots=True)
class Sender:
    """One worker: its name in the claims, its connections to the mail server, and the mails it has claimed.

    A mail is claimed and checked (`ready`), then marked in the database as handed over (`marked`), then with
    the mail server (`in_transfer`), then `done` until its result is in the database. So a worker that is
    killed leaves at most `window` mails, marked, in transfer or done, of which nobody can tell whether the
    server accepted them.
    """

    worker: str
    clock: Clock
    policy: MailPolicy
    pool: ConnectionPool
    window: int = 2 * HANDFUL
    counts: Counts = field(default_factory=Counts)
    ready: deque[Message] = field(default_factory=deque)
    marked: deque[Message] = field(default_factory=deque)
    in_transfer: dict[int, Message] = field(default_factory=dict)
    done: list[tuple[Message, DeliveryResult]] = field(default_factory=list)
    marked_at: float = 0.0
    taken: int = 0
    taken_at: float = 0.0
    pace: float = 0.0  # mails a second
    refused_in_row: int = 0

    @property
    def is_at_work(self) -> bool:
        return bool(self.ready or self.marked or self.in_transfer or self.done)

    @property
    def quiet_until(self) -> dt.datetime | None:
        """Return when the office's quiet hours end that it is now; None outside them."""
        now = self.clock().astimezone(ZONE)
        return schedule.end_of_quiet(
            now, quiet_from=self.policy.quiet_from, quiet_until=self.policy.quiet_until
        )


def send_due(*, worker: str, clock: Clock, seconds: float, batch: int = BATCH) -> Counts:
    """Send what is queued until nothing is left or the time is up; several workers may do so at once.

    A worker that has not moved a mail for MAIL_LEASE_SECONDS is taken for dead. That must be longer than a
    hand-over, each step of which EMAIL_TIMEOUT bounds.
    """
    started = clock()
    policy = office_policy()
    with ConnectionPool(settings.MAIL_CONNECTIONS, timeout=settings.EMAIL_TIMEOUT) as pool:
        sender = Sender(worker, clock, policy, pool, window=2 * max(HANDFUL, settings.MAIL_CONNECTIONS))
        counts = sender.counts
        counts.recovered = recover(now=started, lease=dt.timedelta(seconds=settings.MAIL_LEASE_SECONDS))
        counts.quiet = sender.quiet_until is not None
        work(sender, until=started + dt.timedelta(seconds=seconds), most=batch)
    runs.finished(
        RunKind.SEND, started_at=started, finished_at=clock(), counts=counts.as_dict(), error=counts.error
    )
    return counts


def work(sender: Sender, *, until: dt.datetime, most: int = BATCH) -> None:
    """Send until the queue is empty, the time is up or the server does not want to; claim at most so many
    mails at a time."""
    try:
        while sender.clock() < until and not sender.counts.error:
            is_empty = not sender.ready and not _take(sender, most=most)
            if not _fill_connections(sender) or (is_empty and not sender.is_at_work):
                return
            _collect_results(sender)
    finally:
        _finish(sender)


def _take(sender: Sender, *, most: int) -> bool:
    """Claim the next mails and look at them again; return whether there are any, now or when the limit of the
    server allows."""
    now = time.monotonic()
    if sender.taken_at:
        sender.pace = sender.taken / (now - sender.taken_at)
    sender.taken_at = now
    limit = max(int(sender.pace * FRESH), FIRST_BATCH)
    messages = _with_retries(
        lambda: claim(
            worker=sender.worker, now=sender.clock(), limit=min(limit, most), quiet_until=sender.quiet_until
        )
    )
    sender.taken = len(messages)
    if not messages:
        return _waits_for_the_limit(sender)
    checked = _with_retries(lambda: checks.check_again(messages, now=sender.clock()))
    sender.ready += checked.ready
    sender.counts.skipped += checked.skipped
    return True


def _waits_for_the_limit(sender: Sender) -> bool:
    """Return whether mails wait that may go once a minute has passed; where nothing else is to be done, after
    a pause."""
    if not settings.MAIL_PER_MINUTE or not _with_retries(
        lambda: _due(sender.clock(), sender.quiet_until).exists()
    ):
        return False
    if not sender.is_at_work:
        time.sleep(LIMIT_PAUSE)
    return True


def _fill_connections(sender: Sender) -> bool:
    """Mark and start as many mails as the connections take; return False when the mail server cannot be
    reached."""
    pool = sender.pool
    if (sender.ready or sender.done) and (len(sender.done) >= HANDFUL or not sender.marked):
        if sender.ready and not (sender.in_transfer or pool.can_start()):
            return _unreachable(sender)
        room = sender.window - len(sender.marked) - len(sender.in_transfer)
        _mark(sender, [sender.ready.popleft() for _place in range(min(room, len(sender.ready)))])
    while sender.marked and pool.can_start():
        if time.monotonic() - sender.marked_at > settings.MAIL_LEASE_SECONDS / 3:
            # Waited so long behind slow hand-overs that another worker could take them for lost: not handed
            # over yet, so given back.
            give_back(sender.marked, worker=sender.worker)
            sender.marked.clear()
            break
        message = sender.marked.popleft()
        try:
            mail = as_outgoing(message, sender)
        except Exception as error:  # whatever is wrong with this mail, the next must go on
            sender.done.append((message, DeliveryResult("failed", f"{type(error).__name__}: {error}")))
            continue
        sender.in_transfer[message.pk] = message
        pool.start(mail)
    return bool(sender.in_transfer or not sender.marked) or _unreachable(sender)


def _unreachable(sender: Sender) -> bool:
    sender.counts.error = _("Không kết nối được máy chủ thư: %(error)s") % {"error": sender.pool.error}
    return False


def _collect_results(sender: Sender) -> None:
    """Wait for the next results, but only shortly while there are results to write."""
    ended = sender.pool.wait(PROMPT if sender.done else None)
    for key, result in ended:
        message = sender.in_transfer.pop(key)
        if result.kind == "again":
            sender.marked.appendleft(message)
            continue
        sender.done.append((message, result))
        if result.kind == "refused":
            sender.refused_in_row += 1
            if sender.refused_in_row >= REFUSALS:
                sender.counts.error = _("Máy chủ thư từ chối địa chỉ gửi: %(error)s") % {
                    "error": result.detail
                }
        elif result.kind == "sent":
            sender.refused_in_row = 0
    if not ended:
        _mark(sender, ())


def _finish(sender: Sender) -> None:
    """Wait for the mails in transfer, write their results, and put the other claimed mails back."""
    while sender.in_transfer:
        _collect_results(sender)
    _mark(sender, ())
    if rest := [*sender.marked, *sender.ready]:
        give_back(rest, worker=sender.worker)
    sender.marked.clear()
    sender.ready.clear()


def worker_name() -> str:
    """Return a name for the claims that no other run has."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


@transaction.atomic
def claim(
    *, worker: str, now: dt.datetime, limit: int, quiet_until: dt.datetime | None = None
) -> list[Message]:
    """Take up to so many queued mails, the oldest first, within the limit of the mail server; no other worker
    can have them.

    In quiet hours only those are taken that must have left before these end.
    """
    if settings.MAIL_PER_MINUTE:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [AdvisoryLock.CLAIMING_MAILS])
        since = now - dt.timedelta(minutes=1)
        lately = Q(state=MessageState.SENDING, claimed_at__gt=since) | Q(
            state=MessageState.SENT, sent_at__gt=since
        )
        limit = max(0, min(limit, settings.MAIL_PER_MINUTE - Message.objects.filter(lately).count()))
    return sorted(
        Message.objects.raw(
            CLAIM, {"worker": worker, "now": now, "limit": limit, "quiet_until": quiet_until}
        ),
        key=lambda message: message.pk,
    )


def _due(now: dt.datetime, quiet_until: dt.datetime | None) -> QuerySet[Message]:
    due = Message.objects.filter(
        Q(not_before__isnull=True) | Q(not_before__lte=now), state=MessageState.QUEUED
    )
    return due.filter(leaves_by__lt=quiet_until) if quiet_until else due


@transaction.atomic
def recover(*, now: dt.datetime, lease: dt.timedelta) -> int:
    """Give back the mails of workers that are gone; note which of them the server may have accepted already.
    Returns how many.

    A time that has not come yet is from a clock that was ahead: whoever took the mail then is gone, and a
    pause until then is none.
    """
    old, ahead = now - lease, now + lease
    Message.objects.filter(
        state=MessageState.QUEUED, not_before__gt=now + schedule.LONGEST_RETRY + lease
    ).update(not_before=None)
    silent = Q(handed_at__isnull=True) | Q(handed_at__lt=old) | Q(handed_at__gt=ahead)
    stale = Message.objects.filter(
        silent, Q(claimed_at__lt=old) | Q(claimed_at__gt=ahead), state=MessageState.SENDING
    )
    messages = list(stale.select_for_update(skip_locked=True))
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(
        state=MessageState.QUEUED, claimed_at=None, claimed_by="", handed_at=None, not_before=None
    )
    MessageEvent.objects.bulk_create(
        MessageEvent(
            message=message,
            kind=MessageEventKind.RECOVERED,
            at=now,
            detail=(
                _("Có thể máy chủ đã nhận thư này; gửi lại với cùng mã thư %(id)s.")
                % {"id": message.message_id}
                if message.handed_at
                else _("Thư chưa trao cho máy chủ.")
            ),
        )
        for message in messages
    )
    return len(messages)


def _mark(sender: Sender, following: Sequence[Message]) -> None:
    """Write how hand-overs ended and, in the same statement, that the next begin.

    Those do not begin whose lease was lost: another worker has them. What the server has accepted is sent,
    even then.
    """
    now = sender.clock()
    sent = [message.pk for message, result in sender.done if result.kind == "sent"]
    values: dict[str, Any] = {
        "sent": sent,
        "next": [message.pk for message in following],
        "now": now,
        "worker": sender.worker,
    }

    def write() -> set[int]:
        for message, result in sender.done:
            if result.kind != "sent":
                record(message, result, now=now, sender=sender)
        if not sent and not following:
            return set()
        with connection.cursor() as cursor:
            cursor.execute(MARK, values)
            return {pk for (pk,) in cursor.fetchall()}

    marked = _with_retries(write)
    sender.marked_at = time.monotonic()
    sender.counts.sent += len(sent)
    sender.done.clear()
    for message in following:
        if message.pk in marked:
            message.attempts += 1
            sender.marked.append(message)


def _with_retries(do: Callable[[], T]) -> T:
    """Call a function that uses the database, again after a pause where the database is away: the mail
    server's acceptances are in this process only. Raises the last error after all PAUSES."""
    for pause in PAUSES:
        try:
            return do()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or pause is None:
                raise
            connection.close()
            time.sleep(pause)
    raise AssertionError("the last pause is None")


@transaction.atomic
def record(message: Message, result: DeliveryResult, *, now: dt.datetime, sender: Sender) -> None:
    """Write that a hand-over failed, unless another worker has taken the mail meanwhile."""
    mine = Message.objects.filter(pk=message.pk, state=MessageState.SENDING, claimed_by=sender.worker)
    wait = schedule.retry_after(message.attempts) if result.kind != "failed" else None
    failed = wait is None
    changed = mine.update(
        state=MessageState.FAILED if failed else MessageState.QUEUED,
        not_before=None if wait is None else now + wait,
        last_error=result.detail,
        claimed_by="",
    )
    if not changed:
        return
    kind = (
        MessageEventKind.FAILED
        if failed
        else MessageEventKind.UNCERTAIN
        if result.kind == "unsure"
        else MessageEventKind.RETRY
    )
    MessageEvent.objects.create(message=message, kind=kind, at=now, detail=result.detail)
    sender.counts.failed += failed
    sender.counts.retried += not failed


def give_back(messages: Iterable[Message], *, worker: str) -> None:
    """Put claimed mails that were never handed over back into the queue; one that was marked for it did not
    use up an attempt."""
    Message.objects.filter(
        pk__in=[message.pk for message in messages], state=MessageState.SENDING, claimed_by=worker
    ).update(
        state=MessageState.QUEUED,
        attempts=Case(
            When(handed_at__isnull=True, then=F("attempts")), default=Greatest(F("attempts") - 1, 0)
        ),
        claimed_at=None,
        claimed_by="",
        handed_at=None,
    )


def as_outgoing(message: Message, sender: Sender) -> OutgoingMail:
    """Return a row as it goes to the mail server. Raises BadHeader, or Refused for an address that this copy
    may not mail."""
    if not is_allowed(message.address):
        raise Refused(_("Địa chỉ không nằm trong danh sách được phép (MAIL_ALLOW)."))
    policy = sender.policy
    content = wire.content(
        sender=(policy.sender_name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
        recipient=(message.recipient_name, message.address),
        subject=message.subject,
        message_id=message.message_id,
        sent_at=sender.clock().astimezone(ZONE),
        headers=message.headers,
        text=message.text,
        html=message.html,
        calendar=message.calendar,
        calendar_method=message.calendar_method,
    )
    return OutgoingMail(
        message.pk, wire.address(bounces.envelope_sender(message.pk)), wire.address(message.address), content
    )

"""The last check of mails before they are sent, by the app that wrote them.

This app is below the apps that write mails. So each of them registers, in its `AppConfig.ready()`, the
function that checks its kinds of mail again: one explicit table.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from core.mail import is_allowed
from outbox import schedule
from outbox.enums import MessageEventKind, MessageKind, MessageState
from outbox.models import Message, MessageEvent
from outbox.queries.policy import stopped_addresses


class Objection(NamedTuple):
    """Why a mail may not go out: never for a reason, which the log shows, or not before an instant."""

    reason: str = ""
    not_before: dt.datetime | None = None


# Gets claimed mails of its kinds and the instant; returns its objections by the mails' keys. It may write
# other texts into a mail.
Check = Callable[[Sequence[Message], dt.datetime], Mapping[int, Objection]]
_CHECKS: dict[str, Check] = {}


def register(kinds: Collection[MessageKind], check: Check) -> None:
    """Register the function that checks all mails of these kinds before they are sent."""
    _CHECKS.update(dict.fromkeys(kinds, check))


def registered() -> Mapping[str, Check]:
    """Return the table: which function checks which kind of mail."""
    return _CHECKS


class Checked(NamedTuple):
    ready: list[Message]
    skipped: int


@transaction.atomic
def check_again(messages: Sequence[Message], *, now: dt.datetime) -> Checked:
    """Return the mails that may go out, and how many are skipped for good.

    Skipped mails are marked with the reason; those whose time has not come go back into the queue. The checks
    and the marks are one transaction. One query, and those of the checks.
    """
    objections = _of_addresses(messages)
    of_check: dict[Check, list[Message]] = {}
    for message in messages:
        if message.pk not in objections:
            of_check.setdefault(_CHECKS[message.kind], []).append(message)
    for check, group in of_check.items():
        objections |= check(group, now)
    for message in messages:
        if objection := objections.get(message.pk):
            (
                _put_off(message, objection.not_before, now=now)
                if objection.not_before
                else _skip(message, objection.reason, now=now)
            )
    return Checked(
        [message for message in messages if message.pk not in objections],
        sum(not found.not_before for found in objections.values()),
    )


def _of_addresses(messages: Sequence[Message]) -> dict[int, Objection]:
    stopped = stopped_addresses()
    found = {}
    for message in messages:
        if message.address.lower() in stopped:
            found[message.pk] = Objection(_("Địa chỉ đã bị ngừng do thư bị trả lại."))
        elif not is_allowed(message.address):
            found[message.pk] = Objection(
                _(
                    "Hệ thống chưa vận hành chính thức: địa chỉ không nằm trong danh sách được phép"
                    " (MAIL_ALLOW)."
                )
            )
    return found


def _skip(message: Message, reason: str, *, now: dt.datetime) -> None:
    Message.objects.filter(pk=message.pk).update(state=MessageState.SKIPPED, claimed_by="", last_error=reason)
    MessageEvent.objects.create(message=message, kind=MessageEventKind.SKIPPED, at=now, detail=reason)


def _put_off(message: Message, until: dt.datetime, *, now: dt.datetime) -> None:
    """Put a mail back into the queue until its time, at most for the longest pause between retries: a later
    time is taken for a clock that was wrong."""
    Message.objects.filter(pk=message.pk, state=MessageState.SENDING).update(
        state=MessageState.QUEUED,
        not_before=min(until, now + schedule.LONGEST_RETRY),
        claimed_at=None,
        claimed_by="",
    )

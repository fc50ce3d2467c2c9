"""What the office does to a mail: hold, release, send again."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from outbox.enums import MessageEventKind, MessageState
from outbox.models import Message, MessageEvent


@transaction.atomic
def send_again(message: Message, *, by: User, now: dt.datetime) -> Message:
    """Put a mail that failed, was skipped or was sent back into the queue; before it goes out it is checked
    like any other."""
    again = Message.objects.filter(
        pk=message.pk, state__in=[MessageState.FAILED, MessageState.SKIPPED, MessageState.SENT]
    )
    if not again.update(
        state=MessageState.QUEUED,
        not_before=None,
        attempts=0,
        claimed_by="",
        claimed_at=None,
        handed_at=None,
        last_error="",
    ):
        raise Refused(_("Thư này đang chờ gửi hoặc đang gửi, không cần gửi lại."))
    MessageEvent.objects.create(message=message, kind=MessageEventKind.AGAIN, at=now, by=by)
    message.refresh_from_db()
    return message


@transaction.atomic
def hold(message: Message, *, by: User, now: dt.datetime) -> Message:
    """Hold back a mail that is waiting."""
    if not Message.objects.filter(pk=message.pk, state=MessageState.QUEUED).update(state=MessageState.HELD):
        raise Refused(_("Chỉ giữ được thư đang chờ gửi."))
    MessageEvent.objects.create(message=message, kind=MessageEventKind.HELD, at=now, by=by)
    message.refresh_from_db()
    return message


@transaction.atomic
def release(message: Message, *, by: User, now: dt.datetime) -> Message:
    """Let a held mail go."""
    if not Message.objects.filter(pk=message.pk, state=MessageState.HELD).update(
        state=MessageState.QUEUED, not_before=None
    ):
        raise Refused(_("Thư này không còn bị giữ."))
    MessageEvent.objects.create(message=message, kind=MessageEventKind.RELEASED, at=now, by=by)
    message.refresh_from_db()
    return message

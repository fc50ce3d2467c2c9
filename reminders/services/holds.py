"""Holding back a mail that is still to come."""

import datetime as dt

from django.db import transaction

from accounts.models import User
from reminders.models import Hold
from reminders.permissions import check_can_steer_mails


@transaction.atomic
def hold(*, address: str, kind: str, day: dt.date, now: dt.datetime, by: User) -> Hold:
    """Let the mail of that day be made but wait until somebody releases it. Doing it twice changes
    nothing."""
    check_can_steer_mails(by)
    held, _created = Hold.objects.get_or_create(
        address=address, kind=kind, day=day, defaults={"held_at": now, "held_by": by}
    )
    return held


@transaction.atomic
def release(*, address: str, kind: str, day: dt.date, by: User) -> None:
    """Take back a hold before the mail is made."""
    check_can_steer_mails(by)
    Hold.objects.filter(address=address, kind=kind, day=day).delete()

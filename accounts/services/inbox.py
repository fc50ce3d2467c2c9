"""Up to when a user has read what is new for them."""

import datetime as dt

from accounts.models import User


def mark_read(*, until: dt.datetime, now: dt.datetime, by: User) -> None:
    """Note that the user has read what came by an instant, never one ahead; what came later is unread then,
    also where it had been read."""
    User.objects.filter(pk=by.pk).update(inbox_read_at=min(until, now))

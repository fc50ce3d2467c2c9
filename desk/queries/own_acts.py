"""What a user did lately, and may take back."""

import datetime as dt

from django.db.models import QuerySet
from pghistory.models import Context

from accounts.models import User

VALID = dt.timedelta(hours=24)
"""For so long an act may be taken back."""


def of(user: User, now: dt.datetime) -> QuerySet[Context]:
    """Return the acts of a user that may still be taken back or were, the latest first: their words are
    `metadata.done`, the instant when they were taken back `metadata.undone_at`."""
    lately = Context.objects.filter(created_at__gt=now - VALID, metadata__user=user.pk)
    return lately.filter(metadata__has_key="done").order_by("-created_at", "-pk")

"""Access tokens as lists show them."""

import datetime as dt

from django.db.models import QuerySet

from accounts.models import AccessToken, User
from core.text import fold


def of_user(user: User) -> QuerySet[AccessToken]:
    """Return a user's tokens, those that stand first, then the latest first."""
    return (
        AccessToken.objects.filter(user=user)
        .select_related("user", "revoked_by")
        .order_by("-revoked_at", "-created_at", "-pk")
    )


def listing(*, today: dt.date, text: str = "", state: str = "") -> QuerySet[AccessToken]:
    """Return everybody's tokens narrowed to words in names and to a state (`live`, `over`)."""
    tokens = AccessToken.objects.select_related("user", "revoked_by")
    if state:
        live = AccessToken.objects.live_on(today).values("pk")
        tokens = tokens.filter(pk__in=live) if state == "live" else tokens.exclude(pk__in=live)
    if words := fold(text):
        # A few hundred at most: folding them here keeps the table without a stored key.
        rows = AccessToken.objects.values_list("pk", "name", "prefix", "user__username", "user__full_name")
        tokens = tokens.filter(pk__in=[pk for pk, *names in rows if words in fold(" ".join(names))])
    return tokens

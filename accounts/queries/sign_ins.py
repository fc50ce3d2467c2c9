"""Who came in, who was refused and who left."""

import datetime as dt

from django.db.models import QuerySet

from accounts.enums import SignInOutcome
from accounts.models import SignIn, User

FAILURES = "failures"


def before(user: User, began_at: dt.datetime) -> dt.datetime | None:
    """Return when the user came in the last time before a session that began at the instant; None where that
    is their first. One query."""
    # The line is written a moment after the session begins: of the same sign-in it is not before.
    rows = SignIn.objects.filter(user=user, outcome=SignInOutcome.ENTERED, at__lt=began_at)
    return rows.order_by("-at").values_list("at", flat=True).first()


def listing(
    *, user_id: int | None = None, day: dt.date | None = None, outcome: str = "", address: str = ""
) -> QuerySet[SignIn]:
    """Return the lines, latest first, narrowed to a user, a day, an outcome (or `failures`: every one that
    did not let in) and an address's beginning."""
    found = SignIn.objects.select_related("user").order_by("-at", "-pk")
    if user_id is not None:
        found = found.filter(user_id=user_id)
    if day is not None:
        found = found.filter(at__date=day)
    if outcome:
        found = found.filter(outcome__in=SignInOutcome.failures() if outcome == FAILURES else [outcome])
    if address:
        found = found.filter(address__startswith=address)
    return found

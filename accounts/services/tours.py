"""The first tour of the product: who has had it."""

import datetime as dt

from accounts.models import User


def end(*, by: User, at: dt.datetime) -> None:
    """Remember that the user finished or left the tour, so that it does not offer itself again. One query."""
    by.tour_ended_at = at
    by.save(update_fields=["tour_ended_at"])

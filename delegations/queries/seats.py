"""Seats: from when one is free."""

import datetime as dt

from delegations.models import Membership, Seat


def free_from(seat: Seat, day: dt.date) -> dt.date:
    """Return the day from which somebody may hold the seat: its first day where nobody ever did, else `day`
    or the day after who held it last. One query."""
    last = Membership.objects.filter(seat=seat).order_by("-starts_on").first()
    if last is None:
        return seat.starts_on
    return max(day, last.ends_on + dt.timedelta(days=1)) if last.ends_on else day

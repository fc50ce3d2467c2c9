"""What happened to a flag."""

import datetime as dt

from obligations.models import FlagEvent


def history(flag_id: int, *, until: dt.datetime | None = None) -> list[FlagEvent]:
    """Return what happened to a flag (before an instant), latest first, without its evidence. One query."""
    events = FlagEvent.objects.filter(flag_id=flag_id).defer("evidence")
    if until:
        events = events.filter(at__lt=until)
    return list(events.order_by("-at", "-id"))

"""Mails about records, which nothing calls back."""

import datetime as dt

from core.acts import Act, Since
from directions.models import Direction, Notice
from meetings.models import Invitation, Meeting


def since(act: Act, at: dt.datetime) -> list[Since]:
    """Return the mails about the act's meetings and directions that were written after it. A query for each
    of the two kinds."""
    found: list[Invitation | Notice] = []
    if keys := act.keys(Meeting):
        invited = Invitation.objects.filter(meeting__in=keys, mail__created_at__gte=at)
        found += invited.select_related("mail", "meeting", "queued_by")
    if keys := act.keys(Direction):
        notices = Notice.objects.filter(direction__in=keys, mail__created_at__gte=at)
        found += notices.select_related("mail", "direction")
    return [_since(one) for one in found]


def _since(one: Invitation | Notice) -> Since:
    by = str(one.queued_by) if isinstance(one, Invitation) else ""
    about = one.meeting if isinstance(one, Invitation) else one.direction
    return Since(str(one._meta.verbose_name), one.mail.address, by, one.mail.created_at, about)

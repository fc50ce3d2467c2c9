"""The bodies that pages for leaders are about."""

import datetime as dt
from collections.abc import Collection

from django.db.models import QuerySet

from delegations.models import Body
from records.querysets import ScopedUser


def bodies(user: ScopedUser, on: dt.date, kind_ids: Collection[int]) -> QuerySet[Body]:
    """Return the bodies that stand on the day, that the user may see, in protocol order."""
    found = Body.objects.visible_to(user).active_on(on).in_protocol_order()
    return found.filter(kind_id__in=kind_ids) if kind_ids else found

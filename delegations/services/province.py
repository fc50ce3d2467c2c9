"""The office's own settings: the one row of the province."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from accounts.permissions import check_can_administer
from core.signals import facts_changed
from delegations.models import Province


@transaction.atomic
def change(
    *,
    name: str,
    tracking_from: dt.date,
    profiles: Sequence[str],
    shift_due_days: bool,
    one_person_office: bool = False,
    by: User,
) -> Province:
    """Write the settings; every body is judged again, because they hold for all."""
    check_can_administer(by)
    province, _made = Province.objects.update_or_create(
        id=1,
        defaults={
            "name": name,
            "tracking_from": tracking_from,
            "profiles": sorted(profiles),
            "shift_due_days": shift_due_days,
            "one_person_office": one_person_office,
        },
    )
    facts_changed.send(sender=None, body_ids=None)
    return province

"""Until when duties of bodies are deferred (miễn, hoãn), for the lists of records that show it. What follows
for findings only obligations judges, whose record a waiver is: like there, a waiver stays with the body that
it names, and says nothing of who took that body's duties over."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Exists, OuterRef

from delegations.models import Body


def last_days(
    rules: Collection[str], on: dt.date, *, body_ids: Collection[int] | None = None
) -> dict[tuple[int, str], dt.date]:
    """Return by its body's key and its subject the last day until which a duty that one of the rules watches
    was deferred, as known on the day; of the bodies, else of all. One query."""
    granted = Body.objects.filter(waivers__rule__in=rules, waivers__granted_on__lte=on)
    if body_ids is not None:
        granted = granted.filter(pk__in=body_ids)
    rows = granted.order_by("waivers__until").values_list("pk", "waivers__subject", "waivers__until")
    return {(body, subject): until for body, subject, until in rows}


def last_days_of_records(rule: str, on: dt.date) -> dict[str, dt.date]:
    """Return by its code the last day until which a record's duty was deferred for who answers for it on the
    day: a body that stands. One query."""
    granted = Body.objects.active_on(on).filter(waivers__rule=rule, waivers__granted_on__lte=on)
    rows = granted.order_by("waivers__until").values_list("waivers__subject", "waivers__until")
    return {subject: until for subject, until in rows if until}


def stands(rule: str, on: dt.date) -> Exists:
    """Whether on the day a record with a code, the subject of a rule, is deferred for who answers for it: a
    condition for its query."""
    return Exists(
        Body.objects.active_on(on).filter(
            waivers__rule=rule,
            waivers__subject=OuterRef("code"),
            waivers__granted_on__lte=on,
            waivers__until__gte=on,
        )
    )

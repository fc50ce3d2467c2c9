"""Which bodies were written to and not judged since."""

from collections.abc import Collection

from delegations.models import Body
from obligations.models import Touch


def bodies(among: Collection[int] | None = None) -> list[int]:
    """Return the keys of bodies with a touch, `among` these if given; all of them if something that holds for all was written. Two queries."""
    chosen = Body.objects.order_by("id") if among is None else Body.objects.filter(id__in=among).order_by("id")
    keys = set(Touch.objects.values_list("body_id", flat=True).distinct())
    found = chosen if None in keys else chosen.filter(id__in=[key for key in keys if key is not None])
    return list(found.values_list("id", flat=True))


def waiting() -> int:
    """Return how many bodies wait to be judged: one query."""
    return Touch.objects.filter(body_id__isnull=False).values("body_id").distinct().count()

"""Which bodies were written to and not judged since."""

from collections.abc import Collection

from django.db import connection
from django.db.models.expressions import RawSQL

from delegations.models import Body
from obligations.models import Touch

# What is owed hangs on the bodies whose duties came to one, and an organ's days on its parent's.
_REACHED = """WITH RECURSIVE reached(id) AS (
    SELECT unnest(%s::bigint[])
    UNION SELECT link.later FROM reached JOIN (
        SELECT predecessor_id AS earlier, successor_id AS later FROM delegations_dutysuccession
        UNION ALL SELECT predecessor_id, successor_id FROM delegations_succession
        UNION ALL SELECT parent_id, id FROM delegations_body WHERE relation = 'organ'
    ) AS link ON link.earlier = reached.id
) SELECT id FROM reached"""


def bodies(among: Collection[int] | None = None, *, with_heirs: bool = False) -> list[int]:
    """Return the keys of bodies with a touch, `among` these if given, or these and their heirs and organs;
    all of them if something that holds for all was written. Two queries."""
    chosen = Body.objects.order_by("id")
    if among is not None:
        chosen = chosen.filter(id__in=RawSQL(_REACHED, [list(among)]) if with_heirs else among)
    keys = set(Touch.objects.values_list("body_id", flat=True).distinct())
    found = chosen if None in keys else chosen.filter(id__in=[key for key in keys if key is not None])
    return list(found.values_list("id", flat=True))


def waiting() -> int:
    """Return how many bodies wait to be judged: one query."""
    return Touch.objects.filter(body_id__isnull=False).values("body_id").distinct().count()


def revision() -> tuple[int, bool]:
    """Return the last touch given out and whether no transaction that touched a body was still open: one
    query.

    Every write to the facts takes a touch before it commits, and holds its lock on the table until then. So
    what was read while nobody held it stands for as long as no further touch is given out, whatever else is
    written.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT last_value * 2 + is_called::int, NOT EXISTS (SELECT FROM pg_locks WHERE mode ="
            " 'RowExclusiveLock' AND relation = 'obligations_touch'::regclass AND database = (SELECT oid FROM"
            " pg_database WHERE datname = current_database())) FROM obligations_touch_id_seq"
        )
        last, quiet = cursor.fetchone()
    return last, quiet

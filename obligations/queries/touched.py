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


# A body's row of obligations_timeline is written anew whenever the body is judged; what was written since
# and is not judged yet waits as touches.
_MARKS = """
    SELECT body.id, concat(
        judged.xmin, judged.ctid, '/', own.number, '-', own.latest, '/', every.number, '-', every.latest
    )
    FROM delegations_body body
    LEFT JOIN obligations_timeline judged ON judged.body_id = body.id
    LEFT JOIN (
        SELECT body_id, count(*) AS number, max(id) AS latest FROM obligations_touch
        WHERE body_id IS NOT NULL GROUP BY body_id
    ) own ON own.body_id = body.id
    CROSS JOIN (
        SELECT count(*) AS number, max(id) AS latest FROM obligations_touch WHERE body_id IS NULL
    ) every
    WHERE %(ids)s::bigint[] IS NULL OR body.id = ANY(%(ids)s)
"""


def marks(body_ids: Collection[int] | None = None) -> dict[int, str]:
    """Return a mark of the facts of each body (None: of all): the same mark later means that none of them was
    written in between. One query.

    Read it before the facts: whoever commits a write after it changes the mark, whether the write was still
    seen or not.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MARKS, {"ids": None if body_ids is None else list(body_ids)})
        return dict(cursor.fetchall())

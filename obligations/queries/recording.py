"""How long after something happened it is on record: the last event of each body, and its usual lag."""

import datetime as dt
import statistics
from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext_lazy

from core import known
from core.clock import ZONE
from obligations.queries.freshness import KINDS

WINDOW = dt.timedelta(days=400)
# Kind: the day on which it happened, a further condition, what happened.
EVENTS = {
    "meeting": ("held_on", "e.status = 'held'", gettext_lazy("Họp")),
    "membership": ("starts_on", "TRUE", gettext_lazy("Chỉ định thành viên")),
    "report": ("submitted_on", "TRUE", gettext_lazy("Gửi báo cáo")),
    "regulation": ("issued_on", "TRUE", gettext_lazy("Ban hành quy chế làm việc")),
    "decision": ("decided_on", "TRUE", gettext_lazy("Ra quyết nghị")),
    "submission": ("sent_on", "TRUE", gettext_lazy("Gửi đề xuất")),
}
# Of each record: the day as it stands, when that kind of day was first entered, and by whom. Deleted ones are
# left out.
_OF_KIND = """
    SELECT {body} AS body_id, '{kind}' AS kind, max(e.{day}) AS day, min(e.pgh_created_at) AS at,
        (array_agg(e.pgh_context_id ORDER BY e.pgh_id))[1] AS context
    FROM {source} WHERE {body} = ANY(%(bodies)s) AND e.pgh_created_at < %(until)s AND {condition}
        AND e.{day} BETWEEN %(first)s AND %(on)s
    GROUP BY {body}, e.pgh_obj_id HAVING bool_and(e.pgh_label <> 'delete')
"""
_RECORDED = f"""
    SELECT found.body_id, found.kind, found.day, found.at,
        COALESCE(NULLIF(u.full_name, ''), u.username, '')
    FROM ({
    " UNION ALL ".join(
        _OF_KIND.format(kind=kind, body=KINDS[kind][2], source=KINDS[kind][1], day=day, condition=condition)
        for kind, (day, condition, _words) in EVENTS.items()
    )
}) found LEFT JOIN pghistory_context c ON c.id = found.context
    LEFT JOIN accounts_user u ON u.id = CASE WHEN c.metadata->>'user' ~ '^[0-9]+$'
        THEN (c.metadata->>'user')::bigint END
    ORDER BY found.day, found.at
"""


class Recorded(NamedTuple):
    """Something that happened and is on record: what, on which day, entered when and by whom (empty: taken
    from a file)."""

    kind: str
    on: dt.date
    at: dt.datetime
    by: str

    @property
    def words(self) -> str:
        return str(EVENTS[self.kind][2])

    @property
    def lag(self) -> int:
        """How many days after it happened it was entered; 0 where it was entered before, as planned."""
        return max((self.at.astimezone(ZONE).date() - self.on).days, 0)


class Recording(NamedTuple):
    """The last event of a body within WINDOW, and the middle lag of those that somebody typed; None where
    there is none."""

    last: Recorded | None
    usual_lag: int | None


def of_bodies(body_ids: Collection[int], *, on: dt.date) -> dict[int, Recording]:
    """Return how the events of each body up to the day were recorded: one query."""
    found: dict[int, list[Recorded]] = defaultdict(list)
    until = known.until() or dt.datetime.max.replace(tzinfo=dt.UTC)
    values: dict[str, Any] = {"bodies": list(body_ids), "until": until, "first": on - WINDOW, "on": on}
    with connection.cursor() as cursor:
        cursor.execute(_RECORDED, values)
        for body_id, *recorded in cursor.fetchall():
            found[body_id].append(Recorded(*recorded))
    return {body_id: _recording(found[body_id]) for body_id in body_ids}


def _recording(events: list[Recorded]) -> Recording:
    lags = [event.lag for event in events if event.by]
    return Recording(events[-1] if events else None, int(statistics.median(lags)) if lags else None)

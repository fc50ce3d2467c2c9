"""When each kind of fact of a body was last entered, and by whom: where records are stale, an overdue duty
may be met and only not recorded."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import known
from core.clock import ZONE
from delegations.models import Body
from delegations.queries import law
from obligations.enums import FlagStatus
from obligations.queries.findings import Row

# Kind: label, where its history is found, whose body it is.
KINDS = {
    "meeting": (gettext_lazy("Cuộc họp"), "meetings_meetingevent e", "e.body_id"),
    "membership": (
        gettext_lazy("Thành viên"),
        "delegations_membershipevent e JOIN delegations_seat s ON s.id = e.seat_id",
        "s.body_id",
    ),
    "report": (gettext_lazy("Báo cáo"), "reports_reportevent e", "e.body_id"),
    "regulation": (gettext_lazy("Quy chế làm việc"), "delegations_workingregulationevent e", "e.body_id"),
    "decision": (gettext_lazy("Quyết nghị"), "meetings_decisionevent e", "e.body_id"),
    "submission": (gettext_lazy("Đề xuất"), "reports_submissionevent e", "e.body_id"),
}
# What was recorded and taken back again leaves the records as old as they were.
_STANDS = (
    "NOT EXISTS (SELECT FROM pghistory_context taken WHERE taken.id = e.pgh_context_id"
    " AND taken.metadata ?| ARRAY['undone_at', 'undoes'])"
)
_UNION = " UNION ALL ".join(
    f"SELECT DISTINCT ON ({body}) {body} AS body_id, '{kind}' AS kind, e.pgh_created_at AS at,"
    f" e.pgh_context_id AS context FROM {source} WHERE {body} = ANY(%(bodies)s) AND e.pgh_created_at <"
    f" %(until)s AND {_STANDS} ORDER BY {body}, e.pgh_created_at DESC, e.pgh_id DESC"
    for kind, (_label, source, body) in KINDS.items()
)
_UNION = "(" + _UNION.replace(" UNION ALL ", ") UNION ALL (") + ")"
_LAST = f"""
    SELECT latest.body_id, latest.kind, latest.at, COALESCE(NULLIF(u.full_name, ''), u.username, '')
    FROM ({_UNION}) latest LEFT JOIN pghistory_context c ON c.id = latest.context
    LEFT JOIN accounts_user u ON u.id = CASE WHEN c.metadata->>'user' ~ '^[0-9]+$'
        THEN (c.metadata->>'user')::bigint END
"""
# Bodies of which anything was entered since an instant.
_RECORDED_SINCE = " UNION ".join(
    f"SELECT {body} FROM {source} WHERE e.pgh_created_at >= %(since)s AND e.pgh_created_at < %(until)s AND"
    f" {body} = ANY(%(bodies)s) AND {_STANDS}"
    for _label, source, body in KINDS.values()
)


class Entry(NamedTuple):
    """The last entry of a kind: when, and by whom (empty: by an import or the system)."""

    at: dt.datetime
    by: str


class LastEntry(NamedTuple):
    """The label of a kind of fact, and its last entry, if there ever was one."""

    label: str
    entry: Entry | None


class Freshness(NamedTuple):
    """What was last entered about a body; `stale` where nothing was entered for longer than the
    grace."""

    entries: dict[str, Entry]
    last: Entry | None
    days: int | None
    stale: bool
    later: bool
    """Whether the last entry came after the day looked at."""

    @property
    def last_entries(self) -> list[LastEntry]:
        """Return every kind of fact with its last entry, in the order of the kinds."""
        return [LastEntry(str(label), self.entries.get(kind)) for kind, (label, *_place) in KINDS.items()]


def grace(on: dt.date) -> int:
    """Return after how many days without an entry records are stale. Few queries."""
    return int(law.in_force().figure("record_grace_days", on).value)


def of_bodies(body_ids: Collection[int], *, on: dt.date, grace_days: int) -> dict[int, Freshness]:
    """Return what was last entered about each body, from the recorded history: one query.

    A past day is judged by the records as they stand now, so what was entered after it counts too.
    A body about which nothing was ever entered is stale from the first day.
    """
    entries: dict[int, dict[str, Entry]] = {body_id: {} for body_id in body_ids}
    with connection.cursor() as cursor:
        cursor.execute(_LAST, {"until": _until(), "bodies": list(body_ids)})
        for body_id, kind, at, by in cursor.fetchall():
            entries[body_id][kind] = Entry(at, by)
    return {body_id: _of_entries(found, on, grace_days) for body_id, found in entries.items()}


def _until() -> dt.datetime:
    """Return the instant before which an entry counts: of what was known on a day, only what had been entered
    by its end."""
    return known.until() or dt.datetime.max.replace(tzinfo=dt.UTC)


def stale(body_ids: Collection[int], *, on: dt.date) -> frozenset[int]:
    """Return which of the bodies had no entry for longer than the grace: few queries, none where no body is
    given.

    The same answer as `of_bodies`, without looking for who entered what: every page of findings needs it.
    """
    if not body_ids:
        return frozenset()
    since = dt.datetime.combine(on - dt.timedelta(days=grace(on)), dt.time.min, ZONE)
    with connection.cursor() as cursor:
        cursor.execute(_RECORDED_SINCE, {"since": since, "until": _until(), "bodies": list(body_ids)})
        return frozenset(body_ids) - {body_id for (body_id,) in cursor.fetchall()}


def stale_of(rows: Iterable[Row], *, on: dt.date) -> frozenset[int]:
    """Return the bodies with stale records among those of overdue findings, beside which "chưa ghi nhận" is
    shown."""
    return stale({row.body_id for row in rows if row.status == FlagStatus.OVERDUE}, on=on)


def label(row: Row, stale_ids: Collection[int]) -> str:
    """Return "chưa ghi nhận" for an overdue finding on a body with stale records, else "": a column of
    files."""
    return str(_("chưa ghi nhận")) if row.status == FlagStatus.OVERDUE and row.body_id in stale_ids else ""


def of_body(body_id: int, *, on: dt.date) -> dict[str, Any]:
    """Return what a page shows of one body's records: `fresh`, `grace`, and `stale`, which holds the body if
    its records are stale."""
    allowed = grace(on)
    fresh = of_bodies([body_id], on=on, grace_days=allowed)[body_id]
    return {"fresh": fresh, "grace": allowed, "stale": frozenset([body_id] if fresh.stale else [])}


def stale_within(scope: Collection[int] | None, *, on: dt.date) -> frozenset[int]:
    """Return the bodies with stale records among those a user may see; None means all of them."""
    return stale(list(Body.objects.values_list("pk", flat=True)) if scope is None else scope, on=on)


def _of_entries(found: dict[str, Entry], on: dt.date, grace_days: int) -> Freshness:
    last = max(found.values(), key=lambda entry: entry.at, default=None)
    days = (on - last.at.astimezone(ZONE).date()).days if last else None
    return Freshness(
        found,
        last,
        days if days is None else max(days, 0),
        days is None or days > grace_days,
        days is not None and days < 0,
    )

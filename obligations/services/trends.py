"""How many findings there were at the end of each of the last months, as the records now tell them."""

import datetime as dt
from collections.abc import Collection, Sequence
from hashlib import blake2b
from typing import NamedTuple

from django.core.cache import cache
from django.db import DatabaseError, connection, transaction

from core import known
from obligations.queries.findings import NOTHING, Counts, Filters
from obligations.services import judging, outlook

# A month's figures are asked for daily and change only with the records or the law.
KEEP = int(dt.timedelta(days=40).total_seconds())


class Point(NamedTuple):
    """A day and its counts."""

    on: dt.date
    counts: Counts


def month_ends(on: dt.date, months: int = 12) -> list[dt.date]:
    """Return the last days of the months before the day's, oldest first, and the day itself."""
    days = [on]
    first = on.replace(day=1)
    for _month in range(months):
        days.append(first - dt.timedelta(days=1))
        first = days[-1].replace(day=1)
    return days[::-1]


def course(*, on: dt.date, today: dt.date, months: int = 12, filters: Filters = NOTHING, body_ids: Collection[int] | None = None) -> list[Point]:
    """Return the counts at the end of each month and on the day. Past days are judged once for each state of the records: then three queries."""
    days = month_ends(on, months)
    revision, quiet = _revision()
    keys = {day: _key(day, revision, filters, body_ids) for day in days if day != today or known.until()}
    kept = _kept(keys.values())
    found: dict[dt.date, Counts] = {}
    for day in days:
        found[day] = kept.get(keys.get(day, "")) or outlook.counts(on=day, today=today, filters=filters, body_ids=body_ids)
    new = {keys[day]: found[day] for day in keys if keys[day] not in kept}
    if new and quiet:
        known.afterwards(lambda: cache.set_many(new, KEEP))
    return [Point(day, found[day]) for day in days]


def _kept(keys: Collection[str]) -> dict[str, Counts]:
    """Return what is in the cache. It throws away what is too old as it reads, which is refused where nothing may be written."""
    if known.until() is None:
        return cache.get_many(keys)
    try:
        with transaction.atomic():
            return cache.get_many(keys)
    except DatabaseError:
        return {}


def _revision() -> tuple[int, bool]:
    """Return the last touch given out, and whether no transaction was under way that could have taken one and not shown its facts yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT last_value * 2 + is_called::int, pg_snapshot_xmin(now.snapshot) = pg_snapshot_xmax(now.snapshot)"
            " FROM obligations_touch_id_seq, (SELECT pg_current_snapshot() AS snapshot) AS now"
        )
        last, quiet = cursor.fetchone()
    return last, quiet


def _key(day: dt.date, revision: int, filters: Filters, body_ids: Sequence[int] | Collection[int] | None) -> str:
    scope = None if body_ids is None else sorted(body_ids)
    words = f"{day} {revision} {judging.law_version()} {filters} {scope} {known.until()}"
    return "trend:" + blake2b(words.encode(), digest_size=16).hexdigest()

"""What the findings are on a day: the stored flags for today, judged afresh for any other day.

Every function takes `on` (the day looked at) and `today`; screens call only this module
and need not know which of the two they show. `body_ids` narrows to what a user may see; None means all bodies.
"""

import datetime as dt
from collections.abc import Collection

from obligations.queries import findings
from obligations.queries.findings import DEFAULT_SORT, NOTHING, Counts, Filters, Row, Slice


def listing(
    *,
    on: dt.date,
    today: dt.date,
    filters: Filters = NOTHING,
    body_ids: Collection[int] | None = None,
    sort: str = DEFAULT_SORT,
    offset: int = 0,
    limit: int | None = None,
) -> Slice:
    """Return a page of the findings of the day and their total."""
    if on == today:
        return findings.stored(filters=filters, body_ids=body_ids, sort=sort, offset=offset, limit=limit)
    raise NotImplementedError


def counts(*, on: dt.date, today: dt.date, filters: Filters = NOTHING, body_ids: Collection[int] | None = None) -> Counts:
    """Return how many findings the day has, for tiles."""
    if on == today:
        return findings.stored_counts(filters=filters, body_ids=body_ids)
    raise NotImplementedError


def of_body(body_id: int, *, on: dt.date, today: dt.date) -> list[Row]:
    """Return the body's findings on the day, worst first."""
    if on == today:
        return findings.stored_of_body(body_id)
    raise NotImplementedError


def one(*, on: dt.date, today: dt.date, body_code: str, rule: str, subject: str, body_ids: Collection[int] | None = None) -> Row | None:
    """Return a finding by its key; for today a closed flag too (`is_open` tells); None if there is none in the scope."""
    if on == today:
        return findings.stored_one(body_code=body_code, rule=rule, subject=subject, body_ids=body_ids)
    raise NotImplementedError

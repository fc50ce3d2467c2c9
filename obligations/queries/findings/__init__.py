"""Findings as screens show them: `filters`, `sorting`, `counting`, `lists` page by page, what was `shown`,
the `stretches` of days on which one stands unchanged.

Every question is one query over the stored spans: those that hold on a day, as the records say now or, inside
`core.known.at_end_of`, as they said by then.
"""

from obligations.queries.findings.counting import (
    Counts,
    DueDay,
    by_body,
    counts,
    counts_of,
    due_days,
    falling_due,
    numbers,
)
from obligations.queries.findings.filters import NOTHING, Filters, on_day
from obligations.queries.findings.lists import (
    Slice,
    Span,
    before_and_after,
    by_id,
    last_between,
    listing,
    moved,
    of_body,
    of_flags,
    of_spans,
    one,
    overlapping,
    rows_moved,
    states,
)
from obligations.queries.findings.rows import BREACH_OF, Row, State, revive
from obligations.queries.findings.shown import (
    Moment,
    Opening,
    ended,
    first_at,
    history,
    of_bodies_since,
    openings,
    runs_that_came,
)
from obligations.queries.findings.sorting import DEFAULT_SORT, SORTS
from obligations.queries.findings.stretches import (
    Stretch,
    lives,
    since,
    stretches,
    stretches_beside,
    turning_days,
)

__all__ = [
    "BREACH_OF",
    "DEFAULT_SORT",
    "NOTHING",
    "SORTS",
    "Counts",
    "DueDay",
    "Filters",
    "Moment",
    "Opening",
    "Row",
    "Slice",
    "Span",
    "State",
    "Stretch",
    "before_and_after",
    "by_body",
    "by_id",
    "counts",
    "counts_of",
    "due_days",
    "ended",
    "falling_due",
    "first_at",
    "history",
    "last_between",
    "listing",
    "lives",
    "moved",
    "numbers",
    "of_bodies_since",
    "of_body",
    "of_flags",
    "of_spans",
    "on_day",
    "one",
    "openings",
    "overlapping",
    "revive",
    "rows_moved",
    "runs_that_came",
    "since",
    "states",
    "stretches",
    "stretches_beside",
    "turning_days",
]

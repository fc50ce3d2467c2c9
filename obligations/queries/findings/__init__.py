"""Findings as screens show them: `filters`, `sorting`, `counting`, `lists` a page at a time, their `history`.

`Row` is the same for a stored flag and for a finding judged for another day, so that a screen need not know
which it shows; `obligations.services.outlook` picks between the two.
"""

from obligations.queries.findings.counting import (
    Counts,
    added_up,
    count,
    kept_by_body,
    kept_counts,
    kept_counts_by_kind,
    stored_by_body,
    stored_counts,
)
from obligations.queries.findings.filters import NOTHING, Filters
from obligations.queries.findings.history import history
from obligations.queries.findings.lists import (
    Slice,
    by_body_and_rule,
    by_id,
    kept,
    kept_states,
    latest,
    stored,
    stored_of_body,
    stored_one,
    stored_states,
)
from obligations.queries.findings.rows import BREACH_OF, Row, State, revive
from obligations.queries.findings.sorting import DEFAULT_SORT, SORTS, order

__all__ = [
    "BREACH_OF",
    "DEFAULT_SORT",
    "NOTHING",
    "SORTS",
    "Counts",
    "Filters",
    "Row",
    "Slice",
    "State",
    "added_up",
    "by_body_and_rule",
    "by_id",
    "count",
    "history",
    "kept",
    "kept_by_body",
    "kept_counts",
    "kept_counts_by_kind",
    "kept_states",
    "latest",
    "order",
    "revive",
    "stored",
    "stored_by_body",
    "stored_counts",
    "stored_of_body",
    "stored_one",
    "stored_states",
]

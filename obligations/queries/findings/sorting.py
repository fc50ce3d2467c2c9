"""The orders of a list of findings, in the database and in memory."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Case, F, IntegerField, Value, When

from obligations.enums import FlagStatus, Severity
from obligations.queries.findings.rows import Row, Source

DEFAULT_SORT = "severity"
_SEVERITY_RANK = {Severity.SERIOUS.value: 0, Severity.WARNING.value: 1, Severity.INFO.value: 2}
_STATUS_RANK = {FlagStatus.OVERDUE.value: 0, FlagStatus.DUE.value: 1, FlagStatus.WAIVED.value: 2}
# Sorting by anything else than these would have to be written twice, here and in SQL.
_SORTS: dict[str, tuple[tuple[str, ...], Callable[[Row], tuple[Any, ...]]]] = {
    "severity": (
        (
            "waived_last",
            "severity_rank",
            "status_rank",
            "due_on",
            "body__position",
            "body__code",
            "rule",
            "subject",
        ),
        lambda row: (
            row.status == FlagStatus.WAIVED,
            _SEVERITY_RANK[row.severity],
            _STATUS_RANK[row.status],
            row.due_on or dt.date.max,
            row.body_position,
            row.body_code,
            row.rule,
            row.subject,
        ),
    ),
    "due": (
        ("due_on", "severity_rank", "body__position", "body__code", "rule", "subject"),
        lambda row: (
            row.due_on or dt.date.max,
            _SEVERITY_RANK[row.severity],
            row.body_position,
            row.body_code,
            row.rule,
            row.subject,
        ),
    ),
    "body": (
        ("body__position", "body__code", "severity_rank", "due_on", "rule", "subject"),
        lambda row: (
            row.body_position,
            row.body_code,
            _SEVERITY_RANK[row.severity],
            row.due_on or dt.date.max,
            row.rule,
            row.subject,
        ),
    ),
    "rule": (
        ("rule", "severity_rank", "due_on", "body__position", "body__code", "subject"),
        lambda row: (
            row.rule,
            _SEVERITY_RANK[row.severity],
            row.due_on or dt.date.max,
            row.body_position,
            row.body_code,
            row.subject,
        ),
    ),
}
SORTS = tuple(_SORTS)
"""Names a list can be sorted by; `-name` turns the order round. Unknown names fall back to the default."""


def ranked(flags: Source, sort: str) -> Any:
    """Return the stored findings in order; `-name` turns it round."""
    turned, name = sort.startswith("-"), sort.removeprefix("-")
    fields = _SORTS.get(name, _SORTS[DEFAULT_SORT])[0]
    flags = flags.annotate(
        waived_last=Case(
            When(status=FlagStatus.WAIVED, then=Value(1)), default=Value(0), output_field=IntegerField()
        ),
        severity_rank=Case(
            *(When(severity=value, then=Value(rank)) for value, rank in _SEVERITY_RANK.items()),
            output_field=IntegerField(),
        ),
        status_rank=Case(
            *(When(status=value, then=Value(rank)) for value, rank in _STATUS_RANK.items()),
            output_field=IntegerField(),
        ),
    )
    return flags.order_by(
        *(F(name).desc(nulls_first=True) if turned else F(name).asc(nulls_last=True) for name in fields)
    )


def order(rows: Iterable[Row], sort: str = DEFAULT_SORT) -> list[Row]:
    """Return rows in the same order as the stored list's."""
    key = _SORTS.get(sort.removeprefix("-"), _SORTS[DEFAULT_SORT])[1]
    return sorted(rows, key=key, reverse=sort.startswith("-"))

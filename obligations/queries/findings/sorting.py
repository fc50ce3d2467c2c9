"""The orders of a list of findings."""

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from obligations.enums import FlagStatus, Severity
from obligations.models import FindingSpan

DEFAULT_SORT = "severity"
_SEVERITY_RANK = {Severity.SERIOUS.value: 0, Severity.WARNING.value: 1, Severity.INFO.value: 2}
_STATUS_RANK = {FlagStatus.OVERDUE.value: 0, FlagStatus.DUE.value: 1, FlagStatus.WAIVED.value: 2}
_SORTS: dict[str, tuple[str, ...]] = {
    "severity": (
        "waived_last",
        "severity_rank",
        "status_rank",
        "due_on",
        "body__position",
        "body__code",
        "rule",
        "subject",
    ),
    "due": ("due_on", "severity_rank", "body__position", "body__code", "rule", "subject"),
    "body": ("body__position", "body__code", "severity_rank", "due_on", "rule", "subject"),
    "rule": ("rule", "severity_rank", "due_on", "body__position", "body__code", "subject"),
}
SORTS = tuple(_SORTS)
"""Names a list can be sorted by; `-name` turns the order round. Unknown names fall back to the default."""


def ranked(found: QuerySet[FindingSpan], sort: str) -> QuerySet[FindingSpan]:
    """Return the findings in order; `-name` turns it round."""
    turned, name = sort.startswith("-"), sort.removeprefix("-")
    fields = _SORTS.get(name, _SORTS[DEFAULT_SORT])
    found = found.annotate(
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
    return found.order_by(
        *(F(name).desc(nulls_first=True) if turned else F(name).asc(nulls_last=True) for name in fields)
    )

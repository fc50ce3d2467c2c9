"""What a list of findings is narrowed to, in the database and in memory."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from core.text import fold
from obligations.enums import FlagStatus
from obligations.models import Flag
from obligations.queries.findings.rows import Row, Source


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of findings is narrowed to; an empty field narrows nothing."""

    rules: Collection[str] = ()
    severities: Collection[str] = ()
    statuses: Collection[str] = ()
    body_codes: Collection[str] = ()
    kind_ids: Collection[int] = ()
    text: str = ""
    recorded: bool | None = None
    """Of overdue findings only: True those on bodies that keep their records, False those that may only be
    unrecorded."""
    stale_ids: frozenset[int] = frozenset()
    """The bodies whose records are stale; read where `recorded` is set."""
    due: tuple[dt.date, dt.date] | None = None
    """The first and the last due day."""

    def accepts(self, row: Row) -> bool:
        """Return whether the row passes: the Python twin of the stored flags' query."""
        words = fold(self.text)
        return (
            self.accepts_state(row.severity, row.status, row.due_on)
            and (not self.rules or row.rule in self.rules)
            and (not self.body_codes or row.body_code in self.body_codes)
            and (not self.kind_ids or row.body_kind_id in self.kind_ids)
            and (not words or words in row.body_search or words in row.subject.lower())
            and (
                self.recorded is None
                or (row.status == FlagStatus.OVERDUE and (row.body_id not in self.stale_ids) == self.recorded)
            )
        )

    def accepts_state(self, severity: str, status: str, due_on: dt.date | None) -> bool:
        """Return whether what may change of a finding from day to day passes."""
        return (
            (not self.severities or severity in self.severities)
            and (not self.statuses or status in self.statuses)
            and (self.due is None or (due_on is not None and self.due[0] <= due_on <= self.due[1]))
        )


NOTHING = Filters()


def open_flags(filters: Filters, body_ids: Collection[int] | None) -> QuerySet[Flag]:
    """Return the open flags that pass, of these bodies (None: of all)."""
    flags = Flag.objects.filter(closed_at__isnull=True)
    return narrowed(flags if body_ids is None else flags.filter(body_id__in=body_ids), filters)


def narrowed(flags: Source, filters: Filters) -> Any:
    """Return the stored findings that pass: the twin of `Filters.accepts`."""
    for lookup, values in (
        ("rule__in", filters.rules),
        ("severity__in", filters.severities),
        ("status__in", filters.statuses),
        ("body__code__in", filters.body_codes),
        ("body__kind_id__in", filters.kind_ids),
    ):
        if values:
            flags = flags.filter(**{lookup: list(values)})
    if filters.recorded is not None:
        flags = flags.filter(status=FlagStatus.OVERDUE)
        on_stale = Q(body_id__in=filters.stale_ids)
        flags = flags.filter(~on_stale if filters.recorded else on_stale)
    if filters.due:
        flags = flags.filter(due_on__range=filters.due)
    if words := fold(filters.text):
        flags = flags.filter(Q(body__search_text__contains=words) | Q(subject__icontains=words))
    return flags

"""What a list of findings is narrowed to, and the spans that it is read from."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q, QuerySet

from core import clock, known
from core.text import fold
from obligations.enums import FlagStatus
from obligations.models import FindingSpan, Span
from records.querysets import contains_all_words

AnySpan = TypeVar("AnySpan", bound=Span)

_JUST_BEFORE = dt.timedelta(microseconds=1)


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
    owner_ids: Collection[int] = ()
    """The officers who see to them."""
    is_owned: bool | None = None
    """Whether any officer does."""
    due: tuple[dt.date, dt.date] | None = None
    """The first and the last due day."""


NOTHING = Filters()


def narrowed(filters: Filters, body_ids: Collection[int] | None) -> QuerySet[FindingSpan]:
    """Return the spans of findings of these bodies (None: of all) that pass, on whatever days, as the records
    say now; inside `known.at_end_of`, as they said by then."""
    found = recorded(FindingSpan.objects.all())
    if body_ids is not None:
        found = found.filter(body_id__in=body_ids)
    for lookup, values in (
        ("rule__in", filters.rules),
        ("severity__in", filters.severities),
        ("status__in", filters.statuses),
        ("body__code__in", filters.body_codes),
        ("body__kind_id__in", filters.kind_ids),
        ("flag__ownership__owner__in", filters.owner_ids),
    ):
        if values:
            found = found.filter(**{lookup: list(values)})
    if filters.recorded is not None:
        found = found.filter(status=FlagStatus.OVERDUE)
        on_stale = Q(body_id__in=filters.stale_ids)
        found = found.filter(~on_stale if filters.recorded else on_stale)
    if filters.is_owned is not None:
        found = found.filter(flag__ownership__isnull=not filters.is_owned)
    if filters.due:
        found = found.filter(due_on__range=filters.due)
    if words := fold(filters.text):
        of_body = contains_all_words(filters.text, "body__search_text")
        found = found.filter(of_body | Q(subject__icontains=words))
    return found


def recorded(spans: QuerySet[AnySpan]) -> QuerySet[AnySpan]:
    """Keep the spans that the records give now; inside `known.at_end_of`, those that they gave by then."""
    if known.until() is None:
        return spans.filter(recorded__upper_inf=True)
    # As two indexes have it: what is still said, and what was said for a time.
    still = Q(recorded__upper_inf=True, recorded__startswith__lte=instant())
    return spans.filter(still | Q(recorded__upper_inf=False, recorded__contains=instant()))


def instant() -> dt.datetime:
    """Return the instant from which is looked: now; inside `known.at_end_of`, the last one of its day."""
    until = known.until()
    return until - _JUST_BEFORE if until else clock.now()


def on_day(
    on: dt.date, filters: Filters = NOTHING, body_ids: Collection[int] | None = None
) -> QuerySet[FindingSpan]:
    """Return the spans that hold on the day and pass."""
    return narrowed(filters, body_ids).filter(days__contains=on)

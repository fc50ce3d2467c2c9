"""The findings of a day a page at a time, of a body, of some days."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from core import clock, known
from obligations.models import FindingSpan
from obligations.queries.findings import shown
from obligations.queries.findings.filters import NOTHING, Filters, narrowed, on_day
from obligations.queries.findings.rows import STATE, Row, State, read
from obligations.queries.findings.sorting import DEFAULT_SORT, ranked


class Slice(NamedTuple):
    """One page of findings, and how many there are in all."""

    rows: list[Row]
    total: int


def listing(
    on: dt.date,
    *,
    filters: Filters = NOTHING,
    body_ids: Collection[int] | None = None,
    sort: str = DEFAULT_SORT,
    offset: int = 0,
    limit: int | None = None,
) -> Slice:
    """Return a page of the findings of the day and their total; `body_ids` narrows to the bodies a user may
    see, None means all. Four queries."""
    found = on_day(on, filters, body_ids)
    page = ranked(found, sort)
    rows = read(page[offset:] if limit is None else page[offset : offset + limit], on)
    return Slice(rows, len(rows) if limit is None and not offset else found.count())


def of_body(body_id: int, on: dt.date) -> list[Row]:
    """Return the body's findings on the day, worst first. Three queries."""
    return listing(on, body_ids=[body_id]).rows


def of_flags(flag_ids: Collection[int], on: dt.date, *, sort: str = DEFAULT_SORT) -> list[Row]:
    """Return those of these findings that stand on the day. Three queries."""
    return read(ranked(on_day(on, NOTHING, None).filter(flag_id__in=flag_ids), sort), on)


def one(
    on: dt.date,
    *,
    body_code: str,
    rule: str,
    subject: str,
    body_ids: Collection[int] | None = None,
) -> Row | None:
    """Return a finding by its key as it stands on the day; of today one that has ended too, as it stood last
    (`is_open` tells). None if there is none in the scope. At most seven queries."""
    key = {"body__code": body_code, "rule": rule, "subject": subject}
    row = next(iter(read(on_day(on, NOTHING, body_ids).filter(**key), on)), None)
    if row is not None or on != clock.today() or known.until():
        return row
    spans = FindingSpan.objects.filter(**key)
    return shown.last(spans if body_ids is None else spans.filter(body_id__in=body_ids), clock.now())


def by_id(flag_id: int) -> Row | None:
    """Return a finding by its number, as it stands now or stood last. Four queries."""
    return shown.last(FindingSpan.objects.filter(flag_id=flag_id), clock.now())


def moved(
    first: dt.date, second: dt.date, *, filters: Filters = NOTHING, body_ids: Collection[int] | None = None
) -> tuple[list[State], list[State]]:
    """Return how findings stand on either of two days, but for those that stand unchanged on both. One
    query."""
    return before_and_after(rows_moved(first, second, filters, body_ids))


def rows_moved(
    first: dt.date, second: dt.date, filters: Filters, body_ids: Collection[int] | None
) -> QuerySet[FindingSpan, Any]:
    """Return the question of `moved`, whose rows `before_and_after` parts."""
    on_first, on_second = Q(days__contains=first), Q(days__contains=second)
    found = narrowed(filters, body_ids).filter(on_first | on_second).exclude(on_first & on_second)
    found = found.annotate(is_first=ExpressionWrapper(on_first, BooleanField()))
    return found.values_list("is_first", *STATE)


def before_and_after(rows: Iterable[Any]) -> tuple[list[State], list[State]]:
    """Return how findings stand on the first day and on the second, out of the rows of `rows_moved`."""
    then: list[State] = []
    now: list[State] = []
    for is_first, *words in rows:
        (then if is_first else now).append(State(*words))
    return then, now


def states(
    on: dt.date, *, filters: Filters = NOTHING, body_ids: Collection[int] | None = None
) -> list[State]:
    """Return how the findings of the day stand. One query."""
    return [State(*words) for words in on_day(on, filters, body_ids).values_list(*STATE)]


def last_between(
    first: dt.date, last: dt.date, *, filters: Filters = NOTHING, body_ids: Collection[int] | None = None
) -> dict[int, State]:
    """Return the findings that stand on any of the days, each once: as it stands on the last of them, if it
    passes then; by the number of the span, with which `of_spans` reads what it rests on. One query."""
    standing = narrowed(NOTHING, body_ids).filter(days__overlap=(first, last + dt.timedelta(1)))
    # The latest span of each. Asking of each whether there is a later one took eight seconds on tables
    # of which the server had no statistics yet.
    latest = standing.order_by("flag", "-days__startswith").distinct("flag")
    ordered = ranked(narrowed(filters, body_ids).filter(pk__in=latest.values("pk")), DEFAULT_SORT)
    return {pk: State(*words) for pk, *words in ordered.values_list("pk", *STATE)}


def of_spans(span_ids: Collection[int], on: dt.date) -> dict[int, Row]:
    """Return these spans as rows of the day, by their numbers. Three queries."""
    spans = FindingSpan.objects.filter(pk__in=span_ids).order_by("pk")
    return dict(zip(sorted(span_ids), read(spans, on), strict=True))


class Span(NamedTuple):
    """A finding as it holds unchanged on some days."""

    body_code: str
    rule: str
    subject: str
    status: str
    severity: str
    due_on: dt.date | None
    days: Any

    @property
    def starts_on(self) -> dt.date:
        first: dt.date = self.days.lower
        return first

    @property
    def ends_on(self) -> dt.date | None:
        """The last day; None where it still holds on the last day that was looked at."""
        return self.days.upper - dt.timedelta(1) if self.days.upper else None


def overlapping(
    first: dt.date,
    last: dt.date,
    *,
    filters: Filters = NOTHING,
    body_ids: Collection[int] | None = None,
    offset: int = 0,
    limit: int,
) -> tuple[list[Span], int]:
    """Return a page of the spans of findings that hold on any of the days, in order of bodies, findings and
    days, and their total. Two queries."""
    found = narrowed(filters, body_ids).filter(days__overlap=(first, last + dt.timedelta(1)))
    ordered = found.order_by("body__position", "body__code", "rule", "subject", "days")
    columns = ("body__code", "rule", "subject", "status", "severity", "due_on", "days")
    page = ordered.values_list(*columns)[offset : offset + limit]
    return [Span(*words) for words in page], found.count()

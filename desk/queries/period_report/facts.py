"""What the report of a quarter, a half-year or a year rests on: the records as they stood when the period had
ended, read once for its text, tables, chart and Excel file."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count

from accounts.models import User
from delegations.queries import bodies as body_queries
from desk.queries import brief as briefs
from desk.queries import periods, rhythm
from desk.queries.brief import Brief, FindingSentence
from desk.queries.periods import Activity, Span
from desk.queries.rhythm import Ended, Tally
from directions.models import Direction
from directions.queries import directions
from obligations.enums import Severity
from obligations.queries.findings import Filters
from reviews.models import Review

QUARTERS = 4
"""So many quarters the chart has: a year's."""


class OfDirections(NamedTuple):
    """Directions given and closed in the period, and of those open at its end the overdue ones."""

    given: int
    closed: int
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """A period on the day by which it is judged. `before` are the meeting periods of the one before it, as
    they stood then; `quarters` those of the last four quarters, by their names."""

    span: Span
    on: dt.date
    brief: Brief
    done: Activity
    before: Tally
    quarters: Sequence[tuple[str, Tally]]
    directions: OfDirections
    grades: Mapping[str, int]
    """How many bodies were confirmed with each grade of the period; empty where none was."""
    serious: Sequence[FindingSentence]
    """What is overdue and serious."""
    soon: Sequence[FindingSentence]
    vacant_seats: int

    @property
    def tally(self) -> Tally:
        return rhythm.tally(self.brief.periods)

    @property
    def over(self) -> bool:
        """Whether the period had ended by the day."""
        return self.on > self.span.last

    def ended_as(self, state: str) -> dict[str, list[Ended]]:
        """Return the periods that came to that, by the name of their body."""
        found: dict[str, list[Ended]] = defaultdict(list)
        for one in self.brief.periods:
            if one.cell.state == state:
                found[one.body_name].append(one)
        return dict(found)


def judged_on(span: Span, today: dt.date) -> dt.date:
    """Return the day by which a period is judged: the day after its end, when its last duties have fallen
    due, or today while that is earlier."""
    return min(span.last + dt.timedelta(days=1), today)


def facts(user: User, span: Span, *, today: dt.date) -> PeriodFacts:
    """Return what the report of a period that has begun says. A fixed number of queries."""
    on, last = judged_on(span, today), min(span.last, today)
    whole = briefs.whole(
        user, on=on, filters=Filters(), before_on=_beside(span, on), first=span.first, last=last
    )
    earlier = periods.before(span)
    return PeriodFacts(
        span=span,
        on=on,
        brief=whole,
        done=periods.activity(user, first=span.first, last=last),
        before=rhythm.tally(
            rhythm.ended_within(
                user, first=earlier.first, last=earlier.last, on=earlier.last + dt.timedelta(days=1)
            )
        ),
        quarters=_quarters(user, last, on),
        directions=_directions(user, span.first, last, on),
        grades=_grades(span),
        serious=briefs.with_sentences([row for row in whole.worst if row.severity == Severity.SERIOUS]),
        soon=briefs.with_sentences(whole.soon),
        vacant_seats=body_queries.vacant_seats(on),
    )


def _beside(span: Span, on: dt.date) -> dt.date:
    """Return the day beside which the figures stand: the first of the period; a whole year is set beside its
    middle, since its first day is the same day a year before."""
    return dt.date(span.first.year, 7, 1) if span.is_year and on > span.last else span.first


def _quarters(user: User, last: dt.date, on: dt.date) -> list[tuple[str, Tally]]:
    """Return what became of the periods that ended in the last four quarters, the day's own among them. Two
    queries."""
    quarters = periods.quarters(last, QUARTERS)[::-1]
    ended: dict[str, list[Ended]] = {span.name: [] for span in quarters}
    for one in rhythm.ended_within(user, first=quarters[0].first, last=last, on=on):
        day = one.cell.period.last_day
        ended[next(span.name for span in quarters if span.first <= day <= span.last)].append(one)
    return [(name, rhythm.tally(found)) for name, found in ended.items()]


def _directions(user: User, first: dt.date, last: dt.date, on: dt.date) -> OfDirections:
    seen: Any = Direction.objects.visible_to(user)
    counts = directions.counts(user, on=on)
    return OfDirections(
        seen.filter(given_on__range=(first, last)).count(),
        seen.filter(closed_on__range=(first, last)).count(),
        counts.open,
        counts.overdue,
    )


def _grades(span: Span) -> dict[str, int]:
    """Return how many reviews of the period were confirmed, by grade; none of a half-year, which is not
    reviewed."""
    if span.is_half:
        return {}
    rows = Review.objects.filter(year=span.first.year, quarter=span.quarter)
    return dict(rows.values_list("grade").annotate(n=Count("pk")).order_by("grade"))

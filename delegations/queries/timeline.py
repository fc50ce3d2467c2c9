"""The spans of a body's life: seats and who held them, regulations in force, events."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch

from delegations.models import Body, EventBody, Membership, Seat, WorkingRegulation


@dataclass(frozen=True)
class Life:
    """Everything that a body's timeline shows; an open end is None."""

    body: Body
    seats: list[Seat]
    regulations: list[WorkingRegulation]
    events: list[EventBody]


def life_of(body: Body) -> Life:
    """Return a body's seats with their memberships in order, its regulations and the events that touched it.
    Costs four queries."""
    memberships = Prefetch("memberships", Membership.objects.select_related("person").order_by("starts_on"))
    return Life(
        body=body,
        seats=list(
            Seat.objects.filter(body=body)
            .select_related("office")
            .prefetch_related(memberships)
            .in_rank_order()
        ),
        regulations=list(WorkingRegulation.objects.filter(body=body).order_by("effective_on")),
        events=list(
            EventBody.objects.filter(body=body).select_related("event").order_by("event__occurred_on")
        ),
    )


def vacancies(seat: Seat, *, first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Return the spans within first..last, both included, on which the seat was in force and nobody held
    it."""
    one = dt.timedelta(days=1)
    start, end = max(first, seat.starts_on), min(last, seat.ends_on or last)
    gaps = []
    for membership in seat.memberships.all():
        if membership.starts_on > start:
            gaps.append((start, min(end, membership.starts_on - one)))
        start = max(start, (membership.ends_on or dt.date.max - one) + one)
        if start > end:
            break
    if start <= end:
        gaps.append((start, end))
    return [(a, b) for a, b in gaps if a <= b]

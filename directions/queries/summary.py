"""Directions counted by where they stand: by body, by leader, of a year."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from accounts.models import User
from delegations.models import Body
from directions.enums import Outcome, ReceiptState, State, StepKind
from directions.models import Direction, DirectionQuerySet, DirectionStep
from directions.queries import receipts
from directions.queries.directions import leaders, state_of


@dataclass(slots=True)
class Tally:
    """Numbers of directions. `open` holds `overdue`, `waiting`, `left` and what is `in_time`; `unreceived`
    holds `receipt_late`. What was carried out is in time if its end was proposed, or it was closed, by the
    due day."""

    open: int = 0
    unreceived: int = 0
    receipt_late: int = 0
    overdue: int = 0
    waiting: int = 0
    left: int = 0
    asking: int = 0
    extensions: int = 0
    done_in_time: int = 0
    done_late: int = 0
    ended_otherwise: int = 0

    def add(self, one: "Tally") -> None:
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(one, field.name))

    @property
    def in_time(self) -> int:
        """Open ones that are not due yet, or deferred."""
        return self.open - self.overdue - self.waiting - self.left

    @property
    def closed(self) -> int:
        return self.done_in_time + self.done_late + self.ended_otherwise

    @property
    def total(self) -> int:
        return self.open + self.closed


@dataclass(frozen=True, slots=True)
class Line:
    """A group of directions: what it is called, its key in the list's filters, its numbers."""

    name: str
    key: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Summary:
    """Directions that are open on a day or ended in its year until then."""

    total: Tally
    bodies: list[Line]
    leaders: list[Line]
    pressing: list[Any]
    """Open ones that are overdue, or that nobody acknowledged in time: the earliest due day first, each with
    `state` and `receipt`."""


def of_day(user: User, *, on: dt.date, kind_ids: Collection[int] = ()) -> Summary:
    """Return the summary of what the user may see. Four queries."""
    found: Any = Direction.objects.visible_to(user)
    if kind_ids:
        found = found.filter(body__kind__in=kind_ids)
    begins = dt.date(on.year, 1, 1)
    rows = _read(found.existing_on(on).filter(Q(closed_on__isnull=True) | Q(closed_on__gte=begins)), on)
    rows.sort(key=lambda row: (row.body.position, row.body.code, row.due_then, row.code))
    total, order = _total(rows), {name: place for place, name in enumerate(leaders(user))}
    pressing = [row for row in rows if row.state == State.OVERDUE or _receipt_state(row) == ReceiptState.LATE]
    return Summary(
        total,
        _grouped(rows, lambda row: (row.body.name, row.body.code)),
        sorted(
            _grouped(rows, lambda row: (row.leader_name, row.leader_name)), key=lambda one: order[one.name]
        ),
        sorted(pressing, key=lambda row: (row.due_then, row.code)),
    )


def of_year(body: Body, year: int, *, on: dt.date) -> tuple[Tally, list[Any]]:
    """Return the numbers of a body's directions given in a year, as they stand on the day, and those that
    are or were late. Three queries."""
    found: Any = Direction.objects.filter(body=body, given_on__year=year)
    rows = _read(found.existing_on(on), on)
    late = [row for row in rows if row.state == State.OVERDUE or _tally(row).done_late]
    return _total(rows), sorted(late, key=lambda row: (row.due_then, row.code))


def _read(found: DirectionQuerySet, on: dt.date) -> list[Any]:
    """Return the directions with `state` and `receipt`."""
    proposed = DirectionStep.objects.filter(
        direction=OuterRef("pk"), kind=StepKind.PROPOSAL, on__lte=on
    ).order_by("-number")
    rows: list[Any] = list(
        found.as_of(on)
        .with_follow_up(on)
        .annotate(proposed_on=Subquery(proposed.values("on")[:1]))
        .select_related("body__kind")
    )
    receipts.put_on(rows, on)
    for row in rows:
        row.state = state_of(row, on)
    return rows


def _receipt_state(row: Any) -> ReceiptState | None:
    state: ReceiptState = row.receipt.state
    return state if row.state != State.CLOSED else None


def _tally(row: Any) -> Tally:
    if row.state == State.CLOSED:
        done = row.outcome == Outcome.DONE
        in_time = min(row.closed_on, row.proposed_on or row.closed_on) <= row.counted_from
        return Tally(
            extensions=row.extensions,
            done_in_time=done and in_time,
            done_late=done and not in_time,
            ended_otherwise=not done,
        )
    receipt = _receipt_state(row)
    return Tally(
        open=1,
        unreceived=receipt in {ReceiptState.WAITING, ReceiptState.LATE},
        receipt_late=receipt == ReceiptState.LATE,
        overdue=row.state == State.OVERDUE,
        waiting=row.state == State.WAITING,
        left=row.state == State.LEFT,
        asking=row.asks_extension and row.state != State.WAITING,
        extensions=row.extensions,
    )


def _total(rows: Iterable[Any]) -> Tally:
    total = Tally()
    for row in rows:
        total.add(_tally(row))
    return total


def _grouped(rows: Iterable[Any], of: Callable[[Any], tuple[str, str]]) -> list[Line]:
    """Return a line for each group, in the order in which the rows first name it."""
    found: dict[tuple[str, str], Tally] = {}
    for row in rows:
        found.setdefault(of(row), Tally()).add(_tally(row))
    return [Line(name, key, tally) for (name, key), tally in found.items()]

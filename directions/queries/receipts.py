"""Whether a direction was acknowledged in time: a clock in working days that its urgency sets."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from delegations.queries import law
from directions.enums import ReceiptState, Urgency
from directions.models import Direction, DirectionQuerySet
from obligations.queries.working_days import days_off
from rulebook.calendar import is_working_day, working_days_after
from rulebook.law import Law, MissingLaw, ParameterUse

PARAMETERS = {
    Urgency.ORDINARY: "direction_receipt_days",
    Urgency.URGENT: "direction_receipt_days_urgent",
    Urgency.PRESSING: "direction_receipt_days_pressing",
    Urgency.AT_ONCE: "direction_receipt_days_at_once",
}


class Receipt(NamedTuple):
    """How a direction stands with its acknowledgement on a day. `due_on` and `use` are None where none is
    asked for; `days_late` are working days; `on` without `name` is the body's first report."""

    state: ReceiptState
    due_on: dt.date | None
    use: ParameterUse | None
    on: dt.date | None
    name: str
    days_late: int

    @property
    def is_open(self) -> bool:
        return self.state in {ReceiptState.WAITING, ReceiptState.LATE}


@dataclass(frozen=True, slots=True)
class Clock:
    """What the days of acknowledging are counted with."""

    law: Law
    days_off: Mapping[dt.date, bool]

    def use(self, direction: Direction) -> ParameterUse | None:
        """Return how many working days the direction allows and by what, for the kind of its body; None for
        one given before the law asked for it."""
        try:
            of_kind = self.law.of_kind(direction.body.kind.name)
            return of_kind.use(PARAMETERS[Urgency(direction.urgency)], direction.given_on)
        except MissingLaw:
            return None

    def of(self, direction: Any, on: dt.date) -> Receipt:
        """Return where a direction from `with_follow_up(on)` stands on the day."""
        use = self.use(direction)
        # what was said is written down later: nobody can acknowledge it before
        since = max(direction.given_on, direction.sent_on or direction.given_on)
        due_on = working_days_after(since, use.value, self.days_off)[-1] if use else None
        received: dt.date | None = direction.received_then
        late = self._working_days(due_on, received or on) if due_on else 0
        if received:
            state = ReceiptState.RECEIVED_LATE if late else ReceiptState.RECEIVED
        else:
            state = ReceiptState.NOT_ASKED if due_on is None else ReceiptState.WAITING
            state = ReceiptState.LATE if late else state
        name = direction.receiver_name if direction.received_on == received else ""
        return Receipt(state, due_on, use, received, name, late)

    def _working_days(self, after: dt.date, until: dt.date) -> int:
        days = (after + dt.timedelta(number) for number in range(1, (until - after).days + 1))
        return sum(is_working_day(day, self.days_off) for day in days)


def clock() -> Clock:
    """Return what is in force now. Two queries."""
    return Clock(law.in_force(), days_off())


def put_on(rows: Iterable[Any], on: dt.date) -> None:
    """Set `receipt` on directions from `with_follow_up(on)`. Two queries."""
    by = clock()
    for row in rows:
        row.receipt = by.of(row, on)


def unreceived(found: DirectionQuerySet, on: dt.date, *, late: bool = False) -> list[int]:
    """Return the keys of those directions whose acknowledgement is asked for and missing on the day, or late.
    Three queries."""
    by = clock()
    wanted = {ReceiptState.LATE} if late else {ReceiptState.WAITING, ReceiptState.LATE}
    followed: Any = found.open_on(on).with_follow_up(on)
    rows = followed.filter(received_then__isnull=True).select_related("body__kind")
    return [row.pk for row in rows if by.of(row, on).state in wanted]

"""The periods of bodies' meetings on a day: the cells of the rhythm map."""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import F, QuerySet, TextField, Window
from django.db.models.functions import Cast, RowNumber

from obligations.enums import PeriodState
from obligations.models import PeriodSpan
from obligations.queries.findings.filters import recorded
from obligations.queries.findings.rows import revive
from obligations.queries.horizon import needed
from rulebook.calendar import Period

# Beside the sign of a period that was not kept: other meetings were held in it; a planned day has passed
# without a record.
OTHERS, PASSED = "•", "!"
MET = (PeriodState.HELD.value, PeriodState.HELD_UNRECORDED.value)
ENDED_STATES = (
    *MET,
    PeriodState.HELD_WITHOUT_QUORUM.value,
    PeriodState.MISSED.value,
    PeriodState.WAIVED.value,
)


class PeriodMeeting(NamedTuple):
    """A meeting held or planned in a period."""

    code: str
    kind: str
    status: str
    held_on: dt.date


@dataclass(frozen=True)
class Cell:
    """A period of a body as it stands on a day."""

    period: Period
    state: str
    in_progress: bool
    evidence_text: str
    """The evidence as JSON: a map of thousands of cells looks at few of them."""

    @cached_property
    def evidence(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads(self.evidence_text)
        return found

    @property
    def ended(self) -> bool:
        """Whether the period is over and counts for the body."""
        return not self.in_progress and self.state in ENDED_STATES

    @property
    def met(self) -> bool:
        return self.state in MET

    @property
    def marks(self) -> str:
        """What stands beside its sign on a map: nothing where it was met."""
        if self.met:
            return ""
        return (OTHERS if self.others else "") + (PASSED if self.passed_on else "")

    @property
    def meetings(self) -> tuple[PeriodMeeting, ...]:
        """The meetings found in it: held ones of every kind, and planned periodic ones still to come."""
        return self._meetings("meetings")

    @property
    def passed(self) -> tuple[PeriodMeeting, ...]:
        """The periodic meetings planned for a day that has passed, of which nothing was recorded since."""
        return self._meetings("passed")

    @property
    def plans(self) -> list[PeriodMeeting]:
        """The periodic meetings planned in it that are not recorded as held, the earliest first."""
        to_come = [one for one in self.meetings if one.status == "planned"]
        return sorted([*self.passed, *to_come], key=lambda one: one.held_on)

    @cached_property
    def waiver(self) -> Mapping[str, Any] | None:
        """The waiver that passes it over."""
        found: Mapping[str, Any] | None = revive(self.evidence.get("waiver"))
        return found

    @property
    def others(self) -> int:
        """The number of thematic and extraordinary meetings held in it: they satisfy no period, yet the body
        has met."""
        return sum(
            kind != "periodic" and status == "held"
            for _code, kind, status, _held_on in self.evidence.get("meetings", ())
        )

    @property
    def passed_on(self) -> dt.date | None:
        """The latest day planned for its periodic meeting that has passed without a record."""
        passed = self.passed
        return passed[-1].held_on if passed else None

    def _meetings(self, name: str) -> tuple[PeriodMeeting, ...]:
        return tuple(
            PeriodMeeting(code, kind, status, dt.date.fromisoformat(held_on))
            for code, kind, status, held_on in self.evidence.get(name, ())
        )


def of_bodies(on: dt.date, body_ids: Collection[int], *, count: int = 12) -> dict[int, list[Cell]]:
    """Return each body's last `count` periods up to the one in progress on the day, oldest first; a body
    without any is left out. One query."""
    back = Window(RowNumber(), partition_by=F("body_id"), order_by=F("last_day").desc())
    found = _on_day(on, body_ids).annotate(back=back).filter(back__lte=count)
    return _cells(_rows(found.order_by("body_id", "last_day")), on)


def since(first: dt.date, on: dt.date, bodies: QuerySet[Any]) -> dict[int, list[Cell]]:
    """Return each body's periods that end on the first day or later, up to the one in progress on `on`,
    oldest first: for thousands of bodies. One query."""
    found = _on_day(on, bodies).filter(last_day__gte=first)
    return _cells(_rows(found.order_by("body_id", "last_day")), on)


def last_ended(first: dt.date, on: dt.date, bodies: QuerySet[Any]) -> dict[int, Cell]:
    """Return of each of the bodies its period that was over last on the day, if it ended on the first day or
    later: a row a body, for thousands of them. One query."""
    return latest(rows_last_ended(first, on, bodies), on)


def rows_last_ended(first: dt.date, on: dt.date, bodies: QuerySet[Any]) -> QuerySet[PeriodSpan, Any]:
    """Return the question of `last_ended`, whose rows `latest` reads."""
    found = _on_day(on, bodies).filter(last_day__gte=first, last_day__lt=on)
    return _rows(found.order_by("body_id", "-last_day").distinct("body_id"))


def latest(rows: Iterable[Any], on: dt.date) -> dict[int, Cell]:
    """Return each body's period out of the rows of `rows_last_ended`. No query of its own."""
    return {body_id: cells[0] for body_id, cells in _cells(rows, on).items()}


class PeriodEnd(NamedTuple):
    """The last day of a period in which a body has not met as it must."""

    on: dt.date
    name: str
    body_code: str
    body_name: str


# A body that owes no meeting, or had it, has no end of a period to mind.
_SETTLED = (
    *MET,
    PeriodState.WAIVED.value,
    PeriodState.EXCUSED.value,
    PeriodState.NOT_COUNTED.value,
)


def ends(
    first: dt.date, last: dt.date, *, today: dt.date, body_ids: Collection[int] | None = None
) -> list[PeriodEnd]:
    """Return the periods that end from the first to the last day, both included, for bodies that have not met
    in them as the records stand, also those that have planned to: by day, in protocol order. One query."""
    on = min(last, needed(today))
    found = recorded(PeriodSpan.objects.filter(days__contains=on, last_day__range=(first, last)))
    found = found.exclude(state__in=_SETTLED)
    if body_ids is not None:
        found = found.filter(body__in=body_ids)
    rows = found.order_by("last_day", "body__position", "body__code")
    columns = ("last_day", "name", "body__code", "body__name")
    return [PeriodEnd(*row) for row in rows.values_list(*columns)]


def _on_day(on: dt.date, bodies: Collection[int] | QuerySet[Any]) -> QuerySet[PeriodSpan]:
    return recorded(PeriodSpan.objects.filter(body__in=bodies, days__contains=on))


def _rows(found: QuerySet[PeriodSpan]) -> QuerySet[PeriodSpan, Any]:
    found = found.annotate(evidence_text=Cast("evidence", TextField()))
    return found.values_list(
        *("body_id", "name", "starts_on", "last_day", "cadence", "state", "evidence_text")
    )


def _cells(rows: Iterable[Any], on: dt.date) -> dict[int, list[Cell]]:
    cells: dict[int, list[Cell]] = {}
    for body_id, name, first, last, cadence, state, evidence in rows:
        period = Period(name, first, last + dt.timedelta(1), cadence)
        cells.setdefault(body_id, []).append(Cell(period, state, period.holds(on), evidence))
    return cells

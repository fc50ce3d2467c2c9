"""The board of a year: every body that owes an annual report, and how far it has come."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from accounts.models import User
from delegations.models import Body
from delegations.queries import law
from reports.enums import BoardState, ReportKind
from reports.models import Report
from rulebook.calendar import add_months


class Duty(NamedTuple):
    """What the law asks for a year: by when, founded by which day, how long for a returned one, until when of
    a body that has ended since."""

    due_on: dt.date
    founded_by: dt.date
    return_days: int
    reference: str
    forgotten_after: dt.date


class Lateness(NamedTuple):
    """By how many days a report came after its due day at first, and after the later day set for sending it
    again once it was returned."""

    first: int = 0
    again: int = 0


IN_TIME = Lateness()


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A body's row on the board: the report that counts (the first that is handed in, else the latest), the
    others, and what is to be done next."""

    body: Body
    state: BoardState
    report: Report | None
    due_on: dt.date | None
    others: tuple[Report, ...] = ()
    late: Lateness = IN_TIME
    """By how many days the report that counts came after its due day."""
    days_waiting: int = 0
    """How many days a report that was handed in has waited to be accepted."""

    def days_late(self, on: dt.date) -> int:
        return (
            max((on - self.due_on).days, 0)
            if self.due_on and self.state in {BoardState.MISSING, BoardState.RETURNED}
            else 0
        )


def duty_of(year: int) -> Duty:
    """Return the year's duty as the law has it when the year ends. One query."""
    return duties_of([year])[year]


def duties_of(years: Iterable[int]) -> dict[int, Duty]:
    """Return the duties of several years. One query."""
    ruling = law.in_force()

    def of(year: int) -> Duty:
        end = dt.date(year, 12, 31)
        days, founded, back, ended = (
            ruling.figure(f"annual_report_{name}", end)
            for name in ("due_days", "founded_by", "return_days", "ended_months")
        )
        due_on = end + dt.timedelta(days=days.value)
        return Duty(
            due_on, dt.date(year, *founded.value), back.value, days.reference, add_months(due_on, ended.value)
        )

    return {year: of(year) for year in years}


def board_rows(*, user: User, year: int, on: dt.date, duty: Duty | None = None) -> list[BoardRow]:
    """Return the board of the year as of the day: bodies in protocol order. Two queries, and one for the law
    where `duty` is not given."""
    duty = duty or duty_of(year)
    bodies = (
        Body.objects.visible_to(user)
        .filter(founded_on__lte=dt.date(year, 12, 31))
        .exclude(ended_on__lt=dt.date(year, 1, 1))
        .in_protocol_order()
    )
    received: dict[int, list[Report]] = defaultdict(list)
    reports: Any = Report.objects.visible_to(user)
    for report in (
        reports.existing_on(on)
        .filter(year=year, kind=ReportKind.ANNUAL)
        .select_related("body")
        .order_by("submitted_on", "pk")
    ):
        received[report.body_id].append(report)
    return [_row(body, received[body.pk], duty, year, on) for body in bodies]


def _row(body: Body, received: list[Report], duty: Duty, year: int, on: dt.date) -> BoardRow:
    if received:
        report = next((one for one in received if is_handed_in(one, on)), received[-1])
        state = state_on(report, on)
        due_on = (
            max(duty.due_on, report.returned_on + dt.timedelta(days=duty.return_days))
            if state == BoardState.RETURNED and report.returned_on
            else None
        )
        days_waiting = (
            0
            if state in {BoardState.ACCEPTED, BoardState.RETURNED}
            else (on - (report.resubmitted_on or report.submitted_on)).days
        )
        others = tuple(one for one in received if one is not report)
        return BoardRow(body, state, report, due_on, others, lateness(report, duty, on), days_waiting)
    end = dt.date(year, 12, 31)
    owes = body.founded_on <= duty.founded_by and (body.ended_on is None or body.ended_on >= end)
    forgotten = body.ended_on is not None and body.ended_on < on and on > duty.forgotten_after
    if not owes or forgotten:
        return BoardRow(body, BoardState.NOT_OWED, None, None)
    return BoardRow(
        body, BoardState.MISSING if on > duty.due_on else BoardState.WAITED_FOR, None, duty.due_on
    )


def lateness(report: Report, duty: Duty, on: dt.date) -> Lateness:
    """Return by how many days the report came late, as known on the day."""
    first = max((report.submitted_on - duty.due_on).days, 0)
    if report.returned_on is None or report.resubmitted_on is None or report.resubmitted_on > on:
        return Lateness(first)
    again_by = max(duty.due_on, report.returned_on + dt.timedelta(days=duty.return_days))
    return Lateness(first, max((report.resubmitted_on - again_by).days, 0))


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How many bodies handed their report in on time, late, not at all; those whose time has not passed are
    in none."""

    in_time: int
    late: int
    missing: int


def punctuality(lines: list[BoardRow]) -> Punctuality:
    """Return the sums of a board."""
    handed_in = [line for line in lines if line.report is not None and line.state != BoardState.RETURNED]
    late = sum(any(line.late) for line in handed_in)
    return Punctuality(
        len(handed_in) - late,
        late,
        sum(line.state in {BoardState.MISSING, BoardState.RETURNED} for line in lines),
    )


def is_handed_in(report: Report, on: dt.date) -> bool:
    """Return whether the report stands on the day: the one-row twin of `handed_in_on`."""
    returned = report.returned_on is not None and report.returned_on <= on
    return report.submitted_on <= on and (
        not returned or (report.resubmitted_on is not None and report.resubmitted_on <= on)
    )


def state_on(report: Report, on: dt.date) -> BoardState:
    """Return how far a submitted report has come by the day."""
    if not is_handed_in(report, on):
        return BoardState.RETURNED
    if report.accepted_on is not None and report.accepted_on <= on:
        return BoardState.ACCEPTED
    return (
        BoardState.RESUBMITTED
        if report.returned_on is not None and report.returned_on <= on
        else BoardState.SUBMITTED
    )


def years(*, user: User, on: dt.date, shown: int) -> list[int]:
    """Return the years to choose from, the newest first: from the oldest report to the year of the day, and
    the one that is shown."""
    reports: Any = Report.objects.visible_to(user)
    found = reports.values_list("year", flat=True).order_by("year").first()
    return sorted({*range(min(found or on.year, on.year), on.year + 1), shown}, reverse=True)

"""The rhythm of periodic meetings: which periods were kept. Shared by the meeting rules and the heat map."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

from rulebook.calendar import ONE_DAY, Period, periods_back_from
from rulebook.case import Case, attendance, by_day_then_code
from rulebook.facts import BodyFacts, Meeting, Office, Waiver
from rulebook.law import Law

State = Literal[
    "held",
    "held-unrecorded",
    "held-without-quorum",
    "missed",
    "waived",
    "excused",
    "planned",
    "due",
    "not-counted",
]


class Unmet(NamedTuple):
    """A counted period without a valid meeting: missed, or passed over since a waiver names it or since the
    rule does not apply to the body on its first day."""

    period: Period
    waiver: Waiver | None
    excused: bool

    @property
    def missed(self) -> bool:
        return not self.waiver and not self.excused


class Cell(NamedTuple):
    """A period on the heat map: its state, the meetings found in it (held ones of every kind up to the day
    that is judged, and planned periodic ones from that day on), the waiver that passes it over, and the
    periodic meetings planned in it for a day that has passed, of which nothing was recorded since."""

    period: Period
    state: State
    in_progress: bool
    meetings: tuple[Meeting, ...]
    waiver: Waiver | None
    passed: tuple[Meeting, ...] = ()

    @property
    def others(self) -> int:
        """The number of thematic and extraordinary meetings held in it: they satisfy no period, yet the body
        has met."""
        return sum(meeting.kind != "periodic" and meeting.status == "held" for meeting in self.meetings)


def cells(facts: BodyFacts, on: dt.date, office: Office, law: Law, count: int = 12) -> tuple[Cell, ...]:
    """Return the last `count` periods up to the one in progress on the day, oldest first."""
    case = Case(facts, on, office, law)
    found = [cell(case, period) for period in islice(periods_back_from(on, case.steps), count)]
    return tuple(reversed(found))


def counted(case: Case, period: Period) -> bool:
    """Return whether the period is judged: begun under tracking, the body active on its first and last day,
    and on D while in progress."""
    facts = case.facts
    return (
        period.starts_on >= case.office.tracking_from
        and facts.founded_on <= period.starts_on
        and (facts.ended_on is None or facts.ended_on >= period.ends_before - ONE_DAY)
    )


def satisfied(case: Case, period: Period) -> bool:
    """Return whether a periodic meeting was held in the period with a quorum."""
    return any(
        meeting.kind == "periodic" and case.quorate(meeting, held_on)
        for meeting, held_on in held_in(case, period)
    )


def waiver_of(case: Case, period: Period) -> Waiver | None:
    """Return the waiver in force that names the period. It counts only if the period is not satisfied."""
    return case.waivers.get(("meeting-overdue", period.name)) if case.waivers else None


def excused(case: Case, period: Period) -> bool:
    """Return whether no periodic meeting is asked of the body in the period. It counts only if the period is
    not satisfied."""
    return not case.law.applies("meeting-overdue", period.starts_on)


def held_in(case: Case, period: Period) -> Iterator[tuple[Meeting, dt.date]]:
    """Generate the meetings of every kind held in the period, latest first, each with its day."""
    for meeting in reversed(case.held):
        held_on = meeting.held_on
        if held_on is None or held_on < period.starts_on:
            return
        if held_on < period.ends_before:
            yield meeting, held_on


def planned_in(case: Case, period: Period) -> list[Meeting]:
    """Return the planned periodic meetings in the period on the day that is judged or later."""
    return [
        meeting
        for meeting in _plans_in(case, period)
        if meeting.held_on is not None and meeting.held_on >= case.on
    ]


def _plans_in(case: Case, period: Period) -> list[Meeting]:
    """Return the periodic meetings in the period that are still recorded as planned, whatever their day."""
    planned = [m for m in case.facts.meetings if m.status == "planned" and m.kind == "periodic"]
    return sorted(
        (m for m in planned if m.held_on is not None and period.starts_on <= m.held_on < period.ends_before),
        key=by_day_then_code,
    )


def unbroken_run(case: Case) -> list[Unmet]:
    """Return the counted periods without a valid meeting, back from the latest that has ended; latest first.

    Waived and excused ones are passed over: they are in the list, yet neither break nor lengthen the run.
    Where the office shifts due days, a period whose shifted day has not passed is not missed yet.
    Empty where the period in progress is satisfied, or no period was missed.
    """
    periods = periods_back_from(case.on, case.steps)
    if satisfied(case, next(periods)):
        return []
    run: list[Unmet] = []
    for period in periods:
        if not counted(case, period) or satisfied(case, period):
            break
        if case.late(period.last_day):
            run.append(Unmet(period, waiver_of(case, period), excused(case, period)))
    while run and not run[-1].missed:
        run.pop()
    return run


def cell(case: Case, period: Period) -> Cell:
    """Return the period as the heat map shows it on the day of the case, on which it has begun."""
    plans = _plans_in(case, period)
    planned = [meeting for meeting in plans if meeting.held_on is not None and meeting.held_on >= case.on]
    meetings = (*[meeting for meeting, _ in held_in(case, period)][::-1], *planned)
    in_progress = period.holds(case.on)
    waiver = None
    if not counted(case, period) or (in_progress and not case.active):
        state: State = "not-counted"
    elif satisfied(case, period):
        state = "held" if _recorded(case, period) else "held-unrecorded"
    elif waiver := waiver_of(case, period):
        state = "waived"
    elif excused(case, period):
        state = "excused"
    elif any(meeting.kind == "periodic" and meeting.status == "held" for meeting in meetings):
        state = "held-without-quorum"
    elif not in_progress and case.late(period.last_day):
        state = "missed"
    else:
        state = "planned" if planned else "due"
    return Cell(
        period,
        state,
        in_progress,
        meetings,
        waiver,
        tuple(meeting for meeting in plans if meeting not in planned),
    )


def _recorded(case: Case, period: Period) -> bool:
    return any(
        m.kind == "periodic" and attendance(m) is not None and case.quorate(m, held_on)
        for m, held_on in held_in(case, period)
    )

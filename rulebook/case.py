"""One body on one day: what the rules look at together, worked out once.

Nothing here decides a duty. What was not yet true on the day is left out; plans stay as recorded.

Here and in the rules the day is only compared with other days, or asked its year: so a timeline can tell
until when an answer holds. Counting from it or reading its month is an error there: see
`rulebook.timeline.Today`.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from rulebook.calendar import Steps, cadence_steps, is_working_day, months_past, next_working_day
from rulebook.facts import BodyFacts, CadenceDecision, Decision, Meeting, Membership, Office, Seat, Waiver
from rulebook.findings import Finding, Severity
from rulebook.law import Law, ParameterUse

Evidence = dict[str, Any]
Shared = TypeVar("Shared")
Row = TypeVar("Row")

by_day_then_code = itemgetter(Meeting._fields.index("held_on"), Meeting._fields.index("code"))


class Deadline(NamedTuple):
    """A lawful day and how it was counted: `plus` units after `start`, which is there because of `reason`."""

    lawful: dt.date
    start: dt.date
    reason: str
    plus: int = 0
    unit: str = "days"


def days_after(start: dt.date, reason: str, use: ParameterUse) -> Deadline:
    """Return the deadline a parameter's number of days after the start."""
    return Deadline(start + dt.timedelta(use.value), start, reason, use.value)


class part(Generic[Shared]):
    """A property of a case that is worked out when it is first read."""

    def __init__(self, work: "Callable[[Case], Shared]") -> None:
        self.work = work
        self.__doc__ = work.__doc__

    def __get__(self, case: "Case", owner: type) -> Shared:
        return case.read(self.work)


class Case:
    """A body's facts as they stood on `on`, under the office's settings and the law.

    Raises MissingLaw on a day before the first law.
    """

    def __init__(self, facts: BodyFacts, on: dt.date, office: Office, law: Law) -> None:
        self.facts = facts
        self.on = on
        self.office = office
        self.law = law.of_kind(facts.kind)
        self._shared: dict[Callable[..., Any], Any] = {}
        self.law.value("look_back_months", on)

    def read(self, work: "Callable[[Case], Shared]") -> Shared:
        """Work out a part and put it in its place; from then on Python finds it there."""
        value = self.__dict__[work.__name__] = work(self)
        return value

    def shared(self, work: "Callable[[Case], Shared]") -> Shared:
        """Return what the function makes of the case, for several rules: only the first works it out."""
        if work not in self._shared:
            self._shared[work] = work(self)
        found: Shared = self._shared[work]
        return found

    @part
    def active(self) -> bool:
        """Whether the body stands on the day."""
        return self.facts.active_on(self.on)

    @part
    def waivers(self) -> Mapping[tuple[str, str], Waiver]:
        """The waivers in force by rule and subject; of several the one that lasts longest."""
        return _in_force(self.facts.waivers, self.on) if self.facts.waivers else {}

    @part
    def held(self) -> list[Meeting]:
        """The meetings held by the day, in their order."""
        held = [
            m
            for m in self.facts.meetings
            if m.status == "held" and m.held_on is not None and m.held_on <= self.on
        ]
        held.sort(key=by_day_then_code)
        return held

    @part
    def in_window(self) -> list[Meeting]:
        """Those of them that are recent."""
        return self.held[bisect_left(self.held, True, key=self._held_recently) :]

    @part
    def decisions_in_window(self) -> list[Decision]:
        """The recent decisions, in the order of the facts."""
        decisions = self.facts.decisions
        return (
            [d for d in decisions if d.decided_on <= self.on and self.recent(d.decided_on)]
            if decisions
            else []
        )

    @part
    def seats(self) -> list[Seat]:
        """The seats in force."""
        return [
            s
            for s in self.facts.seats
            if s.starts_on <= self.on and (s.ends_on is None or self.on <= s.ends_on)
        ]

    @part
    def holders(self) -> dict[str, Membership]:
        """Who holds a seat, by its code."""
        return {
            m.seat: m
            for m in self.facts.memberships
            if m.starts_on <= self.on and (m.ends_on is None or self.on <= m.ends_on)
        }

    @part
    def vacant(self) -> list[Seat]:
        """The seats in force that nobody holds."""
        holders = self.holders
        return [seat for seat in self.seats if seat.code not in holders]

    @part
    def members(self) -> int:
        """The number of members on the day, each person once."""
        holders = self.holders
        return len({holders[seat.code].person for seat in self.seats if seat.code in holders})

    @part
    def steps(self) -> Steps:
        """The cadence that binds the body, as it changes."""
        own = self.facts.cadences
        return cadence_steps(
            self.law.steps("meeting_cadence_months"),
            tuple([(c.starts_on, c.months) for c in own]) if own else (),
            self.law.steps("own_cadence"),
        )

    @part
    def look_back_months(self) -> int:
        """How far back what happened is judged."""
        months: int = self.law.value("look_back_months", self.on)
        return months

    def recent(self, day: dt.date) -> bool:
        """Return whether a day that has come is within the months looked back on, and tracking had begun."""
        return day >= self.office.tracking_from and self.on < months_past(day, self.look_back_months)

    def _held_recently(self, meeting: Meeting) -> bool:
        return meeting.held_on is not None and self.recent(meeting.held_on)

    def each(self, rows: Iterable[Row], judge: "Callable[[Case, Row], Finding | None]") -> Iterator[Finding]:
        """Generate what is found of each row of the facts by itself."""
        for row in rows:
            if finding := judge(self, row):
                yield finding

    def own_cadence(self, day: dt.date) -> CadenceDecision | None:
        """Return the body's own decision in force on the day."""
        made = [decision for decision in self.facts.cadences if decision.starts_on <= day]
        return max(
            made, key=lambda decision: (decision.starts_on, -decision.months, decision.basis), default=None
        )

    def needed(self, members: int, day: dt.date) -> int:
        """Return how many of the members make a quorum under the law of the day."""
        share = self.law.measure("quorum_share", day)
        return int(-(-members * share.numerator // share.denominator))

    def quorate(self, meeting: Meeting, held_on: dt.date) -> bool:
        """Return whether enough members were present; a meeting without recorded attendance counts as
        quorate."""
        present = attendance(meeting)
        return (
            present is None or present >= meeting.members or present >= self.needed(meeting.members, held_on)
        )

    def deadline(self, lawful: dt.date) -> dt.date:
        """Return the day that decides: the lawful one, or the next working day where the office shifts due
        days."""
        return next_working_day(lawful, self.office.days_off) if self.office.shift_due_days else lawful

    def late(self, lawful: dt.date) -> bool:
        """Return whether the deadline has passed."""
        return self.on > lawful and self.on > self.deadline(lawful)

    def late_by(self, lawful: dt.date, days: int) -> bool:
        """Return whether more than so many days have gone since the deadline; -30: fewer than 30 are left."""
        return self.on > self.deadline(lawful) + dt.timedelta(days)

    def finding(
        self,
        rule: str,
        subject: str,
        severity: Severity,
        parameters: tuple[ParameterUse, ...],
        evidence: Evidence,
        due: Deadline | None = None,
        *,
        arose_on: dt.date,
        law: Law | None = None,
        overdue: bool = True,
    ) -> Finding:
        """Return the finding of a duty that arose on a day, under the law of the body's kind if no other is
        given.

        `evidence["due"]` tells how its due day was counted, next working day included, and since when the
        office watches (`watched_from`) where that is later than the day the counting starts;
        `evidence["applied_by"]` the row of the office by which the rule applies, where there is one: `kind`
        ("": every kind), `since`, `until`, `reference`.
        """
        law = law or self.law
        if rule in law.decided and (row := law.row_on(rule, arose_on)):
            evidence["applied_by"] = {
                "kind": row.kind,
                "since": row.starts_on,
                "until": row.ends_on,
                "reference": row.reference,
            }
        if due is None:
            return Finding(rule, self.facts.code, subject, "overdue", None, severity, parameters, evidence)
        evidence["due"] = counted = due._asdict()
        days_off = self.office.days_off
        counted["next_working_day"] = (
            None if is_working_day(due.lawful, days_off) else next_working_day(due.lawful, days_off)
        )
        counted["shifted"] = self.office.shift_due_days
        # What began before anybody watched: the due day stays, days late are told from this day on.
        counted["watched_from"] = self.office.tracking_from if due.start < self.office.tracking_from else None
        return Finding(
            rule,
            self.facts.code,
            subject,
            "overdue" if overdue else "due",
            self.deadline(due.lawful),
            severity,
            parameters,
            evidence,
        )


def attendance(meeting: Meeting) -> int | None:
    """Return how many members were present: by name, else the head count, else None; None too where no member
    is recorded on that day."""
    if not meeting.members:
        return None
    return meeting.head_count if meeting.named_present is None else meeting.named_present


def meeting_evidence(case: Case, meeting: Meeting, held_on: dt.date) -> Evidence:
    """Return a held meeting as evidence: record, code, kind, held_on, minutes_number, recorded (by name,
    head-count or None), present, members, needed, quorate."""
    present = attendance(meeting)
    recorded = None if present is None else "head-count" if meeting.named_present is None else "by-name"
    return {
        "record": "meeting",
        "code": meeting.code,
        "kind": meeting.kind,
        "held_on": held_on,
        "minutes_number": meeting.minutes_number,
        "recorded": recorded,
        "present": present,
        "members": meeting.members,
        "needed": case.needed(meeting.members, held_on),
        "quorate": case.quorate(meeting, held_on),
    }


def waiver_evidence(waiver: Waiver) -> Evidence:
    """Return a waiver as evidence: record, code (its document), rule, subject, granted_on, until, document,
    reason."""
    return {"record": "waiver", "code": waiver.document, **waiver._asdict()}


def _in_force(waivers: tuple[Waiver, ...], on: dt.date) -> Mapping[tuple[str, str], Waiver]:
    """Waivers in force on the day by rule and subject; of several the one that lasts longest."""
    standing = [waiver for waiver in waivers if waiver.granted_on <= on <= waiver.until]
    standing.sort(key=lambda waiver: (waiver.until, waiver.granted_on, waiver.document, waiver.reason))
    return {(waiver.rule, waiver.subject): waiver for waiver in standing}

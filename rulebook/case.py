"""One body on one day: what the rules look at together, worked out once.

Nothing here decides a duty. What was not yet true on the day is left out; plans stay as recorded.
"""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from rulebook.calendar import ONE_DAY, Steps, cadence_steps, is_working_day, months_before, next_working_day
from rulebook.facts import BodyFacts, CadenceDecision, Decision, Meeting, Membership, Office, Seat, Waiver
from rulebook.findings import Finding, Severity
from rulebook.law import Law, ParameterUse

Evidence = dict[str, Any]

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


class Case:
    """A body's facts as they stood on `on`, under the office's settings and the law."""

    __slots__ = (
        "_steps",
        "facts",
        "held",
        "holders",
        "in_window",
        "law",
        "memo",
        "office",
        "on",
        "seats",
        "since",
        "vacant",
        "waivers",
    )

    def __init__(self, facts: BodyFacts, on: dt.date, office: Office, law: Law) -> None:
        self.facts = facts
        self.on = on
        self.office = office
        self.law = law
        self._steps: Steps | None = None
        self.memo: dict[str, Any] = {}  # what two rules share and only the first works out
        self.waivers = _in_force(facts.waivers, on) if facts.waivers else {}
        self.held: list[Meeting] = [
            m for m in facts.meetings if m.status == "held" and m.held_on is not None and m.held_on <= on
        ]
        self.held.sort(key=by_day_then_code)
        self.since = max(months_before(on, law.value("look_back_months", on)) + ONE_DAY, office.tracking_from)
        self.in_window: list[tuple[Meeting, dt.date]] = [
            (m, m.held_on) for m in self.held if m.held_on is not None and m.held_on >= self.since
        ]
        self.seats: list[Seat] = [
            s for s in facts.seats if s.starts_on <= on and (s.ends_on is None or on <= s.ends_on)
        ]
        self.holders: dict[str, Membership] = {
            m.seat: m
            for m in facts.memberships
            if m.starts_on <= on and (m.ends_on is None or on <= m.ends_on)
        }
        self.vacant = [seat for seat in self.seats if seat.code not in self.holders]

    @property
    def members(self) -> int:
        """The number of members on the day, each person once."""
        return len({self.holders[seat.code].person for seat in self.seats if seat.code in self.holders})

    @property
    def steps(self) -> Steps:
        """The cadence that binds the body, as it changes."""
        if self._steps is None:
            own = self.facts.cadences
            self._steps = cadence_steps(
                self.law.steps("meeting_cadence_months"),
                tuple([(c.starts_on, c.months) for c in own]) if own else (),
            )
        return self._steps

    def own_cadence(self, day: dt.date) -> CadenceDecision | None:
        """Return the body's own decision in force on the day."""
        made = [decision for decision in self.facts.cadences if decision.starts_on <= day]
        return max(
            made, key=lambda decision: (decision.starts_on, -decision.months, decision.basis), default=None
        )

    def needed(self, members: int, day: dt.date) -> int:
        """Return how many of the members make a quorum under the law of the day."""
        return _quorum(self.law, members, day)

    def quorate(self, meeting: Meeting, held_on: dt.date) -> bool:
        """Return whether enough members were present; a meeting without recorded attendance counts as
        quorate."""
        present = attendance(meeting)
        return (
            present is None or present >= meeting.members or present >= self.needed(meeting.members, held_on)
        )

    def decisions_in_window(self) -> list[Decision]:
        """Return the decisions of the last 12 months, none from before tracking began, in the order of their
        codes."""
        return (
            [d for d in self.facts.decisions if self.since <= d.decided_on <= self.on]
            if self.facts.decisions
            else []
        )

    def deadline(self, lawful: dt.date) -> dt.date:
        """Return the day that decides: the lawful one, or the next working day where the office shifts due
        days."""
        return next_working_day(lawful, self.office.days_off) if self.office.shift_due_days else lawful

    def late(self, lawful: dt.date) -> bool:
        """Return whether the deadline has passed."""
        return self.on > lawful and self.on > self.deadline(lawful)

    def days_late(self, lawful: dt.date) -> int:
        """Return the days since the deadline; zero or less while it has not passed."""
        return (self.on - self.deadline(lawful)).days

    def finding(
        self,
        rule: str,
        subject: str,
        severity: Severity,
        parameters: tuple[ParameterUse, ...],
        evidence: Evidence,
        due: Deadline | None = None,
        *,
        overdue: bool = True,
    ) -> Finding:
        """Return the finding; `evidence["due"]` tells how its due day was counted, next working day included,
        and since when the office watches (`watched_from`) where that is later than the day the counting
        starts."""
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


@lru_cache(maxsize=16384)
def _quorum(law: Law, members: int, day: dt.date) -> int:
    share = law.value("quorum_share", day)
    return int(-(-members * share.numerator // share.denominator))


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

"""What the rules may know of one body: plain values, gathered elsewhere.

Days are `datetime.date`; spans include their last day; codes are those people type.
A gatherer may leave out what no rule can need on the day that is judged, never more.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple


class CadenceDecision(NamedTuple):
    """The body's own decision to meet every `months` months from `starts_on` on."""

    months: int
    starts_on: dt.date
    basis: str


class Seat(NamedTuple):
    """A place in the required strength; `role` is secretary, deputy or member."""

    code: str
    role: str
    starts_on: dt.date
    ends_on: dt.date | None


class Membership(NamedTuple):
    """A person (by code) holds a seat (by code)."""

    seat: str
    person: str
    starts_on: dt.date
    ends_on: dt.date | None


class Roll(NamedTuple):
    """Attendance by name of those who ever sat in the body, as codes of persons; who is in neither was
    absent."""

    present: frozenset[str]
    excused: frozenset[str]


class Meeting(NamedTuple):
    """A meeting; `kind` periodic, thematic or extraordinary; `status` held, planned, postponed or cancelled.

    `members` counts the members on the meeting day, each person once. `named_present` counts those of them
    marked present, and is None where no member has a row by name. `agenda` counts the items: all, on
    organisation or personnel, on the political task. `roll` is given for the body's latest held meetings by
    name, as many as the law's widest `attendance_window`.
    """

    code: str
    kind: str
    status: str
    held_on: dt.date | None
    head_count: int | None = None
    named_present: int | None = None
    members: int = 0
    minutes_number: str = ""
    minutes_signed_on: dt.date | None = None
    concluded: bool = False
    agenda: tuple[int, int, int] = (0, 0, 0)
    roll: Roll | None = None


class Report(NamedTuple):
    """An annual report for `year`."""

    year: int
    number: str
    submitted_on: dt.date
    returned_on: dt.date | None
    resubmitted_on: dt.date | None


class PeriodicReport(NamedTuple):
    """A report that a regime (by code) demands for one of its periods, as `calendar.report_periods` names
    it."""

    regime: str
    period: str
    number: str
    submitted_on: dt.date
    returned_on: dt.date | None
    resubmitted_on: dt.date | None


class Replacement(NamedTuple):
    """A legal basis `replaced` is replaced by `replacing` from `effective_on` on, not before its issue."""

    replaced: str
    replacing: str
    issued_on: dt.date
    effective_on: dt.date


class WorkingRegulation(NamedTuple):
    """A working regulation, its last day in force if it has one, the numbers of its legal
    bases, and the documents that replace one of these."""

    number: str
    issued_on: dt.date
    effective_on: dt.date
    lapses_on: dt.date | None
    bases: tuple[str, ...]
    replacements: tuple[Replacement, ...]


class CoordinationRegulation(NamedTuple):
    """A coordination regulation to which the body is a party; `kind` bodies, localities or agency."""

    number: str
    kind: str
    effective_on: dt.date
    lapses_on: dt.date | None


class Event(NamedTuple):
    """An election or congress that touched the body; `kept_unchanged_on` if its staffing was recorded as
    kept."""

    occurred_on: dt.date
    kind: str
    name: str
    kept_unchanged_on: dt.date | None


class Decision(NamedTuple):
    """A decision; `members` counts all members on `decided_on`; `reserved` says whether the matter was
    reserved for the Standing Board on that day; `reference` is the competence table's; `by_consultation` says
    that opinions were asked in writing, by a consultation on record or as the way of voting."""

    code: str
    decided_on: dt.date
    theme: str
    outcome: str
    adopted: bool
    votes_for: int | None
    members: int
    matter: str
    reserved: bool
    reference: str
    committee_opinion_on: dt.date | None
    has_committee_opinion: bool
    by_consultation: bool


class Task(NamedTuple):
    """A task given by a meeting; `of_body` names the body in whose name it stands, "" the body itself;
    `exceeded` tells whether it was done beyond what was required, None where nobody wrote it down."""

    code: str
    given_on: dt.date
    due_on: dt.date | None
    done_on: dt.date | None
    of_body: str = ""
    exceeded: bool | None = None


class Submission(NamedTuple):
    """A submission promised to the Standing Board; it exists from `recorded_on` on. `of_body` as for a
    task."""

    code: str
    recorded_on: dt.date
    promised_on: dt.date | None
    sent_on: dt.date | None
    of_body: str = ""


class Handover(NamedTuple):
    """From `starts_on` on the body `new` holds duties of the body `old`: any of `reports`, `tasks`,
    `submissions`.

    `is_bare`: a link that names no duties; whether it hands them on is the law's to say. `kind`, `founded_on`
    and `ended_on` are the old body's.
    """

    old: str
    new: str
    starts_on: dt.date
    duties: tuple[str, ...]
    is_bare: bool
    kind: str
    founded_on: dt.date
    ended_on: dt.date | None


class DirectionStep(NamedTuple):
    """What was said of a direction: `kind` report, proposal, further or reopened; `due_on` if it sets a new
    due day."""

    on: dt.date
    kind: str
    due_on: dt.date | None


class Direction(NamedTuple):
    """What a leader asked the body to do, and its steps in their order."""

    code: str
    given_on: dt.date
    due_on: dt.date
    closed_on: dt.date | None
    steps: tuple[DirectionStep, ...] = ()


class Asked(NamedTuple):
    """A member (by code) whose opinion was asked; `answered_on`: `date.min` if the answer has no day, None
    without an answer."""

    person: str
    answered_on: dt.date | None


class Consultation(NamedTuple):
    """Opinions asked in writing of the members on the day of sending."""

    code: str
    sent_on: dt.date
    deadline_on: dt.date
    closed_on: dt.date | None
    asked: tuple[Asked, ...] = ()


class Waiver(NamedTuple):
    """A waiver of one duty of the body, from `granted_on` to `until`, both included."""

    rule: str
    subject: str
    granted_on: dt.date
    until: dt.date
    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """All that the rules may know of one body. The order of rows means nothing, but for a direction's steps.

    An organ's first and last day are those on which its parent is there too. `handovers` are all that lead to
    the body, through other bodies too, and those that lead on from it; `tasks` and `submissions` those of all
    bodies that these name, and its own.
    """

    code: str
    founded_on: dt.date
    ended_on: dt.date | None = None
    kind: str = ""
    is_organ: bool = False
    coordination_kinds: tuple[str, ...] = ("bodies", "localities", "agency")
    cadences: tuple[CadenceDecision, ...] = ()
    seats: tuple[Seat, ...] = ()
    memberships: tuple[Membership, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    reports: tuple[Report, ...] = ()
    periodic_reports: tuple[PeriodicReport, ...] = ()
    working_regulations: tuple[WorkingRegulation, ...] = ()
    coordination_regulations: tuple[CoordinationRegulation, ...] = ()
    events: tuple[Event, ...] = ()
    decisions: tuple[Decision, ...] = ()
    tasks: tuple[Task, ...] = ()
    submissions: tuple[Submission, ...] = ()
    handovers: tuple[Handover, ...] = ()
    directions: tuple[Direction, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def active_on(self, day: dt.date) -> bool:
        """Return whether the body stands on the day: founded, and not yet ended."""
        return self.founded_on <= day and (self.ended_on is None or day <= self.ended_on)


class Regime(NamedTuple):
    """A regime of reports: bodies of these kinds (none named: of every kind) report on each period of its
    rhythm (`month`, `quarter`, `half-year`, `year`) that ends while it is in force, within `due_days` after
    the period's last day. `notice_days` before that it is announced; None: never."""

    code: str
    name: str
    kinds: tuple[str, ...]
    rhythm: str
    due_days: int
    notice_days: int | None
    starts_on: dt.date
    ends_on: dt.date | None
    reference: str


class KindRow(NamedTuple):
    """On its days the bodies of a kind need these kinds of coordination regulation, whatever each of them was
    recorded to need."""

    kind: str
    coordination_kinds: tuple[str, ...]
    starts_on: dt.date
    ends_on: dt.date | None
    reference: str


@dataclass(frozen=True, slots=True)
class Office:
    """What holds for all bodies: the office's own settings, the days off, the regimes of reports and what
    rows say of kinds of body.

    `days_off` maps a day to True (off) or False (a Saturday or Sunday worked in exchange).
    """

    tracking_from: dt.date
    days_off: Mapping[dt.date, bool] = field(default_factory=dict)
    shift_due_days: bool = False
    regimes: tuple[Regime, ...] = ()
    kind_rows: tuple[KindRow, ...] = ()

    def kind_row(self, facts: BodyFacts, day: dt.date) -> KindRow | None:
        """Return the row on the body's kind that decides on the day: of those that cover it the one that
        began last; None where the body's own record decides."""
        rows = [
            row
            for row in self.kind_rows
            if row.kind == facts.kind and row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)
        ]
        return max(rows, key=attrgetter("starts_on"), default=None)

    def coordination_kinds(self, facts: BodyFacts, day: dt.date) -> tuple[str, ...]:
        """Return the kinds of coordination regulation that apply to the body on the day."""
        row = self.kind_row(facts, day)
        return row.coordination_kinds if row else facts.coordination_kinds

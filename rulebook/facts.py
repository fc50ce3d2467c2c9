"""What the rules may know of one body: plain values, gathered elsewhere.

Days are `datetime.date`; spans include their last day; codes are those people type.
A gatherer may leave out what no rule can need on the day that is judged, never more.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
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
    """A task given by a meeting."""

    code: str
    given_on: dt.date
    due_on: dt.date | None
    done_on: dt.date | None


class Submission(NamedTuple):
    """A submission promised to the Standing Board; it exists from `recorded_on` on."""

    code: str
    recorded_on: dt.date
    promised_on: dt.date | None
    sent_on: dt.date | None


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
    """All that the rules may know of one body. The order of rows means nothing."""

    code: str
    founded_on: dt.date
    ended_on: dt.date | None = None
    coordination_kinds: tuple[str, ...] = ("bodies", "localities", "agency")
    cadences: tuple[CadenceDecision, ...] = ()
    seats: tuple[Seat, ...] = ()
    memberships: tuple[Membership, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    reports: tuple[Report, ...] = ()
    working_regulations: tuple[WorkingRegulation, ...] = ()
    coordination_regulations: tuple[CoordinationRegulation, ...] = ()
    events: tuple[Event, ...] = ()
    decisions: tuple[Decision, ...] = ()
    tasks: tuple[Task, ...] = ()
    submissions: tuple[Submission, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def active_on(self, day: dt.date) -> bool:
        """Return whether the body stands on the day: founded, and not yet ended."""
        return self.founded_on <= day and (self.ended_on is None or day <= self.ended_on)


@dataclass(frozen=True, slots=True)
class Office:
    """What holds for all bodies: the office's own settings and the days off.

    `days_off` maps a day to True (off) or False (a Saturday or Sunday worked in exchange).
    """

    tracking_from: dt.date
    days_off: Mapping[dt.date, bool] = field(default_factory=dict)
    shift_due_days: bool = False

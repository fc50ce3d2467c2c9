"""How each rule can be answered by the link in a mail: one table, that no rule may be missing from."""

from collections.abc import Mapping, Sequence
from typing import Any

from obligations.enums import Rule
from obligations.queries.findings import Row
from obligations.services.supposing import Supposition
from reminders.enums import AnswerKind as Kind

KINDS: dict[str, tuple[Kind, ...]] = {
    Rule.MEETING_OVERDUE: (Kind.MEETING, Kind.PROMISE),
    Rule.MEETING_DUE: (Kind.MEETING, Kind.PROMISE),
    Rule.ANNUAL_REPORT_MISSING: (Kind.REPORT, Kind.PROMISE),
    Rule.ANNUAL_REPORT_DUE: (Kind.REPORT, Kind.PROMISE),
    Rule.REPORT_MISSING: (Kind.REPORT, Kind.PROMISE),
    Rule.REPORT_DUE: (Kind.REPORT, Kind.PROMISE),
    Rule.UNDERSTAFFED: (Kind.STAFFED, Kind.PROMISE),
    Rule.RESTAFF_DUE: (Kind.STAFFED, Kind.KEPT, Kind.PROMISE),
    Rule.REGULATION_MISSING: (Kind.REGULATION, Kind.PROMISE),
    Rule.REGULATION_STALE: (Kind.REGULATION, Kind.PROMISE),
    Rule.COORDINATION_MISSING: (Kind.COORDINATION, Kind.PROMISE),
    Rule.AGENDA_NARROW: (Kind.PROMISE, Kind.EXPLANATION),
    Rule.MINUTES_MISSING: (Kind.MINUTES, Kind.PROMISE),
    # What was done cannot be done again: there is no day to promise.
    Rule.QUORUM_FAILED: (Kind.EXPLANATION,),
    Rule.MAJORITY_FAILED: (Kind.EXPLANATION,),
    Rule.MEMBER_INACTIVE: (Kind.PROMISE, Kind.EXPLANATION),
    Rule.TERM_ENDING: (Kind.STAFFED, Kind.EXTENDED, Kind.PROMISE),
    Rule.ACTION_OVERDUE: (Kind.DONE, Kind.PROMISE),
    Rule.SUBMISSION_OVERDUE: (Kind.SENT, Kind.PROMISE),
    # Carried out, reported on and put off by a link of its own (directions/), which the mail gives instead.
    Rule.DIRECTION_OVERDUE: (),
    Rule.CONSULTATION_OPEN: (Kind.COUNTED, Kind.PROMISE),
    Rule.COMPETENCE_EXCEEDED: (Kind.EXPLANATION,),
    Rule.COMMITTEE_OPINION_MISSING: (Kind.COMMITTEE, Kind.PROMISE),
    Rule.SECRET_PERSONNEL_ROUND: (Kind.EXPLANATION,),
}


def reported(subject: str) -> tuple[str, str]:
    """Return the regime's code ("" for the annual report) and the period that a finding about a report is
    about."""
    regime, _slash, period = subject.rpartition("/")
    return regime, period


def owed(evidence: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the periods in which a finding about meetings misses one, oldest first: `name`, `first`,
    `last`."""
    periods = [evidence["period"]] if "period" in evidence else evidence.get("periods", [])
    return [period for period in periods if not period.get("waived")]


def supposed(row: Row, kind: str, values: Mapping[str, Any]) -> Sequence[Supposition]:
    """Return what would be on record, were an answer accepted; nothing for one that only lets reminders
    rest."""
    made = _SUPPOSED.get(Kind(kind))
    return made(row, values) if made else []


def _meeting(row: Row, values: Mapping[str, Any]) -> list[Supposition]:
    held = {"status": "held", "head_count": values["head_count"]}
    day = {"held_on": values["done_on"], "kind": values["meeting_kind"]}
    new = {"code": "?", "minutes_number": values.get("number", ""), **day, **held}
    return [Supposition("meetings", {**day, "status": "planned"}, held, new)]


def _report(row: Row, values: Mapping[str, Any]) -> list[Supposition]:
    regime, period = reported(row.subject)
    sent = {
        "number": values["number"],
        "submitted_on": values["done_on"],
        "returned_on": None,
        "resubmitted_on": None,
    }
    again = {"resubmitted_on": values["done_on"]}
    if not regime:
        return [Supposition("reports", {"year": int(period)}, again, {"year": int(period), **sent})]
    match = {"regime": regime, "period": period}
    return [Supposition("periodic_reports", match, again, {**match, **sent})]


def _minutes(row: Row, values: Mapping[str, Any]) -> list[Supposition]:
    change = {"minutes_signed_on": values["done_on"], "minutes_number": values["number"]}
    return [Supposition("meetings", {"code": row.subject}, change)]


def _regulation(row: Row, values: Mapping[str, Any]) -> list[Supposition]:
    new = {
        "number": values["number"],
        "issued_on": values["done_on"],
        "effective_on": values.get("starts_on") or values["done_on"],
        "lapses_on": None,
        "bases": (),
        "replacements": (),
    }
    return [Supposition("working_regulations", {}, {}, new)]


def _coordination(row: Row, values: Mapping[str, Any]) -> list[Supposition]:
    new = {
        "number": values["number"],
        "kind": values["choice"],
        "effective_on": values["done_on"],
        "lapses_on": None,
    }
    return [Supposition("coordination_regulations", {}, {}, new)]


def _staffed(row: Row, values: Mapping[str, Any]) -> list[Supposition]:
    seat = row.subject if "seat" in row.evidence else "?"
    new = {
        "seat": seat,
        "person": "?",
        "starts_on": values.get("starts_on") or values["done_on"],
        "ends_on": None,
    }
    return [Supposition("memberships", {}, {}, new)]


def _extended(row: Row, values: Mapping[str, Any]) -> list[Supposition]:
    holder = row.evidence["holder"]
    match = {"seat": row.subject, "person": holder["code"], "ends_on": holder["ends_on"]}
    return [Supposition("memberships", match, {"ends_on": values["ends_on"]})]


def _kept(row: Row, values: Mapping[str, Any]) -> list[Supposition]:
    days = {event["occurred_on"] for event in row.evidence["events"]}
    return [
        Supposition("events", {"occurred_on": day}, {"kept_unchanged_on": values["done_on"]})
        for day in sorted(days)
    ]


def _closed(table: str, column: str) -> Any:
    """Return how a record of the finding's subject gets the day on which it was done."""
    return lambda row, values: [Supposition(table, {"code": row.subject}, {column: values["done_on"]})]


def _committee(row: Row, values: Mapping[str, Any]) -> list[Supposition]:
    change = {"committee_opinion_on": values["done_on"], "has_committee_opinion": True}
    return [Supposition("decisions", {"code": row.subject}, change)]


_SUPPOSED: dict[Kind, Any] = {
    Kind.MEETING: _meeting,
    Kind.REPORT: _report,
    Kind.MINUTES: _minutes,
    Kind.REGULATION: _regulation,
    Kind.COORDINATION: _coordination,
    Kind.STAFFED: _staffed,
    Kind.EXTENDED: _extended,
    Kind.KEPT: _kept,
    Kind.DONE: _closed("tasks", "done_on"),
    Kind.SENT: _closed("submissions", "sent_on"),
    Kind.COUNTED: _closed("consultations", "closed_on"),
    Kind.COMMITTEE: _committee,
}

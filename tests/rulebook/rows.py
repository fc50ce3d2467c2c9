"""The facts of a body from a province's rows, without a database, nothing left out: for judging any day."""

import random
from types import SimpleNamespace as Row

from rulebook.facts import (
    Asked,
    BodyFacts,
    CadenceDecision,
    Consultation,
    CoordinationRegulation,
    Decision,
    Event,
    Membership,
    Office,
    Replacement,
    Report,
    Seat,
    Submission,
    Task,
    Waiver,
    WorkingRegulation,
)
from tests.obligations.differential.oracle import Province
from tests.rulebook.casebook import meeting_from_rows, members_on


def office_of(p: Province) -> Office:
    """Return what holds for all bodies of the province."""
    return Office(p.tracking_from, {row.day: row.kind == "off" for row in p.days_off}, p.shift)


def facts_of(p: Province, body: Row) -> BodyFacts:
    """Return the body's facts; who answered a consultation is drawn by lot: a province has no such rows."""

    def own(rows: list[Row]) -> list[Row]:
        return [row for row in rows if row.body == body.code]

    seats = tuple(Seat(row.code, row.role, row.starts, row.ends) for row in own(p.seats))
    memberships = tuple(Membership(row.seat, row.person, row.starts, row.ends) for row in own(p.memberships))
    return BodyFacts(
        code=body.code,
        founded_on=body.founded,
        ended_on=body.ended,
        coordination_kinds=tuple(body.kinds),
        cadences=tuple(CadenceDecision(row.months, row.since, "QC") for row in own(p.cadences)),
        seats=seats,
        memberships=memberships,
        meetings=tuple(meeting_from_rows(_meeting(p, row), seats, memberships) for row in own(p.meetings)),
        reports=tuple(
            Report(row.year, "", row.submitted, row.returned, row.resubmitted) for row in own(p.reports)
        ),
        working_regulations=tuple(
            WorkingRegulation(
                row.number, row.issued, row.effect, row.ends, tuple(row.bases), _replacements(p, row.bases)
            )
            for row in own(p.regulations)
        ),
        coordination_regulations=tuple(
            CoordinationRegulation(row.number, row.kind, row.effect, row.ends)
            for row in p.coordinations
            if body.code in row.parties
        ),
        events=tuple(
            Event(row.day, row.kind, row.name, row.kept.get(body.code))
            for row in p.events
            if body.code in row.bodies
        ),
        decisions=tuple(
            _decision(row, len(members_on(row.day, seats, memberships)))
            for row in own(p.decisions)
            if row.day >= p.tracking_from
        ),
        tasks=tuple(Task(row.code, row.given, row.due, row.done) for row in own(p.tasks)),
        submissions=tuple(
            Submission(row.code, row.recorded, row.promised, row.sent) for row in own(p.submissions)
        ),
        consultations=tuple(
            _consultation(p, row, sorted(members_on(row.sent, seats, memberships)))
            for row in own(p.consultations)
        ),
        waivers=tuple(
            Waiver(row.rule, row.subject, row.granted, row.until, "", "Lý do") for row in own(p.waivers)
        ),
    )


def _meeting(p: Province, row: Row) -> dict[str, object]:
    found: dict[str, object] = {
        "code": row.code,
        "day": row.day,
        "kind": row.kind,
        "status": row.status,
        "present": row.present,
    }
    found |= {"signed": row.minutes_on, "concluded": bool(row.conclusion or row.resolution)}
    if row.day >= p.tracking_from:
        found["agenda"] = [
            item.theme for item in p.items if item.meeting == row.code and row.kind == "periodic"
        ]
        found["rows"] = {
            attended.person: attended.state for attended in p.attendance if attended.meeting == row.code
        }
    return found


def _replacements(p: Province, bases: list[str]) -> tuple[Replacement, ...]:
    return tuple(
        Replacement(old, document.number, document.issued, document.effect)
        for document in p.documents
        for old in document.replaces
        if old in bases
    )


def _decision(row: Row, members: int) -> Decision:
    matter = row.matter
    reserved = bool(
        matter
        and matter.starts
        and matter.starts <= row.day
        and (matter.ends is None or row.day <= matter.ends)
    )
    opinion = (row.opinion_on, row.opinion, row.written)
    return Decision(
        row.code,
        row.day,
        row.theme,
        row.outcome,
        row.adopted,
        row.votes_for,
        members,
        row.code if matter else "",
        reserved,
        "",
        *opinion,
    )


def _consultation(p: Province, row: Row, members: list[str]) -> Consultation:
    luck = random.Random(row.code)
    days = [None, row.sent.min, *(task.given for task in p.tasks), row.deadline]
    return Consultation(
        row.code,
        row.sent,
        row.deadline,
        row.closed,
        tuple(Asked(person, luck.choice(days)) for person in members),
    )

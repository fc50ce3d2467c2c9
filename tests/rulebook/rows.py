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
    Direction,
    DirectionStep,
    Event,
    Handover,
    Membership,
    Office,
    PeriodicReport,
    Regime,
    Replacement,
    Report,
    Seat,
    Submission,
    Task,
    Waiver,
    WorkingRegulation,
)
from rulebook.law import Law, LawRow, load_law
from tests.obligations.differential import oracle
from tests.obligations.differential.oracle import ANNUAL, DEFAULTS, ONE, Province
from tests.rulebook.casebook import meeting_from_rows, members_on
from tests.worlds.laws import DUTIES, word


def law_of(p: Province) -> Law:
    """Return the law with the office's rows."""
    return load_law(
        (),
        tuple(
            LawRow(
                kind=row.kind or "",
                rule="" if row.subject in DEFAULTS else row.subject,
                parameter=row.subject if row.subject in DEFAULTS else "",
                value=word(row),
                starts_on=row.starts,
                ends_on=row.ends,
                reference="12-QĐ/TU",
            )
            for row in p.law
        ),
    )


def office_of(p: Province) -> Office:
    """Return what holds for all bodies of the province."""
    return Office(
        p.tracking_from,
        {row.day: row.kind == "off" for row in p.days_off},
        p.shift,
        tuple(
            Regime(
                row.code,
                row.code,
                tuple(row.kinds or ()),
                row.rhythm,
                row.days,
                row.notice,
                row.starts,
                row.ends,
                "15-QĐ/TU",
            )
            for row in p.regimes
        ),
    )


def _handovers(p: Province) -> list[Handover]:
    """All of the province: the office's rows, and bare links that hand on duties if the law says so."""
    pairs = [(row.old, row.new, row.since, row.duties, False) for row in p.successions]
    for old in p.bodies:
        ended = oracle.ended_on(p, old)
        if ended and len(old.successors) == 1 and all(row.old != old.code for row in p.successions):
            new = oracle.body_of(p, old.successors[0])
            is_organ = oracle.is_organ(p, old) or oracle.is_organ(p, new)
            duties = [duty for duty in DUTIES if not is_organ or duty != "reports"]
            since = max(ended + ONE, oracle.founded_on(p, new))
            pairs.append((old.code, new.code, since, duties, True))
    found = []
    for code, new, since, duties, is_bare in pairs:
        old = oracle.body_of(p, code)
        life = oracle.founded_on(p, old), oracle.ended_on(p, old)
        found.append(Handover(code, new, since, tuple(duties), is_bare, old.kind, *life))
    return found


def _leading_to(code: str, handovers: list[Handover]) -> list[Handover]:
    nearest = [row for row in handovers if row.new == code]
    further = [again for row in nearest for again in _leading_to(row.old, handovers)]
    return list(dict.fromkeys(nearest + further))


def facts_of(p: Province, body: Row) -> BodyFacts:
    """Return the body's facts; who answered a consultation is drawn by lot: a province has no such rows."""

    def own(rows: list[Row]) -> list[Row]:
        return [row for row in rows if row.body == body.code]

    every = _handovers(p)
    towards = _leading_to(body.code, every)
    ancestors = [row.old for row in towards]

    def held(rows: list[Row]) -> list[tuple[Row, str]]:
        """The body's rows, and those of bodies whose duties may have come to it, with the body named."""
        return [(row, "") for row in own(rows)] + [(row, row.body) for row in rows if row.body in ancestors]

    seats = tuple(Seat(row.code, row.role, row.starts, row.ends) for row in own(p.seats))
    memberships = tuple(Membership(row.seat, row.person, row.starts, row.ends) for row in own(p.memberships))
    return BodyFacts(
        code=body.code,
        founded_on=oracle.founded_on(p, body),
        ended_on=oracle.ended_on(p, body),
        kind=body.kind,
        is_organ=oracle.is_organ(p, body),
        coordination_kinds=tuple(body.kinds),
        cadences=tuple(CadenceDecision(row.months, row.since, "QC") for row in own(p.cadences)),
        seats=seats,
        memberships=memberships,
        meetings=tuple(meeting_from_rows(_meeting(p, row), seats, memberships) for row in own(p.meetings)),
        reports=tuple(
            Report(int(row.period), "", row.submitted, row.returned, row.resubmitted)
            for row in own(p.reports)
            if row.kind == ANNUAL
        ),
        periodic_reports=tuple(
            PeriodicReport(row.kind, row.period, "", row.submitted, row.returned, row.resubmitted)
            for row in own(p.reports)
            if row.kind != ANNUAL
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
        tasks=tuple(Task(row.code, row.given, row.due, row.done, code) for row, code in held(p.tasks)),
        submissions=tuple(
            Submission(row.code, row.recorded, row.promised, row.sent, code)
            for row, code in held(p.submissions)
        ),
        handovers=tuple(towards + [row for row in every if row.old == body.code]),
        directions=tuple(
            Direction(row.code, row.given, row.due, row.closed, _steps(p, row)) for row in own(p.directions)
        ),
        consultations=tuple(
            _consultation(p, row, sorted(members_on(row.sent, seats, memberships)))
            for row in own(p.consultations)
        ),
        waivers=tuple(
            Waiver(row.rule, row.subject, row.granted, row.until, "", "Lý do") for row in own(p.waivers)
        ),
    )


def _steps(p: Province, direction: Row) -> tuple[DirectionStep, ...]:
    rows = sorted((row for row in p.steps if row.direction == direction.code), key=lambda row: row.n)
    return tuple(DirectionStep(row.day, row.kind, row.due) for row in rows)


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

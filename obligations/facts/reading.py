"""Making facts of the rows that the statement gives: columns by their names, never by their places.

Who was a member on a day is worked out here, from the spans that the same row brings.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import repeat
from operator import itemgetter
from typing import Any, TypeVar

from obligations.facts.sql import EXCUSED, PRESENT
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
    Meeting,
    Membership,
    PeriodicReport,
    Replacement,
    Report,
    Roll,
    Seat,
    Submission,
    Task,
    Waiver,
    WorkingRegulation,
)

Columns = Mapping[str, Any]
"""The columns of one kind of fact by name, arrays of equal length; empty where the body has no such fact."""
Fact = TypeVar("Fact", bound=tuple[Any, ...])
_NO_ITEMS = (0, 0, 0)
MembersOn = Callable[[dt.date], set[int]]


def by_name(names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> Iterator[dict[str, Columns]]:
    """Generate each row as columns by name, under the kind of fact that stands before the name's dot; `body`
    holds the body's own values."""
    places: dict[str, dict[str, int]] = {}
    for place, name in enumerate(names):
        part, _dot, column = name.partition(".")
        places.setdefault(part, {})[column] = place
    parts = [(part, tuple(columns), itemgetter(*columns.values())) for part, columns in places.items()]
    for row in rows:
        yield {
            # equal, and hot
            part: dict(zip(columns, found)) if (found := values(row))[0] is not None else {}  # noqa: B905
            for part, columns, values in parts
        }


def body_facts(parts: Mapping[str, Columns], rolls: int | None) -> BodyFacts:
    """Return a body's facts; `rolls`: how many of its latest meetings get attendance by name, None: all."""
    body, memberships = parts["body"], parts["memberships"]
    members_on = _members(memberships)
    codes = dict(_rows(memberships, "person_id", "person"))
    return BodyFacts(
        code=body["code"],
        founded_on=body["founded_on"],
        ended_on=body["ended_on"],
        kind=body["kind"],
        is_organ=body["relation"] == "organ",
        coordination_kinds=tuple(body["coordination_kinds"]),
        cadences=_records(CadenceDecision, parts["cadences"]),
        seats=_records(Seat, parts["seats"]),
        memberships=_records(Membership, memberships),
        meetings=_meetings(parts["meetings"], parts["attendance"], parts["agenda"], members_on, codes, rolls),
        reports=_records(Report, parts["reports"]),
        periodic_reports=_records(PeriodicReport, parts["periodic_reports"]),
        working_regulations=_working_regulations(parts["regulations"], parts["bases"], parts["replacements"]),
        coordination_regulations=_records(CoordinationRegulation, parts["coordination"]),
        events=_records(Event, parts["events"]),
        decisions=_decisions(parts["decisions"], members_on),
        tasks=_records(Task, parts["tasks"]),
        submissions=_records(Submission, parts["submissions"]),
        handovers=_handovers(parts["handovers"]),
        directions=_directions(parts["directions"], parts["steps"]),
        consultations=_consultations(parts["consultations"], parts["answers"], members_on, codes),
        waivers=_records(Waiver, parts["waivers"]),
    )


def _records(kind: type[Fact], columns: Columns) -> tuple[Fact, ...]:
    """Return the columns' rows as facts, each field from the column of its name; a million named tuples made
    without a Python call each."""
    return (
        tuple(map(tuple.__new__, repeat(kind), zip(*_fields_of(kind)(columns), strict=True)))
        if columns
        else ()
    )


@cache
def _fields_of(kind: Any) -> Callable[[Columns], tuple[Any, ...]]:
    return itemgetter(*kind._fields)


def _rows(columns: Columns, *names: str) -> Iterator[tuple[Any, ...]]:
    """Generate the values of these columns, a row at a time."""
    return zip(*map(columns.__getitem__, names), strict=True) if columns else iter(())


def _members(memberships: Columns) -> MembersOn:
    """Return a function that tells who was a member on a day, each person once, of seats in force that
    day."""
    spans = list(_rows(memberships, "person_id", "counts_from", "counts_until"))

    def members_on(day: dt.date) -> set[int]:
        return {person for person, starts_on, ends_on in spans if starts_on <= day <= ends_on}

    return members_on


def _meetings(
    meetings: Columns,
    attendance: Columns,
    agenda: Columns,
    members_on: MembersOn,
    codes: Mapping[int, str],
    rolls: int | None,
) -> tuple[Meeting, ...]:
    if not meetings:
        return ()
    keys = meetings["id"]
    members = [
        members_on(day) if status == "held" else () for status, day in _rows(meetings, "status", "held_on")
    ]
    states = _by_meeting(attendance)
    named = _named_members(keys, members, states)
    by_name = sorted(
        ((day, code, key) for key, code, day in _rows(meetings, "id", "code", "held_on") if key in named),
        reverse=True,
    )
    shown = {key: _roll(states[key], codes) for _day, _code, key in by_name[:rolls]}
    counts = (
        dict(zip(agenda["meeting"], _rows(agenda, "items", "personnel", "political"), strict=True))
        if agenda
        else {}
    )
    more = {
        "named_present": [
            len([state for state in named[key] if state & 3 == PRESENT]) if key in named else None
            for key in keys
        ],
        "members": list(map(len, members)),
        "agenda": [counts.get(key, _NO_ITEMS) for key in keys],
        "roll": list(map(shown.get, keys)),
    }
    return _records(Meeting, {**meetings, **more})


def _by_meeting(attendance: Columns) -> dict[int, list[int]]:
    """Return the rows of attendance by meeting."""
    states: dict[int, list[int]] = {}
    for meeting, state in _rows(attendance, "meeting", "state"):
        if meeting in states:
            states[meeting].append(state)
        else:
            states[meeting] = [state]
    return states


def _named_members(
    keys: Sequence[int], members: Sequence[Collection[int]], states: Mapping[int, list[int]]
) -> dict[int, list[int]]:
    """Return the attendance rows of members, by meeting, for meetings that have any."""
    named = {
        key: [state for state in states[key] if state >> 2 in those]
        for key, those in zip(keys, members, strict=True)
        if key in states
    }
    return {key: rows for key, rows in named.items() if rows}


def _roll(rows: list[int], codes: Mapping[int, str]) -> Roll:
    """Return who came, of those who ever sat in the body: a membership may begin before its seat does."""
    return Roll(
        frozenset([codes[state >> 2] for state in rows if state & 3 == PRESENT and state >> 2 in codes]),
        frozenset([codes[state >> 2] for state in rows if state & 3 == EXCUSED and state >> 2 in codes]),
    )


def _working_regulations(
    regulations: Columns, bases: Columns, replacements: Columns
) -> tuple[WorkingRegulation, ...]:
    if not regulations:
        return ()
    keys = regulations["id"]
    replaced = (
        list(zip(replacements["regulation"], _records(Replacement, replacements), strict=True))
        if replacements
        else []
    )
    more = {
        "bases": [
            tuple(number for regulation, number in _rows(bases, "regulation", "number") if regulation == key)
            for key in keys
        ],
        "replacements": [
            tuple(replacement for regulation, replacement in replaced if regulation == key) for key in keys
        ],
    }
    return _records(WorkingRegulation, {**regulations, **more})


def _consultations(
    consultations: Columns, answers: Columns, members_on: MembersOn, codes: Mapping[int, str]
) -> tuple[Consultation, ...]:
    if not consultations:
        return ()
    answered = {
        (key, person): day for key, person, day in _rows(answers, "consultation", "person_id", "answered_on")
    }
    asked = [
        tuple(sorted(Asked(codes[person], answered.get((key, person))) for person in members_on(day)))
        for key, day in _rows(consultations, "id", "sent_on")
    ]
    return _records(Consultation, {**consultations, "asked": asked})


def _handovers(handovers: Columns) -> tuple[Handover, ...]:
    if not handovers:
        return ()
    return _records(Handover, {**handovers, "duties": [tuple(text.split()) for text in handovers["duties"]]})


def _directions(directions: Columns, steps: Columns) -> tuple[Direction, ...]:
    if not directions:
        return ()
    rows = sorted(_rows(steps, "direction", "number", "on", "kind", "due_on"))
    taken = [
        tuple(DirectionStep(*step) for direction, _number, *step in rows if direction == key)
        for key in directions["id"]
    ]
    return _records(Direction, {**directions, "steps": taken})


def _decisions(decisions: Columns, members_on: MembersOn) -> tuple[Decision, ...]:
    members = [len(members_on(day)) for (day,) in _rows(decisions, "decided_on")]
    return _records(Decision, {**decisions, "members": members}) if decisions else ()

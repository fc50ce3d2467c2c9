"""What the rules may know of each body, read by set-based SQL.

One statement gathers up to `CHUNK` bodies and gives one row a body, its facts as arrays: so a
judgement sees one consistent state of the records, and the number of queries does not
depend on what a body has. Who was a member on a day is worked out here, from the spans
that the same row brings.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple, TypeVar, cast

import psycopg
from django.db import DataError, connection, transaction
from django.db.backends.utils import CursorWrapper

from delegations.models import Body, Province
from obligations.enums import DayOffKind
from obligations.models import DayOff
from rulebook.facts import (
    BodyFacts,
    CadenceDecision,
    Consultation,
    CoordinationRegulation,
    Decision,
    Event,
    Meeting,
    Membership,
    Office,
    Replacement,
    Report,
    Roll,
    Seat,
    Submission,
    Task,
    Waiver,
    WorkingRegulation,
)

# A row of attendance travels as person * 4 + state.
_PRESENT, _EXCUSED = 1, 2
# A thousand bodies: few statements, and no more than some 20 MB of facts at a time.
CHUNK = 1000
# Far enough for "never", near enough to count days from.
NOT_YET = dt.date(9000, 1, 1)
Fact = TypeVar("Fact", bound=tuple[Any, ...])


class _Part(NamedTuple):
    """One kind of fact: the columns, and where they are found. `{bodies}` is the condition on the body's key, that it is in a list;
    `%(on)s` is the day judged, `%(since)s` the first day the office judges."""

    columns: tuple[str, ...]
    source: str
    body: str = "body_id"


_PARTS = {
    "cadences": _Part(("months::int", "starts_on", "basis"), "delegations_cadencedecision WHERE body_id {bodies}"),
    "seats": _Part(("code", "role", "starts_on", "ends_on"), "delegations_seat WHERE body_id {bodies}"),
    # The last three: who, and the span in which the person counts as a member because the seat is in force too.
    "memberships": _Part(
        (
            *("s.code", "p.code", "m.starts_on", "m.ends_on"),
            *("m.person_id", "GREATEST(m.starts_on, s.starts_on)", "COALESCE(LEAST(m.ends_on, s.ends_on), '9999-12-31')"),
        ),
        """delegations_seat s JOIN delegations_membership m ON m.seat_id = s.id JOIN delegations_person p ON p.id = m.person_id
        WHERE s.body_id {bodies}""",
        "s.body_id",
    ),
    "meetings": _Part(
        (
            *("id", "code", "kind", "status", "held_on", "head_count", "minutes_number", "minutes_signed_on"),
            "conclusion_number <> '' OR resolution_number <> ''",
        ),
        "meetings_meeting WHERE body_id {bodies} AND (status = 'held' AND held_on <= %(on)s OR status = 'planned')",
    ),
    # Who was there, and what was spoken of, is asked only of meetings that are judged. Present is 1, excused 2, absent 0.
    "attendance": _Part(
        ("m.id", "a.person_id * 4 + CASE a.state WHEN 'present' THEN 1 WHEN 'excused' THEN 2 ELSE 0 END"),
        """meetings_meeting m JOIN meetings_attendance a ON a.meeting_id = m.id
        WHERE m.body_id {bodies} AND m.status = 'held' AND m.held_on BETWEEN %(since)s AND %(on)s""",
        "m.body_id",
    ),
    "agenda": _Part(
        ("id", "items", "personnel", "political"),
        """(
            SELECT m.body_id, m.id, count(*) AS items, count(*) FILTER (WHERE i.theme IN ('organisation', 'personnel')) AS personnel,
                count(*) FILTER (WHERE i.theme = 'political') AS political
            FROM meetings_meeting m JOIN meetings_agendaitem i ON i.meeting_id = m.id
            WHERE m.body_id {bodies} AND m.status = 'held' AND m.kind = 'periodic' AND m.held_on BETWEEN %(since)s AND %(on)s
            GROUP BY m.body_id, m.id
        ) AS counted""",
    ),
    "reports": _Part(
        ("year::int", "number", "submitted_on", "returned_on", "resubmitted_on"),
        "reports_report WHERE body_id {bodies} AND kind = 'annual' AND submitted_on <= %(on)s",
    ),
    "regulations": _Part(("id", "number", "issued_on", "effective_on", "lapses_on"), "delegations_workingregulation WHERE body_id {bodies}"),
    "bases": _Part(
        ("w.id", "d.number"),
        """delegations_workingregulation w JOIN delegations_legalbasis l ON l.regulation_id = w.id
        JOIN delegations_governingdocument d ON d.id = l.document_id WHERE w.body_id {bodies}""",
        "w.body_id",
    ),
    "replacements": _Part(
        ("w.id", "old.number", "new.number", "new.effective_on"),
        """delegations_workingregulation w JOIN delegations_legalbasis l ON l.regulation_id = w.id
        JOIN delegations_replacement r ON r.replaced_id = l.document_id JOIN delegations_governingdocument old ON old.id = r.replaced_id
        JOIN delegations_governingdocument new ON new.id = r.replacing_id WHERE w.body_id {bodies} AND new.issued_on <= %(on)s""",
        "w.body_id",
    ),
    "coordination": _Part(
        ("c.number", "c.kind", "c.effective_on", "c.lapses_on"),
        "delegations_coordinationparty p JOIN delegations_coordinationregulation c ON c.id = p.regulation_id WHERE p.body_id {bodies}",
        "p.body_id",
    ),
    "events": _Part(
        ("e.occurred_on", "e.kind", "e.name", "t.kept_unchanged_on"),
        "delegations_eventbody t JOIN delegations_event e ON e.id = t.event_id WHERE t.body_id {bodies}",
        "t.body_id",
    ),
    "decisions": _Part(
        (
            *("d.code", "d.decided_on", "d.theme", "d.outcome", "d.adopted", "d.votes_for", "COALESCE(m.name, '')"),
            "COALESCE(d.decided_on >= m.reserved_from AND (m.reserved_until IS NULL OR d.decided_on <= m.reserved_until), false)",
            *("COALESCE(m.reference, '')", "d.committee_opinion_on", "d.committee_opinion <> ''", "d.consultation_id IS NOT NULL OR d.method = 'written'"),
        ),
        """meetings_decision d LEFT JOIN meetings_matter m ON m.id = d.matter_id
        WHERE d.body_id {bodies} AND d.decided_on BETWEEN %(since)s AND %(on)s""",
        "d.body_id",
    ),
    "tasks": _Part(
        ("code", "given_on", "due_on", "done_on"),
        "meetings_task WHERE body_id {bodies} AND given_on <= %(on)s AND (done_on IS NULL OR done_on > %(on)s)",
    ),
    "submissions": _Part(
        ("code", "recorded_on", "promised_on", "sent_on"),
        "reports_submission WHERE body_id {bodies} AND recorded_on <= %(on)s AND (sent_on IS NULL OR sent_on > %(on)s)",
    ),
    "consultations": _Part(
        ("id", "code", "sent_on", "deadline_on", "closed_on"),
        "meetings_writtenconsultation WHERE body_id {bodies} AND sent_on <= %(on)s AND (closed_on IS NULL OR closed_on > %(on)s)",
    ),
    "answers": _Part(
        ("c.id", "a.person_id"),
        """meetings_writtenconsultation c JOIN meetings_consultationanswer a ON a.consultation_id = c.id
        WHERE c.body_id {bodies} AND c.sent_on <= %(on)s AND (a.answered_on IS NULL OR a.answered_on <= %(on)s)""",
        "c.body_id",
    ),
    "waivers": _Part(
        ("rule", "subject", "granted_on", "until", "document", "reason"),
        # Those that have ended too: until when a duty was deferred is said beside it.
        "obligations_waiver WHERE body_id {bodies} AND granted_on <= %(on)s",
    ),
}
# A year is judged on its last day, and what fell due in it as it is known on a later one: the same facts, these kinds in a wider bound.
# `%(on)s` is the year's last day, `%(begins_on)s` its first, `%(known_by)s` the later day.
_YEAR_PARTS = _PARTS | {
    "reports": _PARTS["reports"]._replace(
        source="reports_report WHERE body_id {bodies} AND kind = 'annual' AND submitted_on <= %(known_by)s",
    ),
    "tasks": _PARTS["tasks"]._replace(
        source="meetings_task WHERE body_id {bodies} AND given_on <= %(on)s AND (done_on IS NULL OR done_on >= %(begins_on)s OR due_on >= %(begins_on)s)",
    ),
    "submissions": _PARTS["submissions"]._replace(
        source="reports_submission WHERE body_id {bodies} AND recorded_on <= %(on)s"
        " AND (sent_on IS NULL OR sent_on >= %(begins_on)s OR promised_on >= %(begins_on)s)",
    ),
    "waivers": _PARTS["waivers"]._replace(source="obligations_waiver WHERE body_id {bodies} AND granted_on <= %(known_by)s AND until >= %(begins_on)s"),
}
_OWN_COLUMNS = ("id", "code", "founded_on", "ended_on", "coordination_kinds")


def _select(name: str, part: _Part) -> str:
    columns = ", ".join(f"array_agg({column}) AS c{number}" for number, column in enumerate(part.columns))
    return f"LEFT JOIN (SELECT {part.body} AS body_id, {columns} FROM {part.source} GROUP BY {part.body}) {name} ON {name}.body_id = body.id"


def _statement(parts: Mapping[str, _Part]) -> str:
    columns = [f"body.{column}" for column in _OWN_COLUMNS]
    columns += [f"{name}.c{number}" for name, part in parts.items() for number in range(len(part.columns))]
    joins = "\n".join(_select(name, part) for name, part in parts.items())
    statement = f"SELECT {', '.join(columns)}\nFROM delegations_body body\n{joins}\nWHERE body.id {{bodies}} ORDER BY body.id"
    # Never a range: without statistics the planner takes one for a few rows and reads each body's facts once for every other body.
    return statement.replace("{bodies}", "= ANY(%(keys)s)")


def _places() -> Iterator[slice]:
    start = len(_OWN_COLUMNS)
    for part in _PARTS.values():
        yield slice(start, start + len(part.columns))
        start += len(part.columns)


_STATEMENT = _statement(_PARTS)
_YEAR_STATEMENT = _statement(_YEAR_PARTS)
_PLACES = tuple(_places())


class Gathered(NamedTuple):
    """A body's facts under its key, or why they cannot be read."""

    body_id: int
    code: str
    facts: BodyFacts | None
    error: str


def office() -> Office:
    """Return what holds for all bodies; two queries. Without a province nothing has been judged yet, so nothing is tracked."""
    province = Province.objects.first()
    days_off = {day: kind == DayOffKind.OFF for day, kind in DayOff.objects.values_list("day", "kind")}
    if province is None:
        return Office(NOT_YET, days_off)
    return Office(province.tracking_from, days_off, province.shift_due_days)


def bodies(body_ids: Collection[int] | None = None) -> dict[int, str]:
    """Return the code of each body by its key, ascending by key: one query."""
    chosen = Body.objects.order_by("id")
    if body_ids is not None:
        chosen = chosen.filter(id__in=body_ids)
    return dict(chosen.values_list("id", "code"))


def count_bodies() -> int:
    """Return how many bodies there are: one query."""
    return Body.objects.count()


def gather(on: dt.date, body_ids: Collection[int] | None = None, *, since: dt.date, rolls: int) -> Iterator[BodyFacts]:
    """Generate the facts of the bodies (None: all), one statement for each `CHUNK` of them.

    `since` is the first day the office judges, `rolls` the widest window of attendance by name.
    Raises DataError where records cannot be read; `gather_each` tells which body they are of.
    """
    keys = list(bodies(body_ids))
    for start in range(0, len(keys), CHUNK):
        yield from (facts for _, facts in _read(keys[start : start + CHUNK], on, since, rolls))


def gather_each(codes: Mapping[int, str], on: dt.date, *, since: dt.date, rolls: int) -> dict[int, Gathered]:
    """Return the facts of the bodies by their keys; a body whose records cannot be read keeps none of the others back.

    One statement, where all can be read.
    """
    try:
        return {key: Gathered(key, facts.code, facts, "") for key, facts in _read(list(codes), on, since, rolls)}
    except (DataError, ValueError, OverflowError, TypeError) as error:
        if len(codes) == 1:
            ((key, code),) = codes.items()
            return {key: Gathered(key, code, None, f"{type(error).__name__}: {error}".strip())}
    items, half = list(codes.items()), len(codes) // 2
    first, second = (gather_each(dict(part), on, since=since, rolls=rolls) for part in (items[:half], items[half:]))
    return first | second


def gather_year(codes: Mapping[int, str], year: int, *, known_by: dt.date, since: dt.date) -> dict[int, Gathered]:
    """Return the bodies' facts of a year: as of its last day, and for what fell due in it as known on a later day.

    One statement, where all can be read; a body whose records cannot be read keeps none of the others back. Whole attendance lists are not read.
    """
    on = min(dt.date(year, 12, 31), known_by)
    try:
        rows = _read(list(codes), on, since, 0, begins_on=dt.date(year, 1, 1), known_by=known_by)
        return {key: Gathered(key, facts.code, facts, "") for key, facts in rows}
    except (DataError, ValueError, OverflowError, TypeError) as error:
        if len(codes) == 1:
            ((key, code),) = codes.items()
            return {key: Gathered(key, code, None, f"{type(error).__name__}: {error}".strip())}
    items, half = list(codes.items()), len(codes) // 2
    first, second = (gather_year(dict(part), year, known_by=known_by, since=since) for part in (items[:half], items[half:]))
    return first | second


# A chunk's facts are found by their indexes. Left to itself the planner reads whole tables for each chunk (cost
# quadratic in bodies), or compiles for seconds what runs for milliseconds.
_PLAN = {
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "work_mem": "'64MB'",
}
_SET_PLAN = "; ".join(f"SET LOCAL {name} = {value}" for name, value in _PLAN.items())
_RESET_PLAN = "; ".join(f"SET LOCAL {name} TO DEFAULT" for name in _PLAN)


def binary_cursor() -> CursorWrapper:
    """Return a cursor that speaks PostgreSQL's own form, without the way through text. Django's own cursors cannot."""
    connection.ensure_connection()
    cursor = psycopg.Cursor(connection.connection)
    cursor.format = psycopg.pq.Format.BINARY
    make = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    return make(cast(CursorWrapper, cursor))


def _read(
    keys: list[int], on: dt.date, since: dt.date, rolls: int, *, begins_on: dt.date | None = None, known_by: dt.date | None = None
) -> list[tuple[int, BodyFacts]]:
    """Return the facts on the day; with `begins_on` and `known_by`, those of the year that begins on the one, looked at on the other."""
    if not keys:
        return []
    statement = _YEAR_STATEMENT if begins_on else _STATEMENT
    parameters: dict[str, Any] = {"keys": keys, "on": on, "since": min(since, on)}
    parameters |= {"begins_on": begins_on, "known_by": known_by}
    with transaction.atomic(), connection.cursor() as settings, binary_cursor() as cursor:
        settings.execute(_SET_PLAN)
        cursor.execute(statement, parameters)
        rows = cursor.fetchall()
        settings.execute(_RESET_PLAN)
    return [(row[0], _facts(row, rolls)) for row in rows]


def _records(kind: type[Fact], columns: Sequence[Sequence[Any] | None]) -> tuple[Fact, ...]:
    """Return the columns' rows as facts; a million named tuples made without a Python call each."""
    return tuple(map(tuple.__new__, repeat(kind), zip(*columns, strict=True))) if columns[0] else ()


def _facts(row: tuple[Any, ...], rolls: int) -> BodyFacts:
    part = dict(zip(_PARTS, map(row.__getitem__, _PLACES), strict=True))
    memberships = part["memberships"]
    members_on = _members(memberships)
    codes = dict(zip(memberships[4] or (), memberships[1] or (), strict=True))
    return BodyFacts(
        code=row[1],
        founded_on=row[2],
        ended_on=row[3],
        coordination_kinds=tuple(row[4]),
        cadences=_records(CadenceDecision, part["cadences"]),
        seats=_records(Seat, part["seats"]),
        memberships=_records(Membership, memberships[:4]),
        meetings=_meetings(part["meetings"], part["attendance"], part["agenda"], members_on, codes, rolls),
        reports=_records(Report, part["reports"]),
        working_regulations=_working_regulations(part["regulations"], part["bases"], part["replacements"]),
        coordination_regulations=_records(CoordinationRegulation, part["coordination"]),
        events=_records(Event, part["events"]),
        decisions=_decisions(part["decisions"], members_on),
        tasks=_records(Task, part["tasks"]),
        submissions=_records(Submission, part["submissions"]),
        consultations=_consultations(part["consultations"], part["answers"], members_on, codes),
        waivers=_records(Waiver, part["waivers"]),
    )


def _members(memberships: Sequence[Any]) -> Callable[[dt.date], set[int]]:
    """Return a function that tells who was a member on a day, each person once, of seats in force that day."""
    spans = list(zip(*memberships[4:], strict=True)) if memberships[0] else []

    def members_on(day: dt.date) -> set[int]:
        return {person for person, starts_on, ends_on in spans if starts_on <= day <= ends_on}

    return members_on


def _meetings(
    columns: Sequence[Any], attendance: Sequence[Any], agenda: Sequence[Any], members_on: Callable[[dt.date], set[int]], codes: dict[int, str], rolls: int
) -> tuple[Meeting, ...]:
    if not columns[0]:
        return ()
    keys, meeting_codes, _kinds, statuses, days, *_rest = columns
    members = [members_on(day) if status == "held" else () for status, day in zip(statuses, days, strict=True)]
    states = _by_meeting(attendance)
    named = _named_members(keys, members, states)
    by_name = sorted(((day, code, key) for key, code, day in zip(keys, meeting_codes, days, strict=True) if key in named), reverse=True)
    shown = {key: _roll(states[key], codes) for _day, _code, key in by_name[:rolls]}
    items = {meeting: counts for meeting, *counts in zip(*agenda, strict=True)} if agenda[0] else {}
    # Made without the named tuple's own constructor, a Python call for each of hundreds of thousands of meetings.
    return tuple(
        [
            tuple.__new__(
                Meeting,
                (
                    *(code, kind, status, held_on, head_count, len([state for state in named[key] if state & 3 == _PRESENT]) if key in named else None),
                    *(len(present), minutes, signed_on, concluded, tuple(items[key]) if key in items else (0, 0, 0), shown.get(key)),
                ),
            )
            for (key, code, kind, status, held_on, head_count, minutes, signed_on, concluded), present in zip(zip(*columns, strict=True), members, strict=True)
        ]
    )


def _by_meeting(attendance: Sequence[Any]) -> dict[int, list[int]]:
    """Return the rows of attendance by meeting."""
    states: dict[int, list[int]] = {}
    for meeting, state in zip(*attendance, strict=True) if attendance[0] else ():
        if meeting in states:
            states[meeting].append(state)
        else:
            states[meeting] = [state]
    return states


def _named_members(keys: Sequence[int], members: Sequence[Collection[int]], states: dict[int, list[int]]) -> dict[int, list[int]]:
    """Return the attendance rows of members, by meeting, for meetings that have any."""
    named = {key: [state for state in states[key] if state >> 2 in those] for key, those in zip(keys, members, strict=True) if key in states}
    return {key: rows for key, rows in named.items() if rows}


def _roll(rows: list[int], codes: dict[int, str]) -> Roll:
    """Return who came, of those who ever sat in the body: a membership may begin before its seat does."""
    return Roll(
        frozenset([codes[state >> 2] for state in rows if state & 3 == _PRESENT and state >> 2 in codes]),
        frozenset([codes[state >> 2] for state in rows if state & 3 == _EXCUSED and state >> 2 in codes]),
    )


def _working_regulations(regulations: Sequence[Any], bases: Sequence[Any], replacements: Sequence[Any]) -> tuple[WorkingRegulation, ...]:
    if not regulations[0]:
        return ()
    return tuple(
        WorkingRegulation(
            number,
            issued_on,
            effective_on,
            lapses_on,
            bases=tuple(number for regulation, number in zip(*bases, strict=True) if regulation == key) if bases[0] else (),
            replacements=tuple(Replacement(*words) for regulation, *words in zip(*replacements, strict=True) if regulation == key) if replacements[0] else (),
        )
        for key, number, issued_on, effective_on, lapses_on in zip(*regulations, strict=True)
    )


def _consultations(
    columns: Sequence[Any], answers: Sequence[Any], members_on: Callable[[dt.date], set[int]], codes: dict[int, str]
) -> tuple[Consultation, ...]:
    if not columns[0]:
        return ()
    answered = set(zip(*answers, strict=True)) if answers[0] else set()
    found = []
    for key, code, sent_on, deadline_on, closed_on in zip(*columns, strict=True):
        asked = members_on(sent_on)
        silent = tuple(sorted(codes[person] for person in asked if (key, person) not in answered))
        found.append(Consultation(code, sent_on, deadline_on, closed_on, len(asked), silent))
    return tuple(found)


def _decisions(decisions: Sequence[Any], members_on: Callable[[dt.date], set[int]]) -> tuple[Decision, ...]:
    if not decisions[0]:
        return ()
    return tuple(
        Decision(code, decided_on, theme, outcome, adopted, votes_for, len(members_on(decided_on)), *rest)
        for code, decided_on, theme, outcome, adopted, votes_for, *rest in zip(*decisions, strict=True)
    )

"""Bringing the stored spans of bodies to what their facts give: only what differs is written.

A chunk of bodies is one transaction, each body under its own lock: its touches are taken, its facts read, its
timeline made, compared and written. Killed in the middle, a chunk leaves nothing behind and its touches stay;
two at the same time write the same once; a reader sees a body's spans as they were, or as they are now.
"""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection

from core.clock import ZONE_NAME
from core.history import is_noting
from core.locks import AdvisoryLock
from obligations import facts, texts
from obligations.models import Touch
from obligations.services.chunking import collector_at_rest
from rulebook.facts import BodyFacts, Office
from rulebook.findings import Finding
from rulebook.law import Law
from rulebook.rhythm import Cell
from rulebook.timeline import Span, periods, timeline

logger = logging.getLogger(__name__)


class Scope(NamedTuple):
    """What timelines are made by: the office's settings, the law and its version, and the last day."""

    office: Office
    law: Law
    version: str
    last: dt.date

    @property
    def first(self) -> dt.date:
        """The first day on which there is law."""
        return self.law.steps("look_back_months")[0][0]


class Outcome(NamedTuple):
    """How many bodies were judged, how many spans ended or began, and who could not be judged and why, by
    code."""

    judged: int
    changes: int
    errors: dict[str, str]


class _Timeline(NamedTuple):
    """What a body's facts give: rows to store by what makes them alike."""

    findings: dict[tuple[Any, ...], tuple[Any, ...]]
    periods: dict[tuple[Any, ...], tuple[Any, ...]]


def bring_up_to_date(scope: Scope, codes: Mapping[int, str], at: dt.datetime) -> Outcome:
    """Judge a chunk of bodies for all days and write what differs. Wants a transaction."""
    written_at = _take_touches(codes, at)
    made, failed = _timelines(scope, codes)
    if failed:
        # Judged again at every sweep, so that its error stays in sight.
        Touch.objects.bulk_create(Touch(body_id=key) for key, code in codes.items() if code in failed)
    changes = sum(
        _write(table, {key: timeline[number] for key, timeline in made.items()}, written_at)
        for number, table in enumerate((_FINDINGS, _PERIODS))
    )
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [scope.version, scope.last, list(made)])
    return Outcome(len(made), changes, failed)


# Whoever comes second waits here, and then finds the facts and spans as the first left them.
_LOCK = "SELECT pg_advisory_xact_lock(%s, id::int) FROM unnest(%s::bigint[]) AS id ORDER BY id"
# What was written before this judging was noticed late: then it counts from when it was written.
_TAKE = """
    WITH taken AS (DELETE FROM obligations_touch WHERE body_id = ANY(%s) RETURNING body_id, at)
    SELECT body_id, clock_timestamp() - max(at) FROM taken GROUP BY body_id
"""
_MARK = """
    INSERT INTO obligations_timeline (body_id, law_version, last_day) SELECT id, %s, %s
        FROM unnest(%s::bigint[]) AS id
    ON CONFLICT (body_id) DO UPDATE SET law_version = EXCLUDED.law_version, last_day = EXCLUDED.last_day
"""


def _take_touches(codes: Mapping[int, str], at: dt.datetime) -> dict[int, dt.datetime]:
    """Lock the bodies, take their touches, and return since when the records say what they say."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [AdvisoryLock.JUDGING, list(codes)])
        cursor.execute(_TAKE, [list(codes)])
        waited = dict(cursor.fetchall())
    return {key: at - waited.get(key, dt.timedelta()) for key in codes}


# Making timelines ------------------------------------------------------------------------------------


def _timelines(scope: Scope, codes: Mapping[int, str]) -> tuple[dict[int, _Timeline], dict[str, str]]:
    """Return what each body's facts give, and by code why a body could not be judged."""
    made: dict[int, _Timeline] = {}
    failed: dict[str, str] = {}
    with collector_at_rest():
        since = scope.office.tracking_from
        for key, body in facts.gather_timelines(codes, scope.last, since=since).items():
            try:
                if body.facts is None:
                    failed[body.code] = body.error
                else:
                    made[key] = _timeline(scope, body.facts)
            except SoftTimeLimitExceeded:
                raise
            except Exception as error:
                # Whatever a rule stumbles over, the other bodies are still judged; the sweep names this one.
                logger.exception("Body %s cannot be judged", body.code)
                failed[body.code] = f"{type(error).__name__}: {error}"
    return made, failed


def _timeline(scope: Scope, body: BodyFacts) -> _Timeline:
    days = max(body.founded_on, scope.first), scope.last
    if days[0] > days[1]:
        return _Timeline({}, {})
    found = timeline(body, *days, scope.office, scope.law)
    return _Timeline(
        dict(map(_finding_row, found)),
        dict(map(_period_row, _without_progress(periods(body, *days, scope.office, scope.law)))),
    )


def _finding_row(span: Span[Finding]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    finding, starts_on, ends_before = span
    said = texts.of_finding(finding)
    key = finding.rule, finding.subject, starts_on, ends_before, said.fingerprint
    return key, (
        *key,
        finding.status,
        finding.severity,
        finding.due_on,
        said.evidence,
        said.law,
        said.parameters,
    )


def _period_row(span: Span[Cell]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    cell, starts_on, ends_before = span
    said, period = texts.of_period(cell), cell.period
    key = period.starts_on, period.last_day, starts_on, ends_before, said.fingerprint
    return key, (*key, period.name, period.cadence, cell.state, said.evidence)


def _without_progress(spans: Iterable[Span[Cell]]) -> list[Span[Cell]]:
    """Return the spans of cells, whether or not the period is in progress: that follows from the day."""
    found: list[Span[Cell]] = []
    for span in spans:
        cell = span.found._replace(in_progress=False)
        if found and found[-1].found == cell and found[-1].ends_before == span.starts_on:
            found[-1] = found[-1]._replace(ends_before=span.ends_before)
        else:
            found.append(span._replace(found=cell))
    return found


# Writing what differs --------------------------------------------------------------------------------


class _Table(NamedTuple):
    """How the spans of one kind are stored: which columns make two alike, and the statements."""

    name: str
    alike: str
    insert: str


# `%b`: thousands of evidence texts need no quoting in PostgreSQL's own form.
_FINDINGS = _Table(
    "obligations_findingspan",
    "rule, subject, lower(days), upper(days), fingerprint",
    """
    WITH said AS MATERIALIZED (
        SELECT nextval(pg_get_serial_sequence('obligations_findingspan', 'id')) AS id, * FROM unnest(
            %b::bigint[], %b::timestamptz[], %b::text[], %b::text[], %b::date[], %b::date[], %b::bigint[],
            %b::text[], %b::text[], %b::date[], %b::jsonb[], %b::bigint[], %b::jsonb[]
        ) AS said (body_id, at, rule, subject, starts_on, ends_before, fingerprint, status, severity, due_on,
            evidence, law_id, parameters)
    ), law AS (
        INSERT INTO obligations_lawquoted (id, parameters)
        SELECT DISTINCT ON (law_id) law_id, parameters FROM said ON CONFLICT DO NOTHING
    ), named AS (
        INSERT INTO obligations_flag (body_id, rule, subject) SELECT DISTINCT body_id, rule, subject FROM said
        ON CONFLICT DO NOTHING RETURNING id, body_id, rule, subject
    ), flag AS (
        SELECT * FROM named UNION ALL
        SELECT id, body_id, rule, subject FROM obligations_flag JOIN
            (SELECT DISTINCT body_id, rule, subject FROM said) AS asked USING (body_id, rule, subject)
    ), spans AS (
        INSERT INTO obligations_findingspan
            (id, flag_id, body_id, rule, subject, days, recorded, fingerprint, status, severity, due_on)
        SELECT said.id, flag.id, body_id, rule, subject, daterange(starts_on, ends_before),
            tstzrange(at, NULL), fingerprint, status, severity, due_on
        FROM said JOIN flag USING (body_id, rule, subject)
    )
    INSERT INTO obligations_findingevidence (span_id, law_id, evidence) SELECT id, law_id, evidence FROM said
    """,
)
_PERIODS = _Table(
    "obligations_periodspan",
    "starts_on, last_day, lower(days), upper(days), fingerprint",
    """
    INSERT INTO obligations_periodspan
        (body_id, recorded, starts_on, last_day, days, fingerprint, name, cadence, state, evidence)
    SELECT body_id, tstzrange(at, NULL), first_day, last_day, daterange(starts_on, ends_before), fingerprint,
        name, cadence, state, evidence
    FROM unnest(
        %b::bigint[], %b::timestamptz[], %b::date[], %b::date[], %b::date[], %b::date[], %b::bigint[],
        %b::text[], %b::int[], %b::text[], %b::jsonb[]
    ) AS said (body_id, at, first_day, last_day, starts_on, ends_before, fingerprint, name, cadence, state,
        evidence)
    """,
)
_STORED = """
    SELECT body_id, id, lower(recorded), {alike} FROM {name}
    WHERE body_id = ANY(%s) AND upper_inf(recorded)
"""
# What the end of no day saw and no page of its own day showed is nobody's memory.
_FORGET = """
    DELETE FROM {name} AS span USING unnest(%b::bigint[], %b::timestamptz[]) AS ended (id, at)
    WHERE span.id = ended.id AND (lower(recorded) >= at OR (
        timezone('{zone}', lower(recorded))::date = timezone('{zone}', at)::date
        AND NOT days @> timezone('{zone}', at)::date
    )) RETURNING span.id
"""
_END = """
    UPDATE {name} AS span SET recorded = tstzrange(lower(recorded), at)
    FROM unnest(%b::bigint[], %b::timestamptz[]) AS ended (id, at) WHERE span.id = ended.id
"""


def _write(
    table: _Table,
    wanted: Mapping[int, Mapping[tuple[Any, ...], tuple[Any, ...]]],
    written_at: Mapping[int, dt.datetime],
) -> int:
    """Store what is wanted of each body and not stored, end what is stored and not wanted."""
    stored, since = _stored(table, list(wanted))
    # An instant that is recorded already is never gone behind.
    at = {key: max(written_at[key], since.get(key, written_at[key])) for key in wanted}
    ended = [
        (row_id, at[key])
        for key, rows in wanted.items()
        for alike, row_id in stored[key].items()
        if alike not in rows
    ]
    made = [
        (key, at[key], *row)
        for key, rows in wanted.items()
        for alike, row in rows.items()
        if alike not in stored[key]
    ]
    if ended:
        _end(table, ended)
    if made:
        _execute(table.insert, made)
    return len(ended) + len(made)


def _stored(
    table: _Table, keys: list[int]
) -> tuple[dict[int, dict[tuple[Any, ...], int]], dict[int, dt.datetime]]:
    """Return the current rows of each body by what makes them alike, and when the last was recorded."""
    found: dict[int, dict[tuple[Any, ...], int]] = defaultdict(dict)
    since: dict[int, dt.datetime] = {}
    with connection.cursor() as cursor:
        cursor.execute(_STORED.format(name=table.name, alike=table.alike), [keys])
        for body_id, row_id, at, *alike in cursor.fetchall():
            found[body_id][tuple(alike)] = row_id
            since[body_id] = max(at, since.get(body_id, at))
    return found, since


def _end(table: _Table, ended: list[tuple[int, dt.datetime]]) -> None:
    names = {"name": table.name, "zone": ZONE_NAME}
    forgotten = {row[0] for row in _execute(_FORGET.format(**names), ended)}
    if forgotten and table is _FINDINGS:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM obligations_findingevidence WHERE span_id = ANY(%s)", [list(forgotten)]
            )
    if kept := [row for row in ended if row[0] not in forgotten]:
        _execute(_END.format(**names), kept)


def _execute(statement: str, rows: Collection[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Execute a statement that takes the rows as one array a column; return what it gives back."""
    values = [list(column) for column in zip(*rows, strict=True)]
    plain = is_noting(connection)  # PostgreSQL's own form takes one statement at a time
    with connection.cursor() if plain else facts.binary_cursor() as cursor:
        cursor.execute(statement.replace("%b", "%s") if plain else statement, values)
        return iter(cursor.fetchall() if cursor.description else ())

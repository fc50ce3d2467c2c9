"""Judging bodies and storing what changed.

A chunk of bodies is one transaction under one advisory lock: its touches are taken, its facts read,
judged, compared and written. Killed in the middle, a chunk leaves nothing behind and its touches
stay; two at the same time write the same once.
"""

import datetime as dt
import gc
import logging
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from celery.exceptions import SoftTimeLimitExceeded
from django.db import DataError, IntegrityError, connection, transaction

import rulebook
from core.locks import AdvisoryLock
from delegations.queries import law
from obligations import changes, facts
from obligations.changes import Changes, Stored
from obligations.enums import SweepScope
from obligations.models import Flag, Sweep, Touch
from rulebook.engine import judge
from rulebook.facts import BodyFacts, Office
from rulebook.findings import Finding
from rulebook.law import Law

logger = logging.getLogger(__name__)

# Bodies a transaction: a user who saves a record waits for no more than this many to be judged.
CHUNK = 500
# Where a fault is everybody's, its first messages tell as much as thousands.
KEEP_ERRORS = 200
KEEP_TOUCHED_SWEEPS = dt.timedelta(days=30)


class Standard(NamedTuple):
    """What bodies are judged by: the day, the office's settings, the law."""

    on: dt.date
    office: Office
    law: Law

    @property
    def rolls(self) -> int:
        """The widest window of attendance by name that any day's law knows."""
        return max(width for _, width in self.law.steps("attendance_window"))


class Verdict(NamedTuple):
    """A body's findings, or why it could not be judged, and what they were judged from."""

    body_id: int
    code: str
    findings: tuple[Finding, ...]
    error: str
    facts: BodyFacts | None


class Outcome(NamedTuple):
    """What a judging did: flags written or closed, and the bodies that could not be judged, by code."""

    judged: int
    changes: int
    errors: dict[str, str]


def standard(on: dt.date) -> Standard:
    """Return what holds for all bodies on the day: three queries."""
    return Standard(on, facts.office(), law.in_force())


def law_version() -> str:
    """Return a mark of the law and the rules: another one means that every body must be judged again."""
    return _version_of_rulebook()


@lru_cache(maxsize=1)
def _version_of_rulebook() -> str:
    folder = Path(rulebook.__path__[0])
    digest = blake2b(digest_size=16)
    for path in sorted(path for pattern in ("*.py", "*.yaml") for path in folder.rglob(pattern)):
        digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def verdicts(by: Standard, codes: Mapping[int, str]) -> Iterator[Verdict]:
    """Generate what each body's facts give, in the order of `codes`; a body that cannot be judged keeps none
    of the others back.

    One query for each `CHUNK` bodies.
    """
    for chunk in chunks(codes, CHUNK):
        with collector_at_rest():
            gathered = facts.gather_each(chunk, by.on, since=by.office.tracking_from, rolls=by.rolls)
            judged = [_verdict(by, gathered[key]) for key in chunk if key in gathered]
        yield from judged


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Hold Python's cycle collector while a chunk is judged: half a million plain values without a cycle, a
    fifth of the time to walk them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _verdict(by: Standard, body: facts.Gathered) -> Verdict:
    if body.facts is None:
        return Verdict(body.body_id, body.code, (), body.error, None)
    try:
        return Verdict(body.body_id, body.code, judge(body.facts, by.on, by.office, by.law), "", body.facts)
    except SoftTimeLimitExceeded:
        raise
    except Exception as error:
        # Whatever a rule stumbles over, the other bodies are still judged; the sweep names this one.
        logger.exception("Body %s cannot be judged on %s", body.code, by.on)
        return Verdict(body.body_id, body.code, (), f"{type(error).__name__}: {error}", body.facts)


def sweep(*, on: dt.date, at: dt.datetime, everything: bool = False) -> Sweep:
    """Judge what must be judged and store the outcome as the heartbeat.

    That is every body on a new day, under a new version of the law, or when something that holds for all was
    written; else only the bodies touched since. With nothing touched: six queries.
    """
    began = time.monotonic()
    version = law_version()
    touched, everywhere = _touches()
    whole = everything or bool(everywhere) or not _judged_whole(on, version)
    codes = facts.bodies() if whole else facts.bodies(touched) if touched else {}
    outcome = _refresh(codes, on=on, at=at) if codes else Outcome(0, 0, {})
    if whole:
        Touch.objects.filter(id__in=everywhere).delete()
        Sweep.objects.filter(scope=SweepScope.TOUCHED, started_at__lt=at - KEEP_TOUCHED_SWEEPS).delete()
    if gone := touched - codes.keys():
        Touch.objects.filter(body_id__in=gone).delete()
    total = len(codes) if whole else facts.count_bodies()
    seconds = time.monotonic() - began
    return Sweep.objects.create(
        started_at=at,
        finished_at=at + dt.timedelta(seconds=seconds),
        judged_on=on,
        scope=SweepScope.ALL if whole else SweepScope.TOUCHED,
        law_version=version,
        bodies_total=total,
        bodies_judged=total - len(outcome.errors),
        changes=outcome.changes,
        errors=[
            {"body": code, "message": message}
            for code, message in sorted(outcome.errors.items())[:KEEP_ERRORS]
        ],
        seconds=round(seconds, 3),
    )


def refresh(*, on: dt.date, at: dt.datetime, body_ids: Collection[int]) -> Outcome:
    """Judge these bodies now, so that a flag clears the moment its cause does."""
    codes = facts.bodies(body_ids)
    return _refresh(codes, on=on, at=at) if codes else Outcome(0, 0, {})


def _touches() -> tuple[set[int], list[int]]:
    """Return the bodies touched, and the touches that concern every body: one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT body_id, CASE WHEN body_id IS NULL THEN id END FROM obligations_touch"
        )
        rows = cursor.fetchall()
    return {body_id for body_id, _ in rows if body_id is not None}, [
        touch_id for _, touch_id in rows if touch_id is not None
    ]


def _judged_whole(on: dt.date, version: str) -> bool:
    """Return whether the last sweep over all bodies was for this day and this law: one query."""
    last = (
        Sweep.objects.filter(scope=SweepScope.ALL, finished_at__isnull=False)
        .order_by("-id")
        .values_list("judged_on", "law_version")
        .first()
    )
    return last == (on, version)


def _refresh(codes: dict[int, str], *, on: dt.date, at: dt.datetime) -> Outcome:
    by = standard(on)
    written, errors = 0, dict[str, str]()
    for chunk in chunks(codes, CHUNK):
        for outcome in _refresh_chunk(by, chunk, at):
            written += outcome.changes
            errors |= outcome.errors
    return Outcome(len(codes) - len(errors), written, errors)


def chunks(codes: Mapping[int, str], size: int) -> Iterator[dict[int, str]]:
    items = iter(codes.items())
    while chunk := dict(islice(items, size)):
        yield chunk


def _refresh_chunk(by: Standard, codes: dict[int, str], at: dt.datetime) -> Iterator[Outcome]:
    """Judge and store a chunk; where the storing fails, halve it until the one body is found that it fails
    for."""
    try:
        with transaction.atomic():
            outcome = _judge_and_store(by, codes, at)
    except (DataError, IntegrityError, ValueError, TypeError) as error:
        logger.exception("The flags of %d bodies cannot be stored", len(codes))
        if len(codes) == 1:
            ((key, code),) = codes.items()
            Touch.objects.create(body_id=key)
            yield Outcome(0, 0, {code: f"{type(error).__name__}: {error}"})
            return
    else:
        yield outcome
        return
    for half in chunks(codes, (len(codes) + 1) // 2):
        yield from _refresh_chunk(by, half, at)


def _judge_and_store(by: Standard, codes: dict[int, str], at: dt.datetime) -> Outcome:
    keys = list(codes)
    with connection.cursor() as cursor:
        # Whoever comes second waits here, and then finds the facts and flags as the first left them.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [AdvisoryLock.SWEEP])
        cursor.execute("DELETE FROM obligations_touch WHERE body_id = ANY(%s)", [keys])
    judged = list(verdicts(by, codes))
    failed = {verdict.code: verdict.error for verdict in judged if verdict.error}
    if failed:
        # Judged again at every sweep, so that its error stays in sight.
        Touch.objects.bulk_create(Touch(body_id=verdict.body_id) for verdict in judged if verdict.error)
    found = {verdict.body_id: verdict.findings for verdict in judged if not verdict.error}
    opened = _open_flags(list(found))
    closed = _closed_flags(
        {key: changes.unknown(findings, opened.get(key, {})) for key, findings in found.items()}
    )
    decided = {
        key: changes.diff(findings, opened.get(key, {}), closed.get(key, frozenset()))
        for key, findings in found.items()
    }
    return Outcome(len(found), _apply(decided, by.on, at), failed)


def _open_flags(keys: list[int]) -> dict[int, dict[changes.Key, Stored]]:
    found: dict[int, dict[changes.Key, Stored]] = {}
    flags = Flag.objects.filter(body_id__in=keys, closed_at__isnull=True)
    for body_id, rule, subject, flag_id, status, fingerprint in flags.values_list(
        "body_id", "rule", "subject", "id", "status", "fingerprint"
    ):
        found.setdefault(body_id, {})[rule, subject] = Stored(flag_id, status, fingerprint)
    return found


def _closed_flags(unknown: Mapping[int, list[changes.Key]]) -> dict[int, frozenset[changes.Key]]:
    """Return which of the keys have a closed flag; no query where there is none to look up."""
    asked = [(key, *name) for key, names in unknown.items() for name in names]
    if not asked:
        return {}
    found: dict[int, set[changes.Key]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT body_id, rule, subject FROM obligations_flag
                JOIN unnest(%s::bigint[], %s::text[], %s::text[]) AS asked (body_id, rule, subject)
            USING (body_id, rule, subject) WHERE closed_at IS NOT NULL""",
            [list(column) for column in zip(*asked, strict=True)],
        )
        for body_id, rule, subject in cursor.fetchall():
            found.setdefault(body_id, set()).add((rule, subject))
    return {key: frozenset(names) for key, names in found.items()}


# `%b`: thousands of evidence texts need no quoting in PostgreSQL's own form.
_WRITE = """
    WITH said AS (
        SELECT * FROM unnest(%b::text[], %b::bigint[], %b::text[], %b::text[], %b::text[], %b::text[],
            %b::date[], %b::jsonb[], %b::jsonb[], %b::bigint[])
            AS said (kind, body_id, rule, subject, status, severity, due_on, evidence, parameters,
                fingerprint)
    ), written AS (
        INSERT INTO obligations_flag AS flag
            (body_id, rule, subject, status, severity, due_on, evidence, parameters, fingerprint, judged_on,
                opened_at)
        SELECT body_id, rule, subject, status, severity, due_on, evidence, parameters, fingerprint, %b, %b
            FROM said
        ON CONFLICT (body_id, rule, subject) DO UPDATE SET
            status = EXCLUDED.status, severity = EXCLUDED.severity, due_on = EXCLUDED.due_on,
                evidence = EXCLUDED.evidence,
            parameters = EXCLUDED.parameters, fingerprint = EXCLUDED.fingerprint,
                judged_on = EXCLUDED.judged_on, closed_at = NULL,
            opened_at = CASE WHEN flag.closed_at IS NULL THEN flag.opened_at ELSE EXCLUDED.opened_at END
        RETURNING id, body_id, rule, subject
    )
    INSERT INTO obligations_flagevent (flag_id, kind, at, judged_on, status, severity, due_on, evidence)
    SELECT written.id, kind, %b, %b, status, severity, due_on, evidence FROM written
        JOIN said USING (body_id, rule, subject)
"""
_CLOSE = """
    WITH closed AS (
        UPDATE obligations_flag SET closed_at = %s, judged_on = %s WHERE id = ANY(%s) AND closed_at IS NULL
        RETURNING id, judged_on, closed_at, status, severity, due_on, evidence
    )
    INSERT INTO obligations_flagevent (flag_id, kind, at, judged_on, status, severity, due_on, evidence)
    SELECT id, 'closed', closed_at, judged_on, status, severity, due_on, evidence FROM closed
"""


def _apply(decided: Mapping[int, Changes], on: dt.date, at: dt.datetime) -> int:
    """Write the changes of all bodies in at most two statements; return how many there were."""
    rows: list[tuple[Any, ...]] = [
        (
            kind,
            key,
            finding.rule,
            finding.subject,
            finding.status,
            finding.severity,
            finding.due_on,
            evidence,
            parameters,
            fingerprint,
        )
        for key, changed in decided.items()
        for kind, finding, evidence, parameters, fingerprint in changed.written
    ]
    closed = [flag_id for changed in decided.values() for flag_id in changed.closed]
    if rows:
        values: list[Any] = [*(list(column) for column in zip(*rows, strict=True)), on, at, at, on]
        # Within a request the history's context is put in front of every statement, and PostgreSQL's own form
        # takes one statement at a time.
        if connection.execute_wrappers:
            with connection.cursor() as cursor:
                cursor.execute(_WRITE.replace("%b", "%s"), values)
        else:
            with facts.binary_cursor() as cursor:
                cursor.execute(_WRITE, values)
    if closed:
        with connection.cursor() as cursor:
            cursor.execute(_CLOSE, [at, on, closed])
    return len(rows) + len(closed)

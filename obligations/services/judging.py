"""Judging bodies: for one day in memory, and for all days into the stored spans."""

import datetime as dt
import logging
import time
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from celery.exceptions import SoftTimeLimitExceeded
from django.db import DataError, IntegrityError, connection, transaction

import rulebook
from delegations.queries import law
from obligations import facts, texts
from obligations.enums import SweepScope
from obligations.models import Sweep, Touch
from obligations.queries import horizon, touched
from obligations.services import spans
from obligations.services.chunking import chunks, collector_at_rest
from obligations.services.spans import Outcome
from rulebook.engine import judge
from rulebook.facts import BodyFacts, Office
from rulebook.findings import Finding
from rulebook.law import Law

logger = logging.getLogger(__name__)

# Bodies a transaction: a user who saves a record of one of them waits for no more than this many.
CHUNK = 100
# Where a fault is everybody's, its first messages tell as much as thousands.
KEEP_ERRORS = 200
KEEP_TOUCHED_SWEEPS = dt.timedelta(days=30)


# One day, in memory ------------------------------------------------------------------------------


class Standard(NamedTuple):
    """What bodies are judged by: the day, the office's settings, the law."""

    on: dt.date
    office: Office
    law: Law

    @property
    def rolls(self) -> int:
        """The widest window of attendance by name that any day's law knows."""
        return self.law.largest("attendance_window")


class Verdict(NamedTuple):
    """A body's findings, or why it could not be judged, and what they were judged from."""

    body_id: int
    code: str
    findings: tuple[Finding, ...]
    error: str
    facts: BodyFacts | None


def standard(on: dt.date) -> Standard:
    """Return what holds for all bodies on the day: three queries."""
    return Standard(on, facts.office(), law.in_force())


def verdicts(by: Standard, codes: Mapping[int, str]) -> Iterator[Verdict]:
    """Generate what each body's facts give, in the order of `codes`; a body that cannot be judged keeps none
    of the others back.

    One query for each `facts.CHUNK` bodies.
    """
    for chunk in chunks(codes, facts.CHUNK):
        with collector_at_rest():
            gathered = facts.gather_each(chunk, by.on, since=by.office.tracking_from, rolls=by.rolls)
            judged = [_verdict(by, gathered[key]) for key in chunk if key in gathered]
        yield from judged


def _verdict(by: Standard, body: facts.Gathered) -> Verdict:
    if body.facts is None:
        return Verdict(body.body_id, body.code, (), body.error, None)
    try:
        return Verdict(body.body_id, body.code, judge(body.facts, by.on, by.office, by.law), "", body.facts)
    except SoftTimeLimitExceeded:
        raise
    except Exception as error:
        # Whatever a rule stumbles over, the other bodies are still judged; the report names this one.
        logger.exception("Body %s cannot be judged on %s", body.code, by.on)
        return Verdict(body.body_id, body.code, (), f"{type(error).__name__}: {error}", body.facts)


# All days, into the stored spans -----------------------------------------------------------------


def sweep(*, on: dt.date, at: dt.datetime, everything: bool = False) -> Sweep:
    """Bring the spans of all bodies whose facts, law or horizon changed up to date; the outcome is the
    heartbeat.

    With nothing to do: a dozen queries. Stopped in the middle, the next one goes on where it was.
    """
    began = time.monotonic()
    version = law_version()
    total = facts.count_bodies()
    _mark(version, horizon.needed(on), everything=everything)
    codes = facts.bodies(touched.bodies())
    outcome = _refresh(codes, on=on, at=at, version=version)
    Sweep.objects.filter(scope=SweepScope.TOUCHED, started_at__lt=at - KEEP_TOUCHED_SWEEPS).delete()
    _forget_touches_of_no_body()
    seconds = time.monotonic() - began
    return Sweep.objects.create(
        started_at=at,
        finished_at=at + dt.timedelta(seconds=seconds),
        judged_on=on,
        scope=SweepScope.ALL if len(codes) == total else SweepScope.TOUCHED,
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


def _forget_touches_of_no_body() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM obligations_touch t WHERE body_id IS NOT NULL"
            " AND NOT EXISTS (SELECT FROM delegations_body b WHERE b.id = t.body_id)"
        )


def refresh(*, on: dt.date, at: dt.datetime, body_ids: Collection[int]) -> Outcome:
    """Judge these bodies now, so that a finding ends the moment its cause does."""
    return _refresh(facts.bodies(body_ids), on=on, at=at, version=law_version())


def law_version() -> str:
    """Return a mark of the law, the rules and the reading of facts: another one means that every body must be
    judged again."""
    return _version_of_code()


@lru_cache(maxsize=1)
def _version_of_code() -> str:
    folder = Path(rulebook.__path__[0])
    paths = [path for pattern in ("*.py", "*.yaml") for path in folder.rglob(pattern)]
    paths += [*Path(facts.__path__[0]).glob("*.py"), Path(str(texts.__file__))]
    digest = blake2b(digest_size=16)
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


# A write to what holds for all, and a body without spans by this law or to this day, as touches of bodies: so
# who is stopped in the middle leaves the rest to the next.
_SPREAD = """
    WITH everywhere AS (
        DELETE FROM obligations_touch WHERE body_id IS NULL RETURNING at
    ), written AS (
        SELECT COALESCE(max(at), now()) AS at FROM everywhere HAVING count(*) > 0 OR %s
    )
    INSERT INTO obligations_touch (body_id, at) SELECT id, at FROM delegations_body CROSS JOIN written
"""
_OUT_OF_DATE = """
    INSERT INTO obligations_touch (body_id) SELECT b.id FROM delegations_body b
    LEFT JOIN obligations_timeline t ON t.body_id = b.id AND t.law_version = %s AND t.last_day >= %s
    WHERE t.body_id IS NULL AND NOT EXISTS (SELECT FROM obligations_touch w WHERE w.body_id = b.id)
"""


def _mark(version: str, last: dt.date, *, everything: bool) -> None:
    """Leave a touch on each body that must be judged though none of its own facts was written."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_SPREAD, [everything])
        cursor.execute(_OUT_OF_DATE, [version, last])


def _refresh(codes: Mapping[int, str], *, on: dt.date, at: dt.datetime, version: str) -> Outcome:
    judged, changes, errors = 0, 0, dict[str, str]()
    if codes:
        by = standard(on)
        scope = spans.Scope(by.office, by.law, version, horizon.last_day(on))
        for chunk in chunks(codes, CHUNK):
            for outcome in _refresh_chunk(scope, chunk, at):
                judged += outcome.judged
                changes += outcome.changes
                errors |= outcome.errors
    return Outcome(judged, changes, errors)


def _refresh_chunk(scope: spans.Scope, codes: dict[int, str], at: dt.datetime) -> Iterator[Outcome]:
    """Bring a chunk up to date; where the storing fails, halve it until the one body is found that it fails
    for."""
    try:
        with transaction.atomic():
            outcome = spans.bring_up_to_date(scope, codes, at)
    except (DataError, IntegrityError, ValueError, TypeError) as error:
        logger.exception("The spans of %d bodies cannot be stored", len(codes))
        if len(codes) == 1:
            ((key, code),) = codes.items()
            Touch.objects.create(body_id=key)
            yield Outcome(0, 0, {code: f"{type(error).__name__}: {error}"})
            return
    else:
        yield outcome
        return
    for half in chunks(codes, (len(codes) + 1) // 2):
        yield from _refresh_chunk(scope, half, at)

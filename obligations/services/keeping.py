"""Judgements of days other than today, kept until a record that they rest on is written.

A body's judgement for a day is kept with the number of times its facts had been written when judging began:
the touches that wait and those that were taken, its own and those of every body. That number never falls, and
every write raises it in the transaction that makes it visible. So a kept judgement stands exactly as long as
the number is the same, whatever else is written, in whatever order transactions end; and where it is not,
only the bodies concerned are judged again.
"""

import datetime as dt
import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import QuerySet

from core import known
from core.locks import AdvisoryLock
from obligations import changes, facts
from obligations.models import KeptBody, KeptDay, KeptFinding
from obligations.queries import findings
from obligations.queries.findings import NOTHING, Counts, Filters
from obligations.services import judging
from rulebook.facts import BodyFacts
from rulebook.law import MissingLaw
from rulebook.rhythm import Cell, cells

logger = logging.getLogger(__name__)

# About a gigabyte at most; what was not asked for longest goes first.
MOST_FINDINGS = 1_000_000
MOST_DAYS = 200
# A province beyond any that there is: its day would drive out all the others.
MOST_BODIES = 20_000
# The period in progress and those of the twelve months before, in a monthly rhythm.
PERIODS = 13
# Bodies written at a time.
CHUNK = 500
# A record written between judging and reading is judged too, this often; then the day is judged in memory.
ATTEMPTS = 4


def may_be_kept() -> bool:
    """Return whether judgements may be kept and kept ones used: only where the records are read as they stand
    now, and outside of transactions, for whose end others who want the same day would have to wait. (A test's
    own transaction is none.)
    """
    return known.until() is None and all(
        getattr(block, "_from_testcase", False) for block in connection.atomic_blocks
    )


class Period(NamedTuple):
    """A period of a body's rhythm as it stood on a day; states as on the heat map. `others` is the number of
    thematic and extraordinary meetings held in it, `passed_on` the latest day planned for its periodic
    meeting that has passed without a record.
    """

    name: str
    starts_on: dt.date
    last_day: dt.date
    state: str
    in_progress: bool
    others: int = 0
    passed_on: dt.date | None = None

    @property
    def ended(self) -> bool:
        """Whether the period is over and counts for the body."""
        return not self.in_progress and self.state in ENDED_STATES

    @property
    def met(self) -> bool:
        return self.state in MET


MET = ("held", "held-unrecorded")
ENDED_STATES = (*MET, "held-without-quorum", "missed", "waived")


class _State(NamedTuple):
    """A kept day, and the bodies that must be judged (again) for it, with the number of times each was
    written."""

    day_id: int
    on: dt.date
    stale: dict[int, int]
    gone: list[int]
    with_periods: bool


@contextmanager
def kept(
    days: Collection[dt.date], body_ids: Collection[int] | None = None, *, with_periods: bool = False
) -> Iterator[QuerySet[KeptFinding] | None]:
    """Open the findings of these days, judged as the records stand now: what is missing is judged and kept
    first.

    None where they may not or can not be kept: then judge in memory. Two queries for all the days together
    while nothing was written since; else about fifteen more for each day, and four for each 500 bodies to
    judge. What is read within stays, whoever throws days away.
    """
    if body_ids is not None and not body_ids:
        yield KeptFinding.objects.none()
        return
    for _attempt in range(ATTEMPTS if may_be_kept() else 0):
        with transaction.atomic():
            states = _open(sorted(set(days)), body_ids, with_periods)
            if len(states) == len(set(days)) and not any(state.stale or state.gone for state in states):
                yield _findings([state.day_id for state in states], body_ids)
                return
        if any(len(state.stale) > MOST_BODIES for state in states):
            break
        try:
            for day in sorted(set(days) - {state.on for state in states if not (state.stale or state.gone)}):
                _freshen(day, body_ids, with_periods)
        except (DataError, IntegrityError):
            # Whatever of the records no column takes: the page is shown all the same.
            logger.exception("Judgements cannot be kept")
            break
    yield None


def keep(day: dt.date, *, with_periods: bool = False) -> None:
    """Judge for the day what must be, so that who asks for it need not wait. Nothing to do: two queries."""
    with kept([day], with_periods=with_periods):
        pass


def counts(
    found: QuerySet[KeptFinding],
    days: Collection[dt.date],
    *,
    filters: Filters = NOTHING,
    whole: bool = False,
) -> dict[dt.date, Counts]:
    """Return how many findings each of the opened days has. `whole` tells that they were opened for all
    bodies: then, narrowed by nothing but kinds of bodies, one query; else three."""
    if not whole or filters != Filters(kind_ids=filters.kind_ids):
        told = findings.kept_counts(found, filters=filters)
        return {day: told.get(day, Counts()) for day in days}
    kept_days = KeptDay.objects.filter(judged_on__in=days, version=version()).values_list(
        "judged_on", "counts"
    )
    kinds = {str(kind) for kind in filters.kind_ids}
    return {
        on: findings.added_up(Counts(**told) for kind, told in by_kind.items() if not kinds or kind in kinds)
        for on, by_kind in kept_days
    }


def periods(on: dt.date, body_ids: Collection[int]) -> dict[int, list[Period]]:
    """Return each body's last `PERIODS` periods up to the one in progress on the day, oldest first, as
    `outlook.heat_map` gives them. Three queries."""
    with kept([on], body_ids, with_periods=True) as found:
        if found is None:
            return {
                key: [Period(*period) for period in spans]
                for key, spans in _judged_periods(on, body_ids).items()
            }
        day = KeptBody.objects.filter(day__judged_on=on, day__version=version(), body_id__in=body_ids)
        return {
            key: [_period(*words) for words in spans or ()]
            for key, spans in day.values_list("body_id", "periods")
        }


@lru_cache(maxsize=1)
def version() -> str:
    """Return a mark of the law, the rules and the reading of facts: another one means that nothing kept
    before is used."""
    digest = blake2b(f"{judging.law_version()} {PERIODS} {Period._fields}".encode(), digest_size=16)
    for path in (*sorted(Path(facts.__path__[0]).glob("*.py")), Path(str(changes.__file__))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _findings(day_ids: list[int], body_ids: Collection[int] | None) -> QuerySet[KeptFinding]:
    found = (
        KeptFinding.objects.filter(day_id__in=day_ids)
        if len(day_ids) != 1
        else KeptFinding.objects.filter(day_id=day_ids[0])
    )
    return found if body_ids is None else found.filter(body_id__in=body_ids)


_LOCK = """
    SELECT id, pg_advisory_xact_lock_shared(%s, id) FROM obligations_keptday WHERE judged_on = ANY(%s)
        AND version = %s ORDER BY id
"""
# Whoever waits for a lock looks again afterwards: a day may have been thrown away in the meantime.
_STATE = """
    WITH written AS MATERIALIZED (
        SELECT body_id, sum(number)::bigint AS number
        FROM (SELECT body_id, number FROM obligations_touchestaken UNION ALL SELECT COALESCE(body_id, 0), 1
            FROM obligations_touch) AS told
        GROUP BY body_id
    ), everywhere AS MATERIALIZED (
        SELECT COALESCE(sum(number), 0)::bigint AS number FROM written WHERE body_id = 0
    ), body AS MATERIALIZED (
        SELECT b.id, COALESCE(w.number, 0) + e.number AS revision
        FROM delegations_body b CROSS JOIN everywhere e LEFT JOIN written w ON w.body_id = b.id {scope}
    )
    SELECT day.id, day.judged_on,
        array_agg(body.id ORDER BY body.id) FILTER (WHERE {stale}),
        array_agg(body.revision ORDER BY body.id) FILTER (WHERE {stale}),
        (SELECT array_agg(k.body_id) FROM obligations_keptbody k
            WHERE k.day_id = day.id AND NOT EXISTS (SELECT FROM delegations_body b WHERE b.id = k.body_id)),
        day.used_at < statement_timestamp() - interval '1 hour',
            COALESCE(bool_or(kept.periods IS NOT NULL), false)
    FROM obligations_keptday day LEFT JOIN body ON true LEFT JOIN obligations_keptbody kept
        ON kept.day_id = day.id AND kept.body_id = body.id
    WHERE day.id = ANY(%(days)s) GROUP BY day.id
"""
_SCOPE = "WHERE b.id = ANY(%(bodies)s)"
_STALE = "body.id IS NOT NULL AND body.revision IS DISTINCT FROM kept.revision"
_STALE_OR_WITHOUT_PERIODS = (
    "body.id IS NOT NULL AND (body.revision IS DISTINCT FROM kept.revision OR kept.periods IS NULL)"
)


def _open(days: list[dt.date], body_ids: Collection[int] | None, with_periods: bool) -> list[_State]:
    """Hold these days against being thrown away until the transaction ends, and return those that there
    are."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [AdvisoryLock.KEPT_DAY_READ, days, version()])
        day_ids = [row[0] for row in cursor.fetchall()]
        if not day_ids:
            return []
        statement = _STATE.replace("{scope}", "" if body_ids is None else _SCOPE).replace(
            "{stale}", _STALE_OR_WITHOUT_PERIODS if with_periods else _STALE
        )
        cursor.execute(statement, {"days": day_ids, "bodies": None if body_ids is None else list(body_ids)})
        rows = cursor.fetchall()
        if used := [row[0] for row in rows if row[5]]:
            # Whoever is at it already says the same.
            cursor.execute(
                "UPDATE obligations_keptday SET used_at = statement_timestamp()"
                " WHERE id IN (SELECT id FROM obligations_keptday WHERE id = ANY(%s) FOR UPDATE SKIP LOCKED)",
                [used],
            )
    return [
        _State(key, on, dict(zip(stale or (), written or (), strict=True)), gone or [], periods)
        for key, on, stale, written, gone, _used, periods in rows
    ]


def _freshen(on: dt.date, body_ids: Collection[int] | None, with_periods: bool) -> None:
    """Judge the bodies of a day whose kept judgements are missing or no longer stand, and keep what comes
    out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO obligations_keptday (judged_on, version, findings, counts, used_at)"
            " VALUES (%s, %s, 0, '{}', statement_timestamp()) ON CONFLICT DO NOTHING",
            [on, version()],
        )
    with transaction.atomic():
        states = _open([on], body_ids, with_periods)
        if not states:
            return
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, %s)", [AdvisoryLock.KEPT_DAY_WRITTEN, states[0].day_id]
            )
        # Who waited finds that the first has done it.
        state = _open([on], body_ids, with_periods)[0]
        if len(state.stale) > MOST_BODIES:
            return
        by = judging.standard(on)
        codes = facts.bodies(state.stale)
        if state.gone:
            _forget(state.day_id, state.gone)
        judged = judging.verdicts(by, codes)
        while chunk := list(islice(judged, CHUNK)):
            # Where some bodies have their periods, somebody will ask for those of the others too.
            _store(by, state, chunk, with_periods or state.with_periods)
        _make_room(state.day_id)


def _forget(day_id: int, body_ids: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM obligations_keptfinding WHERE day_id = %s AND body_id = ANY(%s)", [day_id, body_ids]
        )
        cursor.execute(
            "DELETE FROM obligations_keptbody WHERE day_id = %s AND body_id = ANY(%s)", [day_id, body_ids]
        )


# `%b`: as in judging, thousands of texts need no quoting in PostgreSQL's own form.
_KEEP_BODIES = """
    INSERT INTO obligations_keptbody (day_id, body_id, revision, periods)
    SELECT %b, * FROM unnest(%b::bigint[], %b::bigint[], %b::jsonb[])
"""
_KEEP_FINDINGS = """
    INSERT INTO obligations_keptfinding (day_id, body_id, rule, subject, status, severity, due_on, evidence,
        parameters)
    SELECT %b, * FROM unnest(%b::bigint[], %b::text[], %b::text[], %b::text[], %b::text[], %b::date[],
        %b::jsonb[], %b::jsonb[])
"""


def _store(
    by: judging.Standard, state: _State, judged: Sequence[judging.Verdict], with_periods: bool
) -> None:
    """Keep what was judged. A body that cannot be judged is kept without findings: each sweep touches it, so
    that it is tried again."""
    _forget(state.day_id, [verdict.body_id for verdict in judged])
    told = (
        {
            verdict.body_id: changes.as_json(_periods_of(by, None if verdict.error else verdict.facts))
            for verdict in judged
        }
        if with_periods
        else {}
    )
    bodies = [
        (verdict.body_id, state.stale[verdict.body_id], told.get(verdict.body_id)) for verdict in judged
    ]
    found = [
        (
            verdict.body_id,
            f.rule,
            f.subject,
            f.status,
            f.severity,
            f.due_on,
            changes.as_json(f.evidence),
            changes.as_json(f.parameters),
        )
        for verdict in judged
        for f in verdict.findings
    ]
    for statement, rows in ((_KEEP_BODIES, bodies), (_KEEP_FINDINGS, found)):
        if rows:
            _execute(statement, [state.day_id, *(list(column) for column in zip(*rows, strict=True))])


def _execute(statement: str, values: list[Any]) -> None:
    # As in judging: within a request the history's context is put in front, and PostgreSQL's own form takes
    # one statement at a time.
    if connection.execute_wrappers:
        with connection.cursor() as cursor:
            cursor.execute(statement.replace("%b", "%s"), values)
    else:
        with facts.binary_cursor() as cursor:
            cursor.execute(statement, values)


def _periods_of(by: judging.Standard, body: BodyFacts | None) -> list[tuple[Any, ...]]:
    if body is None:
        return []
    return [
        (
            cell.period.name,
            cell.period.starts_on,
            cell.period.last_day,
            cell.state,
            cell.in_progress,
            cell.others,
            _passed_on(cell),
        )
        for cell in cells(body, by.on, by.office, by.law, PERIODS)
    ]


def _passed_on(cell: Cell) -> dt.date | None:
    return cell.passed[-1].held_on if cell.passed else None


def _period(
    name: str,
    starts_on: str,
    last_day: str,
    state: str,
    in_progress: bool,
    others: int,
    passed_on: str | None,
) -> Period:
    day = dt.date.fromisoformat
    return Period(
        name, day(starts_on), day(last_day), state, in_progress, others, day(passed_on) if passed_on else None
    )


def _judged_periods(on: dt.date, body_ids: Collection[int]) -> Mapping[int, list[tuple[Any, ...]]]:
    by = judging.standard(on)
    codes = list(facts.bodies(body_ids).items()) if body_ids else []
    found: dict[int, list[tuple[Any, ...]]] = {}
    try:
        for start in range(0, len(codes), CHUNK):
            gathered = facts.gather_each(
                dict(codes[start : start + CHUNK]), on, since=by.office.tracking_from, rolls=0
            )
            found |= {key: _periods_of(by, body.facts) for key, body in gathered.items()}
    except MissingLaw:  # a day before any rule was in force has no rhythm
        return {}
    return found


_MAKE_ROOM = """
    WITH ranked AS (
        SELECT id, row_number() OVER newest AS days, sum(findings) OVER newest AS findings
        FROM obligations_keptday
            WINDOW newest AS (ORDER BY id = %(here)s DESC, version = %(version)s DESC, used_at DESC, id)
    ), surplus AS MATERIALIZED (
        SELECT id FROM ranked WHERE id <> %(here)s AND (days > %(days)s OR findings > %(findings)s)
    )
    SELECT id FROM surplus WHERE pg_try_advisory_xact_lock(%(lock)s, id)
"""


_COUNTED = [part.name for part in fields(Counts)]


def _make_room(day_id: int) -> None:
    """Count what is kept for the day, and throw away the days that were not used longest, beyond what may be
    kept; none that somebody reads."""
    told = findings.kept_counts_by_kind(KeptFinding.objects.filter(day_id=day_id))
    number = sum(counts.total + counts.waived for counts in told.values())
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE obligations_keptday SET used_at = statement_timestamp(), findings = %s, counts = %s WHERE"
            " id = %s",
            [
                number,
                changes.as_json(
                    {
                        str(kind): {name: getattr(counts, name) for name in _COUNTED}
                        for kind, counts in told.items()
                    }
                ),
                day_id,
            ],
        )
        values: dict[str, Any] = {
            "here": day_id,
            "version": version(),
            "days": MOST_DAYS,
            "findings": MOST_FINDINGS,
            "lock": AdvisoryLock.KEPT_DAY_READ,
        }
        cursor.execute(_MAKE_ROOM, values)
        gone = [row[0] for row in cursor.fetchall()]
        if gone:
            for table in ("keptfinding", "keptbody", "keptday"):
                column = "id" if table == "keptday" else "day_id"
                cursor.execute(f"DELETE FROM obligations_{table} WHERE {column} = ANY(%s)", [gone])

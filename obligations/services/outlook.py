"""What the findings are on a day: the stored flags for today, judged afresh for any other day, and wherever
what was known on a day is read.

Every function takes `on` (the day looked at) and `today`; screens call only this module and need not know
which of the two they show. `body_ids` narrows to what a user may see; None means all bodies.
"""

import datetime as dt
from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from threading import Lock

from core import known
from delegations.models import Body
from obligations import facts
from obligations.queries import findings, touched
from obligations.queries.findings import DEFAULT_SORT, NOTHING, Counts, Filters, Row, Slice, State
from obligations.services import judging, keeping
from rulebook.findings import Finding
from rulebook.law import MissingLaw
from rulebook.rhythm import Cell, cells

# Paging and filtering what was known on a day asks for the same findings again and again; what else is judged
# is kept by `keeping`.
_KEPT = 3
_KEPT_ROWS = 20_000
_KEPT_COUNTS = 200
_Key = tuple[dt.date, frozenset[int] | None, int, dt.datetime]
_cache: OrderedDict[_Key, tuple[Row, ...]] = OrderedDict()
_counts: OrderedDict[tuple[object, ...], Counts] = OrderedDict()
_cache_lock = Lock()


def listing(
    *,
    on: dt.date,
    today: dt.date,
    filters: Filters = NOTHING,
    body_ids: Collection[int] | None = None,
    sort: str = DEFAULT_SORT,
    offset: int = 0,
    limit: int | None = None,
) -> Slice:
    """Return a page of the findings of the day and their total."""
    if _is_stored(on, today):
        return findings.stored(filters=filters, body_ids=body_ids, sort=sort, offset=offset, limit=limit)
    with keeping.kept([on], body_ids) as kept:
        if kept is not None:
            return findings.kept(kept, filters=filters, sort=sort, offset=offset, limit=limit)
    rows = findings.order(filter(filters.accepts, _judged_now(on, body_ids)), sort)
    return Slice(rows[offset:] if limit is None else rows[offset : offset + limit], len(rows))


def counts(
    *, on: dt.date, today: dt.date, filters: Filters = NOTHING, body_ids: Collection[int] | None = None
) -> Counts:
    """Return how many findings the day has, for tiles."""
    return counts_of([on], today=today, filters=filters, body_ids=body_ids)[on]


def counts_of(
    days: Collection[dt.date],
    *,
    today: dt.date,
    filters: Filters = NOTHING,
    body_ids: Collection[int] | None = None,
) -> Mapping[dt.date, Counts]:
    """Return how many findings each of the days has: three queries for today, five for all the others
    together where nothing was written since."""
    found: dict[dt.date, Counts] = {}
    others = [day for day in days if not _is_stored(day, today)]
    if len(others) < len(days):
        found[today] = findings.stored_counts(filters=filters, body_ids=body_ids)
    if not others:
        return found
    with keeping.kept(others, body_ids) as kept:
        if kept is not None:
            return found | keeping.counts(kept, others, filters=filters, whole=body_ids is None)
    return found | {day: _counted_now(day, filters, body_ids) for day in others}


def states_of(
    days: Collection[dt.date],
    *,
    today: dt.date,
    filters: Filters = NOTHING,
    body_ids: Collection[int] | None = None,
) -> Mapping[dt.date, Sequence[State]]:
    """Return how every finding of each of the days stands, without what it rests on: one query for today,
    three for all the others together if kept."""
    found: dict[dt.date, Sequence[State]] = {}
    others = [day for day in days if not _is_stored(day, today)]
    if len(others) < len(days):
        found[today] = findings.stored_states(filters=filters, body_ids=body_ids)
    if not others:
        return found
    with keeping.kept(others, body_ids) as kept:
        if kept is not None:
            told = findings.kept_states(kept, filters=filters)
            return found | {day: told.get(day, []) for day in others}
    return found | {day: list(filter(filters.accepts, _judged_now(day, body_ids))) for day in others}


def by_body(
    *, on: dt.date, today: dt.date, filters: Filters = NOTHING, body_ids: Collection[int] | None = None
) -> Mapping[int, int]:
    """Return how many findings each body has on the day that has any, waived ones too unless filtered out."""
    if _is_stored(on, today):
        return findings.stored_by_body(filters=filters, body_ids=body_ids)
    with keeping.kept([on], body_ids) as kept:
        if kept is not None:
            return findings.kept_by_body(kept, filters=filters)
    return Counter(row.body_id for row in _judged_now(on, body_ids) if filters.accepts(row))


def latest(
    *, days: Collection[dt.date], filters: Filters = NOTHING, body_ids: Collection[int] | None = None
) -> list[Row]:
    """Return the findings of several days, each once: as the latest of the days that has it says, if it
    passes the filters then.

    All the days are judged as the records stand now, today too. Four queries if kept."""
    with keeping.kept(days, body_ids) as kept:
        if kept is not None:
            return findings.order(findings.latest(kept, filters=filters))
    last = {row.key: row for day in sorted(days) for row in _judged_now(day, body_ids)}
    return findings.order(filter(filters.accepts, last.values()))


def of_body(body_id: int, *, on: dt.date, today: dt.date) -> list[Row]:
    """Return the body's findings on the day, worst first."""
    if _is_stored(on, today):
        return findings.stored_of_body(body_id)
    return listing(on=on, today=today, body_ids=[body_id]).rows


def one(
    *,
    on: dt.date,
    today: dt.date,
    body_code: str,
    rule: str,
    subject: str,
    body_ids: Collection[int] | None = None,
) -> Row | None:
    """Return a finding by its key; for today a closed flag too (`is_open` tells); None if there is none in
    the scope."""
    if _is_stored(on, today):
        return findings.stored_one(body_code=body_code, rule=rule, subject=subject, body_ids=body_ids)
    body_id = Body.objects.filter(code=body_code).values_list("id", flat=True).first()
    if body_id is None or (body_ids is not None and body_id not in body_ids):
        return None
    return next(
        (
            row
            for row in listing(on=on, today=today, filters=Filters(rules=[rule]), body_ids=[body_id]).rows
            if row.subject == subject
        ),
        None,
    )


def heat_map(*, on: dt.date, body_ids: Collection[int], count: int = 12) -> dict[int, tuple[Cell, ...]]:
    """Return each body's last `count` periods up to the one in progress on the day, oldest first. Five
    queries for up to 500 bodies.

    A cell has `period` (`name`, `starts_on`, `last_day`), `state` (held, held-unrecorded,
    held-without-quorum, missed, waived, planned, due, not-counted), `in_progress`, `meetings` and `waiver`. A
    body whose facts cannot be read is left out.
    """
    by = judging.standard(on)
    gathered = (
        facts.gather_each(facts.bodies(body_ids), on, since=by.office.tracking_from, rolls=0)
        if body_ids
        else {}
    )
    try:
        return {
            key: cells(body.facts, on, by.office, by.law, count)
            for key, body in gathered.items()
            if body.facts is not None
        }
    except MissingLaw:  # a day before any rule was in force has no rhythm
        return {}


def periods(*, on: dt.date, body_ids: Collection[int]) -> dict[int, list[keeping.Period]]:
    """Return what `heat_map` says of each body's periods of the last twelve months, without meetings and
    waivers: for thousands of bodies. Three queries if kept."""
    return keeping.periods(on, body_ids)


def judged(on: dt.date, body_ids: Collection[int] | None = None) -> tuple[Row, ...]:
    """Return the findings that the records give for a day, by body and rule, as kept or judged now."""
    with keeping.kept([on], body_ids) as kept:
        if kept is not None:
            return tuple(findings.by_body_and_rule(kept))
    return _judged_now(on, body_ids)


def _is_stored(on: dt.date, today: dt.date) -> bool:
    """Return whether the flags say it. They say what is known now, never what was known on a day."""
    return on == today and known.until() is None


def _counted_now(on: dt.date, filters: Filters, body_ids: Collection[int] | None) -> Counts:
    """Count in memory. Of what was known on a day the counts are kept there: a year's trend asks for fourteen
    days at once."""
    until = known.until()
    revision, quiet = touched.revision() if until else (0, False)
    key = (on, repr(filters), None if body_ids is None else frozenset(body_ids), revision, until)
    with _cache_lock:
        if until and key in _counts:
            return _counts[key]
    found = findings.count(filter(filters.accepts, _judged_now(on, body_ids)))
    if quiet:
        with _cache_lock:
            _counts[key] = found
            while len(_counts) > _KEPT_COUNTS:
                _counts.popitem(last=False)
    return found


def _judged_now(on: dt.date, body_ids: Collection[int] | None) -> tuple[Row, ...]:
    """Judge in memory. Of what was known on a day the last few judgements are kept there, while no record is
    written."""
    until = known.until()
    if until is None:
        return tuple(_judge(on, body_ids))
    revision, quiet = touched.revision()
    key = (on, None if body_ids is None else frozenset(body_ids), revision, until)
    with _cache_lock:
        if key in _cache:
            _cache.move_to_end(key)
            return _cache[key]
    rows = tuple(_judge(on, body_ids))
    if quiet and len(rows) <= _KEPT_ROWS:
        with _cache_lock:
            _cache[key] = rows
            while len(_cache) > _KEPT:
                _cache.popitem(last=False)
    return rows


def _judge(on: dt.date, body_ids: Collection[int] | None) -> Iterable[Row]:
    chosen = (
        Body.objects.order_by("id")
        if body_ids is None
        else Body.objects.filter(id__in=body_ids).order_by("id")
    )
    bodies = {body.pk: body for body in chosen.only("code", "name", "kind", "position", "search_text")}
    for verdict in judging.verdicts(judging.standard(on), {key: body.code for key, body in bodies.items()}):
        for finding in verdict.findings:
            yield _row(bodies[verdict.body_id], finding, on)


def _row(body: Body, finding: Finding, on: dt.date) -> Row:
    return Row(
        rule=finding.rule,
        subject=finding.subject,
        body_code=body.code,
        body_name=body.name,
        body_position=body.position,
        status=finding.status,
        severity=finding.severity,
        due_on=finding.due_on,
        body_id=body.pk,
        body_kind_id=body.kind_id,
        body_search=body.search_text,
        evidence=findings.revive(finding.evidence),
        parameters=finding.parameters,
        judged_on=on,
    )

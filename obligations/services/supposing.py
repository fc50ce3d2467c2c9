"""What would be found of a body, were something else on record: judged in memory, nothing is written."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from obligations import facts
from obligations.queries.findings import Row
from obligations.services import judging
from rulebook import facts as known
from rulebook.engine import judge
from rulebook.facts import BodyFacts
from rulebook.findings import Finding

ROWS: dict[str, Any] = {
    "meetings": known.Meeting,
    "reports": known.Report,
    "periodic_reports": known.PeriodicReport,
    "memberships": known.Membership,
    "working_regulations": known.WorkingRegulation,
    "coordination_regulations": known.CoordinationRegulation,
    "events": known.Event,
    "decisions": known.Decision,
    "tasks": known.Task,
    "submissions": known.Submission,
    "consultations": known.Consultation,
}


class Supposition(NamedTuple):
    """A fact as it would be. The rows of `table` (a name of ROWS) that agree with `match` get the values of
    `change`; where none does, a row of the values `new` is added (None: none)."""

    table: str
    match: Mapping[str, Any]
    change: Mapping[str, Any]
    new: Mapping[str, Any] | None = None


class Outcome(NamedTuple):
    """What would become of a finding: whether it would still stand, with the evidence that it would have, and
    the rules by which something new would be found of the body."""

    stands: bool
    evidence: Mapping[str, Any]
    opened: tuple[str, ...]


def outcomes(cases: Sequence[tuple[Row, Sequence[Supposition]]], *, on: dt.date) -> list[Outcome | None]:
    """Return what each supposition would make of its finding on the day; None where nothing is supposed, or
    where the records do not give the finding now. At most five queries, none where nothing is supposed."""
    if not any(supposed for _row, supposed in cases):
        return [None] * len(cases)
    by = judging.standard(on)
    codes = facts.bodies({row.body_id for row, supposed in cases if supposed})
    gathered = facts.gather_each(codes, on, since=by.office.tracking_from, rolls=by.rolls)
    found = {key: body.facts for key, body in gathered.items() if body.facts is not None}
    before = {key: _keys(judge(body, on, by.office, by.law)) for key, body in found.items()}
    made: list[Outcome | None] = []
    for row, supposed in cases:
        body = found.get(row.body_id)
        if not supposed or body is None or (row.rule, row.subject) not in before[row.body_id]:
            made.append(None)
            continue
        then = judge(supposing(body, supposed), on, by.office, by.law)
        still = next((one for one in then if (one.rule, one.subject) == (row.rule, row.subject)), None)
        opened = [rule for rule, _subject in _keys(then) if (rule, _subject) not in before[row.body_id]]
        # A run of missed periods that begins later is the same matter under another subject.
        moved = still or next((one for one in then if one.rule == row.rule and one.rule in opened), None)
        stands = still is not None and still.status != "waived"
        made.append(Outcome(stands, moved.evidence if moved else {}, tuple(dict.fromkeys(opened))))
    return made


def supposing(body: BodyFacts, supposed: Iterable[Supposition]) -> BodyFacts:
    """Return a body's facts as they would be."""
    for table, match, change, new in supposed:
        rows, is_found = [], False
        for row in getattr(body, table):
            agrees = bool(match) and all(getattr(row, name) == value for name, value in match.items())
            is_found |= agrees
            rows.append(row._replace(**change) if agrees else row)
        if new is not None and not is_found:
            rows.append(_with_members(body, ROWS[table](**new)))
        tables: Any = {table: tuple(rows)}
        body = replace(body, **tables)
    return body


def _with_members(body: BodyFacts, row: Any) -> Any:
    """Return a new meeting with the number of the members of its day; any other row as it is."""
    if not isinstance(row, known.Meeting) or row.held_on is None:
        return row
    day = row.held_on
    sitting = {
        one.person
        for one in body.memberships
        if one.starts_on <= day and (one.ends_on is None or day <= one.ends_on)
    }
    return row._replace(members=len(sitting))


def _keys(found: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(one.rule, one.subject) for one in found]

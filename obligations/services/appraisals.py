"""The grade of a year or a quarter as the records propose it: what the app of reviews may use of the
rulebook.

A proposal is worked out from the records each time; nothing is stored. `on` is the day looked at: what became
known after it does not exist yet.
"""

import datetime as dt
import logging
from collections import OrderedDict
from collections.abc import Collection, Mapping
from threading import Lock
from typing import NamedTuple

from celery.exceptions import SoftTimeLimitExceeded

from core import known
from delegations.queries import law
from obligations import facts
from obligations.queries import touched
from obligations.services import drafted, judging
from obligations.services.chunking import chunks, collector_at_rest
from obligations.services.drafted import Drafted
from rulebook import grading
from rulebook.conditions import CONDITION_CODES, ConditionResult
from rulebook.criteria import CRITERIA, CRITERION_CODES
from rulebook.facts import Office
from rulebook.grading import (
    GRADES,
    Appraisal,
    GradeResult,
    Lever,
    Mark,
    Outlook,
    Scheme,
    Verdict,
    outcome,
    outlook,
)
from rulebook.law import Law, MissingLaw, Parameter, load_law
from rulebook.year import ReviewPeriod

__all__ = [
    "CONDITION_CODES",
    "CRITERION_CODES",
    "GRADES",
    "Appraisal",
    "ConditionResult",
    "GradeResult",
    "Lever",
    "Mark",
    "Outlook",
    "ReviewPeriod",
    "Scheme",
    "Verdict",
    "outcome",
    "outlook",
]

logger = logging.getLogger(__name__)

# The list of a year is read again with every page, filter and order, and the year before with it: what was
# worked out of a body stands until its facts are written.
_KEPT_YEARS = 6
_KEPT_BODIES = 5_000
_Key = tuple[ReviewPeriod, dt.date, dt.datetime | None]
_kept: OrderedDict[_Key, Mapping[int, tuple[str, Appraisal | None]]] = OrderedDict()
_kept_lock = Lock()


class SchemeRow(NamedTuple):
    """A parameter of the scheme as it rules a year: its title and unit, the value in force, since when and by
    which reference."""

    name: str
    criterion: str
    title: str
    unit: str
    value: object
    since: dt.date
    reference: str


def scheme(period: ReviewPeriod) -> Scheme | None:
    """Return the scheme that judges the year or quarter, None for one before the first scheme. One query."""
    try:
        return grading.scheme(period, law.in_force())
    except MissingLaw:
        return None


def law_of(mark: Mark) -> list[SchemeRow]:
    """Return the law that a criterion rests on in words, as it was in force in the year. No query."""
    named = {parameter.name: parameter for parameter in load_law().catalogue()}
    return [
        SchemeRow(
            use.name,
            mark.criterion,
            named[use.name].title,
            named[use.name].unit,
            use.value,
            use.since,
            use.reference,
        )
        for use in mark.uses
    ]


def scheme_rows(by: Scheme) -> list[SchemeRow]:
    """Return the scheme's parameters in words, for the published table. No query: the titles are the law
    files' own."""
    named: dict[str, Parameter] = {parameter.name: parameter for parameter in load_law().catalogue()}
    of = {criterion.points: criterion.code for criterion in CRITERIA}
    return [
        SchemeRow(
            use.name,
            of.get(use.name, ""),
            named[use.name].title,
            named[use.name].unit,
            use.value,
            use.since,
            use.reference,
        )
        for use in by.uses
    ]


def of_body(body_id: int, period: ReviewPeriod, *, on: dt.date) -> Appraisal | None:
    """Return a body's year or quarter with every unit that was counted; None where its records cannot be
    read. Six queries."""
    by = judging.standard(on)
    codes = facts.bodies([body_id])
    return _appraise(codes, period, by.on, by.office, by.law).get(body_id)


def of_period(
    period: ReviewPeriod, *, on: dt.date, body_ids: Collection[int] | None
) -> Mapping[int, Appraisal]:
    """Return the year or quarter of every body (None: of all), without units. A body whose records cannot be
    read is left out.

    One query tells whose records are still those of an earlier call; for the others, five and three more for
    each thousand bodies.
    """
    key, marks = (period, on, known.until()), touched.marks(body_ids)
    with _kept_lock:
        kept = _kept.get(key, {})
    found = {pk: kept[pk] for pk, mark in marks.items() if pk in kept and kept[pk][0] == mark}
    if len(found) < len(marks):
        by = judging.standard(on)
        codes = facts.bodies(marks.keys() - found.keys())
        new = _appraise(codes, period, on, by.office, by.law)
        found |= {pk: (marks[pk], new[pk].in_short() if pk in new else None) for pk in codes}
    if len(found) <= _KEPT_BODIES:
        with _kept_lock:
            _kept[key] = {**_kept.pop(key, {}), **found}
            while len(_kept) > _KEPT_YEARS:
                _kept.popitem(last=False)
    return {pk: appraisal for pk, (_mark, appraisal) in found.items() if appraisal is not None}


def as_drafted(
    lines: Drafted, period: ReviewPeriod, *, on: dt.date, body_ids: Collection[int] | None
) -> tuple[Scheme | None, Mapping[int, Appraisal]]:
    """Return the scheme of the year or quarter, and its appraisals, as they would be if the lines of a draft
    ruled it already, whatever their days. Seven queries, and three for each further thousand bodies."""
    by = judging.standard(on)
    drafted_law = by.law.with_rows((*drafted.rows_for(lines, period.last_day), *by.law.rows))
    try:
        its = grading.scheme(period, drafted_law)
    except MissingLaw:
        return None, {}
    found = _appraise(facts.bodies(body_ids), period, on, by.office, drafted_law)
    return its, {body_id: one.in_short() for body_id, one in found.items()}


def _appraise(
    codes: Mapping[int, str], period: ReviewPeriod, on: dt.date, office: Office, law: Law
) -> dict[int, Appraisal]:
    found: dict[int, Appraisal] = {}
    for chunk in chunks(codes, facts.CHUNK):
        with collector_at_rest():
            gathered = facts.gather_year(
                chunk, period.first_day, period.last_day, as_of=on, since=office.tracking_from
            )
            for body_id, body in gathered.items():
                if body.facts is None:
                    continue
                try:
                    found[body_id] = grading.appraise(body.facts, period, on, office, law)
                except SoftTimeLimitExceeded:
                    raise
                except Exception:
                    # As in a sweep: whatever a criterion stumbles over, the other bodies are still graded,
                    # and the list says that this one is not.
                    logger.exception("Body %s cannot be graded for %s", body.code, period.code)
    return found

"""The annual grade as the records propose it: what the app of annual reviews may use of the
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
from obligations.services import judging
from rulebook import grading
from rulebook.criteria import CRITERIA, CRITERION_CODES
from rulebook.facts import Office
from rulebook.grading import GRADES, Appraisal, GradeResult, Lever, Mark, Outlook, Scheme, outcome, outlook
from rulebook.law import Law, MissingLaw, Parameter, load_law

__all__ = [
    "CRITERION_CODES",
    "GRADES",
    "Appraisal",
    "GradeResult",
    "Lever",
    "Mark",
    "Outlook",
    "Scheme",
    "outcome",
    "outlook",
]

logger = logging.getLogger(__name__)

# The list of a year is read again with every page, filter and order, and the year before with it.
_CACHED_YEARS = 6
_CACHED_BODIES = 5_000
_Key = tuple[int, dt.date, frozenset[int] | None, int, dt.datetime | None]
_cache: OrderedDict[_Key, Mapping[int, Appraisal]] = OrderedDict()
_cache_lock = Lock()


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


def scheme(year: int) -> Scheme | None:
    """Return the scheme that judges the year, None for a year before the first one. One query."""
    try:
        return grading.scheme(year, law.in_force())
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


def of_body(body_id: int, year: int, *, on: dt.date) -> Appraisal | None:
    """Return a body's year with every unit that was counted; None where its records cannot be read. Six
    queries."""
    by = judging.standard(on)
    codes = facts.bodies([body_id])
    return _appraise(codes, year, by.on, by.office, by.law).get(body_id)


def of_year(year: int, *, on: dt.date, body_ids: Collection[int] | None) -> Mapping[int, Appraisal]:
    """Return the year of every body (None: of all), without units. A body whose records cannot be read is
    left out.

    One query tells whether the records are still those of the last call; if not, five and three more for each
    thousand bodies.
    """
    revision, quiet = touched.revision()
    key = (year, on, None if body_ids is None else frozenset(body_ids), revision, known.until())
    with _cache_lock:
        if key in _cache:
            _cache.move_to_end(key)
            return _cache[key]
    by = judging.standard(on)
    codes = facts.bodies(body_ids)
    found = {
        body_id: one.in_short() for body_id, one in _appraise(codes, year, on, by.office, by.law).items()
    }
    if quiet and len(found) <= _CACHED_BODIES:
        with _cache_lock:
            _cache[key] = found
            while len(_cache) > _CACHED_YEARS:
                _cache.popitem(last=False)
    return found


def _appraise(
    codes: Mapping[int, str], year: int, on: dt.date, office: Office, law: Law
) -> dict[int, Appraisal]:
    found: dict[int, Appraisal] = {}
    for chunk in judging.chunks(codes, facts.CHUNK):
        with judging.collector_at_rest():
            for body_id, body in facts.gather_year(chunk, year, as_of=on, since=office.tracking_from).items():
                if body.facts is None:
                    continue
                try:
                    found[body_id] = grading.appraise(body.facts, year, on, office, law)
                except SoftTimeLimitExceeded:
                    raise
                except Exception:
                    # As in a sweep: whatever a criterion stumbles over, the other bodies are still graded,
                    # and the list says that this one is not.
                    logger.exception("Body %s cannot be graded for %s", body.code, year)
    return found

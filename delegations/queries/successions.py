"""Which bodies hold what other bodies owed."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from delegations.enums import BodyRelation, BodyState, Duty
from delegations.models import Body, DutySuccession, Succession
from delegations.queries import law as law_in_force
from rulebook.law import Law
from rulebook.succession import Answering, Holders
from rulebook.succession import Duty as InRules

_OLD = ("predecessor__code", "successor__code")
_OF_OLD = ("predecessor__kind__name", "predecessor__founded_on", "predecessor__ended_on")
_ORGANS = {"predecessor__relation": BodyRelation.ORGAN}, {"successor__relation": BodyRelation.ORGAN}


def answering_for_reports(law: Law) -> Answering:
    """Return who answers for the periods of reports that another body began (rules.md, section 4): by rows
    that name the duty, and by bare links where the law says so. An organ neither hands on nor takes them. Two
    queries."""
    return Answering(_handovers(Duty.REPORTS), law)


_IN_RULES: dict[Duty, InRules] = {
    Duty.REPORTS: "reports",
    Duty.TASKS: "tasks",
    Duty.SUBMISSIONS: "submissions",
}


def holders(duty: Duty) -> Holders:
    """Return who holds the tasks, or the submissions, that stand in the names of bodies. Two queries, and
    those of the law."""
    return Holders(_handovers(duty), law_in_force.in_force(), _IN_RULES[duty])


def held_by(found: Holders, body: Body, on: dt.date) -> list[str]:
    """Return the codes of the bodies in whose names stands what the body holds on the day, and its own."""
    return [body.code, *sorted(found.names(body.code, on))]


def put_holders(found: Holders, records: Iterable[Any], on: dt.date) -> None:
    """Set on records of bodies `held_by`: who holds them on the day where it is another body, else None; and
    `is_left`: whether who holds them has ended, so that nobody is late with them. One query."""
    records = list(records)
    codes = {record.body.code: found.of(record.body.code, on) for record in records}
    bodies = {
        body.code: body for body in Body.objects.filter(code__in=set(codes.values())).select_related("parent")
    }
    for record in records:
        holder = bodies[codes[record.body.code]]
        record.held_by = holder if holder.code != record.body.code else None
        record.is_left = holder.last_day is not None and holder.last_day < on


def left_behind(duty: Duty, on: dt.date) -> list[str]:
    """Return the codes of the bodies that have ended by the day and whose tasks, or submissions, nobody who
    stands holds. Three queries, and those of the law."""
    found = holders(duty)
    ended = set(Body.objects.in_state(BodyState.ENDED, on).values_list("code", flat=True))
    return [code for code in ended if found.of(code, on) in ended]


def holding(body: Body, duty: Duty, *, on: dt.date) -> Body:
    """Return who holds on the day what a body owed: the body itself where it handed nothing on. Three
    queries, and those of the law."""
    code = holders(duty).of(body.code, on)
    return body if code == body.code else Body.objects.get(code=code)


def _handovers(duty: Duty) -> list[tuple[object, ...]]:
    """Return the columns of the handovers that may be of the duty: rows that name it, and bare links. Two
    queries."""
    found: list[tuple[object, ...]] = []
    rows = DutySuccession.objects.filter(duties__contains=[duty])
    links = Succession.objects.annotate(heirs=Count("predecessor__successions")).filter(
        heirs=1, predecessor__ended_on__isnull=False, predecessor__duty_successions=None
    )
    if duty == Duty.REPORTS:
        for organ in _ORGANS:
            rows, links = rows.exclude(**organ), links.exclude(**organ)
    for old, new, starts_on, duties, *of_old in rows.values_list(*_OLD, "starts_on", "duties", *_OF_OLD):
        found.append((old, new, starts_on, tuple(duties), False, *of_old))
    for old, new, founded_on, *of_old in links.values_list(*_OLD, "successor__founded_on", *_OF_OLD):
        starts_on = max(of_old[-1] + dt.timedelta(days=1), founded_on)
        found.append((old, new, starts_on, tuple(Duty.values), True, *of_old))
    return found

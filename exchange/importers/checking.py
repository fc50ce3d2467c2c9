"""What the screens refuse, asked of the rows of a workbook by the services' own checks.

A check raises `Refused`; the field that it names is a column, so the fault is told at its cell. A check is
asked only where the values it needs can be read. What is unknown to the file and to the database has its own
fault elsewhere.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from core.errors import Refused
from delegations.models import Body, Seat
from delegations.services import (
    bodies,
    coordination,
    events,
    kinds,
    laws,
    memberships,
    people,
    regulations,
    seats,
)
from directions.services import directions, steps
from meetings.enums import MeetingStatus
from meetings.services import consultations, decisions, meetings, tasks
from obligations.services import appraisals, days_off
from obligations.services.appraisals import ReviewPeriod
from reports.services import regimes, reports, submissions
from reviews.services import confirming, corrections

Values = Mapping[str, Any]


@dataclass(slots=True)
class World:
    """What the checks of one import look at: records by code, the file laid over the database. A body whose
    members cannot be told is in `unsure`; `has_roll` tells whether a meeting has attendance by name of
    members, which decides before a head count.
    """

    today: dt.date
    bodies: dict[str, Body] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    meetings: dict[str, tuple[str, dt.date | None]] = field(default_factory=dict)
    consultations: dict[str, tuple[str, dt.date]] = field(default_factory=dict)
    directions: dict[str, dt.date] = field(default_factory=dict)
    regimes: dict[str, str] = field(default_factory=dict)
    members: Mapping[str, Sequence[tuple[str, dt.date, dt.date]]] = field(default_factory=dict)
    unsure: set[Any] = field(default_factory=set)
    has_roll: Callable[[str, str, dt.date], bool] = field(default=lambda _meeting, _body, _day: False)

    def members_on(self, body: str, day: dt.date) -> int:
        """Return how many persons were members of the body on the day; 0 where that is not recorded."""
        return (
            0
            if body in self.unsure
            else len({person for person, first, last in self.members.get(body, ()) if first <= day <= last})
        )


Check = Callable[[World, Values], None]


def _body(_world: World, row: Values) -> None:
    bodies.check_code(row["code"])


def _kind(_world: World, row: Values) -> None:
    kinds.check_name(row["name"])


def _law(_world: World, row: Values) -> None:
    laws.check_value(rule=row["rule"], parameter=row["parameter"], value=row["value"])


def _regime(_world: World, row: Values) -> None:
    regimes.check_code(row["code"])


def _period(world: World, row: Values) -> None:
    reports.check_period(world.regimes[row["regime"]] if row["regime"] else None, row["period"])


def _person(_world: World, row: Values) -> None:
    people.check_code(row["code"])


def _seat(world: World, row: Values) -> None:
    seats.check_days(world.bodies[row["body"]], row["starts_on"], row["ends_on"])


def _membership(world: World, row: Values) -> None:
    _at("person", partial(people.check_code, row["person"]))
    memberships.check_within(world.seats[row["seat"]], row["starts_on"], row["ends_on"])


def _regulation(_world: World, row: Values) -> None:
    regulations.check_days(row["effective_on"], row["lapses_on"])


def _touched(_world: World, row: Values) -> None:
    if row["kept_unchanged_on"]:
        _at(
            "kept_unchanged_on",
            partial(events.check_review_day, row["occurred_on"], row["kept_unchanged_on"]),
        )


def _meeting_day(world: World, row: Values) -> None:
    meetings.check_day(world.bodies[row["body"]], row["held_on"])
    if row["status"] == MeetingStatus.HELD:
        meetings.check_held_day(row["held_on"], world.today)


def _meeting_count(world: World, row: Values) -> None:
    if not row["held_on"]:
        return
    try:
        meetings.check_head_count(
            row["head_count"], world.members_on(row["body"], row["held_on"]), row["held_on"]
        )
    except Refused:
        if not world.has_roll(row["code"], row["body"], row["held_on"]):
            raise


def _minutes(world: World, row: Values) -> None:
    meetings.check_signed(row["minutes_signed_on"], row["held_on"], world.today)


def _hours(_world: World, row: Values) -> None:
    meetings.check_hours(row["starts_at"], row["ends_at"])


def _consultation(world: World, row: Values) -> None:
    meetings.check_day(world.bodies[row["body"]], row["sent_on"], field="sent_on")
    consultations.check_closed(row["closed_on"], row["sent_on"], world.today)


def _answer(world: World, row: Values) -> None:
    consultations.check_answered(row["answered_on"], world.consultations[row["consultation"]][1], world.today)


def _decision(world: World, row: Values) -> None:
    body, since = _source(world, row)
    if body is not None:
        decisions.check_source(body, row["body"], field="meeting" if row["meeting"] else "consultation")
    decisions.check_day(world.bodies[row["body"]], row["decided_on"], since, world.today)


def _source(world: World, row: Values) -> tuple[str | None, dt.date | None]:
    if row["meeting"]:
        return world.meetings[row["meeting"]]
    return world.consultations[row["consultation"]] if row["consultation"] else (None, None)


def _votes(world: World, row: Values) -> None:
    _body_code, since = _source(world, row)
    there = world.members_on(row["body"], row["decided_on"]) or (
        world.members_on(row["body"], since) if since else 0
    )
    decisions.check_votes([row[name] for name in decisions.VOTES], there)


def _task(world: World, row: Values) -> None:
    if row["meeting"]:
        decisions.check_source(world.meetings[row["meeting"]][0], row["body"], field="meeting")
    tasks.check_done(row["done_on"], row["given_on"], world.today)


def _task_quality(_world: World, row: Values) -> None:
    tasks.check_quality(row["quality"], row["done_on"])


def _report(world: World, row: Values) -> None:
    reports.check(row, world.today)


def _submission(world: World, row: Values) -> None:
    submissions.check(row, world.today)


def _day_off(_world: World, row: Values) -> None:
    days_off.check(row["day"], row["kind"])


def _direction(world: World, row: Values) -> None:
    directions.check_given(row["given_on"], row["due_on"], world.today)
    if row["closed_on"]:
        _at("closed_on", partial(directions.check_day, row["given_on"], row["closed_on"], world.today))
    if row["received_on"]:
        _at("received_on", partial(directions.check_day, row["given_on"], row["received_on"], world.today))


def _step(world: World, row: Values) -> None:
    directions.check_day(world.directions[row["direction"]], row["on"], world.today)
    steps.check_new_due_day(row["due_on"], row["on"])


def _extension(world: World, row: Values) -> None:
    given_on = world.directions[row["direction"]]
    _at("asked_on", partial(directions.check_day, given_on, row["asked_on"], world.today))
    if row["decided_on"]:
        _at("decided_on", partial(directions.check_day, given_on, row["decided_on"], world.today))


def _correction(_world: World, row: Values) -> None:
    corrections.check(_review_period(row), row["criterion"], row["points"])


def _review(world: World, row: Values) -> None:
    scheme = appraisals.scheme(_review_period(row))
    if scheme is not None:
        confirming.check_day(scheme.period, row["confirmed_on"], scheme.confirm_from, world.today)


def _review_period(row: Values) -> ReviewPeriod:
    return ReviewPeriod(row["year"], int(row["quarter"] or 0))


def parties(kind: str, named: Sequence[tuple[str, str]]) -> None:
    """Raise Refused for what is no list of parties; each is a body's code or a name."""
    coordination.check_parties(kind, [Body(code=code, name=code) if code else name for code, name in named])


def _at(name: str, check: Callable[[], None]) -> None:
    """Ask a check whose field has another name on its screen."""
    try:
        check()
    except Refused as refused:
        raise Refused(refused.message, field=name) from None


CHECKS: dict[str, tuple[Check, ...]] = {
    "kind": (_kind,),
    "body": (_body,),
    "law": (_law,),
    "regime": (_regime,),
    "person": (_person,),
    "seat": (_seat,),
    "membership": (_membership,),
    "regulation": (_regulation,),
    "touched": (_touched,),
    "meeting": (_meeting_day, _meeting_count, _minutes, _hours),
    "consultation": (_consultation,),
    "answer": (_answer,),
    "decision": (_decision, _votes),
    "task": (_task, _task_quality),
    "report": (_period, _report),
    "submission": (_submission,),
    "day_off": (_day_off,),
    "direction": (_direction,),
    "direction_step": (_step,),
    "extension": (_extension,),
    "correction": (_correction,),
    "review": (_review,),
}


def refusals(record: str, world: World, row: Values) -> list[Refused]:
    """Return what the screens would refuse of a record. A check whose values are not all there says
    nothing."""
    found = []
    for check in CHECKS.get(record, ()):
        try:
            check(world, row)
        except Refused as refused:
            found.append(refused)
        except KeyError:  # a cell that cannot be read, or a code that nothing bears, has its own fault
            continue
    return found

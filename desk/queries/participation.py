"""Who takes part: attendance by member, body and quarter in the twelve months before a day, and members with many seats."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection
from django.db.models import Count

from accounts.models import User
from delegations.models import Membership, Person
from desk.queries import overview
from desk.queries.brief import year_before

MANY_SEATS = 2
# Only meetings with attendance by name count; there, a member without a row was absent (the same reading as the rules').
_ROLL = """
    WITH roll AS (
        SELECT m.id AS meeting, m.body_id, m.held_on, ms.person_id, max(a.state) AS state
        FROM meetings_meeting m
        JOIN delegations_seat s ON s.body_id = m.body_id AND s.starts_on <= m.held_on AND (s.ends_on IS NULL OR s.ends_on >= m.held_on)
        JOIN delegations_membership ms ON ms.seat_id = s.id AND ms.starts_on <= m.held_on AND (ms.ends_on IS NULL OR ms.ends_on >= m.held_on)
        LEFT JOIN meetings_attendance a ON a.meeting_id = m.id AND a.person_id = ms.person_id
        WHERE m.status = 'held' AND m.held_on BETWEEN %s AND %s AND m.body_id = ANY(%s)
        GROUP BY m.id, m.body_id, m.held_on, ms.person_id
    ), named AS (SELECT meeting FROM roll GROUP BY meeting HAVING count(state) > 0)
    SELECT body_id, person_id, to_char(held_on, 'YYYY-"Q"Q'), count(*), count(*) FILTER (WHERE state = 'present'), count(*) FILTER (WHERE state = 'excused')
    FROM roll JOIN named USING (meeting) GROUP BY 1, 2, 3
"""


@dataclass(slots=True)
class Tally:
    """How often one was to be there, was there, was excused."""

    meetings: int = 0
    present: int = 0
    excused: int = 0

    @property
    def absent(self) -> int:
        return self.meetings - self.present - self.excused

    @property
    def share(self) -> float | None:
        return self.present / self.meetings if self.meetings else None

    def add(self, meetings: int, present: int, excused: int) -> None:
        self.meetings += meetings
        self.present += present
        self.excused += excused


class Member(NamedTuple):
    person_code: str
    person: str
    body_code: str
    body_name: str
    tally: Tally


class OfBody(NamedTuple):
    code: str
    name: str
    tally: Tally


class Holder(NamedTuple):
    """A person with several seats on the day, and the bodies they are in."""

    code: str
    name: str
    seats: list[str]


@dataclass(slots=True)
class Participation:
    first: dt.date
    members: list[Member] = field(default_factory=list)
    bodies: list[OfBody] = field(default_factory=list)
    quarters: list[tuple[str, Tally]] = field(default_factory=list)
    holders: list[Holder] = field(default_factory=list)
    whole: Tally = field(default_factory=Tally)


def participation(user: User, *, on: dt.date, kind_ids: tuple[int, ...], body_code: str = "") -> Participation:
    """Return the attendance of the twelve months, least first, and members of several bodies: five queries. With `body_code` of that body alone."""
    told = Participation(year_before(on) + dt.timedelta(days=1))
    bodies = {pk: (code, name) for pk, code, name in overview.bodies(user, on, kind_ids).values_list("pk", "code", "name") if body_code in ("", code)}
    by_member: dict[tuple[int, int], Tally] = defaultdict(Tally)
    by_body: dict[int, Tally] = defaultdict(Tally)
    by_quarter: dict[str, Tally] = defaultdict(Tally)
    with connection.cursor() as cursor:
        cursor.execute(_ROLL, [told.first, on, list(bodies)])
        for body, person, quarter, *numbers in cursor.fetchall():
            for tally in (by_member[person, body], by_body[body], by_quarter[quarter], told.whole):
                tally.add(*numbers)
    people = {pk: (code, name, key) for pk, code, name, key in _people(by_member)}
    ranked = sorted(by_member, key=lambda key: (by_member[key].share or 0, people[key[0]][2], bodies[key[1]][0]))
    told.members = [Member(*people[person][:2], *bodies[body], by_member[person, body]) for person, body in ranked]
    told.bodies = [OfBody(*words, by_body[pk]) for pk, words in bodies.items()]
    told.quarters = sorted(by_quarter.items())
    told.holders = _holders(bodies, on)
    return told


def _people(by_member: dict[tuple[int, int], Tally]) -> list[tuple[int, str, str, str]]:
    return list(Person.objects.filter(pk__in={person for person, _body in by_member}).values_list("pk", "code", "full_name", "sort_key"))


def _holders(bodies: dict[int, tuple[str, str]], on: dt.date) -> list[Holder]:
    """People with at least two seats on the day among these bodies, most seats first: two queries."""
    held = Membership.objects.active_on(on).filter(seat__body__in=bodies)
    many = held.values("person").annotate(n=Count("id")).filter(n__gte=MANY_SEATS).order_by().values("person")
    seats: dict[tuple[str, str], list[str]] = defaultdict(list)
    rows = held.filter(person__in=many).order_by("person__sort_key", "person__code", "seat__body__position", "seat__code")
    for code, name, body in rows.values_list("person__code", "person__full_name", "seat__body"):
        seats[code, name].append(bodies[body][1])
    return sorted((Holder(*words, found) for words, found in seats.items()), key=lambda holder: -len(holder.seats))

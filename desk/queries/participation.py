"""Who takes part: attendance by member, body and quarter in the twelve months before a day, and members with
many seats."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection
from django.db.models import Count

from accounts.models import User
from delegations.models import Membership
from desk.queries import overview
from desk.queries.periods import year_before

MANY_SEATS = 2
# Only meetings with attendance by name count; there, a member without a row was absent (the same reading as
# the rules').
_ROLL = """
    WITH roll AS (
        SELECT m.id AS meeting, m.body_id, m.held_on, ms.person_id, max(a.state) AS state
        FROM meetings_meeting m
        JOIN delegations_seat s ON s.body_id = m.body_id AND s.starts_on <= m.held_on
            AND (s.ends_on IS NULL OR s.ends_on >= m.held_on)
        JOIN delegations_membership ms ON ms.seat_id = s.id AND ms.starts_on <= m.held_on
            AND (ms.ends_on IS NULL OR ms.ends_on >= m.held_on)
        LEFT JOIN meetings_attendance a ON a.meeting_id = m.id AND a.person_id = ms.person_id
        WHERE m.status = 'held' AND m.held_on BETWEEN %s AND %s AND m.body_id = ANY(%s)
        GROUP BY m.id, m.body_id, m.held_on, ms.person_id
    ), named AS (SELECT meeting FROM roll GROUP BY meeting HAVING count(state) > 0)
    SELECT body_id, p.code, p.full_name, p.sort_key, to_char(held_on, 'YYYY-"Q"Q') AS quarter,
        count(*), count(*) FILTER (WHERE state = 'present'), count(*) FILTER (WHERE state = 'excused')
    FROM roll JOIN named USING (meeting) JOIN delegations_person p ON p.id = roll.person_id
    GROUP BY GROUPING SETS ((body_id, person_id, p.code, p.full_name, p.sort_key), (body_id),
        (to_char(held_on, 'YYYY-"Q"Q')))
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
    role: str
    """The role of the seat held on the day; empty where none is held any more."""
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


def participation(
    user: User, *, on: dt.date, kind_ids: tuple[int, ...], body_code: str = ""
) -> Participation:
    """Return the attendance of the twelve months, least first, and members of several bodies: five queries.
    With `body_code` of that body alone."""
    result = Participation(year_before(on) + dt.timedelta(days=1))
    bodies = {
        pk: (code, name)
        for pk, code, name in overview.bodies(user, on, kind_ids).values_list("pk", "code", "name")
        if body_code in ("", code)
    }
    held = (
        Membership.objects.active_on(on)
        .filter(seat__body__in=bodies)
        .values_list("seat__body", "person__code", "seat__role")
    )
    roles = {(body, person): role for body, person, role in held}
    by_member: list[tuple[str, Member]] = []
    by_body: dict[int, Tally] = {}
    with connection.cursor() as cursor:
        cursor.execute(_ROLL, [result.first, on, list(bodies)])
        for body, code, name, sort_key, quarter, *numbers in cursor.fetchall():
            tally = Tally(*numbers)
            if quarter is not None:
                result.quarters.append((quarter, tally))
                result.whole.add(*numbers)
            elif code is None:
                by_body[body] = tally
            else:
                by_member.append(
                    (sort_key, Member(code, name, *bodies[body], roles.get((body, code), ""), tally))
                )
    by_member.sort(key=lambda found: (found[1].tally.share or 0, found[0], found[1].body_code))
    result.members = [member for _key, member in by_member]
    result.bodies = [OfBody(*words, by_body.get(pk) or Tally()) for pk, words in bodies.items()]
    result.quarters.sort(key=lambda found: found[0])
    result.holders = _holders(bodies, on)
    return result


def _holders(bodies: dict[int, tuple[str, str]], on: dt.date) -> list[Holder]:
    """People with at least two seats on the day among these bodies, most seats first: two queries."""
    held = Membership.objects.active_on(on).filter(seat__body__in=bodies)
    many = held.values("person").annotate(n=Count("id")).filter(n__gte=MANY_SEATS).order_by().values("person")
    seats: dict[tuple[str, str], list[str]] = defaultdict(list)
    rows = held.filter(person__in=many).order_by(
        "person__sort_key", "person__code", "seat__body__position", "seat__code"
    )
    for code, name, body in rows.values_list("person__code", "person__full_name", "seat__body"):
        seats[code, name].append(bodies[body][1])
    return sorted(
        (Holder(*words, found) for words, found in seats.items()), key=lambda holder: -len(holder.seats)
    )

"""Who was at a meeting, and how a person took part in the meetings of the bodies in which they sit."""

import datetime as dt
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery

from accounts.models import User
from delegations.models import Membership, Person
from meetings.enums import AttendanceState
from meetings.models import Attendance, Meeting
from meetings.queries import cautions
from meetings.queries.cautions import Quorum
from meetings.queries.meetings import with_figures
from meetings.queries.members import Member


class Roll(NamedTuple):
    """The attendance of a meeting: each member with the row by name, others who came, the count, the quorum.

    `present` is None where nothing was recorded, `named` says whether it is counted by name; a member without
    a row is then absent.
    """

    rows: list[tuple[Member, Attendance | None]]
    others: list[Attendance]
    named: bool
    present: int | None
    quorum: Quorum | None

    @property
    def quorate(self) -> bool | None:
        return None if self.quorum is None or self.present is None else self.present >= self.quorum.needed

    @property
    def absent(self) -> int | None:
        return None if self.present is None else max(len(self.rows) - self.present, 0)


def roll_of(meeting: Meeting, there: list[Member], day: dt.date) -> Roll:
    """Return the attendance of a meeting whose members are `there`; `day` counts where it has none."""
    stored = {
        row.person_id: row for row in Attendance.objects.filter(meeting=meeting).select_related("person")
    }
    rows = [(member, stored.pop(member.person.pk, None)) for member in there]
    named = any(row for _member, row in rows)
    by_name = sum(1 for _member, row in rows if row and row.state == AttendanceState.PRESENT)
    return Roll(
        rows=rows,
        others=sorted(stored.values(), key=lambda row: row.person.sort_key),
        named=named,
        present=by_name if named else meeting.head_count,
        quorum=cautions.quorum(len(there), meeting.held_on or day, meeting.body),
    )


class Participation(NamedTuple):
    """One meeting of a body in which the person was a member that day; without a row by name they were
    absent."""

    meeting: Meeting
    state: AttendanceState


def of_person(person: Person, *, user: User, on: dt.date) -> list[Participation]:
    """Return the meetings with attendance by name within the twelve months before the day, latest first. One
    query."""
    day = OuterRef("held_on")
    sat = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        Q(seat__ends_on__isnull=True) | Q(seat__ends_on__gte=day),
        person=person,
        starts_on__lte=day,
        seat__starts_on__lte=day,
        seat__body=OuterRef("body"),
    )
    row = Attendance.objects.filter(meeting=OuterRef("pk"), person=person).values("state")[:1]
    meetings: Any = with_figures(Meeting.objects.held_by(on)).visible_to(user)
    meetings = meetings.filter(Exists(sat), held_on__gt=_a_year_before(on), rows_by_name__gt=0)
    found = (
        meetings.annotate(state_of_person=Subquery(row)).select_related("body").order_by("-held_on", "code")
    )
    return [
        Participation(meeting, AttendanceState(meeting.state_of_person or AttendanceState.ABSENT))
        for meeting in found
    ]


def _a_year_before(day: dt.date) -> dt.date:
    """Return the same day of the year before, 28 February for 29 February."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)

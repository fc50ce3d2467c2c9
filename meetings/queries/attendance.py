"""How a person took part in the meetings of the bodies in which they sit."""

import datetime as dt
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery

from accounts.models import User
from delegations.models import Membership, Person
from meetings.enums import AttendanceState
from meetings.models import Attendance, Meeting
from meetings.queries.meetings import with_figures


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

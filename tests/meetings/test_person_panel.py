"""A person's attendance on their card: only meetings of bodies in which they sat that day, only those told by
name."""

import datetime as dt

from core.addresses import reverse
from meetings.enums import AttendanceState
from meetings.models import Attendance
from tests import factories

D = dt.date


def test_a_member_without_a_row_was_absent(as_user, staff, body_a, django_assert_num_queries):
    person, other = factories.PersonFactory(), factories.PersonFactory()
    factories.MembershipFactory(
        seat=factories.SeatFactory(body=body_a), person=person, starts_on=D(2025, 6, 1)
    )
    factories.MembershipFactory(seat=factories.SeatFactory(body=body_a), person=other)

    def meeting(day, **rows):
        made = factories.MeetingFactory(body=body_a, held_on=day)
        for name, state in rows.items():
            Attendance.objects.create(meeting=made, person={"me": person, "other": other}[name], state=state)

    meeting(D(2025, 5, 31), me=AttendanceState.PRESENT, other=AttendanceState.PRESENT)  # not yet a member
    meeting(D(2025, 11, 23), me=AttendanceState.PRESENT, other=AttendanceState.PRESENT)  # a year ago, outside
    meeting(D(2025, 11, 24), me=AttendanceState.PRESENT)
    meeting(D(2026, 1, 10), other=AttendanceState.PRESENT)  # no row: absent
    meeting(D(2026, 2, 10), me=AttendanceState.EXCUSED)
    meeting(D(2026, 3, 10))  # no attendance by name
    meeting(D(2026, 11, 24), me=AttendanceState.PRESENT)  # after the day
    client = as_user(staff)
    with django_assert_num_queries(5):
        context = client.get(
            reverse("meetings:person_panel", args=[person.code]), {"ngay": "2026-11-23"}
        ).context
    assert [(turn.meeting.held_on, turn.state) for turn in context["turns"]] == [
        (D(2026, 2, 10), AttendanceState.EXCUSED),
        (D(2026, 1, 10), AttendanceState.ABSENT),
        (D(2025, 11, 24), AttendanceState.PRESENT),
    ]


def test_a_stranger_is_told_nothing(as_user, secretary_of_b, body_a):
    person = factories.MembershipFactory(seat=factories.SeatFactory(body=body_a)).person
    assert (
        as_user(secretary_of_b).get(reverse("meetings:person_panel", args=[person.code])).status_code == 404
    )

"""Take attendance by name."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from accounts.permissions import check_can_edit_body
from core.secrecy import check_not_secret
from core.signals import facts_changed
from meetings.enums import AttendanceState
from meetings.models import Attendance, Meeting


@transaction.atomic
def take(
    *,
    meeting: Meeting,
    states: Mapping[int, AttendanceState],
    reasons: Mapping[int, str],
    exception_reason: str,
    by: User,
) -> None:
    """Store the attendance of the persons given (by key) and leave rows of other persons as they are. Raises
    Refused."""
    check_can_edit_body(by, meeting.body_id)
    if exception_reason != meeting.exception_reason:
        check_not_secret(exception_reason, field="exception_reason")
        Meeting.objects.filter(pk=meeting.pk).update(exception_reason=exception_reason)
    write(meeting, states, reasons)
    facts_changed.send(sender=None, body_ids=[meeting.body_id])


def write(meeting: Meeting, states: Mapping[int, AttendanceState], reasons: Mapping[int, str]) -> None:
    """Store attendance without asking who writes: for services that have asked. Unchanged rows are not
    touched."""
    stored = {row.person_id: row for row in Attendance.objects.filter(meeting=meeting)}
    fresh = []
    for person, state in states.items():
        reason = reasons.get(person, "") if state != AttendanceState.PRESENT else ""
        check_not_secret(reason)
        row = stored.get(person)
        if row is None:
            fresh.append(Attendance(meeting=meeting, person_id=person, state=state, reason=reason))
        elif (row.state, row.reason) != (state, reason):
            Attendance.objects.filter(pk=row.pk).update(state=state, reason=reason)
    Attendance.objects.bulk_create(fresh)

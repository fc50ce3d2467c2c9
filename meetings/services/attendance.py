"""Take attendance by name."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_edit_body
from core.editing import change
from core.secrecy import check_not_secret
from core.signals import facts_changed
from meetings.enums import AttendanceState, VotingMethod
from meetings.models import Attendance, Decision, Meeting


@transaction.atomic
def take(
    *,
    meeting: Meeting,
    states: Mapping[int, AttendanceState],
    reasons: Mapping[int, str],
    exception_reason: str,
    by: User,
) -> list[str]:
    """Store the attendance of the persons given (by key) and leave rows of other persons as they are; return
    in sentences what follows. A vote by show of hands of all who were there goes with their number. Raises
    Refused."""
    check_can_edit_body(by, meeting.body_id)
    before = _present(meeting)
    if exception_reason != meeting.exception_reason:
        check_not_secret(exception_reason, field="exception_reason")
        Meeting.objects.filter(pk=meeting.pk).update(exception_reason=exception_reason)
    write(meeting, states, reasons)
    told = _follow(meeting, before)
    facts_changed.send(sender=None, body_ids=[meeting.body_id])
    return told


def _present(meeting: Meeting) -> set[int]:
    rows = Attendance.objects.filter(meeting=meeting, state=AttendanceState.PRESENT)
    return set(rows.values_list("person", flat=True))


def _follow(meeting: Meeting, before: set[int]) -> list[str]:
    """Let the votes of all who were there follow their number, and return what has to be looked at."""
    after, told = _present(meeting), []
    if len(after) != len(before):
        decisions: Any = Decision.objects.filter(meeting=meeting, votes_for__isnull=False)
        for decision in decisions.order_by("code"):
            names = {"title": decision.title, "before": len(before), "after": len(after)}
            votes = decision.votes_for, decision.votes_against or 0, decision.votes_abstaining or 0
            if decision.method == VotingMethod.SHOW_OF_HANDS and votes == (len(before), 0, 0):
                change(decision, {"votes_for": len(after)})
                words = _("“%(title)s”: %(before)s tán thành thành %(after)s, theo số có mặt.")
                told.append(words % names)
            elif sum(votes) > len(after):
                words = _("“%(title)s” ghi nhiều phiếu hơn số có mặt (%(after)s); hãy sửa ở quyết nghị.")
                told.append(words % names)
    if meeting.chair_id and meeting.chair_id in before - after:
        words = _("%(name)s vắng mà đang ghi là chủ trì; hãy sửa người chủ trì của cuộc họp.")
        told.append(words % {"name": meeting.chair.full_name if meeting.chair else ""})
    return told


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

"""A meeting's page, and the panel of meetings on a body's page."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_body
from core import htmx, known
from core.dates import requested_day
from delegations.models import Body
from meetings.enums import AttendanceState, MeetingStatus
from meetings.models import Attendance, Meeting
from meetings.queries import cautions, meetings, members, tasks
from meetings.views import scope
from meetings.views.lists import add_quorum


@require_safe
def meeting_page(request: UserRequest, code: str) -> HttpResponse:
    meeting = scope.meeting(request, code)
    today = requested_day(request)
    sent = (
        meeting.invitations.none() if known.until() else meeting.invitations.all()
    )  # mail is no fact: its past states are not kept
    there = members.on_day(meeting.body, meeting.held_on or today)
    context = {
        "meeting": meeting,
        "body": meeting.body,
        "may_write": can_edit_body(request.user, meeting.body_id),
        "agenda": list(meeting.agenda.order_by("position")),
        "decisions": list(meeting.decisions.select_related("matter").order_by("code")),
        "tasks": list(meeting.tasks.select_related("assignee").order_by("code")),
        "carried": tasks.carried_to(meeting, on=today),
        "papers": list(
            meeting.papers.filter(removed_at=None)
            .select_related("added_by", "agenda_item")
            .order_by("added_at")
        ),
        "invitations": (
            list(sent.select_related("mail").order_by("-sequence", "name"))
            if meeting.status != MeetingStatus.HELD
            else []
        ),
        "outdated": sent.exists() and not sent.filter(sequence=meeting.invitation_sequence).exists(),
        "today": today,
        "notes": notes_of(meeting),
        **attendance_of(meeting, there, today),
    }
    return render(request, "meetings/page.html", context)


def notes_of(meeting: Meeting) -> list[tuple[str, str]]:
    """Return the name and the text of each column that the page shows as it is written, but for the empty
    ones."""
    columns: Any = Meeting._meta
    return [
        (columns.get_field(name).verbose_name, text)
        for name in Meeting.NOTES
        if (text := getattr(meeting, name))
    ]


def attendance_of(meeting: Meeting, there: list[members.Member], today: dt.date) -> dict[str, Any]:
    """Return what a page shows of attendance: rows by member, others who came, the count and the quorum."""
    rows = {row.person_id: row for row in Attendance.objects.filter(meeting=meeting).select_related("person")}
    by_member = [(member, rows.pop(member.person.pk, None)) for member in there]
    named = any(row for _member, row in by_member)
    present = (
        sum(1 for _member, row in by_member if row and row.state == AttendanceState.PRESENT)
        if named
        else meeting.head_count
    )
    wanted = cautions.quorum(len(there), meeting.held_on or today)
    return {
        "roll": by_member,
        "others": sorted(rows.values(), key=lambda row: row.person.sort_key),
        "named": named,
        "present": present,
        "quorum": wanted,
        "quorate": None if wanted is None or present is None else present >= wanted.needed,
    }


@require_safe
def panel(request: UserRequest, body_code: str) -> HttpResponse:
    """The meetings of a body, for its page; a page of its own without htmx."""
    body: Body = scope.body(request, body_code)
    on = requested_day(request)
    latest = meetings.latest_of_body(body, on=on)
    add_quorum(latest)
    context = {
        "body": body,
        "on": on,
        "latest": latest,
        "coming": meetings.next_of_body(body, on=on),
        "passed": meetings.passed_of_body(body, on=on),
        "tasks": tasks.open_of_body(body, on=on),
        "may_write": can_edit_body(request.user, body.pk),
    }
    return htmx.page(request, "meetings/panel.html", context, partial="panel")

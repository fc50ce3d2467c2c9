"""A meeting's page, and the panel of meetings on a body's page."""

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_body
from core import htmx, known
from core.dates import requested_day
from delegations.models import Body
from meetings.enums import MeetingStatus
from meetings.models import Meeting
from meetings.queries import agenda, meetings, members, tasks
from meetings.queries import papers as paper_queries
from meetings.queries.attendance import roll_of
from meetings.queries.papers import Record
from meetings.queries.pictures import files_of
from meetings.services import papers
from meetings.views import scope
from meetings.views.lists import add_quorum
from papers.enums import Kind, State
from papers.models import Paper


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
        "agenda": agenda.at_items(meeting),
        "carried": tasks.carried_to(meeting, on=today),
        "papers": files_of(meeting),
        "invitations": (
            list(sent.select_related("mail").order_by("-sequence", "name"))
            if meeting.status != MeetingStatus.HELD
            else []
        ),
        "outdated": sent.exists() and not sent.filter(sequence=meeting.invitation_sequence).exists(),
        "today": today,
        "notes": notes_of(meeting),
        "roll": roll_of(meeting, there, today),
        **papers_of(meeting),
    }
    return render(request, "meetings/page.html", context)


class Made(NamedTuple):
    """A paper about a record, and its number; "" as long as it has none."""

    paper: Paper
    number: str


def papers_of(record: Record) -> dict[str, Any]:
    """Return what a page shows of the papers about its record: those made, the minutes among them, whether
    these are being typed, and the kinds that can be begun. Two queries; nothing of a past day, since papers
    are no facts."""
    made = [] if known.until() else paper_queries.of_record(record)
    key = paper_queries.about(record)
    standing = {paper.kind: paper for paper in made if paper.about == key and paper.state != State.REPLACED}
    minutes = standing.get(Kind.MINUTES)
    return {
        "made": [Made(paper, papers.number_of(paper) if paper.number else "") for paper in made],
        "minutes_paper": minutes,
        "typing": minutes is not None and minutes.is_draft,
        "kinds": [kind for kind in papers.kinds_of(record) if kind not in standing],
    }


def notes_of(meeting: Meeting) -> list[tuple[str, str]]:
    """Return the name and the text of each column that the page shows as it is written, but for the empty
    ones."""
    columns: Any = Meeting._meta
    return [
        (columns.get_field(name).verbose_name, text)
        for name in Meeting.NOTES
        if (text := getattr(meeting, name))
    ]


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

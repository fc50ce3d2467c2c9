"""Minutes typed beside the agenda while the meeting goes on, kept with every pause."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from accounts.permissions import can_edit_body, check_can_edit_body
from core import clock, dates, htmx
from core.errors import Refused
from meetings.documents.papers import minutes as documents
from meetings.models import Meeting
from meetings.queries import agenda as agendas
from meetings.queries import members
from meetings.queries import papers as paper_queries
from meetings.queries.agenda import AtItem
from meetings.queries.attendance import roll_of
from meetings.services import minutes
from meetings.services.minutes import Saved, Typed
from meetings.views import scope
from papers.enums import Kind
from papers.models import Paper

BEFORE = "truoc-"
"""Begins the name of what a field held when its page was made."""


@dataclass
class Section:
    """An item of the agenda with the fields that are typed at it."""

    row: AtItem
    number: int
    talk: str
    vote: str
    talk_key: str
    vote_key: str

    @property
    def number_text(self) -> str:
        return str(self.number)


@htmx.writing
def page(request: UserRequest, code: str) -> HttpResponse:
    """The agenda with a field for what was said and how it was voted on at each item. A script saves what was
    typed and is answered in JSON."""
    meeting = scope.meeting(request, code)
    check_can_edit_body(request.user, meeting.body_id)
    paper = paper_queries.standing(meeting, Kind.MINUTES)
    if request.method == "POST":
        return _save(request, meeting, paper)
    return render(request, "meetings/minutes.html", _context(request, meeting, paper))


def _context(request: UserRequest, meeting: Meeting, paper: Paper | None) -> dict[str, Any]:
    day = meeting.held_on or clock.today()
    texts = minutes.texts(paper) if paper else {}
    rows = documents.told(agendas.at_items(meeting))
    rest = AtItem(None)
    if rows[-1].item and texts.get(documents.talk_key(rest)):
        rows.append(rest)
    for row in rows:
        row.back = scope.BACK_TO_MINUTES
    return {
        "meeting": meeting,
        "body": meeting.body,
        "paper": paper,
        "is_draft": paper is not None and paper.is_draft,
        "sections": [_section(row, place, texts) for place, row in enumerate(rows, start=1)],
        "roll": roll_of(meeting, members.on_day(meeting.body, day), day),
        "opening": texts.get(documents.OPENING, ""),
        "conclusion": texts.get(documents.CONCLUSION, ""),
        "end": texts.get(documents.END, ""),
        "may_write": can_edit_body(request.user, meeting.body_id),
        "today": clock.today(),
        "back": scope.BACK_TO_MINUTES,
    }


def _section(row: AtItem, place: int, texts: dict[str, str]) -> Section:
    talk, vote = documents.talk_key(row), documents.vote_key(row)
    return Section(row, place, texts.get(talk, ""), texts.get(vote, ""), talk, vote)


def _save(request: UserRequest, meeting: Meeting, paper: Paper | None) -> HttpResponse:
    try:
        if paper is None:
            raise Refused(_("Dự thảo biên bản đã được bỏ. Hãy chép lại nội dung, rồi lập biên bản lần nữa."))
        saved = minutes.save(
            meeting=meeting, paper=paper, typed=_typed(request, meeting), now=clock.now(), by=request.user
        )
    except Refused as refusal:
        if _from_script(request):
            return JsonResponse({"words": refusal.message}, status=422)
        messages.error(request, refusal.message)
        return htmx.see_other(request, "meetings:minutes", meeting.code)
    words = _words(saved)
    if _from_script(request):
        return JsonResponse({"words": words, "texts": minutes.texts(saved.paper), "clashes": saved.clashes})
    messages.success(request, words)
    return htmx.see_other(request, "meetings:minutes", meeting.code)


def _typed(request: UserRequest, meeting: Meeting) -> dict[str, Typed]:
    """Return what was typed, by the keys of the fields that the page has; others are nobody's."""
    return {
        key: Typed(request.POST.get(f"{BEFORE}{key}", ""), request.POST[key])
        for key in minutes.fields(agendas.at_items(meeting))
        if key in request.POST
    }


def _words(saved: Saved) -> str:
    at = dates.moment(clock.now()).partition(" ")[0]
    if saved.clashes:
        return _("Đã lưu lúc %(at)s, trừ ô mà người khác vừa sửa.") % {"at": at}
    return _("Đã lưu lúc %(at)s.") % {"at": at}


def _from_script(request: HttpRequest) -> bool:
    return request.accepts("application/json") and not request.accepts("text/html")

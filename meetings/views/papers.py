"""Begin a paper about a meeting, a decision or a written consultation; it is edited where all papers are."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import UserRequest
from core import clock, htmx
from core.errors import Refused
from meetings.queries.papers import Record
from meetings.services import papers
from meetings.views import scope
from papers.enums import Kind


@require_POST
def of_meeting(request: UserRequest, code: str) -> HttpResponse:
    return _start(request, scope.meeting(request, code), "meetings:page")


@require_POST
def of_decision(request: UserRequest, code: str) -> HttpResponse:
    return _start(request, scope.decision(request, code), "meetings:decision")


@require_POST
def of_consultation(request: UserRequest, code: str) -> HttpResponse:
    return _start(request, scope.consultation(request, code), "meetings:consultation")


def _start(request: UserRequest, record: Record, leave: str) -> HttpResponse:
    """Go to the paper of the kind that was posted, begun now or before: minutes are typed beside the agenda,
    as long as they are a draft."""
    kind: Any = request.POST.get("loai", "")
    try:
        if kind not in papers.kinds_of(record):
            raise Refused(_("Không lập loại văn bản này ở đây được. Hãy tải lại trang rồi chọn lại."))
        made = papers.start(record=record, kind=Kind(kind), now=clock.now(), by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return htmx.see_other(request, leave, record.code)
    if made.kind == Kind.MINUTES and made.is_draft:
        return htmx.see_other(request, "meetings:minutes", record.code)
    return htmx.see_other(request, "desk:paper", made.pk)

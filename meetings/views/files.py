"""Papers: hang a file on a record, hand it out to those who may see the record, take it off."""

import uuid
from typing import Any

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import check_can_edit_body
from core import clock, files, htmx
from core.addresses import reverse
from core.editing import attempt
from delegations.services import papers
from meetings.forms.decisions import PaperForm
from meetings.models import Decision, Meeting, MeetingFile, Task, WrittenConsultation
from meetings.views import scope
from records.papers import record_of, stored

_PAGES = {Meeting: "page", WrittenConsultation: "consultation", Decision: "decision", Task: "task"}
"""The names of the pages that show a record with its files."""


@htmx.writing
def add_to_meeting(request: UserRequest, code: str) -> HttpResponse:
    meeting = scope.meeting(request, code)
    return _add(request, meeting, meeting.agenda.order_by("position"), reverse("meetings:page", args=[code]))


@htmx.writing
def add_to_consultation(request: UserRequest, code: str) -> HttpResponse:
    return _add(
        request, scope.consultation(request, code), None, reverse("meetings:consultation", args=[code])
    )


@htmx.writing
def add_to_decision(request: UserRequest, code: str) -> HttpResponse:
    return _add(request, scope.decision(request, code), None, reverse("meetings:decision", args=[code]))


@htmx.writing
def add_to_task(request: UserRequest, code: str) -> HttpResponse:
    return _add(request, scope.task(request, code), None, reverse("meetings:task", args=[code]))


def _add(request: UserRequest, to: Any, agenda: Any, leave: str) -> HttpResponse:
    check_can_edit_body(request.user, to.body_id)
    form = PaperForm(request.POST or None, request.FILES or None, agenda=agenda)
    if form.is_valid() and attempt(
        form,
        papers.add_all,
        to=to,
        uploads=form.cleaned_data["upload"],
        agenda_item=form.cleaned_data.get("item"),
        now=clock.now(),
        by=request.user,
    ):
        htmx.saved(request, form.made.sentence, left_out=form.made.left_out)
        return htmx.see_other(request, leave)
    return htmx.form_page(
        request, "meetings/paper_form.html", {"form": form, "record": to, "leave_url": leave}
    )


@require_safe
def hand_out(request: UserRequest, key: uuid.UUID) -> FileResponse:
    return files.hand_out(stored(MeetingFile, key, user=request.user))


@htmx.writing
def take_off(request: UserRequest, key: uuid.UUID) -> HttpResponse:
    paper = stored(MeetingFile, key, user=request.user)
    owner = record_of(paper)
    check_can_edit_body(request.user, owner.body_id)
    leave = reverse(f"meetings:{_PAGES[type(owner)]}", args=[owner.code])
    return htmx.confirmed(
        request,
        lambda: papers.take_off(paper, now=clock.now(), by=request.user),
        question=_("Gỡ tài liệu “%(name)s”?") % {"name": paper.name},
        confirm_label=_("Gỡ"),
        danger=True,
        done=_("Đã gỡ tài liệu “%(name)s”.") % {"name": paper.name},
        to=leave,
        leave_url=leave,
    )

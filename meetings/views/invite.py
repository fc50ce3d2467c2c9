"""Invite members and guests by mail, with a calendar file."""

import datetime as dt

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import check_can_edit_body
from core import clock, htmx
from core.addresses import reverse
from core.editing import attempt
from meetings.documents import calendars
from meetings.forms.meetings import InvitationForm
from meetings.models import Meeting
from meetings.queries.meetings import with_last_change
from meetings.services import invitations
from meetings.services.invitations import Invitee
from meetings.views import scope
from outbox.queries.policy import policy as mail_policy


@htmx.writing
def invite(request: UserRequest, code: str) -> HttpResponse:
    meeting = scope.meeting(request, code)
    check_can_edit_body(request.user, meeting.body_id)
    reachable, silent = invitations.invitees(meeting)
    people = {str(invitee.person_id): invitee for invitee in reachable}
    form = InvitationForm(
        request.POST or None,
        choices=[(key, f"{invitee.name} · {invitee.email}") for key, invitee in people.items()],
    )
    if form.is_valid():
        to = [people[key] for key in form.cleaned_data["to"]] + [
            Invitee(name, email) for name, email in form.cleaned_data["guests"]
        ]
        if attempt(
            form,
            invitations.queue,
            meeting=meeting,
            to=to,
            message=form.cleaned_data["message"],
            now=clock.now(),
            by=request.user,
        ):
            htmx.saved(request, _saved_message(form.made, len(to)))
            return htmx.see_other(request, "meetings:page", meeting.code)
    leave = reverse("meetings:page", args=[meeting.code])
    context = {
        "form": form,
        "meeting": meeting,
        "silent": silent,
        "lacks": _lacks(meeting),
        "hours": mail_policy(),
        "leave_url": leave,
    }
    context["notice_hours"] = invitations.NOTICE // dt.timedelta(hours=1)
    return htmx.form_page(request, "meetings/invite.html", context)


def _lacks(meeting: Meeting) -> list[str]:
    """Return in words what an invitation to the meeting would not say."""
    said = {
        _("giờ họp"): meeting.starts_at is not None,
        _("địa điểm"): bool(meeting.place),
        _("chương trình họp"): meeting.agenda.exists(),
    }
    return [words for words, there in said.items() if not there]


def _saved_message(fresh: int, requested: int) -> str:
    text = _("Đã xếp %(n)s giấy mời để gửi; thư đã gửi thì không rút lại được.") % {"n": fresh}
    if fresh < requested:
        text += " " + _("%(n)s người đã có giấy mời bản này nên không gửi lại.") % {"n": requested - fresh}
    return text


@require_safe
def calendar_file(request: UserRequest, code: str) -> HttpResponse:
    """One meeting as a calendar file."""
    meeting: Meeting = scope.meeting(request, code)
    content = calendars.feed(
        with_last_change(Meeting.objects.filter(pk=meeting.pk, held_on__isnull=False)), name=""
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="cuoc-hop.ics"'
    return response

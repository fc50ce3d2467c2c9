"""The mails that a draft of law would cause, shown on the draft's page."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core import clock
from core.htmx import page
from delegations.models import LawSimulation
from obligations.queries import subjects
from records.loading import look_up
from reminders.permissions import check_can_see_mails
from reminders.services import foreseen

SHOWN = 50


@require_safe
def of_draft(request: UserRequest, pk: int) -> HttpResponse:
    check_can_see_mails(request.user)
    done = LawSimulation.objects.select_related("draft").filter(finished_at__isnull=False, error="")
    simulation = look_up(done, draft=pk)
    found = foreseen.mails_of(simulation, today=clock.today())
    context = {
        "draft": simulation.draft,
        "day": found.day,
        "mails": found.mails[:SHOWN],
        "subjects": subjects.of(line for mail in found.mails[:SHOWN] for line in (*mail.more, *mail.fewer)),
        "number": len(found.mails),
        "not_shown": max(len(found.mails) - SHOWN, 0),
        "unreached": found.unreached,
    }
    return page(request, "reminders/law_mails.html", context, partial="mails")

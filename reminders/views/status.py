"""How the mails are doing."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core import clock
from outbox.queries import status as status_queries
from reminders.permissions import check_can_see_mails


@require_safe
def page(request: UserRequest) -> HttpResponse:
    check_can_see_mails(request.user)
    context = {"status": status_queries.status(clock.now()), "reads_reports": bool(settings.BOUNCE_IMAP_URL)}
    return render(request, "reminders/status.html", context)

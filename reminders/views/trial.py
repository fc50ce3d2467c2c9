"""What a copy that is not in real use does with its mail: the page behind the sign in the top bar."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.services import second_factor
from core import mail
from reminders.permissions import can_steer_mails


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Tell everybody whether mail leaves; only the office sees the allowed addresses and where the mail
    lies."""
    inside = request.user.is_authenticated
    context = {
        "layout": "components/page.html" if inside else "base_entrance.html",
        "inside": inside,
        "reach": mail.reach(),
        "can_steer": can_steer_mails(request.user),
        "allowed": settings.MAIL_ALLOW,
        "no_second_factor": second_factor.on_trial(),
    }
    return render(request, "reminders/trial.html", context)

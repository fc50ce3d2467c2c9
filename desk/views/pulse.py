"""What the frame of every page asks for while it stands: when the bodies were last judged, how much there is
to do, how much is new for the user."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.models import User, UserRequest
from accounts.queries import bodies_of
from core import clock, known
from core.htmx import asks_for_fragment
from desk.queries import inbox
from obligations.queries import findings, heartbeat


@require_safe
def pulse(request: UserRequest) -> HttpResponse:
    """Three queries beside the session and the user, one more for a secretary's bodies."""
    known.require_present()
    user, now = request.user, clock.now()
    assert isinstance(user, User)
    if not asks_for_fragment(request):
        return redirect("obligations:heartbeat")
    beat = heartbeat.heartbeat(now)
    context = {
        "beat": beat,
        "warns": heartbeat.is_overdue(beat),
        "counts": findings.counts(clock.today(), body_ids=bodies_of(user)),
        "unread": inbox.unread(user, now=now),
    }
    return render(request, "desk/pulse.html", context)

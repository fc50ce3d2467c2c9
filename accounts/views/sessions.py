"""Phiên đăng nhập: the browsers in which a user is logged in, and how to end them from here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import queries
from accounts.models import UserRequest
from accounts.services import sessions
from core import clock
from core.htmx import see_other


@require_safe
def mine(request: UserRequest) -> HttpResponse:
    """The user's own sessions; this one is named."""
    rows = queries.sessions_of(request.user, now=clock.now())
    return render(request, "accounts/sessions.html", {"rows": rows, "here": request.session.session_key})


@require_POST
def end(request: UserRequest) -> HttpResponse:
    sessions.end(user=request.user, mark=request.POST.get("phien", ""))
    messages.success(request, _("Đã kết thúc phiên đó."))
    return see_other(request, "account_sessions")


@require_POST
def end_others(request: UserRequest) -> HttpResponse:
    number = sessions.end_others(user=request.user, key=request.session.session_key)
    messages.success(
        request, _("Đã đăng xuất khỏi các thiết bị khác: %(number)s phiên.") % {"number": number}
    )
    return see_other(request, "account_sessions")

"""What an address names, within what the user may see: anything else answers 404."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.models import UserRequest
from core.addresses import reverse
from delegations.models import Body
from delegations.queries.bodies import only_one
from meetings.models import Decision, Meeting, Task, WrittenConsultation
from records.loading import load, look_up


def body(request: UserRequest, code: str) -> Body:
    return look_up(Body.objects.visible_to(request.user), code=code)


def chosen(request: UserRequest) -> Body | None:
    """Return the body that a new record is about: the one that the address names, else the only one that the
    user sees; None where one is to be chosen."""
    code = request.GET.get("to-chuc") or request.GET.get("to_chuc") or ""
    return body(request, code) if code else only_one(request.user)


def choose_body(request: UserRequest, heading: str, leave_url: str) -> HttpResponse:
    """Return the form before its body is chosen."""
    context = {"heading": heading, "leave_url": leave_url}
    return render(request, "components/choose_body.html", context)


BACK_TO_MINUTES = "ve=bien-ban"
"""Stands in the address of a form that was opened while minutes are typed."""


def leave_to_meeting(request: UserRequest, code: str) -> str:
    """Return where a form about a meeting leads back to: its page, or the minutes that are being typed."""
    typing = request.GET.get("ve") == "bien-ban"
    return reverse("meetings:minutes" if typing else "meetings:page", args=[code])


def meeting(request: UserRequest, code: str) -> Meeting:
    return _one(request, Meeting, code, "body", "chair")


def decision(request: UserRequest, code: str) -> Decision:
    return _one(request, Decision, code, "body", "meeting__body", "consultation__body", "matter")


def consultation(request: UserRequest, code: str) -> WrittenConsultation:
    return _one(request, WrittenConsultation, code, "body")


def task(request: UserRequest, code: str) -> Task:
    return _one(request, Task, code, "body", "meeting", "assignee")


def _one(request: UserRequest, model: Any, code: str, *related: str) -> Any:
    return load(request, model.objects.visible_to(request.user).select_related(*related), code=code)

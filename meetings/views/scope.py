"""What an address names, within what the user may see: anything else answers 404."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from delegations.models import Body
from meetings.models import Decision, Meeting, Task, WrittenConsultation


def body(request: HttpRequest, code: str) -> Body:
    return get_object_or_404(Body.objects.visible_to(request.user), code=code)  # type: ignore[arg-type]


def meeting(request: HttpRequest, code: str) -> Meeting:
    return _one(request, Meeting, code, "body", "chair")


def decision(request: HttpRequest, code: str) -> Decision:
    return _one(request, Decision, code, "body", "meeting__body", "consultation__body", "matter")


def consultation(request: HttpRequest, code: str) -> WrittenConsultation:
    return _one(request, WrittenConsultation, code, "body")


def task(request: HttpRequest, code: str) -> Task:
    return _one(request, Task, code, "body", "meeting", "assignee")


def _one(request: HttpRequest, model: Any, code: str, *related: str) -> Any:
    return get_object_or_404(model.objects.visible_to(request.user).select_related(*related), code=code)

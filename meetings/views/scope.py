"""What an address names, within what the user may see: anything else answers 404."""

from typing import Any

from accounts.models import UserRequest
from delegations.models import Body
from meetings.models import Decision, Meeting, Task, WrittenConsultation
from records.loading import load, look_up


def body(request: UserRequest, code: str) -> Body:
    return look_up(Body.objects.visible_to(request.user), code=code)


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

"""What an address names, within what the user may see: anything else answers 404."""

import datetime as dt
import uuid
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from accounts.permissions import can_see_body
from delegations.models import Body
from directions.models import DirectionFile
from directions.queries import directions as queries
from records.loading import look_up, one


def body(request: UserRequest, code: str) -> Body:
    return look_up(Body.objects.visible_to(request.user), code=code)


def direction(request: UserRequest, code: str, *, on: dt.date) -> Any:
    """Return the direction with what holds on the day."""
    return one(request, queries.one(request.user, code, on=on))


def stored_file(request: UserRequest, key: uuid.UUID) -> DirectionFile:
    stored = get_object_or_404(DirectionFile.objects.select_related("step__direction"), key=key, removed_at=None)
    if not can_see_body(request.user, stored.step.direction.body_id):
        raise Http404(_("Không có tệp này."))
    return stored


def posted(request: UserRequest) -> Any:
    """Return what was posted, also where it is nothing: an empty form that was sent is invalid, not fresh."""
    return request.POST if request.method == "POST" else None

"""What an address names, within what the user may see: anything else answers 404."""

import datetime as dt
from typing import Any

from accounts.models import UserRequest
from delegations.models import Body
from directions.queries import directions as queries
from records.loading import load, look_up


def body(request: UserRequest, code: str) -> Body:
    return look_up(Body.objects.visible_to(request.user), code=code)


def direction(request: UserRequest, code: str, *, on: dt.date) -> Any:
    """Return the direction with what holds on the day."""
    return load(request, queries.one(request.user, code, on=on))


def posted(request: UserRequest) -> Any:
    """Return what was posted, also where it is nothing: an empty form that was sent is invalid, not fresh."""
    return request.POST if request.method == "POST" else None

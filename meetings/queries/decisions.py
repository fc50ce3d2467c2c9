"""Decisions for lists and pages."""

import datetime as dt
from typing import Any

from accounts.models import User
from delegations.models import Body
from meetings.models import Decision, DecisionQuerySet

ORDERS = {
    "ngay": ("decided_on", "code"),
    "ma": ("code",),
    "to-chuc": ("body__position", "body__code", "-decided_on", "code"),
    "nhom": ("theme", "-decided_on", "code"),
}


def listing(
    *, user: User, on: dt.date, text: str = "", body: Body | None = None, theme: str = "", outcome: str = ""
) -> DecisionQuerySet:
    """Return the decisions taken by the day that the user may see."""
    found: Any = Decision.objects.visible_to(user)
    found = found.existing_on(on).select_related("body", "meeting", "consultation", "matter")
    if text:
        found = found.matching(text)
    if body is not None:
        found = found.of_body(body)
    if theme:
        found = found.filter(theme=theme)
    if outcome:
        found = found.filter(outcome=outcome)
    result: DecisionQuerySet = found
    return result

"""Answers by link, as the office lists them."""

import uuid

from django.db.models import QuerySet

from core.files import StoredFile
from meetings.models import MeetingFile
from reminders.enums import AnswerState
from reminders.models import Answer


def listing(state: str) -> QuerySet[Answer]:
    """Return the answers of a state ("" those that wait, "all" every one), those that wait longest first."""
    rows = Answer.objects.select_related("flag__body", "decided_by")
    if state == "all":
        return rows.order_by("-given_at", "-pk")
    if state:
        return rows.filter(state=state).order_by("-decided_at", "-pk")
    return rows.filter(state=AnswerState.PROPOSED).order_by("given_at", "pk")


def last_name(address: str) -> str:
    """Return who answered last from an address, or "". One query."""
    given = Answer.objects.filter(address=address).order_by("-given_at")
    return given.values_list("given_by", flat=True).first() or ""


def waiting() -> int:
    """Return how many answers wait for the office. One query."""
    return Answer.objects.filter(state=AnswerState.PROPOSED).count()


def stored_file(answer: Answer) -> StoredFile | None:
    """Return the answer's file as core.files hands it out; it is no row of its own until the answer is
    accepted."""
    if not answer.file:
        return None
    return MeetingFile(
        key=uuid.UUID(answer.file["key"]),
        name=answer.file["name"],
        kind=answer.file["kind"],
        size=answer.file["size"],
    )

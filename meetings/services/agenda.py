"""Write a meeting's agenda: items under one theme each, in an order."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from accounts.models import User
from accounts.permissions import check_can_edit_body
from core.secrecy import check_not_secret
from core.signals import facts_changed
from meetings.models import AgendaItem, Meeting


class Item(NamedTuple):
    """An item as it is typed; `pk` names the stored item that it changes."""

    title: str
    theme: str
    presenter: str = ""
    pk: int | None = None
    decides: bool = False
    """Whether the meeting adopted it, as its title says."""


@transaction.atomic
def replace(*, meeting: Meeting, items: Sequence[Item], by: User) -> None:
    """Make the agenda these items in this order. Raises Refused."""
    check_can_edit_body(by, meeting.body_id)
    write(meeting, items)
    facts_changed.send(sender=None, body_ids=[meeting.body_id])


def write(meeting: Meeting, items: Sequence[Item]) -> None:
    """Store the agenda without asking who writes: for services that have asked. Items keep their rows, and so
    their papers."""
    for item in items:
        check_not_secret(item.title, field="agenda")
    Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    stored = {item.pk: item for item in AgendaItem.objects.filter(meeting=meeting)}
    kept = {item.pk for item in items if item.pk in stored}
    AgendaItem.objects.filter(meeting=meeting).exclude(pk__in=kept).delete()
    # Places swap without a clash: first out of the way, then to their own.
    highest = max([len(items), *(item.position for item in stored.values())])
    for position, item in enumerate(items, start=1):
        row = stored.get(item.pk) if item.pk else None
        if row is not None and row.position != position:
            AgendaItem.objects.filter(pk=row.pk).update(position=highest + position)
    for position, item in enumerate(items, start=1):
        columns = {
            "position": position,
            "title": item.title,
            "theme": item.theme,
            "presenter": item.presenter,
        }
        if item.pk in kept:
            row = stored[item.pk or 0]
            if any(getattr(row, name) != value for name, value in columns.items()):
                AgendaItem.objects.filter(pk=item.pk).update(**columns)
        else:
            AgendaItem.objects.create(meeting=meeting, **columns)


def fingerprint(meeting: Meeting) -> str:
    """Return what tells one state of an agenda from another, for two people who edit it at once."""
    rows = (
        AgendaItem.objects.filter(meeting=meeting)
        .order_by("position")
        .values_list("pk", "title", "theme", "presenter")
    )
    return "|".join(":".join(str(part) for part in row) for row in rows)

"""Elections and congresses, the bodies they touch, and "kept unchanged" after them."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing
from core.dates import day as day_text
from core.errors import Refused
from core.signals import facts_changed
from delegations.models import Body, Event, EventBody
from delegations.permissions import check_can_edit_body, check_can_edit_registers


@transaction.atomic
def record(*, occurred_on: dt.date, kind: str, name: str, bodies: Collection[Body], by: User) -> Event:
    """Record an event and the bodies that must review their members and regulations after it."""
    check_can_edit_registers(by)
    editing.check_name_free(Event.objects.filter(occurred_on=occurred_on, kind=kind), name)
    event = Event(occurred_on=occurred_on, kind=kind, name=name)
    editing.insert(event)
    _touch(event, bodies)
    facts_changed.send(sender=None, body_ids=[body.pk for body in bodies])
    return event


@transaction.atomic
def edit(
    *, event: Event, changes: Mapping[str, Any], by: User, bodies: Collection[Body] | None = None
) -> list[str]:
    """Correct an event; raises Refused when a body that recorded "kept unchanged" would be left out."""
    check_can_edit_registers(by)
    before = set(event.touched.values_list("body_id", flat=True))
    wanted = {field: changes.get(field, getattr(event, field)) for field in ("occurred_on", "kind", "name")}
    editing.check_name_free(
        Event.objects.exclude(pk=event.pk).filter(occurred_on=wanted["occurred_on"], kind=wanted["kind"]),
        wanted["name"],
    )
    changed = editing.change(event, changes)
    if bodies is not None and _touch(event, bodies):
        changed.append("bodies")
    facts_changed.send(sender=None, body_ids=before | {body.pk for body in bodies or ()})
    return changed


@transaction.atomic
def delete(*, event: Event, by: User) -> None:
    """Delete an event recorded by mistake; its history stays."""
    check_can_edit_registers(by)
    touched = list(event.touched.values_list("body_id", flat=True))
    editing.remove(event, advice=_("Hãy xem lại các hồ sơ đó."))
    facts_changed.send(sender=None, body_ids=touched)


@transaction.atomic
def keep_unchanged(*, touched: EventBody, on: dt.date, document: str, by: User) -> None:
    """Record that a body was reviewed after the event and its staffing kept unchanged; answers
    `restaff-due`."""
    check_can_edit_body(by, touched.body)
    check_review_day(touched.event.occurred_on, on)
    editing.change(touched, {"kept_unchanged_on": on, "kept_unchanged_document": document})
    facts_changed.send(sender=None, body_ids=[touched.body_id])


def check_review_day(occurred_on: dt.date, on: dt.date) -> None:
    """Raise Refused for a review of the staffing before the event."""
    if on < occurred_on:
        raise Refused(
            _("Sự kiện diễn ra ngày %(day)s; việc rà soát không thể trước đó.")
            % {"day": day_text(occurred_on)},
            field="on",
        )


@transaction.atomic
def withdraw_unchanged(*, touched: EventBody, by: User) -> None:
    """Take back a "kept unchanged" that was recorded by mistake, with the files that say it."""
    check_can_edit_body(by, touched.body)
    editing.change(touched, {"kept_unchanged_on": None, "kept_unchanged_document": ""})
    touched.files.all().delete()
    facts_changed.send(sender=None, body_ids=[touched.body_id])


def _touch(event: Event, bodies: Collection[Body]) -> bool:
    wanted, present = (
        {body.pk for body in bodies},
        {row.body_id: row for row in event.touched.select_related("body")},
    )
    for key, row in present.items():
        if key not in wanted and row.kept_unchanged_on:
            raise Refused(
                _("%(body)s đã ghi nhận giữ nguyên nhân sự sau sự kiện này; hãy bỏ ghi nhận đó trước.")
                % {"body": row.body.name},
                field="bodies",
            )
    event.touched.filter(body_id__in=set(present) - wanted).delete()
    EventBody.objects.bulk_create(
        EventBody(event=event, body_id=key) for key in sorted(wanted - set(present))
    )
    return wanted != set(present)

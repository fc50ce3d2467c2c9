"""The table of days off, edited by the office."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_edit_facts
from core.dates import day as day_text
from core.errors import Refused
from core.signals import facts_changed
from obligations.enums import DayOffKind
from obligations.models import DayOff

_SATURDAY = 5


def check(day: dt.date, kind: str) -> None:
    """Raise Refused for a working day said to be worked in exchange."""
    if kind == DayOffKind.WORKED and day.weekday() < _SATURDAY:
        raise Refused(
            _(
                "Ngày %(day)s là ngày trong tuần, vốn đã là ngày làm việc. Làm bù chỉ ghi cho thứ Bảy, Chủ"
                " nhật."
            )
            % {"day": day_text(day)},
            field="day",
        )


@transaction.atomic
def add(*, day: dt.date, name: str, kind: str, by: User) -> DayOff:
    """Record a day off, or a Saturday or Sunday worked in exchange."""
    check_can_edit_facts(by)
    check(day, kind)
    row = DayOff(day=day, name=name, kind=kind)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("Ngày %(day)s đã có trong bảng.") % {"day": day_text(day)}, field="day") from error
    facts_changed.send(sender=None, body_ids=None)
    return row


@transaction.atomic
def change(row: DayOff, *, day: dt.date, name: str, kind: str, by: User) -> DayOff:
    """Correct a row of the table."""
    check_can_edit_facts(by)
    check(day, kind)
    row.day, row.name, row.kind = day, name, kind
    try:
        with transaction.atomic():
            row.save(update_fields=["day", "name", "kind"])
    except IntegrityError as error:
        raise Refused(_("Ngày %(day)s đã có trong bảng.") % {"day": day_text(day)}, field="day") from error
    facts_changed.send(sender=None, body_ids=None)
    return row


@transaction.atomic
def remove(row: DayOff, *, by: User) -> None:
    """Take a day out of the table."""
    check_can_edit_facts(by)
    row.delete()
    facts_changed.send(sender=None, body_ids=None)

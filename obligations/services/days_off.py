"""The table of days off, edited by the office."""

import datetime as dt
from collections.abc import Collection

import holidays
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_edit_facts
from core.dates import day as words_of
from core.errors import Refused
from core.signals import facts_changed
from obligations.enums import DayOffKind
from obligations.models import DayOff

_SATURDAY = 5


def check(day: dt.date, kind: str) -> None:
    """Raise Refused for a working day said to be worked in exchange."""
    if kind == DayOffKind.WORKED and day.weekday() < _SATURDAY:
        raise Refused(
            _("Ngày %(day)s là ngày trong tuần, vốn đã là ngày làm việc. Làm bù chỉ ghi cho thứ Bảy, Chủ nhật.") % {"day": words_of(day)}, field="day"
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
        raise Refused(_("Ngày %(day)s đã có trong bảng.") % {"day": words_of(day)}, field="day") from error
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
        raise Refused(_("Ngày %(day)s đã có trong bảng.") % {"day": words_of(day)}, field="day") from error
    facts_changed.send(sender=None, body_ids=None)
    return row


@transaction.atomic
def remove(row: DayOff, *, by: User) -> None:
    """Take a day out of the table."""
    check_can_edit_facts(by)
    row.delete()
    facts_changed.send(sender=None, body_ids=None)


def known(year: int) -> list[tuple[dt.date, str, str]]:
    """Return the year's public holidays as the package `holidays` knows them, as day, name and kind: a proposal for a new year. No query."""
    found = holidays.country_holidays("VN", years=year, language="vi")
    days = [(day, name.replace("hóa", "hoá"), DayOffKind.OFF.value) for day, name in found.items() if day.year == year]
    days += [(day, "Làm bù", DayOffKind.WORKED.value) for day in found.weekend_workdays if day.year == year]
    return sorted(days)


@transaction.atomic
def replace_year(*, year: int, days: Collection[tuple[dt.date, str, str]], by: User) -> list[DayOff]:
    """Replace the table's rows of a year by these (day, name, kind); returns them in order. Nothing is written where nothing differs."""
    check_can_edit_facts(by)
    for day, _name, kind in days:
        check(day, kind)
        if day.year != year:
            raise Refused(_("Ngày %(day)s không thuộc năm %(year)s.") % {"day": words_of(day), "year": year})
    if len({day for day, _name, _kind in days}) < len(days):
        raise Refused(_("Một ngày được ghi hai lần trong năm %(year)s. Mỗi ngày chỉ ghi một lần.") % {"year": year})
    rows = DayOff.objects.filter(day__year=year)
    kept = {(row.day, row.name, row.kind): row.pk for row in rows}
    wanted = set(days)
    if wanted != kept.keys():
        rows.filter(pk__in=[pk for key, pk in kept.items() if key not in wanted]).delete()
        DayOff.objects.bulk_create(DayOff(day=day, name=name, kind=kind) for day, name, kind in sorted(wanted - kept.keys()))
        facts_changed.send(sender=None, body_ids=None)
    return list(rows.order_by("day"))

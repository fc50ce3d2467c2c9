"""The office's days off: kept a year at a time, seeded from Viet Nam's public holidays."""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

import holidays
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_edit_facts
from core import editing
from core.errors import Refused
from core.signals import facts_changed
from obligations.enums import DayOffKind
from obligations.models import DayOff

_SATURDAY = 5


class Day(NamedTuple):
    """A day off, or a weekend day worked in exchange."""

    day: dt.date
    name: str
    kind: str = DayOffKind.OFF


def known(year: int) -> list[Day]:
    """Return the year's public holidays as the package `holidays` knows them: a proposal for a year that the office has not entered. No query."""
    found = holidays.country_holidays("VN", years=year, language="vi")
    days = [Day(day, name.replace("hóa", "hoá")) for day, name in found.items() if day.year == year]
    days += [Day(day, _("Làm bù"), DayOffKind.WORKED) for day in found.weekend_workdays if day.year == year]
    return sorted(days)


@transaction.atomic
def replace_year(*, year: int, days: Collection[Day], by: User) -> list[DayOff]:
    """Replace the days off of a year by these; returns them in order. Raises Refused for a day of another year or named twice."""
    check_can_edit_facts(by)
    for day in days:
        _check(day)
        if day.day.year != year:
            raise Refused(_("Ngày %(day)s không thuộc năm %(year)s.") % {"day": f"{day.day:%d/%m/%Y}", "year": year})
    if len({day.day for day in days}) < len(days):
        raise Refused(_("Một ngày được ghi hai lần trong năm %(year)s. Mỗi ngày chỉ ghi một lần.") % {"year": year})
    kept = {(row.day, row.name, row.kind): row for row in DayOff.objects.filter(day__year=year)}
    wanted = {(day.day, day.name, str(day.kind)): day for day in days}
    DayOff.objects.filter(pk__in=[row.pk for key, row in kept.items() if key not in wanted]).delete()
    DayOff.objects.bulk_create(DayOff(day=day.day, name=day.name, kind=day.kind) for key, day in wanted.items() if key not in kept)
    if wanted.keys() != kept.keys():
        facts_changed.send(sender=None, body_ids=None)
    return list(DayOff.objects.filter(day__year=year).order_by("day"))


@transaction.atomic
def add(*, day: dt.date, name: str, kind: str, by: User) -> DayOff:
    """Record one day off, or one weekend day worked in exchange."""
    check_can_edit_facts(by)
    _check(Day(day, name, kind))
    row = DayOff(day=day, name=name, kind=kind)
    editing.insert(row)
    facts_changed.send(sender=None, body_ids=None)
    return row


@transaction.atomic
def remove(*, day_off: DayOff, by: User) -> None:
    """Take a day off back; its history stays."""
    check_can_edit_facts(by)
    day_off.delete()
    facts_changed.send(sender=None, body_ids=None)


def _check(day: Day) -> None:
    if not day.name.strip():
        raise Refused(_("Hãy ghi tên ngày nghỉ."), field="name")
    if day.kind == DayOffKind.WORKED and day.day.weekday() < _SATURDAY:
        raise Refused(_("Ngày làm bù phải là thứ Bảy hoặc Chủ nhật; %(day)s là ngày làm việc.") % {"day": f"{day.day:%d/%m/%Y}"}, field="day")

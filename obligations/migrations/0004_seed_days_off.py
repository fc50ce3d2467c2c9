"""Viet Nam's days off around now, as a start; the office's own list replaces a year as a whole."""

import holidays
from django.db import migrations

YEARS = range(2023, 2029)


def seed(apps, schema_editor):
    days_off = apps.get_model("obligations", "DayOff")
    # A year that the office has already entered is the office's.
    entered = set(days_off.objects.values_list("day__year", flat=True))
    known = holidays.country_holidays("VN", years=YEARS, language="vi")
    rows = [days_off(day=day, name=name.replace("hóa", "hoá"), kind="off") for day, name in sorted(known.items())]
    rows += [days_off(day=day, name="Làm bù", kind="worked") for day in sorted(known.weekend_workdays)]
    days_off.objects.bulk_create(row for row in rows if row.day.year in YEARS and row.day.year not in entered)


class Migration(migrations.Migration):
    dependencies = [("obligations", "0003_touch_bodies_on_every_write")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

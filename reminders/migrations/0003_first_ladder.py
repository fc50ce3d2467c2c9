"""The ladder that every office starts with; it is changed on screen."""

import datetime as dt

from django.db import migrations

STEPS = (
    (None, ["contact"]),
    (1, ["contact", "secretary"]),
    (7, ["contact", "secretary", "office"]),
    (30, ["contact", "secretary", "office", "brief", "letter"]),
)


def seed(apps, schema_editor):
    ladder = apps.get_model("reminders", "Ladder").objects.create(rule="", body=None, starts_on=dt.date(2004, 1, 1), note="Thang nhắc mặc định")
    step = apps.get_model("reminders", "LadderStep")
    step.objects.bulk_create([step(ladder=ladder, days=days, audiences=audiences) for days, audiences in STEPS])


class Migration(migrations.Migration):
    dependencies = [("reminders", "0002_ladder_outbox_and_addresses")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

"""The triggers of 0003, on the tables of written consultations too: since the rule `consultation-open` they are facts."""

from importlib import import_module

from django.db import migrations

before = import_module("obligations.migrations.0003_touch_bodies_on_every_write")

SOURCES = {
    "meetings_writtenconsultation": before.OWN,
    "meetings_consultationanswer": "SELECT c.body_id FROM rows JOIN meetings_writtenconsultation c ON c.id = rows.consultation_id",
}


class Migration(migrations.Migration):
    dependencies = [("obligations", "0005_keep_judgements_of_other_days"), ("meetings", "0001_initial")]

    operations = [
        migrations.RunSQL(before._trigger(table, bodies, event), before._no_trigger(table, event))
        for table, bodies in SOURCES.items()
        for event in before.CHANGED_ROWS
    ]

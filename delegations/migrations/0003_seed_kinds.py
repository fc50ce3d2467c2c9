"""The kinds of body that every office starts with; more are added on screen."""

from django.db import migrations

KINDS = ("Đảng đoàn", "Ban cán sự đảng", "Đảng uỷ")


def seed(apps, schema_editor):
    kind = apps.get_model("delegations", "BodyKind")
    kind.objects.bulk_create([kind(name=name, position=place) for place, name in enumerate(KINDS, start=1)], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("delegations", "0002_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

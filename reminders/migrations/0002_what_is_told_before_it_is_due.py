import django.db.models.deletion
from django.db import migrations, models

import core.fields
from reminders.migrations import _by_hand


# squawk: adding-foreign-key-constraint, disallowed-unique-constraint: the table is new and empty
class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0001_layout_5"),
        ("reminders", "0001_layout_5"),
    ]

    operations = [
        migrations.CreateModel(
            name="Forewarning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=40, verbose_name="quy tắc")),
                ("subject", core.fields.LineField(max_length=60, verbose_name="mã hồ sơ")),
                ("due_on", models.DateField(verbose_name="hạn")),
                ("step", models.CharField(max_length=12, verbose_name="bậc")),
                ("address", models.EmailField(max_length=254, verbose_name="địa chỉ")),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forewarnings",
                        to="outbox.message",
                        verbose_name="thư",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần báo trước hạn",
                "verbose_name_plural": "lần báo trước hạn",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rule", "subject", "due_on", "step", "address"),
                        name="a_step_before_a_due_day_is_told_once",
                    )
                ],
            },
        ),
        migrations.RunPython(_by_hand.seed_ladders_ahead, migrations.RunPython.noop),
    ]

"""One row for each who is counted, with the end of its span: counts of an hour and of ten minutes lie side by side.

Counts live for an hour at most, so those of the old table are not carried over.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_give_programs_keys_to_read")]
    operations = [
        migrations.DeleteModel(name="RequestCount"),
        migrations.CreateModel(
            name="RequestCount",
            fields=[
                ("who", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("ends_at", models.DateTimeField()),
                ("number", models.PositiveIntegerField()),
            ],
            options={"indexes": [models.Index(fields=["ends_at"], name="counts_to_forget")]},
        ),
    ]

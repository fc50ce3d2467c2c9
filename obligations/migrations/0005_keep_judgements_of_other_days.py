"""Tables in which judgements of days other than today are kept, and a count of touches that tells which of them still stand."""

import django.db.models.deletion
from django.db import migrations, models

# Whoever takes touches, and however, counts them in the same statement: taken and waiting touches together are how often a
# body's facts were written, a number that never falls.
COUNT_TAKEN = """
    CREATE FUNCTION obligations_count_touches_taken() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO obligations_touchestaken AS kept (body_id, number)
            SELECT COALESCE(body_id, 0), count(*) FROM old_rows GROUP BY 1 ORDER BY 1
            ON CONFLICT (body_id) DO UPDATE SET number = kept.number + EXCLUDED.number;
        RETURN NULL;
    END $$;
    CREATE TRIGGER obligations_count_touches_taken AFTER DELETE ON obligations_touch REFERENCING OLD TABLE AS old_rows
        FOR EACH STATEMENT EXECUTE FUNCTION obligations_count_touches_taken();
    CREATE FUNCTION obligations_count_touches_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO obligations_touchestaken AS kept (body_id, number) SELECT 0, count(*) FROM obligations_touch
            ON CONFLICT (body_id) DO UPDATE SET number = kept.number + EXCLUDED.number;
        RETURN NULL;
    END $$;
    CREATE TRIGGER obligations_count_touches_emptied BEFORE TRUNCATE ON obligations_touch
        FOR EACH STATEMENT EXECUTE FUNCTION obligations_count_touches_emptied();
"""
NO_COUNT = """
    DROP TRIGGER obligations_count_touches_taken ON obligations_touch;
    DROP FUNCTION obligations_count_touches_taken();
    DROP TRIGGER obligations_count_touches_emptied ON obligations_touch;
    DROP FUNCTION obligations_count_touches_emptied();
"""
# What can be judged again needs no log: a crash of the server empties these three together.
KEPT = ("obligations_keptday", "obligations_keptbody", "obligations_keptfinding")


DAY = {"db_constraint": False, "db_index": False, "on_delete": django.db.models.deletion.CASCADE, "to": "obligations.keptday"}
BODY = {"db_constraint": False, "db_index": False, "on_delete": django.db.models.deletion.DO_NOTHING, "related_name": "+", "to": "delegations.body"}


class Migration(migrations.Migration):
    dependencies = [
        ("delegations", "0002_initial"),
        ("obligations", "0004_seed_days_off"),
    ]

    operations = [
        migrations.CreateModel(
            name="TouchesTaken",
            fields=[
                ("body_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
            ],
        ),
        migrations.RunSQL(COUNT_TAKEN, NO_COUNT),
        migrations.CreateModel(
            name="KeptDay",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("judged_on", models.DateField()),
                ("version", models.CharField(max_length=64)),
                ("findings", models.PositiveIntegerField(default=0)),
                ("counts", models.JSONField(default=dict)),
                ("used_at", models.DateTimeField()),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("judged_on", "version"), name="one_kept_day_per_version")]},
        ),
        migrations.CreateModel(
            name="KeptBody",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.BigIntegerField()),
                ("periods", models.JSONField(null=True)),
                ("body", models.ForeignKey(**BODY)),
                ("day", models.ForeignKey(related_name="bodies", **DAY)),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("day", "body"), name="one_kept_judgement_per_day_and_body")]},
        ),
        migrations.CreateModel(
            name="KeptFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.TextField()),
                ("subject", models.TextField()),
                ("status", models.TextField()),
                ("severity", models.TextField()),
                ("due_on", models.DateField(null=True)),
                ("evidence", models.JSONField(default=dict)),
                ("parameters", models.JSONField(default=list)),
                ("body", models.ForeignKey(**BODY)),
                ("day", models.ForeignKey(related_name="of_day", **DAY)),
            ],
            options={"indexes": [models.Index(fields=["day", "body"], name="kept_finding_of_day_and_body")]},
        ),
        migrations.RunSQL(
            [f"ALTER TABLE {table} SET UNLOGGED" for table in KEPT],
            [f"ALTER TABLE {table} SET LOGGED" for table in reversed(KEPT)],
        ),
    ]

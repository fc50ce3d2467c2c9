"""Of when a body's records were last written, what was taken back again does not count
(`obligations.queries.freshness`): the few acts that this is asked of are found by an index of their own, on a
table that grows with every write."""

from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("accounts", "0002_accounts_by_post")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX CONCURRENTLY history_taken_back ON pghistory_context (id)"
            " WHERE metadata ?| ARRAY['undone_at', 'undoes']",
            "DROP INDEX history_taken_back",
        )
    ]

"""What the app's tables need beside what the models say. Part of the first migration."""

from typing import Any

from django.core.management import call_command
from django.db import migrations


def make_cache_table(apps: Any, schema_editor: Any) -> None:
    """Make the table that the cache lies in: signing in needs it, so a database without it lets nobody in."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


DEPENDENCIES = [("pghistory", "0007_auto_20250421_0444")]
BEFORE: list[Any] = []
AFTER = [
    migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    # The log of changes is read by time; the table is the library's.
    migrations.RunSQL(
        "CREATE INDEX history_by_time ON pghistory_context (created_at, id)", "DROP INDEX history_by_time"
    ),
]

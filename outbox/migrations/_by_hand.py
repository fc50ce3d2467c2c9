"""What the app's tables need beside what the models say. Part of the first migration."""

from typing import Any

from django.db import migrations

# A mail's row changes three times on its way out; its texts never do. Kept apart (TOAST) they are not copied each time.
LIGHT_ROWS = "ALTER TABLE outbox_message SET (toast_tuple_target = 256, fillfactor = 70)"

DEPENDENCIES: list[tuple[str, str]] = []
BEFORE: list[Any] = []
AFTER = [migrations.RunSQL(LIGHT_ROWS, migrations.RunSQL.noop)]

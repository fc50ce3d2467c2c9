"""What the app's tables need beside what the models say. Part of the first migration."""

import datetime as dt
from typing import Any

from django.db import migrations

STEPS = (
    (None, ["contact"]),
    (1, ["contact", "secretary"]),
    (7, ["contact", "secretary", "office"]),
    (30, ["contact", "secretary", "office", "brief", "letter"]),
)


def seed_ladder(apps: Any, schema_editor: Any) -> None:
    """Enter the ladder that every office starts with; it is changed on screen."""
    ladder = apps.get_model("reminders", "Ladder").objects.create(
        rule="", body=None, starts_on=dt.date(2004, 1, 1), note="Thang nhắc mặc định"
    )
    step = apps.get_model("reminders", "LadderStep")
    step.objects.bulk_create(
        [step(ladder=ladder, days=days, audiences=audiences) for days, audiences in STEPS]
    )


DEPENDENCIES: list[tuple[str, str]] = []
BEFORE: list[Any] = []
AFTER = [migrations.RunPython(seed_ladder, migrations.RunPython.noop)]

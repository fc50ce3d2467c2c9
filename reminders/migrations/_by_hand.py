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
# What has no finding before its due day is called to mind ahead of it.
AHEAD = (-3, ["contact", "secretary"])
TOLD_AHEAD = ("direction-overdue", "action-overdue", "submission-overdue")


def seed_ladder(apps: Any, schema_editor: Any) -> None:
    """Enter the ladder that every office starts with; it is changed on screen."""
    ladder = apps.get_model("reminders", "Ladder").objects.create(
        rule="", body=None, starts_on=dt.date(2004, 1, 1), note="Thang nhắc mặc định"
    )
    step = apps.get_model("reminders", "LadderStep")
    step.objects.bulk_create(
        [step(ladder=ladder, days=days, audiences=audiences) for days, audiences in STEPS]
    )


def seed_ladders_ahead(apps: Any, schema_editor: Any) -> None:
    """Give directions, tasks and submissions a ladder with a step before the due day, the general one
    else."""
    ladders, step = apps.get_model("reminders", "Ladder").objects, apps.get_model("reminders", "LadderStep")
    for rule in TOLD_AHEAD:
        ladder = ladders.create(
            rule=rule, body=None, starts_on=dt.date(2004, 1, 1), note="Thang nhắc mặc định, có báo trước hạn"
        )
        own = [AHEAD, *((days, audiences) for days, audiences in STEPS)]
        step.objects.bulk_create([step(ladder=ladder, days=days, audiences=told) for days, told in own])


DEPENDENCIES: list[tuple[str, str]] = []
BEFORE: list[Any] = []
AFTER = [
    migrations.RunPython(seed_ladder, migrations.RunPython.noop),
    migrations.RunPython(seed_ladders_ahead, migrations.RunPython.noop),
]

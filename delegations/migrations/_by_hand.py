"""What the app's tables need beside what the models say. Part of the first migration."""

from typing import Any

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

from core.keys import CreateKeyFunctions

KINDS = ("Đảng đoàn", "Ban cán sự đảng", "Đảng uỷ")


def seed_kinds(apps: Any, schema_editor: Any) -> None:
    """Enter the kinds of body that every office starts with; more are added on screen."""
    kind = apps.get_model("delegations", "BodyKind")
    kind.objects.bulk_create(
        [kind(name=name, position=place) for place, name in enumerate(KINDS, start=1)], ignore_conflicts=True
    )


DEPENDENCIES: list[tuple[str, str]] = []
# The constraints and searches rest on these extensions, the keys of search and order on these functions, in the apps above too.
BEFORE = [BtreeGistExtension(), TrigramExtension(), UnaccentExtension(), CreateKeyFunctions()]
AFTER = [migrations.RunPython(seed_kinds, migrations.RunPython.noop)]

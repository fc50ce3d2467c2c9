"""How the machine is doing that all rests on: room on its disk, and the last backup."""

import contextlib
import datetime as dt
import json
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from core.files import bucket_answers, disk

# The backup is made every night; one missed night is a warning by the next noon.
OLD_AFTER = dt.timedelta(hours=36)
LITTLE_ROOM = 1_000_000_000  # bytes


class Backup(NamedTuple):
    """What came of the last backup. `error`: why the last attempt failed, empty when it did not. `warnings`:
    attachments that it found damaged."""

    finished_at: dt.datetime | None
    file: str
    size: int
    encrypted: bool
    signer: str
    warnings: tuple[str, ...]
    error: str
    is_old: bool

    @property
    def is_warning(self) -> bool:
        return self.is_old or bool(self.error or self.warnings)


class Host(NamedTuple):
    """Bytes free and in all on the disk of the files, the last backup, and whether the bucket of files
    answers (None where files are in a folder)."""

    room: int
    size: int
    backup: Backup
    bucket: bool | None

    @property
    def is_tight(self) -> bool:
        return self.room < LITTLE_ROOM


def host(now: dt.datetime) -> Host:
    """Return how the machine is doing; the database is not asked."""
    size, room = disk()
    record: dict[str, Any] = {}
    with contextlib.suppress(OSError, ValueError):  # no backup yet, or a record that a full disk cut off
        record = json.loads(Path(settings.BACKUP_RECORD).read_text())
    finished_at = dt.datetime.fromisoformat(record["finished_at"]) if record.get("finished_at") else None
    backup = Backup(
        finished_at,
        record.get("file", ""),
        record.get("size", 0),
        record.get("encrypted", False),
        record.get("signer", ""),
        tuple(record.get("warnings", ())),
        record.get("error", ""),
        finished_at is None or now - finished_at > OLD_AFTER,
    )
    return Host(room, size, backup, bucket_answers())

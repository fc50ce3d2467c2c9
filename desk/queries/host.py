"""How the machine is doing that all rests on: room on its disk, the last backup, the archive and the last
drill."""

import contextlib
import datetime as dt
import json
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from core.files import bucket_answers, disk

# The backup is made every night; one missed night is a warning by the next noon.
OLD_AFTER = dt.timedelta(hours=36)
LATE_AFTER = dt.timedelta(minutes=5)  # what an office may lose with its disk
DRILLED_WITHIN = dt.timedelta(days=9)  # weekly, and two days of grace
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


class Archive(NamedTuple):
    """How far the journal is stored: up to `through`, from `first` on. `wanted`: whether one is kept at all.
    `same_disk`: it would be lost with the data. `error`: why it does not go on, empty while it does."""

    wanted: bool
    through: dt.datetime | None
    first: dt.datetime | None
    base_at: dt.datetime | None
    folder: str
    size: int
    same_disk: bool
    encrypted: bool
    error: str
    is_late: bool


class Drill(NamedTuple):
    """What the last drill found; `faults` empty when all came back. `succeeded_at`: when one last went
    well."""

    finished_at: dt.datetime | None
    succeeded_at: dt.datetime | None
    seconds: float
    tables: int
    rows: int
    file: str
    archive_compared: bool
    faults: tuple[str, ...]
    is_old: bool


class Host(NamedTuple):
    """Bytes free and in all on the disk of the files, the last backup, the archive, the last drill, and
    whether the bucket of files answers (None where files are in a folder)."""

    room: int
    size: int
    backup: Backup
    archive: Archive
    drill: Drill
    bucket: bool | None

    @property
    def is_tight(self) -> bool:
        return self.room < LITTLE_ROOM


def host(now: dt.datetime) -> Host:
    """Return how the machine is doing; the database is not asked."""
    size, room = disk()
    return Host(room, size, _backup(now), _archive(now), _drill(now), bucket_answers())


def _read(path: Path) -> dict[str, Any]:
    with contextlib.suppress(OSError, ValueError):  # none yet, or a record that a full disk cut off
        found = json.loads(path.read_text())
        if isinstance(found, dict):
            return found
    return {}


def _moment(words: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(words) if words else None


def _backup(now: dt.datetime) -> Backup:
    record = _read(Path(settings.BACKUP_RECORD))
    finished_at = _moment(record.get("finished_at"))
    return Backup(
        finished_at,
        record.get("file", ""),
        record.get("size", 0),
        record.get("encrypted", False),
        record.get("signer", ""),
        tuple(record.get("warnings", ())),
        record.get("error", ""),
        finished_at is None or now - finished_at > OLD_AFTER,
    )


def _archive(now: dt.datetime) -> Archive:
    record = _read(Path(settings.ARCHIVE_RECORD))
    through = _moment(record.get("through"))
    return Archive(
        settings.ARCHIVE_WANTED,
        through,
        _moment(record.get("first")),
        _moment(record.get("base_at")),
        record.get("folder", ""),
        record.get("size", 0),
        record.get("same_disk", True),
        record.get("encrypted", False),
        record.get("error", ""),
        through is None or now - through > LATE_AFTER,
    )


def _drill(now: dt.datetime) -> Drill:
    record = _read(Path(settings.DRILL_RECORD))
    succeeded_at = _moment(record.get("succeeded_at"))
    return Drill(
        _moment(record.get("finished_at")),
        succeeded_at,
        record.get("seconds", 0),
        record.get("tables", 0),
        record.get("rows", 0),
        record.get("file", ""),
        bool(record.get("archive_seconds")) and not record.get("archive_left_out"),
        (*record.get("faults", ()), *record.get("archive_faults", ())),
        succeeded_at is None or now - succeeded_at > DRILLED_WITHIN,
    )

"""What came of the last backup, of the archive and of the last drill: a small file each, for the status page
and the metrics."""

import contextlib
import datetime as dt
import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from runtime import places
from runtime.processes import make_folder

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)  # noqa: TID251 - runs without the product's clock


def stamp() -> str:
    return now().isoformat(timespec="seconds")


def shown(moment: dt.datetime) -> str:
    """Return a moment as the office reads its clock."""
    return moment.astimezone(ZONE).strftime("%d/%m/%Y %H:%M:%S")


def read(path: Path) -> dict[str, Any]:
    """Return what was written down, nothing where that cannot be read."""
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(path.read_text())
        if isinstance(found, dict):
            return found
    return {}


def write(path: Path, **words: object) -> None:
    """Write down these words beside those that were there."""
    with contextlib.suppress(OSError):  # a full disk has been told of already
        make_folder(places.var(), mode=0o755)
        aside = path.with_suffix(".new")
        aside.write_text(json.dumps(read(path) | words, ensure_ascii=False))
        aside.replace(path)

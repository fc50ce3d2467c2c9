"""`nen-nep drill`: the newest backup and the archive are restored on a server beside the one in use, and what
comes back is compared, row by row, with what the backup noted when it was made. Nothing in use is touched."""

import functools
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from runtime import archive, backup, dump, filestore, moment, places, record, restore, shelf, trial
from runtime.errors import CannotStart

MOST_SHOWN = 20


def run(folder: Path, opened: moment.Opened) -> dict[str, Any]:
    """Do a drill with the newest backup of a folder, put on record what came of it and return that: what was
    `restored`, in how many seconds, and the `faults`, none when all was right."""
    began = time.monotonic()
    found: dict[str, Any] = {"faults": [], "archive_faults": [], "archive_seconds": 0, "archive_left_out": ""}
    try:
        with trial.place() as work:
            manifest = _backup(folder, work, opened, found)
        if places.is_archived():
            _archive(manifest, opened, found)
        else:
            found["archive_left_out"] = "ARCHIVE_FOLDER"
    except CannotStart as error:
        found["faults"].append(str(error).splitlines()[0])
    except OSError as error:
        found["faults"].append(f"{error.strerror or error}")
    found["seconds"] = round(time.monotonic() - began, 1)
    good = not found["faults"] and not found["archive_faults"]
    record.write(places.drill_record(), **found | ({"succeeded_at": record.stamp()} if good else {}))
    record.write(places.drill_record(), finished_at=record.stamp())
    return found


def newest(folder: Path) -> Path:
    """Return the newest backup of a folder; raises CannotStart where there is none."""
    files = sorted(path for path in folder.glob("*") if backup.NAME.fullmatch(path.name))
    if not files:
        raise CannotStart(
            f"Không có bản sao lưu nào trong {folder} để diễn tập.", f"There is no backup in {folder}."
        )
    return files[-1]


def _backup(folder: Path, work: Path, opened: moment.Opened, found: dict[str, Any]) -> dict[str, Any]:
    """Restore the newest backup and compare; return its manifest."""
    file = newest(folder)
    began = time.monotonic()
    found["file"] = str(file)
    ready = work / "ready"
    ready.mkdir(mode=0o700)
    take = functools.partial(filestore.Folder(work / "uploads").take, "drill")
    trusted = list(opened.trusted)
    restore.unpack(file, ready, take, key=opened.key, trusted=trusted, unsigned=opened.unsigned)
    manifest = restore.manifest(ready)
    with trial.fresh(work) as at:
        dump.read(at, ready / backup.DUMP, mark="restored_drill")
        tables = manifest.get("tables")
        if not tables:
            raise CannotStart(
                f"{file.name} do bản cũ tạo, không ghi số dòng để so sánh; hãy sao lưu lại.",
                f"{file.name} was made by an older version and notes no sums to compare with.",
            )
        found["faults"] += dump.compare(at, tables)[:MOST_SHOWN]
    found["made_at"] = manifest.get("made_at", "")
    found["tables"] = len(tables)
    found["rows"] = sum(int(rows) for rows, _ in tables.values())
    found["files"] = sum(name.startswith(f"{backup.FILES}/") for name in manifest.get("members", {}))
    found["backup_seconds"] = round(time.monotonic() - began, 1)
    return manifest


def _archive(manifest: dict[str, Any], opened: moment.Opened, found: dict[str, Any]) -> None:
    """Recover the archive to the moment of the backup and compare with the same sums; check each file that it
    keeps."""
    try:
        chain = moment.chains()[-1]
    except CannotStart as error:
        found["archive_faults"].append(str(error).splitlines()[0])
        return
    began = time.monotonic()
    found["archive_faults"] += list(_damaged(chain, opened))[:MOST_SHOWN]
    made_at = datetime.fromisoformat(manifest["made_at"])
    fitting = [base for base in chain.bases if datetime.fromisoformat(base["began_at"]) <= made_at]
    if not fitting or not manifest.get("lsn") or chain.through < made_at:
        # Compared at the next drill: the archive began after that backup, or people wrote all the time.
        found["archive_left_out"] = "lsn" if fitting else "base"
        base, until = chain.bases[-1], {}
    else:
        base, until = fitting[-1], moment.at_position(manifest["lsn"])
    try:
        with (
            trial.place() as work,
            moment.recovered(work, chain, base, until, opened, whole=False) as at,
        ):
            if until:
                found["archive_faults"] += dump.compare(at, manifest["tables"])[:MOST_SHOWN]
            elif not dump.is_filled(at):
                found["archive_faults"].append("–")
    except CannotStart as error:
        found["archive_faults"].append(str(error).splitlines()[0])
    found["archive_seconds"] = round(time.monotonic() - began, 1)


def _damaged(chain: moment.Chain, opened: moment.Opened) -> Iterator[str]:
    """Return what is wrong with files of the archive."""
    folder = chain.folder / archive.FILES
    for note in shelf.notes(folder):
        try:
            shelf.check(folder, note, trusted=list(opened.trusted), unsigned=opened.unsigned)
        except CannotStart as error:
            yield str(error).splitlines()[0]


def told(found: dict[str, Any]) -> str:
    """Return what came of a drill as a person reads it."""
    faults = [*found["faults"], *found["archive_faults"]]
    if faults:
        return "\n  ".join(["Diễn tập thấy lỗi / the drill found faults:", *faults])
    lines = [
        f"Diễn tập đạt sau {found['seconds']} giây / the drill went well:",
        f"  {found['file']}: {found['tables']} bảng, {found['rows']} dòng, {found['files']} tệp,"
        f" {found['backup_seconds']} giây",
    ]
    if found["archive_seconds"]:
        compared = "chưa so được với bản sao lưu" if found["archive_left_out"] else "so khớp từng dòng"
        lines.append(f"  Kho lưu trữ liên tục / archive: {compared}, {found['archive_seconds']} giây")
    return "\n".join(lines)

"""Everything from a backup: checked whole first, then the database in one transaction, then the files in one
switch.

Between the two the database bears the mark of the restore, so that a machine that stops there finishes at its
next start.
"""

import functools
import json
import os
import shutil
import tarfile
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from runtime import backup, dump, filestore, moment, places, seal
from runtime.errors import CannotStart
from runtime.processes import lock, make_folder

KEPT_BEFORE = 3  # backups of what restores replaced
READY = filestore.READY  # in var/ as in the store of files: checked, waiting for the switch


@dataclass(frozen=True)
class Done:
    """A restore that was done: the backup of what was here before, None where nothing was, and the moment
    that it went back to, None for a backup's own."""

    before: Path | None
    moment: datetime | None = None


def restore(file: Path, *, key: Path | None = None, trusted: str = "", unsigned: bool = False) -> Done:
    """Put a backup in place of what is here. Raises CannotStart."""

    def make_ready(ready: Path) -> None:
        unpack(file, ready, _take(ready), key=key, trusted=_words(trusted), unsigned=unsigned)

    return _replace(make_ready)


def restore_to(to: str, *, key: Path | None = None, trusted: str = "", unsigned: bool = False) -> Done:
    """Put what the archive holds of a moment in place of what is here. Raises CannotStart."""
    wanted, opened = moment.parse(to), moment.Opened(key, tuple(_words(trusted)), unsigned)

    def make_ready(ready: Path) -> datetime:
        return moment.write(ready, wanted, opened, take=_take(ready))

    return _replace(make_ready)


def _take(ready: Path) -> filestore.Take:
    """Return what puts an upload into the office's store, beside the others until the switch."""
    return functools.partial(filestore.store().take, ready.name.removeprefix(READY))


def _words(trusted: str) -> list[str]:
    return [word.strip() for word in trusted.split(",") if word.strip()]


def _replace(make_ready: Callable[[Path], datetime | None]) -> Done:
    """Replace what is here by what `make_ready` lays out in a folder; what was here is saved first."""
    with lock("supervisor", wait=False) as mine, lock("backup", wait=False) as alone:
        if not mine:
            raise CannotStart(
                "Hãy dừng Nền nếp trước (Ctrl-C hoặc systemctl stop nen-nep).",
                "Stop Nền nếp first (Ctrl-C or systemctl stop nen-nep).",
            )
        if not alone:
            raise CannotStart("Một lần sao lưu đang chạy.", "A backup is running.")
        finish()
        mark = f"restored_{uuid.uuid4().hex[:12]}"
        ready = make_folder(places.var() / f"{READY}{mark}")
        try:
            reached = make_ready(ready)
            before = _save_first()
        except OSError as error:
            _discard(mark)
            raise CannotStart(
                f"Không khôi phục được: {error.strerror or error}. Dữ liệu vẫn như trước.",
                f"Nothing was restored: {error}.",
            ) from None
        except BaseException:
            _discard(mark)
            raise
        try:
            dump.read(dump.address(), ready / backup.DUMP, mark=mark)
        finally:
            finish()
        return Done(before, reached)


def _save_first() -> Path | None:
    if not dump.exists() or not dump.is_filled(dump.address()):
        return None
    kept = places.var() / "before-restore"
    before = backup.write(kept).file
    backup.prune(kept, keep=KEPT_BEFORE)
    return before


def finish() -> None:
    """Complete a restore whose database is in place already, and clear away one whose database is not.
    Without one, look at the folder only."""
    waiting = sorted(places.var().glob(f"{READY}*"))
    if not waiting:
        return
    at = dump.address()
    marks = dump.marks(at)
    for ready in waiting:
        mark = ready.name.removeprefix(READY)
        if mark in marks:
            _switch(ready, mark)
            os.sync()  # the files' new names first
            dump.unmark(at, mark)
        _discard(mark)


def _discard(mark: str) -> None:
    filestore.store().discard(mark)
    shutil.rmtree(places.var() / f"{READY}{mark}", ignore_errors=True)


def _switch(ready: Path, mark: str) -> None:
    """Exchange files. Done twice, or cut off and done again, it ends the same."""
    filestore.store().switch(mark, ready)
    for name in backup.LOOSE:
        if (ready / name).exists():
            (ready / name).replace(places.var() / name)


def unpack(
    file: Path, ready: Path, take: filestore.Take, *, key: Path | None, trusted: list[str], unsigned: bool
) -> None:
    """Unpack a backup, its uploads by `take`, and check each part against the manifest,
    and that against its signature. Raises CannotStart, naming what is damaged."""
    with tempfile.TemporaryDirectory(dir=ready) as work:
        try:
            plain = file
            with file.open("rb") as source:
                encrypted = source.read(21) == b"age-encryption.org/v1"
            if encrypted:
                plain = Path(work) / "plain.tar"
                seal.decrypt(file, plain, key)
            found = _extract(plain, ready, take)
        except tarfile.TarError as error:
            raise CannotStart(
                f"Không đọc được {file}: {error}", f"{file} cannot be read or is not whole."
            ) from None
        except OSError as error:
            raise CannotStart(
                f"Không đọc được {file}: {error.strerror or error}", f"{file} cannot be read or is not whole."
            ) from None
    listed = ready / backup.MANIFEST
    if backup.DUMP not in found and backup.MANIFEST not in found:
        raise CannotStart(
            f"{file} không phải bản sao lưu của Nền nếp.", f"{file} is not a backup of Nền nếp."
        )
    if backup.MANIFEST not in found:
        if unsigned and backup.DUMP in found:
            return  # made before there were manifests
        raise CannotStart(
            f"{file} không trọn vẹn: thiếu bảng kê ở cuối tệp.",
            f"{file} is not whole: the manifest at its end is missing.",
        )
    content = listed.read_bytes()
    signature = ready / backup.SIGNATURE
    if not unsigned:
        seal.check(content, signature.read_bytes() if signature.exists() else None, trusted=trusted)
    parts = {
        name: digest for name, digest in found.items() if name not in {backup.MANIFEST, backup.SIGNATURE}
    }
    _compare(_listed(content, file), parts, file)


def _extract(archive: Path, ready: Path, take: filestore.Take) -> dict[str, str]:
    """Write the archive's files into their places and return their hashes. Only plain files under the names
    of a backup are looked at."""
    found = {}
    with tarfile.open(archive, "r:") as source:
        for entry in source:
            parts = entry.name.split("/")
            in_files = (
                parts[0] == backup.FILES
                and len(parts) > 1
                and all(part and not part.startswith(".") for part in parts)
            )
            if not entry.isreg() or not (
                in_files or entry.name in {backup.DUMP, backup.MANIFEST, backup.SIGNATURE, *backup.LOOSE}
            ):
                continue
            content = source.extractfile(entry)
            assert content is not None
            hashing = backup.Hashing(content)
            if in_files:
                name = entry.name.removeprefix(f"{backup.FILES}/")
                take(filestore.Upload(name, entry.size, int(entry.mtime)), hashing)
            else:
                with open(
                    os.open(ready / entry.name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb"
                ) as sink:
                    shutil.copyfileobj(hashing, sink, 1 << 20)
                    sink.flush()
                    os.fsync(sink.fileno())
            found[entry.name] = hashing.digest.hexdigest()
    return found


def manifest(ready: Path) -> dict[str, Any]:
    """Return the manifest of a backup that was unpacked, nothing where it had none."""
    path = ready / backup.MANIFEST
    return json.loads(path.read_bytes()) if path.exists() else {}


def _listed(content: bytes, file: Path) -> dict[str, str]:
    """Return the hash of each part as the manifest lists it, the database among them. Raises CannotStart for
    what is no manifest."""
    try:
        return {
            backup.DUMP: "",
            **{name: str(part["sha256"]) for name, part in json.loads(content)["members"].items()},
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise CannotStart(
            f"{file} bị hỏng ở bảng kê, chưa thay đổi gì. Hãy dùng bản sao lưu khác.",
            f"The manifest of {file} is damaged; nothing was changed. Use another backup.",
        ) from None


def _compare(listed: dict[str, str], found: dict[str, str], file: Path) -> None:
    wrong = [f"{name} (thiếu / missing)" for name in listed if name not in found]
    wrong += [
        f"{name} (hỏng / damaged)"
        for name, digest in found.items()
        if name in listed and listed[name] != digest
    ]
    wrong += [
        f"{name} (không có trong bảng kê / not in the manifest)" for name in found if name not in listed
    ]
    if wrong:
        shown = "\n  ".join(wrong[:20])
        raise CannotStart(
            f"{file} bị hỏng, chưa thay đổi gì. Các phần sai ({len(wrong)}):\n  {shown}\nHãy dùng bản sao lưu"
            " khác.",
            f"{file} is damaged; nothing was changed. Use another backup.",
        )

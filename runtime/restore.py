"""Everything from a backup: checked whole first, then the database in one transaction, then the files in one
switch.

Between the two the database bears the mark of the restore, so that a machine that stops there finishes at its
next start.
"""

import json
import os
import shutil
import tarfile
import tempfile
import uuid
from pathlib import Path

from runtime import backup, dump, filestore, places, seal
from runtime.errors import CannotStart
from runtime.processes import lock, make_folder

KEPT_BEFORE = 3  # backups of what restores replaced
READY = filestore.READY  # in var/ as in the store of files: checked, waiting for the switch


def restore(file: Path, *, key: Path | None = None, trusted: str = "", unsigned: bool = False) -> Path | None:
    """Put a backup in place of what is here and return the backup of what was here before, made first; None
    where nothing was. Raises CannotStart."""
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
            _unpack(
                file,
                ready,
                key=key,
                trusted=[word.strip() for word in trusted.split(",") if word.strip()],
                unsigned=unsigned,
            )
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
        return before


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


def _unpack(file: Path, ready: Path, *, key: Path | None, trusted: list[str], unsigned: bool) -> None:
    """Unpack a backup and check each part of it against the manifest, and that against its signature. Raises
    CannotStart, naming what is damaged."""
    with tempfile.TemporaryDirectory(dir=ready) as work:
        try:
            plain = file
            with file.open("rb") as source:
                encrypted = source.read(21) == b"age-encryption.org/v1"
            if encrypted:
                plain = Path(work) / "plain.tar"
                seal.decrypt(file, plain, key)
            found = _extract(plain, ready)
        except tarfile.TarError as error:
            raise CannotStart(
                f"Không đọc được {file}: {error}", f"{file} cannot be read or is not whole."
            ) from None
        except OSError as error:
            raise CannotStart(
                f"Không đọc được {file}: {error.strerror or error}", f"{file} cannot be read or is not whole."
            ) from None
    manifest = ready / backup.MANIFEST
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
    content = manifest.read_bytes()
    signature = ready / backup.SIGNATURE
    if not unsigned:
        seal.check(content, signature.read_bytes() if signature.exists() else None, trusted=trusted)
    parts = {
        name: digest for name, digest in found.items() if name not in {backup.MANIFEST, backup.SIGNATURE}
    }
    _compare(_listed(content, file), parts, file)


def _extract(archive: Path, ready: Path) -> dict[str, str]:
    """Write the archive's files into their places and return their hashes. Only plain files under the names
    of a backup are looked at."""
    store, mark = filestore.store(), ready.name.removeprefix(READY)
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
                store.take(mark, filestore.Upload(name, entry.size, int(entry.mtime)), hashing)
            else:
                with open(
                    os.open(ready / entry.name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb"
                ) as sink:
                    shutil.copyfileobj(hashing, sink, 1 << 20)
                    sink.flush()
                    os.fsync(sink.fileno())
            found[entry.name] = hashing.digest.hexdigest()
    return found


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

"""One .tar with the database, the uploaded files and the secret, made while people work; `nen-nep backup`
writes it.

Its last two members are the manifest, with the length and SHA-256 of each other member, and the manifest's
signature.
"""

import contextlib
import dataclasses
import errno
import hashlib
import io
import json
import os
import re
import shutil
import socket
import tarfile
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from runtime import dump, filestore, places, record, seal
from runtime.errors import CannotStart
from runtime.processes import lock
from runtime.version import version

FILES = "files"
LOOSE = ("secret", "sample-logins.txt")
DUMP, MANIFEST, SIGNATURE = "database.dump", "manifest.json", "manifest.sig"
NAME = re.compile(r"nen-nep-\d{8}-\d{6}\.tar(?:\.age)?")
ATTEMPTS = 3
WORK = ".backup-"
PART = ".nen-nep-"


@dataclasses.dataclass(frozen=True)
class Saved:
    """A backup that was made. `warnings`: attachments that were damaged or gone before it, in words."""

    file: Path
    size: int
    warnings: list[str]


class Hashing:
    """Reads a file of a known length and hashes what passes."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.source.read(size)
        self.digest.update(piece)
        return piece


def save(folder: Path, *, keep: int = 0, recipients: str = "") -> Saved:
    """Write a backup into a folder and return it; with `keep`, delete all but so many of the newest there.
    Raises CannotStart.

    It bears its final name only when complete. `recipients`: age public keys, with commas. What came of it is
    put on record.
    """
    with lock("backup", wait=False) as mine:
        if not mine:
            raise CannotStart("Một lần sao lưu khác đang chạy.", "Another backup is running.")
        try:
            saved = write(folder, recipients=recipients)
        except CannotStart as error:
            record.write(places.backup_record(), failed_at=record.stamp(), error=str(error).splitlines()[0])
            raise
        prune(folder, keep=keep)
        record.write(
            places.backup_record(),
            finished_at=record.stamp(),
            file=str(saved.file),
            size=saved.size,
            warnings=saved.warnings,
            encrypted=bool(recipients),
            signer=seal.signer(),
            failed_at="",
            error="",
        )
    return saved


def write(folder: Path, *, recipients: str = "") -> Saved:
    """Write a backup into a folder, tried again where files vanish meanwhile."""
    if not dump.exists():
        raise CannotStart(
            f"Không có dữ liệu để sao lưu trong {places.var()}. Hãy chạy đúng lệnh của bản đã cài (sudo"
            " nen-nep backup), hoặc đặt VAR_DIR, DATABASE_URL.",
            f"There is nothing to save in {places.var()}. Use the installation's own command (sudo nen-nep"
            " backup), or set VAR_DIR or DATABASE_URL.",
        )
    at = dump.address()
    if not dump.is_filled(at):
        raise CannotStart(
            "Cơ sở dữ liệu chưa có bảng nào của Nền nếp nên không sao lưu. Hãy kiểm tra VAR_DIR,"
            " DATABASE_URL: có thể đang trỏ tới một cơ sở dữ liệu khác.",
            "The database holds no tables of Nền nếp, so it is not saved. Check VAR_DIR and DATABASE_URL:"
            " they may point to another database.",
        )
    keys = seal.recipients(recipients)
    clear_leftovers(folder)
    try:
        if not folder.exists():
            folder.mkdir(
                mode=0o700, parents=True
            )  # a folder that is there keeps its mode: others may use it too
        _check_room(folder, at)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return _write_once(folder, at, keys)
            except filestore.Gone as vanished:
                if attempt == ATTEMPTS:
                    raise CannotStart(
                        f"Tệp {vanished} thay đổi trong lúc sao lưu, {ATTEMPTS} lần liền.",
                        f"The file {vanished} changed during the backup, {ATTEMPTS} times in turn.",
                    ) from None
    except OSError as error:
        raise CannotStart(
            f"Không ghi được bản sao lưu vào {folder}: {error.strerror or error}.",
            f"The backup cannot be written to {folder}: {error}.",
        ) from None
    raise AssertionError


def _write_once(folder: Path, at: str, keys: list[Any]) -> Saved:
    aside = folder / f"{PART}{socket.gethostname()}-{os.getpid()}.part"
    try:
        with tempfile.TemporaryDirectory(dir=places.var(), prefix=WORK) as work:
            dumped = Path(work) / DUMP
            sums = dump.write(at, dumped)
            handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as sink:
                with (
                    seal.encrypting(sink, keys) as stream,
                    tarfile.open(fileobj=stream, mode="w|") as archive,
                ):
                    warnings = _fill(archive, dumped, at, sums)
                sink.flush()
                os.fsync(sink.fileno())
        target = _free_name(folder, ".tar.age" if keys else ".tar")
        aside.rename(target)
    finally:
        aside.unlink(missing_ok=True)
    return Saved(target, target.stat().st_size, warnings)


def _fill(archive: tarfile.TarFile, dumped: Path, at: str, sums: dump.Sums) -> list[str]:
    members: dict[str, dict[str, object]] = {}
    for name, path in [(DUMP, dumped), *loose()]:
        state = path.stat()
        with path.open("rb") as source:
            members[name] = _add(archive, name, state.st_size, int(state.st_mtime), source)
    store = filestore.store()
    for upload in store.uploads():
        name = f"{FILES}/{upload.name}"
        with store.read(upload) as source:
            members[name] = _add(archive, name, upload.size, upload.written_at, source)
    warnings = list(_damaged(at, members))
    manifest = {
        "format": 2,
        "version": version(),
        "made_at": record.stamp(),
        "host": socket.gethostname(),
        "members": members,
        "warnings": warnings,
        "tables": sums.tables,
        "lsn": sums.lsn,
    }
    content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    for name, part in ((MANIFEST, content), (SIGNATURE, seal.sign(content))):
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode, entry.mtime = len(part), 0o600, int(time.time())
        archive.addfile(entry, io.BytesIO(part))
    return warnings


def loose() -> Iterator[tuple[str, Path]]:
    """Return name and path of what is saved beside database and uploads."""
    for name in LOOSE:
        if (path := places.var() / name).exists():
            yield name, path


def _add(
    archive: tarfile.TarFile, name: str, size: int, written_at: float, source: IO[bytes]
) -> dict[str, object]:
    """Put a file into the archive and return its length and hash."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, 0o600, int(written_at)
    content = Hashing(source)
    try:
        archive.addfile(entry, content)
    except OSError as error:
        if "unexpected end of data" in str(error):
            raise filestore.Gone(name) from None
        raise
    return {"size": size, "sha256": content.digest.hexdigest()}


def _damaged(at: str, members: dict[str, dict[str, object]]) -> Iterator[str]:
    """Return a sentence for each attachment whose bytes are not those that were handed in. Two queries and
    one a table."""
    with dump.connect(at) as connection:
        tables = connection.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name"
            " IN ('key', 'name', 'sha256', 'removed_at') GROUP BY 1 HAVING count(*) = 4 AND table_name NOT"
            " LIKE '%event' ORDER BY 1"
        ).fetchall()
        for (table,) in tables:
            for key, name, digest in connection.execute(
                f"SELECT replace(key::text, '-', ''), name, sha256 FROM \"{table}\" ORDER BY 1"
            ):
                found = members.get(f"{FILES}/{str(key)[:2]}/{key}")
                if found is None:
                    yield f"{name} ({table}, {key}): không còn trong kho tệp / gone"
                elif found["sha256"] != digest:
                    yield f"{name} ({table}, {key}): nội dung bị hỏng / damaged"


def _check_room(folder: Path, at: str) -> None:
    """Refuse early where the backup surely finds no room: the uploads, and a tenth of the database, which
    shrinks when dumped."""
    with dump.connect(at) as connection:
        (size,) = connection.execute("SELECT pg_database_size(current_database())").fetchone() or (0,)
    needed = sum(upload.size for upload in filestore.store().uploads()) + int(str(size)) // 10
    if shutil.disk_usage(folder).free < needed:
        raise OSError(
            errno.ENOSPC,
            f"còn thiếu chỗ, cần khoảng {needed // 1_000_000} MB / no room, about {needed // 1_000_000} MB"
            " are needed",
        )


def _free_name(folder: Path, ending: str) -> Path:
    while (target := folder / f"nen-nep-{time.strftime('%Y%m%d-%H%M%S')}{ending}").exists():
        time.sleep(0.2)
    return target


def prune(folder: Path, *, keep: int) -> None:
    """Delete all but the newest backups of a folder; 0 keeps all. Other files are left alone."""
    if keep > 0:
        for old in sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))[:-keep]:
            old.unlink()


def clear_leftovers(folder: Path) -> None:
    """Delete what backups that were killed left; the caller holds the lock. In a folder that hosts share,
    only what is a day old."""
    for work in places.var().glob(f"{WORK}*"):
        shutil.rmtree(work, ignore_errors=True)
    mine = f"{PART}{socket.gethostname()}-"
    for part in folder.glob(f"{PART}*.part"):
        with contextlib.suppress(OSError):
            if part.name.startswith(mine) or time.time() - part.stat().st_mtime > 86400:
                part.unlink()

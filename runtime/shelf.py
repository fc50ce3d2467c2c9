"""Items of the archive on their shelf, a folder: each compressed, encrypted where the office wants that, and
beside it a signed note with its hash.

The note is written last, so an item without one is none: a machine may stop anywhere.
"""

import contextlib
import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from runtime import seal
from runtime.errors import CannotStart

NOTE = ".note"
ASIDE = ".new-"
ENDINGS = {"", ".gz", ".age", ".gz.age"}


class Placing:
    """An item on its way: what is written to `sink` is stored; `about` is what its note will say besides."""

    def __init__(self, sink: IO[bytes]) -> None:
        self.sink = sink
        self.about: dict[str, Any] = {}


class _Hashing:
    def __init__(self, target: IO[bytes]) -> None:
        self.target = target
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, piece: bytes) -> int:
        self.digest.update(piece)
        self.size += len(piece)
        return self.target.write(piece)

    def flush(self) -> None:
        self.target.flush()


@contextlib.contextmanager
def placing(folder: Path, name: str, keys: list[Any], *, level: int) -> Iterator[Placing]:
    """Store what the block writes as an item, over an older one of that name; nothing is stored where the
    block fails. `level`: of the compression, 0 for none. Raises OSError."""
    kept = f"{name}{'.gz' if level else ''}{'.age' if keys else ''}"
    (folder / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = _aside(folder / kept)
    try:
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            hashed = _Hashing(file)
            with seal.encrypting(hashed, keys) as stream:  # type: ignore[arg-type]
                sink = gzip.GzipFile("", "wb", level, stream, mtime=0) if level else stream
                placed = Placing(cast(IO[bytes], sink))
                yield placed
                if level:
                    sink.close()
            file.flush()
            os.fsync(file.fileno())
        aside.rename(folder / kept)
    finally:
        aside.unlink(missing_ok=True)
    said = {"name": name, "kept": kept, "size": hashed.size, "sha256": hashed.digest.hexdigest()}
    _write(_note(folder, name), json.dumps(said | placed.about, sort_keys=True).encode())
    _sync(folder)


def _aside(path: Path) -> Path:
    return path.with_name(f"{ASIDE}{path.name}")


def _note(folder: Path, name: str) -> Path:
    return folder / f"{name}{NOTE}"


def _write(path: Path, content: bytes) -> None:
    aside = _aside(path)
    try:
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content + b"\n" + seal.sign(content))
            file.flush()
            os.fsync(file.fileno())
        aside.rename(path)
    finally:
        aside.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    with contextlib.suppress(OSError):  # some shared folders know no such thing
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def notes(folder: Path, names: str = "*") -> list[dict[str, Any]]:
    """Return the notes of a folder, those of folders within it too, by name; what is no note is passed
    over. Signatures are not looked at. `names`: a pattern of those wanted."""
    found = []
    for path in folder.rglob(f"{names}{NOTE}"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            note = json.loads(path.read_bytes().split(b"\n")[0])
            name, kept = str(note["name"]), str(note["kept"])
            if path == _note(folder, name) and kept.startswith(name) and kept[len(name) :] in ENDINGS:
                found.append(note)
    return sorted(found, key=lambda note: str(note["name"]))


def remove(folder: Path, note: dict[str, Any]) -> None:
    """Delete an item, its note first."""
    _note(folder, note["name"]).unlink(missing_ok=True)
    (folder / note["kept"]).unlink(missing_ok=True)


def check(folder: Path, note: dict[str, Any], *, trusted: list[str], unsigned: bool) -> None:
    """Raise CannotStart unless the item is as it was stored, and by whom it should be."""
    kept = folder / str(note["kept"])
    content, _, signature = _note(folder, note["name"]).read_bytes().partition(b"\n")
    if not unsigned:
        seal.check(content, signature, trusted=trusted)
    digest = hashlib.sha256()
    try:
        with kept.open("rb") as source:
            while piece := source.read(1 << 20):
                digest.update(piece)
    except OSError:
        digest = hashlib.sha256()
    if digest.hexdigest() != json.loads(content)["sha256"]:
        raise CannotStart(
            f"{kept} trong kho lưu trữ bị hỏng hoặc mất, chưa thay đổi gì.",
            f"{kept} of the archive is damaged or gone; nothing was changed.",
        )


def fetch(
    folder: Path, note: dict[str, Any], target: Path, *, key: Path | None, trusted: list[str], unsigned: bool
) -> None:
    """Check an item and write what it holds into a file. Raises CannotStart."""
    check(folder, note, trusted=trusted, unsigned=unsigned)
    kept = folder / str(note["kept"])
    plain = kept
    target.parent.mkdir(parents=True, exist_ok=True)
    if kept.suffix == ".age":
        plain = target.with_name(f"{ASIDE}{target.name}")
        seal.decrypt(kept, plain, key)
    try:
        compressed = ".gz" in str(note["kept"])[len(str(note["name"])) :]
        with gzip.open(plain) if compressed else plain.open("rb") as source, target.open("wb") as sink:
            while piece := source.read(1 << 20):
                sink.write(piece)
    except (zlib.error, EOFError) as error:
        raise CannotStart(f"{kept}: {error}", f"{kept} cannot be unpacked.") from None
    finally:
        if plain is not kept:
            plain.unlink(missing_ok=True)

"""The office as it was at a moment: a base backup and the journal since, from the archive, recovered on a
server beside the one in use."""

import contextlib
import json
import re
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from runtime import archive, backup, dump, filestore, places, record, shelf, trial
from runtime.errors import CannotStart

FORMS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S")
LATEST = "latest"
TOO_SHORT = "recovery ended before configured recovery target was reached"


@dataclass(frozen=True)
class Opened:
    """How items of the archive are opened: with which age key, and whose signatures are trusted."""

    key: Path | None = None
    trusted: tuple[str, ...] = ()
    unsigned: bool = False

    def fetch(self, folder: Path, note: dict[str, Any], target: Path) -> None:
        shelf.fetch(folder, note, target, key=self.key, trusted=list(self.trusted), unsigned=self.unsigned)


def parse(words: str) -> datetime | None:
    """Return the moment that a person named, by the office's clock, None for the last that is kept; raises
    CannotStart."""
    if words.strip() == LATEST:
        return None
    for form in FORMS:
        with contextlib.suppress(ValueError):
            return datetime.strptime(words.strip().replace("T", " "), form).replace(tzinfo=record.ZONE)
    raise CannotStart(
        f'Không hiểu thời điểm {words!r}. Ví dụ: --to "2026-11-29 16:05" (giờ Việt Nam), hoặc --to {LATEST}.',
        f'{words!r} is no moment. Write it as --to "2026-11-29 16:05" (Viet Nam\'s time), or {LATEST}.',
    )


class Chain:
    """What the archive holds of one server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bases = shelf.notes(folder / archive.BASES)
        state = json.loads((folder / archive.STATE).read_text())
        self.through, self.last = datetime.fromisoformat(state["through"]), str(state["segment"])

    def base_for(self, to: datetime) -> dict[str, Any]:
        """Return the last base that was complete at a moment."""
        fitting = [base for base in self.bases if datetime.fromisoformat(base["finished_at"]) <= to]
        if not fitting or to > self.through:
            first = record.shown(datetime.fromisoformat(self.bases[0]["finished_at"]))
            last = record.shown(self.through)
            raise CannotStart(
                f"Kho lưu trữ giữ từ {first} đến {last}, không có thời điểm {record.shown(to)}.",
                f"The archive reaches from {first} to {last}; {record.shown(to)} is outside.",
            )
        return fitting[-1]

    def journal(self, base: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the journal since a base in order, as far as no segment is missing."""
        held: dict[str, dict[str, Any]] = {}
        for note in shelf.notes(self.folder / archive.JOURNAL):
            name = note["name"][:24]
            if archive.PARTIAL.fullmatch(note["name"]) and not archive.PARTIAL.fullmatch(
                held.get(name, note)["name"]
            ):
                continue  # there is the whole of it
            held[name] = note
        histories = [note for name, note in held.items() if name.endswith(".history")]
        since = archive.position(base["from_segment"])
        segments = sorted(
            (name for name in held if len(name) == 24 and archive.position(name) >= since),
            key=lambda name: (archive.position(name), name),
        )
        chain: list[str] = []
        for name in segments:
            if chain and (
                archive.PARTIAL.fullmatch(held[chain[-1]]["name"])
                or _place(name, base) > _place(chain[-1], base) + 1
            ):
                break
            chain.append(name)
        return histories + [held[name] for name in chain]


def _place(segment: str, base: dict[str, Any]) -> int:
    """Return a segment's number in the row of all."""
    return int(segment[8:16], 16) * int(base["segments"]) + int(segment[16:24], 16)


def chains() -> list[Chain]:
    """Return what the archive holds, the server that wrote last at the end. Raises CannotStart where it holds
    nothing."""
    found = []
    for state in places.archive().glob(f"*/{archive.STATE}"):
        with contextlib.suppress(OSError, ValueError, KeyError):
            chain = Chain(state.parent)
            if chain.bases:
                found.append(chain)
    if not found:
        raise CannotStart(
            f"Không có kho lưu trữ liên tục trong {places.archive()} (ARCHIVE_FOLDER).",
            f"There is no archive in {places.archive()} (ARCHIVE_FOLDER).",
        )
    return sorted(found, key=lambda chain: chain.through)


@contextlib.contextmanager
def recovered(
    work: Path, chain: Chain, base: dict[str, Any], until: dict[str, str], opened: Opened, *, whole: bool
) -> Iterator[str]:
    """Yield the address of the office's database as the archive has it, `until` a target of PostgreSQL's.
    `whole`: where the journal ends before the target, because nothing was written since, that is no fault.
    Raises CannotStart."""
    data = work / "data"
    _unpack(work, data, chain, base, opened)
    journal = chain.journal(base)
    for note in journal:
        name = archive.PARTIAL.sub(r"\1", note["name"])
        opened.fetch(chain.folder / archive.JOURNAL, note, data / "pg_wal" / name)
    complete = bool(journal) and journal[-1]["name"][:24] >= chain.last
    options = {"user": str(base["user"]), "database": str(base["database"])}
    with contextlib.ExitStack() as stack:
        try:
            at = stack.enter_context(trial.recovered(work, data, int(base["major"]), until, **options))
        except CannotStart:
            if not (whole and TOO_SHORT in trial.words(work)):
                raise
            if not complete:
                raise CannotStart(
                    "Kho lưu trữ bị đứt quãng trước thời điểm đó.",
                    "The archive has a gap before that moment.",
                ) from None
            at = stack.enter_context(trial.recovered(work, data, int(base["major"]), {}, **options))
        yield at


def _unpack(work: Path, data: Path, chain: Chain, base: dict[str, Any], opened: Opened) -> None:
    """Lay out a base backup and check each of its files against the server's own list of them."""
    packed = work / "base.tar"
    opened.fetch(chain.folder / archive.BASES, base, packed)
    data.mkdir(mode=0o700)
    with tarfile.open(packed, "r:") as source:
        for entry in source:
            parts = Path(entry.name).parts
            if entry.name.startswith("/") or ".." in parts or not (entry.isdir() or entry.isreg()):
                raise CannotStart(
                    f"Bản sao nền có phần lạ: {entry.name} (tablespace?)",
                    f"The base backup holds {entry.name}, which is not supported (tablespaces?).",
                )
            target = data.joinpath(*parts)
            if entry.isdir():
                target.mkdir(mode=0o700, parents=True, exist_ok=True)
                continue
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            content = source.extractfile(entry)
            assert content is not None
            with target.open("wb") as sink:
                while piece := content.read(1 << 20):
                    sink.write(piece)
    packed.unlink()
    tool = dump.program("pg_verifybackup", int(base["major"]))
    checked = subprocess.run(
        [tool, "--quiet", "--no-parse-wal", data], capture_output=True, text=True, check=False
    )
    if checked.returncode:
        raise CannotStart(f"Bản sao nền bị hỏng: {checked.stderr.strip()}", "The base backup is damaged.")


def at_moment(to: datetime) -> dict[str, str]:
    """Return PostgreSQL's settings for a recovery to a moment."""
    return {"recovery_target_time": to.astimezone(record.ZONE).strftime("%Y-%m-%d %H:%M:%S.%f+07")}


def at_position(lsn: str) -> dict[str, str]:
    """Return PostgreSQL's settings for a recovery to just before a place in the journal."""
    return {"recovery_target_lsn": lsn, "recovery_target_inclusive": "off"}


def uploads(chain: Chain, to: datetime) -> list[dict[str, Any]]:
    """Return the notes of the files that were there at a moment, as far as they are kept."""
    latest = to.timestamp()  # a file is written before the row that names it
    return [
        note
        for note in shelf.notes(chain.folder / archive.FILES)
        if note["mtime"] / 1e9 <= latest and not re.search(r"(^|/)\.", note["name"])
    ]


def choose(to: datetime | None) -> tuple[Chain, dict[str, Any]]:
    """Return the archive of the server in use at a moment, or of the last one, and the base to start from.
    Raises CannotStart."""
    found = chains()
    if to is None:
        return found[-1], found[-1].bases[-1]
    for chain in reversed(found):
        with contextlib.suppress(CannotStart):
            return chain, chain.base_for(to)
    return found[-1], found[-1].base_for(to)


def write(ready: Path, to: datetime | None, opened: Opened, *, take: filestore.Take) -> datetime:
    """Write the database of a moment as a dump, and what lies beside it, into a folder, and its uploads by
    `take`; return the moment. None is the last that is kept. Raises CannotStart."""
    if places.is_archived() and dump.exists():
        with contextlib.suppress(CannotStart):  # the server may be gone: the archive says how far it reaches
            archive.catch_up()
    chain, base = choose(to)
    until = at_moment(to) if to else {}
    with trial.place() as work, recovered(work, chain, base, until, opened, whole=True) as at:
        dump.write(at, ready / backup.DUMP)
    reached = to or chain.through
    for note in uploads(chain, reached):
        if note["name"] in backup.LOOSE:
            opened.fetch(chain.folder / archive.FILES, note, ready / note["name"])
            continue
        fetched = ready / "upload"
        opened.fetch(chain.folder / archive.FILES, note, fetched)
        name = note["name"].removeprefix(f"{backup.FILES}/")
        with fetched.open("rb") as content:
            take(filestore.Upload(name, fetched.stat().st_size, note["mtime"] / 1e9), content)
        fetched.unlink()
    return reached

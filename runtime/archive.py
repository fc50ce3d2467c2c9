"""The database's journal kept as it is written, `python -m runtime.archive` beside the product: with a base
backup a day it gives back any moment of the last days, to the minute before a disk was lost.

The journal comes by replication (pg_receivewal, with a slot), not by archive_command: the server's own
settings stay as they are, the same works for an office's own server, seconds are lost instead of a segment,
and a full archive cannot fill the server's disk, since it gives up a slot that holds more than it may.
"""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import IO, Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from runtime import backup, dump, filestore, places, postgres, record, seal, shelf
from runtime.errors import CannotStart
from runtime.processes import die_with_parent, lock, make_folder

SLOT = "nennep_archive"
BASES, JOURNAL, FILES, STATE = "base", "wal", "vault", "through.json"
SEGMENT = re.compile(r"[0-9A-F]{24}|[0-9A-F]{8}\.history")
PARTIAL = re.compile(
    r"([0-9A-F]{24})\.(\d+)\.partial"
)  # what there was of a segment; the higher number is later
BASE_EVERY = timedelta(hours=24)
SECONDS, DAYS = 60, 7
ROOM = 256_000_000  # bytes that the archive leaves free on the disk of the data: the office comes first
SPOOLED = 1_000_000_000  # bytes received that could not be stored; more stay with the server
WAIT = 30.0  # seconds for the server's journal to arrive


def number(name: str, default: int, *, least: int) -> int:
    """Return a variable that is a number; raises CannotStart for what is none."""
    words = os.environ.get(name, "").strip()
    if words and not (words.isdecimal() and int(words) >= least):
        raise CannotStart(
            f"{name}={words!r} phải là số, ít nhất {least}.",
            f"{name}={words!r} is not a number from {least}.",
        )
    return int(words or default)


def _address() -> str:
    """Return how the journal is asked for: the embedded server's superuser, or who the office named."""
    named = os.environ.get("ARCHIVE_DATABASE_URL", "").strip()
    if named:
        return make_conninfo("", **{"dbname": postgres.NAME, **conninfo_to_dict(named)})
    at = dump.address()
    if os.environ.get("DATABASE_URL", "").strip():
        return at
    return make_conninfo(at, user=postgres.SUPERUSER)


def position(segment: str) -> str:
    """Return what of a segment's name orders it, whatever timeline it is of."""
    return segment[8:24]


def _write_state(folder: Path, through: datetime, segment: str) -> None:
    """Note in the archive itself up to which moment it holds everything."""
    aside = folder / f"{shelf.ASIDE}{STATE}"
    aside.write_text(json.dumps({"through": through.isoformat(), "segment": segment}))
    aside.replace(folder / STATE)


class Archiver:
    """Keeps the archive of one server."""

    def __init__(self) -> None:
        self.at = _address()
        self.keys = seal.recipients(os.environ.get("BACKUP_RECIPIENT", ""))
        self.every = number("ARCHIVE_SECONDS", SECONDS, least=5)
        self.days = number("ARCHIVE_DAYS", DAYS, least=1)
        self.receiver: subprocess.Popen[bytes] | None = None
        self.log = make_folder(places.logs(), mode=0o755) / "archive.log"
        with dump.connect(self.at) as connection:
            self.major = connection.info.server_version // 10000
            row = connection.execute("SELECT system_identifier FROM pg_control_system()").fetchone()
        self.folder = places.archive() / str(row[0] if row else 0)
        self.stored: dict[str, dict[str, Any]] | None = None  # uploads in the archive, by name
        self.partial: tuple[str, int] = ("", 0)
        self.said = ""  # a receiver's last words
        self.size = 0  # bytes of the archive when it was last measured: at the start and after each base

    # The journal.

    def hold(self) -> bool:
        """Have the server keep its journal for us; where it could not wait for us, begin anew: what arrived
        does not join on. False where another host keeps the archive."""
        make_folder(places.spool())
        with self.connection() as connection:
            found = connection.execute(
                "SELECT active, wal_status = 'lost' FROM pg_replication_slots WHERE slot_name = %s", [SLOT]
            ).fetchone()
            if found == (True, False) and self.receiver is None:
                return False
            if found is not None and found[1]:
                self.stop()
                connection.execute("SELECT pg_drop_replication_slot(%s)", [SLOT])
                found = None
            if found is None:
                shutil.rmtree(places.spool())
                make_folder(places.spool())
                (places.spool() / "gap").touch()
                connection.execute("SELECT pg_create_physical_replication_slot(%s, true)", [SLOT])
        return True

    def let_go(self) -> None:
        """Have the server keep nothing for us: its disk is nearly full."""
        self.stop()
        with self.connection() as connection:
            connection.execute(
                "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = %s",
                [SLOT],
            )
        shutil.rmtree(places.spool(), ignore_errors=True)

    @contextlib.contextmanager
    def connection(self) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
        with dump.connect(self.at) as connection:
            connection.autocommit = True
            yield connection

    def receive(self) -> None:
        """See that the journal arrives. What a receiver that ended had to say is put by."""
        if self.receiver is not None and self.receiver.poll() is None:
            return
        if self.receiver is not None:
            self.said = self.log.read_text(errors="replace").strip()
        program = dump.program("pg_receivewal", self.major)
        target, environment = dump.reaching(self.at)
        options = ["--no-password", f"--slot={SLOT}", "--synchronous", "--no-loop"]
        with self.log.open("wb") as words:
            self.receiver = subprocess.Popen(
                [program, *options, f"--directory={places.spool()}", f"--dbname={target}"],
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                env=environment,
                preexec_fn=die_with_parent(signal.SIGINT),
            )

    def stop(self) -> None:
        """End the receiver."""
        if self.receiver is not None and self.receiver.poll() is None:
            self.receiver.send_signal(signal.SIGINT)
            try:
                self.receiver.wait(3)
            except subprocess.TimeoutExpired:
                self.receiver.kill()
                self.receiver.wait()
        self.receiver = None

    def arrived(self) -> bool:
        """Tell whether all of the journal up to now arrived within half a minute."""
        until = time.monotonic() + WAIT
        with self.connection() as connection:
            (now,) = connection.execute("SELECT pg_current_wal_flush_lsn()").fetchone() or ("",)
            while time.monotonic() < until:
                if connection.execute(
                    "SELECT active AND restart_lsn >= %s FROM pg_replication_slots WHERE slot_name = %s",
                    [now, SLOT],
                ).fetchone() == (True,):
                    return True
                time.sleep(0.1)
                self.receive()
        return False

    def ship(self) -> str:
        """Store what arrived and return the last segment's name: whole segments once, and what there is of
        the last one each time."""
        folder = self.folder / JOURNAL
        arrived = sorted(places.spool().iterdir())  # once: a segment that is full changes its name
        whole = [path for path in arrived if SEGMENT.fullmatch(path.name)]
        for path in whole:
            if not (folder / f"{path.name}{shelf.NOTE}").exists():
                self.put(folder, path.name, path)
        newest = whole[-1] if whole else None
        for path in whole[:-1]:  # the newest tells a receiver of an older server where to go on
            path.unlink()
        parts = [path for path in arrived if path.suffix == ".partial"]
        name, written = newest.name if newest else "", 0
        if parts and (newest is None or parts[-1].name[:24] > newest.name):
            name, written = parts[-1].name[:24], parts[-1].stat().st_mtime_ns
            if (name, written) != self.partial:
                try:
                    self.put(folder, f"{name}.{written}.partial", parts[-1])
                except FileNotFoundError:
                    return self.ship()
                self.partial = (name, written)
        for note in shelf.notes(folder, "*.partial"):
            found = PARTIAL.fullmatch(note["name"])
            if found is None or (found[1] == name and int(found[2]) == written):
                continue
            # What there was of a segment before a gap stays: the whole of it never came.
            if found[1] == name or (folder / f"{found[1]}{shelf.NOTE}").exists():
                shelf.remove(folder, note)
        return name

    def put(self, folder: Path, name: str, path: Path, *, level: int = 1, **about: object) -> None:
        with path.open("rb") as source:
            self.put_from(source, folder, name, level=level, **about)

    def put_from(self, source: IO[bytes], folder: Path, name: str, *, level: int, **about: object) -> None:
        with shelf.placing(folder, name, self.keys, level=level) as placed:
            placed.about |= {"at": record.stamp(), **about}
            shutil.copyfileobj(source, placed.sink, 1 << 20)

    # Uploaded files.

    def mirror(self) -> None:
        """Store the uploads that are new or of another length, and the loose files that changed."""
        folder = self.folder / FILES
        if self.stored is None:
            self.stored = {note["name"]: note for note in shelf.notes(folder)}
        for name, path in backup.loose():
            with contextlib.suppress(FileNotFoundError):
                state = path.stat()
                seen = {"length": state.st_size, "mtime": state.st_mtime_ns}
                if {key: self.stored.get(name, {}).get(key) for key in seen} != seen:
                    self.put(folder, name, path, level=0, **seen)
                    self.stored[name] = seen
        store = filestore.store()
        for upload in store.uploads():
            name = f"{backup.FILES}/{upload.name}"
            if self.stored.get(name, {}).get("length") != upload.size:  # a bucket's restore renews its times
                seen = {"length": upload.size, "mtime": int(upload.written_at * 1e9)}
                with contextlib.suppress(filestore.Gone), store.read(upload) as source:
                    self.put_from(source, folder, name, level=0, **seen)
                    self.stored[name] = seen

    # Base backups.

    def bases(self) -> list[dict[str, Any]]:
        return shelf.notes(self.folder / BASES)

    def is_base_due(self) -> bool:
        bases = self.bases()
        if not bases or (places.spool() / "gap").exists():
            return True
        return record.now() - datetime.fromisoformat(bases[-1]["finished_at"]) > BASE_EVERY

    def base(self) -> None:
        """Store a copy of the whole server; raises CannotStart."""
        program = dump.program("pg_basebackup", self.major)
        target, environment = dump.reaching(self.at)
        began = record.now()
        parts = conninfo_to_dict(dump.address())
        with self.connection() as connection:
            segment, segments = connection.execute(
                "SELECT pg_walfile_name(pg_current_wal_insert_lsn()), 4294967296 / setting::bigint"
                " FROM pg_settings WHERE name = 'wal_segment_size'"
            ).fetchone() or ("", 256)
        name = f"{began:%Y%m%dT%H%M%S}.tar"
        options = ["--pgdata=-", "--format=tar", "--wal-method=fetch", "--checkpoint=fast", "--no-password"]
        with (
            tempfile.TemporaryFile() as words,
            shelf.placing(self.folder / BASES, name, self.keys, level=3) as placed,
            subprocess.Popen(
                [program, *options, f"--dbname={target}"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=words,
                env=environment,
                preexec_fn=die_with_parent(signal.SIGTERM),
            ) as source,
        ):
            assert source.stdout is not None
            shutil.copyfileobj(source.stdout, placed.sink, 1 << 20)
            if source.wait():
                words.seek(0)
                said = words.read().decode(errors="replace").strip()
                raise CannotStart(f"pg_basebackup thất bại: {said}", "pg_basebackup failed; see above.")
            placed.about = {
                "began_at": began.isoformat(timespec="seconds"),
                "finished_at": record.now().isoformat(timespec="microseconds"),
                "from_segment": segment,
                "segments": segments,
                "major": self.major,
                "user": parts.get("user", postgres.USER),
                "database": parts.get("dbname", postgres.NAME),
            }
        (places.spool() / "gap").unlink(missing_ok=True)
        self.prune()

    def prune(self) -> None:
        """Delete what no moment of the kept days needs."""
        since = record.now() - timedelta(days=self.days)
        bases = self.bases()
        old = [base for base in bases if datetime.fromisoformat(base["finished_at"]) <= since]
        for base in old[:-1]:  # the last of them leads into the kept days
            shelf.remove(self.folder / BASES, base)
        first = (old[-1:] or bases)[0]["from_segment"]
        for note in shelf.notes(self.folder / JOURNAL):
            if len(note["name"]) >= 24 and position(note["name"]) < position(first):
                shelf.remove(self.folder / JOURNAL, note)
        here = {name for name, _ in backup.loose()}
        here |= {f"{backup.FILES}/{upload.name}" for upload in filestore.store().uploads()}
        for note in shelf.notes(self.folder / FILES):
            if note["name"] not in here and datetime.fromisoformat(note["at"]) <= since:
                shelf.remove(self.folder / FILES, note)
        for left in self.folder.rglob(f"{shelf.ASIDE}*"):
            with contextlib.suppress(OSError):
                if time.time() - left.stat().st_mtime > 86400:
                    left.unlink()
        self.size = 0

    # Round and round.

    def tick(self) -> None:
        """Do what is due and put on record how far the archive reaches. Raises CannotStart, OSError."""
        if shutil.disk_usage(places.var()).free < ROOM:
            self.let_go()
            raise CannotStart(
                "Đĩa dữ liệu gần đầy nên việc lưu trữ liên tục tạm dừng; có chỗ lại thì tự chạy tiếp.",
                "The disk of the data is nearly full, so archiving waits for room.",
            )
        if not self.hold():
            return
        now, last = self.journal()
        self.mirror()
        if self.is_base_due():
            self.base()
            now, last = self.journal()
        _write_state(self.folder, now, last)
        self.size = self.size or sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())
        bases = self.bases()
        record.write(
            places.archive_record(),
            through=now.isoformat(timespec="seconds"),
            base_at=bases[-1]["finished_at"],
            first=bases[0]["finished_at"],
            folder=str(self.folder),
            size=self.size,
            same_disk=self.folder.stat().st_dev == places.database_home().stat().st_dev,
            encrypted=bool(self.keys),
            failed_at="",
            error="",
        )

    def journal(self) -> tuple[datetime, str]:
        """Store the journal up to now; return that moment and the last segment. Raises CannotStart."""
        now = record.now()
        if self.held() > SPOOLED:
            self.stop()
        else:
            self.receive()
            if not self.arrived():
                raise CannotStart(
                    f"Nhật ký cơ sở dữ liệu chưa tới kho lưu trữ. {self.said}".strip(),
                    "The journal did not reach the archive; see above.",
                )
        return now, self.ship()

    def held(self) -> int:
        """Return how many bytes arrived that could not be stored yet."""
        return sum(path.stat().st_size for path in places.spool().iterdir() if SEGMENT.fullmatch(path.name))


def failed(error: CannotStart | OSError) -> None:
    """Put a failure on record."""
    words = str(error).splitlines()[0] if isinstance(error, CannotStart) else f"{error.strerror or error}"
    record.write(places.archive_record(), failed_at=record.stamp(), error=words)


class _Stop(Exception):
    pass


def _stop(number: int, frame: FrameType | None) -> None:
    raise _Stop


def keep() -> None:
    """Keep the archive until a signal. One process of an installation does; others wait."""
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, _stop)
    with contextlib.suppress(OSError):
        os.nice(10)
    try:
        with lock("archive", wait=True):
            _keep()
    except _Stop:
        return


def _keep() -> None:
    archiver: Archiver | None = None
    told = ""
    try:
        while True:
            pause = SECONDS
            try:
                archiver = archiver or Archiver()
                pause = archiver.every
                archiver.tick()
                told = ""
            except (CannotStart, OSError, psycopg.Error) as error:
                failure = error if isinstance(error, CannotStart | OSError) else CannotStart(str(error), "")
                failed(failure)
                if told != str(error):
                    told = str(error)
                    print(told, flush=True)
                pause = min(pause, SECONDS)
            time.sleep(pause)
    finally:
        if archiver is not None:
            with contextlib.suppress(OSError, CannotStart, psycopg.Error):
                archiver.ship()  # what arrived since
            archiver.stop()


def catch_up() -> None:
    """Bring the archive up to now, where its server still answers. Raises CannotStart."""
    with lock("archive", wait=False) as mine:
        if not mine:
            return  # another process keeps it
        archiver = Archiver()
        try:
            archiver.tick()
        except OSError as error:
            raise CannotStart(f"{error.strerror or error}", "The archive cannot be written.") from None
        finally:
            archiver.stop()


if __name__ == "__main__":
    keep()
    sys.exit(0)

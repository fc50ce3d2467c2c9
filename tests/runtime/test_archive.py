"""The archive gives back any moment of the kept days, after the disk with the data is gone too; a drill says
whether what is kept would come back."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from runtime import archive, backup, drill, dump, moment, places, postgres, record, restore, seal, shelf
from runtime.errors import CannotStart
from runtime.processes import end
from tests.runtime.conftest import processes_of

pytestmark = [pytest.mark.process, pytest.mark.timeout(240)]
SECONDS = 5
TABLES = """
CREATE TABLE django_migrations (n int);
CREATE TABLE accounts_user (n int);
CREATE TABLE minutes (
    n serial PRIMARY KEY, written_at timestamptz NOT NULL DEFAULT clock_timestamp(), words text
);
INSERT INTO django_migrations VALUES (1);
"""


class Office:
    """A copy with the embedded server and a few tables."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.at = dump.address()
        self.run(TABLES)

    def run(self, statements: str) -> None:
        with psycopg.connect(self.at, autocommit=True) as connection:
            connection.execute(statements)

    def write(self, words: str) -> datetime:
        """Write a row and a file of that name; return a moment after it."""
        self.run(f"INSERT INTO minutes (words) VALUES ('{words}')")
        path = places.var() / "files" / words[:2] / words
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words)
        time.sleep(0.05)
        now = record.now()
        time.sleep(1.1)  # the archive's files are told apart by the second
        return now

    def words(self) -> list[str]:
        with psycopg.connect(dump.address()) as connection:
            return [row[0] for row in connection.execute("SELECT words FROM minutes ORDER BY n").fetchall()]

    def files(self) -> list[str]:
        return sorted(path.name for path in (places.var() / "files").rglob("*") if path.is_file())

    def lose_power(self, *, disk: bool) -> None:
        """Kill the server and whatever works for it at once; with `disk`, the data are gone as well."""
        for pid in processes_of(self.folder):
            end(pid, signal.SIGKILL, patience=5)
        if disk:
            for gone in (places.database(), places.spool(), places.var() / "files"):
                shutil.rmtree(gone, ignore_errors=True)


@pytest.fixture
def office(place, monkeypatch, tmp_path):
    monkeypatch.setenv("ARCHIVE_FOLDER", str(tmp_path / "kho lưu trữ"))
    monkeypatch.setenv("ARCHIVE_SECONDS", str(SECONDS))
    return Office(place)


def ticked() -> None:
    archive.catch_up()


def vietnamese(when: datetime) -> str:
    return when.astimezone(record.ZONE).strftime("%Y-%m-%d %H:%M:%S")


def test_minutes_are_lost_at_most_when_the_disk_is(office, monkeypatch, tmp_path):
    """The server is killed and its disk taken away while people write; from an encrypted archive comes what
    was written up to seconds before."""
    monkeypatch.setenv("BACKUP_RECIPIENT", seal.make_identity(tmp_path / "khoá"))
    keeper = subprocess.Popen([sys.executable, "-m", "runtime.archive"], cwd=places.PROJECT)
    try:
        until = time.monotonic() + 60
        while not record.read(places.archive_record()).get("base_at") and time.monotonic() < until:
            time.sleep(0.1)
        last, until = record.now(), time.monotonic() + SECONDS + 2
        while time.monotonic() < until:
            office.run("INSERT INTO minutes (words) VALUES ('biên bản')")
            last = record.now()
            time.sleep(0.05)
    finally:
        keeper.kill()
        keeper.wait()
    office.lose_power(disk=True)
    assert b"bi\xc3\xaan b\xe1\xba\xa3n" not in b"".join(
        path.read_bytes() for path in places.archive().rglob("*") if path.is_file()
    )
    began = time.monotonic()
    done = restore.restore_to("latest", key=tmp_path / "khoá")
    print(f"back after {time.monotonic() - began:.1f} s")
    assert done.before is None
    with psycopg.connect(dump.address()) as connection:
        (newest,) = connection.execute("SELECT max(written_at) FROM minutes").fetchone()
    assert last - newest < timedelta(seconds=SECONDS + 3), "of five minutes allowed"


def test_the_office_goes_back_to_a_moment_and_forth_again(office):
    office.write("truoc")
    ticked()
    first = office.write("mot")
    office.write("hai")
    office.run("DELETE FROM minutes WHERE words = 'truoc'")
    second = office.write("ba")
    done = restore.restore_to(vietnamese(first + timedelta(seconds=1)))
    assert office.words() == ["truoc", "mot"]
    assert office.files() == ["mot", "truoc"]
    assert done.before is not None
    assert done.moment.astimezone(UTC) < second
    restore.restore_to(vietnamese(second + timedelta(seconds=1)))  # the archive went on meanwhile
    assert office.words() == ["mot", "hai", "ba"]
    for wrong, words in (
        ("2020-01-01 10:00", "The archive reaches from"),
        (vietnamese(record.now() + timedelta(hours=1)), "The archive reaches from"),
        ("hôm qua", "Viet Nam's time"),
    ):
        with pytest.raises(CannotStart, match=words):
            restore.restore_to(wrong)
    assert office.words() == ["mot", "hai", "ba"]


def test_an_archive_that_cannot_be_written_stops_nobody_and_says_so(office, monkeypatch):
    ticked()
    kept = office.write("mot")
    ticked()
    folder = places.archive()
    aside = folder.with_name("aside")
    folder.rename(aside)
    folder.write_text("no folder any more")
    with pytest.raises(CannotStart):
        archive.catch_up()
    office.write("hai")
    folder.unlink()
    aside.rename(folder)
    ticked()
    assert record.read(places.archive_record())["error"] == ""
    # The server could not wait any longer: what it held is gone, and a new base joins on nothing.
    with psycopg.connect(office.at, user=postgres.SUPERUSER, autocommit=True) as connection:
        connection.execute("SELECT pg_drop_replication_slot(%s)", [archive.SLOT])
    lost = office.write("ba")
    (chain,) = moment.chains()
    assert len(chain.bases) == 1
    for _ in range(3):  # the journal goes on meanwhile
        with psycopg.connect(office.at, user=postgres.SUPERUSER, autocommit=True) as connection:
            connection.execute("INSERT INTO minutes (words) VALUES ('x')")
            connection.execute("SELECT pg_switch_wal()")
            connection.execute("CHECKPOINT")
    ticked()
    (chain,) = moment.chains()
    assert len(chain.bases) == 2
    with pytest.raises(CannotStart, match="a gap before that moment"):
        restore.restore_to(vietnamese(lost + timedelta(seconds=1)))
    restore.restore_to(vietnamese(kept + timedelta(seconds=1)))
    assert office.words() == ["mot"]
    # A disk of the data that fills up: the archive lets go of what the server keeps for it.
    monkeypatch.setattr(archive, "ROOM", 10**18)
    with pytest.raises(CannotStart, match="nearly full"):
        archive.catch_up()
    with psycopg.connect(office.at, user=postgres.SUPERUSER) as connection:
        assert connection.execute("SELECT FROM pg_replication_slots").fetchall() == []


def test_what_no_kept_day_needs_is_deleted(office, monkeypatch):
    ticked()
    folder = next(places.archive().glob("*/base")).parent
    old = shelf.notes(folder / "base")[0]
    with psycopg.connect(office.at, user=postgres.SUPERUSER, autocommit=True) as connection:
        for _ in range(3):
            connection.execute("INSERT INTO minutes (words) VALUES ('x')")
            connection.execute("SELECT pg_switch_wal()")
    ticked()
    held = [note["name"] for note in shelf.notes(folder / "wal")]
    later = record.now() + timedelta(days=8)
    monkeypatch.setattr(record, "now", lambda: later)
    ticked()  # a base is due, and the first one leads into the days that are kept
    assert old in shelf.notes(folder / "base")
    later += timedelta(days=8)
    ticked()
    assert old not in shelf.notes(folder / "base")
    assert not set(held[:3]) & {note["name"] for note in shelf.notes(folder / "wal")}


def test_a_drill_says_whether_all_would_come_back(office, tmp_path):
    office.write("mot")
    ticked()
    office.write("hai")
    file = backup.save(tmp_path / "kho").file
    office.write("ba")
    ticked()
    found = drill.run(tmp_path / "kho", moment.Opened())
    assert (found["faults"], found["archive_faults"], found["archive_left_out"]) == ([], [], "")
    assert (found["tables"], found["rows"], found["files"]) == (3, 3, 2)
    print(drill.told(found))
    kept = json.loads(places.drill_record().read_text())
    assert kept["succeeded_at"]
    assert office.words() == ["mot", "hai", "ba"], "what is in use is left alone"

    damaged = next(places.archive().glob("*/vault/files/mo/mot"))
    damaged.write_text("xoa")
    (damaged.parents[3] / "wal").rename(tmp_path / "wal")
    found = drill.run(tmp_path / "kho", moment.Opened())
    assert found["faults"] == []
    assert len(found["archive_faults"]) == 2
    file.write_bytes(file.read_bytes().replace(b"minutes", b"mimutes"))
    found = drill.run(tmp_path / "kho", moment.Opened())
    assert found["faults"]
    assert json.loads(places.drill_record().read_text())["succeeded_at"] == kept["succeeded_at"]
    assert os.listdir(places.database_home()) == [
        name for name in os.listdir(places.database_home()) if not name.startswith(".trial")
    ]

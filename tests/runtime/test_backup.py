"""A backup brings back what was there: database, files, secret; and never half of it."""

import os
import shutil
import signal

import psycopg
import pytest

from runtime import backup, keeper, places, postgres
from runtime.errors import CannotStart
from runtime.processes import lock
from tests.runtime.conftest import processes_of

pytestmark = [pytest.mark.process, pytest.mark.timeout(120)]


@pytest.fixture
def office(place):
    """A database with a row, an uploaded file and a secret."""
    keeper.ensure()
    sql("CREATE TABLE note (n int PRIMARY KEY, words text)", "INSERT INTO note VALUES (1, 'uỷ ban\u2028hai dòng\x0b')")
    (place / "files").mkdir()
    (place / "files" / "bien-ban.txt").write_text("trước")
    (place / "secret").write_text("s1")
    yield place
    for pid, command in processes_of(place).items():
        if "runtime.keeper" in command:
            os.kill(pid, signal.SIGTERM)


def sql(*statements: str) -> list[tuple[object, ...]]:
    with psycopg.connect(host=str(places.database_socket_folder()), user=postgres.USER, dbname=postgres.NAME, autocommit=True) as connection:
        for statement in statements:
            cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_a_restore_brings_everything_back_and_keeps_what_it_replaced(office):
    kept = backup.save(office / "kho sao lưu")
    assert kept.stat().st_mode & 0o077 == 0
    sql("UPDATE note SET words = 'sau'", "CREATE TABLE later (n int)")
    (office / "files" / "bien-ban.txt").write_text("sau")
    (office / "secret").write_text("s2")

    before = backup.restore(kept)

    assert sql("SELECT n, words FROM note") == [(1, "uỷ ban\u2028hai dòng\x0b")]
    assert sql("SELECT to_regclass('later')") == [(None,)]
    assert (office / "files" / "bien-ban.txt").read_text() == "trước"
    assert (office / "secret").read_text() == "s1"
    backup.restore(before)
    assert sql("SELECT words FROM note") == [("sau",)]
    assert sql("SELECT to_regclass('later')") == [("later",)]


def test_a_restore_that_fails_changes_nothing(office, tmp_path):
    kept = backup.save(office / "backup")
    shutil.make_archive(str(tmp_path / "other"), "tar", office / "files")
    with pytest.raises(CannotStart, match="không phải bản sao lưu"):
        backup.restore(tmp_path / "other.tar")
    broken = tmp_path / "broken.tar"
    broken.write_bytes(kept.read_bytes()[:2000])
    with pytest.raises(CannotStart, match="not whole"):
        backup.restore(broken)
    assert sql("SELECT n FROM note") == [(1,)]
    assert (office / "files" / "bien-ban.txt").read_text() == "trước"


def test_a_restore_under_a_running_copy_is_refused(office):
    kept = backup.save(office / "backup")
    with lock("supervisor", wait=False) as mine:
        assert mine
        with pytest.raises(CannotStart, match="Stop Nền nếp first"):
            backup.restore(kept)

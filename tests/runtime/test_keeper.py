"""The embedded PostgreSQL: it starts, keeps its data, heals what a crash left and refuses what it cannot
know."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest

from runtime import keeper, places, postgres
from runtime.errors import CannotStart
from runtime.processes import start_mark
from tests.runtime.conftest import processes_of

pytestmark = [
    pytest.mark.process,
    pytest.mark.timeout(120),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc to see who is alive"),
]


def sql(statement: str, *, user: str = postgres.USER) -> list[tuple[object, ...]]:
    with psycopg.connect(
        host=str(places.database_socket_folder()), user=user, dbname=postgres.NAME, autocommit=True
    ) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def wait(condition, seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.05)
    return bool(condition())


def postmaster() -> int:
    return int((places.database() / "postmaster.pid").read_text().splitlines()[0])


def keeper_of(folder: Path) -> int:
    return next(pid for pid, command in processes_of(folder).items() if "runtime.keeper" in command)


def stop(folder: Path) -> None:
    os.kill(keeper_of(folder), signal.SIGTERM)
    assert wait(lambda: not processes_of(folder))


def test_data_outlives_the_server_and_no_address_of_the_network_is_opened(place):
    keeper.ensure()
    sql("CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
    assert sql("SHOW listen_addresses") == [("",)]
    assert sql("SELECT lower('ĐẢNG ĐOÀN')") == [("đảng đoàn",)]
    assert sql("SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1") == [
        (name,) for name in postgres.EXTENSIONS
    ]
    stop(place)
    keeper.ensure()
    assert sql("SELECT n FROM kept") == [(7,)]


def test_a_crash_of_server_and_keeper_heals(place):
    keeper.ensure()
    sql("CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
    server = postmaster()
    for pid in (keeper_of(place), server):
        os.kill(pid, signal.SIGKILL)
    assert (places.database() / "postmaster.pid").exists()
    keeper.ensure()
    assert postmaster() != server
    assert sql("SELECT n FROM kept") == [(7,)]


def test_the_server_goes_with_its_keeper(place):
    keeper.ensure()
    os.kill(keeper_of(place), signal.SIGKILL)
    assert wait(lambda: not processes_of(place)), processes_of(place)


def test_a_record_whose_number_now_belongs_to_a_stranger_is_cleared(place):
    keeper.ensure()
    stop(place)
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        record = places.database() / "postmaster.pid"
        record.write_text(
            f"{stranger.pid}\n{places.database()}\n1\n5432\n{places.database_socket_folder()}\n\n  1"
            " 1\nready\n"
        )
        shutil.chown(record, places.database().stat().st_uid, places.database().stat().st_gid)
        keeper.ensure()
        assert start_mark(stranger.pid)
    finally:
        stranger.kill()
        stranger.wait()


def test_an_empty_record_is_cleared(place):
    keeper.ensure()
    stop(place)
    (places.database() / "postmaster.pid").touch()
    keeper.ensure()
    assert sql("SELECT 1") == [(1,)]


def test_an_interrupted_first_start_is_done_again(place):
    (place / "postgres.new" / "base").mkdir(parents=True)
    (place / "postgres.new" / "PG_VERSION").write_text("18\n")
    keeper.ensure()
    assert sql("SELECT 1") == [(1,)]
    assert not (place / "postgres.new").exists()


def test_a_half_made_folder_is_moved_aside_not_deleted(place):
    (place / "postgres").mkdir(parents=True)
    (place / "postgres" / "PG_VERSION").write_text("18\n")
    keeper.ensure()
    assert sql("SELECT 1") == [(1,)]
    assert [(path / "PG_VERSION").read_text() for path in place.glob("postgres.incomplete-*")] == ["18\n"]


def test_complete_data_that_lost_its_control_file_is_refused_and_left_alone(place):
    keeper.ensure()
    stop(place)
    (places.database() / "global" / "pg_control").unlink()
    before = sorted(path.name for path in places.database().iterdir())
    with pytest.raises(CannotStart, match="pg_control"):
        keeper.ensure()
    assert sorted(path.name for path in places.database().iterdir()) == before


def test_data_of_another_major_version_is_refused_and_left_alone(place):
    keeper.ensure()
    stop(place)
    (places.database() / "PG_VERSION").write_text("9\n")
    with pytest.raises(CannotStart, match=r"PostgreSQL 9(.|\n)*DATABASE_URL="):
        keeper.ensure()
    assert (places.database() / postgres.COMPLETE).exists()


def test_starts_at_the_same_moment_share_one_server(place):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: keeper.ensure(), range(4)))
    assert len([command for command in processes_of(place).values() if "/bin/postgres" in command]) == 1
    assert wait(
        lambda: len([command for command in processes_of(place).values() if "runtime.keeper" in command]) == 1
    )


def test_a_keeper_nobody_needs_leaves_but_not_while_somebody_is_connected(place):
    places.var().mkdir(parents=True)
    process = subprocess.Popen([sys.executable, "-m", "runtime.keeper", "--idle", "3"], cwd=places.PROJECT)
    assert wait(postgres.answers)
    with psycopg.connect(host=str(places.database_socket_folder()), user=postgres.USER, dbname=postgres.NAME):
        time.sleep(5)
        assert process.poll() is None
    assert process.wait(30) == 0
    assert not processes_of(place)


def test_in_roots_closed_home_data_lie_where_the_account_reaches_them(place, monkeypatch, tmp_path):
    if os.geteuid() != 0:
        pytest.skip("only root has a closed home that PostgreSQL's account cannot enter")
    closed = place.parent / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setenv("VAR_DIR", str(closed / "var"))
    home = places.database_home()
    try:
        assert home.parent == Path("/var/lib/nen-nep")
        keeper.ensure()
        assert sql("SHOW data_directory", user=postgres.SUPERUSER) == [(str(home / "postgres"),)]
        stop(closed / "var")
        assert str(home) in (closed / "var" / "log" / "keeper.log").read_text()
    finally:
        for pid in processes_of(closed / "var"):
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(home, ignore_errors=True)


def test_a_platform_without_binaries_is_told_how_to_name_a_server(place, monkeypatch):
    monkeypatch.setattr(postgres, "installations", list)
    with pytest.raises(CannotStart, match="DATABASE_URL=postgresql://"):
        postgres.binaries(places.database())


def test_the_product_works_under_a_role_that_may_do_nothing_beside_its_own_database(place):
    keeper.ensure()
    assert sql(
        "SELECT rolname, rolsuper, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    ) == [("nennep", False, False, False)]
    for statement in (
        "COPY pg_class TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
        "ALTER SYSTEM SET work_mem = '1GB'",
        "CREATE ROLE other",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            sql(statement)


def test_what_an_earlier_version_made_as_the_superuser_becomes_the_products(place):
    keeper.ensure()
    superuser: dict[str, Any] = {
        "host": str(places.database_socket_folder()),
        "user": postgres.SUPERUSER,
        "autocommit": True,
    }
    with psycopg.connect(dbname=postgres.NAME, **superuser) as connection:
        connection.execute(
            "CREATE TABLE old (id int GENERATED ALWAYS AS IDENTITY, n serial); CREATE SCHEMA older; CREATE"
            " VIEW older.v AS SELECT * FROM old"
        )
        connection.execute("CREATE FUNCTION old_f() RETURNS int LANGUAGE sql AS 'SELECT 1'")
        connection.execute("CREATE DATABASE test_old")
        connection.execute(f"ALTER DATABASE {postgres.NAME} OWNER TO postgres")
        connection.execute(f"DROP ROLE {postgres.USER}")
    stop(place)
    keeper.ensure()
    sql(
        "DROP VIEW older.v; DROP SCHEMA older; ALTER TABLE old ADD COLUMN words text; INSERT INTO old (words)"
        " VALUES ('a'); DROP FUNCTION old_f()"
    )
    sql("DROP DATABASE test_old")


def test_a_full_disk_stops_the_server_once_and_its_reserve_lets_it_start_again(place):
    place.mkdir(parents=True)
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=330m,mode=755", "tmpfs", place], capture_output=True, check=False
    ).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        keeper.ensure()
        sql("CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
        reserve = places.database_home() / "reserve"
        assert wait(reserve.exists)
        with contextlib.suppress(OSError), (place / "ballast").open("wb") as ballast:
            while True:
                ballast.write(bytes(100_000))
        os.kill(keeper_of(place), signal.SIGKILL)
        assert wait(lambda: not processes_of(place))
        keeper.ensure()
        assert sql("SELECT n FROM kept") == [(7,)]
        assert not reserve.exists()
        stop(place)
    finally:
        subprocess.run(["umount", "--lazy", place], check=False)

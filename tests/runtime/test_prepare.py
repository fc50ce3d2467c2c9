"""What a start does before it serves."""

import os
import subprocess
import sys
import threading
import time

import psycopg
import pytest

from runtime import dump, places, sample, supervisor
from runtime import prepare as prepare_module
from runtime.errors import CannotStart
from tests.runtime.conftest import prepare

CHANGE = """
import django; django.setup()
from django.db import connection
from runtime import prepare
def step():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE minutes ADD COLUMN words text")
print("begins", flush=True)
prepare.patiently(step)
"""

pytestmark = [pytest.mark.process, pytest.mark.timeout(240)]


def query(reach: dict[str, str], statement: str) -> object:
    parts = {
        "host": reach.get("PGHOST"),
        "port": reach.get("PGPORT"),
        "user": reach.get("PGUSER"),
        "password": reach.get("PGPASSWORD"),
    }
    with psycopg.connect(
        dbname=reach["PGDATABASE"], **{key: value for key, value in parts.items() if value}
    ) as line:
        return line.execute(statement).fetchone()[0]


def test_of_two_hosts_that_start_on_an_empty_database_one_prepares_it(place, reach):
    """The sample comes in once, without a warning (the other: tests/exchange/test_past.py); each says what it
    does, and about how long it takes. The second host starts its web server and its jobs apart."""
    parts = ("một", "hai", "hai")
    hosts = [prepare(reach, SAMPLE="2021", VAR_DIR=str(place / name)) for name in parts]
    said = sorted((host.communicate(timeout=200)[0] for host in hosts), key=len)
    assert [host.returncode for host in hosts] == [0, 0, 0], said
    said = said[1:]
    assert "Another host is preparing this database" in said[0]
    words = (
        "Making the tables (about",
        "The tables are ready after",
        "Importing the sample province 2021, invented, with its records' past since 2024 (about",
        "The sample province is in after",
    )
    assert [word for word in words if word not in said[1]] == []
    assert "Making the tables" not in said[0]
    assert "Lưu ý" not in said[1]
    assert query(reach, "SELECT count(*) FROM delegations_body") == 12
    assert query(reach, "SELECT count(*) FROM accounts_user") == 4


def test_old_code_does_not_start_on_newer_tables(place, reach):
    first = prepare(reach, SAMPLE="0", VAR_DIR=str(place))
    assert first.communicate(timeout=120)
    assert first.returncode == 0
    query(
        reach,
        "INSERT INTO django_migrations (app, name, applied) VALUES ('meetings', '0099_of_a_newer_version',"
        " now()) RETURNING id",
    )
    later = prepare(reach, SAMPLE="0", VAR_DIR=str(place))
    said = later.communicate(timeout=120)[0]
    assert later.returncode == 1
    assert "A newer version has already changed this database (meetings.0099_of_a_newer_version)" in said
    assert "Traceback" not in said


def test_pages_are_read_while_a_change_of_tables_waits_for_its_lock(reach, monkeypatch):
    """Somebody keeps a table for three seconds; readers behind the change wait for less than one, and the
    change is made when the table is free."""
    for name, value in reach.items():
        monkeypatch.setenv(name, value)
    with psycopg.connect(dump.address(), autocommit=True) as line:
        line.execute("CREATE TABLE minutes AS SELECT generate_series(1, 1000) AS n")
    waits: list[float] = []
    done = threading.Event()

    def read() -> None:
        with psycopg.connect(dump.address(), autocommit=True) as line:
            while not done.is_set():
                began = time.monotonic()
                line.execute("SELECT count(*) FROM minutes").fetchone()
                waits.append(time.monotonic() - began)
                time.sleep(0.02)

    started = subprocess.Popen(
        [sys.executable, "-c", CHANGE], cwd=places.PROJECT, env=os.environ, stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    readers = [threading.Thread(target=read) for _ in range(2)]
    with psycopg.connect(dump.address()) as holder:
        holder.execute("SELECT count(*) FROM minutes")  # its lock stays until the transaction ends
        for reader in readers:
            reader.start()
        assert started.stdout.readline() == "begins\n"
        time.sleep(3)
        assert started.poll() is None
    assert started.wait(20) == 0
    started.stdout.close()
    done.set()
    for reader in readers:
        reader.join()
    assert query(reach, "SELECT count(*) FROM minutes WHERE words IS NULL") == 1000
    assert 0.3 < max(waits) < prepare_module.LOCK_WAIT / 1000 + 1
    assert query(reach, "SELECT count(*) FROM pg_index WHERE NOT indisvalid") == 0


@pytest.mark.parametrize(
    ("setting", "server", "year"),
    [
        ("", "", "2026"),
        ("", "postgresql:///x", None),
        ("1", "postgresql:///x", "2026"),
        ("2021", "", "2021"),
        (" 2026 ", "postgresql:///x", "2026"),
        ("0", "", None),
    ],
)
def test_which_sample_a_first_start_brings_in(monkeypatch, setting, server, year):
    monkeypatch.setenv("SAMPLE", setting)
    monkeypatch.setenv("DATABASE_URL", server)
    assert sample.wanted() == year


def test_a_sample_that_there_is_not_is_refused_before_anything_is_made(place, monkeypatch):
    monkeypatch.setenv("SAMPLE", "2019")
    with pytest.raises(CannotStart, match="SAMPLE=2019.*SAMPLE=2026, SAMPLE=2021"):
        supervisor.Supervisor().run()
    assert not place.exists()

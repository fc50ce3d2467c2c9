"""What a start does before it serves."""

import os
import subprocess
import sys

import psycopg
import pytest
from django.db import connection

from runtime import places, sample, supervisor
from runtime.errors import CannotStart
from tests import databases

pytestmark = [pytest.mark.process, pytest.mark.timeout(240)]


@pytest.fixture
def reach(django_db_setup, django_db_blocker):
    """The environment that leads a process to a new, empty database on the tests' server."""
    name, settings = f"{connection.settings_dict['NAME']}_start", connection.settings_dict
    with django_db_blocker.unblock(), connection.creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    yield {names[key]: str(settings[key]) for key in names if settings[key]} | {
        "DATABASE_URL": f"postgresql:///{name}",
        "PGDATABASE": name,
    }
    with django_db_blocker.unblock(), connection.creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        databases.drop(cursor.execute, name)


def prepare(reach: dict[str, str], **variables: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "runtime.prepare"],
        cwd=places.PROJECT,
        env=os.environ | reach | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


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
    does, and about how long it takes."""
    hosts = [prepare(reach, SAMPLE="2021", VAR_DIR=str(place / name)) for name in ("một", "hai")]
    said = sorted((host.communicate(timeout=200)[0] for host in hosts), key=len)
    assert [host.returncode for host in hosts] == [0, 0], said
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

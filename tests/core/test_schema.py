"""How tables come to be: quickly, and never into a database of another layout."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from core import schema
from tests import databases

PROJECT = Path(__file__).resolve().parents[2]
APPLIED = MigrationRecorder.Migration.objects


def layout() -> int:
    return int(schema.FIRST.fullmatch(APPLIED.get(app="delegations", name__startswith="0001_").name)[1])


@pytest.mark.django_db
def test_a_database_of_this_layout_is_taken():
    schema.check_layout()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["0001_initial", "0001_layout_1"])
def test_a_database_of_an_older_layout_is_refused_with_the_way_through_the_workbook(name):
    APPLIED.filter(app="delegations").update(name=name)
    with pytest.raises(schema.OtherLayout, match="xuất dữ liệu ra sổ Excel") as refusal:
        schema.check_layout()
    assert "export the workbook" in str(refusal.value)


@pytest.mark.django_db
def test_tables_that_no_record_explains_are_of_another_layout():
    APPLIED.all().delete()
    with pytest.raises(schema.OtherLayout, match="older version"):
        schema.check_layout()


@pytest.mark.django_db
def test_a_database_that_newer_code_has_changed_is_refused():
    APPLIED.create(app="meetings", name="0042_say_more")
    with pytest.raises(schema.OtherLayout, match=r"A newer version .*meetings\.0042_say_more"):
        schema.check_layout()
    APPLIED.filter(app="meetings").delete()
    APPLIED.create(app="meetings", name=f"0001_layout_{layout() + 1}")
    with pytest.raises(schema.OtherLayout, match="A newer version"):
        schema.check_layout()


@pytest.mark.django_db
def test_what_other_packages_recorded_does_not_matter():
    APPLIED.create(app="axes", name="9999_of_the_future")
    schema.check_layout()


@pytest.mark.django_db
def test_migrate_refuses_before_it_changes_anything():
    APPLIED.filter(app="delegations").update(name="0001_initial")
    with pytest.raises(CommandError, match="core.E001"):
        call_command("migrate", verbosity=0, skip_checks=False)


@pytest.fixture
def empty_database(django_db_setup, django_db_blocker):
    """The address of a new database on the tests' server."""
    name = f"{connection.settings_dict['NAME']}_empty"
    with django_db_blocker.unblock(), connection.creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield name
    with django_db_blocker.unblock(), connection.creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        databases.drop(cursor.execute, name)


def processor_seconds(*arguments: str, database: str) -> float:
    """Run a command of manage.py to its end and return what it used of the processor."""
    settings = connection.settings_dict
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    environment = {names[key]: settings[key] for key in names if settings[key]} | {
        "DATABASE_URL": f"postgresql:///{database}"
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_utime + usage.ru_stime


@pytest.mark.process
def test_the_first_migration_costs_little_more_than_a_check(empty_database):
    check = processor_seconds("check", database=empty_database)
    assert processor_seconds("migrate", database=empty_database) < 6 * check

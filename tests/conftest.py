"""Personas, bodies, provinces and the day that tests stand on."""

import datetime as dt
import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import hypothesis
import pytest
import time_machine
from django.core.management import call_command
from django.core.management.commands import flush
from django.db import connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from pytest_django import Settings

from accounts.enums import Area, Role
from accounts.models import User
from delegations.models import Body, Province
from tests import databases, factories
from tests.exchange import workbooks
from tests.pages import Client
from tests.worlds.furnished import furnish_province
from tests.worlds.seeds import restore_seeds
from tests.worlds.small import give_full_marks_in_2025

os.environ["DJANGO_SETTINGS_MODULE"] = (
    "config.settings"  # what a test starts is the product as it is; the tests' own settings are loaded by now
)

# On a loaded machine any example may be slow.
hypothesis.settings.register_profile("tests", deadline=None)
hypothesis.settings.load_profile("tests")

# All tests and all of the product lie in memory to the end: to look through them for what has become garbage
# took an eighth of the run.
gc.set_threshold(50_000, 20, 100)


def pytest_collection_finish() -> None:
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """Let Django copy the test database from the migrated template."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = databases.template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """What migrations seed is there, also where a run that was cut short has left the database without. A run
    without any test of the database has made none, and leaves the office's own alone."""
    if str(connection.settings_dict["NAME"]).startswith("test_"):
        with django_db_blocker.unblock():
            restore_seeds()


@pytest.fixture(scope="session", autouse=True)
def lean_flush() -> Iterator[None]:
    """Empty after a test that commits only the tables into which it wrote, then give back what migrations
    seed. What Django makes after migrations is there still, so it is not made anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", databases.lean_flush)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *given, **named: restore_seeds())
        yield


@pytest.fixture(autouse=True)
def no_second_factor(settings: Settings) -> None:
    """Nobody must have a second factor, but in the tests that are about it."""
    settings.SECOND_FACTOR_ROLES = frozenset()


@pytest.fixture(autouse=True)
def vault(settings: Settings, tmp_path: Path) -> Path:
    """Keep files of tests out of the copy's own folder."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def today() -> Iterator[dt.date]:
    """It is Monday, 23/11/2026, 12:00 in the office, and the clock stands."""
    with time_machine.travel(dt.datetime(2026, 11, 23, 5, tzinfo=dt.UTC), tick=False):
        yield dt.date(2026, 11, 23)


@pytest.fixture
def staff(db: None) -> User:
    return factories.UserFactory(username="chuyenvien", role=Role.STAFF)


@pytest.fixture
def leader(db: None) -> User:
    return factories.UserFactory(username="lanhdao", role=Role.LEADER)


@pytest.fixture
def administrator(db: None) -> User:
    return factories.UserFactory(username="quantri", role=Role.ADMINISTRATOR)


@pytest.fixture
def province(db: None) -> Province:
    return factories.ProvinceFactory()


@pytest.fixture
def body_a(db: None) -> Body:
    return factories.BodyFactory(code="DD-A", name="Đảng đoàn Hội A")


@pytest.fixture
def body_b(db: None) -> Body:
    return factories.BodyFactory(code="DD-B", name="Đảng đoàn Hội B")


@pytest.fixture
def secretary_of_a(body_a: Body) -> User:
    return factories.UserFactory(username="thuky-a", role=Role.SECRETARY, bodies=[body_a])


@pytest.fixture
def secretary_of_b(body_b: Body) -> User:
    return factories.UserFactory(username="thuky-b", role=Role.SECRETARY, bodies=[body_b])


@pytest.fixture
def reader_of_b(body_b: Body) -> User:
    """Who may look at every part of the product, of body B, and write nothing."""
    return factories.UserFactory(username="kiem-tra-b", role=Role.READER, areas=Area.values, bodies=[body_b])


@pytest.fixture
def reader_of_bodies(db: None) -> User:
    """Who may look at the pages of bodies, of every body, and at no other part."""
    return factories.UserFactory(username="to-chuc", role=Role.READER, areas=[Area.BODIES], reads_all=True)


@pytest.fixture
def furnished(body_a: Body, body_b: Body) -> SimpleNamespace:
    """The records of body A and of the registers by name: see `tests.worlds.furnished`."""
    return furnish_province(body_a, body_b)


@pytest.fixture
def best_and_worst(province: Province, body_a: Body, body_b: Body) -> tuple[Body, Body]:
    """A has full marks in 2025, B recorded next to nothing."""
    give_full_marks_in_2025(body_a)
    factories.SeatFactory(body=body_b, code="B-1")
    return body_a, body_b


@pytest.fixture
def sample(db: None) -> None:
    """The sample province, imported."""
    call_command("import_workbook", str(workbooks.GOOD))


@pytest.fixture(scope="module")
def for_module(django_db_setup, django_db_blocker) -> Iterator[None]:
    """What fixtures of a module write stays for all its tests, each of which takes back only its own. So a
    module of this kind has no test that wants an empty database, and none that commits."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sample_of_module(for_module: None) -> None:
    """The sample province, imported once for all tests of a module."""
    call_command("import_workbook", str(workbooks.GOOD))


@pytest.fixture
def sample_of_2026(db: None) -> None:
    """The sample province across the reforms of 2025, imported."""
    call_command("import_workbook", str(workbooks.GOOD.with_name("tinh-2026.xlsx")))


@pytest.fixture
def client() -> Client:
    """Return a client that is not logged in."""
    return Client()


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    """Return a function that gives a client logged in as a user."""

    def log_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that reaches the database, but for the browser's, so that CI can run these on a second
    server."""
    for item in items:
        uses = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        if (uses or item.get_closest_marker("django_db")) and "browser" not in item.path.parts:
            item.add_marker(pytest.mark.database)
        if item.get_closest_marker("process"):
            # Real servers on a loaded machine may be slower than a test's patience. What needed the second
            # try is listed as RERUN and is to be looked into.
            item.add_marker(pytest.mark.flaky(reruns=1))

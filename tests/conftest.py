"""Personas and the day that tests stand on."""

import os

import pytest
from django.db import connection
from django.test import Client

from accounts.enums import Role
from accounts.models import User
from tests import databases, factories

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"  # what a test starts is the product as it is; the tests' own settings are loaded by now


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """Let Django copy the test database from the migrated template."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = databases.template()


@pytest.fixture(autouse=True)
def no_second_factor(settings) -> None:
    """Nobody must have a second factor, but in the tests that are about it."""
    settings.SECOND_FACTOR_ROLES = frozenset()


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
def body_a(db: None):
    return factories.BodyFactory(code="DD-A", name="Đảng đoàn Hội A")


@pytest.fixture
def body_b(db: None):
    return factories.BodyFactory(code="DD-B", name="Đảng đoàn Hội B")


@pytest.fixture
def secretary_of_a(body_a) -> User:
    user = factories.UserFactory(username="thuky-a", role=Role.SECRETARY)
    user.grants.create(body=body_a)
    return user


@pytest.fixture
def secretary_of_b(body_b) -> User:
    user = factories.UserFactory(username="thuky-b", role=Role.SECRETARY)
    user.grants.create(body=body_b)
    return user


@pytest.fixture
def as_user():
    """Return a function that gives a client logged in as a user."""

    def log_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that reaches the database, but for the browser's, so that CI can run these on a second server."""
    for item in items:
        uses = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        if (uses or item.get_closest_marker("django_db")) and "browser" not in item.path.parts:
            item.add_marker(pytest.mark.database)

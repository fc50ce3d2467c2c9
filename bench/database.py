"""A database of its own for measuring, beside the one that DATABASE_URL names."""

import os
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg
from django.core.management import call_command


def prepare(suffix: str = "bench") -> None:
    """Make the database `<name>_<suffix>` if there is none, bring it up to date, and point Django at it.

    Without DATABASE_URL the project's embedded server must be running; its address is printed by `make run`.
    """
    url = os.environ.get("DATABASE_URL")
    if not url:
        raise SystemExit(
            "Set DATABASE_URL to a PostgreSQL server on which databases may be made, e.g."
            " postgresql://postgres@127.0.0.1:5432/nennep."
        )
    parts = urlsplit(url)
    if parts.path.endswith(f"_{suffix}"):  # a step in a process of its own: made and migrated already
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        django.setup()
        return
    name = f"{parts.path.lstrip('/')}_{suffix}"
    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')
    os.environ["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    call_command("migrate", verbosity=0)

"""The template that every test database is a copy of, so that tables are made once and not by each worker of
each run."""

import hashlib
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import django
import pghistory
import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import ProgrammingError, connection

from core import keys

LOCK = 0x6E6E0020
# What Django writes after migrations and no test changes.
KEPT = {"django_content_type", "auth_permission"}


def _mark() -> str:
    """Return what tells one set of migrations from another: their text, the functions that they make and the
    versions of what runs them."""
    said = hashlib.blake2b(
        f"{django.VERSION} {pghistory.__version__} {keys.functions()}".encode(), digest_size=6
    )
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for path in sorted(Path(config.path).glob("migrations/*.py")):
            said.update(path.name.encode() + path.read_bytes())
    return said.hexdigest()


def template() -> str:
    """Return the name of a migrated database to copy; made when missing, while other workers wait, and kept
    for later runs."""
    test_of = connection.settings_dict["NAME"]
    prefix = f"test_{test_of}_template_"
    name, unfinished = prefix + _mark(), prefix + "unfinished"
    quote = connection.ops.quote_name
    with connection.creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])  # until this connection ends
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        present = {row[0] for row in cursor.fetchall()}
        if name not in present:
            for old in present:
                drop(cursor.execute, old)
            cursor.execute(f"CREATE DATABASE {quote(unfinished)}")
            _migrate(unfinished)
            cursor.execute(f"ALTER DATABASE {quote(unfinished)} RENAME TO {quote(name)}")
    return name


def drop(execute: Callable[[str], object], name: str) -> None:
    """Drop a database with the sessions that were left in it. A role that is no superuser may not end the
    server's own vacuum by force; a drop without force asks it to leave."""
    try:
        execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    except (ProgrammingError, psycopg.errors.InsufficientPrivilege):
        execute(f'DROP DATABASE "{name}"')


def _migrate(name: str) -> None:
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", interactive=False, verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def lean_flush(
    operations: Any,
    style: Any,
    tables: Collection[str],
    *,
    reset_sequences: bool = False,
    allow_cascade: bool = False,
) -> list[str]:
    """Return what empties the tables that hold something. TRUNCATE of all of them, Django's way, makes 177
    new files after each test that commits, whatever it wrote."""
    quoted = {name: operations.connection.ops.quote_name(name) for name in tables if name not in KEPT}
    with operations.connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{name}' WHERE EXISTS (SELECT FROM {written})" for name, written in quoted.items()
            )
        )
        filled = [quoted[name] for (name,) in cursor.fetchall()]
    return [
        *(f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in filled),  # nobody keeps a history of this
        *(f"DELETE FROM {name}" for name in filled),
        "SET CONSTRAINTS ALL IMMEDIATE",
        *(f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in filled),
    ]

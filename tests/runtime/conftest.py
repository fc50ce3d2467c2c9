"""Real servers in folders of their own. Nothing here touches the database of the other tests."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.db import connection

from runtime import places
from tests import databases

# What would lead a copy to servers and addresses that are not its own.
FOREIGN = (
    "DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "FILES_URL",
    "SITE_URL",
    "PORT",
    "HOST",
    "SAMPLE",
    "DRAIN_SECONDS",
    "DATABASE_FAST",
)


def processes_of(folder: Path) -> dict[int, str]:
    """Return the living processes that were started for a VAR_DIR: number → command line."""
    found = {}
    wanted = f"VAR_DIR={folder}".encode()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal() or int(entry.name) == os.getpid():
            continue
        with contextlib.suppress(OSError):
            if (
                wanted in (entry / "environ").read_bytes().split(b"\0")
                and (entry / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
            ):
                found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found


@pytest.fixture
def place(monkeypatch):
    """A folder for everything a running copy writes, with a blank and Vietnamese letters in its name;
    whatever still runs for it is killed at the end."""
    # Not pytest's tmp_path: closed to other accounts, which root's PostgreSQL needs.
    above = Path(tempfile.mkdtemp(prefix="nen-nep-", dir="/tmp"))
    above.chmod(0o755)
    folder = above / "thư mục thử"
    monkeypatch.setenv("VAR_DIR", str(folder))
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    sockets = {places.database_socket_folder().parent, places.broker_socket().parent.parent}
    yield folder
    for pid in processes_of(folder):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    shutil.rmtree(above, ignore_errors=True)
    for path in sockets:
        if str(path).startswith("/tmp/nen-nep-"):
            shutil.rmtree(path, ignore_errors=True)


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
    """Do what a start does before it serves."""
    return subprocess.Popen(
        [sys.executable, "-m", "runtime.prepare"],
        cwd=places.PROJECT,
        env=os.environ | reach | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )

"""Pages that look back are read from a copy of the database: a real one, that streams, falls behind and
dies."""

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from runtime import dump, postgres
from tests.deploy.conftest import Visitor, web
from tests.ports import free_port
from tests.runtime.test_supervisor import wait
from tests.worlds.addresses import addresses

pytestmark = [pytest.mark.process, pytest.mark.timeout(300)]
PAST = "?ngay=2026-06-30"


class Server:
    """A PostgreSQL of its own, run by an account that is not root."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.data, self.port = programs, folder, free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.account = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}

    def run(self, program: str, *words: str) -> None:
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}
        subprocess.run(
            [self.programs / program, *words],
            check=True,
            capture_output=True,
            cwd="/",
            env=environment,
            **self.account,
        )

    def start(self) -> None:
        options = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "fsync": "off",
            "max_connections": 40,
            "wal_receiver_status_interval": 1,
        }
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with (self.data.parent / f"{self.port}.log").open("wb") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.data, *words],
                stdout=log,
                stderr=log,
                cwd="/",
                **self.account,
            )
        assert wait(self.answers, 30), (self.data.parent / f"{self.port}.log").read_text()

    def answers(self) -> bool:
        with contextlib.suppress(psycopg.OperationalError):
            return self.sql("SELECT 1") == [(1,)]
        return False

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.address("postgres"), autocommit=True) as line:
            cursor = line.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def address(self, name: str) -> str:
        return make_conninfo("", host="127.0.0.1", port=self.port, user="chu", dbname=name)

    def url(self, name: str) -> str:
        return f"postgresql://chu@127.0.0.1:{self.port}/{name}"

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(3)  # at once, without a checkpoint
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(10)
            self.process.kill()
            self.process.wait()


@pytest.fixture
def two(transactional_db: None, tmp_path: Path) -> Iterator[tuple[Server, Server]]:
    """A database without tables, and its copy."""
    wanted = ("initdb", "postgres", "pg_basebackup")
    fitting = [one for one in postgres.installations() if all((one / name).exists() for name in wanted)]
    if not fitting:
        pytest.skip("NO POSTGRESQL with pg_basebackup: a copy for reading is not tested")
    programs = max(fitting, key=postgres.version_of)
    above = tmp_path / "servers"
    above.mkdir()
    if os.geteuid() == 0:
        for folder in (above, *above.parents[:4]):
            folder.chmod(folder.stat().st_mode | 0o011)
        shutil.chown(above, 65534, 65534)
    main, copy = Server(programs, above / "main"), Server(programs, above / "copy")
    try:
        main.run("initdb", "-D", str(main.data), "-U", "chu", "-A", "trust", "--no-sync", "-E", "UTF8")
        main.start()
        main.sql("CREATE DATABASE office")
        base = ["-D", str(copy.data), "-h", "127.0.0.1", "-p", str(main.port), "-U", "chu"]
        copy.run("pg_basebackup", *base, "-R", "-X", "stream", "-c", "fast", "--no-sync")
        copy.start()
        yield main, copy
    finally:
        copy.stop()
        main.stop()


@pytest.fixture
def office(
    two: tuple[Server, Server], furnished, administrator, client, tmp_path, monkeypatch
) -> SimpleNamespace:
    """The tests' records on the two servers, and the cookie of an administrator."""
    main, copy = two
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    named = connection.settings_dict
    at = make_conninfo(
        "",
        host=named["HOST"] or "127.0.0.1",
        port=named["PORT"] or None,
        user=named["USER"],
        dbname=named["NAME"],
    )
    dump.write(at, tmp_path / "dump")
    dump.read(main.address("office"), tmp_path / "dump", mark="restored_x")
    monkeypatch.setenv("DATABASE_REPLICA_URL", copy.url("office"))
    monkeypatch.setenv("DATABASE_POOLER_URL", main.url("office"))  # which the web server takes first
    monkeypatch.setenv("SECOND_FACTOR", "none")
    monkeypatch.setenv("REPLICA_LAG_SECONDS", "10")
    monkeypatch.setenv("WEB_WORKERS", "1")  # each process knows the places that it saw itself
    return SimpleNamespace(
        main=main,
        copy=copy,
        body=furnished.body_a if hasattr(furnished, "body_a") else None,
        session=client.cookies[settings.SESSION_COOKIE_NAME].value,
    )


def write(office: SimpleNamespace, statement: str) -> None:
    with psycopg.connect(office.main.address("office"), autocommit=True) as line:
        line.execute(statement)


def test_pages_that_look_back_come_from_the_copy_while_it_is_fresh(office, tmp_path):
    rename = "UPDATE delegations_body SET name = 'Đảng đoàn {}' WHERE code = 'DD-A'"
    with web(tmp_path, "http://localhost") as port:
        visitor = Visitor(port, "127.0.0.1", secure=False)
        visitor.cookies[settings.SESSION_COOKIE_NAME] = office.session

        def names(address: str) -> Callable[[], str]:
            def look() -> str:
                status, page = visitor.ask("GET", address)
                assert status == 200, (tmp_path / "web.log").read_text()[-3000:]
                return next(name for name in ("Một", "Hai", "Ba", "Bốn", "") if f"Đảng đoàn {name}" in page)

            return look

        past, today = names(f"/to-chuc/DD-A/{PAST}"), names("/to-chuc/DD-A/")
        write(office, rename.format("Một"))
        assert wait(lambda: past() == "Một", 10)

        # The copy stops: for a while the past is what it last had, today is what is true.
        office.copy.sql("SELECT pg_wal_replay_pause()")
        assert wait(lambda: office.copy.sql("SELECT pg_get_wal_replay_pause_state()") == [("paused",)], 10)
        write(office, rename.format("Hai"))
        assert (past(), today()) == ("Một", "Hai")
        # Somebody who has just written does not miss it.
        visitor.cookies["nennep_wrote"] = "1"
        assert past() == "Hai"
        del visitor.cookies["nennep_wrote"]
        # Too far behind: the page is read from the database.
        assert wait(lambda: past() == "Hai", 40)
        office.copy.sql("SELECT pg_wal_replay_resume()")
        write(office, rename.format("Ba"))
        assert wait(lambda: past() == "Ba", 10)

        # It dies between two looks: nobody notices, and the sense of "what was known" neither.
        office.copy.stop()
        write(office, rename.format("Bốn"))
        assert past() == "Bốn"
        status, page = visitor.ask("GET", f"/to-chuc/DD-A/{PAST}&ho-so=khi-do")
        assert status in {200, 404}, page[:500]
        status, page = visitor.ask("GET", "/quan-tri/tinh-trang/")
        assert "Bản sao chỉ đọc" in page
        assert "không trả lời hoặc chậm quá lâu" in page


def test_pages_of_a_past_day_do_not_write_to_the_copy(office, furnished, tmp_path):
    """None of them writes: the copy refuses, and the second try would hide it but for the log."""
    with web(tmp_path, "http://localhost") as port:
        visitor = Visitor(port, "127.0.0.1", secure=False)
        visitor.cookies[settings.SESSION_COOKIE_NAME] = office.session
        failed, served = [], 0
        # A third of them, and those that are known to write: prints with a code, trials of a reform.
        known = ("/sap-xep/", "/tong-quan/", "/danh-gia/")
        for number, address in enumerate(addresses(furnished)):
            if address.name.startswith(("account_", "mfa_")) or "?" in address.path:
                continue
            if number % 3 and not address.path.startswith(known):
                continue
            status, _page = visitor.ask("GET", f"{address.path}{PAST}")
            served += status == 200
            if status >= 500:
                failed.append((address.path, status))
        log = (tmp_path / "web.log").read_text()
        assert served > 30
        assert not failed
        wrote = re.findall(r"Internal Server Error: (\S+)", log)
        assert not wrote, f"{wrote}\n{log[-4000:]}"

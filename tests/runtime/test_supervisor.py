"""`make run` as a process: it serves, mends itself, refuses a second copy, and leaves nothing behind."""

import contextlib
import json
import os
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
import pytest

from runtime import places, postgres, processes, supervisor
from runtime.errors import CannotStart
from tests.ports import free_port
from tests.runtime.conftest import FOREIGN, processes_of

pytestmark = [
    pytest.mark.process,
    pytest.mark.timeout(240),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc to see who is alive"),
]


@pytest.fixture
def start(place):
    """Return a function that starts a copy; copies that a failed test left are ended."""
    started = []

    def begin(*roles: str, **variables: str) -> subprocess.Popen[str]:
        started.append(_start(place, *roles, **variables))
        return started[-1]

    yield begin
    for process in started:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def first_start() -> Iterator[Path]:
    """The folder of a copy that was started for the first time and stopped: its tables and static files are
    made once for all tests that are about something else."""
    above = Path(tempfile.mkdtemp(prefix="nen-nep-", dir="/tmp"))
    above.chmod(0o755)
    folder = above / "var"
    with pytest.MonkeyPatch.context() as patch:
        for name in FOREIGN:
            patch.delenv(name, raising=False)
        process = _start(folder, VAR_DIR=str(folder), PORT=str(free_port()))
        is_ready = wait(lambda: "is ready" in said(folder), 180)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        assert is_ready, said(folder)
    yield folder
    shutil.rmtree(above, ignore_errors=True)


@pytest.fixture
def prepared(place, first_start):
    """A folder of a copy that was started before."""
    subprocess.run(["cp", "-a", first_start, place], check=True)  # the owners of the database's files too
    return place


def _start(place, *roles: str, **variables: str) -> subprocess.Popen[str]:
    place.mkdir(parents=True, exist_ok=True)
    quick = {"SAMPLE": "0", "WEB_WORKERS": "1", "JOB_WORKERS": "1", "DATABASE_FAST": "1"}
    with (place.parent / "output").open("a") as sink:
        return subprocess.Popen(
            [sys.executable, "-m", "runtime", *roles],
            cwd=places.PROJECT,
            env=os.environ | quick | variables,
            stdout=sink,
            stderr=subprocess.STDOUT,
            text=True,
        )


def said(place) -> str:
    return (place.parent / "output").read_text()


def wait(condition, seconds: float = 90) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.1)
    return bool(condition())


def serves(port: int, *, cookie: str = "") -> bool:
    try:
        with urllib.request.urlopen(
            urllib.request.Request(f"http://127.0.0.1:{port}/tai-khoan/", headers={"Cookie": cookie}),
            timeout=5,
        ):
            return True
    except urllib.error.HTTPError:
        return True  # an answer is an answer
    except OSError:
        return False


def of(place, words: str) -> list[int]:
    return [pid for pid, command in processes_of(place).items() if words in command]


def test_a_copy_serves_mends_itself_and_leaves_nothing_behind(place, start):
    port = free_port()
    process = start(PORT=str(port))
    assert wait(lambda: "is ready" in said(place) and serves(port)), said(place)

    # A second start from the same folder says who runs.
    second = subprocess.run(
        [sys.executable, "-m", "runtime"],
        cwd=places.PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert second.returncode == 1
    assert f"kill {process.pid}" in second.stderr

    # Mail stays in the mailbox.
    with smtplib.SMTP("127.0.0.1", places.mail_port(), timeout=10) as line:
        line.sendmail("a@example.vn", ["b@example.vn"], "Subject: x\n\nx")
    assert len(list((place / "mail" / "new").iterdir())) == 1

    # What is killed is started again: the web server with its workers still holding the port, the database,
    # the worker, the mailbox.
    web, worker = min(of(place, "gunicorn")), min(of(place, "celery --quiet -A config worker"))
    server = int((places.database() / "postmaster.pid").read_text().splitlines()[0])
    for pid in (web, worker, server, of(place, "runtime.mailbox")[0]):
        os.kill(pid, signal.SIGKILL)
    assert wait(
        lambda: (
            "web ended" in said(place) and "postgres ended" in said(place) and "worker ended" in said(place)
        )
    ), said(place)
    assert wait(lambda: serves(port)), said(place)
    assert wait(lambda: of(place, "celery --quiet -A config worker")), said(place)
    assert not {web, worker, server} & processes_of(place).keys()

    # Killed itself, it leaves nothing, and the next start heals.
    process.kill()
    process.wait()
    assert wait(lambda: not processes_of(place), 40), processes_of(place)
    process = start(PORT=str(port))
    assert wait(lambda: said(place).count("is ready") == 2 and serves(port)), said(place)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    assert not processes_of(place)


def test_a_stop_takes_less_than_ten_seconds_whatever_runs(prepared, start):
    """A request and a job wait for a lock that nobody gives back."""
    port = free_port()
    process = start(PORT=str(port))
    assert wait(lambda: "is ready" in said(prepared) and serves(port)), said(prepared)
    reach = f"host={places.database_socket_folder()} user={postgres.USER} dbname={postgres.NAME}"
    with (
        contextlib.closing(psycopg.connect(reach)) as holder,
        contextlib.closing(psycopg.connect(reach, autocommit=True)) as watcher,
    ):
        for (table,) in holder.execute(
            "SELECT tablename FROM pg_tables WHERE tablename LIKE '%session%' OR tablename ="
            " 'obligations_touch'"
        ).fetchall():
            holder.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        threading.Thread(
            target=serves, args=(port,), kwargs={"cookie": "nennep_session=" + "a" * 32}, daemon=True
        ).start()
        job = [sys.executable, "-m", "celery", "--quiet", "-A", "config", "call", "obligations.tasks.sweep"]
        subprocess.run(job, cwd=places.PROJECT, check=True, stdout=subprocess.DEVNULL, timeout=60)
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        assert wait(lambda: watcher.execute(waiting).fetchall()[0][0] >= 2, 30)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        assert time.monotonic() - began < 10
    assert not processes_of(prepared)


def test_a_part_that_would_work_alone_is_refused(place):
    refused = _run("worker", SITE_URL="http://localhost:8000")
    assert refused.returncode == 1
    assert "DATABASE_URL, REDIS_URL, EMAIL_URL, SECRET_KEY, FILES_URL." in refused.stderr
    refused = _run("werker")
    assert "werker" in refused.stderr
    assert "web, worker, beat" in refused.stderr
    assert not (place / "postgres").exists()


def _run(*roles: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "runtime", *roles],
        cwd=places.PROJECT,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_two_hosts_have_each_their_parts_on_one_database(prepared, start):
    """One whole copy lends database and broker; beside it run a web server alone and a worker alone, as on
    hosts of their own."""
    first, second = free_port(), free_port()
    start(PORT=str(first))
    assert wait(lambda: "is ready" in said(prepared) and serves(first)), said(prepared)
    shared = {
        "DATABASE_URL": f"postgresql://{postgres.USER}@/{postgres.NAME}?"
        + urlencode({"host": str(places.database_socket_folder())}),
        "REDIS_URL": f"unix://{quote(str(places.broker_socket()))}?db=0",
        "EMAIL_URL": "smtp://127.0.0.1:1",
        "SECRET_KEY": "k" * 40,
        "SITE_URL": "http://localhost",
        "VAR_DIR": str(prepared.parent / "second"),
        "FILES_URL": f"file://{quote(str(prepared / 'files'))}",
    }
    (prepared / "files").mkdir(exist_ok=True)
    web = start("web", PORT=str(second), **shared)
    assert wait(lambda: serves(second)), said(prepared)
    worker = start("worker", **shared)
    other = prepared.parent / "second"
    assert wait(lambda: of(other, "celery --quiet -A config worker")), said(prepared)
    with urllib.request.urlopen(f"http://127.0.0.1:{second}/san-sang/", timeout=5) as answer:
        assert json.load(answer)["ready"] is True
    # The parts that nobody asked for are not there, and one part stops without the other.
    assert not of(other, "beat") + of(other, "runtime.keeper") + of(other, "runtime.mailbox")
    web.terminate()
    assert web.wait(30) == 0
    assert of(other, "celery --quiet -A config worker")
    worker.terminate()
    assert worker.wait(30) == 0
    assert not processes_of(other)


def test_two_copies_have_each_their_own_mailbox(prepared, start):
    """Also while one's mailbox is away: its port stays its own, and the mail comes when the mailbox is
    back."""
    with contextlib.ExitStack() as taken:
        line = taken.enter_context(supervisor._mail_listener())
        port = free_port()
        start(PORT=str(port))
        assert wait(lambda: "is ready" in said(prepared) and serves(port)), said(prepared)
        assert places.mail_port() != line.getsockname()[1]
        assert processes.mailbox_port() == places.mail_port()
        assert "Traceback" not in said(prepared)
        os.kill(of(prepared, "runtime.mailbox")[0], signal.SIGKILL)
        with smtplib.SMTP("127.0.0.1", places.mail_port(), timeout=30) as client:
            client.sendmail("a@example.vn", ["b@example.vn"], "Subject: x\n\nx")
        assert len(list((prepared / "mail" / "new").iterdir())) == 1


def test_mail_of_a_copy_that_does_not_run_goes_to_nobody(place):
    place.mkdir(parents=True)
    assert processes.mailbox_port() == 1
    processes.make_folder(places.run())
    places.mail_port_record().write_text("8025")  # left by a copy that was killed
    assert processes.mailbox_port() == 1
    with processes.lock("supervisor", wait=False):
        assert processes.mailbox_port() == 8025


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
@pytest.mark.parametrize(("host", "asked"), [("::", "127.0.0.1"), ("::1", "[::1]")])
def test_an_ipv6_address_is_served(prepared, start, host, asked):
    port = free_port()
    start(PORT=str(port), HOST=host)
    assert wait(lambda: "is ready" in said(prepared)), said(prepared)
    with (
        contextlib.suppress(urllib.error.HTTPError),
        urllib.request.urlopen(f"http://{asked}:{port}/tai-khoan/", timeout=10),
    ):
        pass
    assert f"http://{'localhost' if host == '::' else asked}:{port}" in said(prepared)
    assert "control socket" not in said(prepared).lower()


def test_a_taken_port_that_was_asked_for_is_named(place, start):
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        line.listen()
        port = line.getsockname()[1]
        process = start(PORT=str(port))
        assert process.wait(60) == 1
    assert f"Port {port} on 127.0.0.1 cannot be opened" in said(place)
    assert not processes_of(place)


def test_a_taken_port_that_nobody_asked_for_is_passed_over(monkeypatch):
    monkeypatch.delenv("PORT", raising=False)
    with contextlib.ExitStack() as stack:
        line = stack.enter_context(socket.socket())
        line.bind(("127.0.0.1", 0))
        line.listen()
        port = line.getsockname()[1]
        monkeypatch.setattr(supervisor, "FIRST_PORT", port)
        assert supervisor._web_port("127.0.0.1") > port


@pytest.mark.parametrize("port", ["http", "0", "70000"])
def test_a_port_that_is_no_port_is_refused(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CannotStart, match="PORT="):
        supervisor._web_port("127.0.0.1")

"""Kill workers, broker, database and mail server at random while digests go out; then compare the sink with
the ledger.

    python -m bench.chaos_mail [--minutes 10] [--mails 5000] [--seed 1]

Everything runs in a folder of its own under /tmp and listens on Unix sockets or loopback only. Nothing may be
lost, and nothing may arrive twice unless the mail's log says that it could: see docs/mail-faults.md.
"""

import argparse
import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

LEASE = 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


FOLDER = Path(tempfile.mkdtemp(prefix="nennep-chaos-", dir="/tmp"))
FOLDER.chmod(0o755)  # PostgreSQL runs under an account of its own
PORT = free_port()
os.environ |= {
    "VAR_DIR": str(FOLDER / "var"),
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "EMAIL_URL": f"smtp://127.0.0.1:{PORT}",
    "MAIL_LIVE": "1",  # invented addresses, a sink on loopback
    "MAIL_LEASE_SECONDS": str(LEASE),
    "LOG_LEVEL": "ERROR",
}
os.environ.pop("DATABASE_URL", None)
os.environ.pop("REDIS_URL", None)

from runtime import places, postgres, valkey  # noqa: E402 - they read VAR_DIR

os.environ["DATABASE_URL"] = f"postgresql://postgres@/nennep?host={places.database_socket_folder()}"


class Part:
    """Something that can be killed and is started again."""

    def __init__(self, name: str, start: Callable[[], "subprocess.Popen[bytes]"]) -> None:
        self.name, self._start = name, start
        self.process = start()

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def start(self) -> None:
        self.process = self._start()

    def alive(self) -> bool:
        return self.process.poll() is None


def run(*command: str) -> Callable[[], "subprocess.Popen[bytes]"]:
    log = (FOLDER / "log").open("ab")
    return lambda: subprocess.Popen(command, stdout=log, stderr=log)


def broker() -> "subprocess.Popen[bytes]":
    command = valkey.command()
    return subprocess.Popen(command, cwd=valkey.data(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def tick(app: object) -> None:
    """Ask for a sending, as beat does each minute; a broker that is away loses the tick, nothing else."""
    with contextlib.suppress(Exception):
        app.send_task("outbox.send", retry=False, expires=20)  # type: ignore[attr-defined]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--mails", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--delay", type=float, default=0.1, help="seconds the mail server takes for each mail"
    )
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    log = FOLDER / "accepted"
    log.touch()
    database = Part("database", postgres.start)

    import django  # noqa: PLC0415 - the database must be up

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    call_command("migrate", verbosity=0)

    from bench import mails  # noqa: PLC0415
    from config.celery import app  # noqa: PLC0415
    from core import clock  # noqa: PLC0415
    from reminders.services import planning  # noqa: PLC0415

    mails.make(asked.mails)
    planned = planning.plan(day=mails.TODAY, now=clock.now())["mails"]
    print(f"{planned} mails planned, seed {asked.seed}", flush=True)
    python = sys.executable
    worker = (
        python,
        "-m",
        "celery",
        "-A",
        "config",
        "worker",
        "--pool",
        "solo",
        "--loglevel",
        "ERROR",
        "--without-gossip",
        "--without-mingle",
    )
    parts = [
        Part("worker", run(*worker, "-n", "one@chaos")),
        Part("worker", run(*worker, "-n", "two@chaos")),
        Part("broker", broker),
        database,
        Part(
            "mail server",
            run(
                python,
                "-m",
                "bench.sink",
                "--port",
                str(PORT),
                "--log",
                str(log),
                "--delay",
                str(asked.delay),
                "--sync",
            ),
        ),
    ]
    killed: Counter[str] = Counter()
    began = time.monotonic()
    try:
        next_kill = began + 20
        while time.monotonic() < began + asked.minutes * 60:
            tick(app)
            time.sleep(2)
            if time.monotonic() >= next_kill:
                part = chance.choice(parts)
                part.kill()
                killed[part.name] += 1
                time.sleep(chance.uniform(0.2, 4))
                part.start()
                next_kill = time.monotonic() + chance.uniform(3, 10)
        print(
            f"killed in {asked.minutes:g} minutes: "
            + ", ".join(f"{name} {number}" for name, number in sorted(killed.items())),
            flush=True,
        )
        _settle(parts, app, connection)
        return _compare(log, planned)
    finally:
        for part in reversed(parts):
            part.kill() if part.name != "database" else postgres.stop(part.process)
        print(f"logs: {FOLDER}")


def _settle(parts: list[Part], app: object, connection: object) -> None:
    """Start what is down and wait until every mail is sent, or nothing has moved for two leases."""
    for part in parts:
        if not part.alive():
            part.start()
    from outbox.models import Message  # noqa: PLC0415

    unsent, still_since = -1, time.monotonic()
    while unsent and time.monotonic() < still_since + 4 * LEASE + 60:
        tick(app)
        time.sleep(2)
        connection.close()  # type: ignore[attr-defined]
        Message.objects.filter(state="queued", not_before__isnull=False).update(not_before=None)
        now = Message.objects.exclude(state="sent").count()
        if now != unsent:
            unsent, still_since = now, time.monotonic()


def _compare(log: Path, planned: int) -> int:
    """Print the comparison; return 1 if a mail was lost or came twice without its log saying so."""
    from django.db.models import Count, Q  # noqa: PLC0415

    from outbox.enums import MessageEventKind  # noqa: PLC0415
    from outbox.models import Message  # noqa: PLC0415

    accepted = Counter(log.read_text().split())
    said = Q(events__kind=MessageEventKind.UNCERTAIN) | Q(
        events__kind=MessageEventKind.RECOVERED, events__detail__contains="cùng mã thư"
    )
    rows = {
        row[0]: row[1:]
        for row in Message.objects.annotate(said=Count("events", filter=said)).values_list(
            "message_id", "state", "said"
        )
    }
    lost = [key for key, (state, _said) in rows.items() if not accepted[key]]
    unsent = [key for key, (state, _said) in rows.items() if state != "sent"]
    twice = {key: number for key, number in accepted.items() if number > 1}
    unexplained = [key for key, number in twice.items() if number - 1 > rows[key][1]]
    print(
        f"planned {planned}, in the ledger {len(rows)}, accepted by the mail server {sum(accepted.values())},"
        f" different {len(accepted)}"
    )
    print(
        f"lost: {len(lost)}; not marked as sent: {len(unsent)}; unknown to the ledger:"
        f" {len(set(accepted) - set(rows))}"
    )
    print(
        f"came twice with the log saying that it could: {len(twice) - len(unexplained)}; came twice"
        f" unexplained: {len(unexplained)}"
    )
    return int(bool(lost or unsent or unexplained))


if __name__ == "__main__":
    sys.exit(main())

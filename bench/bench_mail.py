"""Mails a second, end to end, beside a plain loop of Django's send_mail over one kept connection in the same run.

    python -m bench.bench_mail [--mails 10000] [--workers 1 2 4]

Everything is on loopback: the sink is bench/sink.py, the database DATABASE_URL's server with `_mail` after the name.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import database

WORKER = "--as-worker"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if WORKER not in sys.argv:
    os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{free_port()}"
os.environ["MAIL_LIVE"] = "1"  # invented addresses, a sink on loopback
database.prepare("mail")

from django.conf import settings  # noqa: E402 - models need Django set up
from django.core.mail import get_connection, send_mail  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench import mails  # noqa: E402
from core import clock  # noqa: E402
from reminders.enums import MessageState  # noqa: E402
from reminders.models import Message  # noqa: E402
from reminders.services import planning, sending  # noqa: E402


def work(go: Path) -> None:
    """Send until nothing is left, beginning when the file is there."""
    connection.ensure_connection()
    print("ready", flush=True)
    while not go.exists():
        time.sleep(0.01)
    sending.send_due(worker=sending.worker_name(), clock=clock.now, seconds=3600)


def plan(number: int) -> None:
    mails.make(number)
    with CaptureQueriesContext(connection) as queries:
        began = time.perf_counter()
        counts = planning.plan(day=mails.TODAY, now=clock.now())
        seconds = time.perf_counter() - began
    print(f"planning {counts['mails']} mails for {number} bodies: {seconds:.1f} s, {len(queries)} statements")


def loop(number: int) -> float:
    """Return mails a second of the plain loop."""
    rows = list(Message.objects.order_by("pk").values_list("address", "subject", "text", "html")[:number])
    began = time.perf_counter()
    with get_connection("django.core.mail.backends.smtp.EmailBackend") as kept:
        for address, subject, text, html in rows:
            send_mail(subject, text, "nennep@tinhmau.example", [address], connection=kept, html_message=html)
    return len(rows) / (time.perf_counter() - began)


def engine(workers: int, folder: Path) -> float:
    """Return mails a second of so many workers, each a process, from the word go to the last mail marked as sent."""
    Message.objects.update(state=MessageState.QUEUED, attempts=0, claimed_by="", claimed_at=None, handed_at=None, sent_at=None, not_before=None)
    number, go = Message.objects.count(), folder / f"go-{workers}"
    children = [subprocess.Popen([sys.executable, "-m", "bench.bench_mail", WORKER, str(go)], stdout=subprocess.PIPE) for _ in range(workers)]
    for child in children:
        assert child.stdout is not None
        child.stdout.readline()
    began = time.perf_counter()
    go.touch()
    for child in children:
        if child.wait():
            raise SystemExit("A worker failed.")
    seconds = time.perf_counter() - began
    assert not Message.objects.exclude(state=MessageState.SENT).exists()
    return number / seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=10_000)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2, 4])
    parser.add_argument(WORKER, type=Path)
    asked = parser.parse_args()
    if asked.as_worker:
        work(asked.as_worker)
        return
    with tempfile.TemporaryDirectory() as named:
        folder = Path(named)
        log = folder / "accepted"
        sink = subprocess.Popen(
            [sys.executable, "-m", "bench.sink", "--port", str(settings.EMAIL_PORT), "--log", str(log)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        try:
            assert sink.stdout is not None
            sink.stdout.readline()
            plan(asked.mails)
            before = loop(asked.mails)
            print(f"plain loop of send_mail: {before:.0f} mails/s")
            for workers in asked.workers:
                reached = engine(workers, folder)
                print(f"{workers} worker{'s' if workers > 1 else ''}: {reached:.0f} mails/s, {reached / before:.2f} of the loop")
            print(f"plain loop again: {loop(asked.mails):.0f} mails/s")
            accepted = log.read_bytes().splitlines()
            print(f"the sink accepted {len(accepted)} mails, {len(set(accepted))} different Message-IDs")
        finally:
            sink.terminate()
            sink.wait()


if __name__ == "__main__":
    main()

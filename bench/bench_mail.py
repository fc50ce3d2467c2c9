"""Mails a second, end to end, beside a plain loop of Django's send_mail over one kept connection in the same
run.

    python -m bench.bench_mail [--mails 10000] [--workers 1 2 4] [--rounds 3] [--connections 2] [--slow 1000]
    [--latency 5]

Everything is on loopback: the sink is bench/sink.py, the database DATABASE_URL's server with `_mail` after
the name. In each round the loop and the workers take turns, and a ratio is of one round. The loop sends the
same subjects, texts and HTML, read from the same rows, and writes nothing; the workers also claim, look again
at each finding, commit, and sign return addresses.
"""

import argparse
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench import database

WORKER = "--as-worker"
PLANNER = "--as-planner"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if not {WORKER, PLANNER} & set(sys.argv):
    os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{free_port()}"
os.environ["MAIL_LIVE"] = "1"  # invented addresses, a sink on loopback
database.prepare("mail")

from django.conf import settings  # noqa: E402 - models need Django set up
from django.core.mail import get_connection, send_mail  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench import mails  # noqa: E402
from core import clock  # noqa: E402
from outbox.enums import MessageState  # noqa: E402
from outbox.models import Message  # noqa: E402
from outbox.services import sending  # noqa: E402
from reminders.services import planning  # noqa: E402


class Measured(NamedTuple):
    """Mails a second, and milliseconds of processor time a mail: of who sends, of the sink, of the
    database."""

    rate: float
    sender: float
    sink: float
    base: float


def work(go: Path) -> None:
    """Send until nothing is left, beginning when the file is there; print the processor time."""
    sending.send_due(
        worker=sending.worker_name(), clock=clock.now, seconds=0
    )  # imports and prepares what is done once
    print("ready", flush=True)
    while not go.exists():
        time.sleep(0.01)
    began = time.process_time()
    sending.send_due(worker=sending.worker_name(), clock=clock.now, seconds=3600)
    print(time.process_time() - began, flush=True)


def plan(number: int) -> None:
    """Plan the mails of so many bodies; print what it took."""
    mails.make(number)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with CaptureQueriesContext(connection) as queries:
        began, busy = time.perf_counter(), time.process_time()
        counts = planning.plan(day=mails.TODAY, now=clock.now())
        seconds, busy = time.perf_counter() - began, time.process_time() - busy
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"planning {counts['mails']} mails for {number} bodies: {seconds:.1f} s ({busy:.1f} s of them"
        f" Python's processor time), {len(queries)} statements, {most // 1024} MB at most"
        f" ({(most - before) // 1024} MB more than before)",
        flush=True,
    )


def again(number: int) -> None:
    """Put so many mails back into the queue, as if nothing had been sent; the others are sent."""
    fresh = {
        "attempts": 0,
        "claimed_by": "",
        "claimed_at": None,
        "handed_at": None,
        "sent_at": None,
        "not_before": None,
    }
    first = Message.objects.order_by("pk").values("pk")[:number]
    Message.objects.update(state=MessageState.SENT)
    Message.objects.filter(pk__in=first).update(state=MessageState.QUEUED, **fresh)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) outbox_message")  # the turns before it leave no work to this one


def loop(number: int) -> float:
    """Send by the plain loop; return seconds of this process's processor time."""
    rows = list(Message.objects.order_by("pk").values_list("address", "subject", "text", "html")[:number])
    busy = time.process_time()
    with get_connection("django.core.mail.backends.smtp.EmailBackend") as kept:
        for address, subject, text, html in rows:
            send_mail(subject, text, "nennep@tinhmau.example", [address], connection=kept, html_message=html)
    return time.process_time() - busy


def processor_seconds(pid: int, *, children: bool = False) -> float:
    """Return what a process has used, with `children` also what its children have, those that ended
    included."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    total = (int(stat[11]) + int(stat[12]) + (int(stat[13]) + int(stat[14]) if children else 0)) / os.sysconf(
        "SC_CLK_TCK"
    )
    if children:
        for entry in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = entry.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == pid:
                total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def postmaster() -> int:
    """Return the database server's process, where it runs on this machine; else 0, and its time is not
    counted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[1]) if "postgres" in stat else 0


class Bench:
    """One sink and the turns that are taken before it."""

    def __init__(self, folder: Path, *, latency: float = 0.0) -> None:
        self.folder = folder
        self.log = folder / f"accepted-{latency}"
        self.log.touch()
        command = [
            sys.executable,
            "-m",
            "bench.sink",
            "--port",
            str(settings.EMAIL_PORT),
            "--log",
            str(self.log),
            "--latency",
            str(latency / 1000),
        ]
        self.sink = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert self.sink.stdout is not None
        self.sink.stdout.readline()
        self.base = postmaster()
        self.turn = 0

    def end(self) -> None:
        self.sink.terminate()
        self.sink.wait()

    def measured(self, number: int, send: Callable[[], float]) -> Measured:
        """Return the figures of one turn; the sink must have taken each mail once."""
        there = len(self.log.read_bytes().splitlines())
        sink, base, began = (
            processor_seconds(self.sink.pid),
            processor_seconds(self.base, children=True),
            time.perf_counter(),
        )
        sender = send()
        seconds = time.perf_counter() - began
        used = (
            sender,
            processor_seconds(self.sink.pid) - sink,
            processor_seconds(self.base, children=True) - base,
        )
        taken = self.log.read_bytes().splitlines()[there:]
        if len(taken) != number or len(set(taken)) != number:
            raise SystemExit(
                f"The sink took {len(taken)} mails, {len(set(taken))} different ones, instead of {number}."
            )
        return Measured(number / seconds, *(1000 * part / number for part in used))

    def loop(self, number: int) -> Measured:
        return self.measured(number, lambda: loop(number))

    def engine(self, number: int, workers: int) -> Measured:
        """Measure so many workers, each a process, from the word go to the last mail marked as sent."""
        again(0)
        self.turn += 1
        go = self.folder / f"go-{self.log.name}-{self.turn}"
        children = [
            subprocess.Popen(
                [sys.executable, "-m", "bench.bench_mail", WORKER, str(go)], stdout=subprocess.PIPE
            )
            for _ in range(workers)
        ]
        outputs = [child.stdout for child in children if child.stdout is not None]
        for output in outputs:
            output.readline()
        again(number)

        def send() -> float:
            go.touch()
            used = sum(float(output.readline()) for output in outputs)
            assert not Message.objects.exclude(state=MessageState.SENT).exists()
            return used

        figures = self.measured(number, send)
        for child in children:
            child.wait()
        return figures


def compare(bench: Bench, number: int, workers: list[int], rounds: int) -> None:
    """Let the loop and the workers take turns; print the medians."""
    figures: dict[str, list[Measured]] = {}

    def note(name: str, turn: Measured) -> None:
        figures.setdefault(name, []).append(turn)
        print(f"{name}: {turn.rate:.0f} mails/s, load {os.getloadavg()[0]:.1f}", file=sys.stderr, flush=True)

    for _round in range(rounds):
        note("plain loop of send_mail", bench.loop(number))
        for count in workers:
            note(f"{count} worker{'s' if count > 1 else ''}", bench.engine(number, count))
    loops = figures["plain loop of send_mail"]
    print(
        "| | mails/s | of the loop | lowest and highest | processor ms a mail: sender | sink | database"
        " |\n|---|---|---|---|---|---|---|"
    )
    for name, turns in figures.items():
        ratios = [turn.rate / plain.rate for turn, plain in zip(turns, loops, strict=True)]
        rate, *parts = (statistics.median(column) for column in zip(*turns, strict=True))
        spread = f"{min(turn.rate for turn in turns):.0f}–{max(turn.rate for turn in turns):.0f}"
        print(
            f"| {name} | {rate:.0f} | {statistics.median(ratios):.2f} | {spread} | "
            + " | ".join(f"{part:.2f}" for part in parts)
            + " |",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mails", type=int, default=10_000)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2, 4])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--connections", type=int, default=settings.MAIL_CONNECTIONS, help="kept to the server by each worker"
    )
    parser.add_argument(
        "--latency", type=float, default=5.0, help="milliseconds that the slow server takes for each answer"
    )
    parser.add_argument(
        "--slow", type=int, default=1000, help="mails that are sent to the slow server; 0 for none"
    )
    parser.add_argument(WORKER, type=Path)
    parser.add_argument(PLANNER, type=int)
    asked = parser.parse_args()
    if asked.as_worker:
        work(asked.as_worker)
        return
    if asked.as_planner:
        plan(asked.as_planner)
        return
    os.environ["MAIL_CONNECTIONS"] = str(asked.connections)
    subprocess.run([sys.executable, "-m", "bench.bench_mail", PLANNER, str(asked.mails)], check=True)
    with tempfile.TemporaryDirectory() as named:
        for number, latency in ((asked.mails, 0.0), (min(asked.slow, asked.mails), asked.latency)):
            if not number:
                continue
            server = (
                f"a server that takes {latency:g} ms for each answer"
                if latency
                else "a server that answers at once"
            )
            print(
                f"\n{number} mails, {asked.connections} connections a worker, {server}, load"
                f" {os.getloadavg()[0]:.1f}:\n",
                flush=True,
            )
            bench = Bench(Path(named), latency=latency)
            try:
                compare(bench, number, asked.workers, asked.rounds)
            finally:
                bench.end()


if __name__ == "__main__":
    main()

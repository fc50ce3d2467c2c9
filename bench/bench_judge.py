"""Judging N bodies: seconds, peak memory, queries, and the ratio to one hand-written SQL statement in the same run.

python -m bench.bench_judge 100 1000 10000
"""

import datetime as dt
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import database

database.prepare()

from django.db import connection  # noqa: E402 - models need Django set up

from bench import records  # noqa: E402
from core import clock  # noqa: E402
from obligations import facts  # noqa: E402
from obligations.services import judging  # noqa: E402

STATEMENT = (Path(__file__).parent / "statement.sql").read_text(encoding="utf-8")


class Counter:
    """Counts the statements sent through Django."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.number += 1
        return execute(*args)


def statement() -> int:
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"on": records.TODAY, "since": records.TRACKING_FROM})
        return len(cursor.fetchall())


def gather() -> int:
    by = judging.standard(records.TODAY)
    return sum(1 for _ in facts.gather(records.TODAY, since=by.office.tracking_from, rolls=by.rolls))


def judge() -> int:
    return sum(len(verdict.findings) for verdict in judging.verdicts(judging.standard(records.TODAY), facts.bodies(), whole=True))


def sweep(on: dt.date = records.TODAY) -> int:
    done = judging.sweep(on=on, at=clock.now())
    if done.errors:
        raise SystemExit(done.errors)
    return int(done.changes)


STEPS: dict[str, Callable[[], int]] = {
    "the SQL statement": statement,
    "gather": gather,
    "judge, all rules": judge,
    "refresh, first": sweep,
    "refresh, nothing touched": sweep,
    "refresh, next day": lambda: sweep(records.TODAY + dt.timedelta(1)),
}


def measure(name: str) -> None:
    """Print one line: rows, seconds, peak memory of this process in MB, queries."""
    connection.ensure_connection()
    statement() if name != "the SQL statement" else None
    counter = Counter()
    began = time.perf_counter()
    with connection.execute_wrapper(counter):
        rows = STEPS[name]()
    seconds = time.perf_counter() - began
    print(rows, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, counter.number, sep="\t")


def main(sizes: list[int]) -> None:
    print("| bodies | step | rows | seconds | times the statement | peak MB | queries |\n|---|---|---|---|---|---|---|")
    for size in sizes:
        records.fill(size)
        connection.close()
        base = 0.0
        for name in STEPS:
            # Each step in a process of its own, so that its peak memory is its own.
            command = [sys.executable, "-m", "bench.bench_judge", "--step", name]
            runs = [
                subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\t") for _ in range(3 if name == "the SQL statement" else 1)
            ]
            rows, seconds, peak, queries = min(runs, key=lambda run: float(run[1]))
            base = base or float(seconds)
            print(
                f"| {size:,} | {name} | {int(rows):,} | {float(seconds):.3f} | {float(seconds) / base:.1f} | {float(peak):.0f} | {int(queries)} |", flush=True
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        measure(sys.argv[2])
    else:
        main([int(size.replace(",", "")) for size in sys.argv[1:]] or [100, 1_000, 10_000])

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
    """Print one line: rows, seconds, seconds of this process alone (the rest is PostgreSQL's, or other work of the machine), peak MB, queries."""
    connection.ensure_connection()
    statement() if name != "the SQL statement" else None
    counter = Counter()
    began, worked = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(counter):
        rows = STEPS[name]()
    seconds, processor = time.perf_counter() - began, time.process_time() - worked
    print(rows, seconds, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, counter.number, sep="\t")


REPEATED = {"the SQL statement": 5, "gather": 2, "judge, all rules": 3}


def main(sizes: list[int]) -> None:
    print("| bodies | step | rows | seconds | times the statement | of them Python | peak MB | queries |\n|---|---|---|---|---|---|---|---|")
    for size in sizes:
        records.fill(size)
        connection.close()
        base = 0.0
        for name in STEPS:
            # Each step in a process of its own, so that its peak memory is its own; what can be repeated is, and the best counts.
            command = [sys.executable, "-m", "bench.bench_judge", "--step", name]
            outputs = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(REPEATED.get(name, 1))]
            rows, seconds, processor, peak, queries = min(([float(part) for part in output.split("\t")] for output in outputs), key=lambda run: run[1])
            base = base or seconds
            figures = f"{rows:,.0f} | {seconds:.3f} | {seconds / base:.1f} | {processor:.3f} | {peak:.0f} | {queries:.0f}"
            print(f"| {size:,} | {name} | {figures} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        measure(sys.argv[2])
    else:
        main([int(size.replace(",", "")) for size in sys.argv[1:]] or [100, 1_000, 10_000])

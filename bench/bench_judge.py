"""Judging N bodies: seconds, peak memory, queries, and the ratio to one hand-written SQL statement in the
same run.

python -m bench.bench_judge 100 1000 10000
python -m bench.bench_judge 100000 --steps "the SQL statement" "judge, all rules"
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
from django.db.backends.utils import CursorWrapper  # noqa: E402

from bench import records  # noqa: E402
from core import clock  # noqa: E402
from delegations.models import CadenceDecision  # noqa: E402
from obligations import facts  # noqa: E402
from obligations.services import judging  # noqa: E402

HERE = Path(__file__).parent


class Counter:
    """Counts the statements sent through Django, without an execute wrapper: with one in place flags are
    written as within a request."""

    def __init__(self) -> None:
        self.number = 0

    def __enter__(self) -> "Counter":
        self.plain = CursorWrapper.execute
        counter = self

        def execute(cursor: CursorWrapper, *args: Any, **options: Any) -> Any:
            counter.number += 1
            return counter.plain(cursor, *args, **options)

        CursorWrapper.execute = execute  # type: ignore[method-assign, assignment]
        return self

    def __exit__(self, *_: object) -> None:
        CursorWrapper.execute = self.plain  # type: ignore[method-assign]


def rows_of(name: str) -> list[tuple[int, str, str]]:
    with connection.cursor() as cursor:
        # Compiling would take longer than running.
        cursor.execute("SET jit = off")
        cursor.execute(
            (HERE / name).read_text(encoding="utf-8"), {"on": records.TODAY, "since": records.TRACKING_FROM}
        )
        return cursor.fetchall()


def statement() -> int:
    return len(rows_of("statement.sql"))


def plain_statement() -> int:
    return len(rows_of("statement_plain.sql"))


def check() -> int:
    """Stop unless the statement and the rules say the same of bodies without a cadence of their own."""
    own = set(CadenceDecision.objects.values_list("body_id", flat=True))
    verdicts = judging.verdicts(judging.standard(records.TODAY), facts.bodies())
    judged = {
        (verdict.body_id, finding.rule, finding.subject)
        for verdict in verdicts
        for finding in verdict.findings
        if finding.rule in COMPARED
    }
    if differing := [row for row in judged ^ set(rows_of("statement.sql")) if row[0] not in own]:
        raise SystemExit(f"The statement and the rules differ: {differing[:5]}")
    return len(judged)


def gather() -> int:
    by = judging.standard(records.TODAY)
    return sum(1 for _ in facts.gather(records.TODAY, since=by.office.tracking_from, rolls=by.rolls))


def judge() -> int:
    return sum(
        len(verdict.findings) for verdict in judging.verdicts(judging.standard(records.TODAY), facts.bodies())
    )


def sweep(on: dt.date = records.TODAY) -> int:
    done = judging.sweep(on=on, at=clock.now())
    if done.errors:
        raise SystemExit(done.errors)
    return int(done.changes)


COMPARED = {"meeting-overdue", "annual-report-missing", "understaffed"}
STEPS: dict[str, Callable[[], int]] = {
    "the SQL statement": statement,
    "a cruder statement": plain_statement,
    "gather": gather,
    "judge, all rules": judge,
    "refresh, first": sweep,
    "refresh, nothing touched": sweep,
    "refresh, next day": lambda: sweep(records.TODAY + dt.timedelta(1)),
}


def measure(name: str) -> None:
    """Print one line: rows, seconds, seconds of this process alone (the rest is PostgreSQL's, or other work
    of the machine), peak MB, queries."""
    connection.ensure_connection()
    began, worked = time.perf_counter(), time.process_time()
    with Counter() as counter:
        rows = STEPS[name]()
    seconds, processor = time.perf_counter() - began, time.process_time() - worked
    print(
        rows,
        seconds,
        processor,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        counter.number,
        sep="\t",
    )


REPEATED_UP_TO = 10_000
REPEATED = {"the SQL statement": 3, "a cruder statement": 3, "gather": 2, "judge, all rules": 3}


def main(sizes: list[int], steps: list[str]) -> None:
    print(
        "| bodies | step | rows | seconds | times the statement | of them Python | peak MB | queries"
        " |\n|---|---|---|---|---|---|---|---|"
    )
    for size in sizes:
        records.fill(size, search=False)
        if size <= REPEATED_UP_TO:
            check()
        connection.close()
        base = 0.0
        for name in steps:
            # Each step in a process of its own, so that its peak memory is its own; what can be repeated is,
            # and the best counts.
            command = [sys.executable, "-m", "bench.bench_judge", "--step", name]
            times = REPEATED.get(name, 1) if size <= REPEATED_UP_TO else 1
            outputs = [
                subprocess.run(command, check=True, capture_output=True, text=True).stdout
                for _ in range(times)
            ]
            rows, seconds, processor, peak, queries = min(
                ([float(part) for part in output.split("\t")] for output in outputs), key=lambda run: run[1]
            )
            base = base or seconds
            figures = (
                f"{rows:,.0f} | {seconds:.3f} | {seconds / base:.1f} | {processor:.3f} | {peak:.0f} |"
                f" {queries:.0f}"
            )
            print(f"| {size:,} | {name} | {figures} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        measure(sys.argv[2])
    else:
        sizes, _, steps = " ".join(sys.argv[1:]).partition("--steps")
        named = sys.argv[sys.argv.index("--steps") + 1 :] if steps else list(STEPS)
        main([int(size.replace(",", "")) for size in sizes.split()] or [100, 1_000, 10_000], named)

"""The timelines of N bodies, three years and 400 days, against judging them for one day: making them,
comparing them with the stored spans, writing them, and what they fill.

python -m bench.bench_timeline 20 200 2000
"""

import datetime as dt
import gc
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from bench import database

database.prepare()

from django.db import connection  # noqa: E402 - models need Django set up

from bench import records  # noqa: E402
from core import clock  # noqa: E402
from delegations.models import Body  # noqa: E402
from meetings.models import Task  # noqa: E402
from obligations import facts, texts  # noqa: E402
from obligations.services import judging  # noqa: E402
from obligations.services.chunking import chunks, collector_at_rest  # noqa: E402
from rulebook import timeline  # noqa: E402
from rulebook.duties import RULES  # noqa: E402
from rulebook.engine import judge  # noqa: E402
from rulebook.facts import BodyFacts  # noqa: E402
from rulebook.findings import Finding  # noqa: E402

LAST = records.TODAY + dt.timedelta(400)
TEN_YEARS = records.TRACKING_FROM + dt.timedelta(3652)


@lru_cache(maxsize=1)
def by() -> judging.Standard:
    """Return what the bodies are judged by, once they are there."""
    return judging.standard(records.TODAY)


def gathered(last: dt.date) -> list[BodyFacts]:
    """Return the facts of all bodies for the days up to the last, in chunks as a sweep gathers them."""
    found = []
    for chunk in chunks(facts.bodies(), judging.CHUNK):
        found += [
            body.facts
            for body in facts.gather_timelines(chunk, last, since=by().office.tracking_from).values()
            if body.facts
        ]
    return found


def one_day() -> tuple[float, int]:
    """Gather and judge all bodies for one day, as `manage.py judge` does."""
    return timed(lambda: sum(len(verdict.findings) for verdict in judging.verdicts(by(), facts.bodies())))


def all_days() -> tuple[float, int]:
    """Gather the facts of all days and make the timelines, chunk by chunk."""
    return timed(lambda: sum(len(made(body, LAST)) for body in gathered(LAST)))


def one_day_alone() -> tuple[float, int]:
    """Judge one day, the facts being there."""
    bodies = gathered(LAST)
    return timed(lambda: sum(len(judge(body, records.TODAY, by().office, by().law)) for body in bodies))


def two_years_alone() -> tuple[float, int]:
    """Make the timelines of two years, the facts being there."""
    return alone(records.TODAY, records.TODAY - dt.timedelta(730))


def all_days_alone() -> tuple[float, int]:
    """Make the timelines of three years and 400 days, the facts being there."""
    return alone(LAST)


def ten_years_alone() -> tuple[float, int]:
    """Make the timelines of ten years, the facts being there: the later ones hold no records."""
    return alone(TEN_YEARS)


def texts_alone() -> tuple[float, int]:
    """Make what is stored of each span: JSON and a fingerprint."""
    lines = [made(body, LAST) for body in gathered(LAST)]
    return timed(lambda: sum(bool(texts.of_finding(span.found)) for spans in lines for span in spans))


def sweep_first() -> tuple[float, int]:
    """Judge all bodies for all days and store everything."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(SPANS)}, obligations_timeline, obligations_flag CASCADE")
    return swept()


def sweep_unchanged() -> tuple[float, int]:
    """Judge all bodies for all days again; nothing differs, so nothing is written."""
    swept()
    return swept(everything=True)


def sweep_idle() -> tuple[float, int]:
    """Sweep when nothing was written since the last one."""
    swept()
    return swept()


def refresh_one() -> tuple[float, int]:
    """Judge one body after a task of it was saved, and write what differs."""
    swept()
    body = Body.objects.order_by("pk")[0]
    values = {"code": "DO-1", "title": "Đo", "given_on": records.TODAY - dt.timedelta(60)}
    Task.objects.filter(code="DO-1").delete()
    swept()
    Task.objects.create(body=body, due_on=records.TODAY - dt.timedelta(30), **values)
    return elapsed(lambda: judging.refresh(on=records.TODAY, at=clock.now(), body_ids=[body.pk]).changes)


def swept(*, everything: bool = False) -> tuple[float, int]:
    def work() -> int:
        done = judging.sweep(on=records.TODAY, at=clock.now(), everything=everything)
        if done.errors:
            raise SystemExit(done.errors)
        return done.changes

    return elapsed(work)


def elapsed(work: Callable[[], int]) -> tuple[float, int]:
    """Return the seconds that the work takes by the clock, PostgreSQL's included, and what it counted."""
    began = time.perf_counter()
    count = work()
    return time.perf_counter() - began, count


def one_day_elapsed() -> tuple[float, int]:
    """Gather and judge all bodies for one day, by the clock."""
    return elapsed(lambda: sum(len(verdict.findings) for verdict in judging.verdicts(by(), facts.bodies())))


def made(
    body: BodyFacts, last: dt.date, first: dt.date = records.TRACKING_FROM
) -> tuple[timeline.Span[Finding], ...]:
    return timeline.timeline(body, first, last, by().office, by().law)


def alone(last: dt.date, first: dt.date = records.TRACKING_FROM) -> tuple[float, int]:
    bodies = gathered(last)
    return timed(lambda: sum(len(made(body, last, first)) for body in bodies))


def timed(work: Callable[[], int]) -> tuple[float, int]:
    """Return the seconds of processor that the work takes in this process, and what it counted."""
    with collector_at_rest():
        began = time.process_time()
        count = work()
        return time.process_time() - began, count


ONE_BODY = "refresh of one body after a save"
STEPS: dict[str, Callable[[], tuple[float, int]]] = {
    "judge one day, with gathering": one_day,
    "timeline of 3 years + 400 days, with gathering": all_days,
    "judge one day": one_day_alone,
    "timeline of 2 years": two_years_alone,
    "timeline of 3 years + 400 days": all_days_alone,
    "timeline of 10 years": ten_years_alone,
    "texts and fingerprints of 3 years + 400 days": texts_alone,
    "judge one day, by the clock": one_day_elapsed,
    "sweep, nothing stored": sweep_first,
    "sweep, all stored and unchanged": sweep_unchanged,
    "sweep, nothing to do": sweep_idle,
    ONE_BODY: refresh_one,
}
BASES = {
    "judge one day, with gathering": "judge one day, with gathering",
    "timeline of 3 years + 400 days, with gathering": "judge one day, with gathering",
    "judge one day, by the clock": "judge one day, by the clock",
    "sweep, nothing stored": "judge one day, by the clock",
    "sweep, all stored and unchanged": "judge one day, by the clock",
    "sweep, nothing to do": "judge one day, by the clock",
    ONE_BODY: "judge one day, by the clock",
}
"""The step that another one's time is a multiple of; "judge one day" unless named here."""
SPANS = (
    "obligations_findingspan",
    "obligations_findingevidence",
    "obligations_lawquoted",
    "obligations_periodspan",
)
REPEATS = 3


def runs_of_rules(bodies: list[BodyFacts]) -> tuple[float, int]:
    """Return how often a rule is run for a body, and on how many days."""
    runs: Counter[str] = Counter()
    days: set[tuple[str, dt.date]] = set()
    ask = timeline._Course.ask

    def counted(course: timeline._Course[Finding], case: timeline._MovingCase) -> None:
        runs[case.facts.code] += 1
        days.add((case.facts.code, case.today.day))
        ask(course, case)

    timeline._Course.ask = counted  # type: ignore[assignment, method-assign]
    try:
        for body in bodies:
            made(body, LAST)
    finally:
        timeline._Course.ask = ask  # type: ignore[method-assign]
    return runs.total() / len(bodies), len(days) // len(bodies)


def stored() -> list[tuple[str, int, int]]:
    """Return the rows of each table of spans, and its bytes with indexes and long values. They are written
    once more before, so that what earlier steps ended and deleted does not count."""
    sweep_first()
    found = []
    with connection.cursor() as cursor:
        for table in SPANS:
            cursor.execute(f"VACUUM FULL ANALYZE {table}")
            cursor.execute(f"SELECT count(*), pg_total_relation_size('{table}') FROM {table}")
            found.append((table, *cursor.fetchone()))
    return found


def measure(name: str) -> None:
    gc.collect()
    seconds, count = STEPS[name]()
    print(seconds, count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, sep="\t")


def main(sizes: list[int]) -> None:
    print("| bodies | step | rows a body | µs a body | times one day | peak MB |\n|---|---|---|---|---|---|")
    for size in sizes:
        records.fill(size, search=False)
        best: dict[str, tuple[float, float, float]] = {}
        # Each step in a process of its own, in turns, so that what else the machine does falls on all alike.
        for _ in range(REPEATS):
            for name in STEPS:
                command = [sys.executable, "-m", "bench.bench_timeline", "--step", name]
                output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                seconds, count, peak = map(float, output.split("\t"))
                best[name] = min(best.get(name, (seconds, count, peak)), (seconds, count, peak))
        for name, (seconds, count, peak) in best.items():
            base = best[BASES.get(name, "judge one day")][0] / size
            bodies = 1 if name == ONE_BODY else size
            each = seconds / bodies
            figures = f"{count / bodies:.1f} | {each * 1e6:,.0f} | {each / base:.1f} | {peak:.0f}"
            print(f"| {size:,} | {name} | {figures} |", flush=True)
        for table, rows, volume in stored():
            print(f"| {size:,} | {table} | {rows / size:.1f} | {volume / size / 1000:.1f} KB | – | – |")
    runs, days = runs_of_rules(gathered(LAST)[:200])
    print(f"\n{runs:.0f} runs of a rule a body, on {days} days; one day judged is {len(RULES)} runs.")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        measure(sys.argv[2])
    else:
        main([int(size.replace(",", "")) for size in sys.argv[1:]] or [20, 200, 2_000])

"""Ten thousand and a hundred thousand bodies in one database: judging, pages, sizes, backup and restore.

    DATABASE_URL=… python -m bench.bench_scale 10000 100000

Spans are judged for the first `--judged` bodies, which is timed; those of the others are copies of these: a
sweep is linear, and a hundred thousand would take half an hour. Indexes of search are made up to SEARCHED
bodies only. A page that was slow at one size is not asked for at the next. The figures are in docs/scale.md.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from bench import database

database.prepare("scale")

from django.conf import settings  # noqa: E402 - models need Django set up
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.enums import Role  # noqa: E402
from accounts.models import User  # noqa: E402
from bench import records  # noqa: E402
from core import clock  # noqa: E402
from delegations.models import Body  # noqa: E402
from obligations import facts  # noqa: E402
from obligations.models import FindingSpan  # noqa: E402
from obligations.services import judging  # noqa: E402
from runtime import places  # noqa: E402

SEARCHED = 10_000
SLOW = 5.0  # seconds: a page that takes longer is asked for once, and not at the next size
SPANS = {  # what each column moves by: the keys of which table, or the bodies
    "obligations_flag": {"id": "obligations_flag", "body_id": ""},
    "obligations_findingspan": {
        "id": "obligations_findingspan",
        "flag_id": "obligations_flag",
        "body_id": "",
    },
    "obligations_findingevidence": {"span_id": "obligations_findingspan"},
    "obligations_periodspan": {"id": "obligations_periodspan", "body_id": ""},
    "obligations_timeline": {"body_id": ""},
}
PAGES = (
    *(
        "/hom-nay/",
        "/tong-quan/",
        "/tong-quan/?ngay=2025-12-31",
        "/can-xu-ly/",
        "/can-xu-ly/?ngay=2025-12-31",
    ),
    *("/to-chuc/", "BODY", "BODYphat-hien/", "/ma-tran/", "/hop/", "/lich/", "/bao-cao/", "/danh-ba/"),
    *("/nhac-viec/", "/tim/?q=hoi+417", "/to-chuc/xuat/", "/api/v1/findings/summary"),
)


@contextmanager
def timed(name: str, size: int, *, each: int = 0) -> Iterator[None]:
    """Print how long the block takes by the clock, and how much of it is this process."""
    began, worked = time.perf_counter(), time.process_time()
    yield
    seconds, busy = time.perf_counter() - began, time.process_time() - worked
    share = f"{seconds / each * 1e6:,.0f}" if each else "–"
    print(f"| {size:,} | {name} | {seconds:,.1f} | {busy:,.1f} | {share} |", flush=True)


def judge_first(number: int) -> None:
    ids = list(Body.objects.order_by("pk").values_list("pk", flat=True)[:number])
    done = judging.refresh(on=clock.today(), at=clock.now(), body_ids=ids)
    if done.errors:
        raise SystemExit(str(done.errors)[:500])


def copy_spans(size: int, judged: int) -> None:
    """Give the other bodies the spans of the first `judged`."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        last = {"": judged}
        for table in SPANS:
            if "id" in SPANS[table]:
                cursor.execute(f"SELECT max(id) FROM {table}")
                last[table] = cursor.fetchone()[0]
        for table, moved in SPANS.items():
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
                " AND table_schema = 'public' AND is_generated = 'NEVER'",
                [table],
            )
            columns = [column for (column,) in cursor.fetchall()]
            shifted = [f'"{one}" + k * {last[moved[one]]}' if one in moved else f'"{one}"' for one in columns]
            names = ", ".join(f'"{one}"' for one in columns)
            for turn in range(1, size // judged):
                cursor.execute(
                    f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE"
                    f" SELECT {', '.join(shifted)} FROM {table}, (VALUES ({turn})) AS turn (k)"
                    f" WHERE {_first(table, last)}"
                )
        cursor.execute("DELETE FROM obligations_touch")
        cursor.execute("SET session_replication_role = DEFAULT")


def _first(table: str, last: dict[str, int]) -> str:
    column = "body_id" if "body_id" in SPANS[table] else "span_id"
    return f"{column} <= {last[SPANS[table][column]]}"


def sizes(size: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        print(f"\n{size:,} bodies: {cursor.fetchone()[0] / 1e9:.2f} GB in all\n")
        print("| table | rows | MB | of them indexes |\n|---|---|---|---|")
        cursor.execute(
            """SELECT relname, reltuples::bigint, pg_total_relation_size(oid), pg_indexes_size(oid)
            FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
            ORDER BY pg_total_relation_size(oid) DESC LIMIT 12"""
        )
        for table, rows, volume, indexes in cursor.fetchall():
            print(f"| {table} | {rows:,} | {volume / 1e6:,.0f} | {indexes / 1e6:,.0f} |")
    print(flush=True)


def pages(size: int, judged: int, slow: set[str]) -> None:
    """Ask for each page; those that are slow are added to `slow`, and those in it are left out."""
    settings.SECOND_FACTOR_ROLES = frozenset()  # the invented users have none
    user, _made = User.objects.get_or_create(
        username="do-trang-chuyen-vien", defaults={"full_name": "Đo Trang", "role": Role.STAFF}
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    body = Body.objects.active_on(clock.today()).in_protocol_order()[judged // 3]
    print("\n| bodies | page | first ms | median of 3 | of it Python | KB |\n|---|---|---|---|---|---|")
    for page in PAGES:
        if page in slow or (page.startswith("/tim/") and size > SEARCHED):
            continue
        path = page.replace("BODY", f"/to-chuc/{body.code}/")
        times, busy = [], []
        for _turn in range(4):
            began, worked = time.perf_counter(), time.process_time()
            answer: Any = client.get(path)
            length = sum(map(len, answer.streaming_content)) if answer.streaming else len(answer.content)
            times.append((time.perf_counter() - began) * 1000)
            busy.append((time.process_time() - worked) * 1000)
            if answer.status_code != 200:
                raise SystemExit(f"{path}: {answer.status_code}")
            if times[0] > SLOW * 1000:
                slow.add(page)
                break
        again = statistics.median(times[1:]) if len(times) > 1 else float("nan")
        figures = f"{times[0]:,.0f} | {again:,.0f} | {min(busy):,.0f} | {length / 1000:,.0f}"
        print(f"| {size:,} | {page} | {figures} |", flush=True)
    print(flush=True)


def save_and_restore(size: int, *, restoring: bool) -> None:
    """The product's own backup, and its restore into an empty database beside."""
    url = urlsplit(os.environ["DATABASE_URL"])
    other = f"{url.path[1:]}_restored"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{other}"')
        if restoring:
            server.execute(f'CREATE DATABASE "{other}"')
    with TemporaryDirectory(dir=places.var()) as folder:
        with timed("backup", size):
            _command({}, "backup", folder)
        file = next(Path(folder).glob("*.tar"))
        print(f"  {file.stat().st_size / 1e6:,.0f} MB", flush=True)
        if not restoring:
            return
        with timed("restore into an empty database", size):
            _command({"DATABASE_URL": urlunsplit(url._replace(path=f"/{other}"))}, "restore", str(file))
    with psycopg.connect(urlunsplit(url._replace(path=f"/{other}"))) as restored:
        found = restored.execute("SELECT count(*) FROM obligations_findingspan").fetchone()
    if found != (FindingSpan.objects.count(),):
        raise SystemExit(f"The restored database has {found} spans.")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f'DROP DATABASE "{other}"')


def _command(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "-m", "runtime.command", *arguments]
    subprocess.run(command, env={**os.environ, **environment}, check=True, stdout=subprocess.DEVNULL)


def refresh_one() -> None:
    """Judge one body again, as after a save."""
    judging.refresh(on=clock.today(), at=clock.now(), body_ids=[Body.objects.order_by("pk")[0].pk])


def judge_all() -> None:
    found = judging.verdicts(judging.standard(records.TODAY), facts.bodies())
    print(f"  {sum(len(verdict.findings) for verdict in found):,} findings")


def main(numbers: list[int], steps: set[str], most_judged: int, slow: set[str]) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    places.var().mkdir(parents=True, exist_ok=True)
    for size in numbers:
        judged = min(size, most_judged)
        print("| bodies | step | seconds | of them Python | µs a body |\n|---|---|---|---|---|")
        work: dict[str, tuple[str, Callable[[], None], int]] = {
            "fill": ("records written", partial(records.fill, size, search=size <= SEARCHED), size),
            "sweep": (
                f"spans of {judged:,} bodies judged from nothing",
                partial(judge_first, judged),
                judged,
            ),
            "copy": ("spans of the others copied", partial(copy_spans, size, judged), size - judged),
            "one": ("one body judged again after a save", refresh_one, 1),
            "judge": ("one day judged for all bodies, nothing written", judge_all, size),
        }
        for step, (name, do, each) in work.items():
            if step in steps and each:
                with timed(name, size, each=each):
                    do()
                if step in {"sweep", "copy"}:
                    with connection.cursor() as cursor:
                        cursor.execute("VACUUM ANALYZE")
        if "sizes" in steps:
            sizes(size)
        if "pages" in steps:
            pages(size, judged, slow)
        if "backup" in steps:
            connection.close()
            save_and_restore(size, restoring="restore" in steps)


STEPS = ("fill", "sweep", "copy", "one", "sizes", "pages", "judge", "backup", "restore")

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.bench_scale")
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=STEPS)
    parser.add_argument("--judged", type=int, default=10_000)
    parser.add_argument("--without", nargs="+", default=[], metavar="PAGE", help="pages not to ask for")
    options = parser.parse_args()
    main(options.sizes, set(options.steps), options.judged, set(options.without))

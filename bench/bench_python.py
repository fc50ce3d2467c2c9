"""What pages cost the web process: processor time of this process alone, against two pages measured beside
them in turns.

    python -m bench.bench_python [SIZE ...] [--rounds N] [--profile PATH]

The whole Django stack answers in this process, the answer compressed as a browser asks for it; PostgreSQL's
own work and waiting are not counted. A round asks for every page once, so that a busy machine lengthens all
of them alike: the ratios hold where milliseconds do not. `plain` is a table of fifty rows and six columns by
Django's template engine alone, of which nothing is ours; `empty` is the shell of the product around nothing.
Median of the rounds. With --profile the functions in which one page spends its time.
"""

import argparse
import cProfile
import os
import pstats
import statistics
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("LOG_LEVEL", "WARNING")

from bench import database

database.prepare()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.template import engines  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import path  # noqa: E402

from accounts.enums import Role  # noqa: E402
from accounts.models import User  # noqa: E402
from bench import records  # noqa: E402
from config import urls  # noqa: E402
from core import clock  # noqa: E402
from delegations.models import Body  # noqa: E402
from obligations.queries import findings  # noqa: E402
from obligations.services import judging  # noqa: E402

ROUNDS = 15
WARM = 3
EMPTY = "/do-trang-rong/"
PLAIN = engines["django"].from_string(
    "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}"
    "</table>"
)
ROWS = [[f"Ô {row} <{column}>" for column in range(6)] for row in range(50)]


def empty(request: HttpRequest) -> HttpResponse:
    """The shell around nothing."""
    return render(request, "components/page.html")


def client_of(role: str) -> Client:
    """Return a browser in which an invented user of a role is logged in."""
    user, _made = User.objects.get_or_create(
        username=f"do-trang-{role}", defaults={"full_name": "Đo Trang", "role": role}
    )
    client = Client(SERVER_NAME="localhost", HTTP_ACCEPT_ENCODING="gzip")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


class Counter:
    """Counts queries."""

    number = 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        self.number += 1
        return execute(sql, params, many, context)


def asking(client: Client, address: str) -> Callable[[], HttpResponse]:
    """Return a function that asks for a page and stops at anything but the page."""

    def ask() -> HttpResponse:
        answer: Any = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
        return answer

    return ask


def pages(size: int) -> dict[str, Callable[[], HttpResponse]]:
    """Return the pages of an office of `size` bodies, by what they are called in the table."""
    desk, leader = client_of(Role.STAFF), client_of(Role.LEADER)
    body = Body.objects.active_on(clock.today()).in_protocol_order()[size // 2]
    worst = findings.listing(clock.today(), limit=1).rows[0]
    finding = f"/to-chuc/{worst.body_code}/phat-hien/{worst.rule}/{worst.subject}/"
    addresses = {
        "empty": (desk, EMPTY),
        "/ (Hôm nay)": (desk, "/hom-nay/"),
        "/tong-quan/": (leader, "/tong-quan/"),
        "/can-xu-ly/": (desk, "/can-xu-ly/"),
        "/hop/": (desk, "/hop/"),
        "/to-chuc/": (desk, "/to-chuc/"),
        "a body": (desk, f"/to-chuc/{body.code}/"),
        "a finding": (desk, finding),
    }
    return {name: asking(client, address) for name, (client, address) in addresses.items()}


def measure(asks: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median processor time of each in milliseconds, asked in turns."""
    times: dict[str, list[float]] = {name: [] for name in asks}
    for turn in range(WARM + rounds):
        for name, ask in asks.items():
            began = time.process_time()
            ask()
            if turn >= WARM:
                times[name].append((time.process_time() - began) * 1000)
    return {name: statistics.median(found) for name, found in times.items()}


def queries_of(ask: Callable[[], HttpResponse]) -> int:
    """Return how many queries a page takes."""
    counter = Counter()
    with connection.execute_wrapper(counter):
        ask()
    return counter.number


def main() -> None:
    """Print a line for each page and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", nargs="*", type=int, default=[20, 200])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--profile", metavar="PATH", help="a page of the table, by its name")
    wanted = parser.parse_args()
    settings.SECOND_FACTOR_ROLES = frozenset()  # the invented users have none
    urls.urlpatterns.append(path(EMPTY.strip("/") + "/", empty))
    call_command("collectstatic", interactive=False, verbosity=0)
    if not wanted.profile:
        print("| bodies | page | Python ms | of plain | of empty | queries | kB |")
        print("|---|---|---|---|---|---|---|")
    for size in wanted.size:
        records.fill(size)
        judging.sweep(on=clock.today(), at=clock.now(), everything=True)
        asks = pages(size)
        if wanted.profile:
            profile(asks[wanted.profile], wanted.rounds)
            continue
        took = measure({"plain": lambda: PLAIN.render({"rows": ROWS}), **asks}, wanted.rounds)
        print(f"| {size} | plain | {took['plain']:.1f} | 1.0 | | | |")
        for name, ask in asks.items():
            ratios = f"{took[name] / took['plain']:.1f} | {took[name] / took['empty']:.1f}"
            kilobytes = len(ask().content) / 1000
            print(
                f"| {size} | {name} | {took[name]:.1f} | {ratios} | {queries_of(ask)} | {kilobytes:.0f} |",
                flush=True,
            )


def profile(ask: Callable[[], object], rounds: int) -> None:
    """Print the functions in which a page spends its time."""
    for _turn in range(WARM):
        ask()
    profiler = cProfile.Profile(time.process_time)
    profiler.enable()
    for _turn in range(rounds):
        ask()
    profiler.disable()
    stats = pstats.Stats(profiler)
    for order in ("tottime", "cumulative"):
        stats.sort_stats(order).print_stats(60)


if __name__ == "__main__":
    main()

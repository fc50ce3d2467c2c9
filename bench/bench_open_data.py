"""The open data with 20, 200 and 2,000 bodies of three years each: milliseconds at the server, number of
queries, bytes.

    python -m bench.bench_open_data [SIZE ...]

First: nothing kept from an earlier request. Best: of five more. The whole Django stack in this process, a key
in the header, without network and web server. A page has 50 items; the whole Popolo file has everybody who
sits on the day.
"""

import sys
import time
from typing import Any

from bench import database

database.prepare()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.enums import Role, TokenScope  # noqa: E402
from accounts.models import AccessToken, User  # noqa: E402
from accounts.services import tokens  # noqa: E402
from bench import records  # noqa: E402
from core import clock  # noqa: E402
from obligations.services import judging  # noqa: E402

PATHS = (
    *(
        "organizations",
        "organizations?page=10",
        "posts",
        "memberships",
        "persons",
        "findings",
        "findings?page=50",
        "findings/summary",
        "periods",
        "meetings",
    ),
    *("findings/spans", "findings/spans?from=2024-01-01", "findings/spans?from=2024-01-01&page=50"),
    *("reports", "findings?on=2025-12-31", "popolo", "popolo?on=2025-12-31"),
)
REPEATS = 5


def main(sizes: list[int]) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    user, _made = User.objects.get_or_create(
        username="do-trang", defaults={"full_name": "Đo Trang", "role": Role.LEADER}
    )
    AccessToken.objects.filter(user=user).delete()
    now = clock.now()
    _token, secret = tokens.make(name="Đo", scopes=TokenScope.values, expires_on=now.date(), by=user, now=now)
    client = Client(SERVER_NAME="localhost", headers={"authorization": f"Bearer {secret}"})
    print(
        "| bodies | address | first ms | best ms | Python ms | queries | KB |\n|---|---|---|---|---|---|---|"
    )
    for size in sizes:
        records.fill(size)
        judging.sweep(on=clock.today(), at=clock.now(), everything=True)
        for path in PATHS:
            asked: list[str] = []
            with connection.execute_wrapper(
                lambda execute, sql, *rest, told=asked: (told.append(sql), execute(sql, *rest))[1]
            ):
                first, _busy, length = _time(client, path)
            again = [_time(client, path) for _attempt in range(REPEATS)]
            best, busy = (
                min(spent for spent, *_rest in again),
                min(worked for _spent, worked, _length in again),
            )
            print(
                f"| {size:,} | {path} | {first:.0f} | {best:.0f} | {busy:.0f} | {len(asked)} |"
                f" {length / 1000:,.0f} |",
                flush=True,
            )


def _time(client: Client, path: str) -> tuple[float, float, int]:
    began, worked = time.perf_counter(), time.process_time()
    answer: Any = client.get(f"/api/v1/{path}")
    length = sum(map(len, answer.streaming_content)) if answer.streaming else len(answer.content)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000, length


if __name__ == "__main__":
    main([int(size.replace(",", "")) for size in sys.argv[1:]] or [20, 200, 2_000])

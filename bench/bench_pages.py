"""Pages with 20, 200 and 2,000 bodies of three years each: milliseconds at the server, number of queries,
bytes.

    python -m bench.bench_pages [SIZE ...]

The time is that of the whole Django stack in this process (middleware, view, queries, template), without the
network and the web server. `first` is the first request; `best`
and `median` are those of the requests after it; `Python` is the processor time of this process in the best
one, which other work on the machine does not lengthen.
"""

import gzip
import statistics
import sys
import time
from typing import Any

from bench import database

database.prepare()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.enums import Role  # noqa: E402
from accounts.models import User  # noqa: E402
from bench import records  # noqa: E402
from core import clock  # noqa: E402
from delegations.models import Body  # noqa: E402
from obligations.queries import findings  # noqa: E402
from obligations.services import judging  # noqa: E402

REPEATS = 9
# The lists, calendars and files of those who keep the records.
LISTS = (
    *(
        "/can-xu-ly/?ngay=2025-12-31",
        "/can-xu-ly/xuat/",
        "/to-chuc/xuat/",
        "/danh-ba/",
        "/danh-ba/xuat/",
        "/tim/?q=hoi",
        "/ma-tran/",
        "/ma-tran/quy-che/",
    ),
    *(
        "/hop/",
        "/hop/xuat/",
        "/quyet-nghi/",
        "/nhiem-vu/",
        "/lich/",
        "/lich/tuan/",
        "/bao-cao/",
        "/bao-cao/so/",
        "/de-xuat/",
        "/mien-hoan/",
        "/van-ban/",
    ),
    *("/su-kien/", "/nhac-viec/", "/nhac-viec/xem-truoc/"),
)


class Counter:
    """Counts queries."""

    number = 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        self.number += 1
        return execute(sql, params, many, context)


def measure(client: Client, path: str) -> tuple[list[float], float, int, bytes]:
    """Return the times of the requests in milliseconds, the least processor time, the number of queries and
    the page."""
    times: list[float] = []
    worked: list[float] = []
    counter = Counter()
    for attempt in range(REPEATS):
        began, busy = time.perf_counter(), time.process_time()
        if attempt == REPEATS - 1:
            with connection.execute_wrapper(counter):
                answer = client.get(path)
        else:
            answer = client.get(path)
        times.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - busy) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
    return times, min(worked), counter.number, answer.content


def main(sizes: list[int]) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset()  # the invented users have none
    call_command("collectstatic", interactive=False, verbosity=0)
    user, _made = User.objects.get_or_create(
        username="do-trang", defaults={"full_name": "Đo Trang", "role": Role.LEADER}
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    clerk, _made = User.objects.get_or_create(
        username="do-trang-chuyen-vien", defaults={"full_name": "Đo Trang", "role": Role.STAFF}
    )
    desk = Client(SERVER_NAME="localhost")
    desk.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    print(
        "| bodies | page | first ms | best ms | median ms | Python ms | queries | KB | KB gzip"
        " |\n|---|---|---|---|---|---|---|---|---|"
    )
    for size in sizes:
        records.fill(size)
        judging.sweep(on=clock.today(), at=clock.now(), everything=True)
        body = Body.objects.active_on(clock.today()).in_protocol_order()[size // 2 if size > 2 else 0]
        worst = findings.listing(clock.today(), limit=1).rows[0]
        pages = {
            "Tổng quan": "/tong-quan/",
            "Tổng quan, một ngày đã qua": "/tong-quan/?ngay=2025-12-31",
            "Tổng quan, điều đã biết ngày ấy": "/tong-quan/?ngay=2025-12-31&ho-so=khi-do",
            "Việc phải làm": "/can-xu-ly/",
            "Việc phải làm, một ngày đã qua": "/can-xu-ly/?ngay=2025-12-31",
            "Việc phải làm, điều đã biết ngày ấy": "/can-xu-ly/?ngay=2025-12-31&ho-so=khi-do",
            "Tổ chức đảng": "/to-chuc/",
            "Tổ chức đảng, một ngày đã qua": "/to-chuc/?ngay=2025-12-31",
            "Tổ chức đảng, điều đã biết ngày ấy": "/to-chuc/?ngay=2025-12-31&ho-so=khi-do",
            "Họp, một ngày đã qua": "/hop/?ngay=2025-12-31",
            "Họp, điều đã biết ngày ấy": "/hop/?ngay=2025-12-31&ho-so=khi-do",
            "một tổ chức": f"/to-chuc/{body.code}/",
            "một tổ chức, một ngày đã qua": f"/to-chuc/{body.code}/?ngay=2025-12-31",
            "một tổ chức, điều đã biết ngày ấy": f"/to-chuc/{body.code}/?ngay=2025-12-31&ho-so=khi-do",
            "phát hiện của tổ chức": f"/to-chuc/{body.code}/phat-hien/",
            "một phát hiện": f"/to-chuc/{worst.body_code}/phat-hien/{worst.rule}/{worst.subject}/",
            "thay đổi, xu hướng, một ngày đã qua": "/tong-quan/thay-doi/?ngay=2025-12-31",
            "thay đổi, xu hướng, điều đã biết ngày ấy": "/tong-quan/thay-doi/?ngay=2025-12-31&ho-so=khi-do",
        }
        for name, path in (*pages.items(), *((path, path) for path in LISTS)):
            times, worked, queries, page = measure(desk if name in LISTS else client, path)
            figures = (
                f"{times[0]:.0f} | {min(times[1:]):.0f} | {statistics.median(times[1:]):.0f} | {worked:.0f} |"
                f" {queries}"
            )
            print(
                f"| {size:,} | {name} | {figures} | {len(page) / 1000:.0f} |"
                f" {len(gzip.compress(page)) / 1000:.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main([int(size.replace(",", "")) for size in sys.argv[1:]] or [20, 200, 2_000])

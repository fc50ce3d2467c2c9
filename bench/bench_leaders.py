"""The pages and papers for leaders with 20, 200 and 2,000 bodies of three years each: milliseconds at the
server, number of queries, bytes.

    python -m bench.bench_leaders [SIZE ...]

First: nothing kept from an earlier request. Best: of three more. The whole Django stack in this process,
without network and web server.
"""

import sys
import time

from bench import database

database.prepare()

from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.enums import Role  # noqa: E402
from accounts.models import User  # noqa: E402
from bench import records  # noqa: E402
from core import clock  # noqa: E402
from obligations.services import judging  # noqa: E402

PATHS = (
    "/tong-quan/",
    *(
        f"/tong-quan/{name}/"
        for name in (
            "tom-tat",
            "tom-tat/pdf",
            "tom-tat/bang",
            "thay-doi",
            "du-bao",
            "noi-dung",
            "tham-gia",
            "tham-quyen",
            "cap-nhat",
        )
    ),
)
REVIEWS = (
    "/danh-gia/",
    *(f"/danh-gia/{name}?nam=2025" for name in ("", "pdf/", "bang/")),
    "/danh-gia/?nam=2025&xep=diem&trang=2",
    "/danh-gia/DD-000007/2025/",
)


def main(sizes: list[int]) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    user, _made = User.objects.get_or_create(
        username="do-trang", defaults={"full_name": "Đo Trang", "role": Role.LEADER}
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    report = f"/tong-quan/bao-cao/?ky={clock.today().year}"
    print("| bodies | page | first ms | best ms | queries first | KB |\n|---|---|---|---|---|---|")
    for size in sizes:
        records.fill(size)
        cache.clear()
        judging.sweep(on=clock.today(), at=clock.now(), everything=True)
        for path in (
            *PATHS,
            report,
            *REVIEWS,
            "/tong-quan/tom-tat/?ngay=2025-12-31",
            "/tong-quan/cap-nhat/?ngay=2025-12-31",
        ):
            times = []
            queries: list[str] = []
            with connection.execute_wrapper(
                lambda execute, sql, *rest, told=queries: (told.append(sql), execute(sql, *rest))[1]
            ):
                times.append(_time(client, path)[0])
            for _attempt in range(3):
                spent, length = _time(client, path)
                times.append(spent)
            print(
                f"| {size:,} | {path} | {times[0]:.0f} | {min(times[1:]):.0f} | {len(queries)} |"
                f" {length / 1000:.0f} |",
                flush=True,
            )


def _time(client: Client, path: str) -> tuple[float, int]:
    began = time.perf_counter()
    answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    return (time.perf_counter() - began) * 1000, len(answer.content)


if __name__ == "__main__":
    main([int(size.replace(",", "")) for size in sys.argv[1:]] or [20, 200, 2_000])

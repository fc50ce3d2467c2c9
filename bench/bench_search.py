"""The search over everything at so many records: milliseconds of the statement, of the whole request, and
which indexes it uses.

    python -m bench.bench_search [RECORDS] [--explain]

Records are those of `records.py` with names of many different words. `search` is both queries of the search
and what Python makes of them: by the clock, and the processor time of each, which other work on the machine
lengthens less. `request` is the whole Django stack in this process without the web server, for the fragment
that the palette loads.
"""

import datetime as dt
import os
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

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
from desk.queries import search  # noqa: E402
from obligations.services import judging  # noqa: E402

RECORDS_OF_A_BODY = 86  # that are searched: people, meetings, items, reports, tasks, findings …
REPEATS = 20
ASKED = {
    "half a name": "hoà",
    "a full name": "nguyễn thị hoà",
    "two letters that most hold": "an",
    "a word that most meetings hold": "hội nghị",
    "a body and an item": "hội 417 quy chế",
    "an act and a body": "lên lịch hội 417",
    "a code": "DD-000417/007",
    "a number": "417-QC",
    "a day": "12/3/2025",
    "a rule": "quá hạn họp",
    "nothing of the kind": "xyzt qwerty",
}
_FAMILY = "Nguyễn,Trần,Lê,Phạm,Hoàng,Huỳnh,Phan,Vũ,Võ,Đặng,Bùi,Đỗ,Hồ,Ngô,Dương,Lý"
_MIDDLE = "Văn,Thị,Hữu,Đức,Minh,Quang,Thanh,Ngọc,Xuân,Thu,Đình,Bá,Công,Hồng,Kim,Trọng"
_GIVEN = (
    "An,Anh,Bình,Châu,Cường,Dung,Dũng,Đạt,Đông,Giang,Hà,Hải,Hạnh,Hiền,Hoà,Hoàng,Hùng,Hương,Khoa,Lan,Linh,Long"
    ",Mai,Minh,Nam,Nga,Nhung,Phong,Phúc,Quân,Sơn,Tâm,Thảo,Thắng,Trang,Tuấn,Uyên,Vinh,Xuân,Yến"
)
_WORDS = (
    "quy chế,nhân sự,ngân sách,kế hoạch,đầu tư công,cải cách hành chính,chuyển đổi số,giám sát,kiểm tra"
    ",dân vận,tổng kết,sơ kết,nông thôn mới,an sinh,giáo dục,y tế,đất đai,môi trường,quốc phòng,văn hoá"
)
_NAMES = (
    """UPDATE delegations_person SET full_name = ({family})[1 + id % 16] || ' '
        || ({middle})[1 + id / 16 % 16] || ' ' || ({given})[1 + id / 256 % 40]""",
    """UPDATE meetings_meeting
        SET subject = 'Hội nghị về ' || ({words})[1 + id % 20] || ', lần ' || id""",
    """UPDATE meetings_agendaitem SET title = 'Cho ý kiến về ' || ({words})[1 + id / 3 % 20] || ' và '
        || ({words})[1 + id % 20] || ' năm ' || 2023 + id % 4""",
)
_LISTS = {
    name: f"string_to_array('{words}', ',')"
    for name, words in (("family", _FAMILY), ("middle", _MIDDLE), ("given", _GIVEN), ("words", _WORDS))
}


def fill(number: int) -> int:
    """Make about so many records that are searched, with names of many words; return how many there are."""
    records.fill(max(1, number // RECORDS_OF_A_BODY))
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in _NAMES:
            cursor.execute(statement.format(**_LISTS))
        cursor.execute("SET session_replication_role = DEFAULT")
    judging.sweep(on=clock.today(), at=clock.now(), everything=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    user = somebody()
    return sum(kind.rows(user, clock.today()).count() for kind in search.KINDS)


def somebody() -> User:
    """Return the member of staff who searches; filling the tables takes away who was there."""
    user, _made = User.objects.get_or_create(
        username="do-trang-chuyen-vien", defaults={"full_name": "Đo Trang", "role": Role.STAFF}
    )
    return user


def worked() -> float:
    """Return the milliseconds that the database process has worked, 0 where it is on another machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    state = Path(f"/proc/{process}/stat")
    if not state.exists():
        return 0
    ticks = state.read_text().rsplit(")", 1)[1].split()
    return (int(ticks[11]) + int(ticks[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def measure(job: Callable[[], object]) -> list[float]:
    """Return milliseconds of the job: the best by the clock, the median, the processor time of this process
    and of the database. The first time does not count."""
    job()
    times: list[float] = []
    here, there = time.process_time(), worked()
    for _attempt in range(REPEATS):
        began = time.perf_counter()
        job()
        times.append((time.perf_counter() - began) * 1000)
    busy = (time.process_time() - here) * 1000 / REPEATS
    return [min(times), statistics.median(times), busy, (worked() - there) / REPEATS]


def explained(text: str, user: User) -> str:
    """Return the plan of the search's long statement, with its times."""
    plans: list[str] = []

    def explain(execute: object, sql: str, params: object, many: bool, context: object) -> object:
        if "ARRAY(" in sql:
            with connection.connection.cursor() as cursor:
                cursor.execute("EXPLAIN (ANALYZE, COSTS OFF, TIMING ON) " + sql, params)
                plans.append("\n".join(line for (line,) in cursor.fetchall()))
        return execute(sql, params, many, context)  # type: ignore[operator]

    with connection.execute_wrapper(explain):
        search.everywhere(search.asked(text, user=user, on=clock.today()))
    return plans[0]


def main(number: int, explain: bool) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset()  # the invented users have none
    call_command("collectstatic", interactive=False, verbosity=0)
    count, on = fill(number), clock.today()
    user = somebody()
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    print(f"{count:,} records\n")
    print("| asked | found | search best ms | median | Python | PostgreSQL | request best ms | median |")
    print("|---|---|---|---|---|---|---|---|")
    for what, text in ASKED.items():
        if explain:
            print(f"\n## {what}: {text}\n\n{explained(text, user)}")
            continue
        asking = partial(_search, text, user, on)
        loading = partial(client.get, "/tim/", {"q": text}, HTTP_HX_REQUEST="true")
        shown = sum(len(group.hits) for group in asking())
        figures = " | ".join(f"{figure:.0f}" for figure in (*measure(asking), *measure(loading)[:2]))
        print(f"| {what}: “{text}” | {shown} | {figures} |", flush=True)


def _search(text: str, user: User, on: dt.date) -> list[search.Group]:
    return search.everywhere(search.asked(text, user=user, on=on))


if __name__ == "__main__":
    numbers = [argument.replace(",", "") for argument in sys.argv[1:] if not argument.startswith("--")]
    main(int(numbers[0]) if numbers else 100_000, "--explain" in sys.argv)

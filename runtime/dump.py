"""The product's database as one file, and back: pg_dump and pg_restore of the right version, everything in
one transaction."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from runtime import keeper, places, postgres
from runtime.errors import CannotStart

# What the product made, or an earlier or later version of it; extensions and their objects stay, whoever made
# them.
_EMPTY = """
SET lock_timeout = '20s';
SET client_min_messages = warning;
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


def _major(at: str) -> int:
    with connect(at) as connection:
        return connection.info.server_version // 10000


def _program(name: str, major: int, *, newest: bool = False) -> Path:
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


def _reaching(at: str) -> tuple[str, dict[str, str]]:
    """Return the address without its password, and the environment that carries it: other accounts can read
    command lines."""
    parts = conninfo_to_dict(at)
    password = parts.pop("password", None)
    return make_conninfo("", **parts), {**os.environ, "LC_ALL": "C"} | (
        {"PGPASSWORD": str(password)} if password else {}
    )


def _failed(program: Path, words: str) -> CannotStart:
    return CannotStart(
        f"Lệnh {program.name} thất bại:\n{words.strip()}", f"{program.name} failed; see above."
    )


def write(at: str, file: Path) -> None:
    """Dump the database into a file of PostgreSQL's custom format; one snapshot, while people work. Raises
    CannotStart."""
    program = _program("pg_dump", _major(at))
    target, environment = _reaching(at)
    command = [
        str(program),
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--dbname={target}",
        f"--file={file}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise _failed(program, done.stderr)


def read(at: str, file: Path, *, mark: str) -> None:
    """Replace all that the product has in the database by a dump, and leave an empty schema named `mark`.
    Raises CannotStart.

    One transaction: the database becomes the dump's or stays as it was. A dump of a later PostgreSQL fits an
    earlier server.
    """
    major = _major(at)
    # The latest: an earlier one cannot read what a later pg_dump wrote.
    program, psql = _program("pg_restore", major, newest=True), _program("psql", major, newest=True)
    listed = subprocess.run([str(program), "--list", str(file)], capture_output=True, text=True, check=False)
    if listed.returncode:
        raise _failed(program, listed.stderr)
    contents = file.with_suffix(".list")
    contents.write_text(
        "".join(f"{line}\n" for line in listed.stdout.splitlines() if not _OF_THE_SERVER.match(line))
    )
    command = [str(program), "--no-owner", "--no-privileges", f"--use-list={contents}", "--file=-", str(file)]
    target, environment = _reaching(at)
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
        raise _failed(program if not whole and not done else psql, said)
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

"""Backup and restore: `python -m runtime.backup save [FOLDER]`, `python -m runtime.backup restore FILE`.

One .tar holds the database (pg_dump's custom format), the uploaded files and the secret. It may be made while people work.
"""

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

import psycopg

from runtime import keeper, places, postgres
from runtime.errors import CannotStart
from runtime.processes import lock, make_folder

KEPT = ("files", "secret", "sample-logins.txt")


def _address() -> str:
    """Return the database's address: DATABASE_URL, else the embedded server, started if need be."""
    named = os.environ.get("DATABASE_URL", "").strip()
    if named:
        return named
    keeper.ensure()
    return f"host={places.database_socket_folder()} user={postgres.USER} dbname={postgres.NAME}"


def _program(name: str, address: str) -> Path:
    """Return pg_dump or pg_restore of a version that reads this server; raises CannotStart."""
    with psycopg.connect(address) as connection:
        major = connection.info.server_version // 10000
    fitting = [folder for folder in postgres.installations() if (folder / name).exists() and postgres.version_of(folder)[:1] >= (major,)]
    if not fitting:
        raise CannotStart(
            f"Không có {name} từ bản {major}. Hãy cài gói postgresql-client-{major}.",
            f"There is no {name} of version {major} or later. Install postgresql-client-{major}.",
        )
    return fitting[0] / name


def _run(command: list[object]) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotStart(f"Lệnh {Path(str(command[0])).name} thất bại:\n{done.stderr.strip()}", f"{Path(str(command[0])).name} failed; see above.")


def save(folder: Path) -> Path:
    """Write a backup into a folder and return its path. It bears its final name only when complete."""
    address = _address()
    make_folder(folder)
    target = folder / f"nen-nep-{time.strftime('%Y%m%d-%H%M%S')}.tar"
    with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as work:
        dump = Path(work) / "database.dump"
        _run([_program("pg_dump", address), "--format=custom", "--no-owner", "--no-privileges", f"--dbname={address}", f"--file={dump}"])
        aside = Path(work) / "backup.tar"
        with tarfile.open(aside, "w") as archive:
            archive.add(dump, "database.dump")
            for name in KEPT:
                if (places.var() / name).exists():
                    archive.add(places.var() / name, name)
        aside.chmod(0o600)
        aside.rename(target)
    return target


def restore(file: Path) -> Path:
    """Put a backup in place of what is here and return the backup of what was here before, made first. Raises CannotStart.

    The database changes in one transaction: it becomes the backup's or stays as it was.
    """
    with lock("supervisor", wait=False) as mine:
        if not mine:
            raise CannotStart("Hãy dừng Nền nếp trước (Ctrl-C hoặc systemctl stop nen-nep).", "Stop Nền nếp first (Ctrl-C or systemctl stop nen-nep).")
        with tempfile.TemporaryDirectory(dir=make_folder(places.var(), mode=0o755), prefix=".restore-") as name:
            work = Path(name)
            try:
                with tarfile.open(file) as archive:
                    archive.extractall(work, filter="data")
            except (OSError, tarfile.TarError) as error:
                raise CannotStart(f"Không đọc được {file}: {error}", f"{file} cannot be read or is not whole.") from None
            if not (work / "database.dump").exists():
                raise CannotStart(f"{file} không phải bản sao lưu của Nền nếp.", f"{file} is not a backup of Nền nếp.")
            before = save(places.var() / "before-restore")
            _restore_database(work / "database.dump")
            for part in KEPT:
                if (work / part).exists():
                    here = places.var() / part
                    with contextlib.suppress(FileNotFoundError):
                        shutil.rmtree(here) if here.is_dir() else here.unlink()
                    (work / part).rename(here)
        return before


def _restore_database(dump: Path) -> None:
    address = _address()
    # Everything of ours lies in "public". The emptying stands in front of the restore, within the same transaction.
    whole, script = dump.with_suffix(".all"), dump.with_suffix(".sql")
    _run([_program("pg_restore", address), "--no-owner", "--no-privileges", f"--file={whole}", dump])
    with whole.open("rb") as source, script.open("wb") as target:
        target.write(b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n")
        target.writelines(line for line in source if not line.startswith((b"CREATE SCHEMA public", b"COMMENT ON SCHEMA public")))
    whole.unlink()
    _run([_program("psql", address), "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--single-transaction", f"--dbname={address}", f"--file={script}"])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m runtime.backup")
    commands = parser.add_subparsers(dest="command", required=True)
    saving = commands.add_parser("save", help="write a backup")
    saving.add_argument("folder", nargs="?", type=Path, default=places.var() / "backup")
    saving.add_argument("--keep", type=int, default=0, help="how many of the newest to keep; the older ones are deleted")
    commands.add_parser("restore", help="replace everything by a backup").add_argument("file", type=Path)
    options = parser.parse_args()
    try:
        if options.command == "restore":
            before = restore(options.file)
            print(f"Đã khôi phục. Dữ liệu trước đó: {before} / Restored; what was here before: {before}")
            return 0
        print(save(options.folder))
        if options.keep > 0:
            for old in sorted(options.folder.glob("nen-nep-*.tar"))[: -options.keep]:
                old.unlink()
        return 0
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())

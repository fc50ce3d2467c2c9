"""The paths of a running copy's files, the same in every process. Nothing here creates or starts anything."""

import hashlib
import os
import re
import stat
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

# sun_path holds 104 bytes on macOS and 108 on Linux; the longest socket name here is ".s.PGSQL.5432.lock".
LONGEST_SOCKET_FOLDER = 80


def var() -> Path:
    """Return the folder of everything that is not code: VAR_DIR, else var/ in the project."""
    named = os.environ.get("VAR_DIR", "").strip()
    return Path(named).expanduser().absolute() if named else PROJECT / "var"


def _label() -> str:
    return hashlib.sha256(str(var()).encode()).hexdigest()[:10]


def passable(folder: Path, uid: int) -> bool:
    """Tell whether an account other than root may go through a folder (groups are not looked at)."""
    state = folder.stat()
    return bool(state.st_mode & (stat.S_IXUSR if state.st_uid == uid else stat.S_IXOTH))


def closed_parent() -> Path | None:
    """Return the first folder on the way to var/ that the project's owner, or anyone but root, may not pass,
    such as /root; None when the way is open."""
    owner = PROJECT.stat().st_uid or -1
    for folder in reversed(var().parents):
        try:
            if not passable(folder, owner):
                return folder
        except FileNotFoundError:
            return None
    return None


def database_home() -> Path:
    """Return the folder that holds PostgreSQL's data: var/, or /var/lib/nen-nep/… where root keeps the
    project in a closed home.

    PostgreSQL refuses to run as root, so root's copy runs it under another account, which must be able to
    reach its data.
    """
    if os.geteuid() == 0 and closed_parent() is not None:
        return Path("/var/lib/nen-nep") / _label()
    return var()


def database() -> Path:
    return database_home() / "postgres"


def run() -> Path:
    """Return the folder of process records, locks and the broker's socket."""
    return var() / "run"


def _socket_folder(wanted: Path, name: str) -> Path:
    # Blanks, commas and quotes mean something in PostgreSQL's and Redis's addresses; long paths do not fit a
    # socket.
    if len(os.fsencode(wanted)) <= LONGEST_SOCKET_FOLDER and re.fullmatch(r"[A-Za-z0-9/_.+-]+", str(wanted)):
        return wanted
    return Path("/tmp") / f"nen-nep-{os.geteuid()}-{_label()}" / name


def database_socket_folder() -> Path:
    return _socket_folder(database_home() / "pg-run", "pg-run")


def trial_socket_folder() -> Path:
    """Return where the server listens that a restore to a moment or a drill has for itself."""
    return _socket_folder(database_home() / "trial-run", "trial-run")


def broker_socket() -> Path:
    return _socket_folder(run(), "run") / "valkey.sock"


def mail() -> Path:
    """Return the Maildir that the local mailbox fills."""
    return var() / "mail"


def mail_port_record() -> Path:
    return run() / "mail-port"


def logs() -> Path:
    return var() / "log"


def backup_record() -> Path:
    """Return the file with the result of the last backup."""
    return var() / "backup.json"


def is_archived() -> bool:
    """Tell whether this installation keeps an archive: always of the embedded server, of an office's own one
    where a folder is named, not where that is 0."""
    named = os.environ.get("ARCHIVE_FOLDER", "").strip()
    return named != "0" and bool(named or not os.environ.get("DATABASE_URL", "").strip())


def archive() -> Path:
    """Return the folder of the archive: ARCHIVE_FOLDER, else within var/."""
    named = os.environ.get("ARCHIVE_FOLDER", "").strip()
    return Path(named).absolute() if named not in {"", "0"} else var() / "archive"


def spool() -> Path:
    """Return the folder where the database's journal arrives before it is stored."""
    return var() / "wal"


def archive_record() -> Path:
    """Return the file with how far the archive reaches."""
    return var() / "archive.json"


def drill_record() -> Path:
    """Return the file with what the last drill found."""
    return var() / "drill.json"


def mail_port() -> int:
    """Return the port of the local mailbox as its copy recorded it; 1, where nobody listens, when there is no
    record."""
    try:
        return int(mail_port_record().read_text())
    except (FileNotFoundError, ValueError):
        return 1

"""Processes: who is alive, who dies with whom, which account runs what."""

import contextlib
import ctypes
import fcntl
import functools
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from runtime import places
from runtime.errors import CannotStart

LINUX = sys.platform.startswith("linux")
PR_SET_PDEATHSIG = 1
# Loaded before any fork: a child between fork and exec must not import or allocate much.
_LIBC = ctypes.CDLL(None, use_errno=True) if LINUX else None
SERVICE_ACCOUNT = "nennep"


def die_with_parent(sign: int) -> Callable[[], None]:
    """Return a function for a child to call before exec: Linux then sends it `sign` when its parent ends,
    however that ends."""
    return functools.partial(follow, os.getpid(), sign)


def follow(parent: int, sign: int) -> None:
    """Have Linux send this process `sign` when `parent` ends; end now when it already has."""
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_PDEATHSIG, sign)
        if os.getppid() != parent:
            os._exit(1)


def start_mark(pid: int) -> str:
    """Return the start time of a process, as a text that tells it from a later one with the same number;
    empty when there is no such process, or only a zombie."""
    if LINUX:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            return ""
        return "" if fields[0] in {"Z", "X"} else fields[19]
    found = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return found.stdout.strip()


def command_line(pid: int) -> str:
    if LINUX:
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        return ""
    return subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.strip()


def end(pid: int, sign: int, *, patience: float, last: int = signal.SIGKILL) -> None:
    """Send `sign`, wait up to `patience` seconds, then send `last` and wait five more. Does nothing for a
    process that has ended."""
    for attempt, seconds in ((sign, patience), (last, 5.0)):
        mark = start_mark(pid)
        if not mark:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, attempt)
        until = time.monotonic() + seconds
        while start_mark(pid) == mark and time.monotonic() < until:
            time.sleep(0.05)


def make_folder(folder: Path, *, mode: int = 0o700) -> Path:
    """Make a folder with its parents; raises CannotStart when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if folder.stat().st_uid == os.geteuid():
            folder.chmod(mode)
    except PermissionError:
        raise CannotStart(
            f"Không ghi được vào {folder}. Hãy chạy bằng tài khoản đã chạy lần đầu, đổi chủ thư mục (chown"
            " -R), hoặc đặt VAR_DIR tới thư mục ghi được.",
            f"{folder} cannot be written. Run as the account of the first run, change its owner (chown -R),"
            " or set VAR_DIR to a folder that can be written.",
        ) from None
    return folder


@contextlib.contextmanager
def lock(name: str, *, wait: bool) -> Iterator[bool]:
    """Hold var/run/`name`.lock, with this process's number in it; yields False when another holds it and
    `wait` is off.

    The system releases it when this process ends, however that ends.
    """
    make_folder(places.var(), mode=0o755)
    path = make_folder(places.run(), mode=0o755) / f"{name}.lock"
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except PermissionError:
        raise CannotStart(
            f"{path} thuộc tài khoản khác. Hãy chạy bằng tài khoản đã chạy lần đầu, hoặc đổi chủ thư mục var/"
            " (chown -R).",
            f"{path} belongs to another account. Run as the account of the first run, or change the owner of"
            " var/ (chown -R).",
        ) from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        os.close(handle)
        yield False
        return
    try:
        with contextlib.suppress(
            OSError
        ):  # a full disk; the number is for people, the lock is held without it
            os.ftruncate(handle, 0)
            os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield True
    finally:
        os.close(handle)


def is_held(name: str) -> bool:
    """Tell whether a living process holds var/run/`name`.lock."""
    try:
        handle = os.open(places.run() / f"{name}.lock", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def mailbox_port() -> int:
    """Return the port of this copy's mailbox while the copy runs, else one where nobody listens: mail must
    not come to another copy's mailbox."""
    return places.mail_port() if is_held("supervisor") else 1


def holder(name: str) -> int:
    """Return the number of the process that last took the lock, 0 when none did."""
    try:
        return int((places.run() / f"{name}.lock").read_text() or 0)
    except (FileNotFoundError, ValueError):
        return 0


def database_account(data: Path) -> pwd.struct_passwd | None:
    """Return the account to run PostgreSQL as, None for this one; only root needs another, since PostgreSQL
    refuses root.

    It is the owner of the data, else the owner of the project, else the service account, made when missing.
    """
    if os.geteuid() != 0:
        return None
    for path in (data, places.PROJECT):
        if path.exists() and path.stat().st_uid != 0:
            with contextlib.suppress(KeyError):
                return pwd.getpwuid(path.stat().st_uid)
    for attempt in range(2):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(SERVICE_ACCOUNT)
        adder = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
        if attempt == 0 and adder:
            subprocess.run(
                [
                    adder,
                    "--system",
                    "--user-group",
                    "--no-create-home",
                    "--home-dir",
                    "/nonexistent",
                    "--shell",
                    "/usr/sbin/nologin",
                    SERVICE_ACCOUNT,
                ],
                capture_output=True,
                check=False,
            )
    raise CannotStart(
        f"PostgreSQL không chạy được bằng root và không tạo được tài khoản hệ thống {SERVICE_ACCOUNT}. Hãy"
        f" chạy `useradd --system {SERVICE_ACCOUNT}`, chạy bằng người dùng thường, hoặc đặt DATABASE_URL tới"
        " máy chủ PostgreSQL có sẵn.",
        f"PostgreSQL does not run as root and the system account {SERVICE_ACCOUNT} could not be made. Run"
        f" `useradd --system {SERVICE_ACCOUNT}`, run as a normal user, or set DATABASE_URL to a PostgreSQL"
        " server that you have.",
    )

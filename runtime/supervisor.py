"""Runs everything: `python -m runtime`, what `make run` calls; `python -m runtime web` (or worker, beat, or
several) only these, on one of several hosts that share a database, a broker and the secret.

PostgreSQL and the broker (where the office has none), the mailbox, the web server, the worker and the clock
of jobs are children of this one process. A child that ends is started again. Ctrl-C or SIGTERM stops all in
order. Killed itself, it leaves nothing behind: Linux tells the children (PR_SET_PDEATHSIG); elsewhere the
next start finds them in their record.
"""

import contextlib
import dataclasses
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from runtime import places, postgres, sample, valkey
from runtime.errors import CannotStart
from runtime.processes import die_with_parent, end, follow, holder, lock, make_folder, start_mark

PYTHON = sys.executable
FIRST_PORT = 8000
FIRST_MAIL_PORT = 8025
ROLES = ("web", "worker", "beat")
# What hosts share, and each would have of its own without a name.
SHARED = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "SITE_URL", "FILES_URL")
STEADY_SECONDS = 60  # a child that lived so long starts again at once when it ends
LONGEST_PAUSE = 30.0  # seconds between starts of a child that keeps ending
# A stop is over within ten seconds, whatever runs: first what serves and works, all at once, then the servers
# that these use.
WORK_ENDS = 3.0  # seconds for requests and jobs to finish; a job that goes on is handed back to the broker
DRAIN_SECONDS = 5  # of a web server on one of several hosts: two looks of a balancer, and what it had sent
USERS_END = 4.5  # seconds until what serves and works is killed
SERVERS_END = 4.5  # seconds for the servers, which are safe to kill: the database recovers at the next start
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # all of this machine's addresses, and one of them
COLOURS = {
    "postgres": 36,
    "valkey": 35,
    "mailbox": 34,
    "web": 32,
    "worker": 33,
    "beat": 94,
    "archive": 95,
    "prepare": 37,
    "nen-nep": 1,
}


@dataclasses.dataclass
class Child:
    """A process to keep alive. `serves`: other children use it, so it stops after them. `listener`: a
    listening socket that it inherits."""

    name: str
    command: Sequence[str]
    folder: Path = places.PROJECT
    serves: bool = False
    listener: socket.socket | None = None
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0  # monotonic seconds
    failures: int = 0
    again_at: float = 0  # monotonic seconds; when to start once more
    rest: bytes = b""  # output after the last full line


class Supervisor:
    def __init__(self, roles: Sequence[str] = ROLES) -> None:
        self.roles = roles
        # Parts on one host are copies of their own; the whole has the plain name.
        self.name = "supervisor" if set(roles) == set(ROLES) else "-".join(["supervisor", *sorted(roles)])
        self.children: list[Child] = []
        self.environment: dict[str, str] = dict(os.environ)
        self.outputs = selectors.DefaultSelector()
        self.stopping = False
        self.hurried = False
        self.colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    # Output.

    def say(self, text: str, name: str = "nen-nep") -> None:
        for line in text.splitlines():
            label = f"{name:<8} |"
            if self.colour:
                label = f"\033[{COLOURS.get(name, 37)}m{label}\033[0m"
            with contextlib.suppress(OSError, ValueError):  # the terminal may be gone
                print(label, line, flush=True)

    def relay(self, seconds: float) -> None:
        """Print the children's output for up to so many seconds, or until the first of it."""
        for key, _ in self.outputs.select(seconds):
            child: Child = key.data
            output = os.read(key.fd, 65536)
            if not output:
                self.outputs.unregister(key.fileobj)
            whole, _, child.rest = (child.rest + output).rpartition(b"\n")
            self.say(whole.decode(errors="replace"), child.name)

    @property
    def records(self) -> Path:
        """Where it is written down which children run."""
        return places.run() / f"{self.name.replace('supervisor', 'children')}.json"

    # Children.

    def start(self, child: Child) -> None:
        child.process = subprocess.Popen(
            child.command,
            cwd=child.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches this process alone, which then stops the others in order
            preexec_fn=die_with_parent(signal.SIGTERM),
            pass_fds=[child.listener.fileno()] if child.listener else [],
        )
        child.started_at = time.monotonic()
        child.rest = b""
        self.outputs.register(child.process.stdout, selectors.EVENT_READ, child)  # type: ignore[arg-type]
        self.record()

    def add(self, child: Child) -> Child:
        self.children.append(child)
        self.start(child)
        return child

    def record(self) -> None:
        """Write down who runs, for the start after a sudden end; on a full disk the last record stays."""
        alive = {
            child.name: [child.process.pid, start_mark(child.process.pid)]
            for child in self.children
            if child.process and child.process.poll() is None
        }
        aside = self.records.with_suffix(".new")
        try:
            aside.write_text(json.dumps(alive))
            aside.replace(self.records)
        except OSError as error:
            self.say(f"Không ghi được {aside}: {error.strerror}. / {aside} cannot be written.")

    def watch(self) -> None:
        """Start again what ended."""
        for child in self.children:
            if child.process is not None and child.process.poll() is not None:
                self.forget(child)
                lived = time.monotonic() - child.started_at
                child.failures = 0 if lived > STEADY_SECONDS else child.failures + 1
                pause = min(0.5 * 2**child.failures, LONGEST_PAUSE) if child.failures else 0.0
                child.again_at = time.monotonic() + pause
                self.say(
                    f"{child.name} đã dừng, khởi động lại sau {pause:.0f} giây. / {child.name} ended; it"
                    f" starts again in {pause:.0f} s."
                )
            if child.process is None and time.monotonic() >= child.again_at:
                self.start(child)

    def forget(self, child: Child) -> None:
        """Clear a child that ended: its last words, and processes of its group that outlived it (they hold
        its port)."""
        process = child.process
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        if process.stdout:
            with contextlib.suppress(KeyError, ValueError):
                self.outputs.unregister(process.stdout)
            os.set_blocking(process.stdout.fileno(), False)
            with contextlib.suppress(BlockingIOError):
                self.say((child.rest + (process.stdout.read() or b"")).decode(errors="replace"), child.name)
            process.stdout.close()
        child.process = None

    def until(self, done: Callable[[], bool], child: Child, seconds: float) -> None:
        """Wait until `done`; raises CannotStart when the child ends first or the time is over."""
        limit = time.monotonic() + seconds
        while not done():
            self.relay(0.05)
            if self.stopping:
                raise KeyboardInterrupt
            ended = child.process is None or child.process.poll() is not None
            if ended or time.monotonic() > limit:
                self.forget(child)
                raise CannotStart(
                    f"{child.name} không khởi động được; xem các dòng phía trên.",
                    f"{child.name} did not start; see the lines above.",
                )

    def stop(self) -> None:
        """Stop the children, those that use others first, within DRAIN_SECONDS and USERS_END + SERVERS_END
        seconds; a second Ctrl-C hurries."""
        users, servers = (
            [child for child in self.children if child.serves is serves] for serves in (False, True)
        )
        self.end(users, self.drain_seconds() + USERS_END, cold=WORK_ENDS)
        self.end(servers, SERVERS_END)
        self.children.clear()
        self.record()

    def end(self, children: list[Child], seconds: float, *, cold: float | None = None) -> None:
        """Ask these children to end, all at once, and kill what still runs after so many seconds. After
        `cold` seconds the worker hands its jobs back."""
        running = {child.name: child.process for child in children if child.process is not None}
        for process in running.values():
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        began = time.monotonic()
        while any(process.poll() is None for process in running.values()):
            passed = time.monotonic() - began
            if passed > seconds or (self.hurried and cold is not None):
                break
            if cold is not None and passed > cold:
                cold = None
                if "worker" in running and running["worker"].poll() is None:
                    running["worker"].send_signal(signal.SIGQUIT)
            self.relay(0.05)
        for child in children:
            if child.process is not None and child.process.poll() is None:
                child.process.kill()
                child.process.wait()
            self.forget(child)

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        self.hurried = self.stopping
        self.stopping = True

    # The whole.

    def clear_leftovers(self) -> None:
        """Stop children of a supervisor that was killed, where the system did not do it."""
        with contextlib.suppress(FileNotFoundError, ValueError):
            for pid, mark in json.loads(self.records.read_text()).values():
                if mark and start_mark(pid) == mark:
                    self.say(f"Dừng tiến trình còn sót lại {pid}. / Stopping the leftover process {pid}.")
                    end(pid, signal.SIGTERM, patience=15)
                    with contextlib.suppress(ProcessLookupError, PermissionError):
                        os.killpg(pid, signal.SIGKILL)

    def check_shared(self) -> None:
        """Raise CannotStart for a part of the product that would work alone: on a database of its own, or
        with sessions that the other hosts do not know."""
        missing = [name for name in SHARED if not os.environ.get(name, "").strip()]
        if self.name != "supervisor" and missing:
            names = ", ".join(missing)
            raise CannotStart(
                f"Chạy riêng {', '.join(self.roles)} thì các máy phải dùng chung cơ sở dữ liệu, broker, khoá"
                f" bí mật, máy chủ thư, địa chỉ và kho tệp. Hãy đặt: {names}. Kho tệp là FILES_URL=s3://…"
                " hoặc thư mục chung đã gắn ở mọi máy: FILES_URL=file:///srv/nen-nep/files",
                "Parts that run apart share database, broker, secret, mail server, address and files. Set:"
                f" {names}. Files are FILES_URL=s3://… or a shared folder that every host has mounted:"
                " FILES_URL=file:///srv/nen-nep/files",
            )

    def drain_seconds(self) -> int:
        """Return how long web processes that are to stop say so and serve on: nobody else serves beside a
        whole copy, so that waiting helps nobody. The settings check the variable."""
        named = self.environment.get("DRAIN_SECONDS", "").strip()
        apart = "web" in self.roles and self.name != "supervisor"
        return int(named) if named.isdecimal() else DRAIN_SECONDS if apart else 0

    def run(self) -> int:
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self.on_signal)
        self.check_shared()
        sample.wanted()  # refuses a word that names no sample before anything is made
        make_folder(places.var(), mode=0o755)
        make_folder(places.run(), mode=0o755)
        make_folder(places.logs(), mode=0o755)
        with lock(self.name, wait=False) as mine:
            if not mine:
                pid, address = holder(self.name), _recorded_address()
                raise CannotStart(
                    f"Nền nếp trong thư mục này đang chạy (tiến trình {pid}, {address}). Dừng bằng Ctrl-C ở"
                    f" cửa sổ đó hoặc: kill {pid}",
                    f"Nền nếp already runs from this folder (process {pid}, {address}). Stop it with Ctrl-C"
                    f" in its window or: kill {pid}",
                )
            self.clear_leftovers()
            try:
                self.serve()
            except KeyboardInterrupt:
                pass
            finally:
                self.say("Đang dừng… / Stopping…")
                self.stop()
                if "web" in self.roles:
                    (places.run() / "address").unlink(missing_ok=True)
                if self.name == "supervisor":
                    places.mail_port_record().unlink(missing_ok=True)
        self.say("Đã dừng. / Stopped.")
        return 0

    def serve(self) -> None:
        host = os.environ.get("HOST", "").strip().strip("[]") or "127.0.0.1"
        port = _web_port(host) if "web" in self.roles else 0
        shown = f"http://{'localhost' if host in {'127.0.0.1', *EVERYWHERE} else _bracketed(host)}:{port}"
        self.environment.setdefault("SITE_URL", shown)
        if not self.environment.get("DRAIN_SECONDS", "").strip():
            self.environment["DRAIN_SECONDS"] = str(self.drain_seconds())
        self.environment["PYTHONUNBUFFERED"] = "1"
        self.start_servers()
        self.once("prepare", [PYTHON, "-m", "runtime.prepare"])
        if "web" in self.roles:
            web = self.add(Child("web", _web_command(host, port, drain=self.drain_seconds())))
            self.until(
                lambda: _listens(host, port), web, 60
            )  # before the jobs: a small machine reads one program at a time
        celery = [PYTHON, "-m", "celery", "--quiet", "-A", "config"]
        if "worker" in self.roles:
            processes = os.environ.get("JOB_WORKERS", "").strip() or "2"
            quiet = ["--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
            self.add(Child("worker", [*celery, "worker", "--concurrency", processes, *quiet]))
        if "beat" in self.roles:
            self.add(Child("beat", [PYTHON, "-m", "runtime.beat"]))
        if "beat" in self.roles and places.is_archived():  # of several hosts the one that has the clock
            self.add(Child("archive", [PYTHON, "-m", "runtime.archive"]))
        if "web" in self.roles:
            with contextlib.suppress(
                OSError
            ):  # a full disk; it only says where a second start finds this one
                (places.run() / "address").write_text(self.environment["SITE_URL"])
        self.greet(shown)
        while not self.stopping:
            self.relay(0.3)
            self.watch()

    def start_servers(self) -> None:
        """Start the database, the broker and the mailbox where the office named none of its own."""
        if not os.environ.get("DATABASE_URL", "").strip():
            child = self.add(Child("postgres", [PYTHON, "-m", "runtime.keeper"], serves=True))
            self.until(postgres.answers, child, postgres.START_SECONDS + 30)
        if not os.environ.get("REDIS_URL", "").strip():
            child = self.add(Child("valkey", valkey.command(), folder=valkey.data(), serves=True))
            self.until(valkey.answers, child, 30)
        if not os.environ.get("EMAIL_URL", "").strip():
            listener = _mail_listener()
            places.mail_port_record().write_text(str(listener.getsockname()[1]))
            self.add(
                Child(
                    "mailbox",
                    [PYTHON, "-m", "runtime.mailbox", "--listener", str(listener.fileno())],
                    listener=listener,
                    serves=True,
                )
            )

    def once(self, name: str, command: Sequence[str]) -> None:
        """Run a child to its end; raises CannotStart when it fails."""
        child = Child(name, command)
        self.children.append(child)
        self.start(child)
        while child.process is not None and child.process.poll() is None:
            self.relay(0.1)
            if self.stopping:
                raise KeyboardInterrupt
        code = child.process.returncode if child.process else 1
        self.forget(child)
        self.children.remove(child)
        if code:
            raise CannotStart(
                "Không chuẩn bị được dữ liệu; xem các dòng phía trên.",
                "The data could not be prepared; see the lines above.",
            )

    def greet(self, shown: str) -> None:
        where = shown if "web" in self.roles else ", ".join(self.roles)
        lines = ["", f"Nền nếp đã sẵn sàng / is ready:  {where}"]
        if sample.logins().exists() and sample.wanted():
            lines += ["", "Người dùng mẫu / sample users:", *sample.logins().read_text().splitlines()]
        if not os.environ.get("EMAIL_URL", "").strip():
            lines += ["", f"Thư gửi đi nằm tại / mail stays in:  {places.mail()}"]
        lines += ["", "Ctrl-C để dừng / to stop.", ""]
        self.say("\n".join(line or " " for line in lines))


def _web_command(host: str, port: int, *, drain: int = 0) -> list[str]:
    options = {
        "bind": f"{_bracketed(host)}:{port}",
        "workers": os.environ.get("WEB_WORKERS", "").strip() or "2",
        "worker-class": "runtime.web.BufferedWorker",
        "threads": "4",  # of each process; only requests that have arrived take one
        "timeout": "120",
        "graceful-timeout": str(drain + int(WORK_ENDS)),
        "log-level": "warning",
    }
    if Path("/dev/shm").is_dir():
        options["worker-tmp-dir"] = "/dev/shm"  # heartbeats that do not wait for a slow disk
    # Preloaded: the program is read once, before the port opens, so that its pages answer at once and its
    # processes share it. No control socket: it would lie in the account's home, which a service may not write
    # and which copies share.
    return [
        PYTHON,
        "-m",
        "gunicorn",
        "config.wsgi",
        "--no-control-socket",
        "--preload",
        *(f"--{name}={value}" for name, value in options.items()),
    ]


def _recorded_address() -> str:
    with contextlib.suppress(FileNotFoundError):
        return (places.run() / "address").read_text()
    return "…"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _listens(host: str, port: int) -> bool:
    with (
        contextlib.suppress(OSError),
        socket.create_connection((EVERYWHERE.get(host, host), port), timeout=1),
    ):
        return True
    return False


def _can_bind(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((host, port))
        except OSError:
            return False
    return not _listens(host, port)


def _ports(first: int) -> Iterator[int]:
    yield from range(first, first + 50)


def _free_port(host: str, first: int) -> int:
    for port in _ports(first):
        if _can_bind(host, port):
            return port
    raise CannotStart(
        f"Các cổng {first}–{first + 49} đều bận. Hãy đặt PORT=…",
        f"Ports {first}–{first + 49} are all taken. Set PORT=…",
    )


def _mail_listener() -> socket.socket:
    """Return a listening socket for this copy's mailbox. The supervisor holds it for its whole life, so that
    no other copy can take the port while the mailbox starts again."""
    for port in _ports(FIRST_MAIL_PORT):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
            listener.listen()
        except OSError:
            listener.close()
            continue
        return listener
    last = FIRST_MAIL_PORT + 49
    raise CannotStart(
        f"Các cổng {FIRST_MAIL_PORT}–{last} của hộp thư nội bộ đều bận. Hãy dừng bớt chương trình, hoặc đặt"
        " EMAIL_URL tới máy chủ thư.",
        f"Ports {FIRST_MAIL_PORT}–{last} of the local mailbox are all taken. Stop some programs, or set"
        " EMAIL_URL to a mail server.",
    )


def _web_port(host: str) -> int:
    """Return PORT, which must be free, else the first free port from 8000; raises CannotStart."""
    named = os.environ.get("PORT", "").strip()
    if not named:
        port = _free_port(host, FIRST_PORT)
        if port != FIRST_PORT:
            print(
                f"Cổng {FIRST_PORT} đang bận, dùng cổng {port}. / Port {FIRST_PORT} is taken, using {port}.",
                flush=True,
            )
        return port
    if not named.isdecimal() or not 0 < int(named) < 65536:
        raise CannotStart(
            f"PORT={named!r} không phải số cổng (1–65535).", f"PORT={named!r} is not a port number (1–65535)."
        )
    if not _can_bind(host, int(named)):
        raise CannotStart(
            f"Không mở được cổng {named} trên {host}: chương trình khác đang dùng hoặc không đủ quyền. "
            "Hãy dừng chương trình đó hoặc chọn cổng khác: make run PORT=8010",
            f"Port {named} on {host} cannot be opened: another program uses it, or the right is missing. "
            "Stop that program or choose another: make run PORT=8010",
        )
    return int(named)


def main(roles: Sequence[str] = ()) -> NoReturn:
    """Run these parts, or all, until a signal; does not return."""
    if os.environ.pop("FOLLOW_PARENT", "") == "1":  # make, which may be killed
        follow(os.getppid(), signal.SIGTERM)
    try:
        if unknown := set(roles) - set(ROLES):
            wrong, right = ", ".join(sorted(unknown)), ", ".join(ROLES)
            raise CannotStart(
                f"Không có phần {wrong}. Có: {right}; không ghi gì là tất cả.",
                f"There is no part {wrong}. There are: {right}; none named is all.",
            )
        code = Supervisor(tuple(dict.fromkeys(roles)) or ROLES).run()
    except CannotStart as error:
        print(f"\n{error}\n", file=sys.stderr, flush=True)
        code = 1
    sys.exit(code)

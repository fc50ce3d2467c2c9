"""Machines in network namespaces of this one: each with an address of its own on a bridge, and its own
processes. What they serve is reachable from here and from nowhere else. Root only, Linux only."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import psycopg
import redis

from runtime import filestore, places, postgres

BRIDGE, PREFIX, NET = "nnb0", "nnb-", "10.77.0"
PYTHON = sys.executable
REDIS_PASSWORD = "mật khẩu của broker"


def wait(done: Callable[[], object], seconds: float, what: str) -> None:
    """Return when `done` is true; raises TimeoutError after so many seconds."""
    until = time.monotonic() + seconds
    while not done():
        if time.monotonic() > until:
            raise TimeoutError(what)
        time.sleep(0.1)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


class Machine:
    """A namespace with an address; all its processes can be killed at once, as by a power cut."""

    def __init__(self, name: str, number: int, folder: Path) -> None:
        self.name, self.namespace, self.address = name, f"{PREFIX}{name}", f"{NET}.{number}"
        self.folder = folder / name
        self.folder.mkdir()
        self.folder.chmod(0o755)
        self.processes: list[subprocess.Popen[bytes]] = []
        inner, outer = f"{PREFIX}{number}i", f"{PREFIX}{number}o"
        _ip("netns", "add", self.namespace)
        _ip("link", "add", outer, "type", "veth", "peer", "name", inner)
        _ip("link", "set", inner, "netns", self.namespace)
        _ip("link", "set", outer, "master", BRIDGE, "up")
        for words in (
            ("addr", "add", f"{self.address}/24", "dev", inner),
            ("link", "set", inner, "up"),
            ("link", "set", "lo", "up"),
        ):
            _ip("-n", self.namespace, *words)

    def run(
        self, *command: object, account: str = "", environment: Mapping[str, str] | None = None
    ) -> "subprocess.Popen[bytes]":
        """Start a program on this machine."""
        become = (
            ["setpriv", f"--reuid={account}", f"--regid={pwd.getpwnam(account).pw_gid}", "--clear-groups"]
            if account
            else []
        )
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                ["ip", "netns", "exec", self.namespace, *become, *map(str, command)],
                cwd=places.PROJECT if not account else "/",
                env=dict(os.environ) | dict(environment or {}),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.processes.append(process)
        return process

    def kill(self) -> None:
        """Kill all that runs here, at once."""
        while pids := self._pids():
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            for process in self.processes:
                process.wait()
        self.processes.clear()

    def _pids(self) -> list[int]:
        told = subprocess.run(
            ["ip", "netns", "pids", self.namespace], capture_output=True, text=True, check=False
        )
        return [int(pid) for pid in told.stdout.split()]

    def listens(self, port: int) -> bool:
        with contextlib.suppress(OSError), socket.create_connection((self.address, port), timeout=1):
            return True
        return False


@contextlib.contextmanager
def network() -> Iterator[None]:
    """Make the bridge; take away all machines at the end, also what a broken run left."""
    clear()
    _ip("link", "add", BRIDGE, "type", "bridge")
    _ip("addr", "add", f"{NET}.1/24", "dev", BRIDGE)
    _ip("link", "set", BRIDGE, "up")
    try:
        yield
    finally:
        clear()


def clear() -> None:
    listed = subprocess.run(["ip", "netns", "list"], capture_output=True, text=True, check=False).stdout
    for name in (line.split()[0] for line in listed.splitlines() if line.startswith(PREFIX)):
        found = subprocess.run(["ip", "netns", "pids", name], capture_output=True, text=True, check=False)
        for pid in found.stdout.split():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        subprocess.run(["ip", "netns", "del", name], check=False)
    # The system takes their lines away in its own time.
    shown = subprocess.run(["ip", "-o", "link", "show"], capture_output=True, text=True, check=False).stdout
    for line in shown.splitlines():
        name = line.split(": ")[1].partition("@")[0]
        if name == BRIDGE or name.startswith(PREFIX):
            subprocess.run(["ip", "link", "del", name], capture_output=True, check=False)


# What they serve ---------------------------------------------------------------------------------


class Database:
    """PostgreSQL on two machines, one the synchronous copy of the other, and a pooler before them."""

    ACCOUNT = "postgres"

    def __init__(self, first: Machine, second: Machine, pooler: Machine) -> None:
        self.main, self.copy, self.pooler = first, second, pooler
        wanted = ("initdb", "postgres", "pg_basebackup", "pg_ctl")
        fitting = [one for one in postgres.installations() if all((one / name).exists() for name in wanted)]
        self.programs = max(fitting, key=postgres.version_of)
        for machine in (first, second):
            (machine.folder / "data").mkdir(mode=0o700)
            shutil.chown(machine.folder / "data", self.ACCOUNT, self.ACCOUNT)
        data = first.folder / "data"
        self._do(first, "initdb", "-D", data, "-U", "nennep", "-A", "trust", "-E", "UTF8")
        (data / "pg_hba.conf").write_text(
            f"local all all trust\nhost all all {NET}.0/24 trust\nhost replication all {NET}.0/24 trust\n"
        )
        self._start(first)
        self.sql("CREATE DATABASE nennep", name="postgres")
        self.follow()
        self.start_pooler()

    def _do(self, machine: Machine, program: str, *words: object) -> None:
        process = machine.run(self.programs / program, *words, account=self.ACCOUNT)
        if process.wait():
            raise RuntimeError((machine.folder / "log").read_text()[-2000:])

    def _start(self, machine: Machine) -> None:
        options = {
            "listen_addresses": machine.address,
            "unix_socket_directories": "",
            "max_connections": 60,
            "max_wal_senders": 4,
            "shared_buffers": "64MB",
            "wal_receiver_timeout": "5s",
        }
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        data = machine.folder / "data"
        machine.run(self.programs / "postgres", "-D", data, *words, account=self.ACCOUNT)
        wait(lambda: machine.listens(5432), 60, f"PostgreSQL on {machine.name}")
        wait(lambda: self._answers(machine), 60, f"PostgreSQL on {machine.name}")

    def _answers(self, machine: Machine) -> bool:
        with contextlib.suppress(psycopg.OperationalError):
            self.sql("SELECT 1", name="postgres", machine=machine)
            return True
        return False

    def sql(
        self, statement: str, *values: object, name: str = "nennep", machine: Machine | None = None
    ) -> list[tuple[object, ...]]:
        address = (machine or self.main).address
        with psycopg.connect(
            host=address, user="nennep", dbname=name, connect_timeout=3, autocommit=True
        ) as line:
            cursor = line.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    def follow(self) -> None:
        """Make the second machine a copy of the first anew; from then on a commit waits for it."""
        data = self.copy.folder / "data"
        shutil.rmtree(data)
        base = ["-D", data, "-h", self.main.address, "-U", "nennep", "-X", "stream", "-c", "fast"]
        data.mkdir(mode=0o700)
        shutil.chown(data, self.ACCOUNT, self.ACCOUNT)
        self._do(self.copy, "pg_basebackup", *base)
        (data / "postgresql.auto.conf").write_text(
            f"primary_conninfo = 'host={self.main.address} user=nennep application_name=copy'\n"
        )
        (data / "standby.signal").touch()
        self._start(self.copy)
        streams = "SELECT 1 FROM pg_stat_replication WHERE state = 'streaming'"
        wait(lambda: self.sql(streams, name="postgres"), 30, "the copy streams")
        self.sql("ALTER SYSTEM SET synchronous_standby_names = '*'", name="postgres")
        self.sql("SELECT pg_reload_conf()", name="postgres")

    def start_pooler(self) -> None:
        self._point_pooler()
        config = self.pooler.folder / "pgbouncer.ini"
        program = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin")
        self.pooler_process = self.pooler.run(program, config, account=self.ACCOUNT)
        wait(lambda: self.pooler.listens(6432), 20, "PgBouncer")

    def _point_pooler(self) -> None:
        config = self.pooler.folder / "pgbouncer.ini"
        config.write_text(
            f"[databases]\nnennep = host={self.main.address} port=5432 user=nennep\n"
            f"[pgbouncer]\nlisten_addr = {self.pooler.address}\nlisten_port = 6432\nunix_socket_dir =\n"
            "auth_type = any\npool_mode = transaction\ndefault_pool_size = 16\nserver_connect_timeout = 3\n"
            "server_login_retry = 1\nquery_wait_timeout = 20\n"
        )
        config.chmod(0o644)

    def fail_over(self) -> None:
        """Kill the database's machine; the other takes over, as a tool of the office would have it."""
        self.main.kill()
        time.sleep(2)  # such tools look a few times before they believe it
        self._do(self.copy, "pg_ctl", "promote", "-D", self.copy.folder / "data", "-W")
        self.main, self.copy = self.copy, self.main
        self._point_pooler()
        self.pooler_process.send_signal(signal.SIGHUP)

    def url(self) -> str:
        hosts = f"host={self.main.address},{self.copy.address}&port=5432,5432&connect_timeout=2"
        return f"postgresql://nennep@/nennep?{hosts}"


class Broker:
    """Redis on two machines, and three sentinels."""

    def __init__(self, first: Machine, second: Machine, sentinels: list[Machine]) -> None:
        self.first, self.second, self.sentinels = first, second, sentinels
        self.program = shutil.which("redis-server") or shutil.which("valkey-server")
        self._serve(first)
        self._serve(second, "--replicaof", f"{first.address} 6379")
        wait(lambda: self._told(second).get("master_link_status") == "up", 30, "the copy of the broker")
        for machine in sentinels:
            config = machine.folder / "sentinel.conf"
            config.write_text(
                f"port 26379\nbind {machine.address}\nsentinel monitor nennep {first.address} 6379 2\n"
                f'sentinel auth-pass nennep "{REDIS_PASSWORD}"\n'
                "sentinel down-after-milliseconds nennep 3000\nsentinel failover-timeout nennep 10000\n"
            )
            machine.run(self.program, config, "--sentinel", "--dir", machine.folder)
        for machine in sentinels:
            wait(lambda: machine.listens(26379), 20, "a sentinel")  # noqa: B023 - called within the turn

    def _serve(self, machine: Machine, *more: str) -> None:
        login = ("--requirepass", REDIS_PASSWORD, "--masterauth", REDIS_PASSWORD)
        disk = ("--dir", machine.folder, "--appendonly", "yes", "--save", "", "--appendfsync", "everysec")
        machine.run(self.program, "--bind", machine.address, "--port", "6379", *login, *disk, *more)
        wait(lambda: self._told(machine), 20, "a broker")

    def _told(self, machine: Machine) -> dict[str, object]:
        with (
            contextlib.suppress(redis.RedisError),
            redis.Redis(machine.address, password=REDIS_PASSWORD, socket_timeout=2) as line,
        ):
            return dict(line.info("replication"))
        return {}

    def main(self) -> Machine | None:
        for machine in (self.first, self.second):
            if self._told(machine).get("role") == "master":
                return machine
        return None

    def fail_over(self) -> Machine:
        """Kill the server that is written to; return when the sentinels have named the other."""
        dead = self.main()
        assert dead is not None
        dead.kill()
        wait(lambda: self.main() not in {None, dead}, 60, "the sentinels name another")
        return dead

    def bring_back(self, machine: Machine) -> None:
        other = self.second if machine is self.first else self.first
        self._serve(machine, "--replicaof", f"{other.address} 6379")

    def url(self) -> str:
        hosts = ",".join(f"{machine.address}:26379" for machine in self.sentinels)
        return f"sentinel://:{quote(REDIS_PASSWORD)}@{hosts}/0?master=nennep"


class Storage:
    """An S3 server with one bucket."""

    def __init__(self, machine: Machine) -> None:
        self.url = f"s3://khoa:matkhau-kho@{machine.address}:9000/nen-nep?tls=0"
        machine.run(PYTHON, "-m", "moto.server", "-H", machine.address, "-p", "9000")
        wait(lambda: machine.listens(9000), 60, "the S3 server")
        bucket = filestore.at(self.url)
        assert isinstance(bucket, filestore.Bucket)
        bucket.client().create_bucket(Bucket=bucket.name)


class Balancer:
    """nginx before the hosts, as docs/deploy.md has it."""

    def __init__(self, machine: Machine, hosts: list[Machine]) -> None:
        text = (places.PROJECT / "docs" / "deploy.md").read_text()
        upstream = text[
            text.index("upstream nen_nep {") : text.index("\n}", text.index("upstream nen_nep {")) + 2
        ]
        for named, host in zip(("10.0.0.11", "10.0.0.12"), hosts, strict=True):
            upstream = upstream.replace(named, host.address)
        kept = "".join(
            f"{name}_temp_path {machine.folder}/{name};"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        config = machine.folder / "nginx.conf"
        config.write_text(
            f"pid {machine.folder}/pid; error_log {machine.folder}/error.log; user root;"
            f" events {{ worker_connections 1024; }} http {{ {kept} access_log off; {upstream}"
            f" server {{ listen {machine.address}:80; client_max_body_size 50m; location / {{"
            " proxy_pass http://nen_nep; proxy_http_version 1.1; proxy_connect_timeout 2s;"
            " proxy_read_timeout 60s; proxy_set_header Host $host; proxy_set_header X-Forwarded-For"
            ' $remote_addr; proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header Connection "";'
            " } } }\n"
        )
        program = shutil.which("nginx", path="/usr/sbin:/usr/bin")
        machine.run(
            program,
            "-c",
            config,
            "-p",
            machine.folder,
            "-e",
            machine.folder / "error.log",
            "-g",
            "daemon off;",
        )
        wait(lambda: machine.listens(80), 20, "nginx")

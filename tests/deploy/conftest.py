"""The web server as `make run` starts it, alone and behind the two proxies of deploy/, all on loopback."""

import contextlib
import functools
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection

from runtime import places
from runtime.processes import lock
from runtime.supervisor import _web_command
from tests.ports import free_port

HOST = "nennep.example.vn"
DEPLOY = places.PROJECT / "deploy"
LOG_IN = "/tai-khoan/dang-nhap/"
_TRUSTING = ssl._create_unverified_context()


@dataclass
class Visitor:
    """A browser at an address of its own: every address of 127.0.0.0/8 is this machine's."""

    port: int
    address: str
    secure: bool
    cookies: dict[str, str] = field(default_factory=dict)

    def connect(self) -> http.client.HTTPConnection:
        source = (self.address, 0)
        if not self.secure:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=source)
        line = http.client.HTTPSConnection(
            HOST, self.port, timeout=60, source_address=source, context=_TRUSTING
        )
        # The certificate's name is asked for; the connection goes to this machine.
        line._create_connection = lambda _address, *rest: socket.create_connection(  # type: ignore[attr-defined]
            ("127.0.0.1", self.port), *rest
        )
        return line

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str]:
        name = HOST if self.secure else f"localhost:{self.port}"
        more = {
            "Host": name,
            "Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items()),
            "User-Agent": "thử",
        }
        if body:
            more |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http{'s' * self.secure}://{name}",
            }
        with contextlib.closing(self.connect()) as line:
            line.request(
                method, path, body or None, {key: value.encode() for key, value in (more | headers).items()}
            )
            answer = line.getresponse()
            for value in answer.headers.get_all("Set-Cookie") or ():
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
            return answer.status, answer.read().decode(errors="replace")

    def log_in(self, username: str, password: str, **headers: str) -> tuple[int, str]:
        _status, page = self.ask("GET", LOG_IN)
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0]
        return self.ask(
            "POST",
            LOG_IN,
            urlencode({"login": username, "password": password, "csrfmiddlewaretoken": token}),
            **headers,
        )


@dataclass
class Site:
    """Something that answers, and what it wrote."""

    port: int
    secure: bool
    logs: Callable[[], str]

    def visitor(self, address: str) -> Visitor:
        return Visitor(self.port, address, self.secure)


@contextlib.contextmanager
def running(command: list[str], output: Path, port: int, environment: dict[str, str]) -> Iterator[None]:
    """Run a server until the block is over; fails when it does not listen within a minute."""
    with output.open("ab") as sink:
        process = subprocess.Popen(command, cwd=places.PROJECT, env=environment, stdout=sink, stderr=sink)
    try:
        until = time.monotonic() + 60
        while True:
            assert process.poll() is None, output.read_text()
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            assert time.monotonic() < until, output.read_text()
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _database_url() -> str:
    named = connection.settings_dict
    place = urlencode({"host": named["HOST"], "port": named["PORT"] or "5432"})
    return f"postgresql://{named['USER']}@/{named['NAME']}?{place}"


@functools.cache
def _gather_static() -> None:
    """Once a run: no test changes what is in static/."""
    with lock("static", wait=True):  # another process of the tests may gather them into the same folder
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--noinput"],
            cwd=places.PROJECT,
            check=True,
            capture_output=True,
        )


@contextlib.contextmanager
def web(folder: Path, site_url: str) -> Iterator[int]:
    _gather_static()
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": _database_url(),
        "SITE_URL": site_url,
        "PYTHONUNBUFFERED": "1",
        "DEBUG": "0",
    }
    with running(_web_command("127.0.0.1", port), folder / "web.log", port, environment):
        yield port


@pytest.fixture
def direct(transactional_db: None, tmp_path: Path) -> Iterator[Site]:
    """The web server itself, without a proxy."""
    with web(tmp_path, "http://localhost") as port:
        yield Site(port, False, (tmp_path / "web.log").read_text)


@contextlib.contextmanager
def proxied(program: str, folder: Path, inner: int) -> Iterator[int]:
    """Run a proxy in front of a port, with the file of deploy/ as it is but for ports, folders and the
    certificate."""
    proxy = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if proxy is None:
        pytest.skip(
            f"NO {program.upper()}: deploy/ is not tested with it. As root on Debian: apt-get install"
            f" {program}"
        )
    certificate, key, port, plain = folder / "crt", folder / "key", free_port(), free_port()
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        f"/CN={HOST}",
        "-addext",
        f"subjectAltName=DNS:{HOST}",
    ]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    config = folder / "config"
    if program == "nginx":
        config.write_text(_nginx(folder, inner, port, plain))
        command = [
            proxy,
            "-c",
            str(config),
            "-p",
            str(folder),
            "-e",
            str(folder / "error.log"),
            "-g",
            "daemon off;",
        ]
    else:
        config.write_text(_caddy(folder, inner, port, plain))
        command = [proxy, "run", "--config", str(config), "--adapter", "caddyfile"]
    home = os.environ | {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    with running(command, folder / "proxy.log", port, home):
        yield port


@pytest.fixture(params=["nginx", "caddy"])
def behind(request: pytest.FixtureRequest, transactional_db: None, tmp_path: Path) -> Iterator[Site]:
    """The web server behind each proxy."""
    with web(tmp_path, f"https://{HOST}") as inner, proxied(request.param, tmp_path, inner) as port:
        logs = [tmp_path / name for name in ("web.log", "proxy.log", "access.log", "error.log")]
        yield Site(port, True, lambda: "\n".join(log.read_text() for log in logs if log.exists()))


def _changed(text: str, changes: dict[str, str]) -> str:
    for before, after in changes.items():
        assert before in text, before
        text = text.replace(before, after)
    return text


def _nginx(folder: Path, inner: int, port: int, plain: int) -> str:
    site = _changed(
        (DEPLOY / "nginx.conf").read_text(),
        {
            "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
            "listen 80": f"listen 127.0.0.1:{plain}",
            "/etc/ssl/nennep.crt": str(folder / "crt"),
            "/etc/ssl/nennep.key": str(folder / "key"),
            "/var/log/nginx/nen-nep.log": str(folder / "access.log"),
            "127.0.0.1:8000": f"127.0.0.1:{inner}",
        },
    )
    kept = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    account = "user root;" if os.geteuid() == 0 else ""  # the folder is closed to others
    return (
        f"pid {folder}/pid; error_log {folder}/error.log; {account} events {{ worker_connections 768; }} http"
        f" {{ {kept} {site} }}"
    )


def _caddy(folder: Path, inner: int, port: int, plain: int) -> str:
    return _changed(
        (DEPLOY / "Caddyfile").read_text(),
        {
            "{\n\tservers {": (
                f"{{\n\tadmin off\n\tauto_https disable_redirects\n\thttp_port {plain}\n\thttps_port"
                f" {port}\n\tservers {{"
            ),
            "nennep.example.vn {": f"https://{HOST}:{port} {{\n\tlog\n\ttls {folder}/crt {folder}/key",
            "127.0.0.1:8000": f"127.0.0.1:{inner}",
        },
    )

"""Redis behind sentinels and over TLS: jobs, the clock of jobs and the status page find the server that is
written to, also after it died."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import redis
from celery import Celery
from celery.schedules import crontab
from django.conf import settings
from kombu.exceptions import OperationalError

from config import env
from runtime import beat, places, valkey
from tests.ports import free_port
from tests.runtime.test_supervisor import wait

pytestmark = [pytest.mark.broker, pytest.mark.process, pytest.mark.timeout(180)]
PASSWORD, OF_SENTINELS = "mật/khẩu", "canh-gác"


class Office:
    """Two servers, the second a copy of the first, and three sentinels."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.servers: list[subprocess.Popen[bytes]] = []
        self.ports = [free_port() for _ in range(5)]

    def start(self) -> None:
        first, second, *sentinels = self.ports
        login = ["--requirepass", PASSWORD, "--masterauth", PASSWORD, "--repl-diskless-sync-delay", "0"]
        self.run(first, *login)
        self.run(second, *login, "--replicaof", f"127.0.0.1 {first}")
        assert wait(lambda: "master_link_status:up" in self.ask(second, "INFO", "replication"), 20)
        for port in sentinels:
            config = self.folder / f"{port}.conf"
            config.write_text(
                f"sentinel monitor nennep 127.0.0.1 {first} 2\n"
                f"sentinel auth-pass nennep {PASSWORD}\n"
                "sentinel down-after-milliseconds nennep 800\n"
                "sentinel failover-timeout nennep 3000\n"
                f"requirepass {OF_SENTINELS}\n"
                f"sentinel sentinel-pass {OF_SENTINELS}\n"
            )
            self.run(port, config=config)
        wanted = {"num-other-sentinels": 2, "num-slaves": 1}
        for port in sentinels:

            def knows(port: int = port) -> bool:
                with redis.Redis(port=port, password=OF_SENTINELS) as line:
                    told = line.sentinel_master("nennep")
                return all(told.get(name) == number for name, number in wanted.items())

            assert wait(knows, 20)

    def run(self, port: int, *more: str, config: Path | None = None) -> None:
        command = [valkey._binary(), *([str(config), "--sentinel"] if config else [])]
        command += ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        command += ["--daemonize", "no", *([] if config else ["--save", "", "--dbfilename", f"{port}.rdb"])]
        with (self.folder / f"{port}.log").open("wb") as log:
            self.servers.append(subprocess.Popen([*command, *more], stdout=log, stderr=log))

    def ask(self, port: int, *words: str) -> str:
        with contextlib.suppress(redis.RedisError), redis.Redis(port=port, password=PASSWORD) as line:
            return "\n".join(f"{name}:{value}" for name, value in line.info("replication").items())
        return ""

    def url(self) -> str:
        hosts = ",".join(f"127.0.0.1:{port}" for port in self.ports[2:])
        return (
            f"sentinel://:{quote(PASSWORD, safe='')}@{hosts}/2?master=nennep"
            f"&sentinel_password={quote(OF_SENTINELS)}"
        )

    def stop(self) -> None:
        for server in self.servers:
            server.kill()
            server.wait()


@pytest.fixture
def office(tmp_path) -> Iterator[Office]:
    made = Office(tmp_path)
    try:
        made.start()
        yield made
    finally:
        made.stop()


def jobs_on(broker: env.Broker) -> Celery:
    """Return an application with the product's settings for jobs, on another broker."""
    made = Celery("jobs", broker=broker.for_celery, set_as_current=False)
    made.conf.update(
        broker_use_ssl=broker.tls or None,
        broker_transport_options=settings.CELERY_BROKER_TRANSPORT_OPTIONS
        | {"socket_keepalive": True}
        | broker.options,
        task_publish_retry_policy=settings.CELERY_TASK_PUBLISH_RETRY_POLICY,
        task_ignore_result=True,
        beat_schedule={"every": {"task": "echo", "args": ["nhịp"], "schedule": crontab()}},
        timezone=settings.TIME_ZONE,
        redbeat_key_prefix="test:",
        redbeat_redis_url=broker.for_redbeat["url"],
        redbeat_redis_use_ssl=broker.for_redbeat["use_ssl"],
        redbeat_redis_options={"retry_period": 20} | broker.for_redbeat["options"],
    )
    return made


@contextlib.contextmanager
def worker(folder: Path, url: str) -> Iterator[Path]:
    """Run a worker on a broker and give the file in which it notes its jobs."""
    noted = folder / "noted"
    noted.touch()
    with (folder / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "--quiet", "-A", "tests.runtime.echo", "worker", "-c", "1"],
            cwd=places.PROJECT,
            env=os.environ | {"REDIS_URL": url, "ECHO_FILE": str(noted)},
            stdout=log,
            stderr=log,
        )
    try:
        yield noted
    finally:
        process.kill()
        process.wait()


def test_jobs_go_on_after_the_server_that_was_written_to_died(office, tmp_path):
    broker = env.broker(office.url())
    jobs = jobs_on(broker)
    clock = beat.Scheduler(jobs, lazy=True)
    clock.setup_schedule()
    with worker(tmp_path, office.url()) as noted:
        jobs.send_task("echo", args=["trước"])
        assert wait(lambda: noted.read_text() == "trước\n", 60), (tmp_path / "worker.log").read_text()
        with broker.client(2) as line:
            assert line.info("server")

        office.servers[0].kill()
        died = time.monotonic()

        def sent() -> bool:
            with contextlib.suppress(OperationalError):
                jobs.send_task("echo", args=["sau"])
                return True
            return False

        assert wait(sent, 30)
        assert wait(lambda: "sau" in noted.read_text(), 40), (tmp_path / "worker.log").read_text()
        assert time.monotonic() - died < 30
        assert "every" in clock.schedule or clock.tick() >= 0
        with broker.client(2) as line:
            assert line.info("replication")["role"] == "master"
    jobs.close()


@pytest.fixture
def with_tls(tmp_path):
    """The address of a server that speaks TLS only, with a certificate made for it."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        pytest.skip(
            "NO REDIS: a broker with TLS is not tested. As root on Debian: apt-get install redis-server"
        )
    key, certificate, port = tmp_path / "key", tmp_path / "crt", free_port()
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    command = [program, "--port", "0", "--tls-port", str(port), "--bind", "127.0.0.1", "--save", ""]
    command += ["--tls-cert-file", str(certificate), "--tls-key-file", str(key)]
    command += ["--tls-ca-cert-file", str(certificate), "--tls-auth-clients", "no", "--requirepass", PASSWORD]
    with (tmp_path / "tls.log").open("wb") as log:
        server = subprocess.Popen([*command, "--dir", str(tmp_path)], stdout=log, stderr=log)
    url = f"rediss://:{quote(PASSWORD, safe='')}@localhost:{port}/0?ssl_ca_certs={certificate}"
    try:

        def answers() -> bool:
            assert server.poll() is None, (tmp_path / "tls.log").read_text()
            with contextlib.suppress(redis.RedisError), env.broker(url).client(2) as line:
                return bool(line.ping())
            return False

        assert wait(answers, 20)
        yield url
    finally:
        server.kill()
        server.wait()


def test_jobs_and_their_clock_go_over_tls_and_a_strange_certificate_is_refused(with_tls, tmp_path):
    broker = env.broker(with_tls)
    jobs = jobs_on(broker)
    clock = beat.Scheduler(jobs, lazy=True)
    clock.setup_schedule()
    assert "every" in clock.schedule
    with worker(tmp_path, with_tls) as noted:
        jobs.send_task("echo", args=["qua TLS"])
        assert wait(lambda: noted.read_text() == "qua TLS\n", 60), (tmp_path / "worker.log").read_text()
    jobs.close()
    without = env.broker(with_tls.partition("?")[0])
    with pytest.raises(redis.ConnectionError, match="certificate"):
        without.client(2).ping()

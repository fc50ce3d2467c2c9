"""Two hundred slow connections stop nobody: neither before the web server nor before the proxies."""

import contextlib
import socket
import ssl
import time

import pytest

from tests import factories
from tests.deploy.conftest import HOST, Site

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]
POST = (
    b"POST /tai-khoan/dang-nhap/ HTTP/1.1\r\nHost: localhost\r\nContent-Type:"
    b" application/x-www-form-urlencoded\r\n"
)
# What each says before it falls silent: nothing; half a head; a head and the beginning of a body; a whole
# request whose answer it does not read.
BEGINNINGS = [
    b"",
    b"GET /tai-khoan/dang-nhap/ HTTP/1.1\r\nHost: localhost\r\nX-",
    POST + b"Content-Length: 5000\r\n\r\nlogin=",
    POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nlogin\r\n",
    b"GET /tai-khoan/dang-nhap/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
]


@contextlib.contextmanager
def slow(site: Site, number: int):
    context = ssl._create_unverified_context()
    lines = []
    for place in range(number):
        line = socket.create_connection(("127.0.0.1", site.port), timeout=10)
        if site.secure and place % 5:
            line = context.wrap_socket(line, server_hostname=HOST)
        if place % 5:
            line.sendall(
                BEGINNINGS[place % 5].replace(b"localhost", HOST.encode() if site.secure else b"localhost")
            )
        lines.append(line)
    try:
        yield lines
    finally:
        for line in lines:
            line.close()


def seconds_to_log_in(site: Site, address: str) -> float:
    began = time.monotonic()
    assert site.visitor(address).log_in("chamchi", "mat-khau-thu")[0] == 302
    return time.monotonic() - began


def test_two_hundred_slow_connections_do_not_stop_the_log_in(direct):
    factories.UserFactory(username="chamchi")
    seconds_to_log_in(direct, "127.0.0.8")
    alone = seconds_to_log_in(direct, "127.0.0.9")

    with slow(direct, 200):
        beside = [seconds_to_log_in(direct, f"127.0.0.{place}") for place in (10, 11, 12)]

    assert min(beside) < max(20, alone * 5), (alone, beside)


def test_two_hundred_slow_connections_do_not_stop_the_log_in_behind_a_proxy(behind):
    factories.UserFactory(username="chamchi")
    alone = seconds_to_log_in(behind, "127.0.0.9")

    with slow(behind, 200):
        beside = [seconds_to_log_in(behind, f"127.0.0.{place}") for place in (10, 11)]

    assert min(beside) < max(20, alone * 5), (alone, beside)


def test_a_request_that_does_not_arrive_in_time_is_let_go(direct):
    with slow(direct, 2) as (_silent, half):
        half.settimeout(60)
        began = time.monotonic()
        with contextlib.suppress(OSError):
            while time.monotonic() - began < 50:
                time.sleep(1)
                half.sendall(b"a")
                half.settimeout(0.01)
                with contextlib.suppress(TimeoutError):
                    if half.recv(1) == b"":
                        break
        assert 15 < time.monotonic() - began < 45

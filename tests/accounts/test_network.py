"""Whose request it is, and how much of it is read."""

from ipaddress import ip_network
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from accounts.views.network import STRANGERS_FORM, ClientMiddleware, client_address
from config import env

LOCAL = [ip_network("127.0.0.0/8"), ip_network("::1")]
TWO = [*LOCAL, ip_network("10.0.0.0/24")]


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "client"),
    [
        ("192.0.2.7", "", [], "192.0.2.7"),
        ("127.0.0.1", "203.0.113.5", [], "127.0.0.1"),
        ("127.0.0.1", "203.0.113.5", LOCAL, "203.0.113.5"),
        ("::1", "203.0.113.5", LOCAL, "203.0.113.5"),
        ("::ffff:127.0.0.1", "203.0.113.5", LOCAL, "203.0.113.5"),
        # What the visitor wrote stands before what the proxy wrote.
        ("127.0.0.1", "198.51.100.9, 203.0.113.5", LOCAL, "203.0.113.5"),
        ("127.0.0.1", "127.0.0.1, 203.0.113.5", LOCAL, "203.0.113.5"),
        # Two proxies of the office, one before the other.
        ("127.0.0.1", "198.51.100.9, 203.0.113.5, 10.0.0.3", TWO, "203.0.113.5"),
        ("127.0.0.1", "203.0.113.5, 192.0.2.3", TWO, "192.0.2.3"),
        # A stranger's word is not taken.
        ("192.0.2.7", "203.0.113.5", LOCAL, "192.0.2.7"),
        ("10.0.0.9", "203.0.113.5", LOCAL, "10.0.0.9"),
        ("127.0.0.1", "", LOCAL, "127.0.0.1"),
        ("127.0.0.1", "unknown", LOCAL, "127.0.0.1"),
        ("127.0.0.1", "rác, 10.0.0.3", TWO, "10.0.0.3"),
        ("127.0.0.1", "203.0.113.5:51234", LOCAL, "203.0.113.5"),
        ("127.0.0.1", "[2001:db8::5]:51234", LOCAL, "2001:db8::5"),
        ("127.0.0.1", "2001:DB8:0::5", LOCAL, "2001:db8::5"),
        ("127.0.0.1", "127.0.0.1", LOCAL, "127.0.0.1"),
        ("", "203.0.113.5", LOCAL, ""),
    ],
)
def test_the_client_is_whom_trusted_proxies_name(peer, forwarded, trusted, client):
    assert client_address(peer, forwarded, trusted) == client


@pytest.mark.parametrize(
    ("peer", "secure", "address"), [("127.0.0.1", True, "203.0.113.5"), ("192.0.2.7", False, "192.0.2.7")]
)
def test_what_an_untrusted_peer_says_of_itself_reaches_nobody(settings, peer, secure, address):
    settings.TRUSTED_PROXIES = LOCAL
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    headers = {"X-Forwarded-For": "203.0.113.5", "X-Forwarded-Proto": "https"}
    request: Any = RequestFactory().get("/", headers=headers, REMOTE_ADDR=peer)

    ClientMiddleware(lambda _request: HttpResponse())(request)

    assert (request.is_secure(), request.META["REMOTE_ADDR"]) == (secure, address)
    assert "X-Forwarded-For" not in request.headers


@pytest.mark.parametrize(
    ("raw", "default", "found"),
    [
        ("", True, LOCAL),
        ("", False, []),
        ("0", True, []),
        ("1", False, LOCAL),
        ("10.0.0.5, 172.18.0.0/16", False, [ip_network("10.0.0.5"), ip_network("172.18.0.0/16")]),
    ],
)
def test_behind_proxy_names_whom_to_trust(monkeypatch, raw, default, found):
    monkeypatch.setenv("BEHIND_PROXY", raw)
    assert env.networks("BEHIND_PROXY", default) == found


def test_what_is_no_address_is_said_with_an_example(monkeypatch):
    monkeypatch.setenv("BEHIND_PROXY", "nginx")
    with pytest.raises(env.Misconfigured, match=r"BEHIND_PROXY=10\.0\.0\.5"):
        env.networks("BEHIND_PROXY", False)


class Untouched:
    """A body that must not be read."""

    def read(self, *_args):
        raise AssertionError("the body was read")

    readline = read


def post(client, path, length):
    return client.generic(
        "POST",
        path,
        b"x",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(length),
        **{"wsgi.input": Untouched()},
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "length"),
    [
        ("/tai-khoan/dang-nhap/", STRANGERS_FORM + 1),
        ("/tai-khoan/dang-nhap/", 150_000_000),
        ("/tai-khoan/ngon-ngu/", 150_000_000),
        ("/nhap-xuat/", 150_000_000),
        ("/api/v1/organizations", 150_000_000),
        ("/nhac-viec/tra-loi/bua/", 25_000_001),
    ],
)
def test_a_strangers_long_body_is_refused_unread(path, length):
    answer = post(Client(enforce_csrf_checks=True), path, length)

    assert answer.status_code == 413
    assert "Chưa có gì được ghi" in answer.content.decode()


@pytest.mark.django_db
def test_somebody_at_work_sends_files_of_twice_the_longest_and_no_more(as_user, staff, settings):
    client = as_user(staff)

    refused = post(
        client, "/nhap-xuat/", 2 * settings.UPLOAD_MAX_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
    )

    assert refused.status_code == 413
    assert "Mỗi tệp lớn nhất 20 MB, mỗi lần gửi nhiều nhất 40 MB" in refused.content.decode()
    assert client.post("/nhap-xuat/", {"upload": ""}).status_code in {302, 303, 404, 405, 422}

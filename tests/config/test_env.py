"""Settings from the environment: what is right is read, what is wrong is named with a right example."""

import os
import stat
import subprocess
import sys

import pytest

from config import env


@pytest.mark.parametrize(
    ("raw", "value"),
    [("1", True), ("Yes", True), ("on", True), ("0", False), ("off", False), ("", True), ("  ", True)],
)
def test_flags_read_yes_and_no_and_fall_back_when_empty(monkeypatch, raw, value):
    monkeypatch.setenv("SWITCH", raw)
    assert env.flag("SWITCH", True) is value


@pytest.mark.parametrize(
    ("read", "raw", "words"),
    [
        (lambda: env.flag("X", False), "maybe", "X=1"),
        (lambda: env.number("X", 20, least=1, most=500), "many", "X=20"),
        (lambda: env.number("X", 20, least=1, most=500), "501", "từ 1 đến 500"),
        (lambda: env.address("X", ""), "nennep.example.vn", "X=https://"),
        (lambda: env.address("X", ""), "https://host:port", "X=https://"),
        (lambda: env.database("X"), "mysql://u@h/d", "X=postgresql://"),
        (lambda: env.database("X"), "postgresql://u:a/b@h:5432/d", "%2F"),
        (lambda: env.broker(env.text("X")), "amqp://h", "REDIS_URL=redis://"),
        (lambda: env.broker(env.text("X")), "sentinel://h1,h2/0", "master=nennep"),
        (lambda: env.broker(env.text("X")), "sentinel://h1:x/0?master=m", "sentinel://"),
        (lambda: env.broker(env.text("X")), "sentinel://h1/0?master=m&tsl=1", "tls=1"),
        (lambda: env.broker(env.text("X")), "rediss://h/0?ssl_cert_reqs=maybe", "rediss://"),
        (lambda: env.broker(env.text("X")), "redis://h/0?ssl_ca_certs=/ca", "rediss://"),
        (lambda: env.mail_server(env.text("X")), "mail.example.vn", "EMAIL_URL=smtp://"),
    ],
)
def test_a_wrong_value_is_answered_with_a_right_one(monkeypatch, read, raw, words):
    monkeypatch.setenv("X", raw)
    with pytest.raises(env.Misconfigured) as caught:
        read()
    vietnamese, english = str(caught.value).split("\n")
    assert words in vietnamese
    assert vietnamese != english


def test_a_database_address_is_read_whole(monkeypatch):
    monkeypatch.setenv("X", "postgresql://off%40ice:a%2Fb@db.example.vn:6432/n%C3%A9?sslmode=require")
    settings = env.database("X")
    assert settings == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "né",
        "USER": "off@ice",
        "PASSWORD": "a/b",
        "HOST": "db.example.vn",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
    }


def test_sentinels_are_read_with_their_passwords_and_tls():
    found = env.broker(
        "sentinel://u:a%3Bb@h1:26380,h2/3?master=m&sentinel_password=x&tls=1&ssl_ca_certs=/etc/ca.pem"
    )
    assert found.sentinels == (("h1", 26380), ("h2", 26379))
    assert (found.master, found.database) == ("m", 3)
    assert found.for_celery == "sentinel://u:a%3Bb@h1:26380/3;sentinel://u:a%3Bb@h2:26379/3"
    assert found.options["sentinel_kwargs"]["password"] == "x"
    assert found.options["sentinel_kwargs"]["ssl_ca_certs"] == "/etc/ca.pem"
    assert found.for_redbeat["options"]["password"] == "a;b"
    assert found.tls["ssl_check_hostname"] is True
    assert env.broker("sentinel://h/0?master=m").for_redbeat["use_ssl"] is None
    unchecked = env.broker("rediss://h/0?ssl_cert_reqs=none")
    assert (unchecked.url, unchecked.tls["ssl_check_hostname"]) == ("rediss://h/0", False)


@pytest.mark.parametrize(
    ("url", "port", "ssl", "tls"),
    [
        ("smtp://h", 25, False, False),
        ("smtps://h", 465, True, False),
        ("smtp://h?starttls=1", 587, False, True),
        ("smtp://h:2525?starttls=1", 2525, False, True),
    ],
)
def test_mail_servers_have_their_usual_ports(url, port, ssl, tls):
    settings = env.mail_server(url)
    assert (settings["EMAIL_PORT"], settings["EMAIL_USE_SSL"], settings["EMAIL_USE_TLS"]) == (port, ssl, tls)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("s3://may:9000/kho", "thiếu khoá"),
        ("s3://k:s@may:9000/", "bucket"),
        ("s3://k:s@may:9000/kho?ttl=1", "ttl"),
        ("s3://k:s@may:9000/kho?tls=co", "tls là 0 hoặc 1"),
        ("s3://k:s@may:x/kho", "FILES_URL=s3://"),
        ("ftp://may/kho", "FILES_URL=file://"),
        ("file://may/kho", "file:///srv"),
        ("file:///khong/co/o/day", "mount"),
    ],
)
def test_a_place_of_files_that_cannot_be_used_is_refused_in_words(monkeypatch, tmp_path, url, words):
    monkeypatch.setenv("FILES_URL", url)
    with pytest.raises(env.Misconfigured, match=words):
        env.files(tmp_path)


def test_files_are_in_the_folder_or_the_bucket_that_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.delenv("FILES_URL", raising=False)
    assert env.files(tmp_path / "files")[0] == tmp_path / "files"
    (tmp_path / "chung").mkdir()
    monkeypatch.setenv("FILES_URL", f"file://{tmp_path}/chung")
    assert env.files(tmp_path / "files")[0] == tmp_path / "chung"
    monkeypatch.setenv("FILES_URL", "s3://k%2F1:a%40b@s3.example.vn/kho?prefix=/a/&region=vn&ca=/etc/ca.pem")
    options = env.files(tmp_path / "files")[1]["OPTIONS"]
    assert {name: options[name] for name in options if name not in {"client_config", "transfer_config"}} == {
        "access_key": "k/1",
        "secret_key": "a@b",
        "bucket_name": "kho",
        "endpoint_url": "https://s3.example.vn",
        "region_name": "vn",
        "location": "a/",
        "verify": "/etc/ca.pem",
        "max_memory_size": 2_500_000,
    }


def test_the_secret_is_made_once_and_closed_to_others(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    path = tmp_path / "var" / "secret"
    first = env.secret(path)
    assert len(first) >= 50
    assert env.secret(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_empty_secret_file_is_filled(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    path = tmp_path / "secret"
    path.touch()
    assert len(env.secret(path)) >= 50


def test_a_short_secret_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "abc")
    with pytest.raises(env.Misconfigured, match="SECRET_KEY"):
        env.secret(tmp_path / "secret")


def _settings(**variables: str) -> str:
    """Print what a fresh process makes of the environment."""
    code = (
        "from django.conf import settings as s; print(s.SITE_URL, s.SESSION_COOKIE_SECURE,"
        " s.SECURE_SSL_REDIRECT, s.DEBUG, s.ALLOWED_HOSTS[-1], s.CELERY_BROKER_URL,"
        " s.DATABASES['default']['ENGINE'])"
    )
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "REDIS_URL", "SITE_URL", "DEBUG", "ALLOWED_HOSTS"}
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=clean | {"DJANGO_SETTINGS_MODULE": "config.settings"} | variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.stdout.strip() + done.stderr.strip()


def test_without_variables_the_embedded_servers_serve_plain_http_on_loopback(tmp_path):
    said = _settings(VAR_DIR=str(tmp_path))
    assert said.startswith("http://localhost:8000 False False False localhost redis+socket://")
    assert said.endswith("runtime.backend")


def test_an_https_address_makes_cookies_secure(tmp_path):
    said = _settings(
        VAR_DIR=str(tmp_path),
        SITE_URL="https://nennep.example.vn/",
        DATABASE_URL="postgresql://u@h/d",
        REDIS_URL="redis://h/1",
    )
    assert (
        said == "https://nennep.example.vn True True False nennep.example.vn redis://h/1"
        " django.db.backends.postgresql"
    )


def test_a_wrong_variable_stops_the_process_with_the_message_only(tmp_path):
    said = _settings(VAR_DIR=str(tmp_path), DATABASE_URL="sqlite:///x")
    assert "Traceback" not in said
    assert "DATABASE_URL=postgresql://" in said


def test_roles_that_need_a_second_factor_are_named_or_none(monkeypatch):
    roles = {"administrator", "staff", "leader", "secretary"}
    for written, meant in (
        ("", {"administrator", "staff"}),
        ("leader, staff", {"leader", "staff"}),
        ("none", set()),
    ):
        monkeypatch.setenv("SECOND_FACTOR", written)
        assert env.some_of("SECOND_FACTOR", "administrator,staff", roles) == meant
    monkeypatch.setenv("SECOND_FACTOR", "admin")
    with pytest.raises(env.Misconfigured, match="SECOND_FACTOR=none"):
        env.some_of("SECOND_FACTOR", "administrator,staff", roles)

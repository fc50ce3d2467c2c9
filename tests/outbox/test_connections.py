"""Several connections to the mail server: each mail has one outcome, whatever the server does on one of
them."""

import contextlib
import socket
import ssl
import threading
import time

import pytest

from outbox.services.connections import ConnectionPool, DeliveryResult, OutgoingMail
from tests.outbox import peculiar
from tests.outbox.peculiar import HANG_UP


def letter(key, content=b"Subject: x\r\n\r\nx\r\n"):
    return OutgoingMail(key, "nennep@tinhmau.example", f"m{key}@tinhmau.example", content)


def send(port, settings, number=1, *, most=1, timeout=2.0):
    """Hand over so many mails; return their outcomes by number. One that is to go again goes again."""
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    left, outcomes, again = list(range(1, number + 1)), {}, 0
    with ConnectionPool(most, timeout=timeout) as pool:
        while len(outcomes) < number:
            while left and pool.can_start():
                pool.start(letter(left.pop(0)))
            ended = pool.wait()
            if not ended:
                break
            for key, outcome in ended:
                if outcome.kind == "again":
                    again += 1
                    left.insert(0, key)
                else:
                    outcomes[key] = outcome
    return outcomes, again


def kinds(outcomes):
    return {key: outcome.kind for key, outcome in outcomes.items()}


def test_many_mails_go_over_as_many_lines_as_are_allowed(settings):
    with peculiar.server() as (port, seen):
        outcomes, _again = send(port, settings, 20, most=3)
    assert kinds(outcomes) == dict.fromkeys(range(1, 21), "sent")
    assert len(seen.commands) == 3
    assert len(seen.texts) == 20


def test_a_line_of_the_text_that_begins_with_a_dot_arrives(settings):
    settings.EMAIL_HOST = "127.0.0.1"
    content = b"Subject: x\r\n\r\n.\r\n..a\r\n.b\r\n"
    with peculiar.server() as (settings.EMAIL_PORT, seen), ConnectionPool(1, timeout=2) as pool:
        assert pool.can_start()
        pool.start(letter(1, content))
        assert pool.wait() == [(1, DeliveryResult("sent"))]
    assert seen.texts == [content.removesuffix(b"\r\n")]


@pytest.mark.parametrize(
    ("command", "answer", "kind"),
    [
        ("MAIL", "550 5.7.1 not you", "refused"),
        ("MAIL", "451 4.7.1 too fast", "refused"),
        ("RCPT", "550 5.1.1 no such user", "failed"),
        ("RCPT", "450 4.2.0 greylisted", "retry"),
        ("DATA", "554 5.7.1 no", "failed"),
        ("DATA", "451 4.3.0 later", "retry"),
        (".", "554 5.7.1 spam", "failed"),
        (".", "452 4.3.1 disk full", "retry"),
    ],
)
def test_a_refusal_names_its_mail_and_the_line_goes_on(settings, command, answer, kind):
    mails = iter(range(9))

    def answers(_number, said, line):
        if said == "MAIL":
            next(mails)
        return answer if said == command and mails.__length_hint__() == 8 else None  # type: ignore[attr-defined]

    with peculiar.server(answers) as (port, seen):
        outcomes, _again = send(port, settings, 3)
    assert outcomes[1] == DeliveryResult(kind, answer)
    assert kinds(outcomes) == {1: kind, 2: "sent", 3: "sent"}
    assert len(seen.commands) == 1
    assert len(seen.texts) == 2


@pytest.mark.parametrize("hang_up", [HANG_UP, "421 4.4.2 enough for now"])
def test_a_line_that_the_server_ends_after_some_mails_costs_no_mail_an_attempt(settings, hang_up):
    served = {}

    def answers(number, said, _line):
        if said == "MAIL":
            served[number] = served.get(number, 0) + 1
            return hang_up if served[number] > 3 else None
        return None

    with peculiar.server(answers) as (port, seen):
        outcomes, again = send(port, settings, 10, most=2)
    assert kinds(outcomes) == dict.fromkeys(range(1, 11), "sent")
    assert again > 0
    assert len(seen.texts) == 10


def test_a_server_that_ends_a_new_line_at_once_is_tried_again_later(settings):
    with peculiar.server(lambda _number, said, _line: HANG_UP if said == "MAIL" else None) as (port, _seen):
        assert kinds(send(port, settings, 1)[0]) == {1: "retry"}


def test_a_line_that_breaks_after_the_text_leaves_one_mail_unsure_and_the_others_go_on(settings):
    with peculiar.server(lambda number, said, _line: HANG_UP if (number, said) == (2, ".") else None) as (
        port,
        _seen,
    ):
        outcomes, _again = send(port, settings, 12, most=3)
    assert sorted(outcome.kind for outcome in outcomes.values()) == ["sent"] * 11 + ["unsure"]


def test_a_server_that_is_silent_on_one_line_holds_up_no_other(settings):
    gone = threading.Event()

    def answers(_number, said, line):
        if said == "RCPT" and "m1@" in line:
            gone.wait(10)
            return HANG_UP
        return None

    with peculiar.server(answers) as (port, _seen):
        began = time.monotonic()
        outcomes, _again = send(port, settings, 8, most=2, timeout=1.0)
        gone.set()
    assert outcomes[1].kind == "retry"
    assert kinds(outcomes) == {1: "retry"} | dict.fromkeys(range(2, 9), "sent")
    assert list(outcomes)[-1] == 1
    assert time.monotonic() - began < 10


def test_silence_after_the_text_leaves_it_unsure(settings):
    gone = threading.Event()

    def answers(_number, said, _line):
        if said == ".":
            gone.wait(10)
            return HANG_UP
        return None

    with peculiar.server(answers) as (port, _seen):
        outcomes, _again = send(port, settings, 1, timeout=0.3)
        gone.set()
    assert outcomes == {1: DeliveryResult("unsure", "TimeoutError: timed out")}


def test_a_server_that_talks_on_and_on_is_left_in_the_end(settings):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def talk():
            with server.accept()[0] as line, contextlib.suppress(OSError):
                line.sendall(b"220 sink.example\r\n")
                line.recv(1000)
                line.sendall(b"250 sink.example\r\n")
                while True:
                    line.sendall(b"250-and\r\n")
                    time.sleep(0.05)

        threading.Thread(target=talk, daemon=True).start()
        outcomes, _again = send(server.getsockname()[1], settings, 1, timeout=0.3)
    assert kinds(outcomes) == {1: "retry"}


def test_a_server_that_allows_fewer_lines_than_wished_gets_fewer(settings):
    with peculiar.server(
        lambda number, said, _line: "421 too many connections" if (number > 1, said) == (True, "") else None
    ) as (port, seen):
        outcomes, _again = send(port, settings, 9, most=4)
    assert kinds(outcomes) == dict.fromkeys(range(1, 10), "sent")
    assert len(seen.commands) == 2


@pytest.mark.parametrize(
    ("command", "answer", "expected"),
    [
        ("MAIL", "xyz", {"retry"}),
        ("MAIL", "199 hm", {"retry"}),
        ("MAIL", "250 OK\r\n250 OK\r\n250 OK", {"retry"}),
        ("RCPT", "354 go on", {"retry"}),
        ("RCPT", "250 OK\r\n354 go on\r\n250 accepted", {"retry"}),
        ("DATA", "250 OK", {"retry"}),
        ("DATA", "354 go on\r\n250 accepted", {"retry"}),
        (".", "354 go on", {"unsure"}),
        (".", "\x00\x01", {"unsure"}),
        (".", "250-" + "x" * 70_000, {"unsure"}),
        ("RCPT", "x" * 70_000, {"retry"}),
    ],
)
def test_answers_out_of_turn_make_no_mail_sent(settings, command, answer, expected):
    def answers(_number, said, _line):
        return answer if said == command else None

    with peculiar.server(answers) as (port, seen):
        outcomes, _again = send(port, settings, 1, timeout=1)
    assert {outcome.kind for outcome in outcomes.values()} == expected
    assert (command == ".") or not seen.texts


def test_one_answer_too_many_after_a_mail_costs_the_line_and_not_the_next_mail(settings):
    with peculiar.server(
        lambda number, said, _line: "250 OK\r\n250 OK" if (number, said) == (1, ".") else None
    ) as (port, seen):
        outcomes, _again = send(port, settings, 4)
    assert kinds(outcomes) == dict.fromkeys(range(1, 5), "sent")
    assert len(seen.texts) == 4


@pytest.mark.skipif(
    peculiar.OPENSSL is None, reason="openssl is not installed: lines under TLS are NOT tested"
)
@pytest.mark.parametrize("trusted", [True, False])
def test_tls_lines_demand_a_true_certificate(settings, monkeypatch, tmp_path, trusted):
    certificate = peculiar.make_certificate(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, tmp_path / "key.pem")
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.EMAIL_USE_SSL = True
    content = b"Subject: x\r\n\r\n" + b"x" * 78 * 10_000 + b"\r\n"
    with peculiar.server(context=context) as (port, seen):
        settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", port
        with ConnectionPool(2, timeout=5) as pool:
            if not trusted:
                assert not pool.can_start()
                assert "certificate verify failed" in pool.error
                return
            outcomes = []
            for key in range(4):
                while not pool.can_start():
                    outcomes += pool.wait()
                pool.start(letter(key, content))
            while ended := pool.wait():
                outcomes += ended
    assert sorted(outcomes) == [(key, DeliveryResult("sent")) for key in range(4)]
    assert seen.texts == [content.removesuffix(b"\r\n")] * 4


def test_without_a_server_nothing_is_free_and_the_reason_is_told(settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with ConnectionPool(3, timeout=1) as pool:
        assert not pool.can_start()
        assert pool.error.startswith("ConnectionRefusedError")
        assert pool.wait() == []

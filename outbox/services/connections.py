"""A pool of open connections to the mail server, by smtplib: each has a thread, which hands over one mail at
a time, so that the time of a round trip is not spent once for each mail.
"""

import smtplib
import ssl
import time
from contextlib import suppress
from queue import Empty, SimpleQueue
from socket import SHUT_RDWR
from threading import Thread
from types import TracebackType
from typing import NamedTuple, Self

from core.mail import EmailBackend

_BROKEN = (OSError, smtplib.SMTPException)
# A hand-over has four steps, each within the time-out; this bounds also a server that sends a little within
# each.
_LONGEST = 5  # time-outs


class DeliveryResult(NamedTuple):
    """How a hand-over ended.

    `kind` is `sent`; `failed` for good; `retry`; `refused`, which is a retry because of the sender and not of
    this mail; `unsure`, when the connection broke after the text was begun; or `again`, when the server had
    closed a connection that was used before: nothing was handed over. `detail` is the server's answer or the
    error.
    """

    kind: str
    detail: str = ""


class OutgoingMail(NamedTuple):
    """A mail with its envelope and the caller's `key` for it. Lines of the content end in CRLF."""

    key: int
    sender: str
    recipient: str
    content: bytes


class ProtocolError(smtplib.SMTPException):
    """The server's answer does not fit the command."""


class _Connection(Thread):
    """One connection to the mail server, with its thread. Making one connects, greets and logs in; raises
    OSError or SMTPException."""

    def __init__(self, timeout: float, ended: "SimpleQueue[tuple[_Connection, int, DeliveryResult]]") -> None:
        super().__init__(daemon=True)
        self.smtp = _open_connection(timeout)
        self.timeout = timeout
        self.mails: SimpleQueue[OutgoingMail | None] = SimpleQueue()
        self.ended = ended
        self.begun_at = 0.0
        self.handled = 0
        self.in_text = False
        self.is_closing = False

    def hand_over(self, mail: OutgoingMail) -> None:
        """Begin to hand over a mail."""
        self.begun_at = time.monotonic()
        self.mails.put(mail)

    def end(self) -> None:
        """Quit and end the thread after the current hand-over."""
        self.mails.put(None)

    def cut(self) -> None:
        """Break the connection: the current hand-over ends at once."""
        with suppress(OSError, AttributeError):  # the thread may have closed it meanwhile
            self.smtp.sock.shutdown(SHUT_RDWR)  # type: ignore[union-attr]

    def run(self) -> None:
        for mail in iter(self.mails.get, None):
            try:
                result = self._deliver(mail)
            except _BROKEN as error:
                result = self._broken(error)
            self.handled += 1
            self.ended.put((self, mail.key, result))
        with suppress(*_BROKEN):
            if not self.is_closing and self.smtp.sock:
                self.smtp.sock.settimeout(min(2, self.timeout))
                self.smtp.quit()
        self.smtp.close()

    def _deliver(self, mail: OutgoingMail) -> DeliveryResult:
        self.in_text = False
        for step, command in (
            ("sender", f"MAIL FROM:<{mail.sender}>"),
            ("recipient", f"RCPT TO:<{mail.recipient}>"),
            ("text", "DATA"),
        ):
            self._expect_silence()
            code, answer = self._command(command)
            if code == 421:
                self.is_closing = True
                return DeliveryResult("again" if self.handled else "retry", answer)
            if code >= 400:
                if (reset := self._command("RSET"))[0] >= 300:
                    raise ProtocolError(reset[1])
                return _rejection(code, answer, of_sender=step == "sender")
            if (code >= 300) != (step == "text"):
                raise ProtocolError(answer)
        self._expect_silence()
        self.in_text = True
        self.smtp.send(b"%s.\r\n" % mail.content.replace(b"\r\n.", b"\r\n.."))
        code, answer = self._answer()
        self.is_closing = code == 421
        if 300 <= code < 400:
            raise ProtocolError(answer)
        return DeliveryResult("sent") if code < 300 else _rejection(code, answer)

    def _command(self, command: str) -> tuple[int, str]:
        self.smtp.putcmd(command)
        return self._answer()

    def _answer(self) -> tuple[int, str]:
        """Return the code and the whole text of the server's answer; raises ProtocolError for no code."""
        code, text = self.smtp.getreply()
        answer = " ".join(f"{code} {text.decode('utf-8', 'replace')}".split())[:500]
        if not 200 <= code < 600:
            raise ProtocolError(answer)
        return code, answer

    def _expect_silence(self) -> None:
        """Raise ProtocolError where unread bytes of the server are left: they would be taken for the answer
        to the next command."""
        assert self.smtp.sock is not None
        self.smtp.sock.settimeout(0)
        try:
            more = self.smtp.file.peek() if self.smtp.file else b""
        except ssl.SSLWantReadError:
            more = b""
        self.smtp.sock.settimeout(self.timeout)
        if more:
            raise ProtocolError(repr(more[:200]))

    def _broken(self, error: Exception) -> DeliveryResult:
        """Return the result of the current hand-over when this connection broke."""
        self.is_closing = True
        if isinstance(error.__context__, OSError):  # smtplib's own error hides what happened
            error = error.__context__
        if self.in_text:
            return DeliveryResult("unsure", error_text(error))
        return DeliveryResult(
            "again" if self.handled and not isinstance(error, TimeoutError) else "retry", error_text(error)
        )


class ConnectionPool:
    """At most so many connections, opened as they are needed. One that breaks is closed; its mail still has a
    result."""

    def __init__(self, most: int, *, timeout: float) -> None:
        self._most = most
        self._timeout = timeout
        self._idle: list[_Connection] = []
        self._busy: list[_Connection] = []
        self._ended: SimpleQueue[tuple[_Connection, int, DeliveryResult]] = SimpleQueue()
        self.error = ""  # why the last connection could not be opened

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for connection in self._busy:  # nobody waits for what is on them
            connection.cut()
        connections = [*self._idle, *self._busy]
        for connection in connections:
            connection.end()
        for connection in connections:
            connection.join()

    def can_start(self) -> bool:
        """Return whether a mail can be handed over now, opening a connection where none is idle and another
        is allowed; where that fails, `error` is the reason."""
        return bool(self._idle) or (len(self._busy) < self._most and self._open())

    def start(self, mail: OutgoingMail) -> None:
        """Begin to hand over a mail, on an idle connection."""
        connection = self._idle.pop()
        self._busy.append(connection)
        connection.hand_over(mail)

    def wait(self, seconds: float | None = None) -> list[tuple[int, DeliveryResult]]:
        """Return the keys of mails whose hand-over ended, with the results, as soon as there is one; an empty
        list after so many seconds, or where no connection is busy."""
        until = None if seconds is None else time.monotonic() + seconds
        while self._busy:
            now = time.monotonic()
            for connection in self._busy:
                if connection.begun_at < now - _LONGEST * self._timeout:
                    connection.cut()
            with suppress(Empty):
                ended = [
                    self._end(
                        *self._ended.get(
                            timeout=(
                                self._timeout if until is None else max(0.0, min(self._timeout, until - now))
                            )
                        )
                    )
                ]
                while not self._ended.empty():
                    ended.append(self._end(*self._ended.get()))
                return ended
            if until is not None and time.monotonic() >= until:
                break
        return []

    def _open(self) -> bool:
        try:
            connection = _Connection(self._timeout, self._ended)
        except _BROKEN as error:
            self.error = error_text(error)
            self._most = max(
                len(self._idle) + len(self._busy), 1
            )  # a server may allow fewer connections than we would like
            return False
        connection.start()
        self._idle.append(connection)
        return True

    def _end(self, connection: _Connection, key: int, result: DeliveryResult) -> tuple[int, DeliveryResult]:
        self._busy.remove(connection)
        if connection.is_closing:
            connection.end()
        else:
            self._idle.append(connection)
        return key, result


def _open_connection(timeout: float) -> smtplib.SMTP:
    backend = EmailBackend(timeout=timeout)
    try:
        backend.open()
        assert backend.connection is not None
        backend.connection.ehlo_or_helo_if_needed()
    except _BROKEN:
        if backend.connection is not None:
            backend.connection.close()
        raise
    return backend.connection


def _rejection(code: int, answer: str, *, of_sender: bool = False) -> DeliveryResult:
    """Return the result for a command that the server rejects. A rejected sender is a fault of the office's
    address or log-in, not of the recipient's."""
    if of_sender:
        return DeliveryResult("refused", answer)
    return DeliveryResult("failed" if code >= 500 else "retry", answer)


def error_text(error: Exception) -> str:
    """Return the server's answer or the network's error on one line, at most 500 characters."""
    if isinstance(error, smtplib.SMTPResponseException):
        answer = error.smtp_error
        text = (
            f"{error.smtp_code} {answer.decode('utf-8', 'replace') if isinstance(answer, bytes) else answer}"
        )
    else:
        text = f"{type(error).__name__}: {error}"
    return " ".join(text.split())[:500]

"""Several kept connections to the mail server, by smtplib: each has a thread, which hands over one mail at a
time.

While the server thinks about one mail the other lines go on, so that what counts is the server's work and not
the way there and back.
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
# A hand-over has four steps. A server that always says something more within the time-out has no longer than
# this either.
_LONGEST = 5  # time-outs


class Outcome(NamedTuple):
    """How a hand-over ended.

    `sent`; `failed` for good; `retry`; `refused`, which is a retry because of the sender and not of this
    mail; `unsure`, when the line broke after the text was begun; or `again`, when the server had closed a
    line that had served: nothing was handed over.
    """

    kind: str
    detail: str = ""


class Letter(NamedTuple):
    """A mail with its envelope, and the number by which the caller knows it. Lines of the content end in
    CRLF."""

    key: int
    sender: str
    recipient: str
    content: bytes


class OutOfStep(smtplib.SMTPException):
    """The server said something that does not answer what it was asked."""


class _Line(Thread):
    """One connection to the mail server, greeted and logged in when it is made; that raises OSError or
    SMTPException."""

    def __init__(self, timeout: float, ended: "SimpleQueue[tuple[_Line, int, Outcome]]") -> None:
        super().__init__(daemon=True)
        self.smtp = _connected(timeout)
        self.timeout = timeout
        self.letters: SimpleQueue[Letter | None] = SimpleQueue()
        self.ended = ended
        self.begun_at = 0.0
        self.carried = 0
        self.in_text = False
        self.is_closing = False

    def hand_over(self, letter: Letter) -> None:
        """Begin to hand over a mail."""
        self.begun_at = time.monotonic()
        self.letters.put(letter)

    def end(self) -> None:
        """Take leave once what is on its way has ended."""
        self.letters.put(None)

    def cut(self) -> None:
        """Break the connection: what is on its way ends at once."""
        with suppress(OSError, AttributeError):  # the thread may have closed it meanwhile
            self.smtp.sock.shutdown(SHUT_RDWR)  # type: ignore[union-attr]

    def run(self) -> None:
        for letter in iter(self.letters.get, None):
            try:
                outcome = self._outcome(letter)
            except _BROKEN as error:
                outcome = self._broken(error)
            self.carried += 1
            self.ended.put((self, letter.key, outcome))
        with suppress(*_BROKEN):
            if not self.is_closing and self.smtp.sock:
                self.smtp.sock.settimeout(min(2, self.timeout))
                self.smtp.quit()
        self.smtp.close()

    def _outcome(self, letter: Letter) -> Outcome:
        self.in_text = False
        for step, command in (
            ("sender", f"MAIL FROM:<{letter.sender}>"),
            ("recipient", f"RCPT TO:<{letter.recipient}>"),
            ("text", "DATA"),
        ):
            self._expect_silence()
            code, answer = self._asked(command)
            if code == 421:
                self.is_closing = True
                return Outcome("again" if self.carried else "retry", answer)
            if code >= 400:
                if (reset := self._asked("RSET"))[0] >= 300:
                    raise OutOfStep(reset[1])
                return _refusal(code, answer, of_sender=step == "sender")
            if (code >= 300) != (step == "text"):
                raise OutOfStep(answer)
        self._expect_silence()
        self.in_text = True
        self.smtp.send(b"%s.\r\n" % letter.content.replace(b"\r\n.", b"\r\n.."))
        code, answer = self._answer()
        self.is_closing = code == 421
        if 300 <= code < 400:
            raise OutOfStep(answer)
        return Outcome("sent") if code < 300 else _refusal(code, answer)

    def _asked(self, command: str) -> tuple[int, str]:
        self.smtp.putcmd(command)
        return self._answer()

    def _answer(self) -> tuple[int, str]:
        """Return the server's whole answer; raises OutOfStep for what is none."""
        code, text = self.smtp.getreply()
        answer = " ".join(f"{code} {text.decode('utf-8', 'replace')}".split())[:500]
        if not 200 <= code < 600:
            raise OutOfStep(answer)
        return code, answer

    def _expect_silence(self) -> None:
        """Raise OutOfStep where the server has said more than it was asked: the next answer would be taken
        for that of another question."""
        assert self.smtp.sock is not None
        self.smtp.sock.settimeout(0)
        try:
            more = self.smtp.file.peek() if self.smtp.file else b""
        except ssl.SSLWantReadError:
            more = b""
        self.smtp.sock.settimeout(self.timeout)
        if more:
            raise OutOfStep(repr(more[:200]))

    def _broken(self, error: Exception) -> Outcome:
        """Return what the end of this line means for the mail that was on it."""
        self.is_closing = True
        if isinstance(error.__context__, OSError):  # smtplib's own error hides what happened
            error = error.__context__
        if self.in_text:
            return Outcome("unsure", said(error))
        return Outcome(
            "again" if self.carried and not isinstance(error, TimeoutError) else "retry", said(error)
        )


class Lines:
    """At most so many lines, opened as they are needed. One that breaks is closed, and the mail on it has an
    outcome."""

    def __init__(self, most: int, *, timeout: float) -> None:
        self._most = most
        self._timeout = timeout
        self._idle: list[_Line] = []
        self._busy: list[_Line] = []
        self._ended: SimpleQueue[tuple[_Line, int, Outcome]] = SimpleQueue()
        self.error = ""  # why the last line could not be opened

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for line in self._busy:  # nobody waits for what is on them
            line.cut()
        lines = [*self._idle, *self._busy]
        for line in lines:
            line.end()
        for line in lines:
            line.join()

    def is_free(self) -> bool:
        """Return whether a mail could begin now, opening a line where none is idle and another is allowed;
        `error` says why not."""
        return bool(self._idle) or (len(self._busy) < self._most and self._open())

    def start(self, letter: Letter) -> None:
        """Begin to hand over a mail, on a line that is free."""
        line = self._idle.pop()
        self._busy.append(line)
        line.hand_over(letter)

    def wait(self, seconds: float | None = None) -> list[tuple[int, Outcome]]:
        """Return the numbers of mails that ended and how, as soon as one has; nothing after so many seconds,
        or where no line is busy."""
        until = None if seconds is None else time.monotonic() + seconds
        while self._busy:
            now = time.monotonic()
            for line in self._busy:
                if line.begun_at < now - _LONGEST * self._timeout:
                    line.cut()
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
            line = _Line(self._timeout, self._ended)
        except _BROKEN as error:
            self.error = said(error)
            self._most = max(
                len(self._idle) + len(self._busy), 1
            )  # a server may allow fewer lines than we would like
            return False
        line.start()
        self._idle.append(line)
        return True

    def _end(self, line: _Line, key: int, outcome: Outcome) -> tuple[int, Outcome]:
        self._busy.remove(line)
        if line.is_closing:
            line.end()
        else:
            self._idle.append(line)
        return key, outcome


def _connected(timeout: float) -> smtplib.SMTP:
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


def _refusal(code: int, answer: str, *, of_sender: bool = False) -> Outcome:
    """Return what a refusal means. One of the sender is the office's fault, its address or its log-in, and no
    recipient's."""
    if of_sender:
        return Outcome("refused", answer)
    return Outcome("failed" if code >= 500 else "retry", answer)


def said(error: Exception) -> str:
    """Return what a server or the network said, on one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        answer = error.smtp_error
        text = (
            f"{error.smtp_code} {answer.decode('utf-8', 'replace') if isinstance(answer, bytes) else answer}"
        )
    else:
        text = f"{type(error).__name__}: {error}"
    return " ".join(text.split())[:500]

"""Several kept connections to the mail server, minded by one thread.

A line carries one mail at a time. While the server thinks about it the other lines go on, so that what counts is the
server's work and not the way there and back. Where the server allows it (PIPELINING), the sender, the recipient and the
wish to send a text go in one packet.
"""

import selectors
import smtplib
import ssl
import time
from collections.abc import Generator
from contextlib import suppress
from types import TracebackType
from typing import NamedTuple, Self

from core.mail import EmailBackend

_LONGEST_REPLY = 65_536  # bytes; a server that talks on and on is none
_NOTHING_YET = (BlockingIOError, InterruptedError, ssl.SSLWantReadError, ssl.SSLWantWriteError)
_BROKEN = (OSError, smtplib.SMTPException)


class Outcome(NamedTuple):
    """How a hand-over ended.

    `sent`; `failed` for good; `retry`; `refused`, which is a retry because of the sender and not of this mail; `unsure`, when the
    line broke after the text was begun; or `again`, when the server had closed a line that had served: nothing was handed over.
    """

    kind: str
    detail: str = ""


class Letter(NamedTuple):
    """A mail with its envelope, and the number by which the caller knows it. Lines of the content end in CRLF."""

    key: int
    sender: str
    recipient: str
    content: bytes


class _Reply(NamedTuple):
    code: int
    text: str

    def __str__(self) -> str:
        return " ".join(f"{self.code} {self.text}".split())[:500]


class OutOfStep(smtplib.SMTPException):
    """The server said something that does not answer what it was asked."""


_Steps = Generator[None, _Reply, Outcome]


class _Line:
    """One connection to the mail server, greeted and logged in. Every method raises OSError or SMTPException."""

    def __init__(self, backend: EmailBackend, timeout: float) -> None:
        try:
            backend.open()
            assert backend.connection is not None
            self.smtp: smtplib.SMTP = backend.connection
            self.smtp.ehlo_or_helo_if_needed()
        except _BROKEN:
            if backend.connection is not None:
                backend.connection.close()
            raise
        assert self.smtp.sock is not None
        self.sock = self.smtp.sock
        self.sock.settimeout(0)
        self.timeout = timeout
        self.pipelines = self.smtp.has_extn("pipelining")
        self.letter: Letter | None = None
        self.carried = 0
        self.in_text = False
        self.is_closing = False
        self.silent_since = 0.0
        self._needs_reset = False
        self._received = b""
        self._steps: _Steps | None = None

    def start(self, letter: Letter) -> None:
        """Begin to hand over a mail."""
        self.letter, self.in_text = letter, False
        self._steps = self._hand_over(letter)
        next(self._steps)

    def read(self) -> Outcome | None:
        """Take what the server has said and answer it; return how the mail ended, or None while it is on its way."""
        try:
            said = self.sock.recv(_LONGEST_REPLY)
        except _NOTHING_YET:
            return None
        if not said:
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        self._received += said
        if len(self._received) > _LONGEST_REPLY:
            raise OutOfStep("reply without end")
        while (reply := self._reply()) is not None:
            assert self._steps is not None
            try:
                self._steps.send(reply)
            except StopIteration as ended:
                outcome: Outcome = ended.value
                return outcome
        return None

    def close(self) -> None:
        """Take leave where the server listens, for two seconds at most."""
        if self.letter is None and not self.is_closing:
            self.sock.settimeout(min(2, self.timeout))
            with suppress(*_BROKEN):
                self.smtp.quit()
        self.smtp.close()

    def _send(self, content: bytes) -> None:
        self.sock.settimeout(self.timeout)
        self.sock.sendall(content)
        self.sock.settimeout(0)
        self.silent_since = time.monotonic()

    def _reply(self) -> _Reply | None:
        """Return the next whole reply in what was received; raises OutOfStep for what is none."""
        place, texts = 0, []
        while (end := self._received.find(b"\n", place)) >= 0:
            line = self._received[place:end].rstrip()
            place = end + 1
            texts.append(line[4:].decode("utf-8", "replace"))
            if line[3:4] == b"-":
                continue
            if not line[:3].isdigit() or not 200 <= int(line[:3]) < 600:
                raise OutOfStep(repr(line[:200]))
            self._received = self._received[place:]
            self.silent_since = time.monotonic()
            return _Reply(int(line[:3]), " ".join(texts))
        return None

    def _hand_over(self, letter: Letter) -> _Steps:
        """Say what hands over a mail; each `yield` waits for a reply."""
        commands = {"sender": f"MAIL FROM:<{letter.sender}>\r\n", "recipient": f"RCPT TO:<{letter.recipient}>\r\n", "data": "DATA\r\n"}
        if self._needs_reset:
            commands = {"reset": "RSET\r\n", **commands}
        if self.pipelines:
            self._send("".join(commands.values()).encode("ascii"))
        refusal: Outcome | None = None
        reply = _Reply(0, "")
        for step, command in commands.items():
            if not self.pipelines:
                self._send(command.encode("ascii"))
            reply = yield
            if reply.code == 421:
                self.is_closing = True
                return Outcome("again" if self.carried else "retry", str(reply))
            if reply.code >= 400:
                refusal = refusal or _refusal(step, reply)
                if not self.pipelines:
                    break
            elif (reply.code >= 300) != (step == "data"):
                raise OutOfStep(str(reply))
        self._needs_reset = refusal is not None
        if refusal is None:
            if self._received:
                raise OutOfStep(repr(self._received[:200]))
            self.in_text = True
            self._send(b"%s.\r\n" % letter.content.replace(b"\r\n.", b"\r\n.."))
            reply = yield
            self.is_closing = reply.code == 421
            if 300 <= reply.code < 400:
                raise OutOfStep(str(reply))
            return Outcome("sent") if reply.code < 300 else _refusal("text", reply)
        if reply.code < 400:  # the text of a mail to nobody is wanted all the same (RFC 2920)
            self._send(b".\r\n")
            yield
        return refusal


def _refusal(step: str, reply: _Reply) -> Outcome:
    """Return what a refusal means. One of the sender is the office's fault, its address or its log-in, and no recipient's."""
    if step == "sender":
        return Outcome("refused", str(reply))
    if step == "reset":
        raise OutOfStep(str(reply))
    return Outcome("failed" if reply.code >= 500 else "retry", str(reply))


class Lines:
    """At most so many lines, opened as they are needed. One that breaks is closed, and the mail on it has an outcome."""

    def __init__(self, most: int, *, timeout: float) -> None:
        self._most = most
        self._timeout = timeout
        self._idle: list[_Line] = []
        self._busy: list[_Line] = []
        self._ended: list[tuple[int, Outcome]] = []
        self._selector = selectors.DefaultSelector()
        self.error = ""  # why the last line could not be opened

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for line in [*self._idle, *self._busy]:
            self._close(line)
        self._selector.close()

    def is_free(self) -> bool:
        """Return whether a mail could begin now, opening a line where none is idle and another is allowed; `error` says why not."""
        return bool(self._idle) or (len(self._busy) < self._most and self._open())

    def start(self, letter: Letter) -> None:
        """Begin to hand over a mail, on a line that is free."""
        line = self._idle.pop()
        self._busy.append(line)
        try:
            line.start(letter)
        except _BROKEN as error:
            self._end(line, _broken(line, error))

    def wait(self, seconds: float | None = None) -> list[tuple[int, Outcome]]:
        """Return the numbers of mails that ended and how, as soon as one has; nothing after so many seconds, or where no line is busy."""
        began = time.monotonic()
        while self._busy and not self._ended:
            now = time.monotonic()
            patience = min(line.silent_since + self._timeout for line in self._busy) - now
            left = patience if seconds is None else min(patience, began + seconds - now)
            self._listen(max(0.0, left))
            if seconds is not None and left <= 0:
                break
        ended, self._ended = self._ended, []
        return ended

    def _listen(self, seconds: float) -> None:
        for key, _events in self._selector.select(seconds):
            line: _Line = key.data
            if line.letter is None:  # the server ends a line that had nothing to do
                self._idle.remove(line)
                self._close(line)
                continue
            try:
                outcome = line.read()
            except _BROKEN as error:
                outcome = _broken(line, error)
            if outcome is not None:
                self._end(line, outcome)
        silent = time.monotonic() - self._timeout
        for line in [line for line in self._busy if line.silent_since < silent]:
            self._end(line, _broken(line, TimeoutError("timed out")))

    def _open(self) -> bool:
        try:
            line = _Line(EmailBackend(timeout=self._timeout), self._timeout)
        except _BROKEN as error:
            self.error = said(error)
            self._most = max(len(self._idle) + len(self._busy), 1)  # a server may allow fewer lines than we would like
            return False
        self._selector.register(line.sock, selectors.EVENT_READ, line)
        self._idle.append(line)
        return True

    def _end(self, line: _Line, outcome: Outcome) -> None:
        assert line.letter is not None
        self._ended.append((line.letter.key, outcome))
        self._busy.remove(line)
        line.letter = None
        line.carried += 1
        if line.is_closing:
            self._close(line)
        else:
            self._idle.append(line)

    def _close(self, line: _Line) -> None:
        self._selector.unregister(line.sock)
        with suppress(*_BROKEN):
            line.close()


def _broken(line: _Line, error: Exception) -> Outcome:
    """Return what the end of a line means for the mail that was on it."""
    line.is_closing = True
    if line.in_text:
        return Outcome("unsure", said(error))
    return Outcome("again" if line.carried and not isinstance(error, TimeoutError) else "retry", said(error))


def said(error: Exception) -> str:
    """Return what a server or the network said, on one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        answer = error.smtp_error
        text = f"{error.smtp_code} {answer.decode('utf-8', 'replace') if isinstance(answer, bytes) else answer}"
    else:
        text = f"{type(error).__name__}: {error}"
    return " ".join(text.split())[:500]

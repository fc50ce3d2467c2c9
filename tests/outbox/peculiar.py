"""A mail server that says what a test tells it to, word for word."""

import shutil
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OPENSSL = shutil.which("openssl")
OK = {
    "EHLO": "250 sink.example",
    "MAIL": "250 OK",
    "RCPT": "250 OK",
    "DATA": "354 go on",
    "RSET": "250 OK",
    "QUIT": "221 bye",
}
HANG_UP = ""  # instead of an answer

# Which connection (from 1), which command in capitals ("" for the greeting, "." for the end of a text), its
# line; None for the usual answer.
Answer = Callable[[int, str, str], str | None]


@dataclass
class Seen:
    """What came in: commands and texts by connection, packets as they were read."""

    commands: dict[int, list[str]] = field(default_factory=dict)
    texts: list[bytes] = field(default_factory=list)
    packets: list[bytes] = field(default_factory=list)
    lock: Any = field(default_factory=threading.Lock)


class _Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        server: Any = self.server
        if server.context is None:
            self.talk(server)
            return
        with suppress(OSError), server.context.wrap_socket(self.request, server_side=True) as self.request:
            self.talk(server)

    def talk(self, server: Any) -> None:
        with server.seen.lock:
            number = len(server.seen.commands) + 1
            server.seen.commands[number] = []
        lines = self.lines(server.seen)
        if not self.say(number, "", ""):
            return
        for line in lines:
            command = line.split()[0].upper() if line.split() else ""
            server.seen.commands[number].append(line)
            answer = self.say(number, command, line)
            if answer is None or command == "QUIT":
                return
            if command == "DATA" and answer.startswith("354"):
                text = []
                for part in lines:
                    if part == ".":
                        break
                    text.append(part.removeprefix(".") if part.startswith("..") else part)
                else:
                    return
                answer = self.say(number, ".", "")
                if answer is None:
                    return
                if answer.startswith("2"):
                    server.seen.texts.append("\r\n".join(text).encode())

    def lines(self, seen: Seen) -> Iterator[str]:
        rest = b""
        while True:
            with suppress(OSError):
                packet = self.request.recv(65536)
                if not packet:
                    return
                seen.packets.append(packet)
                rest += packet
                *whole, rest = rest.split(b"\r\n")
                yield from (line.decode() for line in whole)
                continue
            return

    def say(self, number: int, command: str, line: str) -> str | None:
        usual = {"": "220 sink.example", ".": "250 OK"} | OK
        answer = self.server.answer(number, command, line)  # type: ignore[attr-defined]
        answer = usual.get(command, "500 what?") if answer is None else answer
        if answer == HANG_UP:
            return None
        with suppress(OSError):
            self.request.sendall(answer.encode() + b"\r\n")
            return answer
        return None


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False


def make_certificate(folder: Path) -> Path:
    """Make cert.pem and key.pem for localhost; return the certificate."""
    command: list[str | Path] = [
        str(OPENSSL),
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
    ]
    command += ["-subj", "/CN=localhost"]
    command += [
        "-addext",
        "subjectAltName=DNS:localhost",
        "-keyout",
        folder / "key.pem",
        "-out",
        folder / "cert.pem",
    ]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "cert.pem"


@contextmanager
def server(
    answer: Answer = lambda _number, _command, _line: None, *, context: ssl.SSLContext | None = None
) -> Iterator[tuple[int, Seen]]:
    """Give the port of such a server and what it saw."""
    with _Server(("127.0.0.1", 0), _Handler) as made:
        made.answer, made.seen, made.context = answer, Seen(), context  # type: ignore[attr-defined]
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield made.server_address[1], made.seen  # type: ignore[attr-defined]
        finally:
            made.shutdown()

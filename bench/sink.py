"""An SMTP server on loopback that accepts everything and writes each Message-ID to a file.

python -m bench.sink --port N --log FILE [--host A] [--delay S] [--latency S] [--sync]
"""

import argparse
import asyncio
import os
import re
import signal
import sys
from pathlib import Path
from typing import AnyStr

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)


class Log:
    """Notes what was accepted, before saying so."""

    def __init__(self, path: Path, *, delay: float, sync: bool) -> None:
        self.file = path.open("ab", buffering=0)
        self.delay = delay
        self.sync = sync

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.delay:
            await asyncio.sleep(self.delay)
        content = envelope.content or b""
        found = MESSAGE_ID.search(content.encode() if isinstance(content, str) else content)
        self.file.write((found[1] if found else b"<none>") + b"\n")
        if self.sync:
            os.fsync(self.file.fileno())
        return "250 OK"


class Server(SMTP):
    """Takes its time for each answer, as a server at the other end of a network does."""

    latency = 0.0

    async def push(self, status: AnyStr) -> None:
        if self.latency:
            await asyncio.sleep(self.latency)
        await super().push(status)


class Loopback(Controller):
    def factory(self) -> SMTP:
        return Server(self.handler, hostname="sink.example", enable_SMTPUTF8=True)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds for each mail")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds for each answer")
    parser.add_argument("--sync", action="store_true")
    asked = parser.parse_args()
    Server.latency = asked.latency
    signals = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    server = Loopback(
        Log(asked.log, delay=asked.delay, sync=asked.sync), hostname=asked.host, port=asked.port
    )
    server.start()
    print("ready", flush=True)
    signal.sigwait(signals)
    server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

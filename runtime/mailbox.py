"""The local mailbox: an SMTP server on loopback that delivers nothing and keeps every mail in the Maildir
var/mail."""

import argparse
import asyncio
import signal
import socket
import sys
from collections.abc import Awaitable

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox

from runtime import places
from runtime.processes import make_folder

LARGEST = 35_000_000  # bytes; a digest with its attachments


class OnOpenPort(Controller):
    """An SMTP server on a socket that listens already."""

    def __init__(self, handler: Mailbox, line: socket.socket) -> None:
        hostname, port = line.getsockname()
        super().__init__(handler, hostname=hostname, port=port, data_size_limit=LARGEST)
        self.line = line

    def _create_server(self) -> Awaitable[asyncio.AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self.line)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m runtime.mailbox")
    parser.add_argument(
        "--line", type=int, required=True, help="the number under which the open port was handed over"
    )
    line = socket.socket(fileno=parser.parse_args().line)
    for name in ("tmp", "new", "cur"):  # Maildir makes them only together with the folder itself
        make_folder(places.mail() / name)
    signals = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    server = OnOpenPort(Mailbox(places.mail()), line)
    server.start()
    signal.sigwait(signals)
    server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

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

    def __init__(self, handler: Mailbox, listener: socket.socket) -> None:
        hostname, port = listener.getsockname()
        super().__init__(handler, hostname=hostname, port=port, data_size_limit=LARGEST)
        self.listener = listener

    def _create_server(self) -> Awaitable[asyncio.AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self.listener)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m runtime.mailbox")
    parser.add_argument(
        "--listener", type=int, required=True, help="the file number of the inherited listening socket"
    )
    listener = socket.socket(fileno=parser.parse_args().listener)
    for name in ("tmp", "new", "cur"):  # Maildir makes them only together with the folder itself
        make_folder(places.mail() / name)
    signals = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    server = OnOpenPort(Mailbox(places.mail()), listener)
    server.start()
    signal.sigwait(signals)
    server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

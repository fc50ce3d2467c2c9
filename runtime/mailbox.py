"""The local mailbox: an SMTP server on loopback that delivers nothing and keeps every mail in the Maildir var/mail."""

import argparse
import signal
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox

from runtime import places
from runtime.processes import make_folder

LARGEST = 35_000_000  # bytes; a digest with its attachments


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m runtime.mailbox")
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    for name in ("tmp", "new", "cur"):  # Maildir makes them only together with the folder itself
        make_folder(places.mail() / name)
    signals = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    server = Controller(Mailbox(places.mail()), hostname="127.0.0.1", port=port, data_size_limit=LARGEST)
    server.start()
    print(f"127.0.0.1:{port} → {places.mail()}", flush=True)
    signal.sigwait(signals)
    server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

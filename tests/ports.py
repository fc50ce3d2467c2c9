"""Ports for the servers that tests start."""

import contextlib
import secrets
import socket

PORTS = range(15_000, 32_000)


def free_port() -> int:
    """Return a port on which nobody listens. It lies below those that the system gives to outgoing
    connections, so that none of these takes it before the server does; and drawn by lot, so that no other
    test is given it meanwhile."""
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as line, contextlib.suppress(OSError):
            line.bind(("127.0.0.1", port))
            return port

"""How gunicorn's processes speak HTTP: a request takes a thread when all of it has arrived, and gives it back
before its answer has left.

gunicorn minds the processes, waitress the connections: one loop reads and writes them all, so that a browser
that is slow, or a stranger who opens connections and says nothing, holds no thread that others wait for.
gunicorn's own threads read the sockets themselves: eight silent connections stop eight threads.
"""

import contextlib
import os
import resource
import time
from typing import Any

from django.conf import settings
from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.server import create_server

IDLE_SECONDS = 30  # without a byte in either direction
HEAD_SECONDS = 20  # for all of a request's head
BODY_SECONDS = 600  # for all of its body: a file over a poor line
CONNECTIONS = 2000  # of one process


def _connections() -> int:
    """Return how many connections a process may hold, with up to three open files each."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 3 * CONNECTIONS + 200
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(
                resource.RLIMIT_NOFILE,
                (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard),
            )
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return CONNECTIONS if soft == resource.RLIM_INFINITY else max(100, min(CONNECTIONS, (soft - 200) // 3))


class BufferedWorker(Worker):
    """gunicorn's `worker-class`: `threads` requests at once, any number of connections."""

    def run(self) -> None:
        self.most = _connections()
        self.map: dict[int, Any] = {}
        self.server = create_server(
            self.wsgi,
            map=self.map,
            sockets=[listener.sock for listener in self.sockets],
            threads=self.cfg.threads,
            backlog=self.cfg.backlog,
            connection_limit=self.most,
            channel_timeout=IDLE_SECONDS,
            cleanup_interval=5,
            max_request_header_size=65_536,
            # Above what pages take, which say so in their own words, and far below what fills a disk.
            max_request_body_size=2 * settings.UPLOAD_MAX_BYTES + 10_000_000,
            asyncore_use_poll=True,
            log_socket_errors=False,
            clear_untrusted_proxy_headers=False,  # whose word is taken is the product's to say: BEHIND_PROXY
            ident="",
        )
        while self.alive and self.ppid == os.getppid():
            self.turn()
            self.close_slow()
        self.drain()

    def turn(self) -> None:
        """Move what can be moved, within half a second, and tell gunicorn that this process lives."""
        self.notify()
        wasyncore.loop(timeout=0.5, use_poll=True, map=self.map, count=1)

    def close_slow(self) -> None:
        """Close connections whose request does not arrive in time; of too many the oldest for which nothing
        is being worked out."""
        now = time.monotonic()
        unserved = [channel for channel in self.channels() if not channel.requests]
        for channel in unserved:
            request = channel.request
            if request is not None:
                request.since = getattr(request, "since", now)
                if now - request.since > (BODY_SECONDS if request.headers_finished else HEAD_SECONDS):
                    channel.will_close = True
        if len(self.map) > 0.9 * self.most:
            for channel in sorted(unserved, key=lambda one: one.creation_time)[: self.most // 5]:
                channel.will_close = True

    def channels(self) -> list[Any]:
        return [one for one in self.map.values() if hasattr(one, "requests")]

    def drain(self) -> None:
        """Take no more connections, let running requests end within gunicorn's patience, then stop."""
        for one in list(self.map.values()):
            if getattr(one, "accepting", False):
                one.accepting = False
                one.del_channel()
                one.socket.close()
        until = time.monotonic() + self.cfg.graceful_timeout - 1
        while time.monotonic() < until and self.ppid == os.getppid():
            busy = False
            for channel in self.channels():
                if channel.requests or channel.total_outbufs_len:
                    busy = True
                else:
                    channel.will_close = True
            if not busy:
                break
            self.notify()
            wasyncore.loop(timeout=0.1, use_poll=True, map=self.map, count=1)
        wasyncore.loop(timeout=0.1, use_poll=True, map=self.map, count=1)
        self.server.task_dispatcher.shutdown(timeout=1)

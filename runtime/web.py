"""How gunicorn's processes speak HTTP: a request takes a thread when all of it has arrived, and gives it back
before its answer has left.

gunicorn minds the processes, waitress the connections: one loop reads and writes them all, so that a browser
that is slow, or a stranger who opens connections and says nothing, holds no thread that others wait for.
gunicorn's own threads read the sockets themselves: eight silent connections stop eight threads.
"""

import contextlib
import mmap
import os
import resource
import struct
import time
from typing import Any

from django.conf import settings
from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher, WSGITask

IDLE_SECONDS = 30  # without a byte in either direction
HEAD_SECONDS = 20  # for all of a request's head
BODY_SECONDS = 600  # for all of its body: a file over a poor line
CONNECTIONS = 2000  # of one process
QUIET_SECONDS = 1.0  # after which a connection that brings no request is closed, when a process stops
DRAINING = "nennep.draining"  # in a request's environment: this process stops soon, send people elsewhere


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


class Shares:
    """How many connections each process holds, in memory that all share: who holds more than another leaves
    new ones to that one. Browsers and proxies keep connections, and whoever took them would serve them all.
    """

    PLACES = 512
    ONE = struct.Struct("dd")  # monotonic seconds of the note, connections
    SILENT_SECONDS = 1.5  # a process that noted nothing for so long is stuck or dead
    SLACK = 1
    _memory = mmap.mmap(-1, PLACES * ONE.size)  # before the processes are forked

    def __init__(self, age: int) -> None:
        self.place = age % self.PLACES

    def note(self, held: float, at: float) -> None:
        self.ONE.pack_into(self._memory, self.place * self.ONE.size, at, held)

    def may_take(self, held: int) -> bool:
        """Note how many connections this process holds, and tell whether it may take one more."""
        now = time.monotonic()
        self.note(held, now)
        living = [count for at, count in self.ONE.iter_unpack(self._memory) if now - at < self.SILENT_SECONDS]
        return held <= min(living) + self.SLACK

    def leave(self) -> None:
        self.note(0, 0)


class _Task(WSGITask):
    """One request. While its process stops, the connection ends with the answer, so that the next request
    goes to another."""

    def build_response_header(self) -> bytes:
        if self.channel.server.draining:
            self.request.headers["CONNECTION"] = "close"
        return bytes(super().build_response_header())

    def get_environment(self) -> dict[str, Any]:
        return dict(super().get_environment()) | {DRAINING: self.channel.server.draining}


class _Channel(HTTPChannel):
    task_class = _Task


class Listener(TcpWSGIServer):
    """Takes connections while it is this process's turn."""

    channel_class = _Channel
    draining = False
    shares: Shares
    waits = False

    def readable(self) -> bool:
        able = super().readable()
        self.waits = able and not self.shares.may_take(len(self.active_channels))
        return able and not self.waits

    def take_waiting(self) -> None:
        """Take what the system holds for this listener."""
        before = -1
        while before != len(self.active_channels):
            before = len(self.active_channels)
            self.handle_accept()


class BufferedWorker(Worker):
    """gunicorn's `worker-class`: `threads` requests at once, any number of connections."""

    def run(self) -> None:
        self.most = _connections()
        self.map: dict[int, Any] = {}
        self.shares = Shares(self.age)
        self.dispatcher = ThreadedTaskDispatcher()
        self.dispatcher.set_thread_count(self.cfg.threads)
        sockets = [listener.sock for listener in self.sockets]
        adjusted = Adjustments(
            sockets=sockets,
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
        self.listeners = [self.listen(sock, adjusted) for sock in sockets]
        while self.alive and self.ppid == os.getppid():
            self.turn()
            self.close_slow()
        self.drain()

    def listen(self, sock: Any, adjusted: Adjustments) -> Listener:
        made = Listener(
            self.wsgi,
            self.map,
            True,
            sock,
            dispatcher=self.dispatcher,
            adj=adjusted,
            bind_socket=False,
            sockinfo=(sock.family, sock.type, sock.proto, sock.getsockname()),
        )
        made.shares = self.shares
        return made

    def turn(self, seconds: float = 0.5) -> None:
        """Move what can be moved, within half a second, and tell gunicorn that this process lives."""
        self.notify()
        if any(listener.waits for listener in self.listeners):
            seconds = 0.05  # a process that leaves new connections to another looks soon again
        wasyncore.loop(timeout=seconds, use_poll=True, map=self.map, count=1)

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
        """Say for DRAIN_SECONDS that people are to be sent elsewhere, and serve on; then take no more
        connections, let running requests end within gunicorn's patience, and stop."""
        for listener in self.listeners:
            listener.draining = True
        until = time.monotonic() + settings.DRAIN_SECONDS
        while time.monotonic() < until and self.ppid == os.getppid():
            self.turn(0.1)
        for listener in self.listeners:
            listener.take_waiting()
            listener.accepting = False
            listener.del_channel()
            listener.socket.close()
        self.shares.leave()
        until = time.monotonic() + self.cfg.graceful_timeout - settings.DRAIN_SECONDS - 1
        while time.monotonic() < until and self.ppid == os.getppid():
            busy = sum(map(self.is_busy, self.channels()))  # each is looked at
            if not busy:
                break
            self.turn(0.1)
        self.turn(0.1)
        self.dispatcher.shutdown(timeout=1)

    def is_busy(self, channel: Any) -> bool:
        """Tell whether a connection has a request or an answer on its way; close one that has not."""
        if channel.requests or channel.total_outbufs_len or channel.request is not None:
            return True
        if time.time() - channel.last_activity < QUIET_SECONDS:
            return True  # what was sent on it may not have arrived
        channel.will_close = True
        return False

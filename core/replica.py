"""Pages that look back are read from a copy of the database, where the office names one (ADR 34).

For such a request the copy stands in the place of the database: ORM, SQL and transactions alike. What a user
may miss there is bounded: a copy that is further behind than REPLICA_LAG_SECONDS, or away, is not read, nor
is it by somebody who has just written. What fails on the copy is answered from the database.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.http import HttpRequest, HttpResponse

from core import known

ALIAS = "replica"
WROTE = "nennep_wrote"  # a cookie that lasts as long as the copy may be behind
EACH = 1.0  # seconds between two looks at how far the database has come
AWAY = 10.0  # seconds for which a copy that did not answer is not tried again
_OF_DATABASE = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint"
_OF_COPY = "SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint WHERE pg_is_in_recovery()"
View = TypeVar("View", bound=Callable[..., Any])


def is_named() -> bool:
    return ALIAS in settings.DATABASES


def reads_copy(view: View) -> View:
    """Mark a view whose pages of today may be as old as the copy, too: reports, open data."""
    view.reads_copy = True  # type: ignore[attr-defined]
    return view


# How far behind ----------------------------------------------------------------------------------


class Lag:
    """How far the copy is behind: the age of the newest place in the database's log that it has passed. Needs
    no clock of the servers, and nothing passes for fresh when the line between the two is cut."""

    def __init__(self) -> None:
        self.places: deque[tuple[float, int]] = deque(maxlen=4000)
        self.away_until = 0.0
        self.lock = Lock()

    def seconds(self) -> float | None:
        """Return how many seconds the copy may be behind; None where it is away, no copy, or behind for
        longer than this process looks on. One query, and one of the database each second."""
        now = time.monotonic()
        if now < self.away_until:
            return None
        if not self.places or now - self.places[-1][0] >= EACH:
            place = _ask(DEFAULT_DB_ALIAS, _OF_DATABASE)
            with self.lock:
                self.places.append((now, place or 0))
        try:
            passed = _ask(ALIAS, _OF_COPY)
        except DatabaseError:
            passed = None
        if passed is None:
            self.away_until = now + AWAY
            return None
        with self.lock:
            while len(self.places) > 1 and self.places[1][1] <= passed:
                self.places.popleft()
            at, place = self.places[0]
        return max(0.0, now - at) if place <= passed else None


def _ask(alias: str, statement: str) -> int | None:
    with connections[alias].cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
        return row[0] if row else None


_lag = Lag()


def seconds_behind() -> float | None:
    """Return how far the copy is behind as this process sees it, None where it is not to be read."""
    return _lag.seconds()


# Reading -----------------------------------------------------------------------------------------

_database: ContextVar[Any] = ContextVar("database", default=None)


@contextmanager
def on_database() -> Iterator[None]:
    """Let the block read and write the database itself, also in a request that is read from the copy."""
    own = _database.get()
    if own is None:
        yield
        return
    copy, connections[DEFAULT_DB_ALIAS] = connections[DEFAULT_DB_ALIAS], own
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = copy


class ReplicaMiddleware:
    """Reads a request's page from the copy. Stands before KnownMiddleware, which makes some pages itself;
    sessions, messages and who is logged in are the database's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not is_named():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._respond(request)
        if getattr(request, "copy_failed", False) or (
            response.status_code == 404 and getattr(request, "from_copy", False)
        ):
            request.copy_failed = True  # type: ignore[attr-defined]
            response = self._respond(request)  # nothing was written: only GET comes here
        if request.method not in {"GET", "HEAD"}:
            response.set_cookie(
                WROTE,
                "1",
                max_age=settings.REPLICA_LAG_SECONDS + 2,
                httponly=True,
                samesite="Lax",
                secure=settings.HTTPS,
            )
        return response

    def _respond(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        finally:
            if (own := _database.get()) is not None:
                connections[DEFAULT_DB_ALIAS] = own
                connections[ALIAS].execute_wrappers.remove(request.copy_notes)  # type: ignore[attr-defined]
                _database.set(None)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Put the copy in the database's place where this page may be read from it."""
        if (
            request.method not in {"GET", "HEAD"}
            or WROTE in request.COOKIES
            or getattr(request, "copy_failed", False)
            or not (known.looks_back(view) or getattr(view, "reads_copy", False))
        ):
            return
        request.user.is_authenticated  # noqa: B018 - read from the database
        behind = seconds_behind()
        if behind is None or behind > settings.REPLICA_LAG_SECONDS:
            return

        def note(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
            try:
                return execute(sql, params, many, context)
            except DatabaseError:
                request.copy_failed = True  # type: ignore[attr-defined]
                raise

        copy = connections[ALIAS]
        copy.execute_wrappers.append(note)
        request.copy_notes = note  # type: ignore[attr-defined]
        _database.set(connections[DEFAULT_DB_ALIAS])
        connections[DEFAULT_DB_ALIAS] = copy
        request.from_copy = True  # type: ignore[attr-defined]

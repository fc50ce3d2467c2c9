"""Log lines: plain for people, JSON for programs. Each tells to which request or job it belongs; none holds
the secrets of addresses, what was typed, or who a person is but by number."""

import contextlib
import json
import logging
import re
import sys
import time
import uuid
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core import clock
from core.addresses import masked

logger = logging.getLogger("nennep.request")
GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
# Asked every few seconds by machines, or too many to read.
_UNTOLD = ("/static/", "/song/", "/san-sang/")
_OF_A_REQUEST = ("method", "path", "status", "ms", "user")


def request_id() -> str:
    """Return the number of the request that is being answered; "" outside one."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


class RequestMiddleware:
    """Numbers each request and writes one line when it is answered. A trusted proxy may have numbered it
    already (X-Request-ID); who asked reads the number in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        given = request.headers.get("X-Request-ID", "")
        number = given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex[:16]
        # Until the thread's next request: Django itself logs a refusal after the answer is made.
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=number)
        response = self.get_response(request)
        response.headers["X-Request-ID"] = number
        if not request.path.startswith(_UNTOLD):
            _tell(request, response, round((time.perf_counter() - began) * 1000))
        return response


def _tell(request: HttpRequest, response: HttpResponse, ms: int) -> None:
    user = getattr(request, "_cached_user", None)  # who was looked up; nobody is for this line
    told = (request.method, request.path, response.status_code, ms, user.pk if user else None)
    logger.info("%s %s %s, %s ms", *told[:4], extra=dict(zip(_OF_A_REQUEST, told, strict=True)))


# Statements that take long ----------------------------------------------------------------------

_IN_QUOTES = re.compile(r"'(?:[^']|'')*'")
_LONGEST_STATEMENT = 500  # signs of it that are kept
_MOST_KEPT = 1_000_000  # bytes of the file, after which it begins anew
slow_logger = logging.getLogger("nennep.slow")


def watch_statements(connection: Any, **_signal: Any) -> None:
    """Time the statements of a new connection; nothing where SLOW_STATEMENT_MS is 0. A connection may open
    within a block that has wrapped its statements: Django ends such a block by taking the last wrapper away,
    so ours is the first."""
    if settings.SLOW_STATEMENT_MS and _timed not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _timed)


def _timed(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        ms = round((time.perf_counter() - began) * 1000)
        if ms >= settings.SLOW_STATEMENT_MS:
            _tell_slow(str(sql), ms)


def _tell_slow(sql: str, ms: int) -> None:
    """Log a slow statement without its values, and keep it for the page of the system's state."""
    shape = " ".join(_IN_QUOTES.sub("'?'", sql).split())[:_LONGEST_STATEMENT]
    slow_logger.warning("%s ms: %s", ms, shape)
    file = Path(settings.SLOW_STATEMENTS)
    known = structlog.contextvars.get_contextvars()
    line = {"at": clock.now().isoformat(timespec="seconds"), "ms": ms, "statement": shape}
    line["of"] = known.get("request_id") or known.get("job") or ""
    with contextlib.suppress(OSError):  # a full disk, a folder that is not there yet
        if file.exists() and file.stat().st_size > _MOST_KEPT:
            file.replace(file.with_suffix(".before"))
        with file.open("a") as target:
            target.write(json.dumps(line, ensure_ascii=False) + "\n")


def slow_statements(most: int) -> list[dict[str, Any]]:
    """Return the latest slow statements of this host, the latest first: `at`, `ms`, `of` (the request's
    number or the job), `statement`."""
    try:
        lines = Path(settings.SLOW_STATEMENTS).read_text().splitlines()[-most:]
        return [json.loads(line) for line in reversed(lines)]
    except (OSError, ValueError):
        return []


def _hidden(text: str) -> str:
    # Before the table of addresses is loaded no request has been answered, and loading it may be what is
    # being logged.
    return masked(text) if hasattr(sys.modules.get(settings.ROOT_URLCONF), "urlpatterns") else text


class PlainFormatter(logging.Formatter):
    """Writes a line for people, tracebacks included; at its end the number of the request or the job."""

    def format(self, record: logging.LogRecord) -> str:
        known = structlog.contextvars.get_contextvars()
        number = known.get("request_id") or known.get("job_id")
        record.number = f" [{number}]" if number else ""
        return _hidden(super().format(record))


class JsonFormatter(structlog.stdlib.ProcessorFormatter):
    """Writes a line of JSON for programs."""

    def __init__(self) -> None:
        super().__init__(
            foreign_pre_chain=[
                structlog.contextvars.merge_contextvars,
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ExtraAdder(allow=_OF_A_REQUEST),
                structlog.processors.TimeStamper(fmt="iso"),
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _hide,  # before it is JSON: what ends a secret there may not end one here
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )


def _hide(_logger: Any, _method: str, told: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {name: _hidden(value) if isinstance(value, str) else value for name, value in told.items()}

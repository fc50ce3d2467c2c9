"""Log lines: plain for people, JSON for programs. Each tells to which request or job it belongs; none holds
the secrets of addresses, what was typed, or who a person is but by number."""

import logging
import re
import sys
import time
import uuid
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

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

"""The office's virus scanner, where it named one: clamd, asked over its INSTREAM command."""

import contextlib
import socket
import struct
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from core.errors import Refused

PIECE = 256 * 1024
SECONDS = 60.0
ANSWER_LIMIT = 4_096


def check(name: str, file: Any) -> None:
    """Raise Refused for an open or uploaded file in which the scanner finds something, or which it cannot
    scan now. No scanner: nothing is done."""
    if not settings.VIRUS_SCANNER:
        return
    file.seek(0)
    try:
        answer = _scan(settings.VIRUS_SCANNER, file)
    except OSError as error:
        text = _(
            "Tệp “%(name)s” chưa nhận được vì máy quét vi-rút không trả lời. Hãy gửi lại sau; nếu vẫn vậy,"
            " báo quản trị."
        )
        raise Refused(text % {"name": name}, field="upload") from error
    finally:
        file.seek(0)
    if answer.endswith("FOUND"):
        found = answer.removesuffix("FOUND").partition(":")[2].strip()
        text = _(
            "Tệp “%(name)s” bị máy quét vi-rút giữ lại (%(found)s) nên không được nhận. Hãy quét máy của đồng"
            " chí rồi gửi lại tệp sạch."
        )
        raise Refused(text % {"name": name, "found": found[:80]}, field="upload")
    if not answer.endswith("OK"):
        raise Refused(
            _(
                "Tệp “%(name)s” không quét vi-rút được nên không được nhận. Hãy chia nhỏ tệp, hoặc báo quản"
                " trị."
            )
            % {"name": name},
            field="upload",
        )


def _scan(address: str, file: Any) -> str:
    """Return clamd's line about the file, such as `stream: OK`. Raises OSError."""
    with _connection(address) as scanner:
        # A scanner that has seen enough answers and hangs up before the end.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            scanner.sendall(b"zINSTREAM\0")
            while piece := file.read(PIECE):
                scanner.sendall(struct.pack(">I", len(piece)) + piece)
            scanner.sendall(struct.pack(">I", 0))
        answer = b""
        while b"\0" not in answer and len(answer) < ANSWER_LIMIT and (piece := scanner.recv(1_024)):
            answer += piece
    if not answer:
        raise ConnectionError("no answer")
    return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _connection(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        scanner = socket.socket(socket.AF_UNIX)
        scanner.settimeout(SECONDS)
        try:
            scanner.connect(parts.path)
        except OSError:
            scanner.close()
            raise
        return scanner
    return socket.create_connection((parts.hostname or "localhost", parts.port or 3310), timeout=SECONDS)

"""Pictures: whole, of a usual size, nothing glued behind them. One pass over the bytes."""

import struct

from core.strangers.verdicts import Unfit

PIXELS_LIMIT = 20_000


def check_png(content: bytes) -> None:
    """Walk the chunks to the last one; raises Unfit."""
    try:
        width, height = struct.unpack(">II", content[16:24])
        position, seen_end = 8, False
        while position < len(content) and not seen_end:
            length, label = struct.unpack(">I4s", content[position : position + 8])
            position += 12 + length
            seen_end = label == b"IEND"
    except struct.error as error:
        raise Unfit("png-damaged") from error
    if content[12:16] != b"IHDR" or not seen_end or position != len(content):
        raise Unfit("png-tail")
    _check_size(width, height)


def check_jpeg(content: bytes) -> None:
    """Walk the segments to the picture's size; raises Unfit for what has none, and for archives or pages
    behind the picture."""
    position = 2
    size: tuple[int, int] | None = None
    while position + 9 < len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        length = int.from_bytes(content[position + 2 : position + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            size = (
                int.from_bytes(content[position + 7 : position + 9], "big"),
                int.from_bytes(content[position + 5 : position + 7], "big"),
            )
        if marker == 0xDA or length < 2:
            break
        position += 2 + length
    end = content.rfind(b"\xff\xd9")
    tail = content[end + 2 :].lower() if end > 0 else b""
    if size is None or end < 0:
        raise Unfit("jpeg-damaged")
    _check_size(*size)
    if any(mark in tail for mark in (b"pk\x03\x04", b"pk\x05\x06", b"<script", b"<html", b"<?php")):
        raise Unfit("picture-tail")


def _check_size(width: int, height: int) -> None:
    if max(width, height) > PIXELS_LIMIT or min(width, height) == 0:
        raise Unfit("picture-size", width=width, height=height)

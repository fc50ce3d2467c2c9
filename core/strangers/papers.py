"""The task of a child: what a paper is, and whether it may be kept."""

from collections.abc import Callable
from typing import Any, BinaryIO

import filetype

from core.strangers import office, pdf, pictures
from core.strangers.verdicts import Unfit


def inspect(file: BinaryIO, reply: Callable[[Any], None]) -> None:
    """Tell the kind of the file on `file`, by its content alone, or the code of what is wrong with it."""
    try:
        reply({"kind": kind_of(file.read())})
    except Unfit as unfit:
        reply({"refused": unfit.code, "figures": unfit.figures})


def kind_of(content: bytes) -> str:
    """Return "pdf", "docx", "xlsx", "png" or "jpg"; raises Unfit for every other kind and for what could do
    harm."""
    if content.startswith(b"%PDF-"):
        pdf.check(content)
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return office.check(content)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        pictures.check_png(content)
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        pictures.check_jpeg(content)
        return "jpg"
    guess = filetype.guess(content[:8192])
    raise Unfit("kind", seen=guess.extension.upper() if guess else "")

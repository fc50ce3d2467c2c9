"""PDF, read as a reader of PDF reads it (QPDF): every object, whatever filter or spelling hides it."""

import io
import re
from collections.abc import Iterator

import pikepdf

from core.secrecy import carries_mark
from core.strangers.verdicts import Unfit

UNPACKED_LIMIT = 200 * 1024 * 1024
TEXT_LIMIT = 2_000
# Names of what runs, opens, sends or carries something else. QPDF writes every name in its plain spelling.
_ACTIVE = (
    rb"JavaScript|JS|Launch|EmbeddedFiles?|EF|FileAttachment|RichMedia\w*|SubmitForm|ImportData|XFA|GoToE|GoToR"
    rb"|Rendition|Movie|Sound|3D|GoTo3DView"
)
# A text may speak of them: it is read first, as a whole. QPDF escapes every bracket inside one.
_NAME = re.compile(rb"\((?:[^()\\]|\\.)*\)|/(" + _ACTIVE + rb")(?![^\s/<>\[\](){}%])", re.DOTALL)
_LOOSE_NAME = re.compile(rb"/(" + _ACTIVE + rb")(?![^\s/<>\[\](){}%])")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_BARE_TITLE = re.compile(
    rb"/(?:Title|Subject|Keywords)\s{0,20}(\((?:\\.|[^\\()]){0,2000}|<[0-9A-Fa-f\s]{0,4000})", re.DOTALL
)
_TITLES = ("/Title", "/Subject", "/Keywords")


def check(content: bytes) -> None:
    """Raise Unfit for a PDF that is cut off, locked, active or marked secret."""
    if b"%%EOF" not in content[-2048:]:
        raise Unfit("pdf-cut")
    document: pikepdf.Pdf | None = None
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as document:
            if document.is_encrypted:
                raise Unfit("pdf-locked")
            _check_objects(document)
            _check_titles(document)
    except pikepdf.PasswordError as error:
        raise Unfit("pdf-locked") from error
    except pikepdf.PdfError as error:
        if document is not None or b"stream" in content or re.search(rb"/Encrypt(?![A-Za-z])", content):
            raise Unfit("pdf-locked" if b"/Encrypt" in content else "pdf-damaged") from error
        _check_bare(content)
    except (ValueError, TypeError, KeyError, AttributeError, RuntimeError, OverflowError) as error:
        raise Unfit("pdf-damaged") from error


def _check_objects(document: pikepdf.Pdf) -> None:
    left = UNPACKED_LIMIT
    for one in document.objects:
        if not isinstance(one, pikepdf.Object):  # a number by itself, as of a stream's length: it has no name
            continue
        body = (one.stream_dict if isinstance(one, pikepdf.Stream) else one).unparse(
            resolved=True
        )  # of the object itself; what it refers to has its own turn
        if any(found[1] for found in _NAME.finditer(body)):
            raise Unfit("pdf-active")
        if isinstance(one, pikepdf.Stream) and one.get("/Type") in ("/ObjStm", "/Metadata"):
            for piece in _unpacked(one):
                left -= len(piece)
                if left < 0:
                    raise Unfit("inflates")
                _check_unpacked(piece, objects=one.get("/Type") == "/ObjStm")


def _unpacked(stream: pikepdf.Stream) -> Iterator[bytes]:
    try:
        yield stream.read_bytes()
    except pikepdf.PdfError:
        yield stream.read_raw_bytes()


def _check_unpacked(body: bytes, *, objects: bool) -> None:
    """Look into objects that the file's own table may not name, and into the sheet of metadata."""
    if objects:
        plain = _spelled_out(body)
        # Behind the sign of a remark a bracket opens no text.
        if any(found[1] for found in (_LOOSE_NAME if b"%" in plain else _NAME).finditer(plain)):
            raise Unfit("pdf-active")
        return
    text = re.sub(rb"<[^<>]{0,2000}>", b"\n", body[: 1024 * 1024]).decode("utf-8", "replace")
    if any(len(line) <= TEXT_LIMIT and carries_mark(line) for line in text.splitlines()):
        raise Unfit("secret")


def _spelled_out(body: bytes) -> bytes:
    """Return the bytes with letters and digits that a name writes as #xx in plain."""
    return _HEX.sub(
        lambda code: bytes([int(code[1], 16)]) if bytes([int(code[1], 16)]).isalnum() else code[0], body
    )


def _check_bare(content: bytes) -> None:
    """Look through a PDF without pages and streams, which QPDF does not open: all that it holds lies open."""
    if _LOOSE_NAME.search(_spelled_out(content)):
        raise Unfit("pdf-active")
    for found in _BARE_TITLE.finditer(content):
        if carries_mark(
            str(pikepdf.Object.parse(found[1] + (b")" if found[1].startswith(b"(") else b">")))[:TEXT_LIMIT]
        ):
            raise Unfit("secret")


def _check_titles(document: pikepdf.Pdf) -> None:
    info = document.trailer.get("/Info")
    if not isinstance(info, pikepdf.Dictionary):
        return
    for name in _TITLES:
        if isinstance(text := info.get(name), pikepdf.String) and carries_mark(str(text)[:TEXT_LIMIT]):
            raise Unfit("secret")

"""Files that people hand in: known by content, kept outside the web root, given out only as attachments."""

import datetime as dt
import hashlib
import io
import re
import struct
import unicodedata
import uuid
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, TypeVar
from xml.etree.ElementTree import Element, ParseError

import filetype
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Refused
from core.fields import LineField
from core.secrecy import carries_mark, name_carries_mark, rule_text
from core.text import normalise

MEGABYTE = 1024 * 1024
SIZE_LIMIT = 20 * MEGABYTE
UNPACKED_LIMIT = 200 * MEGABYTE
PART_LIMIT = 60 * MEGABYTE
ENTRIES_LIMIT = 3000
PIXELS_LIMIT = 20_000
NAME_LIMIT = 150


class FileKind(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word (DOCX)"
    XLSX = "xlsx", "Excel (XLSX)"
    PNG = "png", gettext_lazy("Ảnh PNG")
    JPEG = "jpg", gettext_lazy("Ảnh JPEG")


CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
}
_ENDINGS = {"pdf": FileKind.PDF, "docx": FileKind.DOCX, "xlsx": FileKind.XLSX, "png": FileKind.PNG, "jpg": FileKind.JPEG, "jpeg": FileKind.JPEG}
ACCEPTED_ENDINGS = ",".join(f".{ending}" for ending in _ENDINGS)
_MAIN_PARTS = {
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
# Parts of an Office file that run, or that fetch, something.
_ACTIVE_PARTS = re.compile(r"vbaproject|activex|macrosheets|dialogsheets|oleobject|\.(?:bin|exe|dll|js|vbs|html?|svg|jar|lnk|cmd|bat|ps1)$", re.IGNORECASE)
_HARMLESS_BIN = re.compile(r"printerSettings/printerSettings\d+\.bin$", re.IGNORECASE)
_FETCHED_KINDS = ("attachedTemplate", "oleObject", "frame", "subDocument", "externalLinkPath", "image", "package", "control")
_TEXT_PARTS = re.compile(r"^(?:word/(?:document|header\d*|footer\d*)\.xml|xl/(?:sharedStrings|worksheets/sheet\d+)\.xml|docProps/core\.xml)$")
_PDF_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|XFA|GoToE)(?![A-Za-z])")
_PDF_STREAM = re.compile(rb"stream\r?\n")
_PDF_TEXT = re.compile(rb"/(?:Title|Subject|Keywords)\s*(?:\(((?:\\.|[^\\)])*)\)|<([0-9A-Fa-f\s]*)>)")


class StoredFile(models.Model):
    """A file that hangs on a record. Its bytes lie under a random name; a removed file keeps its row and its bytes."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = LineField(gettext_lazy("tên tệp"), max_length=NAME_LIMIT)
    kind = models.CharField(gettext_lazy("loại tệp"), max_length=8, choices=FileKind.choices)
    size = models.PositiveIntegerField(gettext_lazy("dung lượng (byte)"))
    sha256 = models.CharField(gettext_lazy("mã kiểm SHA-256"), max_length=64)
    added_at = models.DateTimeField(gettext_lazy("thêm lúc"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=gettext_lazy("người thêm"))
    removed_at = models.DateTimeField(gettext_lazy("gỡ lúc"), null=True, blank=True)

    class Meta:
        abstract = True


View = TypeVar("View", bound=Callable[..., Any])
Stored = TypeVar("Stored", bound=StoredFile)


def takes_files(view: View) -> View:
    """Mark a view to which strangers may hand in a file: the length of what is sent there is limited as a file's, not as a form's."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def vault() -> FileSystemStorage:
    """Return the storage of files: a folder that no web server reads."""
    return FileSystemStorage(location=settings.MEDIA_ROOT, base_url=None, file_permissions_mode=0o600, directory_permissions_mode=0o700)


def place(key: uuid.UUID) -> str:
    """Return where the bytes of a file lie in the vault: no part of it was chosen by a user."""
    return f"{key.hex[:2]}/{key.hex}"


def keep(upload: UploadedFile) -> dict[str, Any]:
    """Check an upload, put its bytes into the vault and return the fields of its row.

    Raises Refused with a sentence for the user. A row that is never written leaves bytes that nothing names: harmless.
    """
    name, kind, content = inspect(upload)
    key = uuid.uuid4()
    vault().save(place(key), ContentFile(content))
    return {"key": key, "name": name, "kind": kind, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def add(model: type[Stored], *, upload: UploadedFile, at: dt.datetime, by: Any, **owner: Any) -> Stored:
    """Check an upload and keep it as a row of the model; `owner` names the record that it hangs on. Raises Refused."""
    return model._default_manager.create(**keep(upload), added_at=at, added_by=by, **owner)


def take_off(stored: StoredFile, *, at: dt.datetime) -> None:
    """Take a file off its record; the row and the bytes stay, so that history can be answered for."""
    type(stored)._default_manager.filter(pk=stored.pk, removed_at=None).update(removed_at=at)


def hand_out(stored: StoredFile) -> FileResponse:
    """Return a stored file as an attachment: never shown inside a page, never guessed at, never kept by a proxy.

    Answers 404 with what to do where the vault has lost its bytes.
    """
    try:
        content = vault().open(place(stored.key))
    except FileNotFoundError as error:
        raise Http404(_("Tệp không còn trong kho; báo quản trị khôi phục từ bản sao lưu.")) from error
    response = FileResponse(content, as_attachment=True, filename=stored.name, content_type=CONTENT_TYPES[FileKind(stored.kind)])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def inspect(upload: UploadedFile) -> tuple[str, FileKind, bytes]:
    """Return the clean name, the kind and the bytes of an upload that may be kept; raises Refused."""
    name = clean_name(upload.name or "")
    if name_carries_mark(name):
        raise Refused(_("Tên tệp “%(name)s” mang dấu chỉ độ mật nên tệp không được nhận. %(rule)s") % {"name": name, "rule": rule_text()}, field="upload")
    if upload.size is not None and upload.size > SIZE_LIMIT:
        raise _refused(name, _("nặng %(size)s MB, quá mức %(limit)s MB; hãy nén ảnh hoặc tách tệp") % _sizes(upload.size))
    content = upload.read(SIZE_LIMIT + 1)
    if len(content) > SIZE_LIMIT:
        raise _refused(name, _("nặng quá mức %(limit)s MB; hãy nén ảnh hoặc tách tệp") % _sizes(len(content)))
    if not content:
        raise _refused(name, _("là tệp rỗng; hãy kiểm tra lại tệp gốc"))
    kind = kind_of(name, content)
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if _ENDINGS.get(ending) != kind:
        raise _refused(name, _("có nội dung là %(kind)s nhưng đuôi tên là “.%(ending)s”; hãy đặt lại tên đúng loại") % {"kind": kind.label, "ending": ending})
    return name, kind, content


def clean_name(raw: str) -> str:
    """Return a file name without folders, control or direction marks, in NFC; raises Refused when nothing is left."""
    tail = raw.replace("\\", "/").rsplit("/", 1)[-1]
    tail = "".join(symbol for symbol in tail if unicodedata.category(symbol)[0] != "C")
    name = re.sub(r'[<>:"|?*]', "_", normalise(tail)).strip(". ")
    if not name or name.startswith("."):
        raise Refused(_("Tệp không có tên dùng được. Hãy đặt tên tệp rồi chọn lại."), field="upload")
    if len(name) > NAME_LIMIT:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem[: NAME_LIMIT - len(ending) - 1]}{dot}{ending}" if dot and len(ending) <= 5 else name[:NAME_LIMIT]
    return name


def kind_of(name: str, content: bytes) -> FileKind:
    """Return the kind told by the content alone; raises Refused for every other kind and for what could do harm."""
    if content.startswith(b"%PDF-"):
        _check_pdf(name, content)
        return FileKind.PDF
    if content.startswith(b"PK\x03\x04"):
        return _check_office(name, content)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        _check_png(name, content)
        return FileKind.PNG
    if content.startswith(b"\xff\xd8\xff"):
        _check_jpeg(name, content)
        return FileKind.JPEG
    guess = filetype.guess(content)
    seen = guess.extension.upper() if guess else _("không rõ loại")
    raise _refused(name, _("có nội dung %(seen)s; hệ thống chỉ nhận PDF, DOCX, XLSX, PNG, JPEG") % {"seen": seen})


def _refused(name: str, reason: str) -> Refused:
    return Refused(_("Tệp “%(name)s” %(reason)s.") % {"name": name, "reason": reason}, field="upload")


def _sizes(size: int) -> dict[str, str]:
    return {"size": f"{size / MEGABYTE:.1f}".replace(".", ","), "limit": str(SIZE_LIMIT // MEGABYTE)}


def _check_pdf(name: str, content: bytes) -> None:
    if b"%%EOF" not in content[-2048:]:
        raise _refused(name, _("là PDF không trọn vẹn (thiếu phần cuối); hãy xuất hoặc quét lại"))
    if re.search(rb"/Encrypt(?![A-Za-z])", content):
        raise _refused(name, _("là PDF đặt mật khẩu hoặc khoá quyền nên không kiểm tra được; hãy bỏ khoá rồi chọn lại"))
    bodies = [content, *_unpacked_streams(name, content)]
    for body in bodies:
        # PDF lets any letter of a name be written as #xx
        plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code.group(1), 16)]), body)
        if _PDF_ACTIVE.search(plain):
            raise _refused(name, _("là PDF có mã lệnh, biểu mẫu động hoặc tệp đính kèm bên trong; hãy in ra PDF thường rồi chọn lại"))
        if any(carries_mark(_pdf_text(found)) for found in _PDF_TEXT.finditer(plain)):
            raise _secret(name)


def _unpacked_streams(name: str, content: bytes) -> list[bytes]:
    """Return the object streams of a PDF, unpacked: names of actions hide in them. Memory stays below UNPACKED_LIMIT."""
    found: list[bytes] = []
    left = UNPACKED_LIMIT
    for start in _PDF_STREAM.finditer(content):
        head = content[max(0, start.start() - 300) : start.start()]
        head = head[head.rfind(b"obj") :]
        if b"/ObjStm" not in head and b"/Metadata" not in head:
            continue
        try:
            body = zlib.decompressobj().decompress(content[start.end() :], min(left, PART_LIMIT)) if b"FlateDecode" in head else b""
        except zlib.error:
            continue
        found.append(body)
        left -= len(body)
        if left <= 0:
            raise _refused(name, _("phình quá lớn khi mở; có thể là tệp phá hoại"))
    return found


def _pdf_text(found: re.Match[bytes]) -> str:
    raw = (
        found.group(1)
        if found.group(1) is not None
        else bytes.fromhex(re.sub(rb"\s|(?<=^)$", b"", found.group(2)).decode() + "0" * (len(re.sub(rb"\s", b"", found.group(2))) % 2))
    )
    raw = re.sub(rb"\\(\d{3})", lambda code: bytes([int(code.group(1), 8) & 255]), raw)
    return raw[2:].decode("utf-16-be", "replace") if raw.startswith(b"\xfe\xff") else raw.decode("utf-8", "replace")


def _secret(name: str) -> Refused:
    return Refused(_("Tệp “%(name)s” mang dấu chỉ độ mật nên không được nhận. %(rule)s") % {"name": name, "rule": rule_text()}, field="upload")


def _check_office(name: str, content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_package(name, package)
            kind = _office_kind(name, package)
            _check_parts(name, package)
            return kind
    except (zipfile.BadZipFile, struct.error, EOFError, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise _refused(name, _("là tệp nén hỏng, không mở được; hãy lưu lại từ Word hoặc Excel")) from error
    except (ParseError, DefusedXmlException, LookupError) as error:
        raise _refused(name, _("có cấu trúc XML không hợp lệ hoặc nguy hiểm; hãy lưu lại từ Word hoặc Excel")) from error


def _check_package(name: str, package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > ENTRIES_LIMIT or len({entry.lower() for entry in names}) != len(names):
        raise _refused(name, _("có cấu trúc bên trong bất thường (quá nhiều phần hoặc phần trùng tên)"))
    if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT or any(entry.file_size > PART_LIMIT for entry in entries):
        raise _refused(name, _("phình quá lớn khi mở; có thể là tệp phá hoại"))
    if any(entry.flag_bits & 1 for entry in entries):
        raise _refused(name, _("đặt mật khẩu nên không kiểm tra được; hãy bỏ mật khẩu rồi chọn lại"))
    for entry in names:
        if entry.startswith("/") or "\\" in entry or ".." in Path(entry).parts or ":" in entry:
            raise _refused(name, _("có phần bên trong trỏ ra ngoài tệp"))
        if _ACTIVE_PARTS.search(entry) and not _HARMLESS_BIN.search(entry):
            raise _refused(name, _("có macro, đối tượng nhúng hoặc mã lệnh; hãy lưu lại dạng thường không có macro"))


def _office_kind(name: str, package: zipfile.ZipFile) -> FileKind:
    if "[Content_Types].xml" not in package.namelist():
        raise _refused(name, _("là tệp nén ZIP, không phải Word hay Excel; hãy chọn từng tệp bên trong"))
    types = {element.get("ContentType", "") for element in _parsed(package, "[Content_Types].xml")}
    for kind, main in _MAIN_PARTS.items():
        if main in types:
            return kind
    raise _refused(name, _("không phải Word (DOCX) hay Excel (XLSX) thường; mẫu, trình chiếu và tệp có macro không được nhận"))


def _parsed(package: zipfile.ZipFile, entry: str) -> Element:
    """Return a part's XML; no entities, no document types. Raises the parser's errors."""
    with package.open(entry) as part:
        content = _read(part)
    element: Element = fromstring(content, forbid_dtd=True)
    return element


def _read(part: BinaryIO | Any) -> bytes:
    """Return a part's bytes, never more than it may have, whatever its header says."""
    content: bytes = part.read(PART_LIMIT + 1)
    if len(content) > PART_LIMIT:
        raise ValueError("part too large")
    return content


def _check_parts(name: str, package: zipfile.ZipFile) -> None:
    left = UNPACKED_LIMIT
    for entry in package.infolist():
        if not entry.filename.lower().endswith((".xml", ".rels")):
            continue
        left -= entry.file_size
        root = _parsed(package, entry.filename)
        if entry.filename.lower().endswith(".rels"):
            fetched = (link for link in root if link.get("TargetMode") == "External")
            if any(str(link.get("Type", "")).rsplit("/", 1)[-1] in _FETCHED_KINDS for link in fetched):
                raise _refused(name, _("nạp nội dung từ nơi khác khi mở (mẫu, ảnh, liên kết ngoài); hãy ngắt liên kết rồi lưu lại"))
        elif _TEXT_PARTS.match(entry.filename) and any(_is_mark_line(line) for line in _lines(root)):
            raise _secret(name)


def _lines(root: Element) -> list[str]:
    """Return the paragraphs, cells and properties of a part as plain lines."""
    holders = [element for element in root.iter() if element.tag.rsplit("}", 1)[-1] in {"p", "si", "is", "title", "subject", "keywords", "description"}]
    return [
        "".join(
            text for piece in holder.iter() if (text := piece.text) and piece.tag.rsplit("}", 1)[-1] in {"t", "title", "subject", "keywords", "description"}
        )
        for holder in holders
    ]


def _is_mark_line(line: str) -> bool:
    """A paragraph or cell that is a mark and nothing else: running text may speak of secrecy, a stamp stands alone."""
    return len(line) <= 60 and carries_mark(line) and not re.search(r"\w{2,}\W+\w+\W+\w+\W+\w+\W+\w+\W+\w+", line)


def _check_png(name: str, content: bytes) -> None:
    try:
        width, height = struct.unpack(">II", content[16:24])
        position, seen_end = 8, False
        while position < len(content) and not seen_end:
            length, label = struct.unpack(">I4s", content[position : position + 8])
            position += 12 + length
            seen_end = label == b"IEND"
    except struct.error as error:
        raise _refused(name, _("là ảnh PNG hỏng")) from error
    if content[12:16] != b"IHDR" or not seen_end or position != len(content):
        raise _refused(name, _("là ảnh PNG hỏng hoặc có dữ liệu lạ nối phía sau"))
    if max(width, height) > PIXELS_LIMIT or min(width, height) == 0:
        raise _refused(name, _("là ảnh có kích thước bất thường (%(width)s × %(height)s điểm)") % {"width": width, "height": height})


def _check_jpeg(name: str, content: bytes) -> None:
    """Walk the segments to the picture's size; refuse what has none, and archives or pages glued behind the picture."""
    position = 2
    size: tuple[int, int] | None = None
    while position + 9 < len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        length = int.from_bytes(content[position + 2 : position + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            size = (int.from_bytes(content[position + 7 : position + 9], "big"), int.from_bytes(content[position + 5 : position + 7], "big"))
        if marker == 0xDA or length < 2:
            break
        position += 2 + length
    end = content.rfind(b"\xff\xd9")
    tail = content[end + 2 :].lower() if end > 0 else b""
    if size is None or end < 0:
        raise _refused(name, _("là ảnh JPEG hỏng"))
    if max(size) > PIXELS_LIMIT or min(size) == 0:
        raise _refused(name, _("là ảnh có kích thước bất thường (%(width)s × %(height)s điểm)") % {"width": size[0], "height": size[1]})
    if b"pk\x03\x04" in tail or b"pk\x05\x06" in tail or b"<script" in tail or b"<html" in tail or b"<?php" in tail:
        raise _refused(name, _("có dữ liệu lạ nối sau ảnh"))

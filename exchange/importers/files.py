"""Deciding whether a file may be opened at all, before any of it is parsed.

The bounds are for a province of 10,000 bodies; a crafted file that inflates beyond them is refused unread.
"""

import re
import zipfile
from pathlib import Path

from django.utils.translation import gettext as _

from core.errors import Refused

MEGABYTE = 1024 * 1024
LARGEST_FILE = 50 * MEGABYTE
LARGEST_INFLATED = 1024 * MEGABYTE
LARGEST_STRINGS = 160 * MEGABYTE
LARGEST_PART = 24 * MEGABYTE
MOST_PARTS = 2_000
STEEPEST_RATIO = 400
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


class FileRefused(Refused):
    """The file is no workbook that can be read, or not a safe one; the message says what to do."""


def check_size(size: int) -> None:
    """Raise `FileRefused` for an empty file or one above 50 MB."""
    if size == 0:
        raise FileRefused(_("Tệp rỗng. Hãy chọn lại tệp Excel (.xlsx) có dữ liệu."))
    if size > LARGEST_FILE:
        raise FileRefused(
            _("Tệp nặng %(size)d MB; chỉ nhận tệp đến %(limit)d MB. Hãy chia thành nhiều tệp, mỗi tệp một số tổ chức.")
            % {"size": -(-size // MEGABYTE), "limit": LARGEST_FILE // MEGABYTE}
        )


def check(path: Path) -> None:
    """Raise `FileRefused` unless the file is a workbook within bounds. Reads it once, in small pieces."""
    try:
        check_size(path.stat().st_size)
        with path.open("rb") as file:
            head = file.read(8)
            if head == _OLE:
                raise FileRefused(_what_ole(head + file.read(4 * MEGABYTE)))
            if not head.startswith(b"PK\x03\x04"):
                raise FileRefused(_what_else(head + file.read(2_000)))
    except FileNotFoundError:
        raise FileRefused(_("Không có tệp %(path)s.") % {"path": path}) from None
    except OSError as error:
        raise FileRefused(_("Không mở được tệp: %(reason)s.") % {"reason": error.strerror or error}) from None
    try:
        with zipfile.ZipFile(path) as archive:
            _check_parts(archive)
            _check_is_workbook(archive)
            _inflate(archive)
    except FileRefused:
        raise
    except Exception as error:  # zipfile and zlib have a dozen ways to say that a file is damaged
        raise FileRefused(_("Tệp hỏng hoặc tải lên chưa trọn. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử lại.")) from error


def _what_ole(head: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in head:
        return _("Tệp đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu (Tệp → Thông tin → Bảo vệ) rồi lưu lại.")
    if "WordDocument".encode("utf-16-le") in head:
        return _("Đây là tệp Word đổi tên, không phải Excel. Hãy chọn tệp .xlsx.")
    return _("Đây là tệp Excel đời cũ (.xls). Hãy mở bằng Excel, chọn Lưu thành (Save As) “Excel Workbook (.xlsx)” rồi nhập lại.")


def _what_else(head: bytes) -> str:
    if head.startswith(b"%PDF"):
        return _("Đây là tệp PDF, không phải Excel. Hãy chọn tệp .xlsx.")
    if head.startswith((b"<!DOCTYPE", b"<html", b"<?xml", b"<HTML")):
        return _("Đây là trang web hoặc XML đổi tên, không phải Excel. Hãy lưu lại dạng .xlsx.")
    if b"\x00" not in head:
        return _("Đây là tệp văn bản hoặc CSV, không phải Excel. Hãy mở bằng Excel, lưu thành .xlsx rồi nhập lại.")
    return _("Không phải tệp Excel (.xlsx). Hãy chọn lại tệp.")


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or len(names) != len(parts):
        raise FileRefused(_("Cấu trúc tệp bất thường (quá nhiều thành phần hoặc trùng tên); không nhận vì lý do an toàn."))
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefused(_("Tệp đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi lưu lại."))
    inflated = sum(part.file_size for part in parts)
    stored = sum(part.compress_size for part in parts)
    bomb = inflated > LARGEST_INFLATED or (inflated > 20 * MEGABYTE and inflated > STEEPEST_RATIO * max(stored, 1))
    if bomb or any(part.file_size > _largest(part.filename) for part in parts):
        raise FileRefused(_("Tệp nở ra quá lớn khi giải nén (%(size)d MB); không nhận vì lý do an toàn. Hãy chia nhỏ tệp.") % {"size": inflated // MEGABYTE})


def _largest(name: str) -> int:
    if re.search(r"worksheets/[^/]*\.xml$", name):
        return LARGEST_INFLATED
    if name.lower().endswith("sharedstrings.xml"):
        return LARGEST_STRINGS
    return LARGEST_PART


def _check_is_workbook(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    kinds = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if b"spreadsheetml.sheet.main+xml" in kinds or b"sheet.macroEnabled.main+xml" in kinds or b"spreadsheetml.template.main+xml" in kinds:
        return
    if b"wordprocessingml" in kinds:
        raise FileRefused(_("Đây là tệp Word đổi tên, không phải Excel. Hãy chọn tệp .xlsx."))
    if b"presentationml" in kinds:
        raise FileRefused(_("Đây là tệp PowerPoint đổi tên, không phải Excel. Hãy chọn tệp .xlsx."))
    if b"ms-excel.sheet.binary" in kinds:
        raise FileRefused(_("Đây là tệp Excel nhị phân (.xlsb). Hãy lưu lại dạng “Excel Workbook (.xlsx)”."))
    if "mimetype" in names and b"opendocument" in archive.read("mimetype"):
        raise FileRefused(_("Đây là tệp OpenDocument (.ods). Hãy lưu lại dạng “Excel Workbook (.xlsx)”."))
    raise FileRefused(_("Đây là tệp nén, không phải Excel (.xlsx). Hãy giải nén rồi chọn tệp Excel bên trong."))


def _inflate(archive: zipfile.ZipFile) -> None:
    """Inflate every part once: checksums hold, sizes are what they claim, no XML declares entities."""
    for part in archive.infolist():
        size, tail = 0, b""
        with archive.open(part) as stream:
            while piece := stream.read(MEGABYTE // 2):
                size += len(piece)
                if size > part.file_size:
                    raise FileRefused(_("Tệp nở ra lớn hơn kích thước khai báo; không nhận vì lý do an toàn."))
                if part.filename.endswith((".xml", ".rels", ".vml")) and any(mark in tail + piece for mark in _DOCTYPES):
                    raise FileRefused(_("Tệp có khai báo DOCTYPE/ENTITY; không nhận vì lý do an toàn."))
                tail = piece[-32:]

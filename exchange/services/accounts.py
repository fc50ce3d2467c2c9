"""The list of accounts as a workbook: written, and read as the list that is pasted otherwise."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_administer
from accounts.services import many_users
from core import scanner
from core.dates import day
from core.errors import Refused
from core.text import fold
from exchange.importers import files
from exchange.importers.shown import shown
from records.workbooks import Sheet, workbook

_MARKS = str.maketrans({"\t": " ", "\n": ", ", "\r": " ", ";": ","})
_EMPTY_SHEET = 1_000
"""Rows after the heading beyond which a sheet is no list of accounts."""


def write(*, on: dt.date, by: User) -> bytes:
    """Return all accounts as a workbook, which is also the form for more."""
    check_can_administer(by)
    headings = [str(words) for words in many_users.HEADINGS.values()]
    subtitle = _("Ngày %(day)s. Thêm dòng để tạo tài khoản, sửa dòng để đổi; tên đăng nhập không đổi được.")
    return workbook(
        subtitle % {"day": day(on)}, [Sheet(_("Người dùng"), headings, many_users.present(on=on))]
    )


def read(*, file: "UploadedFile[Any]", by: User) -> tuple[str, int]:
    """Return a handed-in list as text and the number of the row in which it begins. Raises Refused for what
    is no workbook, or no list of accounts."""
    check_can_administer(by)
    try:
        files.check_size(file.size or 0)
        scanner.check(file.name or "", file)
        with NamedTemporaryFile(suffix=".xlsx") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
            kept.flush()
            return _read(Path(kept.name))
    except files.FileRefused as refused:
        raise Refused(refused.message, field="upload") from None


def _read(path: Path) -> tuple[str, int]:
    sheets = files.look(path).sheets
    place = next((place for place, (_title, state) in enumerate(sheets) if state == "visible"), 0)
    lines: list[str] = []
    columns: list[tuple[int, str]] = []
    first = 0
    for row in _rows(path, place):
        if not columns:
            columns, first = _headings(row), row.number
            lines = ["\t".join(words for _place, words in columns)]
            continue
        if row.number - first > _EMPTY_SHEET:
            raise Refused(_("Trang tính dài quá %(most)s dòng.") % {"most": _EMPTY_SHEET}, field="upload")
        lines += [""] * (row.number - first - len(lines))
        lines.append("\t".join(_text(row[place]) for place, _words in columns))
    if not columns:
        raise Refused(
            _("Không thấy dòng tiêu đề có “Họ và tên”. Hãy dùng tệp tải từ trang này."), field="upload"
        )
    return "\n".join(lines), first


def _rows(path: Path, place: int) -> Iterator[files.Row]:
    for page in files.pages(path, [place]):
        yield from (row for row in page if isinstance(row, files.Row))


def _headings(row: files.Row) -> list[tuple[int, str]]:
    """Return the places of the columns that the list knows, the names of people first; none where the row is
    no row of headings."""
    places = {fold(str(cell.value or "")): place for place, cell in row.cells.items()}
    found = [
        (places[fold(str(words))], str(words))
        for words in many_users.HEADINGS.values()
        if fold(str(words)) in places
    ]
    return found if found and found[0][1] == str(many_users.HEADINGS["full_name"]) else []


def _text(cell: files.Cell) -> str:
    if cell.value is None:
        return ""
    value = shown(cell.value, cell.format) if isinstance(cell.value, int | float) else cell.value
    return str(cell.value if value is None else value).translate(_MARKS).strip()

"""Workbooks that were handed in, opened by a child with limits: what may be read at all, and what stands in
it.

The bounds are for a province of 10,000 bodies; a crafted file that inflates beyond them is refused unread.
"""

import datetime as dt
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Refused
from core.strangers.limits import MEGABYTE, Limits
from core.strangers.parent import ChildFailed, answer_from_child, answers_from_child

LARGEST_FILE = 50 * MEGABYTE
LOOKING = Limits(seconds=60, memory=1024 * MEGABYTE, output=4 * MEGABYTE)
# Below the time of a job that reads a workbook and writes it.
READING = Limits(seconds=240, memory=3072 * MEGABYTE, output=4096 * MEGABYTE)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_TAKES_TOO_MUCH = gettext_lazy(
    "Đọc tệp này cần quá nhiều thời gian hoặc bộ nhớ; không nhận vì lý do an toàn. Hãy chia nhỏ tệp, hoặc"
    " chép dữ liệu sang tệp mới."
)
_ODD = gettext_lazy(
    "Cấu trúc tệp bất thường (quá nhiều thành phần hoặc trùng tên); không nhận vì lý do an toàn."
)
_SENTENCES = {
    "archive-odd": _ODD,
    "archive-outside": _ODD,
    "archive-locked": gettext_lazy("Tệp đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi lưu lại."),
    "inflates": gettext_lazy(
        "Tệp nở ra quá lớn khi giải nén (%(size)d MB); không nhận vì lý do an toàn. Hãy chia nhỏ tệp."
    ),
    "lies": gettext_lazy("Tệp nở ra lớn hơn kích thước khai báo; không nhận vì lý do an toàn."),
    "doctype": gettext_lazy("Tệp có khai báo DOCTYPE/ENTITY; không nhận vì lý do an toàn."),
    "word": gettext_lazy("Đây là tệp Word đổi tên, không phải Excel. Hãy chọn tệp .xlsx."),
    "slides": gettext_lazy("Đây là tệp PowerPoint đổi tên, không phải Excel. Hãy chọn tệp .xlsx."),
    "xlsb": gettext_lazy("Đây là tệp Excel nhị phân (.xlsb). Hãy lưu lại dạng “Excel Workbook (.xlsx)”."),
    "ods": gettext_lazy("Đây là tệp OpenDocument (.ods). Hãy lưu lại dạng “Excel Workbook (.xlsx)”."),
    "archive": gettext_lazy(
        "Đây là tệp nén, không phải Excel (.xlsx). Hãy giải nén rồi chọn tệp Excel bên trong."
    ),
    "damaged": gettext_lazy(
        "Tệp hỏng hoặc tải lên chưa trọn. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử lại."
    ),
    "sheet": gettext_lazy("Trang tính “%(sheet)s” hỏng, không đọc hết được. Hãy mở bằng Excel và lưu lại."),
    "place": gettext_lazy(
        "Trang tính “%(sheet)s” có địa chỉ ô “%(place)s” mà Excel không có; không nhận vì lý do an toàn. Hãy"
        " mở bằng Excel và lưu lại."
    ),
    "time": _TAKES_TOO_MUCH,
    "memory": _TAKES_TOO_MUCH,
    "output": _TAKES_TOO_MUCH,
    "failed": gettext_lazy(
        "Không đọc được tệp Excel này. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử lại."
    ),
    "busy": gettext_lazy("Máy chủ đang đọc nhiều tệp khác. Tệp chưa được nhận; hãy gửi lại sau ít phút."),
}


class FileRefused(Refused):
    """The file is no workbook that can be read, or not a safe one; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Look:
    """The sheets of a workbook as (title, state), and about how many rows they hold."""

    sheets: list[tuple[str, str]]
    rows: int


@dataclass(slots=True)
class Cell:
    """What stands in a cell: `data_type` is openpyxl's letter; `format` Excel's code where a number has one;
    `font` one from before Unicode."""

    value: Any = None
    data_type: str = "n"
    format: str = ""
    font: str = ""


@dataclass(slots=True)
class Row:
    """A row that holds something; `cells` by their place from 0."""

    number: int
    is_hidden: bool
    cells: dict[int, Cell]

    def __getitem__(self, place: int) -> Cell:
        return self.cells.get(place, _EMPTY)


@dataclass(slots=True)
class Page:
    """One sheet while it is read: its rows, once, and the places of its hidden columns. After the last row
    `merged` holds the cells that were made one, each as [first column, first row, last column, last row]."""

    answers: Iterator[Any]
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[list[int]] = field(default_factory=list)
    is_over: bool = False

    def __iter__(self) -> Iterator[Row | int]:
        """Generate the rows, and now and then the number of a row that reading has come to. Raises
        `FileRefused`."""
        try:
            yield from self._rows()
        except ChildFailed as failure:
            raise FileRefused(str(_SENTENCES[failure.why])) from failure

    def _rows(self) -> Iterator[Row | int]:
        for answer in self.answers:
            if isinstance(answer, dict):
                if "refused" in answer:
                    raise FileRefused(str(_SENTENCES[answer["refused"]]) % answer["figures"])
                self.hidden_columns = answer.get("hidden", self.hidden_columns)
                self.merged = answer.get("merged", self.merged)
            elif isinstance(answer, list):
                number, hidden, cells = answer
                yield Row(number, hidden, {cell[0]: _cell(*cell[1:]) for cell in cells})
            elif answer is None:
                self.is_over = True
                return
            else:
                yield answer


_EMPTY = Cell()


def _cell(kind: str, value: Any, more: str = "") -> Cell:
    if kind == "n":
        return Cell(value, "n", format=more)
    if kind == "s":
        return Cell(value, "s", font=more)
    if kind == "d":
        return Cell(dt.datetime.fromisoformat(value), "d")
    if kind == "t":
        return Cell(dt.time.fromisoformat(value), "d")
    if kind == "i":
        return Cell(dt.timedelta(seconds=value), "d")
    return Cell(value, kind)


def check_size(size: int) -> None:
    """Raise `FileRefused` for an empty file or one above 50 MB."""
    if size == 0:
        raise FileRefused(_("Tệp rỗng. Hãy chọn lại tệp Excel (.xlsx) có dữ liệu."))
    if size > LARGEST_FILE:
        raise FileRefused(
            _(
                "Tệp nặng %(size)d MB; chỉ nhận tệp đến %(limit)d MB. Hãy chia thành nhiều tệp, mỗi tệp một"
                " số tổ chức."
            )
            % {"size": -(-size // MEGABYTE), "limit": LARGEST_FILE // MEGABYTE}
        )


def look(path: Path) -> Look:
    """Return what a child sees in the file. Raises `FileRefused` unless it is a workbook within bounds. It is
    inflated once."""
    try:
        check_size(path.stat().st_size)
        with path.open("rb") as file:
            head = file.read(8)
            if head == _OLE:
                raise FileRefused(_what_ole(head + file.read(4 * MEGABYTE)))
            if not head.startswith(b"PK\x03\x04"):
                raise FileRefused(_what_else(head + file.read(2_000)))
            answer = answer_from_child("exchange.importers.archive:look", file, limits=LOOKING)
    except FileNotFoundError:
        raise FileRefused(_("Không có tệp %(path)s.") % {"path": path}) from None
    except OSError as error:
        raise FileRefused(_("Không mở được tệp: %(reason)s.") % {"reason": error.strerror or error}) from None
    except ChildFailed as failure:
        raise FileRefused(str(_SENTENCES[failure.why])) from failure
    if "refused" in answer:
        raise FileRefused(str(_SENTENCES[answer["refused"]]) % answer["figures"])
    return Look([(title, state) for title, state in answer["sheets"]], int(answer["rows"]))


def pages(path: Path, wanted: list[int]) -> Generator[Page, None, None]:
    """Generate these sheets of a workbook in this order; each is read to its end before the next. Raises
    `FileRefused`."""
    with (
        path.open("rb") as file,
        closing(
            answers_from_child("exchange.importers.archive:read", file, wanted, limits=READING)
        ) as answers,
    ):
        for _place in wanted:
            page = Page(answers)
            yield page
            if not page.is_over:
                for _rest in page:
                    continue


def _what_ole(head: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in head:
        return _(
            "Tệp đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu (Tệp → Thông tin → Bảo vệ) rồi lưu lại."
        )
    if "WordDocument".encode("utf-16-le") in head:
        return _("Đây là tệp Word đổi tên, không phải Excel. Hãy chọn tệp .xlsx.")
    return _(
        "Đây là tệp Excel đời cũ (.xls). Hãy mở bằng Excel, chọn Lưu thành (Save As) “Excel Workbook (.xlsx)”"
        " rồi nhập lại."
    )


def _what_else(head: bytes) -> str:
    if head.startswith(b"%PDF"):
        return _("Đây là tệp PDF, không phải Excel. Hãy chọn tệp .xlsx.")
    if head.startswith((b"<!DOCTYPE", b"<html", b"<?xml", b"<HTML")):
        return _("Đây là trang web hoặc XML đổi tên, không phải Excel. Hãy lưu lại dạng .xlsx.")
    if b"\x00" not in head:
        return _(
            "Đây là tệp văn bản hoặc CSV, không phải Excel. Hãy mở bằng Excel, lưu thành .xlsx rồi nhập lại."
        )
    return _("Không phải tệp Excel (.xlsx). Hãy chọn lại tệp.")

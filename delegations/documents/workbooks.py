"""A list as an Excel file."""

import datetime as dt
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter

from core import known
from core.dates import day
from core.htmx import download

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Cells:
    """Makes the cells of a sheet. A look is worked out once and shared by all cells that have it: to set it on each takes two thirds of a large file's time."""

    def __init__(self, sheet: Any, *, wrapped_from: int = 0, fractions: str = "") -> None:
        """Texts of at least `wrapped_from` characters are wrapped; `fractions` is the format of numbers that are not whole."""
        self.sheet = sheet
        self.wrapped_from = wrapped_from
        self.fractions = fractions
        self.looks: dict[tuple[bool, bool] | str, StyleArray] = {}

    def cell(self, value: Any) -> Any:
        """Return a cell. Text is never a formula, a day is shown day first."""
        if value is None:
            value = ""
        if not isinstance(value, str | int | float | dt.date):
            value = str(value)
        cell: Any = WriteOnlyCell(self.sheet, value=value)
        if isinstance(value, str):
            cell.data_type = "s"
            # A text that begins with = + - @ stays text when the file is opened, and when it is saved again.
            cell._style = self._look_of_text(quoted=value[:1] in _FORMULA, wrapped=len(value) >= self.wrapped_from)
        elif isinstance(value, dt.date):
            cell._style = self._look_of_numbers("dd/mm/yyyy")
        elif isinstance(value, float) and self.fractions:
            cell._style = self._look_of_numbers(self.fractions)
        return cell

    def _look_of_text(self, *, quoted: bool, wrapped: bool) -> StyleArray:
        if (quoted, wrapped) not in self.looks:
            made: Any = WriteOnlyCell(self.sheet)
            made.quotePrefix = quoted
            made.alignment = Alignment(wrap_text=wrapped, vertical="top")
            self.looks[quoted, wrapped] = made._style
        return self.looks[quoted, wrapped]

    def _look_of_numbers(self, shown: str) -> StyleArray:
        if shown not in self.looks:
            made: Any = WriteOnlyCell(self.sheet)
            made.number_format = shown
            self.looks[shown] = made._style
        return self.looks[shown]


_FORMULA = {"=", "+", "-", "@"}


def table(*, title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], subtitle: str = "") -> bytes:
    """Return a workbook of one sheet: the title, an optional line below it, headings with filters, rows. Text is never a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31].translate(str.maketrans("[]:*?/\\", "       ")))
    for column, heading in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = min(60, max(12, len(heading) * 1.4))
    sheet.freeze_panes = "A4"  # before the first row: a sheet that is only written has its head written with it
    cells = Cells(sheet)
    sheet.append([_bold(sheet, title, size=14)])
    sheet.append([cells.cell(subtitle)] if subtitle else [])
    sheet.append([_bold(sheet, heading) for heading in headings])
    last = 3
    for row in rows:
        sheet.append([cells.cell(value) for value in row])
        last += 1
    sheet.auto_filter.ref = f"A3:{get_column_letter(len(headings))}{last}"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def answer(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], *, on: dt.date, name: str = "") -> HttpResponse:
    """Return a list as an Excel file to keep, named after its title and day; its second line says of which day it tells, and in which sense."""
    content = table(title=title, headings=headings, rows=rows, subtitle=known.titled(_("Tình hình ngày %(day)s") % {"day": day(on)}))
    return download(content, MIME, f"{name or title}-{on.isoformat()}{known.file_mark()}.xlsx")


def _bold(sheet: Any, value: str, *, size: int = 11) -> Any:
    cell = Cells(sheet).cell(value)
    cell.font = Font(bold=True, size=size)
    return cell

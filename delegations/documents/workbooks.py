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
from openpyxl.utils import get_column_letter

from core import known
from core.dates import day
from core.htmx import download

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table(*, title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], subtitle: str = "") -> bytes:
    """Return a workbook of one sheet: the title, an optional line below it, headings with filters, rows. Text is never a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31].translate(str.maketrans("[]:*?/\\", "       ")))
    for column, heading in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = min(60, max(12, len(heading) * 1.4))
    sheet.freeze_panes = "A4"  # before the first row: a sheet that is only written has its head written with it
    sheet.append([_cell(sheet, title, bold=True, size=14)])
    sheet.append([_cell(sheet, subtitle)] if subtitle else [])
    sheet.append([_cell(sheet, heading, bold=True) for heading in headings])
    last = 3
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
        last += 1
    sheet.auto_filter.ref = f"A3:{get_column_letter(len(headings))}{last}"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def answer(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], *, on: dt.date, name: str = "") -> HttpResponse:
    """Return a list as an Excel file to keep, named after its title and day; its second line says of which day it tells, and in which sense."""
    content = table(title=title, headings=headings, rows=rows, subtitle=known.titled(_("Tình hình ngày %(day)s") % {"day": day(on)}))
    return download(content, MIME, f"{name or title}-{on.isoformat()}{known.file_mark()}.xlsx")


def _cell(sheet: Any, value: Any, *, bold: bool = False, size: int = 11) -> Any:
    if value is None:
        value = ""
    if not isinstance(value, str | int | float | dt.date):
        value = str(value)
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        # A text that begins with = + - @ stays text when the file is opened, and when it is saved again.
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in {"=", "+", "-", "@"}
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif isinstance(value, dt.date):
        cell.number_format = "dd/mm/yyyy"
    if bold:
        cell.font = Font(bold=True, size=size)
    return cell

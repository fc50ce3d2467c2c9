"""Excel files: a sheet a table, real dates, headings that stay and filter, and no text that is ever a
formula."""

import datetime as dt
from collections.abc import Iterable, Sequence
from copy import copy
from io import BytesIO
from itertools import chain, islice
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter

from core import known
from core.dates import day
from core.htmx import download

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAY_FORMAT = "dd/mm/yyyy"
_MEASURED = 200  # rows that decide how wide a column is: all of a long list would have to wait in memory
_EDGE = Border(bottom=Side(style="thin", color="999999"))
_FORBIDDEN = str.maketrans("[]:*?/\\", "       ")
_FORMULA = ("=", "+", "-", "@")


class Sheet(NamedTuple):
    """A table: its title, its headings, its rows."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]


class Page:
    """A sheet that is written row by row.

    A look is worked out once and shared by all cells that have it: to set it on each takes two thirds of a
    large file's time.
    """

    def __init__(
        self, book: Workbook, title: str, *, widths: Sequence[float], heading_row: int, wraps: bool = True
    ) -> None:
        """`heading_row` is the row that stays in sight and filters; `wraps` lets long texts take several
        lines."""
        self.sheet: Any = book.create_sheet(title[:31].translate(_FORBIDDEN))
        self.wraps, self.heading_row, self.columns, self.last = wraps, heading_row, len(widths), 0
        for column, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        # Before the first row: a sheet that is only written has its head written with it.
        self.sheet.freeze_panes = f"A{heading_row + 1}"
        self._looks: dict[str, StyleArray] = {}

    def add(self, values: Sequence[Any]) -> None:
        """Write a row of values; None leaves its cell empty."""
        self.add_cells([self.cell(value) for value in values])

    def add_cells(self, cells: Sequence[Any]) -> None:
        self.sheet.append(cells)
        self.last += 1

    def cell(self, value: Any) -> Any:
        """Return what stands for a value in a row: a day is shown day first, a fraction as a share, a text is
        text."""
        if value is None or isinstance(value, int):
            return value
        shown: Any = value if isinstance(value, str | float | dt.date) else str(value)
        cell: Any = WriteOnlyCell(self.sheet, value=shown)
        if isinstance(cell.value, str):
            cell.data_type = "s"  # "#N/A" is text here, no error
            # A text that begins with = + - @ stays text when the file is opened, and when it is saved again.
            cell._style = self._look("quoted" if cell.value.startswith(_FORMULA) else "text")
        elif isinstance(value, dt.date):
            cell._style = self._look(DAY_FORMAT)
        elif isinstance(value, float):
            cell._style = self._look("0.0%")
        return cell

    def heading(self, words: str, *, fill: str = "E8ECF0", ink: str = "000000") -> Any:
        cell = self._own(words)
        cell.font, cell.fill, cell.border = (
            Font(bold=True, color=ink),
            PatternFill("solid", fgColor=fill),
            _EDGE,
        )
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        return cell

    def title(self, words: str) -> Any:
        cell = self._own(words)
        cell.font, cell.alignment = Font(bold=True, size=14), Alignment()
        return cell

    def _own(self, words: str) -> Any:
        """Return a cell of text whose look is its own: a change of it is no change of all texts."""
        cell = self.cell(words)
        cell._style = copy(cell._style)
        return cell

    def end(self) -> None:
        """Let the headings filter the rows that were written."""
        self.sheet.auto_filter.ref = (
            f"A{self.heading_row}:{get_column_letter(self.columns)}{max(self.last, self.heading_row)}"
        )

    def _look(self, name: str) -> StyleArray:
        if name not in self._looks:
            made: Any = WriteOnlyCell(self.sheet)
            if name in {"text", "quoted"}:
                made.quotePrefix = name == "quoted"
                made.alignment = Alignment(wrap_text=self.wraps, vertical="top")
            else:
                made.number_format = name
                made.alignment = Alignment(vertical="top")
            self._looks[name] = made._style
        return self._looks[name]


def workbook(subtitle: str, sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook of these tables; below each title is the subtitle, and the sense in which the day is
    looked at."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _write(book, sheet, known.with_remark(subtitle) if subtitle else "")
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write(book: Workbook, sheet: Sheet, subtitle: str) -> None:
    rows = iter(sheet.rows)
    first = list(islice(rows, _MEASURED))
    page = Page(book, sheet.title, widths=_widths(sheet.headings, first), heading_row=3)
    setup = page.sheet.page_setup
    setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = "landscape", 9, 1, 0
    page.sheet.sheet_properties.pageSetUpPr.fitToPage = True
    page.sheet.print_title_rows = "3:3"
    page.add_cells([page.title(sheet.title)])
    page.add_cells([page.cell(subtitle)] if subtitle else [])
    page.add_cells([page.heading(heading) for heading in sheet.headings])
    for row in chain(first, rows):
        page.add(row)
    page.end()


def _widths(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    """Return how wide each column is: as its longest value, within what a reader takes in at once."""
    columns = (
        [heading, *(row[place] for row in rows if place < len(row))] for place, heading in enumerate(headings)
    )
    return [min(60, max(12, *(len(str(value or "")) + 3 for value in column))) for column in columns]


def answer(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], *, on: dt.date, name: str = ""
) -> HttpResponse:
    """Return a list as an Excel file to keep, named after its title and day; its second line says of which
    day it tells."""
    content = workbook(_("Tình hình ngày %(day)s") % {"day": day(on)}, [Sheet(title, headings, rows)])
    return download(content, MIME, f"{name or title}-{on.isoformat()}{known.file_suffix()}.xlsx")

"""From a workbook to drafts of records: sheets and headings found, every cell read, nothing compared yet.

Rows are read one after another and only the values of known columns are kept.
"""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from core.secrecy import carries_mark, rule_text
from exchange.importers import files
from exchange.importers.cells import Doubtful, Unfit, Words, alike, is_blank
from exchange.importers.outcome import Outcome
from exchange.importers.records import RECORDS, Key
from exchange.importers.sheets import SHEETS, Column, Sheet

WIDEST = 256
DEEPEST_HEADING = 1_000
MOST_ROWS = 2_500_000
REPORT_EVERY = 2_000

Progress = Callable[[int, str], None]


class _Bad:
    """The value of a cell that could not be read."""

    def __repr__(self) -> str:
        return "BAD"

    def __bool__(self) -> bool:
        return False


BAD: Any = _Bad()


@dataclass(slots=True)
class Draft:
    """One row of a sheet; `values` stand in the order of the table's columns."""

    row: int
    values: list[Any]
    faulty: bool = False


@dataclass(slots=True)
class Table:
    """What one sheet holds. `drafts` are its rows by natural key; `unkeyed` counts rows whose key
    could not be read; `broken` says that a required column is missing."""

    sheet: Sheet
    columns: tuple[Column, ...]
    heading_row: int = 1
    drafts: dict[Key, Draft] = field(default_factory=dict)
    loose: list[Draft] = field(default_factory=list)
    unkeyed: int = 0
    broken: bool = False

    def at(self, name: str) -> int | None:
        """Return the place of a column's value in a draft, or None where the sheet lacks the column."""
        return next((place for place, column in enumerate(self.columns) if column.field == name), None)

    def value(self, draft: Draft, name: str) -> Any:
        place = self.at(name)
        return None if place is None else draft.values[place]

    def add_up(self, first: Draft, draft: Draft) -> None:
        """Add the lists of a further row of the same key to the first one."""
        for place, column in enumerate(self.columns):
            if column.link and BAD not in (first.values[place], draft.values[place]):
                first.values[place] = tuple(dict.fromkeys((*first.values[place], *draft.values[place])))
        first.faulty = first.faulty or draft.faulty


@dataclass(slots=True)
class Book:
    """All tables of a workbook, in the order of SHEETS."""

    tables: dict[str, Table] = field(default_factory=dict)

    def of(self, record: str) -> Iterator[Table]:
        return (table for table in self.tables.values() if table.sheet.record == record)


def read(path: Path, outcome: Outcome, progress: Progress = lambda _rows, _sheet: None) -> Book:
    """Return the drafts in the workbook; faults and warnings go to `outcome`. Raises `FileRefused`
    for a file that is no workbook. Memory grows with the rows of known sheets alone."""
    files.check(path)
    with warnings.catch_warnings(), path.open("rb") as file:
        # openpyxl warns of decorations it does not keep; a file to read has nothing to keep.
        warnings.simplefilter("ignore")
        try:
            workbook = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        except Exception as error:
            raise files.FileRefused(_("Không đọc được tệp Excel này. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử lại.")) from error
        try:
            return _Reader(workbook, outcome, progress).book()
        finally:
            workbook.close()


class _Reader:
    """Reads one open workbook."""

    def __init__(self, workbook: Any, outcome: Outcome, progress: Progress) -> None:
        self.workbook = workbook
        self.outcome = outcome
        self.progress = progress
        self.rows_read = 0
        self.texts: dict[str, str] = {}
        self.legacy_told = 0
        self.legacy_styles: dict[int, bool] = {}

    def book(self) -> Book:
        known = {alike(sheet.title): sheet for sheet in SHEETS}
        found: dict[str, Any] = {}
        for page in self.workbook.worksheets:
            sheet = known.get(alike(page.title))
            if sheet is None:
                self.outcome.warn(page.title, None, "", None, _("Trang tính không có trong mẫu; để nguyên, không đọc."))
            elif sheet.title in found:
                self.outcome.fault(sheet.title, None, "", page.title, _("Có hai trang tính cùng tên này; hãy gộp làm một."))
            else:
                found[sheet.title] = page
        if not found:
            raise files.FileRefused(
                _("Tệp không có trang tính nào theo mẫu (%(titles)s…). Hãy dùng mẫu do nút “Xuất dữ liệu” tạo ra.")
                % {"titles": ", ".join(sheet.title for sheet in SHEETS[1:5])}
            )
        book = Book()
        for sheet in SHEETS:
            if sheet.title in found:
                self.outcome.count(sheet.title)
                book.tables[sheet.title] = self._table(sheet, found[sheet.title])
        return book

    def _rows(self, page: Any, first: int, width: int) -> Iterator[tuple[int, Any]]:
        page.reset_dimensions()
        try:
            yield from enumerate(page.iter_rows(min_row=first, max_col=width), start=first)
        except files.FileRefused:
            raise
        except Exception as error:  # whatever a damaged part makes the parser raise
            raise files.FileRefused(_("Trang tính “%(sheet)s” hỏng, không đọc hết được. Hãy mở bằng Excel và lưu lại.") % {"sheet": page.title}) from error

    def _table(self, sheet: Sheet, page: Any) -> Table:
        heading_row, places = self._headings(sheet, page)
        columns = tuple(column for column in sheet.columns if column.heading in places)
        table = Table(sheet, columns, heading_row or 1)
        if page.sheet_state != "visible":
            self.outcome.warn(sheet.title, None, "", None, _("Trang tính đang ẩn; dữ liệu vẫn được đọc."))
        if heading_row is None:
            if any(self._typed(row) for number, row in self._rows(page, 1, WIDEST) if number <= DEEPEST_HEADING):
                self._missing(sheet, 1, places)
                table.broken = True
            else:
                self.outcome.warn(sheet.title, None, "", None, _("Trang tính trống."))
            return table
        if any(column.required and column.heading not in places for column in sheet.columns):
            self._missing(sheet, heading_row, places)
            table.broken = True
            return table
        width = max(place for spots in places.values() for place in spots) + 1
        record_key = () if sheet.record == "settings" else RECORDS[sheet.record].key
        key_places = [table.at(name) for name in record_key]
        spots = sorted({place for spot in places.values() for place in spot})
        for number, row in self._rows(page, heading_row + 1, width):
            if all(row[place].value is None for place in spots):
                continue
            draft = self._draft(table, places, number, row)
            if draft is not None:
                self._keep(table, draft, key_places)
        self.progress(self.rows_read, sheet.title)
        return table

    def _typed(self, row: Any) -> bool:
        return any(not is_blank(cell.value) for cell in row)

    def _missing(self, sheet: Sheet, row: int, places: dict[str, list[int]]) -> None:
        for column in sheet.columns:
            if column.required and column.heading not in places:
                self.outcome.fault(sheet.title, row, column.heading, None, _("Thiếu cột bắt buộc “%(column)s”.") % {"column": column.heading})

    def _headings(self, sheet: Sheet, page: Any) -> tuple[int | None, dict[str, list[int]]]:
        """Return the heading row and where each column stands (several places for one that goes on)."""
        required = {column.heading for column in sheet.columns if column.required}
        best: tuple[int, int | None, dict[str, list[int]], list[tuple[int, Any]], list[str]] = (0, None, {}, [], [])
        for number, row in self._rows(page, 1, WIDEST):
            if number > DEEPEST_HEADING:
                break
            places, unknown, doubled = self._match(sheet, row)
            score = len(required & places.keys())
            if score > best[0]:
                best = (score, number, places, unknown, doubled)
            if score == len(required):
                break
        _score, found, places, unknown, doubled = best
        for place, text in unknown:
            self.outcome.warn(
                sheet.title,
                found,
                str(text)[:120],
                None,
                _("Cột %(letter)s không có trong mẫu; để nguyên, không đọc.") % {"letter": get_column_letter(place + 1)},
            )
        for heading in doubled:
            self.outcome.fault(sheet.title, found, heading, None, _("Có hai cột cùng tên này; hãy bỏ một cột."))
        return found, places

    @staticmethod
    def _match(sheet: Sheet, row: Any) -> tuple[dict[str, list[int]], list[tuple[int, Any]], list[str]]:
        names: dict[str, tuple[str, int]] = {}
        for column in sheet.columns:
            names[alike(column.heading)] = (column.heading, 1)
            if isinstance(column.kind, Words):
                names |= {alike(f"{column.heading} ({part})"): (column.heading, part) for part in range(2, 100)}
        spots: dict[str, dict[int, int]] = {}
        unknown: list[tuple[int, Any]] = []
        doubled: list[str] = []
        for place, cell in enumerate(row):
            if is_blank(cell.value):
                continue
            heading, part = names.get(alike(str(cell.value).replace("(*)", "").strip().strip("*")), ("", 0))
            if not heading:
                unknown.append((place, cell.value))
            elif part in spots.setdefault(heading, {}):
                doubled.append(heading)
            else:
                spots[heading][part] = place
        return {heading: [parts[part] for part in sorted(parts)] for heading, parts in spots.items()}, unknown, doubled

    def _draft(self, table: Table, places: dict[str, list[int]], number: int, row: Any) -> Draft | None:
        found = [[row[place] for place in places[column.heading]] for column in table.columns]
        if all(is_blank(cell.value) for spot in found for cell in spot):
            return None
        self.rows_read += 1
        if self.rows_read > MOST_ROWS:
            raise files.FileRefused(_("Tệp có quá nhiều dòng (hơn %(rows)d). Hãy chia nhỏ tệp.") % {"rows": MOST_ROWS})
        if self.rows_read % REPORT_EVERY == 0:
            self.progress(self.rows_read, table.sheet.title)
        draft = Draft(number, [])
        for column, spot in zip(table.columns, found, strict=True):
            draft.values.append(self._value(table.sheet, column, draft, spot))
        return draft

    def _value(self, sheet: Sheet, column: Column, draft: Draft, spot: list[Any]) -> Any:
        filled = [cell for cell in spot if not is_blank(cell.value)]
        try:
            if not filled:
                if column.required:
                    raise Unfit(_("Bắt buộc phải có (nếu ô bị gộp, hãy bỏ gộp và điền từng dòng)."))
                return column.kind.blank
            for cell in filled:
                self._look(sheet, column, draft.row, cell)
            typed = [cell.value for cell in spot if cell.value is not None]
            value = column.kind.read(typed[0]) if len(typed) == 1 else "".join(map(column.kind.read, typed))
        except Doubtful as doubt:
            self.outcome.warn(sheet.title, draft.row, column.heading, filled[0].value, doubt.message)
            return doubt.value
        except Unfit as unfit:
            draft.faulty = True
            self.outcome.fault(sheet.title, draft.row, column.heading, filled[0].value if filled else None, unfit.message)
            return BAD
        if column.required and value in ("",):
            draft.faulty = True
            self.outcome.fault(sheet.title, draft.row, column.heading, filled[0].value, _("Bắt buộc phải có."))
            return BAD
        if isinstance(value, str) and "mật" in value.lower() and any(map(carries_mark, value.splitlines())):
            draft.faulty = True
            self.outcome.fault(
                sheet.title, draft.row, column.heading, None, _("Nội dung mang dấu chỉ độ mật nên không được nhập. %(rule)s") % {"rule": rule_text()}
            )
            return BAD
        return self.texts.setdefault(value, value) if type(value) is str and len(value) < 100 else value

    def _look(self, sheet: Sheet, column: Column, row: int, cell: Any) -> None:
        """Refuse formulas and error cells; warn of letters in a font from before Unicode."""
        if cell.data_type == "f":
            raise Unfit(_("Ô chứa công thức; hãy dán giá trị (Paste Special → Values)."))
        if cell.data_type == "e":
            raise Unfit(_("Ô báo lỗi của Excel; hãy sửa hoặc nhập giá trị."))
        if isinstance(cell.value, str) and not cell.value.isascii() and self._legacy(cell):
            self.legacy_told += 1
            if self.legacy_told <= 200:
                self.outcome.warn(
                    sheet.title,
                    row,
                    column.heading,
                    cell.value,
                    _("Ô dùng phông chữ cũ (TCVN3 hoặc VNI), chữ sẽ sai; hãy chuyển sang Unicode (ví dụ bằng Unikey) rồi nhập lại."),
                )

    def _legacy(self, cell: Any) -> bool:
        if any(ord(letter) > 0xFF for letter in cell.value):
            return False  # has Vietnamese letters of Unicode, whatever the font's name
        style = cell._style_id
        if style not in self.legacy_styles:
            name = (cell.font.name or "") if cell.has_style else ""
            self.legacy_styles[style] = name.lower().startswith((".vn", "vni-", "vni "))
        return self.legacy_styles[style]

    def _keep(self, table: Table, draft: Draft, key_places: list[int | None]) -> None:
        if table.sheet.record == "settings":
            table.loose.append(draft)
            return
        key = tuple(draft.values[place] for place in key_places if place is not None)
        if any(part is BAD for part in key):
            table.unkeyed += 1
            table.loose.append(draft)
        elif key not in table.drafts:
            table.drafts[key] = draft
        elif table.sheet.may_repeat:
            table.add_up(table.drafts[key], draft)
        else:
            draft.faulty = True
            column = next(column for column in table.columns if column.field == RECORDS[table.sheet.record].key[-1])
            message = _("Trùng khoá với dòng %(row)d.") % {"row": table.drafts[key].row}
            self.outcome.fault(table.sheet.title, draft.row, column.heading, column.kind.show(key[-1]), message)

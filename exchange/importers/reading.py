"""From a workbook to drafts of records: sheets and headings found, every cell read, nothing compared yet.

Rows are read one after another and only the values of known columns are kept.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from core.secrecy import carries_mark, rule_text
from exchange.importers import encodings, files
from exchange.importers.cells import Doubtful, Items, Line, LongText, Unfit, alike, as_text, is_blank
from exchange.importers.columns import Column, Sheet
from exchange.importers.outcome import Outcome
from exchange.importers.records import RECORDS, Key
from exchange.importers.sheets import SHEETS
from exchange.importers.shown import shown

DEEPEST_HEADING = 1_000
LONGEST_HEADING = 200
MOST_ROWS = 2_500_000
REPORT_EVERY = 2_000
MOST_DOUBTS = 500
MOST_RANGES = 20

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

    def says_twice(self, first: Draft) -> str:
        """Return what is wrong with a row whose key an earlier one has."""
        key = RECORDS[self.sheet.record].key
        columns = ", ".join(column.heading for column in self.columns if column.field in key)
        words = _("Trùng với dòng %(row)d (cùng %(columns)s): giữ một dòng, xoá dòng kia.")
        return words % {"row": first.row, "columns": columns}

    def add_up(self, first: Draft, draft: Draft) -> None:
        """Add the lists of a further row of the same key to the first one."""
        for place, column in enumerate(self.columns):
            if column.link and BAD not in (first.values[place], draft.values[place]):
                first.values[place] = tuple(dict.fromkeys((*first.values[place], *draft.values[place])))
        first.faulty = first.faulty or draft.faulty


@dataclass(slots=True)
class Headings:
    """What a row says as a row of headings: `places` of each column (several for one that goes on), cells
    that name no column, columns named twice, and headings in letters of an old encoding."""

    row: int | None = None
    places: dict[str, list[int]] = field(default_factory=dict)
    unknown: list[tuple[int, Any]] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    lettered: list[tuple[str, Any, encodings.Guess]] = field(default_factory=list)


@dataclass(slots=True)
class Book:
    """All tables of a workbook, in the order of SHEETS."""

    tables: dict[str, Table] = field(default_factory=dict)

    def of(self, record: str) -> Iterator[Table]:
        return (table for table in self.tables.values() if table.sheet.record == record)


def read(path: Path, outcome: Outcome, progress: Progress = lambda _rows, _sheet: None) -> Book:
    """Return the drafts in the workbook; faults and warnings go to `outcome`. Raises `FileRefused`
    for a file that is no workbook. Memory grows with the rows of known sheets alone."""
    return _Reader(path, outcome, progress).book()


class _Reader:
    """Reads one workbook, as a child with limits tells it."""

    def __init__(self, path: Path, outcome: Outcome, progress: Progress) -> None:
        self.path = path
        self.outcome = outcome
        self.progress = progress
        self.rows_read = 0
        self.texts: dict[str, str] = {}
        self.doubts_told = 0
        self.hidden_rows: list[int] = []

    def book(self) -> Book:
        known = {alike(sheet.title): sheet for sheet in SHEETS}
        found: dict[str, int] = {}
        sheets = files.look(self.path).sheets
        for place, (title, state) in enumerate(sheets):
            name, meant = _match_name(title, known)
            sheet = known.get(name)
            if sheet is not None and meant:
                self.outcome.warn(sheet.title, None, "", title, _lettered(meant))
            if sheet is None:
                self.outcome.warn(
                    title, None, "", None, _("Trang tính không có trong mẫu; để nguyên, không đọc.")
                )
            elif sheet.title in found:
                self.outcome.fault(
                    sheet.title, None, "", title, _("Có hai trang tính cùng tên này; hãy gộp làm một.")
                )
            else:
                found[sheet.title] = place
                if state != "visible":
                    self.outcome.warn(
                        sheet.title, None, "", None, _("Trang tính đang ẩn; dữ liệu vẫn được đọc.")
                    )
        if not found:
            raise files.FileRefused(
                _(
                    "Tệp không có trang tính nào theo mẫu (%(titles)s…). Hãy dùng mẫu do nút “Xuất dữ liệu”"
                    " tạo ra."
                )
                % {"titles": ", ".join(sheet.title for sheet in SHEETS[1:5])}
            )
        book = Book()
        wanted = [sheet for sheet in SHEETS if sheet.title in found]
        with closing(files.pages(self.path, [found[sheet.title] for sheet in wanted])) as pages:
            for sheet, page in zip(wanted, pages, strict=False):
                self.outcome.count(sheet.title)
                book.tables[sheet.title] = self._table(sheet, page)
        return book

    def _rows(self, sheet: Sheet, page: files.Page) -> Iterator[files.Row]:
        for row in page:
            if isinstance(row, int):
                self.progress(
                    self.rows_read, _("%(sheet)s, dòng %(row)d") % {"sheet": sheet.title, "row": row}
                )
            else:
                yield row

    def _table(self, sheet: Sheet, page: files.Page) -> Table:
        rows = self._rows(sheet, page)
        heading_row, places, waiting = self._headings(sheet, rows)
        columns = tuple(column for column in sheet.columns if column.heading in places)
        table = Table(sheet, columns, heading_row or 1)
        if heading_row is None:
            if any(map(self._typed, waiting)):
                self._missing(sheet, 1, places)
                table.broken = True
            else:
                self.outcome.warn(sheet.title, None, "", None, _("Trang tính trống."))
            return table
        if any(column.required and column.heading not in places for column in sheet.columns):
            self._missing(sheet, heading_row, places)
            table.broken = True
            return table
        record_key = () if sheet.record == "settings" else RECORDS[sheet.record].key
        key_places = [table.at(name) for name in record_key]
        self.hidden_rows = []
        for row in chain((row for row in waiting if row.number > heading_row), rows):
            draft = self._draft(table, places, row)
            if draft is not None:
                self._keep(table, draft, key_places)
        self._warn_of_hidden(table, places, page)
        self._warn_of_merged(table, places, page)
        self.progress(self.rows_read, sheet.title)
        return table

    def _warn_of_hidden(self, table: Table, places: dict[str, list[int]], page: files.Page) -> None:
        """Warn of the rows and columns that were read though Excel hides them."""
        if self.hidden_rows:
            self.outcome.warn(
                table.sheet.title,
                self.hidden_rows[0],
                "",
                None,
                _(
                    "Có %(count)d dòng đang ẩn hoặc bị lọc (dòng %(rows)s); dữ liệu vẫn được đọc. Nếu không"
                    " muốn nhập, hãy xoá các dòng đó."
                )
                % {"count": len(self.hidden_rows), "rows": _ranges(self.hidden_rows)},
            )
        for column in table.columns:
            if set(places[column.heading]) & set(page.hidden_columns):
                self.outcome.warn(
                    table.sheet.title,
                    table.heading_row,
                    column.heading,
                    None,
                    _("Cột đang ẩn; dữ liệu vẫn được đọc."),
                )

    def _warn_of_merged(self, table: Table, places: dict[str, list[int]], page: files.Page) -> None:
        """Warn of the rows that lack a value because cells were merged: only the first of them holds the
        value. A required cell that is blank has its own fault."""
        if not page.merged:
            return
        drafts = {draft.row: draft for draft in chain(table.drafts.values(), table.loose)}
        rows = sorted(drafts)
        for at, column in enumerate(table.columns):
            if column.required:
                continue
            spans = [
                (first + (place == left), last)
                for left, first, right, last in page.merged
                for place in places[column.heading]
                if left <= place <= right
            ]
            blank = [row for row in _within(rows, spans) if drafts[row].values[at] == column.kind.blank]
            if blank:
                words = _(
                    "Ô bị gộp nên dòng %(rows)s không có giá trị ở cột này. Nếu phải có, hãy bỏ gộp và điền"
                    " từng dòng."
                )
                self.outcome.warn(
                    table.sheet.title, blank[0], column.heading, None, words % {"rows": _ranges(blank)}
                )

    def _typed(self, row: files.Row) -> bool:
        return any(not is_blank(cell.value) for cell in row.cells.values())

    def _missing(self, sheet: Sheet, row: int, places: dict[str, list[int]]) -> None:
        for column in sheet.columns:
            if column.required and column.heading not in places:
                self.outcome.fault(
                    sheet.title,
                    row,
                    column.heading,
                    None,
                    _("Thiếu cột bắt buộc “%(column)s”.") % {"column": column.heading},
                )

    def _headings(
        self, sheet: Sheet, rows: Iterator[files.Row]
    ) -> tuple[int | None, dict[str, list[int]], list[files.Row]]:
        """Return the heading row, where each column stands (several places for one that goes on), and the
        rows that were taken for it."""
        required = {column.heading for column in sheet.columns if column.required}
        best, most = Headings(), 0
        seen: list[files.Row] = []
        for row in rows:
            seen.append(row)
            if row.number > DEEPEST_HEADING:
                break
            there = self._match(sheet, row)
            score = len(required & there.places.keys())
            if score > most:
                best, most = there, score
            if score == len(required):
                break
        found = best.row
        for heading, text, meant in best.lettered:
            self.outcome.warn(sheet.title, found, heading, text, _lettered(meant))
        for place, text in best.unknown:
            self.outcome.warn(
                sheet.title,
                found,
                str(text)[:120],
                None,
                _("Cột %(letter)s không có trong mẫu; để nguyên, không đọc.")
                % {"letter": get_column_letter(place + 1)},
            )
        for heading in best.doubled:
            self.outcome.fault(
                sheet.title, found, heading, None, _("Có hai cột cùng tên này; hãy bỏ một cột.")
            )
        return found, best.places, seen

    @staticmethod
    def _match(sheet: Sheet, row: files.Row) -> Headings:
        names: dict[str, tuple[str, int]] = {}
        for column in sheet.columns:
            names |= {alike(one): (column.heading, 1) for one in (column.heading, *column.aliases)}
            if isinstance(column.kind, LongText):
                names |= {
                    alike(f"{column.heading} ({part})"): (column.heading, part) for part in range(2, 100)
                }
        spots: dict[str, dict[int, int]] = {}
        found = Headings(row.number)
        for place, cell in sorted(row.cells.items()):
            if is_blank(cell.value):
                continue
            key, meant = _match_name(str(cell.value).replace("(*)", "").strip().strip("*"), names)
            heading, part = names.get(key, ("", 0))
            if meant:
                found.lettered.append((heading, cell.value, meant))
            if not heading:
                found.unknown.append((place, cell.value))
            elif part in spots.setdefault(heading, {}):
                found.doubled.append(heading)
            else:
                spots[heading][part] = place
        found.places = {heading: [parts[part] for part in sorted(parts)] for heading, parts in spots.items()}
        return found

    def _draft(self, table: Table, places: dict[str, list[int]], row: files.Row) -> Draft | None:
        found = [[row[place] for place in places[column.heading]] for column in table.columns]
        if all(is_blank(cell.value) for spot in found for cell in spot):
            return None
        if row.is_hidden:
            self.hidden_rows.append(row.number)
        self.rows_read += 1
        if self.rows_read > MOST_ROWS:
            raise files.FileRefused(
                _("Tệp có quá nhiều dòng (hơn %(rows)d). Hãy chia nhỏ tệp.") % {"rows": MOST_ROWS}
            )
        if self.rows_read % REPORT_EVERY == 0:
            self.progress(self.rows_read, table.sheet.title)
        draft = Draft(row.number, [])
        for column, spot in zip(table.columns, found, strict=True):
            draft.values.append(self._value(table.sheet, column, draft, spot))
        return draft

    def _value(self, sheet: Sheet, column: Column, draft: Draft, spot: list[files.Cell]) -> Any:
        filled = [cell for cell in spot if not is_blank(cell.value)]
        try:
            if not filled:
                if column.required:
                    raise Unfit(_("Bắt buộc phải có (nếu ô bị gộp, hãy bỏ gộp và điền từng dòng)."))
                return column.kind.blank
            for cell in filled:
                self._look(sheet, column, draft.row, cell)
            typed = [self._shown(sheet, column, draft.row, cell) for cell in spot if cell.value is not None]
            value = column.kind.read(typed[0]) if len(typed) == 1 else "".join(map(column.kind.read, typed))
        except Doubtful as doubt:
            self.outcome.warn(sheet.title, draft.row, column.heading, filled[0].value, doubt.message)
            return doubt.value
        except Unfit as unfit:
            draft.faulty = True
            self.outcome.fault(
                sheet.title, draft.row, column.heading, filled[0].value if filled else None, unfit.message
            )
            return BAD
        if column.required and value in ("", ()) and not getattr(column.kind, "empty", ""):
            draft.faulty = True
            self.outcome.fault(
                sheet.title, draft.row, column.heading, filled[0].value, _("Bắt buộc phải có.")
            )
            return BAD
        if isinstance(value, str) and any(map(carries_mark, value.splitlines())):
            draft.faulty = True
            self.outcome.fault(
                sheet.title,
                draft.row,
                column.heading,
                None,
                _("Nội dung mang dấu chỉ độ mật nên không được nhập. %(rule)s") % {"rule": rule_text()},
            )
            return BAD
        return self.texts.setdefault(value, value) if type(value) is str and len(value) < 100 else value

    def _look(self, sheet: Sheet, column: Column, row: int, cell: files.Cell) -> None:
        """Refuse formulas and error cells; warn of letters in an encoding from before Unicode, or lost."""
        if cell.data_type == "f":
            raise Unfit(_("Ô chứa công thức; hãy dán giá trị (Paste Special → Values)."))
        if cell.data_type == "e":
            raise Unfit(_("Ô báo lỗi của Excel; hãy sửa hoặc nhập giá trị."))
        if isinstance(cell.value, str) and (meant := encodings.guess(cell.value, cell.font)):
            self._doubt(sheet, column, row, cell.value, _lettered(meant))

    def _shown(self, sheet: Sheet, column: Column, row: int, cell: files.Cell) -> Any:
        """Return what a cell says to its column: to one of words, a number as Excel shows it."""
        if cell.data_type != "n" or not isinstance(column.kind, Line | LongText | Items):
            return cell.value
        digits = shown(cell.value, cell.format)
        if digits is None:
            words = _(
                "Ô là số mà Excel hiện theo định dạng riêng; đọc được là “%(digits)s”. Nếu khác với Excel,"
                " hãy định dạng ô là Text rồi gõ lại."
            )
            self._doubt(sheet, column, row, cell.value, words % {"digits": as_text(cell.value)})
        return cell.value if digits is None else digits

    def _doubt(self, sheet: Sheet, column: Column, row: int, value: Any, message: str) -> None:
        """Warn at a cell; beyond some hundreds nobody reads on."""
        self.doubts_told += 1
        if self.doubts_told <= MOST_DOUBTS:
            self.outcome.warn(sheet.title, row, column.heading, value, message)

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
            column = next(
                column for column in table.columns if column.field == RECORDS[table.sheet.record].key[-1]
            )
            message = table.says_twice(table.drafts[key])
            self.outcome.fault(
                table.sheet.title, draft.row, column.heading, column.kind.show(key[-1]), message
            )


def _within(rows: list[int], spans: list[tuple[int, int]]) -> list[int]:
    """Return those of the sorted rows that lie in one of the spans (first, last), each once, whatever the
    spans overlap."""
    found: list[int] = []
    reached = 0
    for first, last in sorted(spans):
        found += rows[bisect_left(rows, max(first, reached + 1)) : bisect_right(rows, last)]
        reached = max(reached, last)
    return found


def _match_name(text: str, names: Collection[str]) -> tuple[str, encodings.Guess | None]:
    """Return the key of a heading or of a sheet's title, and how it was read where its letters are those of
    an old encoding."""
    key = alike(text)
    if key not in names:
        for guess in encodings.readings(text[:LONGEST_HEADING]):
            if alike(guess.text) in names:
                return alike(guess.text), guess
    return key, None


def _ranges(numbers: list[int]) -> str:
    """Return row numbers for people, neighbours as a range: 5, 8–12."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    words = [str(first) if first == last else f"{first}–{last}" for first, last in parts[:MOST_RANGES]]
    return ", ".join(words) + ("…" if len(parts) > MOST_RANGES else "")


def _lettered(meant: encodings.Guess) -> str:
    """Return the sentence about a text whose letters are not those of Unicode, with what it was meant to
    be."""
    if meant.encoding == encodings.LOST:
        return _(
            "Chữ có dấu đã mất (thành “?”) khi tệp được lưu ở nơi khác, không tự khôi phục được; hãy gõ lại ô"
            " này."
        )
    sentence = {
        encodings.TCVN3: _("Chữ gõ bằng mã cũ TCVN3 (ABC)"),
        encodings.VNI: _("Chữ gõ bằng mã cũ VNI"),
        encodings.MISREAD: _("Chữ Unicode bị đọc sai bảng mã"),
    }[meant.encoding]
    return _("%(what)s; có phải là “%(text)s”? Hãy chép chữ đúng vào ô rồi nhập lại.") % {
        "what": sentence,
        "text": meant.text[:300],
    }

"""Writing a province's records as the workbook that import reads back: import(export(x)) = x."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction
from django.db.models import Count, Field
from django.db.models.functions import Length
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from delegations.models import Person, Province
from exchange.importers.cells import LONGEST_CELL, Code, Day, Line, Words, escape, neutralise
from exchange.importers.columns import Column, Sheet
from exchange.importers.records import RECORDS, Key, Record
from exchange.importers.sheets import BASE, FURTHER, SETTING_ROWS, SETTINGS
from exchange.importers.snapshots import Existing

_HEADING_FONT = Font(bold=True, color="FFFFFF")
_HEADING_FILL = PatternFill("solid", fgColor="8C1D18")
_OPTIONAL_FILL = PatternFill("solid", fgColor="6B7280")
_EDGE = Border(bottom=Side(style="thin", color="999999"))
_MIDDLE = Alignment(vertical="center", wrap_text=True)
_DAY_FORMAT = "dd/mm/yyyy"


def export(*, to: Path | IO[bytes]) -> None:
    """Write the whole province as a workbook: one consistent moment, one query a sheet, rows streamed."""
    alone = not connection.in_atomic_block
    with transaction.atomic():
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        workbook = Workbook(write_only=True)
        lists = _Lists()
        for sheet in BASE:
            _write(workbook, sheet, _rows(sheet, lists))
        for sheet in FURTHER:
            rows = _rows(sheet, lists)
            first = next(rows, None)
            if first is not None:
                _write(workbook, sheet, _chain(first, rows))
        workbook.save(to)


def _chain(first: list[Any], rest: Iterable[list[Any]]) -> Iterator[list[Any]]:
    yield first
    yield from rest


class _Lists:
    """The lists inside cells, read once each."""

    def __init__(self) -> None:
        self.existing = Existing()
        self.found: dict[str, dict[Key, Any]] = {}

    def of(self, link: str) -> dict[Key, Any]:
        if link not in self.found:
            if link == "parties":
                self.found[link] = {key: tuple(code or name for code, name in parties) for key, parties in self.existing.parties().items()}
            else:
                rows = self.existing.linked(link, None)
                self.found[link] = {key: tuple(sorted(codes)) for key, codes in rows.items()}
        return self.found[link]


def _path(record: Record, column: Column) -> str:
    if column.of:
        return f"{column.of}__{RECORDS[column.of].path(column.field)}"
    return record.path(column.field)


def _rows(sheet: Sheet, lists: _Lists) -> Iterator[list[Any]]:
    """Yield the values of a sheet's rows, in the order of its columns."""
    if sheet is SETTINGS:
        yield from _settings()
        return
    record = RECORDS[sheet.record]
    plain = [column for column in sheet.columns if not column.link]
    paths = [_path(record, column) for column in plain]
    key_paths = [record.path(name) for name in record.key]
    order = ["position", "code"] if record.name == "body" else key_paths
    rows = record.model._default_manager.order_by(*order)
    if sheet.title == "Cán bộ":
        rows = rows.filter(pk__in=Person.objects.annotate(seats=Count("memberships")).filter(seats=0).values("pk"))
    blanks = {column.field: _default(record, column) for column in plain if column.field not in record.key}
    for row in rows.values_list(*key_paths, *paths).iterator(chunk_size=2_000):
        key, values = tuple(row[: len(key_paths)]), dict(zip((column.field for column in plain), row[len(key_paths) :], strict=True))
        if sheet.extends and record.name != "body" and all(values[name] in (blank, None, "") for name, blank in blanks.items()):
            continue
        yield [lists.of(column.link).get(key, ()) if column.link else values[column.field] for column in sheet.columns]


def _default(record: Record, column: Column) -> Any:
    if column.of:
        return None
    field = record.model._meta.get_field(column.field)
    return field.get_default() if isinstance(field, Field) else None


def _settings() -> Iterator[list[Any]]:
    province = Province.objects.first()
    if province is not None:
        for words, name, kind in SETTING_ROWS:
            value = getattr(province, name)
            yield [words, kind.write(tuple(value) if isinstance(value, list) else value)]


def _parts(sheet: Sheet, column: Column) -> int:
    """Return how many cells the longest text of a column needs."""
    if not isinstance(column.kind, Words):
        return 1
    rows = RECORDS[sheet.record].model._default_manager.annotate(size=Length(column.field)).filter(size__gt=LONGEST_CELL // 8)
    return max((len(column.kind.pieces(text)) for text in rows.values_list(column.field, flat=True)), default=1)


def _write(workbook: Workbook, sheet: Sheet, rows: Iterable[list[Any]], *, long: bool = True) -> None:
    page = workbook.create_sheet(sheet.title)
    parts = [_parts(sheet, column) if long else 1 for column in sheet.columns]
    headings = [
        (column, column.heading if part == 1 else f"{column.heading} ({part})")
        for column, count in zip(sheet.columns, parts, strict=True)
        for part in range(1, count + 1)
    ]
    for place, (column, heading) in enumerate(headings, start=1):
        letter = get_column_letter(place)
        page.column_dimensions[letter].width = max(column.kind.width, len(heading) + 3)
        if isinstance(column.kind, Day):
            page.column_dimensions[letter].number_format = _DAY_FORMAT
        elif isinstance(column.kind, Code | Line):
            page.column_dimensions[letter].number_format = "@"
    page.freeze_panes = "A2"
    page.row_dimensions[1].height = 32
    page.append([_heading(page, column, heading) for column, heading in headings])
    count = 1
    for values in rows:
        cells = []
        for column, value, size in zip(sheet.columns, values, parts, strict=True):
            cells += _cells(page, sheet, column, value, size)
        page.append(cells)
        count += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{count}"


def _heading(page: Any, column: Column, heading: str) -> Any:
    cell = WriteOnlyCell(page, heading)
    cell.font, cell.border, cell.alignment = _HEADING_FONT, _EDGE, _MIDDLE
    cell.fill = _HEADING_FILL if column.required else _OPTIONAL_FILL
    return cell


def _cells(page: Any, sheet: Sheet, column: Column, value: Any, size: int) -> list[Any]:
    if isinstance(column.kind, Words):
        pieces = [column.kind.write(piece) for piece in column.kind.pieces(value or "")]
        return [_cell(page, piece, column) for piece in [*pieces, *[None] * (size - len(pieces))]]
    if sheet is SETTINGS or value is None:
        written = value if value is not None or not isinstance(column.kind, Day) else column.kind.write(None)
    else:
        written = column.kind.write(tuple(value) if isinstance(value, list) else value)
    return [_cell(page, written, column)]


def _cell(page: Any, value: Any, column: Column) -> Any:
    if value is None or isinstance(value, int):
        return value
    cell = WriteOnlyCell(page, value)
    if isinstance(value, str):
        cell.data_type = "s"  # "#N/A" is text here, no error; and no text is ever a formula
    else:
        cell.number_format = _DAY_FORMAT
    return cell


FAULT_HEADINGS = ("Trang tính", "Dòng", "Cột", "Giá trị", "Cần sửa")


def safe(value: Any) -> Any:
    """Return a value that no program takes for a formula."""
    return neutralise(escape(value)) if isinstance(value, str) else value


def empty_form(*, to: Path | IO[bytes]) -> None:
    """Write the workbook's sheets and headings without any record. No query."""
    workbook = Workbook(write_only=True)
    for sheet in BASE:
        _write(workbook, sheet, [[words, None] for words, _name, _kind in SETTING_ROWS[:2]] if sheet is SETTINGS else [], long=False)
    workbook.save(to)


def faults(rows: Iterable[list[Any]], *, to: Path | IO[bytes]) -> None:
    """Write a list of faults as a workbook to mend by."""
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet("Lỗi")
    for letter, width in zip("ABCDE", (20, 8, 24, 30, 90), strict=True):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A2"
    column = Column("", "", Line(), required=True)
    page.append([_heading(page, column, heading) for heading in FAULT_HEADINGS])
    count = 1
    for row in rows:
        page.append([_cell(page, safe(value), column) for value in row])
        count += 1
    page.auto_filter.ref = f"A1:E{count}"
    workbook.save(to)

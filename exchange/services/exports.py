"""Writing a province's records as the workbook that import reads back: import(export(x)) = x."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction
from django.db.models import Count, Field
from django.db.models.functions import Length
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from delegations.models import Person, Province
from exchange.importers.cells import LONGEST_CELL, Code, Day, Line, LongText, Reference, escape, neutralise
from exchange.importers.columns import Column, Sheet
from exchange.importers.records import RECORDS, Key, Record
from exchange.importers.sheets import BASE, FURTHER, SETTING_ROWS, SETTINGS
from exchange.importers.snapshots import Existing
from records.workbooks import DAY_FORMAT, Page

_REQUIRED, _OPTIONAL = "8C1D18", "6B7280"


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
                self.found[link] = {
                    key: tuple(code or name for code, name in parties)
                    for key, parties in self.existing.parties().items()
                }
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
        rows = rows.filter(
            pk__in=Person.objects.annotate(seats=Count("memberships")).filter(seats=0).values("pk")
        )
    blanks = {column.field: _default(record, column) for column in plain if column.field not in record.key}
    for row in rows.values_list(*key_paths, *paths).iterator(chunk_size=2_000):
        key, values = (
            tuple(row[: len(key_paths)]),
            dict(zip((column.field for column in plain), row[len(key_paths) :], strict=True)),
        )
        if (
            sheet.extends
            and record.name != "body"
            and all(values[name] in (blank, None, "") for name, blank in blanks.items())
        ):
            continue
        yield [
            lists.of(column.link).get(key, ()) if column.link else values[column.field]
            for column in sheet.columns
        ]


def _default(record: Record, column: Column) -> Any:
    if column.of:
        return None
    field = record.field(column.field)
    return field.get_default() if isinstance(field, Field) else None


def _settings() -> Iterator[list[Any]]:
    province = Province.objects.first()
    if province is not None:
        for words, name, kind in SETTING_ROWS:
            value = getattr(province, name)
            yield [words, kind.write(tuple(value) if isinstance(value, list) else value)]


def _parts(sheet: Sheet, column: Column) -> int:
    """Return how many cells the longest text of a column needs."""
    if not isinstance(column.kind, LongText):
        return 1
    rows = (
        RECORDS[sheet.record]
        .model._default_manager.annotate(size=Length(column.field))
        .filter(size__gt=LONGEST_CELL // 8)
    )
    return max(
        (len(column.kind.pieces(text)) for text in rows.values_list(column.field, flat=True)), default=1
    )


def _write(workbook: Workbook, sheet: Sheet, rows: Iterable[list[Any]], *, long: bool = True) -> None:
    parts = [_parts(sheet, column) if long else 1 for column in sheet.columns]
    headings = [
        (column, column.heading if part == 1 else f"{column.heading} ({part})")
        for column, count in zip(sheet.columns, parts, strict=True)
        for part in range(1, count + 1)
    ]
    widths = [max(column.kind.width, len(heading) + 3) for column, heading in headings]
    page = Page(workbook, sheet.title, widths=widths, heading_row=1, wraps=False)
    for place, (column, _heading) in enumerate(headings, start=1):
        # What is typed below the last row is taken as it is meant.
        if isinstance(column.kind, Day | Code | Line):
            shown = DAY_FORMAT if isinstance(column.kind, Day) else "@"
            page.sheet.column_dimensions[get_column_letter(place)].number_format = shown
    page.sheet.row_dimensions[1].height = 32
    page.add_cells(
        [
            page.heading(heading, fill=_REQUIRED if column.required else _OPTIONAL, ink="FFFFFF")
            for column, heading in headings
        ]
    )
    for values in rows:
        written = zip(sheet.columns, values, parts, strict=True)
        page.add([cell for column, value, size in written for cell in _written(sheet, column, value, size)])
    page.end()


def _written(sheet: Sheet, column: Column, value: Any, size: int) -> list[Any]:
    """Return what a value is in the cells of its column."""
    if isinstance(column.kind, LongText):
        pieces = [column.kind.write(piece) for piece in column.kind.pieces(value or "")]
        return [*pieces, *[None] * (size - len(pieces))]
    if sheet is SETTINGS:
        return [value]
    if value is None:
        return [column.kind.write(None) if isinstance(column.kind, Day | Reference) else None]
    return [column.kind.write(tuple(value) if isinstance(value, list) else value)]


FAULT_HEADINGS = ("Trang tính", "Dòng", "Cột", "Giá trị", "Cần sửa")


def safe(value: Any) -> Any:
    """Return a value that no program takes for a formula."""
    return neutralise(escape(value)) if isinstance(value, str) else value


def empty_form(*, to: Path | IO[bytes]) -> None:
    """Write the workbook's sheets and headings without any record. No query."""
    workbook = Workbook(write_only=True)
    for sheet in BASE:
        _write(
            workbook,
            sheet,
            [[words, None] for words, _name, _kind in SETTING_ROWS[:2]] if sheet is SETTINGS else [],
            long=False,
        )
    workbook.save(to)


def faults(rows: Iterable[list[Any]], *, to: Path | IO[bytes]) -> None:
    """Write a list of faults as a workbook to mend by."""
    workbook = Workbook(write_only=True)
    page = Page(workbook, "Lỗi", widths=(20, 8, 24, 30, 90), heading_row=1)
    page.add_cells([page.heading(heading, fill=_REQUIRED, ink="FFFFFF") for heading in FAULT_HEADINGS])
    for row in rows:
        page.add([safe(value) for value in row])
    page.end()
    workbook.save(to)

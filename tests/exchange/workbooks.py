"""Small workbooks made in a test, and where the sample ones lie."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
GOOD = SAMPLE / "tinh-mau.xlsx"
FAULTY = SAMPLE / "loi.xlsx"
GOOD_2026 = SAMPLE / "tinh-2026.xlsx"
FAULTY_2026 = SAMPLE / "loi-2026.xlsx"

BODIES = ["Mã", "Tên tổ chức", "Loại", "Cơ quan chủ quản", "Ngày thành lập"]
BODY = ["DD-A", "Đảng đoàn Hội A", "Đảng đoàn", "Hội A", "01/01/2020"]


def save(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """Write rows as a workbook; the first row of a sheet is its heading row."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
    book.save(path)
    return path


def changed(source: Path, path: Path, cells: Mapping[tuple[str, str], Any]) -> Path:
    """Write a copy of a workbook with some cells changed: {("Tổ chức", "B4"): value}."""
    book = load_workbook(source)
    for (sheet, place), value in cells.items():
        book[sheet][place] = value
    book.save(path)
    return path


def as_bytes(path: Path) -> io.BytesIO:
    file = io.BytesIO(path.read_bytes())
    file.name = path.name
    return file

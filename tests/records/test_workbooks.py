"""The one writer of Excel files."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from records.workbooks import Page, Sheet, answer, workbook


def read(content: bytes, sheet: int = 0):
    return load_workbook(BytesIO(content)).worksheets[sheet]


@pytest.fixture
def sheet():
    rows = [
        ("=1+1", dt.date(2026, 9, 5), 0.25, 7, None, Decimal("1.5"), "#N/A"),
        ("+84 912", None, None, None, None, None, "x" * 90),
    ]
    return read(workbook("Tình hình", [Sheet("Sổ: [1]/2?", list("ABCDEFG"), rows)]))


def test_no_text_is_a_formula_and_days_are_days(sheet) -> None:
    row = sheet[4]
    assert [(cell.value, cell.data_type) for cell in row] == [
        ("=1+1", "s"),
        (dt.datetime(2026, 9, 5), "d"),
        (0.25, "n"),
        (7, "n"),
        (None, "n"),
        ("1.5", "s"),
        ("#N/A", "s"),
    ]
    assert (row[0].quotePrefix, row[6].quotePrefix, sheet["A5"].quotePrefix) == (True, False, True)
    assert (row[1].number_format, row[2].number_format) == ("dd/mm/yyyy", "0.0%")


def test_headings_stay_filter_and_are_printed_on_every_page(sheet) -> None:
    assert (sheet["A1"].value, sheet["A2"].value, sheet["A3"].value) == ("Sổ: [1]/2?", "Tình hình", "A")
    assert sheet.title == "Sổ   1  2 "
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A4", "A3:G5", "$3:$3")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert [sheet[place].font.bold for place in ("A1", "A2", "A3", "A4", "A5")] == [
        True,
        False,
        True,
        False,
        False,
    ]
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["G"].width) == (12, 60)


def test_a_long_list_is_written_as_it_is_read_and_an_empty_one_has_its_headings() -> None:
    long = read(workbook("", [Sheet("Dài", ["N"], ((n,) for n in range(1_000)))]))
    assert (long.max_row, long["A1003"].value, long.auto_filter.ref) == (1_003, 999, "A3:A1003")
    empty = read(workbook("", [Sheet("Trống", ["N"], [])]))
    assert (empty["A3"].value, empty.auto_filter.ref) == ("N", "A3:A3")


def test_a_list_to_keep_is_named_after_its_title_and_day() -> None:
    response = answer("Sổ văn bản", ["Số"], [["1"]], on=dt.date(2026, 9, 5))
    assert response["Content-Disposition"] == 'attachment; filename="so-van-ban-2026-09-05.xlsx"'
    assert read(response.content)["A2"].value == "Tình hình ngày 05/09/2026"


def test_a_page_may_have_its_headings_first() -> None:
    book, stream = Workbook(write_only=True), BytesIO()
    page = Page(book, "Trang", widths=(20, 8), heading_row=1, wraps=False)
    page.add_cells([page.heading("Một", fill="8C1D18", ink="FFFFFF"), page.heading("Hai")])
    page.add(["-a", dt.date(2026, 1, 2)])
    page.end()
    book.save(stream)
    sheet = read(stream.getvalue())
    assert (
        sheet.freeze_panes,
        sheet.auto_filter.ref,
        sheet["A2"].data_type,
        sheet["A2"].alignment.wrap_text,
    ) == ("A2", "A1:B2", "s", None)
    assert sheet["A1"].fill.fgColor.rgb == "008C1D18"

"""What the reading of a workbook sees as Excel shows it, and what a hostile one costs."""

import io
import socket
import time
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from core.strangers.verdicts import Unfit
from exchange.importers import archive, encodings, files
from exchange.importers.outcome import Outcome
from exchange.importers.reading import _within, read
from exchange.importers.shown import shown
from exchange.models import ImportRun
from tests.exchange import workbooks
from tests.exchange.test_files import refusal, zipped

DATA = workbooks.SAMPLE.parent / "workbooks"


def with_rows(tmp_path, rows: bytes, *, before: bytes = b""):
    """Return a workbook of one body whose sheet goes on with raw rows."""
    path = workbooks.save(tmp_path / "a.xlsx", {"Tổ chức": [workbooks.BODIES, workbooks.BODY]})
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = (
        parts[name]
        .replace(b"</sheetData>", rows + b"</sheetData>")
        .replace(b"<sheetData>", before + b"<sheetData>")
    )
    return zipped(tmp_path / "b.xlsx", parts)


def strict(path, made):
    """Write a copy of a workbook in the namespaces of the standard's Strict form."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, content in parts.items():
        content = content.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        parts[name] = content.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    return zipped(made, parts)


@pytest.mark.parametrize(
    "row",
    [
        b'<row r="99999999"><c r="A99999999" t="inlineStr"><is><t>x</t></is></c></row>',
        b'<row r="99999999"/>',
        b'<row r="0"/>',
        b'<row r="-5"/>',
        b'<row r="1e300"/>',
        b'<row r="3"><c r="ZZZZ3" t="inlineStr"><is><t>x</t></is></c></row>',
        b'<row r="3"><c r="3" t="inlineStr"><is><t>x</t></is></c></row>',
    ],
)
def test_places_that_excel_does_not_have_are_refused_at_once(tmp_path, row):
    start = time.monotonic()
    assert "mà Excel không có" in refusal(with_rows(tmp_path, row))
    assert time.monotonic() - start < 20


def told(path, wanted=(0,)):
    answers = []
    with path.open("rb") as file:
        archive.read(file, answers.append, list(wanted))
    return answers


def test_blank_rows_cost_a_glance(tmp_path):
    """A hundred thousand styled rows without values: a tenth of what Excel can have, in a tenth of the
    seconds that a person waits."""
    rows = b"".join(
        b'<row r="%d"><c r="A%d" s="0"/><c r="B%d" s="0"/><c r="C%d" s="0"/></row>' % (n, n, n, n)
        for n in range(3, 100_003)
    )
    path = with_rows(tmp_path, rows)
    start = time.process_time()
    answers = told(path)
    assert time.process_time() - start < 3
    assert [answer for answer in answers if isinstance(answer, int)] == [
        20_000,
        40_000,
        60_000,
        80_000,
        100_000,
    ]
    assert len([answer for answer in answers if isinstance(answer, list)]) == 2


def test_progress_is_told_where_nothing_stands(tmp_path):
    steps = []
    read(
        with_rows(tmp_path, b'<row r="20000"/><row r="40000"/>'),
        Outcome(),
        lambda rows, sheet: steps.append(sheet),
    )
    assert steps == ["Tổ chức, dòng 20000", "Tổ chức, dòng 40000", "Tổ chức"]


GROWING = {
    "rows that go back": (lambda n: b'<row r="1048576"/><row r="3"/>' * n, 4_000),
    "cells of one place": (
        lambda n: b'<row r="3">' + b'<c r="A3" t="inlineStr"><is><t>x</t></is></c>' * n + b"</row>",
        4_000,
    ),
    "runs in one cell": (
        lambda n: b'<row r="3"><c r="A3" t="inlineStr"><is>' + b"<r><t>x</t></r>" * n + b"</is></c></row>",
        8_000,
    ),
    "digits": (lambda n: b'<row r="3"><c r="A3"><v>' + b"9" * n + b"</v></c></row>", 100_000),
}


@pytest.mark.parametrize("shape", GROWING)
def test_reading_grows_with_the_bytes_alone(tmp_path, shape):
    make, n = GROWING[shape]

    def cost(size):
        path = with_rows(tmp_path, make(size))
        spent = []
        for _turn in range(2):
            start = time.process_time()
            told(path)
            spent.append(time.process_time() - start)
        return min(spent)

    assert cost(4 * n) < 9 * cost(n) + 0.1


def test_a_strict_workbook_is_read(tmp_path):
    assert files.look(DATA / "strict.xlsx").sheets == [("Cán bộ", "visible")]
    assert list(read(DATA / "strict.xlsx", Outcome()).tables["Cán bộ"].drafts) == [("H4T1",)]
    book = read(strict(workbooks.GOOD, tmp_path / "a.xlsx"), outcome := Outcome())
    plain = read(workbooks.GOOD, Outcome())
    assert {name: table.drafts for name, table in book.tables.items()} == {
        name: table.drafts for name, table in plain.tables.items()
    }
    assert outcome.faults_total == 0


def test_hidden_rows_and_columns_are_named(tmp_path):
    outcome = Outcome()
    read(DATA / "dong-an.xlsx", outcome)
    (warning,) = outcome.warnings
    assert (warning.sheet, warning.row) == ("Cuộc họp", 3)
    assert "Có 1 dòng đang ẩn hoặc bị lọc (dòng 3)" in warning.message

    cell = b'<c r="A%d" t="inlineStr"><is><t>DD-%d</t></is></c>'
    rows = b"".join(
        b'<row r="%d" %s>%s</row>' % (n, b'hidden="1"' if n in (3, 4, 6) else b"", cell % (n, n))
        for n in range(3, 8)
    )
    outcome = Outcome()
    read(with_rows(tmp_path, rows, before=b'<cols><col min="4" max="4" hidden="1"/></cols>'), outcome)
    assert [(w.row, w.column) for w in outcome.warnings] == [(3, ""), (1, "Cơ quan chủ quản")]
    assert "(dòng 3–4, 6)" in outcome.warnings[0].message


def test_rows_that_a_merge_leaves_without_a_value_are_named(tmp_path):
    book = Workbook()
    page = book.active
    page.title = "Tổ chức"
    page.append(["BIỂU 01"])
    page.append([*workbooks.BODIES, "Ngày kết thúc", "Ký hiệu"])
    for number in range(3):
        page.append([f"DD-{number}", *workbooks.BODY[1:], None if number else "31/12/2030"])
    page.merge_cells("A1:G1")
    page.merge_cells("F3:F4")
    page.merge_cells("F5:G5")
    book.save(tmp_path / "a.xlsx")
    read(tmp_path / "a.xlsx", outcome := Outcome())
    assert {(w.row, w.column) for w in outcome.warnings} == {(4, "Ngày kết thúc"), (5, "Ký hiệu")}
    assert "dòng 4 không có giá trị" in next(
        w.message for w in outcome.warnings if w.column == "Ngày kết thúc"
    )


def test_merges_laid_over_each_other_name_each_row_once():
    assert _within([3, 4, 8, 9], [(4, 9), (1, 8), (2, 9), (8, 1_000_000)]) == [3, 4, 8, 9]


def test_titles_and_headings_in_old_letters_are_read_and_named(tmp_path):
    headings = ["M·", "Tªn tæ chøc", "Loaïi", "C¬ quan chñ qu¶n", "Ngày thành lập"]
    outcome = Outcome()
    book = read(workbooks.save(tmp_path / "a.xlsx", {"Tæ chøc": [headings, workbooks.BODY]}), outcome)
    assert outcome.faults_total == 0
    assert [draft.values[1] for draft in book.tables["Tổ chức"].drafts.values()] == ["Đảng đoàn Hội A"]
    assert [w.column for w in outcome.warnings] == ["", "Mã", "Tên tổ chức", "Loại", "Cơ quan chủ quản"]
    assert "TCVN3" in outcome.warnings[0].message
    assert "VNI" in outcome.warnings[3].message


def test_a_number_in_a_column_of_words_is_what_excel_shows():
    table = read(DATA / "so-co-dinh-dang.xlsx", Outcome()).tables["Cán bộ"]
    (draft,) = table.drafts.values()
    assert (table.value(draft, "code"), table.value(draft, "phone")) == ("001085012345", "0912345678")


@pytest.mark.parametrize(
    ("value", "code", "digits"),
    [
        (1085012345, "000000000000", "001085012345"),
        (912345678, "0000-000-000", "0912-345-678"),
        (5, '00"-NQ/TU"', "05-NQ/TU"),
        (7, "00\\/00", "00/07"),
        (-3, "000;(0)", "(3)"),
        (3, "[Red]000;(0)", "003"),
        (0, "0;-0;00", "00"),
        (12, "", "12"),
        (12.0, "", "12"),
        (1234, "#,##0", None),
        (5, "0.00", None),
        (0.5, "000", None),
        (5, "0%", None),
        (912345678, "[<=9999999]###-####;(###) ###-####", None),
        (12345678901234567890, "", None),
    ],
)
def test_digits_as_a_format_shows_them(value, code, digits):
    assert shown(value, code) == digits


def test_a_number_whose_look_cannot_be_told_is_a_warning(tmp_path):
    book = Workbook()
    page = book.active
    page.title = "Tổ chức"
    page.append([*workbooks.BODIES, "Điện thoại"])
    page.append([*workbooks.BODY, 12345])
    page["F2"].number_format = "#,##0"
    book.save(tmp_path / "a.xlsx")
    read(tmp_path / "a.xlsx", outcome := Outcome())
    (warning,) = outcome.warnings
    assert (warning.row, warning.column, "“12345”" in warning.message) == (2, "Điện thoại", True)


@pytest.mark.parametrize(
    ("text", "encoding", "meant"),
    [
        ("§¶ng ®oµn Héi A", encodings.TCVN3, "Đảng đoàn Hội A"),
        ("NguyÔn V¨n An", encodings.TCVN3, "Nguyễn Văn An"),
        ("Tr\u00adëng phßng", encodings.TCVN3, "Trưởng phòng"),
        ("Ñaûng ñoaøn Hoäi A", encodings.VNI, "Đảng đoàn Hội A"),
        ("UÛY BAN", encodings.VNI, "ỦY BAN"),
        ("Leâ Vaên Tö", encodings.VNI, "Lê Văn Tư"),
        ("Nguyá»…n VÄƒn An", encodings.MISREAD, "Nguyễn Văn An"),
        ("Ä\u0090áº£ng Ä‘oÃ n", encodings.MISREAD, "Đảng đoàn"),
        ("Nguy?n V?n An", encodings.LOST, ""),
        ("Nguy\ufffdn", encodings.LOST, ""),
    ],
)
def test_letters_of_other_encodings_are_known(text, encoding, meant):
    assert encodings.guess(text) == (encoding, meant)


FOREIGN = [
    "José",
    "Nestlé",
    "Müller",
    "Café",
    "Côte d'Ivoire",
    "naïve",
    "São Paulo",
    "5 µm",
    "20 °C",
    "©2026",
    "https://tinh.example/?a=b",
]
OURS = [
    "Hà",
    "Phó",
    "Trần Thị Bé",
    "Toà án",
    "UỶ BAN",
    "Lê Văn Tư",
    "«Hoà»",
    "Tốt không?",
    "Hoà – Bình",
    "số 5/NQ-TƯ",
    "Đắk Lắk",
    "Krông Pắk",
    "thuở",
    "khuỷu",
]


@pytest.mark.parametrize("text", [*FOREIGN, *OURS])
def test_what_is_written_as_it_should_be_stays(text):
    assert encodings.guess(text) is None


def test_old_letters_are_told_at_their_cell_with_what_was_meant(tmp_path):
    book = Workbook()
    page = book.active
    page.title = "Tổ chức"
    page.append(workbooks.BODIES)
    page.append(["DD-A", "§¶ng ®oµn Héi A", "Đảng đoàn", "Hội A", "1/1/2020"])
    page.append(
        [
            "DD-B",
            CellRichText("Hội ", TextBlock(InlineFont(rFont="VNI-Times"), "Ñ B")),
            "Đảng đoàn",
            "Nguy?n",
            "1/1/2020",
        ]
    )
    page.append(["DD-C", "Hµ", "Đảng đoàn", "Hội C", "1/1/2020"])
    page["B4"].font = Font(name=".VnTime")
    book.save(tmp_path / "a.xlsx")
    read(tmp_path / "a.xlsx", outcome := Outcome())
    assert [(w.row, w.column) for w in outcome.warnings] == [
        (2, "Tên tổ chức"),
        (3, "Cơ quan chủ quản"),
        (4, "Tên tổ chức"),
    ]
    assert "“Đảng đoàn Hội A”" in outcome.warnings[0].message
    assert "“Hà”" in outcome.warnings[2].message


def test_a_formula_is_refused_whatever_its_value(tmp_path):
    path = workbooks.save(
        tmp_path / "a.xlsx",
        {"Tổ chức": [workbooks.BODIES, [*workbooks.BODY[:1], '="Đảng đoàn"', *workbooks.BODY[2:]]]},
    )
    read(path, outcome := Outcome())
    assert [(fault.row, fault.column) for fault in outcome.faults] == [(2, "Tên tổ chức")]
    assert "công thức" in outcome.faults[0].message


def test_a_child_says_by_a_code_what_is_wrong():
    answers = []
    archive.look(io.BytesIO(b"PK\x03\x04"), answers.append)
    assert answers == [{"refused": "damaged", "figures": {}}]
    with pytest.raises(Unfit):
        archive._column("XFE1", archive.Sheet("a", "visible", ""))


@pytest.mark.django_db
def test_a_workbook_is_shown_to_the_scanner_first(staff, as_user, settings, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.VIRUS_SCANNER = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    settings.MEDIA_ROOT = tmp_path
    answer = as_user(staff).post("/nhap-xuat/", {"upload": workbooks.as_bytes(workbooks.GOOD)})
    assert (answer.status_code, "máy quét vi-rút không trả lời" in answer.content.decode()) == (422, True)
    assert not ImportRun.objects.exists()

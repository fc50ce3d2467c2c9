"""Files that are no workbook, or no safe one, are refused before any of it is parsed."""

import contextlib
import io
import struct
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from core.strangers.limits import MEGABYTE
from exchange.importers import archive, files
from exchange.importers.outcome import Outcome
from exchange.importers.reading import read
from tests.exchange import workbooks

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
CONTENT = (
    '<?xml version="1.0"?><Types'
    ' xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/{part}"'
    ' ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
)


def refusal(path: Path) -> str:
    with pytest.raises(files.FileRefused) as refused:
        read(path, Outcome())
    return refused.value.message


def zipped(path: Path, parts: dict[str, bytes], level: int = 9) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def workbook_parts() -> dict[str, bytes]:
    with zipfile.ZipFile(workbooks.GOOD) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "rỗng"),
        (b"Ma,Ten\n1,2\n", "CSV"),
        ("Mã;Tên\n".encode("utf-16"), "Không phải tệp Excel"),
        (b"%PDF-1.7\n", "PDF"),
        (b"<html><table></table></html>", "trang web"),
        (OLE + b"\x00" * 512 + "Workbook".encode("utf-16-le"), ".xls"),
        (OLE + b"\x00" * 512 + "WordDocument".encode("utf-16-le"), "Word"),
        (OLE + b"\x00" * 512 + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"PK\x03\x04 broken", "hỏng"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "Không phải tệp Excel"),
    ],
)
def test_what_is_no_workbook_is_named(tmp_path, content, says):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert says in refusal(path)


def test_a_word_file_renamed(tmp_path):
    parts = {
        "[Content_Types].xml": (
            CONTENT.format(part="word/document.xml", kind="wordprocessingml.document").encode()
        ),
        "word/document.xml": b"<w/>",
    }
    assert "Word" in refusal(zipped(tmp_path / "a.xlsx", parts))


def test_an_archive_that_is_no_office_file(tmp_path):
    assert "tệp nén" in refusal(zipped(tmp_path / "a.xlsx", {"a.txt": b"a"}))


def test_opendocument(tmp_path):
    assert "OpenDocument" in refusal(
        zipped(tmp_path / "a.xlsx", {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})
    )


def test_a_missing_file(tmp_path):
    assert "Không có tệp" in refusal(tmp_path / "khong-co.xlsx")


def test_a_folder(tmp_path):
    assert refusal(tmp_path)


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(200 * MEGABYTE)
    assert "200 MB" in refusal(path)


def test_a_zip_bomb(tmp_path):
    parts = workbook_parts() | {"xl/worksheets/sheet1.xml": b" " * (40 * MEGABYTE)}
    assert "an toàn" in refusal(zipped(tmp_path / "a.xlsx", parts))


def test_a_huge_table_of_strings(tmp_path):
    parts = workbook_parts() | {"xl/styles.xml": b" " * (archive.LARGEST_PART + 1)}
    assert "an toàn" in refusal(zipped(tmp_path / "a.xlsx", parts))


def test_a_part_that_is_larger_than_it_claims(tmp_path):
    path = zipped(tmp_path / "a.xlsx", workbook_parts() | {"xl/big.bin": b"\x00" * 5_000_000})
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<I", 5_000_000), struct.pack("<I", 100)))
    assert refusal(path)


def test_entities_are_refused(tmp_path):
    parts = workbook_parts()
    parts["xl/workbook.xml"] = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>' + parts["xl/workbook.xml"].split(b"?>", 1)[-1]
    )
    assert "DOCTYPE" in refusal(zipped(tmp_path / "a.xlsx", parts))


def test_two_parts_of_one_name(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a", b"2")
    assert "trùng tên" in refusal(path)


def test_a_damaged_sheet(tmp_path):
    parts = workbook_parts()
    name = next(name for name in parts if name.startswith("xl/worksheets/sheet2"))
    parts[name] = parts[name][: len(parts[name]) // 2]
    assert "hỏng" in refusal(zipped(tmp_path / "a.xlsx", parts))


def test_a_cut_off_upload(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbooks.GOOD.read_bytes()[:40_000])
    assert "hỏng" in refusal(path)


def test_a_workbook_without_any_known_sheet(tmp_path):
    book = Workbook()
    book.active.title = "Sheet1"
    book.save(tmp_path / "a.xlsx")
    assert "không có trang tính nào theo mẫu" in refusal(tmp_path / "a.xlsx")


def test_a_row_at_the_end_of_the_world_costs_little(tmp_path):
    path = workbooks.save(tmp_path / "a.xlsx", {"Tổ chức": [workbooks.BODIES, workbooks.BODY]})
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    parts[name] = parts[name].replace(b"</sheetData>", far).replace(b'ref="A1:E2"', b'ref="A1:XFD1048576"')
    book = read(zipped(tmp_path / "b.xlsx", parts), Outcome())
    assert list(book.tables["Tổ chức"].drafts) == [("DD-A",)]


@pytest.mark.parametrize("cut", range(0, 4000, 131))
def test_flipped_bytes_never_surface_as_anything_else(tmp_path, cut):
    data = bytearray(workbooks.GOOD.read_bytes())
    data[cut * 16 % len(data)] ^= 0xFF
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes(data))
    with contextlib.suppress(files.FileRefused):
        read(path, Outcome())


def test_an_upload_in_memory_is_the_same_file():
    assert isinstance(workbooks.as_bytes(workbooks.GOOD), io.BytesIO)

"""Files by content: five kinds come in whole, everything hostile stays out with a sentence."""

import io
import struct
import zipfile
import zlib

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core import files
from core.errors import Refused
from core.files import FileKind

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/{part}" ContentType="{kind}"/></Types>'
)
WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def word(text: str = "Nội dung") -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def excel(value: str = "Nội dung") -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def png(width: int = 2, height: int = 2) -> bytes:
    def chunk(label: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + label + data + struct.pack(">I", zlib.crc32(label + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0\0" * 2))
        + chunk(b"IEND", b"")
    )


def jpeg(tail: bytes = b"", width: int = 4) -> bytes:
    size = b"\xff\xc0\x00\x0b\x08\x00\x04" + struct.pack(">H", width) + b"\x01\x01\x11\x00"
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
        + size
        + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x12\xff\xd9"
        + tail
    )


def package(
    entries: dict[str, bytes | str], *, kind: str = WORD_MAIN, part: str = "word/document.xml"
) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES.format(part=part, kind=kind))
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def added(base: bytes, name: str, content: bytes | str) -> bytes:
    buffer = io.BytesIO(base)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def relation(kind: str, target: str) -> str:
    return (
        '<?xml version="1.0"?><Relationships'
        ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
        f' Type="{RELATION}{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )


def encrypted_zip() -> bytes:
    content = bytearray(package({"word/document.xml": "<a/>"}))
    first = content.find(b"PK\x01\x02")
    content[first + 8] |= 1
    return bytes(content)


def lying_zip() -> bytes:
    """A part that says 10 bytes and unpacks to 100 MB."""
    content = bytearray(package({"word/document.xml": b"<a>" + b" " * (100 * 1024 * 1024) + b"</a>"}))
    place = content.find(b"PK\x01\x02", content.find(b"PK\x01\x02") + 4)
    content[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(content)


def pdf(body: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj<<" + body + b">>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def pdf_with_hidden_script() -> bytes:
    hidden = zlib.compress(b"5 0 <</S/JavaScript/JS(app.alert(1))>>")
    return (
        b"%PDF-1.7\n2 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n"
        + hidden
        + b"\nendstream endobj\n%%EOF\n"
    )


ENTITIES = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "aaaa"><!ENTITY y "&x;&x;">]><a>&y;</a>'
HOSTILE = {
    "rỗng": ("a.pdf", b""),
    "không tên": ("...", PDF),
    "HTML mang đuôi PDF": ("a.pdf", b"<html><script>alert(1)</script></html>"),
    "HTML": ("a.html", b"<html></html>"),
    "SVG có mã lệnh": ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    "SVG mang đuôi PNG": ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "chương trình Windows": ("a.pdf", b"MZ\x90\x00" + b"\0" * 300),
    "chương trình Linux": ("a.docx", b"\x7fELF" + b"\0" * 300),
    "kịch bản": ("a.pdf", b"#!/bin/sh\nrm -rf /\n"),
    "PHP": ("a.php", b"<?php system($_GET['c']);"),
    "PHP đuôi kép": ("a.php.jpg", b"<?php system($_GET['c']);"),
    "Word cũ": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    "Word cũ mang đuôi DOCX": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    "RTF": ("a.docx", b"{\\rtf1 }"),
    "GIF": ("a.gif", b"GIF89a" + b"\0" * 20),
    "RAR": ("a.rar", b"Rar!\x1a\x07\x00" + b"\0" * 20),
    "ZIP thường": ("a.zip", package({"a.txt": "x"}, kind="text/plain", part="a.txt")),
    "ZIP mang đuôi DOCX": ("a.docx", package({"a.txt": "x"}, kind="text/plain", part="a.txt")),
    "ZIP không mục lục loại": ("a.docx", b"PK\x05\x06" + b"\0" * 18),
    "ZIP cụt": ("a.docx", word()[:2000]),
    "Word mang đuôi PDF": ("a.pdf", word()),
    "Word mang đuôi XLSX": ("a.xlsx", word()),
    "PDF mang đuôi DOCX": ("a.docx", PDF),
    "PDF không đuôi": ("a", PDF),
    "ảnh mang đuôi PDF": ("a.pdf", png()),
    "DOCX có macro": ("a.docx", added(word(), "word/vbaProject.bin", b"x")),
    "DOCM đổi đuôi": (
        "a.docx",
        package({"word/document.xml": "<a/>"}, kind="application/vnd.ms-word.document.macroEnabled.main+xml"),
    ),
    "mẫu DOTX đổi đuôi": (
        "a.docx",
        package(
            {"word/document.xml": "<a/>"},
            kind="application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        ),
    ),
    "DOCX nhúng OLE": ("a.docx", added(word(), "word/embeddings/oleObject1.bin", b"x")),
    "DOCX nhúng chương trình": ("a.docx", added(word(), "word/media/setup.exe", b"MZ")),
    "XLSX có ActiveX": ("a.xlsx", added(excel(), "xl/activeX/activeX1.xml", "<a/>")),
    "XLSX có macro 4.0": ("a.xlsx", added(excel(), "xl/macrosheets/sheet1.xml", "<a/>")),
    "DOCX nạp mẫu từ mạng": (
        "a.docx",
        added(
            word(), "word/_rels/settings.xml.rels", relation("attachedTemplate", "http://192.0.2.1/t.dotm")
        ),
    ),
    "DOCX nạp ảnh theo dõi": (
        "a.docx",
        added(word(), "word/_rels/header9.xml.rels", relation("image", "http://192.0.2.1/p.png")),
    ),
    "XLSX liên kết ngoài": (
        "a.xlsx",
        added(
            excel(),
            "xl/externalLinks/_rels/e1.xml.rels",
            relation("externalLinkPath", "\\\\192.0.2.1\\a.xlsx"),
        ),
    ),
    "bom thực thể XML": ("a.docx", package({"word/document.xml": ENTITIES})),
    "thực thể XML UTF-16": (
        "a.docx",
        package({"word/document.xml": ENTITIES.replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")}),
    ),
    "XML hỏng": ("a.docx", package({"word/document.xml": "<a><b></a>"})),
    "bom nén": ("a.docx", package({"word/document.xml": b"\0" * (70 * 1024 * 1024)})),
    "bom nén nói dối": ("a.docx", lying_zip()),
    "quá nhiều phần": ("a.docx", package({f"word/{n}.txt": "" for n in range(3001)})),
    "phần trỏ ra ngoài": ("a.docx", package({"../../etc/cron.d/x": "x", "word/document.xml": "<a/>"})),
    "phần đường dẫn tuyệt đối": ("a.docx", package({"/etc/passwd": "x", "word/document.xml": "<a/>"})),
    "đặt mật khẩu": ("a.docx", encrypted_zip()),
    "PDF có JavaScript": ("a.pdf", pdf(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>")),
    "PDF giấu tên lệnh": ("a.pdf", pdf(b"/OpenAction<</S/J#61vaScript>>")),
    "PDF giấu lệnh trong luồng": ("a.pdf", pdf_with_hidden_script()),
    "PDF chạy chương trình": ("a.pdf", pdf(b"/A<</S/Launch/F(cmd.exe)>>")),
    "PDF có tệp đính kèm": ("a.pdf", pdf(b"/Names<</EmbeddedFiles 3 0 R>>")),
    "PDF khoá": ("a.pdf", pdf(b"/Encrypt 4 0 R")),
    "PDF cụt": ("a.pdf", b"%PDF-1.7\n1 0 obj<<>>endobj\n"),
    "PNG nối ZIP": ("a.png", png() + package({"a.txt": "x"})),
    "PNG khổng lồ": ("a.png", png(100_000, 100_000)),
    "PNG cụt": ("a.png", png()[:40]),
    "JPEG nối ZIP": ("a.jpg", jpeg(b"PK\x03\x04 x PK\x05\x06")),
    "JPEG nối HTML": ("a.jpg", jpeg(b"<script>alert(1)</script>")),
    "JPEG cụt": ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
    "JPEG khổng lồ": ("a.jpg", jpeg(width=65_000)),
    "tên mang dấu mật": ("To trinh (Mật).pdf", PDF),
    "tên tối mật không dấu": ("toi-mat.pdf", PDF),
    "Word đóng dấu MẬT": ("a.docx", word("MẬT")),
    "Word đóng dấu tuyệt mật": ("a.docx", word("Tuyệt mật")),
    "Excel có ô Tối mật": ("a.xlsx", excel("Tối mật")),
    "PDF tên Mật": (
        "a.pdf",
        pdf(b"/Title<" + ("\ufeff" + "Tờ trình (Mật)").encode("utf-16-be").hex().encode() + b">"),
    ),
}
GOOD = {
    "PDF": ("bao cao.pdf", PDF, FileKind.PDF),
    "Word": ("bao cao.docx", word("Kết quả công tác bảo vệ bí mật nhà nước"), FileKind.DOCX),
    "Excel": ("bao cao.xlsx", excel(), FileKind.XLSX),
    "PNG": ("anh.png", png(), FileKind.PNG),
    "JPEG": ("anh.jpeg", jpeg(), FileKind.JPEG),
    "chữ hoa": ("ANH.JPG", jpeg(), FileKind.JPEG),
}


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    made = SimpleUploadedFile("x", content)
    made._name = name  # type: ignore[attr-defined] # as a hand-written request would send it, past Django's own tidying
    return made


def test_there_are_fifty_hostile_files() -> None:
    assert len(HOSTILE) >= 50


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_refused_with_a_sentence(case: str) -> None:
    name, content = HOSTILE[case]
    with pytest.raises(Refused) as refused:
        files.inspect(upload(name, content))
    assert refused.value.message.endswith(".")
    assert refused.value.field == "upload"


@pytest.mark.parametrize("case", GOOD)
def test_good_files_come_in_whole(case: str) -> None:
    name, content, kind = GOOD[case]
    assert files.inspect(upload(name, content)) == (name, kind, content)


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(Refused, match="20 MB"):
        files.inspect(upload("a.pdf", b"%PDF-" + b" " * (21 * 1024 * 1024)))


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\a\\b.pdf", "b.pdf"),
        ("ke\u0302\u0301 hoa\u0323ch.pdf", "kế hoạch.pdf"),
        ("anh\u202egpj.exe.pdf", "anhgpj.exe.pdf"),
        ("a\x00\r\nb.pdf", "ab.pdf"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_names_are_cleaned(raw: str, clean: str) -> None:
    assert files.clean_name(raw) == clean

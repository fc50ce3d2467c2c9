"""Small matters of how papers are drawn: what stays together on a line and on a page."""

import datetime as dt
import io
import itertools

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm

from papers.blocks import Block, as_json
from papers.documents import drawing, printed
from papers.documents.wording import bound
from papers.enums import Kind, Profile
from papers.models import Paper


def word_file(title: str, *blocks: Block, kind: Kind = Kind.LETTER):
    """The Word file of a paper of the newer standard, by python-docx."""
    names = ("superior", "issuer", "symbol", "place", "authority", "office", "signer")
    frame = dict.fromkeys(names, "X") | {
        "second": None,
        "addressees": ["Đảng đoàn A (thay 12-CV/TU)"],
        "recipients": ["Như trên"] if kind == Kind.LETTER else [],
    }
    day = dt.date(2026, 6, 1)
    paper = Paper(
        kind=kind,
        title=title,
        number=5,
        document_type="CV",
        dated_on=day,
        profile=Profile.on(day),
        frame=frame,
        blocks=as_json(blocks),
    )
    content = printed.content(paper) | {"proof": printed.seal_of("K7M2QX4RTA", "https://x.example/xac-thuc/")}
    return Document(io.BytesIO(drawing.built_in(content)))


def whole_hyphens(element) -> int:
    return len(list(element.iter(qn("w:noBreakHyphen"))))


def test_no_document_s_number_breaks_at_its_hyphen_and_each_reads_as_before():
    text = "Theo 05-QC/BCSĐ, 640-CV/TU, 12-TTr/TU và 04-QĐi/TW; năm 2025-2026, 5-người/xã, đảng-đoàn"
    document = word_file("Về việc thực hiện 97-QĐ/TW", Block("paragraph", text))
    (paragraph,) = (one for one in document.paragraphs if one.text.startswith("Theo"))
    assert (paragraph.text, whole_hyphens(paragraph._p)) == (text, 4)
    (addressee,) = (one for one in document.paragraphs if "12-CV/TU" in one.text)
    assert whole_hyphens(addressee._p) == 1
    number, subject = document.tables[0].cell(0, 0).paragraphs[-2:]
    assert (number.text, whole_hyphens(number._p)) == ("Số 05-CV/X", 0)
    assert (subject.text, whole_hyphens(subject._p)) == ("Về việc thực hiện 97-QĐ/TW", 1)


def test_lines_of_a_word_file_are_single_and_its_tables_stand_within_the_margins():
    rows = (("STT", "Tên"), ("1", "Một"))
    document = word_file("Đôn đốc", Block("heading", "I. Một"), Block("table", rows=rows, widths=(10, 90)))
    assert document.styles["Normal"].paragraph_format.line_spacing == 1.0
    table = document.tables[1]
    indent = table._tbl.tblPr.find(qn("w:tblInd"))
    beside = table._tbl.tblPr.find(qn("w:tblCellMar")).find(qn("w:left"))
    assert indent.get(qn("w:w")) == beside.get(qn("w:w")) == "80"
    assert sum(column.width for column in table.columns) == pytest.approx(Mm(165), abs=1000)
    marks = [
        mark.get(qn("w:val")) for mark in table._tbl.iterfind(f".//{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:sz')}")
    ]
    assert marks == ["24"] * 4  # a cell's last line is no higher than its words


def test_the_code_is_no_part_of_the_table_of_two_signatures():
    body = word_file("Cuộc họp", Block("paragraph", "Một"), kind=Kind.MINUTES).element.body
    tables = [place for place, element in enumerate(body) if element.tag == qn("w:tbl")]
    assert [later - one for one, later in itertools.pairwise(tables) if later - one < 2] == []


def test_the_code_of_a_paper_stands_beside_its_picture_as_in_the_pdf():
    receivers = word_file("Đôn đốc", Block("paragraph", "Một")).tables[-1].cell(0, 0)
    square, words = receivers.tables[0].rows[0].cells
    assert len(list(square._tc.iter(qn("pic:pic")))) == 1
    grid = [column.get(qn("w:w")) for column in receivers.tables[0]._tbl.iter(qn("w:gridCol"))]
    assert list(map(int, grid)) == [1077, 3288]  # twips: no column takes the half
    assert words.text == "Mã xác thực\nK7M2Q-X4RTA\nx.example/xac-thuc/"
    assert receivers._tc[-1].tag == qn("w:p")  # or Word refuses the file


def test_a_number_is_read_back_with_its_hyphen():
    out = io.BytesIO()
    word_file("Đôn đốc", Block("paragraph", "Theo 12-BC/VPTU")).save(out)
    assert "Theo 12-BC/VPTU" in drawing.document_text(out.getvalue())


def test_no_word_of_a_long_title_stands_alone():
    title = "Đại biểu dự cuộc họp định kỳ ngày 14/02/2026 của Đảng uỷ Uỷ ban nhân dân tỉnh"
    assert bound(title) == title.removesuffix(" nhân dân tỉnh") + " nhân\u00a0dân\u00a0tỉnh"
    assert bound("dự cuộc họp định kỳ") == "dự cuộc họp định kỳ"


def test_a_line_that_enacts_stands_in_the_middle_with_what_it_enacts():
    line, article = Block("centred", "TỈNH UỶ QUYẾT ĐỊNH:"), Block("paragraph", "**Điều 1.** Chỉ định")
    made = word_file("Thử", line, article)
    drawn = next(one for one in made.paragraphs if one.text == line.text)

    assert drawn.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert drawn.paragraph_format.keep_with_next
    assert all(run.bold for run in drawn.runs if run.text)

"""Small matters of how papers are drawn: what stays together on a line and on a page."""

import io

from docx import Document
from docx.oxml.ns import qn

from papers.documents import drawing
from papers.documents.wording import bound


def words_of(text: str):
    """The paragraph that a text becomes in a Word file."""
    document = Document()
    return drawing._words(document.add_paragraph(), [(text, False, False)])


def test_a_document_s_number_does_not_break_at_its_hyphen_and_reads_as_before():
    text = "Theo 05-QC/BCSĐ, 640-CV/TU và 97-QĐ/TW; năm 2025-2026, đảng-đoàn"
    paragraph = words_of(text)
    assert len(list(paragraph._p.iter(qn("w:noBreakHyphen")))) == 3
    assert paragraph.text == text


def test_a_number_is_read_back_with_its_hyphen():
    document = Document()
    drawing._words(document.add_paragraph(), [("Số 12-BC/VPTU", False, False)])
    out = io.BytesIO()
    document.save(out)
    assert "Số 12-BC/VPTU" in drawing.document_text(out.getvalue())


def test_no_word_of_a_long_title_stands_alone():
    title = "Đại biểu dự cuộc họp định kỳ ngày 14/02/2026 của Đảng uỷ Uỷ ban nhân dân tỉnh"
    assert bound(title) == title.removesuffix(" nhân dân tỉnh") + " nhân\u00a0dân\u00a0tỉnh"
    assert bound("dự cuộc họp định kỳ") == "dự cuộc họp định kỳ"

"""How the words of a paper flow over lines and pages: blanks to fill in by hand, headings without words."""

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph

from papers.blocks import Block
from papers.documents import drawing, printed

BLANK = "…" * 24


def drawn(*blocks):
    """The paragraphs of Word that the blocks become."""
    document = Document()
    return [
        Paragraph(element, document)
        for block in printed._drawn(blocks)
        for element in drawing.block_elements(block, document, 165)
    ]


def test_lines_with_blanks_are_not_pulled_apart():
    blank, plain, item = drawn(
        Block("paragraph", f"Chỉ định đồng chí {BLANK}, chức vụ {BLANK}, giữ chức Bí thư.", key="a"),
        Block("paragraph", "Đồng chí có tên tại Điều 1 thực hiện nhiệm vụ.", key="b"),
        Block("item", f"Họ và tên: {BLANK}", key="c"),
    )
    assert (blank.alignment, item.alignment) == (WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.LEFT)
    assert plain.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY


def test_a_heading_stays_with_its_words_and_not_with_the_next_heading():
    matters = [
        Block("heading", "2. Diễn biến", key="a", level=2),
        Block("heading", "2.1. Công tác cán bộ", key="b", level=3),
        Block("heading", "2.2. Kiểm tra, giám sát", key="c", level=3),
        Block("heading", "3. Kết luận", key="d", level=2),
        Block("paragraph", "Cuộc họp kết thúc.", key="e"),
    ]
    kept = [paragraph.paragraph_format.keep_with_next for paragraph in drawn(*matters)]
    assert kept == [True, False, False, True, None]

"""Make the built-in Word templates of letters anew (templates/letters/*.docx); an office starts its own from
one of them."""

from typing import Any

from django.core.management.base import BaseCommand
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reminders.documents.letters import FOLDER, built_in
from reminders.enums import LetterProfile

CENTRE, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
TITLE_WIDTH = 73.0  # mm of the title in Times New Roman, 15 pt bold: the rule below it is as long
CELL_MARGIN = 1.9  # mm, Word's own


class Command(BaseCommand):
    help = "Tạo lại các mẫu Word có sẵn của công văn đôn đốc."

    def handle(self, *args: Any, **options: Any) -> None:
        for profile in LetterProfile.values:
            make(profile)
            self.stdout.write(str(built_in(profile)))


def make(profile: str) -> None:
    """Write the template of one standard of form."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin, section.header_distance = Mm(30), Mm(15), Mm(10)
    section.different_first_page_header_footer = True
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after = Pt(0)
    _page_number(section.header.paragraphs[0])
    _head(document)
    for line in ("{%p if addressees|length == 1 %}",):
        document.add_paragraph(line)
    _write(document.add_paragraph(), ("Kính gửi: ", "i"), ("{{ addressees[0] }}", "")).alignment = CENTRE
    document.add_paragraph("{%p else %}")
    _indented(_write(document.add_paragraph(), ("Kính gửi:", "i")), 30)
    document.add_paragraph("{%p for line in addressees %}")
    _indented(document.add_paragraph("- {{ line }}"), 41).paragraph_format.first_line_indent = Mm(-3)
    for line in ("{%p endfor %}", "{%p endif %}"):
        document.add_paragraph(line)
    document.add_paragraph()
    _body(document.add_paragraph("{{ opening }}"))
    document.add_paragraph("{%p if not annex %}")
    document.add_paragraph("{%p for body in bodies %}")
    document.add_paragraph("{%p if bodies|length > 1 %}")
    _body(_write(document.add_paragraph(), ("{{ body.name }}", "b"))).paragraph_format.keep_with_next = True
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p for line in body.lines %}")
    _body(document.add_paragraph("- {{ line }}"))
    for line in ("{%p endfor %}", "{%p endfor %}", "{%p endif %}"):
        document.add_paragraph(line)
    _body(_write(document.add_paragraph(), ("{{ request }} ", ""), ("{{ deadline }}", "bi"), (".", "")))
    # A page that bears the signature bears some of the text.
    closing = _body(document.add_paragraph("{{ closing }}")).paragraph_format
    closing.keep_with_next = closing.keep_together = True
    document.add_paragraph().paragraph_format.keep_with_next = True
    _foot(document, profile)
    _annex(document)
    FOLDER.mkdir(parents=True, exist_ok=True)
    document.core_properties.author = document.core_properties.title = ""
    document.save(str(built_in(profile)))


def _write(paragraph: Any, *parts: tuple[str, str], size: int = 0) -> Any:
    """Add runs of text; the second part of each names b(old), i(talic), u(nderline)."""
    for text, shape in parts:
        run = paragraph.add_run(text)
        run.bold, run.italic, run.underline = "b" in shape or None, "i" in shape or None, "u" in shape or None
        if size:
            run.font.size = Pt(size)
    return paragraph


def _body(paragraph: Any) -> Any:
    """Body text: justified, first line 10 mm, lines exactly 18 pt."""
    form = paragraph.paragraph_format
    paragraph.alignment, form.first_line_indent, form.space_after = BOTH, Mm(10), Pt(6)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(18)
    return paragraph


def _indented(paragraph: Any, millimetres: int) -> Any:
    paragraph.paragraph_format.left_indent = Mm(millimetres)
    return paragraph


def _rule_below(paragraph: Any) -> None:
    """A solid line as wide as the paragraph."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _columns(document: Any, *widths: int) -> list[Any]:
    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
        column.width = cell.width = Mm(width)
    return list(table.rows[0].cells)


def _head(document: Any) -> None:
    left, right = _columns(document, 68, 97)
    _write(left.paragraphs[0], ("{{ superior }}", "")).alignment = CENTRE
    _write(left.add_paragraph(), ("{{ issuer }}", "b")).alignment = CENTRE
    _write(left.add_paragraph(), ("*", "")).alignment = CENTRE
    _write(left.add_paragraph(), ("{{ number }}", "")).alignment = CENTRE
    _write(left.add_paragraph(), ("{{ subject }}", "i"), size=12).alignment = CENTRE
    title = _write(right.paragraphs[0], ("ĐẢNG CỘNG SẢN VIỆT NAM", "b"), size=15)
    title.alignment = CENTRE
    title.paragraph_format.left_indent = title.paragraph_format.right_indent = Mm(
        (97 - 2 * CELL_MARGIN - TITLE_WIDTH) / 2
    )
    _rule_below(title)
    dated = _write(right.add_paragraph(), ("{{ place }}, {{ date }}", "i"))
    dated.alignment = CENTRE
    dated.paragraph_format.space_before = Pt(14)
    document.add_paragraph()


def _foot(document: Any, profile: str) -> None:
    left, right = _columns(document, 80, 85)
    left._tc.getparent().get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    _write(left.paragraphs[0], ("Nơi nhận", "u"), (":", ""), size=14)
    left.add_paragraph("{%p for line in recipients %}")
    _write(left.add_paragraph(), ("- {{ line }}", ""), size=12)
    left.add_paragraph("{%p endfor %}")
    # Under the newer standard the title of who signs is not bold; the authority above it is.
    title = "" if profile == LetterProfile.HD05_2026 else "b"
    right.paragraphs[0].text = "{%p if office %}"
    _write(right.add_paragraph(), ("{{ authority }}", "b")).alignment = CENTRE
    _write(right.add_paragraph(), ("{{ office }}", title)).alignment = CENTRE
    right.add_paragraph("{%p else %}")
    _write(right.add_paragraph(), ("{{ authority }}", title)).alignment = CENTRE
    right.add_paragraph("{%p endif %}")
    for _line in range(4):
        right.add_paragraph()
    _write(right.add_paragraph(), ("{{ signer }}", "b")).alignment = CENTRE


def _annex(document: Any) -> None:
    """The table of a letter to several bodies, on a page of its own."""
    document.add_paragraph("{%p if annex %}").paragraph_format.keep_with_next = True
    for number, (words, shape) in enumerate(
        (
            ("PHỤ LỤC", "b"),
            ("Các việc chưa thực hiện của các tổ chức đảng", "b"),
            ("(Kèm theo Công văn {{ number }}, {{ date }}, của Văn phòng Tỉnh uỷ)", "i"),
            ("-----", ""),
        )
    ):
        line = _write(document.add_paragraph(), (words, shape))
        line.alignment, line.paragraph_format.keep_with_next, line.paragraph_format.page_break_before = (
            CENTRE,
            True,
            not number,
        )
    widths = (12, 45, 90, 18)
    table = document.add_table(rows=5, cols=len(widths))
    table.style, table.autofit = "Table Grid", False
    rows = (
        (("STT", "b"), ("Tổ chức đảng", "b"), ("Việc chưa thực hiện", "b"), ("Số việc", "b")),
        (("{%tr for row in annex %}", ""), ("", ""), ("", ""), ("", "")),
        (
            ("{{ row.place }}", ""),
            ("{{ row.name }}", ""),
            ("{%p for line in row.lines %}", ""),
            ("{{ row.number }}", ""),
        ),
        (("{%tr endfor %}", ""), ("", ""), ("", ""), ("", "")),
        (("", ""), ("Tổng cộng", "b"), ("", ""), ("{{ total }}", "b")),
    )
    for row, cells in zip(table.rows, rows, strict=True):
        for place, (cell, width, (words, shape)) in enumerate(zip(row.cells, widths, cells, strict=True)):
            cell.width = Mm(width)
            _write(cell.paragraphs[0], (words, shape), size=12)
            if place in {0, 3}:
                cell.paragraphs[0].alignment = CENTRE
    lines = table.rows[2].cells[2]
    _write(lines.add_paragraph(), ("- {{ line }}", ""), size=12)
    lines.add_paragraph("{%p endfor %}")
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph("{%p endif %}").paragraph_format.keep_with_next = True


def _page_number(paragraph: Any) -> None:
    """The page's number, centred, from the second page on."""
    paragraph.alignment = CENTRE
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(13)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = words
        run._r.append(mark)

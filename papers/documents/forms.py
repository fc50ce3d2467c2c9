"""The built-in forms: Word templates in the Party's form of a day, from which an office may start its own.

Body text, tables and annexes are no part of a template: they come as `{{p body }}` and `{{p annexes }}`.
"""

import io
from functools import lru_cache
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml.etree import tostring

from papers.enums import TRAITS, Kind, Signatures, Traits

CENTRE, BOTH, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT
TITLE_WIDTH = 73.0  # mm of the title in Times New Roman, 15 pt bold: the rule below it is as long
CELL_MARGIN = 1.9  # mm, Word's own
TABLE_MARGIN = 4  # points beside the words of a cell of a table with lines, as in blocks.typ
RULE = 25  # mm, the rule below the title of a paper


@lru_cache(maxsize=64)
def built_in(kind: str, *, new_form: bool) -> bytes:
    """Return the template of a kind of paper in a standard of form."""
    traits = TRAITS[Kind(kind)]
    document = Document()
    _page(document, across=traits.across)
    whole = 252 if traits.across else 165
    _head(document, traits, whole)
    if traits.name:
        _title(document, whole, new_form=new_form)
    _addressees(document)
    document.add_paragraph("{{p body }}")
    _foot(document, traits, whole, new_form=new_form)
    document.add_paragraph("{{p annexes }}")
    document.core_properties.author = document.core_properties.title = ""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def write(paragraph: Any, *parts: tuple[str, str], size: int = 0) -> Any:
    """Add runs of text; the second part of each names b(old), i(talic), u(nderline)."""
    for text, shape in parts:
        run = paragraph.add_run(text)
        run.bold, run.italic, run.underline = "b" in shape or None, "i" in shape or None, "u" in shape or None
        if size:
            run.font.size = Pt(size)
    return paragraph


def body(paragraph: Any) -> Any:
    """Make it body text: justified, first line 10 mm, lines exactly 18 pt."""
    form = paragraph.paragraph_format
    paragraph.alignment, form.first_line_indent, form.space_after = BOTH, Mm(10), Pt(6)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(18)
    return paragraph


def keep_with_next(element: Any) -> None:
    """Keep a paragraph whole and on the page of the next."""
    properties = element.get_or_add_pPr()
    properties.get_or_add_keepNext()
    properties.get_or_add_keepLines()


def lined(table: Any) -> None:
    """Draw thin lines round all cells, from margin to margin of the text: no style is asked for, since an
    office's template may have none."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    begins = OxmlElement("w:tblInd")
    for name, value in (("w", str(TABLE_MARGIN * 20)), ("type", "dxa")):
        begins.set(qn(f"w:{name}"), value)
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))
    for element in (begins, borders):
        layout.addprevious(element)
    beside_cells(table, TABLE_MARGIN)


def beside_cells(table: Any, points: int) -> None:
    """Leave so much beside the words of each cell."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(points * 20))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.find(qn("w:tblLayout")).addnext(margins)


def repeat_head(table: Any) -> None:
    """Repeat the first row on each page; no row breaks across pages."""
    for place, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if not place:
            properties.append(OxmlElement("w:tblHeader"))


def serialise(element: Any) -> str:
    """Return an element of Word as text for a template."""
    return tostring(element, encoding="unicode")


def _page(document: Any, *, across: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if across else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin, section.header_distance = Mm(30), Mm(15), Mm(10)
    section.different_first_page_header_footer = True
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(0), 1.0
    _page_number(section.header.paragraphs[0])


def _head(document: Any, traits: Traits, whole: int) -> None:
    left, right = _columns(document, whole * 41 / 100, whole * 59 / 100)
    write(left.paragraphs[0], ("{%p if superior %}", ""))  # the committee's own papers name none above it
    write(left.add_paragraph(), ("{{ superior }}", "")).alignment = CENTRE
    left.add_paragraph("{%p endif %}")
    write(left.add_paragraph(), ("{{ issuer }}", "b")).alignment = CENTRE
    write(left.add_paragraph(), ("*", "")).alignment = CENTRE
    if traits.numbered:
        write(left.add_paragraph(), ("{{ number }}", "")).alignment = CENTRE
    if not traits.name:
        write(left.add_paragraph(), ("{{ subject }}", "i"), size=12).alignment = CENTRE
    title = write(right.paragraphs[0], ("ĐẢNG CỘNG SẢN VIỆT NAM", "b"), size=15)
    title.alignment = CENTRE
    title.paragraph_format.left_indent = title.paragraph_format.right_indent = Mm(
        (whole * 59 / 100 - 2 * CELL_MARGIN - TITLE_WIDTH) / 2
    )
    _rule_below(title)
    dated = write(right.add_paragraph(), ("{{ place }}, {{ date }}", "i"))
    dated.alignment = CENTRE
    dated.paragraph_format.space_before = Pt(14)
    document.add_paragraph()


def _title(document: Any, whole: int, *, new_form: bool) -> None:
    name = write(document.add_paragraph(), ("{{ name }}", "b"), size=15 if new_form else 16)
    document.add_paragraph("{%p if subject %}")
    subject = write(document.add_paragraph(), ("{{ subject }}", "b"))
    document.add_paragraph("{%p endif %}")
    rule = document.add_paragraph("-----" if new_form else "")
    if not new_form:
        rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = Mm((whole - RULE) / 2)
        rule.paragraph_format.line_spacing_rule, rule.paragraph_format.line_spacing = (
            WD_LINE_SPACING.EXACTLY,
            Pt(4),
        )
        _rule_below(rule)
    rule.paragraph_format.space_after = Pt(10)
    for paragraph in (name, subject, rule):
        paragraph.alignment = CENTRE


def _addressees(document: Any) -> None:
    document.add_paragraph("{%p if addressees|length == 1 %}")
    one = write(document.add_paragraph(), ("{{ salutation }} ", "i"), ("{{ addressees[0] }}", ""))
    one.alignment, one.paragraph_format.space_after = CENTRE, Pt(10)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if addressees|length > 1 %}")
    _indented(write(document.add_paragraph(), ("{{ salutation }}", "i")), 30)
    document.add_paragraph("{%p for line in addressees %}")
    _indented(document.add_paragraph("- {{ line }}"), 41).paragraph_format.first_line_indent = Mm(-3)
    for line in ("{%p endfor %}", "", "{%p endif %}"):
        document.add_paragraph(line)


def _foot(document: Any, traits: Traits, whole: int, *, new_form: bool) -> None:
    if traits.signatures != Signatures.NONE:
        document.add_paragraph().paragraph_format.keep_with_next = True
    # Under the newer standard the title of who signs is not bold; the authority above it is.
    title = "" if new_form else "b"
    if traits.signatures == Signatures.ONE:
        left, right = _columns(document, whole * 49 / 100, whole * 51 / 100)
        _receivers(left)
        left.add_paragraph("{{p proof }}")
        _title_of(right, "", title)
        _name(right, "")
    elif traits.signatures == Signatures.TWO:
        left, right = _columns(document, whole / 2, whole / 2)
        for cell, which, beside in ((left, "second_", ""), (right, "", "second_")):
            _title_of(cell, which, title)
            # Where the other one's title takes two lines, both names stand at one height all the same.
            cell.add_paragraph(f"{{%p if {beside}office and not {which}office %}}")
            cell.add_paragraph()
            cell.add_paragraph("{%p endif %}")
            _name(cell, which)
        _receivers(document)
        document.add_paragraph("{{p proof }}")
    else:
        document.add_paragraph("{{p proof }}")


def _receivers(holder: Any) -> None:
    first = holder.paragraphs[0] if not holder.paragraphs[0].text and hasattr(holder, "_tc") else None
    (first or holder.add_paragraph()).text = "{%p if recipients %}"
    write(holder.add_paragraph(), ("Nơi nhận", "u"), (":", ""), size=14)
    holder.add_paragraph("{%p for line in recipients %}")
    write(holder.add_paragraph(), ("- {{ line }}", ""), size=12)
    holder.add_paragraph("{%p endfor %}")
    holder.add_paragraph("{%p endif %}")


def _title_of(cell: Any, which: str, title: str) -> None:
    cell.paragraphs[0].text = f"{{%p if {which}office %}}"
    write(cell.add_paragraph(), (f"{{{{ {which}authority }}}}", "b")).alignment = CENTRE
    write(cell.add_paragraph(), (f"{{{{ {which}office }}}}", title)).alignment = CENTRE
    cell.add_paragraph("{%p else %}")
    write(cell.add_paragraph(), (f"{{{{ {which}authority }}}}", title)).alignment = CENTRE
    cell.add_paragraph("{%p endif %}")


def _name(cell: Any, which: str) -> None:
    for _line in range(4):
        cell.add_paragraph()
    write(cell.add_paragraph(), (f"{{{{ {which}signer }}}}", "b")).alignment = CENTRE


def _columns(document: Any, *widths: float) -> list[Any]:
    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
        column.width = cell.width = Mm(width)
    return list(table.rows[0].cells)


def _indented(paragraph: Any, millimetres: int) -> Any:
    paragraph.paragraph_format.left_indent = Mm(millimetres)
    return paragraph


def _rule_below(paragraph: Any) -> None:
    """Draw a solid line as wide as the paragraph."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _page_number(paragraph: Any) -> None:
    """Write the page's number, centred, from the second page on."""
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

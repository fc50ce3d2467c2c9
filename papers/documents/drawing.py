"""The content of a paper as a Word file, with the built-in form of its day or a template of the office's own.

It knows no record: what tries a template runs it in a process without any.
"""

import copy
import io
import re
from collections.abc import Callable, Sequence
from typing import Any

import segno
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from papers.documents import forms, typesetting
from papers.documents.forms import CENTRE, LEFT, write

_NUMBER = re.compile(r"(?<![\w/-])(\d{1,5})-([^\W\d_]+)((?:/[\w.-]*\w)+)")
Run = tuple[str, bool, bool]
Drawing = Callable[[dict[str, Any], Any, float], list[Any]]


class Markup:
    """XML of Word that stands in a template as it is: what `{{p … }}` is replaced with."""

    def __init__(self, elements: Sequence[Any]) -> None:
        self.elements = elements

    def __html__(self) -> str:
        return "".join(forms.serialise(element) for element in self.elements)

    __str__ = __html__


def built_in(content: dict[str, Any]) -> bytes:
    """Return a paper in the built-in form of its day. About 0.1 s."""
    return from_template(content, forms.built_in(content["kind"], new_form=content["new_form"]))


def from_template(content: dict[str, Any], template: bytes) -> bytes:
    """Return a paper made with a template: values are text, never markup, and what a template may reach is
    closed."""
    made = DocxTemplate(io.BytesIO(template))
    made.init_docx()
    made.render(values(content, made.docx), environment())
    last = made.docx.sections[-1]
    if content["annexes"] and content["annexes"][-1]["across"] != (last.page_width > last.page_height):
        _turn(last)
    for section in list(made.docx.sections)[1:]:  # its first page is no first page: it has its number
        section.different_first_page_header_footer = False
    _keep_numbers_whole(made.docx, own=content["number"])
    made.docx.core_properties.title = content["file_title"][:250]
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def environment() -> ImmutableSandboxedEnvironment:
    """Return what a template is rendered in."""
    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def values(content: dict[str, Any], document: Any) -> dict[str, Any]:
    """Return the values of a paper by the names that a template may use (papers/documents/templates.py)."""
    second = content["second"] or dict.fromkeys(("authority", "office", "signer"), "")
    size = document.sections[0]
    width = (size.page_width - size.left_margin - size.right_margin) / 36000
    body = [element for block in content["blocks"] for element in block_elements(block, document, width)]
    for block, element in zip(content["blocks"][:-3:-1], body[:-3:-1], strict=False):
        if block["kind"] not in {"paragraph", "item"}:
            break
        forms.keep_with_next(element)  # a page that bears the signature bears some of the text
    names = ("superior", "issuer", "number", "place", "date", "name", "subject", "salutation")
    return {
        **{name: content[name] for name in (*names, "addressees", "recipients")},
        **content["signed"],
        **{f"second_{name}": value for name, value in second.items()},
        "body": Markup(body),
        "annexes": Markup(list(_annexes(content, document))),
        "proof": Markup(_proof(content["proof"], document)),
    }


# Blocks --------------------------------------------------------------------------------------


def block_elements(block: dict[str, Any], document: Any, width: float) -> list[Any]:
    """Return the elements of Word that a block becomes; `width` is that of the text, in millimetres."""
    draw: dict[str, Drawing] = {
        "heading": _heading,
        "centred": _centred,
        "table": _table,
        "chart": _chart,
        "item": _item,
    }
    return draw.get(block["kind"], _paragraph)(block, document, width)


def _paragraph(block: dict[str, Any], document: Any, width: float) -> list[Any]:
    return [_text(block, block["runs"], document)._p]


def _item(block: dict[str, Any], document: Any, width: float) -> list[Any]:
    return [_text(block, [("- ", False, False), *block["runs"]], document)._p]


def _text(block: dict[str, Any], runs: Sequence[Run], document: Any) -> Any:
    paragraph = forms.body(_words(_new(document), runs))
    if block["has_blanks"]:
        paragraph.alignment = LEFT
    return paragraph


def _heading(block: dict[str, Any], document: Any, width: float) -> list[Any]:
    slanted = block["level"] == 3
    runs = [(text, True, italic or slanted) for text, _bold, italic in block["runs"]]
    paragraph = forms.body(_words(_new(document), runs))
    paragraph.paragraph_format.keep_with_next = block["leads"]
    paragraph.paragraph_format.space_after = Pt(4)
    return [paragraph._p]


def _centred(block: dict[str, Any], document: Any, width: float) -> list[Any]:
    paragraph = _words(_new(document), [(text, True, italic) for text, _bold, italic in block["runs"]])
    paragraph.alignment, form = CENTRE, paragraph.paragraph_format
    form.keep_with_next, form.space_before, form.space_after = True, Pt(10), Pt(8)
    return [paragraph._p]


def _caption(block: dict[str, Any], document: Any) -> list[Any]:
    if not block["runs"]:
        return []
    paragraph = _words(_new(document), [(text, True, italic) for text, _b, italic in block["runs"]], size=12)
    paragraph.alignment, form = CENTRE, paragraph.paragraph_format
    form.keep_with_next, form.space_before, form.space_after = True, Pt(6), Pt(4)
    return [paragraph._p]


def _table(block: dict[str, Any], document: Any, width: float) -> list[Any]:
    if not block["rows"]:
        return _caption(block, document)
    table = document.add_table(rows=0, cols=block["columns"])
    table.autofit, size = False, 11 if block["columns"] > 6 else 12
    forms.lined(table)
    widths = [Mm(width * share / sum(block["widths"])) for share in block["widths"]]
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    last = len(block["rows"]) - 1
    for place, row in enumerate(block["rows"]):
        strong = not place or (block["total"] and place == last)
        cells = table.add_row().cells
        for cell, wide, words in zip(cells, widths, row, strict=True):
            cell.width, cell.vertical_alignment = wide, WD_CELL_VERTICAL_ALIGNMENT.CENTER
            runs = [(text, bold or strong, italic) for text, bold, italic in words["runs"]]
            paragraph = _words(cell.paragraphs[0], runs, size=size)
            paragraph.alignment = CENTRE if not place or words["number"] else LEFT
            form = paragraph.paragraph_format
            form.space_before = form.space_after = Pt(2)
    forms.repeat_head(table)
    return [*_caption(block, document), _taken(table._tbl), _gap(document)]


def _chart(block: dict[str, Any], document: Any, width: float) -> list[Any]:
    paragraph = _new(document)
    paragraph.alignment = CENTRE
    picture = io.BytesIO(typesetting.pictures("chart.typ", ppi=200, data=block["data"])[0])
    _picture(paragraph, picture, width=min(width, 165))
    return [*_caption(block, document), paragraph._p, _gap(document)]


def _annexes(content: dict[str, Any], document: Any) -> Any:
    """Generate the elements of the annexes, each on pages of its own; a turned page ends a section."""
    section = document.sections[-1]
    is_across = section.page_width > section.page_height
    for annex in content["annexes"]:
        turns = annex["across"] != is_across
        if turns:
            yield _section_end(section, across=is_across, document=document)
            is_across = annex["across"]
        for place, (runs, bold, italic) in enumerate(
            (
                ([(annex["name"], False, False)], True, False),
                (annex["runs"], True, False),
                ([(annex["belongs"], False, False)], False, True),
                ([("-----", False, False)], False, False),
            )
        ):
            paragraph = _words(
                _new(document),
                [(text, bold or is_bold, italic or slanted) for text, is_bold, slanted in runs],
            )
            paragraph.alignment = CENTRE
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.page_break_before = not place and not turns
            if place == 3:
                paragraph.paragraph_format.space_after = Pt(6)
            yield paragraph._p
        width = 252 if is_across else 165
        for block in annex["blocks"]:
            yield from block_elements(block, document, width)


def _proof(proof: dict[str, str] | None, document: Any) -> list[Any]:
    if proof is None:
        return []
    picture = io.BytesIO()
    segno.make(proof["link"], error="m").save(picture, kind="png", scale=8, border=0)
    picture.seek(0)
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    forms.beside_cells(table, 0)
    square, words = table.rows[0].cells
    for column, cell, width in zip(table.columns, (square, words), (19, 58), strict=True):
        column.width = cell.width = Mm(width)
    _picture(square.paragraphs[0], picture, width=17)
    words.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    write(words.paragraphs[0], (proof["words"], ""), size=9)
    write(words.add_paragraph(), (proof["code"], "b"), size=9)
    write(words.add_paragraph(), (proof["address"], ""), size=9)
    # Two tables without a paragraph between them would be one; a cell ends with a paragraph.
    return [_gap(document), _taken(table._tbl), _gap(document, 1)]


# Small parts ---------------------------------------------------------------------------------


def _new(document: Any) -> Any:
    """Return a paragraph that belongs to the document's parts but stands nowhere yet."""
    paragraph = document.add_paragraph()
    _taken(paragraph._p)
    return paragraph


def _taken(element: Any) -> Any:
    element.getparent().remove(element)
    return element


def _gap(document: Any, points: int = 6) -> Any:
    paragraph = _new(document)
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)
    return paragraph._p


def _picture(paragraph: Any, picture: io.BytesIO, *, width: float) -> None:
    """Add a picture of so many millimetres to the line, with nothing beside it."""
    inline = paragraph.add_run().add_picture(picture, width=Mm(width))._inline
    for side in "TBLR":
        inline.set(f"dist{side}", "0")


def _words(paragraph: Any, runs: Sequence[Run], *, size: int = 0) -> Any:
    for text, bold, italic in runs:
        run = paragraph.add_run(text)  # python-docx makes line breaks of the lines
        run.bold, run.italic = bold or None, italic or None
        if size:
            run.font.size = Pt(size)
    if size:  # the mark that ends a paragraph makes its last line as high as itself
        mark, height = OxmlElement("w:rPr"), OxmlElement("w:sz")
        height.set(qn("w:val"), str(size * 2))
        mark.append(height)
        paragraph._p.get_or_add_pPr().append(mark)
    return paragraph


def _keep_numbers_whole(document: Any, *, own: str) -> None:
    """Let no number of a document break at its hyphen, wherever the file names one: 05-QC/BCSĐ, 12-TTr/TU.
    Word finds such a hyphen as ^~ and copies it as a hyphen; the paper's `own` number, which has a line of
    its own, keeps the plain one, by which people look for it."""
    for text in list(document.element.body.iter(qn("w:t"))):
        words = text.text or ""
        ends = [number.end(1) for number in _NUMBER.finditer(words) if _is_symbol(*number.groups()[1:])]
        if words == own or not ends:
            continue
        for start, end in zip([0, *(end + 1 for end in ends)], [*ends, len(words)], strict=True):
            piece = OxmlElement("w:t")
            piece.text = words[start:end]
            piece.set(qn("xml:space"), "preserve")
            text.addprevious(piece)
            if end < len(words):
                text.addprevious(OxmlElement("w:noBreakHyphen"))
        text.getparent().remove(text)


def _is_symbol(kind: str, issuer: str) -> bool:
    """Return whether these end a document's number: QC, TTr, QĐi and who issued it."""
    return kind[:2].isupper() and issuer == issuer.upper()


def _section_end(section: Any, *, across: bool, document: Any) -> Any:
    """Return the paragraph that ends a section of the document which lies as it has lain so far."""
    paragraph = _new(document)
    end = copy.deepcopy(section._sectPr)
    size = end.find(qn("w:pgSz"))
    long, short = max(section.page_width, section.page_height), min(section.page_width, section.page_height)
    size.set(qn("w:w"), str(int((long if across else short) / 635)))
    size.set(qn("w:h"), str(int((short if across else long) / 635)))
    size.set(qn("w:orient"), "landscape" if across else "portrait")
    paragraph._p.get_or_add_pPr().append(end)
    return paragraph._p


def _turn(section: Any) -> None:
    section.page_width, section.page_height = section.page_height, section.page_width
    is_across = section.page_width > section.page_height
    section.orientation = WD_ORIENT.LANDSCAPE if is_across else WD_ORIENT.PORTRAIT


def document_text(content: bytes) -> str:
    """Return all words of a Word file, its running heads included, a line a paragraph."""
    document = Document(io.BytesIO(content))
    heads = [
        part._element
        for section in document.sections
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer)
        if not part.is_linked_to_previous
    ]
    return "\n".join(
        "".join(
            "-" if piece.tag == qn("w:noBreakHyphen") else piece.text or ""
            for piece in paragraph.iter(qn("w:t"), qn("w:noBreakHyphen"))
        )
        for holder in (document.element.body, *heads)
        for paragraph in holder.iter(qn("w:p"))
    )

"""A page of what a Word file looks like, as PDF, on a machine without Word.

It reads paragraphs, tables, the running heads and their plain looks: enough for a letter of the office, made
from its own template. Pictures and drawings are left out. What is signed is printed from the Word file.
"""

import io
from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from docx import Document
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from papers.documents import typesetting

# The styles of the files that are being read.
_FOUND: WeakKeyDictionary[Any, dict[tuple[type, str | None], list[Any]]] = WeakKeyDictionary()
_ALIGNED = {"center": "center", "right": "right", "end": "right", "both": "justify", "distribute": "justify"}


def pdf(content: bytes) -> bytes:
    """Return a Word file as PDF. About 0.2 s for a letter."""
    return typesetting.pdf("page.typ", page=_read(content))


def pictures(content: bytes, *, ppi: int) -> list[bytes]:
    """Return the pages of a Word file as PNG."""
    return typesetting.pictures("page.typ", ppi=ppi, page=_read(content))


def _read(content: bytes) -> dict[str, Any]:
    document = Document(io.BytesIO(content))
    section = document.sections[0]
    return {
        "width": _mm(section.page_width),
        "height": _mm(section.page_height),
        "margins": [
            _mm(side)
            for side in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        ],
        "head": _mm(section.header_distance),
        **_heads(section),
        "blocks": list(_blocks(document.element.body, document)),
    }


def _heads(section: Section) -> dict[str, Any]:
    """Return what stands above and below each page, and on the first one where that differs."""
    found = {}
    for name, every, first in (
        ("top", section.header, section.first_page_header),
        ("bottom", section.footer, section.first_page_footer),
    ):
        others = list(_blocks(every._element, every)) if not every.is_linked_to_previous else []
        found[name] = {"first": others, "others": others}
        if section.different_first_page_header_footer:
            found[name]["first"] = (
                list(_blocks(first._element, first)) if not first.is_linked_to_previous else []
            )
    return found


def _blocks(holder: Any, parent: Any) -> Iterator[dict[str, Any]]:
    for element in holder.iterchildren():
        if element.tag == qn("w:p"):
            yield _paragraph(Paragraph(element, parent))
        elif element.tag == qn("w:tbl"):
            yield _table(Table(element, parent), parent)
        elif element.tag == qn("w:sdt"):
            for inner in element.iterchildren(qn("w:sdtContent")):
                yield from _blocks(inner, parent)


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    form = [paragraph.paragraph_format, *(style.paragraph_format for style in _styles(paragraph))]
    spacing = _first(form, "line_spacing")
    size = _size(paragraph, None)
    return {
        "kind": "p",
        "breaks": bool(_first(form, "page_break_before")),
        "align": _ALIGNED.get(_alignment(paragraph), "left"),
        "first": _pt(_first(form, "first_line_indent")),
        "left": _pt(_first(form, "left_indent")),
        "right": _pt(_first(form, "right_indent")),
        "before": _pt(_first(form, "space_before")),
        "after": _pt(_first(form, "space_after")),
        "line": spacing.pt if isinstance(spacing, Length) else size * 1.15 * float(spacing or 1),
        "size": size,
        "rule": bool(paragraph._p.xpath("./w:pPr/w:pBdr/w:bottom[not(@w:val='nil') and not(@w:val='none')]")),
        "runs": [run for one in _runs(paragraph) for run in one],
    }


def _alignment(paragraph: Paragraph) -> str:
    for properties in (paragraph._p.pPr, *(style.element.pPr for style in _styles(paragraph))):
        if properties is not None and properties.find(qn("w:jc")) is not None:
            return str(properties.find(qn("w:jc")).get(qn("w:val")))
    return ""


def _runs(paragraph: Paragraph) -> Iterator[list[dict[str, Any]]]:
    """Generate the runs with their looks; the number of the page stands for its field."""
    for element in paragraph._p.iter(qn("w:r"), qn("w:fldSimple")):
        if element.tag == qn("w:fldSimple"):
            if "PAGE" in element.get(qn("w:instr"), ""):
                yield [
                    {
                        "page": True,
                        "text": "",
                        "bold": False,
                        "italic": False,
                        "underline": False,
                        "size": _size(paragraph, None),
                    }
                ]
            continue
        run = Run(element, paragraph)
        look = {name: bool(_looked(paragraph, run, name)) for name in ("bold", "italic", "underline")} | {
            "size": _size(paragraph, run)
        }
        if any("PAGE" in (piece.text or "") for piece in element.iter(qn("w:instrText"))):
            yield [{"page": True, "text": "", **look}]
        elif text := run.text:
            yield [
                {"page": False, "text": text.upper() if _looked(paragraph, run, "all_caps") else text, **look}
            ]


def _table(table: Table, parent: Any) -> dict[str, Any]:
    """Return a table row by row: each cell with its own width, so that no merging of cells can go wrong."""
    properties = table._tbl.tblPr
    drawn = properties.find(qn("w:tblBorders")) if properties is not None else None
    lines = drawn is not None and any(side.get(qn("w:val")) not in {"nil", "none"} for side in drawn)
    columns = [_pt(column.width) for column in table.columns]
    rows = []
    for row in table._tbl.tr_lst:
        cells, place = [], row.grid_before
        for cell in row.tc_lst:
            width = _pt(cell.width) or sum(columns[place : place + cell.grid_span])
            cells.append({"width": width, "blocks": list(_blocks(cell, parent))})
            place += cell.grid_span
        rows.append({"shift": sum(columns[: row.grid_before]), "cells": cells})
    return {
        "kind": "t",
        "lines": lines or (table.style is not None and table.style.name == "Table Grid"),
        "rows": [row for row in rows if row["cells"]],
    }


def _styles(holder: Paragraph | Run) -> list[Any]:
    """Return the style of a paragraph or run and those that it builds on. Each is looked for once a file:
    python-docx goes through all styles of the file for one."""
    found = _FOUND.setdefault(holder.part, {})
    name = type(holder), holder._element.style
    if name not in found:
        found[name], style = [], holder.style
        while style is not None and len(found[name]) < 20:
            found[name].append(style)
            style = style.base_style
    return found[name]


def _looked(paragraph: Paragraph, run: Run | None, name: str) -> Any:
    """Return a look of a run: its own, that of its style, that of the paragraph's style."""
    holders = [
        *([run.font, *(style.font for style in _styles(run))] if run is not None else []),
        *(style.font for style in _styles(paragraph)),
    ]
    return _first(holders, name)


def _size(paragraph: Paragraph, run: Run | None) -> float:
    size = _looked(paragraph, run, "size")
    if size is None:
        default = (
            paragraph.part.styles.element.xpath("./w:docDefaults/w:rPrDefault/w:rPr/w:sz/@w:val")
            if hasattr(paragraph.part, "styles")
            else []
        )
        size = Pt(int(default[0]) / 2) if default else Pt(14)
    return min(max(float(size.pt), 4), 72)


def _first(holders: Any, name: str) -> Any:
    return next((value for holder in holders if (value := getattr(holder, name)) is not None), None)


def _mm(length: Length | None) -> float:
    return round(length.mm, 2) if length is not None else 20.0


def _pt(length: Any) -> float:
    return round(length.pt, 2) if length is not None else 0.0

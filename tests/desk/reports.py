"""The report of a period as its readers have it: on paper in every form, and as an Excel file."""

import datetime as dt
import io
import re
from typing import NamedTuple

from django.utils.translation import override
from docx import Document
from openpyxl import load_workbook

from accounts.models import User
from desk.queries import periods
from desk.queries.period_report import owner, tables
from papers.blocks import Block, as_json
from papers.documents import pdf, word
from papers.documents.drawing import document_text
from papers.enums import Kind, Profile
from papers.models import Paper
from tests.pdfs import text_of

TODAY = dt.date(2026, 11, 29)
"""The day of the sample province."""
RULES, PERIODS, BODIES = "Nội dung theo dõi", "Kỳ đã kết thúc", "Họp định kỳ"


class Report(NamedTuple):
    """The words of a report, its tables by the heading of a column that they alone have, its blocks, the
    words of its PDF, the sheets of its Excel file."""

    words: str
    tables: dict[str, list[list[str]]]
    blocks: dict[str, Block]
    pdf: str
    sheets: dict[str, list[list[object]]]

    def numbers(self, column: str, *, places: slice, total: bool = False) -> dict[str, list[int]]:
        """Return the numbers of a table by the name of its row."""
        _head, *rows = self.tables[column]
        name = 0 if column == RULES else 1
        rows = rows if total else rows[:-1]
        return {row[name]: [number(cell) for cell in row[places]] for row in rows}


def number(text: str) -> int:
    return int(text.replace(".", ""))


def report(name: str, *, today: dt.date, by: User) -> Report:
    """Return the report of a period as it would be begun today."""
    span = periods.span(name)
    made = owner.draft(span, today=today, dated_on=today, by=by)
    paper = Paper(
        kind=Kind.REPORT,
        document_type="BC",
        profile=Profile.on(today),
        dated_on=today,
        title=made.title,
        frame=made.frame,
        blocks=as_json(made.blocks),
    )
    content = word.docx(paper)
    found: dict[str, list[list[str]]] = {}
    for table in Document(io.BytesIO(content)).tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        for column in (RULES, PERIODS, BODIES):
            if column in rows[0]:
                found[column] = rows
    with override("vi"):
        book = load_workbook(io.BytesIO(tables.file(owner.facts(span, today=today, by=by))))
    sheets = {
        sheet.title: [list(row) for row in sheet.iter_rows(min_row=3, values_only=True)] for sheet in book
    }
    return Report(
        document_text(content),
        found,
        {block.key: block for block in made.blocks},
        " ".join(re.sub(r"\s+", " ", text_of(pdf.pdf(paper))).split()),
        sheets,
    )

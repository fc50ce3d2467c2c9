"""Lists as annexes (phụ lục số liệu): A4 across, numbered rows, a total; as PDF or as a Word file. An
annex is made when it is asked for and kept nowhere."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import UserRequest
from core import clock, known
from core.dates import day
from core.htmx import download
from core.templatetags.nennep import vi
from papers.blocks import MOST_COLUMNS, MOST_ROWS, Block, as_json, plain
from papers.documents import drawing, pdf, printed
from papers.documents.wording import short_dates
from papers.enums import Kind, Profile
from papers.models import Paper
from papers.services import frames, proofs
from records import tables
from records.tables import Cell

FORM = "dang"
"""The parameter that asks for a list as an annex: `phu-luc` (PDF) or `phu-luc-word`."""
AS_PDF, AS_WORD = "phu-luc", "phu-luc-word"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGE, WIDEST = 252, 110
"""The width of the text, and the most that one column asks for, in millimetres."""
SUMS = "Tổng cộng:"


def answer(
    request: UserRequest,
    title: str,
    cells: Sequence[Cell],
    rows: Iterable[Any],
    *,
    shown: Collection[str],
    on: dt.date,
    name: str = "",
) -> HttpResponse:
    """Return a list with the columns that its reader sees: as an annex where the address asks for one,
    else as an Excel file. One query more for an annex."""
    wanted = request.GET.get(FORM, "")
    if wanted not in {AS_PDF, AS_WORD}:
        return tables.answer(title, cells, rows, shown=shown, on=on, name=name)
    listed = list(rows)
    if len(listed) > MOST_ROWS - 2:
        raise BadRequest(
            _("Phụ lục in được tối đa %(most)s dòng. Hãy lọc danh sách rồi in lại, hoặc xuất Excel.")
            % {"most": vi(MOST_ROWS - 2)}
        )
    printed_cells = [cell for cell in cells if cell.column in shown and not cell.is_code]
    made = paper(title, printed_cells, listed, on=on)
    seal = proofs.of_print(title=title, day=on, said=made.blocks, now=clock.now(), by=request.user)
    content = printed.content(made) | {"proof": seal}
    stem = f"phu-luc-{name or title}-{on.isoformat()}{known.file_suffix()}"
    if wanted == AS_WORD:
        return download(drawing.built_in(content), WORD, f"{stem}.docx")
    answered = download(pdf.built_in(content), "application/pdf", f"{stem}.pdf")
    answered["Content-Disposition"] = answered["Content-Disposition"].replace("attachment", "inline")
    return answered


def paper(title: str, cells: Sequence[Cell], rows: Sequence[Any], *, on: dt.date) -> Paper:
    """Return the annex, stored nowhere: the list by the records of the day, in Vietnamese whoever asks
    for it."""
    with override("vi"):
        when = known.with_remark(f"Theo hồ sơ đến ngày {short_dates(day(on))}")
        blocks = [Block("paragraph", f"*{when}*", key="day"), table(cells, rows)]
    return Paper(
        kind=Kind.ANNEX,
        profile=Profile.on(on),
        dated_on=on,
        title=title,
        frame=frames.of_office(province=""),
        blocks=as_json(blocks),
    )


def table(cells: Sequence[Cell], rows: Sequence[Any]) -> Block:
    """Return the rows, numbered, and below them how many they are and the sums of the columns that have one.
    Columns in which nothing stands are left out."""
    columns = [(cell, [cell.value(row) for row in rows]) for cell in cells]
    columns = [(cell, values) for cell, values in columns if any(value not in (None, "") for value in values)]
    columns = columns[: MOST_COLUMNS - 1] or [(cells[0], [""] * len(rows))]
    heads = ["STT", *(str(cell.heading) for cell, _values in columns)]
    lines = [
        [vi(place), *(_text(values[place - 1]) for _cell, values in columns)]
        for place in range(1, len(rows) + 1)
    ]
    sums = [vi(sum(value or 0 for value in values)) if cell.sums else "" for cell, values in columns]
    sums[0] = f"Tổng cộng: {vi(len(rows))}"
    return Block(
        "table",
        key="rows",
        rows=tuple(tuple(line) for line in [heads, *lines, ["", *sums]]),
        widths=_widths(heads, lines),
        total=True,
    )


def _text(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, dt.date):
        return short_dates(day(value))
    return vi(value) if isinstance(value, int | float) else plain(" ".join(str(value).split()))


def _widths(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Return the columns' widths in millimetres: each as its longest word at least, so that none breaks, and
    what is left of the page by how much they hold."""
    columns = [[heads[place], *(line[place] for line in lines)] for place in range(len(heads))]
    least = [max(_width(word) for text in column for word in text.split() or [""]) for column in columns]
    least[1] = max(least[1], _width(SUMS))
    usual = [sorted(map(_width, column))[len(column) * 3 // 4] for column in columns]
    wanted = [max(0.0, min(much, WIDEST) - few) for much, few in zip(usual, least, strict=True)]
    left = max(0.0, PAGE - sum(least))
    share = left / sum(wanted) if sum(wanted) else 0
    return tuple(round(few + min(share, 1) * more) for few, more in zip(least, wanted, strict=True))


def _width(text: str) -> float:
    """Return about how wide a text of a table is, in millimetres, its cell's edges included."""
    return 3.5 + sum(2.7 if letter.isupper() else 2.0 for letter in text)

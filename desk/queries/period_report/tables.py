"""The tables of the report: each number stands in one place, for the annexes on paper and for the Excel
file."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from core.dates import day, period
from core.templatetags.nennep import vi
from desk.queries.brief import BodyLine, FindingSentence
from desk.queries.period_report.facts import PeriodFacts
from desk.queries.rhythm import Ended
from obligations.enums import PeriodState
from obligations.queries import grounds, sentences
from obligations.queries.findings import Row
from papers.blocks import Block, plain
from papers.documents.wording import short_dates
from records.workbooks import Sheet, workbook

MOST_PRINTED = 1500
"""So many rows of a table are printed; the Excel file has all."""


class Table(NamedTuple):
    """A table of the report; `sums` is its last row, empty for one that has no total."""

    key: str
    title: str
    heads: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Any]]
    sums: Sequence[Any] = ()
    caption: str = ""

    @property
    def block(self) -> Block:
        rows = list(self.rows[:MOST_PRINTED])
        if more := len(self.rows) - len(rows):
            rows.append(("", f"và {vi(more)} dòng khác, xem bản Excel", *("" for _head in self.heads[2:])))
        lines = [self.heads, *rows, *([self.sums] if self.sums else [])]
        return Block(
            "table",
            self.caption,
            key=self.key,
            rows=tuple(tuple(_cell(value) for value in line) for line in lines),
            widths=tuple(self.widths),
            total=bool(self.sums),
        )

    @property
    def sheet(self) -> Sheet:
        return Sheet(self.title, self.heads, [*self.rows, *([self.sums] if self.sums else [])])


def of_rules(facts: PeriodFacts) -> Table:
    """Return what is not done, by rule, beside the day before the period and the year before."""
    brief = facts.brief
    rows = [
        (line.title, line.bodies, line.number, line.serious, line.before, line.last_year)
        for line in brief.rules
    ]
    sums = (
        "Tổng cộng (tổ chức không tính trùng)",
        brief.counts.bodies,
        brief.counts.total,
        brief.serious,
        brief.before.total,
        brief.last_year.total,
    )
    heads = ("Nội dung theo dõi", "Số tổ chức", "Số việc", "Trong đó nghiêm trọng")
    return Table(
        "rules",
        "Theo nội dung",
        (*heads, *(f"Số việc ngày {short_dates(day(on))}" for on in (brief.before_on, brief.last_year_on))),
        (33, 12, 11, 14, 16, 16),
        rows,
        sums,
        "Bảng 1. Việc chưa thực hiện theo nội dung",
    )


def of_periods(facts: PeriodFacts) -> Table:
    """Return what became of the periods that ended, body by body, each period by its result."""
    of_body: dict[str, list[Ended]] = {}
    for one in facts.brief.periods:
        of_body.setdefault(one.body_code, []).append(one)
    lines = [line for line in facts.brief.by_body if line.periods]
    rows: list[tuple[Any, ...]] = [
        (place, line.name, *_periods(line), "; ".join(_result(one) for one in of_body[line.code]))
        for place, line in enumerate(lines, start=1)
    ]
    sums = ("", "Tổng cộng", *(sum(row[column] for row in rows) for column in range(2, 7)), "")
    heads = ("STT", "Tổ chức đảng", "Kỳ đã kết thúc", "Đã họp định kỳ", "Không họp định kỳ")
    return Table(
        "periods",
        "Họp định kỳ",
        (*heads, "Họp không đủ thành phần", "Được miễn, hoãn", "Kết quả từng kỳ"),
        (5, 24, 8, 8, 9, 9, 9, 28),
        rows,
        sums,
    )


def of_bodies(facts: PeriodFacts) -> Table:
    """Return what each body has not done; the columns add up to its total, waived ones apart."""
    lines = [line for line in facts.brief.by_body if line.total or line.waived]
    rows: list[tuple[Any, ...]] = [
        (place, line.name, *_findings(line)) for place, line in enumerate(lines, start=1)
    ]
    sums = ("", "Tổng cộng", *(sum(row[column] for row in rows) for column in range(2, 9)))
    heads = ("STT", "Tổ chức đảng", "Họp định kỳ", "Báo cáo năm", "Khuyết vị trí", "Việc khác", "Tổng số")
    return Table(
        "bodies",
        "Việc chưa thực hiện",
        (*heads, "Trong đó nghiêm trọng", "Được miễn, hoãn"),
        (5, 35, 9, 9, 9, 9, 8, 9, 9),
        rows,
        sums,
    )


def of_serious(facts: PeriodFacts) -> Table:
    """Return what is serious and overdue, documents cited in full at their first mention."""
    return _listed(facts, "serious", "Việc nghiêm trọng", facts.serious, "Chậm (ngày)", late=True)


def of_soon(facts: PeriodFacts) -> Table:
    """Return what comes due."""
    return _listed(facts, "soon", "Việc sắp đến hạn", facts.soon, "Còn (ngày)", late=False)


def annexes(facts: PeriodFacts) -> list[Table]:
    """Return the tables that follow the text, those that have rows."""
    made = (of_periods(facts), of_bodies(facts), of_serious(facts), of_soon(facts))
    return [table for table in made if table.rows]


def _listed(
    facts: PeriodFacts, key: str, title: str, found: Sequence[FindingSentence], days: str, *, late: bool
) -> Table:
    cited = grounds.Citations(sentence for _row, sentence in found)
    on = facts.on
    rows = [
        (
            place,
            row.body_name,
            sentences.title(row.rule),
            short_dates(cited.cite(sentences.without_codes(sentence, row, names={}))) + _note(row, late),
            row.due_on if not (late and row.due_note) else None,
            row.days_late_known(on) if late else row.days_left(on) or None,
        )
        for place, (row, sentence) in enumerate(found, start=1)
    ]
    heads = ("STT", "Tổ chức đảng", "Nội dung", "Tình hình", "Hạn", days)
    return Table(key, title, heads, (5, 22, 17, 38, 10, 8), rows)


def _note(row: Row, late: bool) -> str:
    """Return how the days late are counted, where that is not from the due day."""
    note = sentences.late_note(row) if late else ""
    return f" {note[:1].upper()}{short_dates(note[1:])}." if note else ""


def _periods(line: BodyLine) -> tuple[int, ...]:
    return line.periods, line.met_periods, line.missed_periods, line.without_quorum, line.waived_periods


def _findings(line: BodyLine) -> tuple[int, ...]:
    meetings = line.total - line.reports - line.vacancies - line.others
    return meetings, line.reports, line.vacancies, line.others, line.total, line.serious, line.waived


def _result(one: Ended) -> str:
    """Return a period with its result: "quý III/2026: đã họp định kỳ 12/8/2026"."""
    words = str(PeriodState(one.cell.state).label)
    held = [m.held_on for m in one.cell.meetings if m.kind == "periodic" and m.status == "held"]
    days = ", ".join(short_dates(day(on)) for on in held)
    return f"{period(one.cell.period.name)}: {words[:1].lower()}{words[1:]}{f' ({days})' if days else ''}"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return short_dates(day(value))
    return vi(value) if isinstance(value, int) else plain(str(value))


def chart(facts: PeriodFacts) -> Block:
    """Return the picture of the last four quarters: of the periods that ended, how many were met."""
    bars = [
        [period(name).replace("quý", "Quý"), tally.met, tally.not_met, tally.waived]
        for name, tally in facts.quarters
    ]
    legend = ["Đã họp định kỳ", "Không họp hoặc họp không đủ thành phần", "Được miễn, hoãn"]
    words = "Biểu đồ 1. Kết quả họp định kỳ theo quý (số kỳ)"
    return Block("chart", words, key="chart", data={"bars": bars, "legend": legend})


def file(facts: PeriodFacts) -> bytes:
    """Return the report's tables, and what its picture is drawn from, as an Excel file."""
    picture = chart(facts).data
    quarters = Sheet("Theo quý", ["Quý", *picture["legend"]], picture["bars"])
    tables = [of_periods, of_rules, of_bodies, of_serious, of_soon]
    when = f"{period(facts.span.name)[:1].upper()}{period(facts.span.name)[1:]}"
    return workbook(
        f"{when}, số liệu đến ngày {day(facts.on)}", [*(make(facts).sheet for make in tables), quarters]
    )

"""The figures of a day as one workbook: a sheet a table, real dates, filters, headings that stay."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from core import known
from core.dates import day
from delegations.documents import workbooks
from desk.queries.brief import Brief, Said
from obligations.queries import sentences, silence


class Sheet(NamedTuple):
    """A table of the workbook."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]


def of_brief(brief: Brief, said: Sequence[Said], directions: Sequence[Any]) -> bytes:
    """Return the workbook of the day: figures, rules, bodies, every finding, the open directions."""
    sheets = [_figures(brief), _rules(brief), _bodies(brief), _findings(said, brief), _directions(directions)]
    return workbook(_("Tình hình ngày %(day)s") % {"day": day(brief.on)}, sheets)


def workbook(subtitle: str, sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook of these tables, each with a line on its day and the sense in which it tells of it. Text is never a formula."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _write(book, sheet, known.titled(subtitle))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write(book: Workbook, sheet: Sheet, subtitle: str) -> None:
    page: Any = book.create_sheet(sheet.title[:31])
    rows = [list(row) for row in sheet.rows]
    for column, heading in enumerate(sheet.headings, start=1):
        width = max(len(str(row[column - 1] or "")) for row in [[heading] * column, *rows])
        page.column_dimensions[get_column_letter(column)].width = min(70, max(10, width + 2))
    page.freeze_panes = "A4"
    page.auto_filter.ref = f"A3:{get_column_letter(len(sheet.headings))}{3 + len(rows)}"
    page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToWidth, page.page_setup.fitToHeight = "landscape", 9, 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "3:3"
    cells = workbooks.Cells(page, wrapped_from=61, fractions="0.0%")  # the only fractions of these tables are shares
    page.append([_title(page, sheet.title)])
    page.append([cells.cell(subtitle)])
    page.append([_heading(page, heading) for heading in sheet.headings])
    for row in rows:
        page.append([cells.cell(value) if value is not None else None for value in row])


def _title(page: Any, words: str) -> Any:
    cell = WriteOnlyCell(page, value=words)
    cell.font = Font(bold=True, size=14)
    return cell


def _heading(page: Any, words: str) -> Any:
    cell = WriteOnlyCell(page, value=words)
    cell.font, cell.fill, cell.alignment = Font(bold=True), PatternFill("solid", fgColor="E8ECF0"), Alignment(wrap_text=True, vertical="top")
    return cell


def _figures(brief: Brief) -> Sheet:
    rows = [
        (_("Tổ chức đang hoạt động"), brief.bodies, None, None),
        (_("Tổ chức còn việc quá hạn"), brief.late, None, None),
        (_("Tổ chức có phát hiện"), brief.counts.bodies, brief.before.bodies, brief.last_year.bodies),
        (_("Phát hiện"), brief.counts.total, brief.before.total, brief.last_year.total),
        *(
            (label, *(told.by_severity.get(severity, 0) for told in (brief.counts, brief.before, brief.last_year)))
            for severity, label in (("serious", _("Nghiêm trọng")), ("warning", _("Cảnh báo")), ("info", _("Lưu ý")))
        ),
        (_("Sắp đến hạn"), *(told.by_status.get("due", 0) for told in (brief.counts, brief.before, brief.last_year))),
        (_("Quá hạn, chưa ghi nhận"), brief.not_recorded, None, None),
        (_("Được miễn, hoãn"), brief.counts.waived, brief.before.waived, brief.last_year.waived),
    ]
    return Sheet(_("Số liệu chung"), [_("Chỉ tiêu"), *(day(on) for on in (brief.on, brief.before_on, brief.last_year_on))], rows)


def _rules(brief: Brief) -> Sheet:
    headings = [_("Phát hiện"), _("Tổ chức"), _("Số phát hiện"), _("Nghiêm trọng"), day(brief.before_on), day(brief.last_year_on)]
    rows = ((line.title, line.bodies, line.number, line.serious, line.before, line.last_year) for line in brief.rules)
    return Sheet(_("Theo quy tắc"), headings, rows)


def _bodies(brief: Brief) -> Sheet:
    year = brief.on.year
    headings = [_("Mã"), _("Tổ chức"), _("Loại"), _("Kỳ kết thúc năm %(year)s") % {"year": year}, _("Kỳ đã họp định kỳ"), _("Kỳ không họp định kỳ")]
    headings += [_("Kỳ họp không đủ thành phần"), _("Kỳ được miễn, hoãn"), _("Kỳ liên tiếp chưa họp đến nay"), _("Hạn họp")]
    headings += [_("Báo cáo năm chưa gửi"), _("Vị trí khuyết")]
    headings += [_("Phát hiện khác"), _("Nghiêm trọng"), _("Tổng số"), _("Được miễn, hoãn")]
    return Sheet(_("Theo tổ chức"), headings, brief.by_body)


def _findings(said: Sequence[Said], brief: Brief) -> Sheet:
    headings = [_("Mã tổ chức"), _("Tổ chức"), _("Phát hiện"), _("Nội dung"), _("Mức độ"), _("Tình trạng"), _("Ghi nhận"), _("Hạn"), _("Số ngày quá hạn")]
    headings += [_("Tính ngày quá hạn")]
    rows = (
        (
            *(row.body_code, row.body_name, sentences.title(row.rule), sentence, row.severity_label, row.status_label),
            *(silence.words(row, brief.silent), row.due_on, row.days_late(brief.on) or None, row.due_note),
        )
        for row, sentence in said
    )
    return Sheet(_("Phát hiện"), headings, rows)


def _directions(directions: Sequence[Any]) -> Sheet:
    headings = [_("Mã"), _("Tổ chức"), _("Nội dung chỉ đạo"), _("Lãnh đạo"), _("Ngày cho ý kiến"), _("Hạn thực hiện"), _("Giao theo dõi"), _("Tình trạng")]
    rows = ((row.code, row.body.name, row.text, row.leader_name, row.given_on, row.due_then, row.assignee_name, str(row.state.label)) for row in directions)
    return Sheet(_("Ý kiến chỉ đạo"), headings, rows)

"""The figures of a day as one workbook."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.dates import day
from desk.queries.brief import Brief, FindingSentence
from obligations.queries import freshness, sentences
from records.workbooks import Sheet, workbook


def of_brief(brief: Brief, findings: Sequence[FindingSentence], directions: Sequence[Any]) -> bytes:
    """Return the workbook of the day: figures, rules, bodies, every finding, the open directions."""
    sheets = [
        _figures(brief),
        _rules(brief),
        _bodies(brief),
        _findings(findings, brief),
        _directions(directions),
    ]
    return workbook(_("Tình hình ngày %(day)s") % {"day": day(brief.on)}, sheets)


def _figures(brief: Brief) -> Sheet:
    rows = [
        (_("Tổ chức đang hoạt động"), brief.bodies, None, None),
        (_("Tổ chức còn việc quá hạn"), brief.late, None, None),
        (_("Tổ chức có phát hiện"), brief.counts.bodies, brief.before.bodies, brief.last_year.bodies),
        (_("Phát hiện"), brief.counts.total, brief.before.total, brief.last_year.total),
        *(
            (
                label,
                *(
                    counts.by_severity.get(severity, 0)
                    for counts in (brief.counts, brief.before, brief.last_year)
                ),
            )
            for severity, label in (
                ("serious", _("Nghiêm trọng")),
                ("warning", _("Cảnh báo")),
                ("info", _("Lưu ý")),
            )
        ),
        (
            _("Sắp đến hạn"),
            *(counts.by_status.get("due", 0) for counts in (brief.counts, brief.before, brief.last_year)),
        ),
        (_("Quá hạn, chưa ghi nhận"), brief.not_recorded, None, None),
        (_("Được miễn, hoãn"), brief.counts.waived, brief.before.waived, brief.last_year.waived),
    ]
    return Sheet(
        _("Số liệu chung"),
        [_("Chỉ tiêu"), *(day(on) for on in (brief.on, brief.before_on, brief.last_year_on))],
        rows,
    )


def _rules(brief: Brief) -> Sheet:
    headings = [
        _("Phát hiện"),
        _("Tổ chức"),
        _("Số phát hiện"),
        _("Nghiêm trọng"),
        day(brief.before_on),
        day(brief.last_year_on),
    ]
    rows = (
        (line.title, line.bodies, line.number, line.serious, line.before, line.last_year)
        for line in brief.rules
    )
    return Sheet(_("Theo quy tắc"), headings, rows)


def _bodies(brief: Brief) -> Sheet:
    year = brief.on.year
    headings = [
        _("Mã"),
        _("Tổ chức"),
        _("Loại"),
        _("Kỳ kết thúc năm %(year)s") % {"year": year},
        _("Kỳ đã họp định kỳ"),
        _("Kỳ không họp định kỳ"),
    ]
    headings += [
        _("Kỳ họp không đủ thành phần"),
        _("Kỳ được miễn, hoãn"),
        _("Kỳ liên tiếp chưa họp đến nay"),
        _("Hạn họp"),
    ]
    headings += [_("Báo cáo năm chưa gửi"), _("Vị trí khuyết")]
    headings += [_("Phát hiện khác"), _("Nghiêm trọng"), _("Tổng số"), _("Được miễn, hoãn")]
    return Sheet(_("Theo tổ chức"), headings, brief.by_body)


def _findings(findings: Sequence[FindingSentence], brief: Brief) -> Sheet:
    headings = [
        _("Mã tổ chức"),
        _("Tổ chức"),
        _("Phát hiện"),
        _("Nội dung"),
        _("Mức độ"),
        _("Tình trạng"),
        _("Ghi nhận"),
        _("Hạn"),
        _("Số ngày quá hạn"),
    ]
    headings += [_("Tính ngày quá hạn")]
    rows = (
        (
            *(
                row.body_code,
                row.body_name,
                sentences.title(row.rule),
                sentence,
                row.severity_label,
                row.status_label,
            ),
            *(
                freshness.label(row, brief.stale),
                row.due_on,
                row.days_late_known(brief.on),
                sentences.late_note(row),
            ),
        )
        for row, sentence in findings
    )
    return Sheet(_("Phát hiện"), headings, rows)


def _directions(directions: Sequence[Any]) -> Sheet:
    headings = [
        _("Mã"),
        _("Tổ chức"),
        _("Nội dung chỉ đạo"),
        _("Lãnh đạo"),
        _("Ngày cho ý kiến"),
        _("Hạn thực hiện"),
        _("Giao theo dõi"),
        _("Tình trạng"),
    ]
    rows = (
        (
            row.code,
            row.body.name,
            row.text,
            row.leader_name,
            row.given_on,
            row.due_then,
            row.assignee_name,
            str(row.state.label),
        )
        for row in directions
    )
    return Sheet(_("Ý kiến chỉ đạo"), headings, rows)

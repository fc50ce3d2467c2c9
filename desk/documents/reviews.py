"""The reviews on paper and as tables: the list of a year, the sheet of one body (one page A4), the
workbook."""

import datetime as dt
from collections import Counter
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core import known
from core.dates import day
from core.templatetags.nennep import vi
from desk.documents import papers
from desk.queries.reviews import Compared, Listing
from obligations.queries import sentences
from records import workbooks
from reminders.documents import letters as forms
from reminders.models import LetterHead
from reviews.enums import Criterion, Grade
from reviews.queries import criteria
from reviews.queries.years import Line


def workbook(listing: Listing, *, on: dt.date) -> bytes:
    """Return the year as a workbook: a row a body, its points by criteria, the office's corrections with
    their reasons, counts by grade."""
    criteria = [code for code in Criterion.values if code != Criterion.GRADE]
    headings = [
        _("Mã"),
        _("Tổ chức"),
        _("Loại"),
        _("Xếp loại"),
        _("Điểm"),
        _("Tình trạng"),
        _("Đề xuất của hồ sơ"),
        _("Điểm đề xuất"),
    ]
    headings += [str(Criterion(code).label) for code in criteria]
    headings += [
        _("Nội dung văn phòng sửa"),
        _("Văn bản xác nhận"),
        _("Ngày văn bản"),
        _("Xếp loại năm trước"),
        _("Điểm năm trước"),
    ]
    rows = (_row(one, criteria) for one in listing.lines)
    counts = [(tile.label, tile.number, tile.before) for tile in listing.tiles]
    sheets = [
        workbooks.Sheet(_("Đánh giá năm %(year)s") % {"year": listing.year}, headings, rows),
        workbooks.Sheet(
            _("Theo xếp loại"), [_("Xếp loại"), str(listing.year), str(listing.year - 1)], counts
        ),
    ]
    return workbooks.workbook(_("Theo hồ sơ đến ngày %(day)s") % {"day": day(on)}, sheets)


def _row(one: Compared, criteria: list[str]) -> tuple[Any, ...]:
    line, before = one
    points = {row.criterion: row.given for row in line.rows}
    return (
        *(
            line.body.code,
            line.body.name,
            line.body.kind,
            line.grade_label,
            _number(line.points),
            state(line),
        ),
        *(
            (str(Grade(line.proposal.grade).label), _number(line.proposal.points))
            if line.proposal
            else ("", None)
        ),
        *(_number(points.get(code)) for code in criteria),
        "; ".join(corrections(line)),
        *((line.review.document, line.review.confirmed_on) if line.review else ("", None)),
        *((before.grade_label, _number(before.points)) if before else ("", None)),
    )


def state(line: Line) -> str:
    """Return how far a review is, in words."""
    if line.review:
        return _("đã xác nhận; hồ sơ đã thay đổi sau đó") if line.changed else _("đã xác nhận")
    if line.appraisal is None:
        return _("không chấm được")
    return _("đề xuất, văn phòng đã sửa") if line.corrections else _("đề xuất theo hồ sơ")


def corrections(line: Line) -> list[str]:
    """Return what the office corrected, with reason, who and when."""
    found = []
    for code in Criterion.values:
        if one := line.corrections.get(code):
            what = (
                one.get_grade_display().lower()
                if one.grade
                else _("%(points)s điểm") % {"points": vi(one.points)}
            )
            found.append(
                f"{one.get_criterion_display()}: {what}; {one.reason} ({one.made_by}, {day(one.made_on)})"
            )
    return found


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def paper(listing: Listing, *, province: str, on: dt.date, made: str, narrowed: str) -> bytes:
    """Return the list of the year for print, as many pages as it takes."""
    data = {
        "title": _("KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI NĂM %(year)s") % {"year": listing.year},
        "province": capfirst(province),
        "day": (
            known.with_remark(_("Theo hồ sơ đến ngày %(day)s") % {"day": day(on)})
            + (f" · {narrowed}" if narrowed else "")
        ),
        "made": made,
        "tiles": [[str(tile.number), tile.label] for tile in listing.tiles],
        "heads": [_("TT"), _("Tổ chức"), _("Điểm"), _("Xếp loại"), _("Năm trước"), _("Ghi chú")],
        "rows": [_paper_row(number, one) for number, one in enumerate(listing.lines, start=1)],
        "none": _("Không có tổ chức nào."),
    }
    return papers.render("reviews.typ", data)


def _paper_row(number: int, one: Compared) -> list[str]:
    line, before = one
    notes = [state(line), *corrections(line)]
    if line.review:
        notes.insert(1, f"{line.review.document}, {day(line.review.confirmed_on)}")
    previous = (
        f"{before.grade_label}, {vi(before.points)}".rstrip(", ") if before and one.graded_before else "–"
    )
    return [str(number), line.body.name, vi(line.points) or "–", line.grade_label, previous, "; ".join(notes)]


def sheet(
    line: Line,
    before: Line | None,
    *,
    province: str,
    on: dt.date,
    made: str,
    written_on: dt.date,
    head: LetterHead,
) -> bytes:
    """Return the sheet of one body's year: one page, since the layout shrinks what does not fit. `head` is
    what stands on the office's papers."""
    review, outcome = line.review, line.corrected
    total = ""
    if outcome and outcome.points is not None:
        total = _("Quy về 100: %(given)s / %(possible)s × 100 = %(points)s điểm") % {
            "given": vi(outcome.given),
            "possible": outcome.possible,
            "points": vi(outcome.points),
        }
    data = {
        "title": _("PHIẾU ĐÁNH GIÁ, XẾP LOẠI NĂM %(year)s") % {"year": line.year},
        "province": capfirst(province),
        "body": line.body.name,
        "code": line.body.code,
        "day": known.with_remark(span(line, on)),
        "made": made,
        "grade": line.grade_label,
        "points": vi(line.points) if line.points is not None else "–",
        "grade_words": _("Xếp loại"),
        "points_words": _("Điểm / 100"),
        "state": (
            _("Đã xác nhận theo %(document)s ngày %(day)s")
            % {
                "document": review.document,
                "day": day(review.confirmed_on),
            }
            if review
            else state(line)
        ),
        "changed": (
            _("Hồ sơ đã thay đổi sau khi xác nhận: đề xuất nay là %(grade)s, %(points)s điểm.")
            % {
                "grade": line.open_label.lower(),
                "points": vi(line.open_points) or "–",
            }
            if line.changed
            else ""
        ),
        "heads": [_("Tiêu chí"), _("Tối đa"), _("Đạt"), _("Vì sao")],
        "rows": [
            [
                row.label,
                str(row.possible),
                _("không chấm") if row.given is None else vi(row.given),
                criteria.sentence(row.mark)[:1].upper() + criteria.sentence(row.mark)[1:] + ".",
                (
                    ""
                    if not row.correction
                    else _("Văn phòng sửa: %(reason)s") % {"reason": row.correction.reason}
                ),
            ]
            for row in line.rows
        ],
        "total": total,
        "corrections_title": _("Nội dung văn phòng sửa"),
        "corrections": corrections(line),
        "bars_title": _("Phát hiện chặn xếp loại xuất sắc"),
        "bars": bars(line),
        "lacking": lacking(line),
        "before": (
            _("Năm %(year)s: %(grade)s, %(points)s điểm.")
            % {
                "year": before.year,
                "grade": before.grade_label.lower(),
                "points": vi(before.points),
            }
            if before and before.points is not None
            else ""
        ),
        "reference": (
            _("Thang điểm: %(reference)s.") % {"reference": line.scheme.uses[0].reference}
            if line.scheme
            else ""
        ),
        "left": _("NGƯỜI LẬP PHIẾU"),
        **forms.standing(head, province=province, written_on=written_on),
    }
    return papers.render("review.typ", data)


def bars(line: Line) -> list[str]:
    """Return what bars the highest grade, each rule once with how often."""
    found = Counter(sentences.title(bar.rule) for bar in line.appraisal.bars) if line.appraisal else Counter()
    return [
        _("%(title)s (%(n)s lần)") % {"title": title, "n": number} if number > 1 else title
        for title, number in found.items()
    ]


def lacking(line: Line) -> str:
    """Return which criteria, unjudged for want of data, keep away the highest grade; nothing where they do
    not."""
    outcome = line.corrected
    if outcome is None or not outcome.barred or not outcome.unjudged:
        return ""
    names = ", ".join(str(Criterion(code).label).lower() for code in outcome.unjudged)
    return _("Đủ điểm nhưng chưa đủ dữ liệu để đề xuất xuất sắc; không chấm: %(names)s.") % {"names": names}


def span(line: Line, on: dt.date) -> str:
    """Return which days of the year were judged, by the records of which day."""
    found = line.appraisal
    if found is None or found.first > found.last:
        return _("Theo hồ sơ đến ngày %(day)s") % {"day": day(on)}
    values = {"first": day(found.first), "last": day(found.last), "day": day(on)}
    if found.over:
        return _("Chấm từ %(first)s đến %(last)s, theo hồ sơ đến ngày %(day)s") % values
    return _("Tạm tính từ %(first)s đến %(last)s") % values

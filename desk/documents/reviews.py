"""The reviews of a year or quarter as tables: the list for print, the workbook."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core import known
from core.dates import day
from core.templatetags.nennep import vi
from desk.documents import papers
from desk.queries.reviews import Compared, Listing
from records import workbooks
from reviews.documents import corrections, state
from reviews.enums import CONDITIONS, Criterion, Grade, corrected_by
from reviews.queries import reasons
from reviews.queries.caps import Cap
from reviews.queries.reasons import STATES


def workbook(listing: Listing, *, on: dt.date) -> bytes:
    """Return the period as a workbook: a row a body, its points by criteria, the office's corrections with
    their reasons, counts by grade."""
    criteria = [code for code in Criterion.values if corrected_by(code) == "points"]
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
    headings += [str(Criterion(code).label) for code in CONDITIONS]
    headings += [
        _("Vì sao chưa đạt mức cao hơn"),
        _("Nội dung văn phòng sửa"),
        _("Văn bản xác nhận"),
        _("Ngày văn bản"),
        _("Xếp loại kỳ trước"),
        _("Điểm kỳ trước"),
    ]
    rows = (_row(one, criteria) for one in listing.lines)
    counts = [(tile.label, tile.number, tile.before) for tile in listing.tiles]
    sheets = [
        workbooks.Sheet(
            _("Đánh giá %(when)s") % {"when": listing.words.replace("/", " năm ")}, headings, rows
        ),
        workbooks.Sheet(_("Theo xếp loại"), [_("Xếp loại"), listing.words, listing.last_words], counts),
    ]
    return workbooks.workbook(_("Theo hồ sơ đến ngày %(day)s") % {"day": day(on)}, sheets)


def _row(one: Compared, criteria: list[str]) -> tuple[Any, ...]:
    line, before = one
    points = {row.criterion: row.given for row in line.rows}
    conditions = {row.code: row.state for row in line.conditions}
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
        *(str(STATES[conditions[code]]) if code in conditions else "" for code in CONDITIONS),
        " ".join(reason.sentence for reason in reasons.why_not(line)),
        "; ".join(corrections(line)),
        *((line.review.document, line.review.confirmed_on) if line.review else ("", None)),
        *((before.grade_label, _number(before.points)) if before else ("", None)),
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def paper(
    listing: Listing,
    *,
    province: str,
    on: dt.date,
    made: str,
    narrowed: str,
    prove: papers.Prove = papers.unproved,
) -> bytes:
    """Return the list of the period for print, as many pages as it takes."""
    data = {
        "title": _("KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI %(when)s") % {"when": listing.words.upper()},
        "province": capfirst(province),
        "day": (
            known.with_remark(_("Theo hồ sơ đến ngày %(day)s") % {"day": day(on)})
            + (f" · {narrowed}" if narrowed else "")
        ),
        "tiles": [[str(tile.number), tile.label] for tile in listing.tiles],
        "heads": [_("TT"), _("Tổ chức"), _("Điểm"), _("Xếp loại"), _("Kỳ trước"), _("Ghi chú")],
        "rows": [_paper_row(number, one) for number, one in enumerate(listing.lines, start=1)],
        "none": _("Không có tổ chức nào."),
        "cap": cap_sentence(listing.cap) if listing.cap else "",
    }
    return papers.render("reviews.typ", data | {"made": made, "proof": prove(str(data["title"]), data)})


def _paper_row(number: int, one: Compared) -> list[str]:
    line, before = one
    why = [] if one.why_not is None else [one.why_not.sentence.rstrip(".")]
    notes = [state(line), *why, *corrections(line)]
    if line.review:
        notes.insert(1, f"{line.review.document}, {day(line.review.confirmed_on)}")
    previous = f"{before.grade_label}, {vi(before.points)}".rstrip(", ") if before else "–"
    return [str(number), line.body.name, vi(line.points) or "–", line.grade_label, previous, "; ".join(notes)]


def cap_sentence(cap: Cap) -> str:
    """Return the limit to excellent in one sentence."""
    words = _(
        "Giới hạn xuất sắc: không quá %(share)s số %(base)s (%(of)s), nhiều nhất %(most)s; hiện có %(n)s."
    )
    return words % {
        "share": cap.percent,
        "base": cap.base_words,
        "of": vi(cap.base_count),
        "most": vi(cap.most),
        "n": vi(cap.excellent),
    }

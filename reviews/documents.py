"""The sheet of a body's year or quarter (phiếu đánh giá) as an official paper: conditions first, then points,
then what bars a better grade. Written in Vietnamese whoever asks for it."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.dates import day
from core.templatetags.nennep import vi
from obligations.queries import grounds, sentences
from obligations.services.appraisals import Scheme
from papers.blocks import Block, plain
from papers.documents.wording import short_dates
from reviews.enums import Criterion, Grade, SheetForm
from reviews.queries import criteria, reasons
from reviews.queries.reasons import STATES
from reviews.queries.years import ConditionRow, Line

WHOLE = 100


def title(line: Line) -> str:
    return f"chất lượng, xếp loại {line.words} của {line.body.name}"


def sheet(line: Line, before: Line | None, *, form: SheetForm, on: dt.date) -> list[Block]:
    """Return the sheet of a period by the records of the day."""
    blocks = [
        *([Block("paragraph", f"*({form.label})*", key="form")] if form else []),
        Block("paragraph", _result(line, on), key="result"),
        *_section("conditions", "Điều kiện xếp loại", _conditions(line)),
        *_section("points", "Điểm theo tiêu chí", _points(line)),
        *(Block("paragraph", plain(words), key=key) for key, words in _after(line, before) if words),
    ]
    return [_dated(block) for block in blocks]


def _dated(block: Block) -> Block:
    return replace(
        block,
        text=short_dates(block.text),
        rows=tuple(tuple(short_dates(cell) for cell in row) for row in block.rows),
    )


def _result(line: Line, on: dt.date) -> str:
    points = f", {vi(line.points)}/{WHOLE} điểm" if line.points is not None else ""
    how = (
        f"đã xác nhận theo {line.review.document} ngày {day(line.review.confirmed_on)}"
        if line.review
        else state(line)
    )
    how = f" ({how})" if line.review or line.is_settled else ""
    return f"Kết quả: **{line.grade_label}{points}**{how}. {span(line, on)}."


def _section(key: str, title: str, table: Sequence[tuple[str, ...]]) -> list[Block]:
    if len(table) < 2:
        return []
    widths = (34, 16, 14, 36) if key == "conditions" else (28, 9, 9, 54)
    return [
        Block("heading", title, key=f"{key}-title", level=2),
        Block(
            "table",
            key=key,
            rows=tuple(tuple(plain(cell) for cell in row) for row in table),
            widths=widths,
            total=key == "points",
        ),
    ]


def _conditions(line: Line) -> list[tuple[str, ...]]:
    return [
        ("Điều kiện", "Xét cho mức", "Kết quả", "Vì sao"),
        *(tuple(condition(row)) for row in line.conditions),
    ]


def _points(line: Line) -> list[tuple[str, ...]]:
    rows = [
        (
            row.label,
            vi(row.possible),
            "không chấm" if row.given is None else vi(row.given),
            f"{capfirst(criteria.sentence(row.mark))}."
            + (f" Văn phòng sửa: {row.correction.reason}." if row.correction else ""),
        )
        for row in line.rows
    ]
    outcome = line.corrected
    if not rows or outcome is None:
        return [("Tiêu chí", "Tối đa", "Đạt", "Vì sao"), *rows]
    whole = (
        f"quy về {WHOLE}: {vi(outcome.points)} điểm"
        if outcome.points is not None and outcome.possible != WHOLE
        else ""
    )
    return [
        ("Tiêu chí", "Tối đa", "Đạt", "Vì sao"),
        *rows,
        ("Tổng cộng", vi(outcome.possible), vi(outcome.given), whole),
    ]


def _after(line: Line, before: Line | None) -> list[tuple[str, str]]:
    """Return what is said below the tables, each once."""
    barred = "; ".join(bars(line))
    changed = (
        f"Hồ sơ đã thay đổi sau khi xác nhận: đề xuất nay là {line.open_label.lower()},"
        f" {vi(line.open_points) or '–'} điểm."
        if line.changed
        else ""
    )
    earlier = (
        f"{capfirst(before.words)}: {before.grade_label.lower()}, {vi(before.points)} điểm."
        if before and before.points is not None
        else ""
    )
    return [
        ("changed", changed),
        ("bars", f"Phát hiện chặn xếp loại xuất sắc: {barred}." if barred else ""),
        ("lacking", " ".join(reason.sentence for reason in reasons.why_not(line)) or lacking(line)),
        *(
            (f"correction-{place}", f"Văn phòng sửa – {words}.")
            for place, words in enumerate(corrections(line), start=1)
        ),
        ("before", earlier),
        ("reference", _grounds(line.scheme) if line.scheme else ""),
    ]


def _grounds(scheme: Scheme) -> str:
    """Return what the sheet rests on: documents, and that the office laid down the scale."""
    named = references(scheme)
    cited = "; ".join(grounds.for_paper(named))
    own = "Thang điểm do Văn phòng Tỉnh uỷ quy định." if any(map(grounds.is_own, named)) else ""
    return " ".join(filter(None, (f"Căn cứ {cited}." if cited else "", own)))


def state(line: Line) -> str:
    """Return how far a review is, in words."""
    if line.review:
        return _("đã xác nhận; hồ sơ đã thay đổi sau đó") if line.changed else _("đã xác nhận")
    if line.appraisal is None:
        return _("không chấm được")
    if not line.is_settled:
        return _("chưa đủ dữ liệu")
    return _("đề xuất, văn phòng đã sửa") if line.corrections else _("đề xuất theo hồ sơ")


def corrections(line: Line) -> list[str]:
    """Return what the office corrected, with reason, who and when."""
    found = []
    for code in Criterion.values:
        if one := line.corrections.get(code):
            what = (one.get_grade_display() or one.get_answer_display()).lower()
            what = what or _("%(points)s điểm") % {"points": vi(one.points)}
            found.append(
                f"{one.get_criterion_display()}: {what}; {one.reason} ({one.made_by}, {day(one.made_on)})"
            )
    return found


def condition(row: ConditionRow) -> list[str]:
    """Return a condition as a row of the sheet: what it is, for which grades, how it stands, why."""
    why = reasons.condition_sentence(row.result)
    if row.correction:
        why = _("Văn phòng xác định: %(reason)s") % {"reason": row.correction.reason}
    grades = ", ".join(str(reasons.SHORT[Grade(grade)]) for grade in row.grades)
    return [row.label, grades, str(STATES[row.state]), why]


def references(scheme: Scheme) -> list[str]:
    """Return what the scheme rests on, each once."""
    return list(dict.fromkeys(use.reference for use in scheme.uses))


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
    """Return which days of the period were judged, by the records of which day."""
    found = line.appraisal
    if found is None or found.first > found.last:
        return _("Theo hồ sơ đến ngày %(day)s") % {"day": day(on)}
    values = {"first": day(found.first), "last": day(found.last), "day": day(on)}
    if found.over:
        return _("Chấm từ %(first)s đến %(last)s, theo hồ sơ đến ngày %(day)s") % values
    return _("Tạm tính từ %(first)s đến %(last)s") % values

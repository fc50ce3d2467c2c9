"""Pages of paper by typst: the layout lies in templates/desk/*.typ, the words and numbers come as JSON."""

import datetime as dt
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Literal

import typst
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core import known
from core.dates import day
from desk.queries import rhythm
from desk.queries.brief import Brief, FindingSentence
from obligations.queries import freshness, sentences
from obligations.queries.periods import OTHERS, PASSED
from papers.documents.wording import short_dates


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Tinos, metric-equal to Times New Roman, wherever the program runs."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[settings.BASE_DIR / "static/vendor/tinos-1.33"],
    )


def render(template: str, data: Any, *, form: Literal["pdf", "png"] = "pdf", ppi: float = 200) -> bytes:
    """Return the template `templates/desk/<template>` filled with data, as PDF or PNG. About 0.05 s. No text
    of the data is ever markup; its days are written as papers write them."""
    inputs = {"data": short_dates(json.dumps(data, ensure_ascii=False, default=str))}
    source = settings.BASE_DIR / "templates/desk" / template
    made = typst.compile(
        source,
        root=settings.BASE_DIR / "templates",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
        format=form,
        ppi=ppi,
    )
    assert isinstance(made, bytes), "one page was asked for"
    return made


Prove = Callable[[str, Any], dict[str, str] | None]
"""Gives the seal of a print by its title and all that it says."""


def unproved(title: str, said: Any) -> None:
    """Give no seal."""


def one_page(
    brief: Brief,
    worst: list[FindingSentence],
    soon: list[FindingSentence],
    *,
    made: str,
    kind: str = "",
    prove: Prove = unproved,
) -> bytes:
    """Return the one-page brief; it is one page because the layout drops the lines that do not fit and says
    how many there are in all."""
    data = {
        "title": _("TÌNH HÌNH NỀN NẾP SINH HOẠT CỦA CÁC TỔ CHỨC ĐẢNG"),
        "province": capfirst(brief.province),
        "day": (
            known.with_remark(_("Tình hình ngày %(day)s") % {"day": day(brief.on)})
            + (f" · {kind}" if kind else "")
        ),
        "figures": figures(brief),
        "map": _map(brief.map) if brief.map and brief.map.lanes else None,
        "rule_heads": [
            _("Phát hiện"),
            _("Tổ chức"),
            _("Số lượng"),
            _("Nghiêm trọng"),
            day(brief.before_on),
            day(brief.last_year_on),
        ],
        "rules": [[line.title, *map(str, line[2:])] for line in brief.rules],
        "rules_total": [
            _("Tổng số (tổ chức tính không trùng)"),
            *map(
                str,
                (
                    brief.counts.bodies,
                    brief.counts.total,
                    brief.serious,
                    brief.before.total,
                    brief.last_year.total,
                ),
            ),
        ],
        "directions_title": _("Ý kiến chỉ đạo đang theo dõi"),
        "directions": [direction_line(direction, brief.on) for direction in brief.directions],
        "directions_total": brief.directions_total,
        "worst_title": _("Quá hạn, nặng trước"),
        "worst": [_line(line, brief) for line in worst],
        "worst_total": brief.overdue,
        "soon_title": _("Sắp đến hạn"),
        "soon": [_line(line, brief) for line in soon],
        "soon_total": brief.due,
        "of": _("trong số"),
        "none": _("Không có."),
        "no_rules": _("Không có phát hiện nào."),
    }
    return render("brief.typ", data | {"made": made, "proof": prove(str(data["title"]), data)})


def _map(found: rhythm.Map) -> dict[str, Any]:
    """Return the rhythm map of the year: of each body its periods by months, and how many were met."""
    sums = found.tally
    return {
        "title": _("Nhịp họp định kỳ 12 tháng"),
        "name": _("Tổ chức"),
        "met": _("Đạt/kỳ"),
        "months": [f"{month}/{year % 100:02d}" for year, months in found.heat.years for month in months],
        "rows": [
            {
                "name": lane.row.body.name,
                "met": f"{lane.tally.met}/{lane.tally.of}",
                "spans": [
                    [span.months, span.cell.state if span.cell else "", span.cell.marks if span.cell else ""]
                    for span in lane.row.spans
                ],
            }
            for lane in found.lanes
        ],
        "others": _("và %(n)s tổ chức khác") % {"n": found.others} if found.others else "",
        "total": _("Tổng cộng"),
        "sums": f"{sums.met}/{sums.of}",
        "said": _(
            "%(met)s kỳ đã họp, %(missed)s kỳ không họp định kỳ, %(quorum)s kỳ không đủ thành phần,"
            " %(waived)s kỳ miễn, hoãn"
        )
        % {
            "met": sums.met,
            "missed": sums.missed,
            "quorum": sums.without_quorum,
            "waived": sums.waived,
        },
        "legend": [
            ["held", _("đã họp")],
            ["held-unrecorded", _("chưa ghi thành phần")],
            ["held-without-quorum", _("không đủ thành phần")],
            ["missed", _("không họp định kỳ")],
            ["waived", _("miễn, hoãn")],
            ["planned", _("đã lên lịch")],
            ["due", _("chưa đến hạn")],
        ],
        "marks": [[OTHERS, _("họp chuyên đề, bất thường")], [PASSED, _("quá ngày dự kiến")]],
    }


def direction_line(direction: Any, on: dt.date) -> dict[str, str]:
    """Return a direction in one line: what was asked of whom, by whom, how it stands."""
    late = (on - direction.counted_from).days
    state = (
        _("quá hạn %(n)s ngày") % {"n": f"{late:,}".replace(",", ".")} if direction.state == "overdue" else ""
    )
    if direction.state == "waiting":
        state = _("chờ lãnh đạo xác nhận")
    if direction.state == "left":
        state = _("tổ chức đã kết thúc")
    if direction.state == "deferred":
        state = _("được miễn, hoãn đến %(day)s") % {"day": day(direction.counted_from)}
    return {
        "text": " ".join(direction.text.split()),
        "body": direction.body.name,
        "leader": direction.leader_name,
        "due": _("hạn %(day)s") % {"day": day(direction.due_then)},
        "state": state,
    }


def figures(brief: Brief) -> list[list[str]]:
    """Return the figures at the head of every paper: number and words."""
    shown = [
        (f"{brief.just_ended.met}/{brief.just_ended.of}", _("họp định kỳ, kỳ vừa qua")),
        (f"{brief.late}/{brief.bodies}", _("tổ chức còn việc quá hạn")),
        (brief.counts.total, _("phát hiện")),
        (brief.serious, _("nghiêm trọng")),
        (brief.due, _("sắp đến hạn")),
        (brief.counts.waived, _("được miễn, hoãn")),
        (brief.not_recorded, _("quá hạn, chưa ghi nhận")),
    ]
    return [
        [number if isinstance(number, str) else f"{number:,}".replace(",", "."), words]
        for number, words in shown
    ]


def _line(line: FindingSentence, brief: Brief) -> dict[str, str]:
    row, sentence = line
    late = row.days_late(brief.on)
    unrecorded = freshness.label(row, brief.stale)
    state = sentences.status(row, brief.on) if row.due_on else ""
    return {
        "title": sentences.title(row.rule),
        "body": row.body_name,
        "severity": row.severity_label if row.severity == "serious" else "",
        "state": " · ".join(filter(None, (state, row.due_note if late else "", unrecorded))),
        "words": sentences.without_codes(sentence, row, names={}),
        "due": day(row.due_on) if row.due_on else "",
    }

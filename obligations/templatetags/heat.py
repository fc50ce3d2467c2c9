"""The heat map for templates: signs and labels of the periods of meetings."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.template import Library
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core import addresses, dates
from core.templatetags.nennep import ngay
from obligations.enums import PeriodState
from obligations.queries.periods import OTHERS, PASSED

register = Library()

SIGNS: dict[str, str] = {
    PeriodState.HELD: "●",
    PeriodState.HELD_UNRECORDED: "◐",
    PeriodState.HELD_WITHOUT_QUORUM: "◑",
    PeriodState.MISSED: "✕",
    PeriodState.WAIVED: "◇",
    PeriodState.EXCUSED: "⊘",
    PeriodState.PLANNED: "⊙",
    PeriodState.DUE: "○",
    PeriodState.NOT_COUNTED: "–",
}


@register.simple_tag
def heat_cell(state: str, period_name: str = "", url: str = "") -> SafeString:
    """One cell of the heat map: sign and colour, its label in title and for screen readers."""
    sign, label = SIGNS.get(state, "?"), period_state_label(state)
    label = f"{dates.period(period_name)}: {label}" if period_name else label
    if url:
        return format_html(
            '<a class="nn-cell nn-cell-{}" href="{}" title="{}" aria-label="{}">{}</a>',
            state,
            url,
            label,
            label,
            sign,
        )
    return format_html(
        '<span class="nn-cell nn-cell-{}" role="img" title="{}" aria-label="{}">{}</span>',
        state,
        label,
        label,
        sign,
    )


@register.simple_tag(takes_context=True)
def heat_cell_of(context: Mapping[str, Any], body_code: str, cell: Any) -> SafeString:
    """The cell of a body and period, leading to the page of that period."""
    url = f"/to-chuc/{addresses.as_address(body_code)}/nhip-hop/{cell.period.name}/{ngay(context)}"
    # Every part is a word of ours, a period's name or the body's code, quoted above.
    return mark_safe(f'<a class="nn-cell nn-cell-{cell.state}" href="{escape(url)}" {_cell(cell)}</a>')


@register.simple_tag(takes_context=True)
def heat_cells(context: Mapping[str, Any], body_code: str, spans: Sequence[Any]) -> SafeString:
    """A body's line of time as table cells, each as many months wide as it lasts: hundreds stand on a page,
    so they are not put together by templates."""
    before, after = f"/to-chuc/{addresses.as_address(body_code)}/nhip-hop/", f"/{escape(ngay(context))}"
    # As above.
    return mark_safe(
        "".join(
            (
                f'<td colspan="{months}"><a class="nn-cell nn-cell-{cell.state}"'
                f' href="{before}{cell.period.name}{after}" {_cell(cell)}</a></td>'
                if cell
                else f'<td colspan="{months}"></td>'
            )
            for months, cell in spans
        )
    )


@lru_cache(maxsize=4096)
def _cell_content(
    state: str, name: str, months: tuple[int, int], others: int, passed_on: dt.date | None, language: str
) -> str:
    span = _(" (tháng %(first)s–%(last)s)") % {"first": months[0], "last": months[1]} if "-P" in name else ""
    also = []
    if others:
        also.append(
            ngettext(
                "có %(n)s cuộc họp chuyên đề, bất thường", "có %(n)s cuộc họp chuyên đề, bất thường", others
            )
            % {"n": others}
        )
    if passed_on:
        also.append(_("dự kiến %(day)s, chưa ghi nhận") % {"day": dates.day(passed_on)})
    label = escape("; ".join([f"{dates.period(name)}{span}: {PeriodState(state).label}", *also]))
    marks = (OTHERS if others else "") + (PASSED if passed_on else "")
    return f'title="{label}" aria-label="{label}">{SIGNS[state]}{f"<sup>{marks}</sup>" if marks else ""}'


def _cell(cell: Any) -> str:
    """The rest of a cell's element: its label and sign, and what was held or planned instead."""
    is_held = cell.state in ("held", "held-unrecorded")
    months = (cell.period.starts_on.month, cell.period.last_day.month)
    passed_on = None if is_held else cell.passed_on
    return _cell_content(
        cell.state, cell.period.name, months, 0 if is_held else cell.others, passed_on, get_language() or ""
    )


@register.simple_tag
def period_short(name: str) -> str:
    """A period's name for a narrow column: III/26, T5/26, K2/26, 2026."""
    year, _dash, rest = str(name).partition("-")
    if not rest:
        return year
    label = {"Q1": "I", "Q2": "II", "Q3": "III", "Q4": "IV"}.get(rest) or {"M": "T", "P": "K"}.get(
        rest[0], ""
    ) + rest[1:].lstrip("0")
    return f"{label}/{year[2:]}"


@register.simple_tag
def period_state_label(state: str) -> str:
    """The label of a period's state; the code itself where no state has it."""
    return str(PeriodState(state).label) if state in PeriodState.values else state


@register.simple_tag
def heat_legend() -> SafeString:
    """The key of the heat map."""
    signs = [
        *((state, SIGNS[state], label) for state, label in PeriodState.choices),
        ("mark", OTHERS, _("họp chuyên đề, bất thường")),
    ]
    signs.append(("mark", PASSED, _("quá dự kiến")))
    items = format_html_join(
        "", '<li><span class="nn-cell nn-cell-{}" aria-hidden="true">{}</span>{}</li>', signs
    )
    return format_html('<ul class="nn-legend">{}</ul>', items)

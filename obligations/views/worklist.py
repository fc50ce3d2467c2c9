"""Việc phải làm: the list of findings that staff work through, and the same list as an Excel file."""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_facts, can_see_all
from accounts.queries import bodies_of
from accounts.queries.lists import listed, shown
from core import clock
from core.addresses import reverse
from core.lists import Act, chosen_keys, page_size, sliced
from delegations.models import Body
from delegations.queries import bodies
from obligations.enums import Rule
from obligations.forms.filters import FindingFilter
from obligations.queries import findings, follow_up, freshness, horizon, levels, records, sentences
from obligations.queries.findings import DEFAULT_SORT, Counts, Filters, Row
from papers.services import annexes
from records.tables import Cell, Table

FINDINGS = Table(
    "obligations:worklist",
    {
        "muc_do": _lazy("Mức độ"),
        "phat_hien": _lazy("Phát hiện"),
        "to_chuc": _lazy("Tổ chức"),
        "noi_dung": _lazy("Nội dung"),
        "han": _lazy("Hạn"),
        "tinh_trang": _lazy("Tình trạng"),
        "theo_doi": _lazy("Theo dõi"),
    },
    always={"phat_hien"},
    of_office={"theo_doi"},
)
SORTS = {"muc-do": "severity", "han": "due", "to-chuc": "body", "quy-tac": "rule"}


def _sort(request: UserRequest) -> str:
    order = request.GET.get("xep", "")
    name = SORTS.get(order.removeprefix("-"), DEFAULT_SORT)
    return f"-{name}" if order.startswith("-") else name


@require_safe
@listed(FINDINGS)
def worklist(request: UserRequest) -> HttpResponse:
    on, form = horizon.requested_day(request), FindingFilter(request.GET, user=request.user)
    scope, size = bodies_of(request.user), page_size(request)
    filters = _filters(form, scope, on)

    def fetch(offset: int, limit: int) -> tuple[list[Row], int]:
        part = findings.listing(
            on,
            filters=filters,
            body_ids=scope,
            sort=_sort(request),
            offset=offset,
            limit=limit,
        )
        return part.rows, part.total

    page = sliced(request, fetch, size)
    # What the parts of the list add up to: the same filters, whatever the state.
    counts = findings.counts(on, filters=replace(filters, statuses=(), recorded=None), body_ids=scope)
    context = {
        "page": page,
        "filter_form": form,
        "counts": counts,
        "on": on,
        "names": records.references(page, links=False).names,
        "since": findings.since([row.flag_id for row in page], on),
    }
    if can_see_all(request.user):
        context["follow_ups"] = follow_up.of_flags([row.flag_id for row in page])
    by_level = levels.by_level(on, filters=replace(filters, statuses=(), recorded=None), body_ids=scope)
    context["levels"] = [
        (level, levels.label(level), by_level[level].open) for level in sorted(by_level, reverse=True)
    ]
    context |= {"stale": freshness.stale_of(page, on=on), "vacant": _vacant(filters, counts, scope, on)}
    context["nothing_followed"] = not page and not Body.objects.visible_to(request.user).exists()
    context |= {"export_url": reverse("obligations:worklist-export"), "acts": _acts(request, on)}
    return render(request, "obligations/worklist.html", context)


def _acts(request: UserRequest, on: dt.date) -> list[Act]:
    """Return what may be done with several findings at once: of today only, by who writes the facts."""
    if not can_edit_facts(request.user) or on != clock.today():
        return []
    return [
        Act(reverse("obligations:waive-many"), _("Miễn, hoãn"), "clock-pause"),
        Act(reverse("obligations:assign-many"), _("Giao theo dõi"), "user-check"),
        Act(reverse("obligations:remind-many"), _("Đôn đốc qua thư"), "send"),
        Act(reverse("obligations:letter-many"), _("Lập công văn"), "file-text"),
    ]


def chosen_rows(request: UserRequest, on: dt.date) -> list[Row]:
    """Return the findings that the address chooses in the list, in its order."""
    scope, keys = bodies_of(request.user), chosen_keys(request)
    if keys is not None:
        found = findings.of_flags(keys, on, sort=_sort(request))
        return [row for row in found if scope is None or row.body_id in scope]
    filters = _filters(FindingFilter(request.GET, user=request.user), scope, on)
    return findings.listing(on, filters=filters, body_ids=scope, sort=_sort(request)).rows


def _filters(form: FindingFilter, scope: Collection[int] | None, on: dt.date) -> Filters:
    """Return what the list is narrowed to; stale records are looked up only where the form asks."""
    return form.filters(freshness.stale_within(scope, on=on) if form.recorded is not None else frozenset())


class Vacant(NamedTuple):
    """The vacant seats of the day: those to be filled, those whose filling is deferred, those that are not
    judged as they end before."""

    seats: int
    to_fill: int
    waived: int

    @property
    def not_judged(self) -> int:
        return max(self.seats - self.to_fill - self.waived, 0)


def _vacant(filters: Filters, counts: Counts, scope: Collection[int] | None, on: dt.date) -> Vacant | None:
    """Return the vacant seats beside the findings about them, where the list is of these alone."""
    if list(filters.rules) != [Rule.UNDERSTAFFED] or filters.severities or filters.text:
        return None
    return Vacant(
        bodies.vacant_seats(on, body_ids=scope, kind_ids=filters.kind_ids), counts.total, counts.waived
    )


@require_safe
@listed(FINDINGS)
def export(request: UserRequest) -> HttpResponse:
    """The whole filtered list as an Excel file, with real dates."""
    on, form = horizon.requested_day(request), FindingFilter(request.GET, user=request.user)
    scope = bodies_of(request.user)
    rows = findings.listing(on, filters=_filters(form, scope, on), body_ids=scope, sort=_sort(request)).rows
    stale = freshness.stale_of(rows, on=on)
    names = records.references(rows, links=False).names
    words = {
        row.key: sentences.without_codes(text, row, names=names)
        for row, text in zip(rows, sentences.of(rows, names=names).values(), strict=True)
    }
    followed = follow_up.of_flags([row.flag_id for row in rows]) if can_see_all(request.user) else {}
    cells = [
        Cell("to_chuc", _("Mã tổ chức"), lambda row: row.body_code, is_code=True),
        Cell("to_chuc", _("Tên tổ chức"), lambda row: row.body_name),
        Cell("phat_hien", _("Phát hiện"), lambda row: sentences.title(row.rule)),
        Cell("noi_dung", _("Nội dung"), lambda row: words[row.key]),
        Cell("muc_do", _("Mức độ"), lambda row: row.severity_label),
        Cell("tinh_trang", _("Tình trạng"), lambda row: row.status_label),
        Cell("tinh_trang", _("Ghi nhận"), lambda row: freshness.label(row, stale)),
        Cell("han", _("Hạn"), lambda row: row.due_on),
        Cell("han", _("Số ngày quá hạn"), lambda row: row.days_late_known(on)),
        Cell("han", _("Tính ngày quá hạn"), sentences.late_note),
        Cell("theo_doi", _("Người theo dõi"), lambda row: _owner(followed.get(row.flag_id))),
    ]
    return annexes.answer(request, _("Việc phải làm"), cells, rows, shown=shown(request), on=on)


def _owner(found: follow_up.FollowUp | None) -> str:
    return str(found.owner) if found and found.owner else ""

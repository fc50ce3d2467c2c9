"""Cần xử lý: the list of findings that staff work through, and the same list as an Excel file."""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.queries import bodies_of
from core import clock, known
from core.dates import day, requested_day
from core.lists import page_size, sliced
from delegations.queries import bodies
from obligations.enums import Rule
from obligations.forms.filters import FindingFilter
from obligations.queries import freshness, records, sentences
from obligations.queries.findings import DEFAULT_SORT, Counts, Filters, Row
from obligations.services import outlook
from records import workbooks

SORTS = {"muc-do": "severity", "han": "due", "to-chuc": "body", "quy-tac": "rule"}


def _sort(request: UserRequest) -> str:
    order = request.GET.get("xep", "")
    name = SORTS.get(order.removeprefix("-"), DEFAULT_SORT)
    return f"-{name}" if order.startswith("-") else name


@require_safe
def worklist(request: UserRequest) -> HttpResponse:
    today, on, form = clock.today(), requested_day(request), FindingFilter(request.GET)
    scope, size = bodies_of(request.user), page_size(request)
    filters = _filters(form, scope, on)

    def fetch(offset: int, limit: int) -> tuple[list[Row], int]:
        part = outlook.listing(
            on=on,
            today=today,
            filters=filters,
            body_ids=scope,
            sort=_sort(request),
            offset=offset,
            limit=limit,
        )
        return part.rows, part.total

    page = sliced(request, fetch, size)
    # What the parts of the list add up to: the same filters, whatever the state.
    counts = outlook.counts(
        on=on, today=today, filters=replace(filters, statuses=(), recorded=None), body_ids=scope
    )
    context = {
        "page": page,
        "filter_form": form,
        "counts": counts,
        "on": on,
        "names": records.references(page, links=False).names,
    }
    context |= {"stale": freshness.stale_of(page, on=on), "vacant": _vacant(filters, counts, scope, on)}
    return render(
        request, "obligations/worklist.html", context | {"export_url": reverse("obligations:worklist-export")}
    )


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
def export(request: UserRequest) -> HttpResponse:
    """The whole filtered list as an Excel file, with real dates."""
    today, on, form = clock.today(), requested_day(request), FindingFilter(request.GET)
    scope = bodies_of(request.user)
    rows = outlook.listing(
        on=on, today=today, filters=_filters(form, scope, on), body_ids=scope, sort=_sort(request)
    ).rows
    stale = freshness.stale_of(rows, on=on)
    words = sentences.of(rows, names=records.references(rows, links=False).names)
    headings = [
        _("Mã tổ chức"),
        _("Tên tổ chức"),
        _("Phát hiện"),
        _("Nội dung"),
        _("Mức độ"),
        _("Tình trạng"),
        _("Ghi nhận"),
        _("Hạn"),
        _("Số ngày quá hạn"),
    ]
    headings += [_("Tính ngày quá hạn")]
    table = (
        [
            *(
                row.body_code,
                row.body_name,
                sentences.title(row.rule),
                words[row.key],
                row.severity_label,
                row.status_label,
            ),
            *(freshness.label(row, stale), row.due_on, row.days_late(on) or None, row.due_note),
        ]
        for row in rows
    )
    content = workbooks.workbook(
        _("Tình hình ngày %(day)s") % {"day": day(on)}, [workbooks.Sheet(_("Cần xử lý"), headings, table)]
    )
    response = HttpResponse(content, content_type=workbooks.MIME)
    response["Content-Disposition"] = (
        f'attachment; filename="can-xu-ly-{on.isoformat()}{known.file_suffix()}.xlsx"'
    )
    return response

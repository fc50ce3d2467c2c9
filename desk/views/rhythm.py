"""The periods that ended, body by body: the list behind every number of periods."""

import datetime as dt
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core.dates import parse
from core.lists import paged
from desk.queries import periods, rhythm
from desk.queries.periods import year_before
from desk.views.leaders import page_query


class Days(NamedTuple):
    """The days between which periods ended."""

    first: dt.date
    last: dt.date


@require_safe
def page(request: UserRequest) -> HttpResponse:
    """The period that each body ended last; with `?ky=2026`, `?ky=2026-Q3` or `?ket_thuc=2026-10-31` those
    that ended then."""
    query = page_query(request)
    span = periods.span(request.GET.get("ky", ""))
    days, kinds, judged_on = (
        Days(span.first, span.last) if span else _days(request),
        query.form.kind_ids,
        query.on,
    )
    if days:
        # The last twelve months are shown as they stand now, of earlier ones how they stood when they
        # had ended.
        judged_on = (
            query.on if days.first > year_before(query.on) else min(query.on, days.last + dt.timedelta(1))
        )
        found = rhythm.ended_within(
            query.user, first=days.first, last=days.last, on=judged_on, kind_ids=kinds
        )
    else:
        found = rhythm.just_ended(query.user, on=query.on, kind_ids=kinds)
    result = request.GET.get("ket_qua", "")
    shown = [one for one in found if one.cell.state in rhythm.RESULTS.get(result, (one.cell.state,))]
    context: dict[str, object] = {
        "days": days,
        "judged_on": judged_on,
        "tally": rhythm.tally(found),
        "page": paged(request, shown),
        "result": result,
    }
    context["span"] = span.name if span else ""
    return render(request, "desk/periods.html", query.context | context)


def _days(request: UserRequest) -> Days | None:
    """Return the one day that the address names; None where it names none."""
    try:
        ended_on = parse(request.GET.get("ket_thuc", ""))
    except ValueError:
        return None
    return Days(ended_on, ended_on)

"""Tổng quan: the province on one day: tiles, heat map, findings by severity."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User, UserRequest
from accounts.queries import bodies_of
from core import clock
from core.dates import requested_day
from core.lists import paged_by, sliced
from desk.forms.overview import OverviewFilter
from desk.queries import overview as queries
from desk.queries import records as queries_of_records
from desk.queries import rhythm
from desk.views.leaders import tabs
from directions.queries import directions
from meetings.queries import meetings
from obligations.enums import MAIN_RULES
from obligations.queries import records
from obligations.queries.findings import Counts, Row
from obligations.services import outlook

HEAT_ROWS = 40
LIST_ROWS = 15


@require_safe
def overview(request: UserRequest) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)
    today, on, form, scope = (
        clock.today(),
        requested_day(request),
        OverviewFilter(request.GET),
        bodies_of(user),
    )

    def fetch(offset: int, limit: int) -> tuple[list[Row], int]:
        part = outlook.listing(
            on=on, today=today, filters=form.of_list, body_ids=scope, offset=offset, limit=limit
        )
        return part.rows, part.total

    bodies = paged_by(request, queries.bodies(user, on, form.kind_ids), key="trang-ban-do", size=HEAT_ROWS)
    page = sliced(request, fetch, LIST_ROWS)
    counts = outlook.counts(on=on, today=today, filters=form.of_kind, body_ids=scope)
    context = {
        "on": on,
        "tabs": tabs(request.path),
        "filter_form": form,
        "bodies": bodies,
        "heat": queries.heat_map(list(bodies), on),
        "page": page,
        "names": records.references(page, links=False).names,
        "counts": counts,
        "unrecorded": queries_of_records.unrecorded(user, on=on, today=today, filters=form.of_kind),
        "directions": directions.counts(user, on=on, kind_ids=form.kind_ids),
        "tiles": _tiles(counts),
        "others": counts.total - sum(counts.by_rule.get(rule, 0) for rule in MAIN_RULES),
        "just_ended": rhythm.tally(rhythm.just_ended(user, on=on, kind_ids=form.kind_ids)),
        "passed": meetings.passed(user=user, on=on),
    }
    return render(request, "desk/overview.html", context)


def _tiles(counts: Counts) -> list[dict[str, object]]:
    """The tiles of the main rules: how many findings, on how many bodies."""
    return [
        {"rule": rule, "bodies": counts.bodies_by_rule.get(rule, 0), "number": counts.by_rule.get(rule, 0)}
        for rule in MAIN_RULES
    ]

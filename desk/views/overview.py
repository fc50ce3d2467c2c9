"""Tổng quan: the province on one day: tiles, heat map, findings by severity."""

from typing import NamedTuple

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User, UserRequest
from accounts.permissions import can_edit_facts
from accounts.queries import bodies_of
from core.htmx import asks_for_fragment
from core.htmx import page as page_or_part
from core.lists import paged_by, sliced
from delegations.queries import trees
from desk.forms.overview import OverviewFilter
from desk.queries import levels, rhythm
from desk.queries import overview as queries
from desk.queries import records as queries_of_records
from desk.views.day_line import shown_line
from desk.views.leaders import tabs
from directions.queries import directions
from meetings.queries import meetings
from obligations.enums import MAIN_RULES, Rule, Severity
from obligations.queries import findings, subjects
from obligations.queries.findings import Counts, Row
from obligations.queries.rhythm_map import heat_map

HEAT_ROWS = 40
LIST_ROWS = 10


class Part(NamedTuple):
    """Findings of one rule, or of all that are not main ones (`khac`), and on how many bodies they are."""

    rule: str
    label: str
    number: int
    bodies: int


@require_safe
def overview(request: UserRequest) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)
    line, form, scope = shown_line(request), OverviewFilter(request.GET), bodies_of(user)
    on = line.on

    def fetch(offset: int, limit: int) -> tuple[list[Row], int]:
        part = findings.listing(on, filters=form.of_list, body_ids=scope, offset=offset, limit=limit)
        return part.rows, part.total

    tree, standing = trees.tree(), queries.bodies(user, on, form.kind_ids)
    bodies = paged_by(request, tree.sort(standing), key="trang-ban-do", size=HEAT_ROWS)
    page = sliced(request, fetch, LIST_ROWS)
    counts = findings.counts(on, filters=form.of_kind, body_ids=scope)
    ended = rhythm.just_ended(user, on=on, kind_ids=form.kind_ids)
    context = {
        "on": on,
        "line": line,
        "day_moves": asks_for_fragment(request),
        "tabs": tabs(request.path),
        "filter_form": form,
        "bodies": bodies,
        "heat": heat_map(list(bodies), on, tree.depths),
        "page": page,
        "since": findings.since([row.flag_id for row in page], on),
        "subjects": subjects.of(page),
        "counts": counts,
        "unrecorded": queries_of_records.unrecorded(user, on=on, filters=form.of_kind),
        "directions": directions.counts(user, on=on, kind_ids=form.kind_ids),
        "serious": counts.by_severity.get(Severity.SERIOUS.value, 0),
        "parts": _parts(counts),
        "just_ended": rhythm.tally(ended),
        "levels": levels.rows(user, on=on, filters=form.of_kind, body_ids=scope, ended=ended),
        "passed": meetings.passed(user=user, on=on),
        "may_import": can_edit_facts(user),
    }
    return page_or_part(request, "desk/overview.html", context, partial="day")


def _parts(counts: Counts) -> list[Part]:
    """Return what the findings of the day are, by the main rules and all others: the parts that add up."""
    main = [
        Part(rule, str(Rule(rule).label), counts.by_rule.get(rule, 0), counts.bodies_by_rule.get(rule, 0))
        for rule in MAIN_RULES
    ]
    others = counts.total - sum(part.number for part in main)
    return [*main, Part("khac", _("Việc khác"), others, 0)]

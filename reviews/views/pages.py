"""A body's year: the grade, why to the point, what would lead to a better one; and the scheme that judges a
year."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core import clock
from core.dates import requested_day
from core.templatetags import nennep
from obligations.queries import records
from obligations.services import appraisals
from reviews.enums import Criterion, Grade
from reviews.permissions import can_review
from reviews.queries import criteria, history, years
from reviews.queries.years import Line
from reviews.services import confirming
from reviews.views.loading import body_and_day


@require_safe
def of_body(request: UserRequest, code: str, year: int) -> HttpResponse:
    body, on = body_and_day(request, code, year)
    line = years.line(body, year, on=on)
    references = records.references_in(
        [unit.evidence for row in line.rows for unit in row.mark.units], body.code
    )
    may_review = can_review(request.user) and on == clock.today()
    first = confirming.opens_on(line)
    context = {
        "body": body,
        "year": year,
        "on": on,
        "line": line,
        "rows": [
            (
                row,
                criteria.sentence(row.mark),
                criteria.units_by_state(row.mark),
                nennep.vi(criteria.plain(row.mark.done)),
                appraisals.law_of(row.mark),
            )
            for row in line.rows
        ],
        "before": years.line(body, year - 1, on=on) if year > years.FIRST_YEAR else None,
        "names": references.names,
        "links": references.links,
        "history": history.of_year(body, year),
        "may_review": may_review,
        "may_confirm": may_review and line.review is None and first is not None and on >= first,
        "opens_on": first,
        "years": years.years(on),
        **_reckoning(line),
    }
    return render(request, "reviews/page.html", context)


def _reckoning(line: Line) -> dict[str, Any]:
    """What the sum and the way to a better grade need."""
    outlook, states = line.outlook, {row.criterion: criteria.units_by_state(row.mark) for row in line.rows}
    return {
        "judged": [row for row in line.rows if row.given is not None],
        "unjudged": [row for row in line.rows if row.given is None],
        "unjudged_points": sum(row.possible for row in line.rows if row.given is None),
        "next_label": Grade(outlook.grade).label if outlook and outlook.grade else "",
        "best_label": Grade(outlook.best.grade).label if outlook else "",
        "levers": (
            [(lever, Criterion(lever.criterion).label, states[lever.criterion]) for lever in outlook.levers]
            if outlook
            else []
        ),
    }


@require_safe
def scheme(request: UserRequest, year: int) -> HttpResponse:
    """The published scheme of a year: points, thresholds, since when and by which reference."""
    on = requested_day(request)
    by = appraisals.scheme(year) if years.FIRST_YEAR <= year <= years.LAST_YEAR else None
    if by is None:
        raise Http404(_("Năm %(year)s chưa có thang điểm nào có hiệu lực.") % {"year": year})
    rows = appraisals.scheme_rows(by)
    context = {
        "year": year,
        "scheme": by,
        "criteria": [(Criterion(row.criterion).label, row) for row in rows if row.criterion],
        "others": [row for row in rows if not row.criterion],
        "total": sum(by.points.values()),
        "years": years.years(on),
    }
    return render(request, "reviews/scheme.html", context)

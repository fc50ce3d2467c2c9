"""A body's year or quarter: the grade, why to the point, what would lead to a better one; and the scheme that
judges it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core import clock
from core.dates import requested_day
from core.templatetags import nennep
from obligations.queries import records, subjects
from obligations.services import appraisals
from obligations.services.appraisals import ReviewPeriod
from reviews.enums import Criterion, Grade, SheetForm
from reviews.permissions import can_review
from reviews.queries import criteria, history, periods, reasons, years
from reviews.queries.years import Line
from reviews.services import confirming, papers
from reviews.views.loading import body_and_day


@require_safe
def of_body(request: UserRequest, code: str, period: ReviewPeriod) -> HttpResponse:
    body, on = body_and_day(request, code, period)
    line = years.line(body, period, on=on)
    references = records.references_in(
        [unit.evidence for row in line.rows for unit in row.mark.units], body.code
    )
    earlier = periods.before(period)
    may_review = can_review(request.user) and on == clock.today()
    first = confirming.opens_on(line)
    context = {
        "body": body,
        "period": period,
        "when": line.words,
        "on": on,
        "line": line,
        "conditions": [(row, reasons.condition_sentence(row.result)) for row in line.conditions],
        "why_not": reasons.why_not(line),
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
        "before": years.line(body, earlier, on=on) if earlier.year >= periods.FIRST_YEAR else None,
        "confirmed_quarters": years.confirmed_quarters(body, period, on=on),
        "subjects": subjects.of(line.appraisal.bars if line.appraisal else ()),
        "names": references.names,
        "links": references.links,
        "history": history.of_period(body, period),
        "may_review": may_review,
        "may_confirm": may_review and line.review is None and first is not None and on >= first,
        "opens_on": first,
        "years": periods.years(on),
        "quarters": periods.of_year(period.year, on),
        "sheets": papers.of_period(body, period),
        "sheet_forms": [(form.value, form.label) for form in SheetForm.of_bodies()],
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
def scheme(request: UserRequest, period: ReviewPeriod) -> HttpResponse:
    """The published scheme of a year or quarter: points, conditions, thresholds, since when and by which
    reference."""
    on = requested_day(request)
    by = appraisals.scheme(period) if periods.FIRST_YEAR <= period.year <= periods.LAST_YEAR else None
    if by is None:
        raise Http404(_("Chưa có thang điểm nào có hiệu lực cho %(when)s.") % {"when": periods.words(period)})
    rows = appraisals.scheme_rows(by)
    context = {
        "period": period,
        "when": periods.words(period),
        "scheme": by,
        "criteria": [(Criterion(row.criterion).label, row) for row in rows if row.criterion],
        "others": [row for row in rows if not row.criterion and row.unit != "conditions"],
        "conditions": [
            (row, [Criterion(code).label for code in str(row.value).split("; ")])
            for row in rows
            if row.unit == "conditions" and row.value
        ],
        "total": sum(by.points.values()),
        "years": periods.years(on),
        "quarters": periods.of_year(period.year, on),
    }
    return render(request, "reviews/scheme.html", context)

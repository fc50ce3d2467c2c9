"""A direction's page, and the fragments that lower pages show by address: panel, strip, due days of a
calendar."""

import datetime as dt
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_facts
from core import clock, htmx
from core.dates import parse, requested_day
from delegations.enums import BodyState
from directions.enums import State, StepKind
from directions.models import DirectionStep, Extension
from directions.permissions import can_change, can_direct, can_propose, can_report, is_leader
from directions.queries import directions as queries
from directions.queries import receipts, summary
from directions.views import scope
from obligations.enums import Rule

LONGEST_SPAN = dt.timedelta(days=62)


@require_safe
def page(request: UserRequest, code: str) -> HttpResponse:
    """What was asked, what was done, what is next; the acts are offered while today is looked at."""
    on, today = requested_day(request), clock.today()
    direction = scope.direction(request, code, on=on)
    steps, requests = queries.steps_of(direction, on=on), queries.requests_of(direction, on=on)
    context = {
        "direction": direction,
        "on": on,
        "state": queries.state_of(direction, on),
        "closed": direction.closed_on is not None and direction.closed_on <= on,
        "cleared_on": queries.cleared_on(direction, on),
        "finding": queries.finding_now(direction, on=on),
        "receipt": receipts.clock().of(direction, on),
        "requests": requests,
        "request_waits": next((one for one in requests if not one.decision), None),
        "timeline": timeline(steps, requests),
        "proposal": (
            steps
            and queries.state_of(direction, on) == State.WAITING
            and next((step for step in reversed(steps) if step.kind == "proposal"), None)
        ),
        "may": _acts(request, direction, acted=bool(steps or requests)) if on == today else {},
        "is_leader": is_leader(request.user),
        "is_office": can_edit_facts(request.user),
    }
    return htmx.page(request, "directions/page.html", context)


def _acts(request: UserRequest, direction: Any, *, acted: bool) -> dict[str, bool]:
    """Return what the user may do with a direction as it stands."""
    is_open, reports = direction.closed_on is None, can_report(request.user, direction)
    directs, theirs = can_direct(request.user), can_change(request.user, direction)
    waits = direction.is_waiting
    return {
        "change": is_open and theirs and not acted and direction.received_on is None,
        "withdraw": is_open and theirs,
        "receive": is_open and reports and direction.received_then is None,
        "report": is_open and reports,
        "extend": is_open and reports and not waits and not direction.asks_extension,
        "answer": is_open and directs and not waits,
        "propose": is_open and can_propose(request.user, direction),
        "add": is_open and directs,
        "close": is_open and directs,
        "assign": is_open and directs,
        "announce": is_open and can_edit_facts(request.user),
        "reopen": not is_open and directs,
    }


def timeline(steps: Sequence[DirectionStep], requests: Sequence[Extension]) -> list[dict[str, Any]]:
    """Return what was said, the steps in their order and each request for more time on its day: behind what
    was reported that day, before what the leader said."""
    entries: list[tuple[dt.date, int, int, dict[str, Any]]] = []
    answered: dict[dt.date, int] = {}
    latest = dt.date.min
    for number, step in enumerate(steps):
        # the order of steps is their number, also where their days are typed otherwise
        latest = max(latest, step.on)
        entries.append((latest, number, len(requests), {"step": step}))
        if step.kind == StepKind.FURTHER:
            answered.setdefault(latest, number)
    for number, request in enumerate(requests):
        place = answered.get(request.asked_on, len(steps))
        entries.append((request.asked_on, place, number, {"request": request}))
    return [entry for *_place, entry in sorted(entries, key=itemgetter(0, 1, 2))]


@require_safe
def panel(request: UserRequest, body_code: str) -> HttpResponse:
    """The directions of a body, or with `?quy-tac=&doi-tuong=` of one of its findings; a page of its own
    without htmx."""
    body, on = scope.body(request, body_code), requested_day(request)
    rule, subject = (request.GET.get(name, "") for name in ("quy-tac", "doi-tuong"))
    if rule not in Rule.values or not subject:
        rule = subject = ""
    rows, total = queries.of_body(body, on=on, rule=rule, subject=subject)
    context = {
        "body": body,
        "on": on,
        "rows": with_states(rows, on),
        "total": total,
        "rule": rule,
        "subject": subject,
        # A leader gives today; staff also write down what was said while the body stood.
        "may_direct": can_direct(request.user)
        and (can_edit_facts(request.user) or body.state_on(clock.today()) != BodyState.ENDED),
    }
    return htmx.page(request, "directions/panel.html", context, partial="panel")


@require_safe
def of_year(request: UserRequest, body_code: str, year: int) -> HttpResponse:
    """How a body carried out the directions of a year: a part of its annual review, and a page of its own."""
    body, on = scope.body(request, body_code), requested_day(request)
    if not dt.MINYEAR <= year < dt.MAXYEAR:
        raise Http404(_("Không có năm này."))
    tally, late = summary.of_year(body, year, on=on)
    context = {"body": body, "year": year, "on": on, "tally": tally, "late": late}
    return htmx.page(request, "directions/of_year.html", context, partial="panel")


def with_states(rows: list[Any], on: dt.date) -> list[Any]:
    """Set on directions what a list shows of them: `state`, `cleared_on`, and `receipt` where they come from
    `with_follow_up`; return them. Two queries for receipts."""
    if rows and hasattr(rows[0], "received_then"):
        receipts.put_on(rows, on)
    for row in rows:
        row.state = queries.state_of(row, on)
        row.cleared_on = queries.cleared_on(row, on) if hasattr(row, "cleared_at") else None
    return rows


@require_safe
def strip(request: UserRequest) -> HttpResponse:
    """How many directions are open, overdue, waiting, given to the user: one line for pages of work."""
    on = requested_day(request)
    context = {"counts": queries.counts(request.user, on=on), "on": on, "is_leader": is_leader(request.user)}
    return htmx.page(request, "directions/strip.html", context, partial="strip")


@require_safe
def due(request: UserRequest) -> HttpResponse:
    """The directions that fall due in a span (`?tu=&den=`): for htmx as pieces that find their days in a
    calendar, else a page."""
    on = requested_day(request)
    try:
        first = parse(request.GET["tu"]) if request.GET.get("tu") else on.replace(day=1)
        last = parse(request.GET["den"]) if request.GET.get("den") else first + dt.timedelta(days=30)
    except ValueError as error:
        raise BadRequest(str(error)) from error
    if not dt.timedelta(0) <= last - first <= LONGEST_SPAN:
        raise BadRequest(_("Khoảng ngày phải xuôi chiều và dài nhất hai tháng."))
    rows = with_states(queries.due_in_span(user=request.user, on=on, first=first, last=last), on)
    return htmx.page(
        request,
        "directions/due.html",
        {"rows": rows, "on": on, "first": first, "last": last},
        partial="pieces",
    )

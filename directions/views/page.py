"""A direction's page, and the fragments that lower pages show by address: panel, strip, due days of a
calendar."""

import datetime as dt
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core import clock, htmx
from core.dates import parse, requested_day
from directions.models import Direction
from directions.permissions import can_change, can_direct, can_propose, can_report, is_leader
from directions.queries import directions as queries
from directions.views import scope
from obligations.enums import Rule

LONGEST_SPAN = dt.timedelta(days=62)


@require_safe
def page(request: UserRequest, code: str) -> HttpResponse:
    """What was asked, what was done, what is next; the acts are offered while today is looked at."""
    on, today = requested_day(request), clock.today()
    direction = scope.direction(request, code, on=on)
    steps = queries.steps_of(direction, on=on)
    context = {
        "direction": direction,
        "on": on,
        "state": queries.state_of(direction, on),
        "closed": direction.closed_on is not None and direction.closed_on <= on,
        "cleared_on": queries.cleared_on(direction, on),
        "finding_now": queries.finding_now(direction, on=on, today=today),
        "steps": steps,
        "proposal": (
            steps
            and direction.is_waiting
            and next((step for step in reversed(steps) if step.kind == "proposal"), None)
        ),
        "may": _acts(request, direction, acted=bool(steps)) if on == today else {},
        "may_report": can_report(request.user, direction),
        "is_leader": is_leader(request.user),
    }
    return htmx.page(request, "directions/page.html", context)


def _acts(request: UserRequest, direction: Direction, *, acted: bool) -> dict[str, bool]:
    """Return what the user may do with a direction as it stands."""
    is_open = direction.closed_on is None
    directs, theirs = can_direct(request.user), can_change(request.user, direction)
    return {
        "change": is_open and theirs and not acted,
        "withdraw": is_open and theirs,
        "report": is_open and can_report(request.user, direction),
        "propose": is_open and can_propose(request.user, direction),
        "add": is_open and directs,
        "close": is_open and directs,
        "assign": is_open and directs,
        "reopen": not is_open and directs,
    }


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
        "may_direct": can_direct(request.user),
    }
    return htmx.page(request, "directions/panel.html", context, partial="panel")


def with_states(rows: list[Any], on: dt.date) -> list[Any]:
    """Set on directions what a list shows of them: `state`, `cleared_on`; return them."""
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

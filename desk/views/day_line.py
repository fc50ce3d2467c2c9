"""The marks on the overview's line of time, which asks for them when it stands."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.models import User, UserRequest
from accounts.queries import bodies_of
from core import clock
from core.htmx import page as page_or_part
from desk.forms.overview import OverviewFilter
from desk.queries import day_line
from desk.queries.day_line import Line
from desk.views.leaders import tabs
from obligations.queries import horizon

WHOLE, YES = "tu_dau", "1"


def shown_line(request: UserRequest) -> Line:
    """Return the line of time that the address asks for: with `?tu_dau=1` all that is watched."""
    on = horizon.requested_day(request)
    return day_line.line(on, today=clock.today(), whole=request.GET.get(WHOLE) == YES)


@require_safe
def marks(request: UserRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    line, form = shown_line(request), OverviewFilter(request.GET)
    found = day_line.marks(line.scale, filters=form.of_any_status, body_ids=bodies_of(request.user))
    context = {"line": line, "marks": found, "high": day_line.HIGH, "tabs": tabs(request.path), "on": line.on}
    return page_or_part(request, "desk/day_line.html", context, partial="marks")

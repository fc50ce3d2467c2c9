"""The calendar behind a private address: meetings and what falls due, as other calendars read it."""

import datetime as dt
import hashlib
import re

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core import clock, known
from desk.queries import due_days
from meetings.documents import calendars
from meetings.models import CalendarFeed
from meetings.queries import meetings
from meetings.services import feeds

PAST, AHEAD = dt.timedelta(days=370), dt.timedelta(days=400)
DUE_PAST = dt.timedelta(days=30)
"""What fell due longer ago is on the lists of findings, not in anybody's calendar."""


@login_not_required
@cache_control(private=True, no_cache=True)
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What the address's user may see today, without a log-in; `?nhac=1d` calls entries to mind a day
    before."""
    known.require_present()
    now = clock.now()
    found = feeds.opened(token, now=now)
    if found is None:
        raise Http404(_("Địa chỉ lịch không đúng hoặc đã thu hồi."))
    content = _content(found, today=clock.today(), alarm_days=_alarm(request, found))
    response = HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"'},
    )
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _content(found: CalendarFeed, *, today: dt.date, alarm_days: int | None) -> bytes:
    rows = meetings.for_feed(user=found.user, body=found.body, since=today - PAST)
    dues = due_days.of_user(found.user, found.body, today=today, first=today - DUE_PAST, last=today + AHEAD)
    days = [
        calendars.whole_day(due.key, due.on, summary=due.summary, description=due.details, url=due.url)
        for due in dues
    ]
    name = found.body.name if found.body else _("Lịch họp và hạn việc các tổ chức đảng")
    return calendars.feed(rows, name=name, days=days, alarm_days=alarm_days)


def _alarm(request: HttpRequest, found: CalendarFeed) -> int | None:
    """Return how many days before entries are called to mind: as the address asks, else as it was made."""
    asked = re.fullmatch(r"([137])d", request.GET.get("nhac", ""))
    return int(asked[1]) if asked else found.alarm_days

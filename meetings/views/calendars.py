"""The calendar by month and week, and the private addresses that other calendars read."""

import calendar
import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core import clock, htmx
from core.dates import asked_day
from delegations.models import Body
from meetings import documents
from meetings.models import CalendarFeed
from meetings.queries import meetings
from meetings.services import feeds
from meetings.views import scope

FEED_PAST = dt.timedelta(days=370)


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """A month in weeks from Monday; `?thang=2026-12` names it, the day looked at stays what it is."""
    first = _named(request, "thang", "-01") or asked_day(request).replace(day=1)
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(first.year, first.month)
    found = by_day(request, weeks[0][0], weeks[-1][-1])
    context = {
        "day": first,
        "weeks": [[(date, found.get(date, [])) for date in week] for week in weeks],
        "last": weeks[-1][-1],
        "before": (first - dt.timedelta(days=1)).replace(day=1),
        "after": (first + dt.timedelta(days=32)).replace(day=1),
        "today": clock.today(),
    }
    return render(request, "meetings/month.html", context)


@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Seven days from Monday; `?tuan=2026-12-08` names one of them."""
    day = _named(request, "tuan", "") or asked_day(request)
    monday = day - dt.timedelta(days=day.weekday())
    days = [monday + dt.timedelta(days=n) for n in range(7)]
    found = by_day(request, days[0], days[-1])
    step = dt.timedelta(days=7)
    context = {"day": day, "days": [(date, found.get(date, [])) for date in days], "before": monday - step, "after": monday + step, "today": clock.today()}
    return render(request, "meetings/week.html", context)


def _named(request: HttpRequest, name: str, tail: str) -> dt.date | None:
    """Return the day that a parameter of the address names, or None where it names none that a calendar can show."""
    try:
        day = dt.date.fromisoformat(request.GET.get(name, "") + tail)
    except ValueError:
        return None
    return day if 1930 <= day.year <= 2200 else None


def by_day(request: HttpRequest, first: dt.date, last: dt.date) -> dict[dt.date, list[Any]]:
    """Return the meetings of the span that the user may see, by day."""
    found: dict[dt.date, list[Any]] = {}
    for meeting in meetings.in_span(user=request.user, on=asked_day(request), first=first, last=last):  # type: ignore[arg-type]
        assert meeting.held_on is not None
        found.setdefault(meeting.held_on, []).append(meeting)
    return found


@never_cache
@require_safe
def addresses(request: HttpRequest) -> HttpResponse:
    """The user's private calendar addresses."""
    live = CalendarFeed.objects.filter(user=request.user, revoked_at=None).select_related("body").order_by("body__position", "body__code")
    rows = [(feed, settings.SITE_URL.rstrip("/") + reverse("meetings:feed", args=[feeds.token(feed)])) for feed in live]
    bodies = Body.objects.visible_to(request.user).in_protocol_order()  # type: ignore[arg-type]
    return render(request, "meetings/addresses.html", {"rows": rows, "bodies": bodies, "has_own": any(feed.body_id is None for feed, _url in rows)})


@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    code = request.POST.get("to_chuc", "")
    feeds.issue(user=request.user, body=scope.body(request, code) if code else None, now=clock.now())  # type: ignore[arg-type]
    htmx.saved(request, _("Đã lập địa chỉ lịch. Ai có địa chỉ này đều xem được lịch; chỉ dùng cho máy của mình."))
    return htmx.see_other(request, "meetings:addresses")


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    feed = get_object_or_404(CalendarFeed, pk=pk, user=request.user)
    feeds.revoke(feed=feed, now=clock.now(), by=request.user)  # type: ignore[arg-type]
    htmx.saved(request, _("Đã thu hồi địa chỉ lịch. Máy nào còn dùng địa chỉ cũ sẽ không nhận được gì nữa."))
    return htmx.see_other(request, "meetings:addresses")


@login_not_required
@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a private address: what its user may see today, without a log-in."""
    now = clock.now()
    found = feeds.opened(token, now=now)
    if found is None:
        raise Http404(_("Địa chỉ lịch không đúng hoặc đã thu hồi."))
    rows = meetings.for_feed(user=found.user, body=found.body, since=now.date() - FEED_PAST)
    name = found.body.name if found.body else _("Lịch họp các tổ chức đảng")
    content = documents.feed(rows, name=name, now=now, link=settings.SITE_URL.rstrip("/"))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")

"""The private addresses that other calendars read."""

import datetime as dt
import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from core import clock, htmx, known
from core.addresses import absolute
from delegations.models import Body
from meetings import documents
from meetings.models import CalendarFeed
from meetings.queries import meetings
from meetings.services import feeds
from meetings.views import scope
from records.loading import look_up

FEED_PAST = dt.timedelta(days=370)


@never_cache
@require_safe
def addresses(request: UserRequest) -> HttpResponse:
    """The user's private calendar addresses."""
    known.require_present()
    live = (
        CalendarFeed.objects.filter(user=request.user, revoked_at=None)
        .select_related("body")
        .order_by("body__position", "body__code")
    )
    rows = [(feed, absolute(reverse("meetings:feed", args=[feeds.token(feed)]))) for feed in live]
    bodies = Body.objects.visible_to(request.user).in_protocol_order()
    return render(
        request,
        "meetings/addresses.html",
        {"rows": rows, "bodies": bodies, "has_own": any(feed.body_id is None for feed, _url in rows)},
    )


@require_POST
def issue(request: UserRequest) -> HttpResponse:
    code = request.POST.get("to_chuc", "")
    feeds.issue(user=request.user, body=scope.body(request, code) if code else None, now=clock.now())
    htmx.saved(
        request, _("Đã lập địa chỉ lịch. Ai có địa chỉ này đều xem được lịch; chỉ dùng cho máy của mình.")
    )
    return htmx.see_other(request, "meetings:addresses")


@require_POST
def revoke(request: UserRequest, pk: int) -> HttpResponse:
    feed = look_up(CalendarFeed, pk=pk, user=request.user)
    feeds.revoke(feed=feed, now=clock.now(), by=request.user)
    htmx.saved(request, _("Đã thu hồi địa chỉ lịch. Máy nào còn dùng địa chỉ cũ sẽ không nhận được gì nữa."))
    return htmx.see_other(request, "meetings:addresses")


@login_not_required
@cache_control(private=True, no_cache=True)
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a private address: what its user may see today, without a log-in."""
    known.require_present()
    now = clock.now()
    found = feeds.opened(token, now=now)
    if found is None:
        raise Http404(_("Địa chỉ lịch không đúng hoặc đã thu hồi."))
    rows = meetings.for_feed(user=found.user, body=found.body, since=now.date() - FEED_PAST)
    name = found.body.name if found.body else _("Lịch họp các tổ chức đảng")
    content = documents.feed(rows, name=name)
    response = HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"'},
    )
    return get_conditional_response(request, etag=response["ETag"], response=response) or response

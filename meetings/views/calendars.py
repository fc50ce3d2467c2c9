"""The private addresses that other calendars read."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from core import clock, htmx, known
from core.addresses import absolute, reverse
from delegations.models import Body
from meetings.models import CalendarFeed
from meetings.services import feeds
from meetings.views import scope
from records.loading import look_up


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
    rows = [(feed, absolute(reverse("desk:feed", args=[feeds.token(feed)]))) for feed in live]
    bodies = Body.objects.visible_to(request.user).in_protocol_order()
    return render(
        request,
        "meetings/addresses.html",
        {"rows": rows, "bodies": bodies, "alarms": feeds.ALARMS},
    )


@require_POST
def issue(request: UserRequest) -> HttpResponse:
    """Make an address, or change when the entries of one are called to mind."""
    code, alarm = request.POST.get("to_chuc", ""), request.POST.get("nhac", "")
    act = partial(
        feeds.issue,
        user=request.user,
        body=scope.body(request, code) if code else None,
        now=clock.now(),
        alarm_days=int(alarm) if alarm.isdecimal() else None,
    )
    return htmx.clicked(
        request,
        act,
        done=_("Đã lập địa chỉ lịch. Ai có địa chỉ này đều xem được lịch; chỉ dùng cho máy của mình."),
        to="meetings:addresses",
        undo=False,
    )


@require_POST
def revoke(request: UserRequest, pk: int) -> HttpResponse:
    feed = look_up(CalendarFeed, pk=pk, user=request.user)
    feeds.revoke(feed=feed, now=clock.now(), by=request.user)
    htmx.saved(request, _("Đã thu hồi địa chỉ lịch. Máy nào còn dùng địa chỉ cũ sẽ không nhận được gì nữa."))
    return htmx.see_other(request, "meetings:addresses")

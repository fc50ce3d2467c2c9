"""Private calendar addresses: issue, open, revoke."""

import datetime as dt
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_see_body
from core.errors import Refused
from delegations.models import Body
from meetings.models import CalendarFeed

_SIGNER = signing.Signer(salt="meetings.calendar-feed")


ALARMS = (1, 3, 7)


@transaction.atomic
def issue(*, user: User, body: Body | None, now: dt.datetime, alarm_days: int | None = None) -> CalendarFeed:
    """Return the user's live address for all they may see, or for one body; make it where there is none. From
    now on it has entries called to mind so many days before. Raises Refused."""
    if body is not None:
        check_can_see_body(user, body.pk)
    if alarm_days not in {None, *ALARMS}:
        raise Refused(_("Chỉ nhắc trước 1, 3 hoặc 7 ngày."))
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    live = CalendarFeed.objects.filter(user=user, body=body, revoked_at=None).first()
    if live is None:
        return CalendarFeed.objects.create(user=user, body=body, created_at=now, alarm_days=alarm_days)
    live.alarm_days = alarm_days
    live.save(update_fields=["alarm_days"])
    return live


@transaction.atomic
def revoke(*, feed: CalendarFeed, now: dt.datetime, by: User) -> None:
    """End an address for good; whoever still holds it gets nothing. Only its user may."""
    CalendarFeed.objects.filter(pk=feed.pk, user=by, revoked_at=None).update(revoked_at=now)


def end_all(sender: object, user: User, at: dt.datetime, **_signal: Any) -> None:
    """End every address of a user who was given a new password."""
    CalendarFeed.objects.filter(user=user, revoked_at=None).update(revoked_at=at)


def token(feed: CalendarFeed) -> str:
    """Return the secret part of an address; it opens the calendar without a log-in."""
    return _SIGNER.sign(feed.key.hex).replace(":", ".")


def opened(text: str, *, now: dt.datetime) -> CalendarFeed | None:
    """Return the live address of a token, or None for a wrong, revoked or closed one, and note that it was
    read."""
    try:
        key = _SIGNER.unsign(text.replace(".", ":"))
    except signing.BadSignature:
        return None
    feed = (
        CalendarFeed.objects.filter(key=key, revoked_at=None, user__is_active=True)
        .select_related("user", "body")
        .first()
    )
    if feed and (feed.read_at is None or now - feed.read_at > dt.timedelta(hours=1)):
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now)
    return feed

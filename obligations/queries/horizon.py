"""How far ahead findings are worked out, and from which day a line of time begins."""

import datetime as dt

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.translation import gettext as _

from core import clock, dates, known
from delegations.models import Province
from rulebook.calendar import add_months

DAYS = 400
"""The days ahead that every page can look at."""


def needed(today: dt.date) -> dt.date:
    """Return the last day that pages may ask for."""
    return today + dt.timedelta(DAYS)


def last_day(today: dt.date) -> dt.date:
    """Return the day to which spans are worked out: the end of the month that follows the needed one's, so
    that once a month is often enough."""
    return add_months(needed(today).replace(day=1), 2) - dt.timedelta(1)


def requested_day(request: HttpRequest, *, ahead: int = 0) -> dt.date:
    """Return the day that a page of findings is about, as `core.dates.requested_day` does; `ahead` says how
    many days after it the page tells of. Raises BadRequest also for a day of which nothing is worked out
    yet."""
    on, today = dates.requested_day(request), clock.today()
    last = needed(today) - dt.timedelta(ahead)
    if on > last:
        words = _(
            "Chỉ xem trước được đến hết ngày %(last)s; chưa tính được tình hình ngày %(day)s. Hãy chọn một"
            " ngày sớm hơn."
        )
        raise BadRequest(words % {"last": dates.day(last), "day": dates.day(on)})
    return on


def first_record(today: dt.date) -> dt.date:
    """Return the first day that the office watches, today where it has not said so yet; inside
    `known.at_end_of` not before anything was recorded. One query, in that sense two."""
    watched: dt.date = (
        Province.objects.values_list("tracking_from", flat=True).order_by("pk").first() or today
    )
    began = known.first_recorded() if known.until() else None
    return min(max(watched, began.astimezone(clock.ZONE).date()) if began else watched, today)

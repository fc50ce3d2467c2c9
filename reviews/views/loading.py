"""Loading what a page of a body's year is about."""

import datetime as dt

from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from core.dates import requested_day
from delegations.models import Body
from records.loading import look_up
from reviews.permissions import check_can_review
from reviews.queries import years


def body_and_day(request: UserRequest, code: str, year: int) -> tuple[Body, dt.date]:
    """Return the body, if the user may see it, and the day looked at; 404 for a year that has not begun by it
    or lies out of range."""
    body = look_up(Body.objects.visible_to(request.user).select_related("kind"), code=code)
    on = requested_day(request)
    if not years.FIRST_YEAR <= year <= min(on.year, years.LAST_YEAR):
        raise Http404(_("Năm %(year)s chưa bắt đầu, hoặc không phải là năm được đánh giá.") % {"year": year})
    return body, on


def body_to_review(request: UserRequest, code: str, year: int) -> Body:
    """Return the body for a form that writes its review: 404 outside the user's scope, 403 for who may only
    read."""
    body, _on = body_and_day(request, code, year)
    check_can_review(request.user, body.pk)
    return body

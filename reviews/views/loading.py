"""Loading what a page of a body's year or quarter is about."""

import datetime as dt

from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from core.dates import requested_day
from delegations.models import Body
from obligations.services.appraisals import ReviewPeriod
from records.loading import look_up
from reviews.permissions import check_can_review
from reviews.queries import periods


def body_and_day(request: UserRequest, code: str, period: ReviewPeriod) -> tuple[Body, dt.date]:
    """Return the body, if the user may see it, and the day looked at; 404 for a period that has not begun by
    it or lies out of range."""
    body = look_up(Body.objects.visible_to(request.user).select_related("kind"), code=code)
    on = requested_day(request)
    if not periods.can_be_looked_at(period, on):
        raise Http404(
            _("Kỳ đánh giá %(code)s chưa bắt đầu, hoặc không phải là kỳ được đánh giá.")
            % {"code": period.code}
        )
    return body, on


def body_to_review(request: UserRequest, code: str, period: ReviewPeriod) -> Body:
    """Return the body for a form that writes its review: 404 outside the user's scope, 403 for who may only
    read."""
    body, _on = body_and_day(request, code, period)
    check_can_review(request.user, body.pk)
    return body

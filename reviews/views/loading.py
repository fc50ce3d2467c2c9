"""Loading what a page of a body's year is about."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import UserRequest
from core.dates import asked_day
from delegations.models import Body
from reviews.permissions import check_can_review
from reviews.queries import years

View = Callable[..., HttpResponse]


def writing(view: View) -> View:
    """Decorate a form's view: GET shows, POST writes, both in one transaction so that what is checked is what is changed."""
    return require_http_methods(["GET", "HEAD", "POST"])(transaction.atomic(view))


def body_and_day(request: UserRequest, code: str, year: int) -> tuple[Body, dt.date]:
    """Return the body, if the user may see it, and the day looked at; 404 for a year that has not begun by it or lies out of range."""
    body = get_object_or_404(Body.objects.visible_to(request.user).select_related("kind"), code=code)
    on = asked_day(request)
    if not years.FIRST_YEAR <= year <= min(on.year, years.LAST_YEAR):
        raise Http404(_("Năm %(year)s chưa bắt đầu, hoặc không phải là năm được đánh giá.") % {"year": year})
    return body, on


def body_to_review(request: UserRequest, code: str, year: int) -> Body:
    """Return the body for a form that writes its review: 404 outside the user's scope, 403 for who may only read."""
    body, _on = body_and_day(request, code, year)
    check_can_review(request.user, body.pk)
    return body

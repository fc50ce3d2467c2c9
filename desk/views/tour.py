"""The first tour: where it begins, and that it was had."""

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from accounts.services import tours
from core import clock
from core.htmx import see_other
from desk.documents import tour


@require_safe
def begin(request: UserRequest) -> HttpResponse:
    """Lead to the first step."""
    return HttpResponseRedirect(tour.address(request.user.role, 1))


@require_POST
def end(request: UserRequest) -> HttpResponse:
    """Remember that the tour was finished or left, and stay on the page of the step."""
    tours.end(by=request.user, at=clock.now())
    here = tour.address(request.user.role, tour.number_of(request.POST.get("buoc", "")))
    return see_other(request, here.partition("?")[0] or "/")

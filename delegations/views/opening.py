"""What stands between a new office and its first body: its name, and the day from which it follows."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse

from accounts.models import UserRequest
from accounts.permissions import can_administer
from core.htmx import page
from delegations.models import Province
from delegations.permissions import check_can_edit_registers


def once_open(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a page that records bodies: what is recorded is judged, so the first day must be known
    before."""

    @wraps(view)
    def opened(request: UserRequest, *args: Any, **named: Any) -> HttpResponse:
        if Province.objects.exists():
            return view(request, *args, **named)
        check_can_edit_registers(request.user)
        return page(
            request,
            "delegations/not_open.html",
            {"may_set": can_administer(request.user)},
            status=200 if request.method in {"GET", "HEAD"} else 409,
        )

    return opened

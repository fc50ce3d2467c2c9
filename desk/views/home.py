"""The bare address: on to where the user's work begins."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.models import User, UserRequest
from accounts.services.entrance import landing
from core.addresses import reverse


@require_safe
def home(request: UserRequest) -> HttpResponse:
    """With a query, an address kept from when the overview stood here: on to the overview of that day."""
    assert isinstance(request.user, User)
    if query := request.META["QUERY_STRING"]:
        return redirect(f"{reverse('desk:overview')}?{query}")
    return redirect(landing(request.user))

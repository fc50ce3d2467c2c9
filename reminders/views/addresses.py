"""Addresses that bounces taught about."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from core.htmx import clicked
from core.lists import paged
from reminders.models import AddressState
from reminders.permissions import can_steer_mails, check_can_see_mails, check_can_steer_mails
from reminders.services import bounces


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    check_can_see_mails(request.user)
    page = paged(request, AddressState.objects.order_by("-stopped_at", "address"))
    return render(request, "reminders/addresses.html", {"page": page, "can_steer": can_steer_mails(request.user)})


@require_POST
def open_again(request: UserRequest, pk: int) -> HttpResponse:
    user = check_can_steer_mails(request.user)
    state = get_object_or_404(AddressState, pk=pk)
    done = _("Đã mở lại địa chỉ %(address)s. Thư từ lượt sau sẽ gửi tới địa chỉ này.") % {"address": state.address}
    return clicked(request, lambda: bounces.open_again(state, by=user), done=done, to="reminders:addresses")

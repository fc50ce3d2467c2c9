"""Addresses that bounces taught about."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from core.htmx import clicked
from core.lists import paged
from outbox.models import AddressState
from outbox.services import bounces
from records.loading import look_up
from reminders.permissions import can_steer_mails, check_can_see_mails, check_can_steer_mails


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    check_can_see_mails(request.user)
    page = paged(request, AddressState.objects.order_by("-stopped_at", "address"))
    return render(
        request, "reminders/addresses.html", {"page": page, "can_steer": can_steer_mails(request.user)}
    )


@require_POST
def open_again(request: UserRequest, pk: int) -> HttpResponse:
    user = check_can_steer_mails(request.user)
    state = look_up(AddressState, pk=pk)
    done = _("Đã mở lại địa chỉ %(address)s. Thư từ lượt sau sẽ gửi tới địa chỉ này.") % {
        "address": state.address
    }
    return clicked(
        request, lambda: bounces.open_again(state, by=user), done=done, to="reminders:addresses", undo=False
    )

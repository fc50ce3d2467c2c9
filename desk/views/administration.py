"""Quản trị: the province's settings, and the way to users, days off, registers and the log of changes."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from accounts.permissions import check_can_administer
from core.htmx import form_page, see_other
from delegations.models import Province
from delegations.services import province as provinces
from desk.forms.settings import SettingsForm


def settings(request: UserRequest) -> HttpResponse:
    check_can_administer(request.user)
    province = Province.objects.first()
    names = ("name", "tracking_from", "profiles", "shift_due_days")
    form = SettingsForm(
        request.POST or None, initial={name: getattr(province, name) for name in names} if province else None
    )
    if form.is_valid():
        provinces.change(by=request.user, **form.cleaned_data)
        messages.success(request, _("Đã lưu cài đặt. Mọi tổ chức được xét lại."))
        return see_other(request, "desk:settings")
    return form_page(request, "desk/settings.html", {"form": form, "leave_url": "/"})

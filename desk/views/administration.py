"""Quản trị: the province's settings, and the way to users, days off, registers and the log of changes."""

from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from accounts.permissions import check_can_administer
from core import clock
from core.htmx import form_page, saved, see_other
from delegations.models import Province
from delegations.services import province as provinces
from desk.forms.settings import SettingsForm


def settings(request: UserRequest) -> HttpResponse:
    check_can_administer(request.user)
    province = Province.objects.first()
    names = ("name", "tracking_from", "profiles", "shift_due_days", "one_person_office")
    form = SettingsForm(
        request.POST or None, initial={name: getattr(province, name) for name in names} if province else None
    )
    if form.is_valid():
        provinces.change(by=request.user, **form.cleaned_data)
        saved(request, _("Đã lưu cài đặt. Mọi tổ chức được xét lại."))
        return see_other(request, "desk:settings" if province else "desk:today")  # on with the set-up there
    return form_page(request, "desk/settings.html", {"form": form, "leave_url": "/"})


def parts(request: UserRequest) -> HttpResponse:
    """The parts that all pages are made of, with their states."""
    check_can_administer(request.user)
    return render(
        request, "desk/parts.html", {"day": clock.today(), "number": "513-QĐ/TU", "points": Decimal("1234.5")}
    )

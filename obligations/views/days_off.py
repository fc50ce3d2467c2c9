"""Ngày nghỉ: the table of days off of a year."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from accounts.permissions import check_can_edit_facts
from core import clock
from core.addresses import reverse
from core.editing import attempt
from core.htmx import form_page, saved, see_other, writing
from obligations.forms.days_off import DayOffForm
from obligations.models import DayOff
from obligations.services import days_off
from records.loading import look_up


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    check_can_edit_facts(request.user)
    years = list(DayOff.objects.values_list("day__year", flat=True).distinct().order_by("day__year"))
    wanted = request.GET.get("nam", "")
    year = int(wanted) if wanted.isdigit() and len(wanted) == 4 else clock.today().year
    rows = DayOff.objects.filter(day__year=year).order_by("day")
    return render(request, "obligations/days_off.html", {"rows": rows, "year": year, "years": years})


@writing
def edit(request: UserRequest, pk: int | None = None) -> HttpResponse:
    """Add a day (no key) or correct one."""
    check_can_edit_facts(request.user)
    row = look_up(DayOff, pk=pk) if pk else None
    form = DayOffForm(
        request.POST or None, initial={"day": row.day, "name": row.name, "kind": row.kind} if row else None
    )
    leave_url = reverse("obligations:days-off")
    service = partial(days_off.change, row) if row else days_off.add
    if form.is_valid() and attempt(form, service, by=request.user, **form.cleaned_data):
        saved(request, _("Đã lưu. Các hạn tính theo ngày làm việc được xét lại."))
        return see_other(request, f"{leave_url}?nam={form.made.day.year}")
    return form_page(
        request, "obligations/day_off_form.html", {"form": form, "row": row, "leave_url": leave_url}
    )


@require_POST
def remove(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_facts(request.user)
    row = look_up(DayOff, pk=pk)
    year = row.day.year
    days_off.remove(row, by=request.user)
    saved(request, _("Đã xoá ngày khỏi bảng."))
    return see_other(request, f"{reverse('obligations:days-off')}?nam={year}")

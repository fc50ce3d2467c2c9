"""The competence table: which matters the Standing Board keeps for itself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_facts, check_can_edit_facts, check_can_see_all
from core import htmx
from core.dates import asked_day
from core.errors import Refused
from meetings.forms.decisions import MatterForm
from meetings.models import Matter
from meetings.queries.cautions import reserved_on
from meetings.services import matters
from records.loading import look_up


@require_safe
def table(request: UserRequest) -> HttpResponse:
    check_can_see_all(request.user)
    day = asked_day(request)
    rows = [(matter, reserved_on(matter, day)) for matter in Matter.objects.order_by("position", "name")]
    return render(request, "meetings/matters.html", {"rows": rows, "may_write": can_edit_facts(request.user)})


def add(request: UserRequest) -> HttpResponse:
    return _form(request, None)


def edit(request: UserRequest, pk: int) -> HttpResponse:
    return _form(request, look_up(Matter, pk=pk))


def _form(request: UserRequest, matter: Matter | None) -> HttpResponse:
    check_can_edit_facts(request.user)
    form = MatterForm(request.POST or None, instance=matter)
    if form.is_valid():
        try:
            if matter is None:
                matters.add(values=form.values(), by=request.user)
            else:
                matters.edit(matter=Matter.objects.get(pk=matter.pk), values=form.values(), by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            htmx.saved(request, _("Đã lưu bảng thẩm quyền."))
            return htmx.see_other(request, "meetings:matters")
    return htmx.form_page(request, "meetings/matter_form.html", {"form": form, "matter": matter, "leave_url": reverse("meetings:matters")})


def drop(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_facts(request.user)
    matter = look_up(Matter, pk=pk)
    context = {"question": _("Xoá “%(matter)s” khỏi bảng thẩm quyền?") % {"matter": matter}, "yes_words": _("Xoá"), "danger": True}
    context["leave_url"] = reverse("meetings:matters")
    if request.method == "POST":
        try:
            matters.drop(matter=matter, by=request.user)
        except Refused as refused:
            context["details"] = refused.message
            return render(request, "components/confirm_page.html", context, status=422)
        htmx.saved(request, _("Đã xoá khỏi bảng thẩm quyền."))
        return htmx.see_other(request, "meetings:matters")
    return render(request, "components/confirm_page.html", context)

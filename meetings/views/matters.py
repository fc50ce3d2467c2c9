"""The competence table: which matters the Standing Board keeps for itself."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_facts, check_can_edit_facts, check_can_see_all
from core import htmx
from core.addresses import reverse
from core.dates import requested_day
from core.editing import attempt
from meetings.forms.decisions import MatterForm
from meetings.models import Matter
from meetings.queries.cautions import reserved_on
from meetings.services import matters
from records.loading import look_up


@require_safe
def table(request: UserRequest) -> HttpResponse:
    check_can_see_all(request.user)
    day = requested_day(request)
    rows = [(matter, reserved_on(matter, day)) for matter in Matter.objects.order_by("position", "name")]
    return render(request, "meetings/matters.html", {"rows": rows, "may_write": can_edit_facts(request.user)})


@htmx.writing
def add(request: UserRequest) -> HttpResponse:
    return _form(request, None)


@htmx.writing
def edit(request: UserRequest, pk: int) -> HttpResponse:
    return _form(request, look_up(Matter, pk=pk))


def _form(request: UserRequest, matter: Matter | None) -> HttpResponse:
    check_can_edit_facts(request.user)
    form = MatterForm(request.POST or None, instance=matter)
    service = partial(matters.edit, matter=matter) if matter else matters.add
    if form.is_valid() and attempt(form, service, values=form.values(), by=request.user):
        htmx.saved(request, _("Đã lưu bảng thẩm quyền."))
        return htmx.see_other(request, "meetings:matters")
    return htmx.form_page(
        request,
        "meetings/matter_form.html",
        {"form": form, "matter": matter, "leave_url": reverse("meetings:matters")},
    )


@htmx.writing
def drop(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_facts(request.user)
    matter = look_up(Matter, pk=pk)
    table_url = reverse("meetings:matters")
    return htmx.confirmed(
        request,
        lambda: matters.drop(matter=matter, by=request.user),
        question=_("Xoá “%(matter)s” khỏi bảng thẩm quyền?") % {"matter": matter},
        confirm_label=_("Xoá"),
        danger=True,
        done=_("Đã xoá khỏi bảng thẩm quyền."),
        to=table_url,
        leave_url=table_url,
    )

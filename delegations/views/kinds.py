"""The kinds of body."""

from django.db.models import Count
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core.editing import attempt, values_of
from core.htmx import confirmed, form_page, page, saved, see_other, writing
from delegations.forms.bodies import KindForm
from delegations.models import BodyKind
from delegations.permissions import check_can_edit_registers
from delegations.services import kinds
from delegations.views.loading import saved_message
from records.loading import load


@require_safe
def kind_list(request: UserRequest) -> HttpResponse:
    check_can_edit_registers(request.user)
    rows = BodyKind.objects.annotate(body_count=Count("bodies")).order_by("position", "name")
    return page(request, "delegations/kind_list.html", {"kinds": rows})


@writing
def create_kind(request: UserRequest) -> HttpResponse:
    check_can_edit_registers(request.user)
    form = KindForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, kinds.create, by=request.user, **form.cleaned_data)
    ):
        saved(request, _("Đã thêm loại tổ chức."))
        return see_other(request, "delegations:kinds")
    return form_page(
        request,
        "delegations/plain_form.html",
        {"form": form, "heading": _("Thêm loại tổ chức"), "leave_url": reverse("delegations:kinds")},
    )


@writing
def edit_kind(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    kind = load(request, BodyKind.objects.all(), pk=pk)
    form = KindForm(request.POST or None, instance=kind)
    values = {"kind": kind, "by": request.user}
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, kinds.edit, **values, **values_of(form.cleaned_data, ["name", "position"]))
    ):
        saved(request, saved_message(_("Đã lưu."), form))
        return see_other(request, "delegations:kinds")
    return form_page(
        request,
        "delegations/plain_form.html",
        {"form": form, "heading": kind.name, "leave_url": reverse("delegations:kinds")},
    )


@writing
def delete_kind(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    kind = load(request, BodyKind.objects.all(), pk=pk)
    back = reverse("delegations:kinds")
    return confirmed(
        request,
        lambda: kinds.delete(kind=kind, by=request.user),
        question=_("Xoá loại “%(kind)s”?") % {"kind": kind.name},
        confirm_label=_("Xoá"),
        danger=True,
        done=_("Đã xoá loại tổ chức."),
        to=back,
        leave_url=back,
    )

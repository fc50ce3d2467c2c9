"""The kinds of body."""

from django.db.models import Count
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core.addresses import reverse
from core.dates import requested_day
from core.editing import attempt, values_of
from core.history import (
    changes,
    changes_where,
    history_page,
    history_rows,
    initial_from_history,
    undo_through_form,
)
from core.htmx import confirmed, form_page, page, saved, see_other, writing
from delegations.forms.bodies import KIND_FIELDS, KindForm
from delegations.models import BodyKind, KindRow
from delegations.permissions import can_edit_registers, check_can_edit_registers, check_can_read_registers
from delegations.queries.kinds import coordination_on
from delegations.services import kinds
from delegations.views.loading import saved_message
from records.loading import load


@require_safe
def kind_list(request: UserRequest) -> HttpResponse:
    check_can_read_registers(request.user)
    rows = BodyKind.objects.annotate(body_count=Count("bodies")).order_by("position", "name")
    context = {
        "kinds": rows,
        "coordination": coordination_on(requested_day(request)),
        "may_edit": can_edit_registers(request.user),
    }
    return page(request, "delegations/kind_list.html", context)


@require_safe
def kind_history(request: UserRequest, pk: int) -> HttpResponse:
    check_can_read_registers(request.user)
    kind = load(request, BodyKind.objects.all(), pk=pk)
    undo = undo_through_form(reverse("delegations:edit_kind", args=[pk]), KIND_FIELDS)
    rows = [
        *history_rows(_("Loại tổ chức"), changes(kind), undo if can_edit_registers(request.user) else None),
        *history_rows(_("Thay đổi áp dụng"), changes_where(KindRow, title="reference", kind_id=pk)),
    ]
    return history_page(request, kind.name, reverse("delegations:kinds"), rows)


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
    form = KindForm(request.POST or None, instance=kind, initial=initial_from_history(request, kind))
    values = {"kind": kind, "by": request.user}
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, kinds.edit, **values, changes=values_of(form.cleaned_data, KIND_FIELDS))
    ):
        saved(request, saved_message(_("Đã lưu."), form))
        return see_other(request, "delegations:kinds")
    context = {
        "form": form,
        "heading": kind.name,
        "change_url": "" if "level" in form.fields else reverse("delegations:draft_kind", args=[pk]),
        "leave_url": reverse("delegations:kinds"),
    }
    return form_page(request, "delegations/kind_form.html", context)


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

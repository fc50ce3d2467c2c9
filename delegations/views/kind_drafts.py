"""Changes of kinds of body, drafted: they bind once the draft is put in force."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import UserRequest
from core import clock
from core.addresses import reverse
from core.editing import attempt
from core.htmx import clicked, form_page, saved, see_other, writing
from delegations.forms.kind_changes import KindChangeForm
from delegations.models import BodyKind, DraftedKind
from delegations.permissions import check_can_edit_registers
from delegations.queries.kinds import coordination_on
from delegations.services import kind_drafts
from records.loading import load, look_up

DRAFT = "obligations:law-draft"


@writing
def draft_kind(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    kind = load(request, BodyKind.objects.all(), pk=pk)
    now = coordination_on(clock.today()).get(pk, kind.coordination_kinds)
    initial = {"level": kind.level, "coordination_kinds": now}
    form = KindChangeForm(request.POST or None, kind=kind, now=now, initial=initial)
    if form.is_valid() and attempt(
        form,
        lambda: kind_drafts.add(draft=form.cleaned_data.get("draft"), change=form.change(), by=request.user),
    ):
        saved(request, _("Đã ghi vào dự thảo. Chưa có gì được áp dụng; hãy mô phỏng."))
        return see_other(request, DRAFT, form.made.draft_id)
    return _form(request, form, kind, reverse("delegations:kinds"), _("Ghi vào dự thảo"))


@writing
def change_drafted_kind(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    row = load(request, DraftedKind.objects.all(), pk=pk)
    now = coordination_on(clock.today()).get(row.kind_id, row.kind.coordination_kinds)
    names = ("level", "starts_on", "ends_on", "reference")
    initial = {name: getattr(row, name) for name in names} | {
        "coordination_kinds": now if row.coordination_kinds is None else row.coordination_kinds
    }
    form = KindChangeForm(request.POST or None, kind=row.kind, now=now, is_new=False, initial=initial)
    back = reverse(DRAFT, args=[row.draft_id])
    if form.is_valid() and attempt(
        form, lambda: kind_drafts.edit(row=row, change=form.change(), by=request.user)
    ):
        saved(request, _("Đã lưu dòng của dự thảo. Hãy mô phỏng lại."))
        return see_other(request, back)
    return _form(request, form, row.kind, back)


def _form(
    request: UserRequest, form: KindChangeForm, kind: BodyKind, leave_url: str, label: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "heading": _("Thay đổi loại “%(kind)s”") % {"kind": kind.name},
        "intro": _("Thay đổi được soạn thành dự thảo, mô phỏng, rồi do người thứ hai cho áp dụng."),
        "leave_url": leave_url,
        "submit_label": label,
    }
    return form_page(request, "delegations/kind_form.html", context)


@require_POST
def remove_drafted_kind(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    row = look_up(DraftedKind, pk=pk)
    return clicked(
        request,
        lambda: kind_drafts.remove(row=row, by=request.user),
        done=_("Đã bỏ dòng khỏi dự thảo."),
        to=reverse(DRAFT, args=[row.draft_id]),
    )

"""A body's working regulations and its decisions on how often it meets."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from core.addresses import reverse
from core.dates import requested_day
from core.editing import attempt
from core.history import initial_from_history
from core.htmx import confirmed, form_page, saved, see_other, writing
from delegations.forms.regulations import CadenceForm, NewWorkingRegulationForm, WorkingRegulationForm
from delegations.permissions import check_can_edit_body
from delegations.services import cadences, regulations
from delegations.views.loading import body_of, saved_message
from records.loading import load


@writing
def issue_regulation(request: UserRequest, code: str) -> HttpResponse:
    body = body_of(request, code)
    check_can_edit_body(request.user, body)
    form = NewWorkingRegulationForm(request.POST or None, body=body)
    if request.method == "POST" and form.is_valid():
        values = form.changes() | {name: form.cleaned_data[name] for name in ("legal_bases", "ends_previous")}
        if attempt(form, regulations.issue, body=body, by=request.user, **values):
            saved(
                request,
                _("Đã ghi nhận quy chế làm việc %(number)s.") % {"number": values["number"]},
                body_code=body.code,
            )
            return see_other(request, reverse("delegations:body", args=[code]) + "#quy-che")
    context = {
        "form": form,
        "body": body,
        "heading": _("Thêm quy chế làm việc"),
        "leave_url": reverse("delegations:body", args=[code]),
    }
    return form_page(request, "delegations/plain_form.html", context)


@writing
def edit_regulation(request: UserRequest, code: str, pk: int) -> HttpResponse:
    body = body_of(request, code)
    check_can_edit_body(request.user, body)
    regulation = load(request, body.working_regulations.select_related("body"), pk=pk)
    form = WorkingRegulationForm(
        request.POST or None,
        instance=regulation,
        body=body,
        initial=initial_from_history(request, regulation),
    )
    if request.method == "POST" and form.is_valid():
        values = {"changes": form.changes(), "legal_bases": form.cleaned_data["legal_bases"]}
        if attempt(form, regulations.edit, regulation=regulation, by=request.user, **values):
            message = saved_message(_("Đã lưu quy chế."), form)
            if "effective_on" in form.changed_data and (ended := regulations.ended_by(regulation)):
                words = _("Ngày hết hiệu lực của %(numbers)s đã sửa theo.")
                message += f" {words % {'numbers': ', '.join(one.number for one in ended)}}"
            saved(request, message, body_code=body.code)
            return see_other(request, reverse("delegations:body", args=[code]) + "#quy-che")
    context = {
        "form": form,
        "body": body,
        "heading": _("Sửa quy chế %(number)s") % {"number": regulation.number},
    }
    context |= {
        "leave_url": reverse("delegations:body", args=[code]),
        "delete_url": reverse("delegations:delete_regulation", args=[code, pk]),
    }
    return form_page(request, "delegations/plain_form.html", context)


@writing
def delete_regulation(request: UserRequest, code: str, pk: int) -> HttpResponse:
    body = body_of(request, code)
    check_can_edit_body(request.user, body)
    regulation = load(request, body.working_regulations.select_related("body"), pk=pk)
    here = reverse("delegations:body", args=[code]) + "#quy-che"
    ended = ", ".join(earlier.number for earlier in regulations.ended_by(regulation))
    details = _(
        "Chỉ xoá khi nhập nhầm. Quy chế không còn áp dụng thì ghi ngày hết hiệu lực. Tệp kèm theo cũng được"
        " gỡ; lịch sử thay đổi vẫn lưu."
    )
    if ended:
        words = _(
            "Khi ghi quy chế này, %(numbers)s được ghi hết hiệu lực; xoá thì lại có hiệu lực như trước."
        )
        details = f"{words % {'numbers': ended}} {details}"
    return confirmed(
        request,
        lambda: regulations.delete(regulation=regulation, by=request.user),
        question=_("Xoá quy chế %(number)s?") % {"number": regulation.number},
        details=details,
        confirm_label=_("Xoá"),
        danger=True,
        done=_("Đã xoá quy chế nhập nhầm."),
        to=here,
        leave_url=here,
        body_code=body.code,
    )


@writing
def decide_cadence(request: UserRequest, code: str) -> HttpResponse:
    body = body_of(request, code)
    check_can_edit_body(request.user, body)
    form = CadenceForm(
        request.POST or None, body=body, initial={"starts_on": requested_day(request), "months": 3}
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, cadences.decide, body=body, by=request.user, **form.changes())
    ):
        saved(request, _("Đã ghi nhận chu kỳ họp."), body_code=body.code)
        return see_other(request, reverse("delegations:body", args=[code]) + "#chu-ky")
    context = {
        "form": form,
        "body": body,
        "heading": _("Quyết định chu kỳ họp"),
        "leave_url": reverse("delegations:body", args=[code]),
    }
    return form_page(request, "delegations/cadence_form.html", context)


@writing
def edit_cadence(request: UserRequest, code: str, pk: int) -> HttpResponse:
    body = body_of(request, code)
    check_can_edit_body(request.user, body)
    decision = load(request, body.cadence_decisions.select_related("body"), pk=pk)
    form = CadenceForm(
        request.POST or None, instance=decision, body=body, initial=initial_from_history(request, decision)
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, cadences.edit, decision=decision, changes=form.changes(), by=request.user)
    ):
        saved(request, saved_message(_("Đã lưu chu kỳ họp."), form), body_code=body.code)
        return see_other(request, reverse("delegations:body", args=[code]) + "#chu-ky")
    context = {
        "form": form,
        "body": body,
        "heading": _("Sửa quyết định chu kỳ họp"),
        "leave_url": reverse("delegations:body", args=[code]),
    }
    return form_page(
        request,
        "delegations/cadence_form.html",
        context | {"delete_url": reverse("delegations:delete_cadence", args=[code, pk])},
    )


@writing
def delete_cadence(request: UserRequest, code: str, pk: int) -> HttpResponse:
    body = body_of(request, code)
    check_can_edit_body(request.user, body)
    decision = load(request, body.cadence_decisions.select_related("body"), pk=pk)
    here = reverse("delegations:body", args=[code]) + "#chu-ky"
    return confirmed(
        request,
        lambda: cadences.delete(decision=decision, by=request.user),
        question=_("Xoá quyết định chu kỳ họp %(months)s tháng?") % {"months": decision.months},
        details=_("Chỉ xoá khi nhập nhầm. Chu kỳ mới thì thêm quyết định mới."),
        confirm_label=_("Xoá"),
        danger=True,
        done=_("Đã xoá quyết định chu kỳ họp."),
        to=here,
        leave_url=here,
        body_code=body.code,
    )

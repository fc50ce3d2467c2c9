"""A body's seats: correct, close, delete."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from core.addresses import reverse
from core.editing import attempt
from core.history import initial_from_history
from core.htmx import confirmed, form_page, saved, see_other, writing
from delegations.forms.seats import SeatForm
from delegations.permissions import check_can_edit_body
from delegations.services import seats
from delegations.views.loading import body_of, saved_message
from records.loading import load


@writing
def edit_seat(request: UserRequest, code: str, pk: int) -> HttpResponse:
    body = body_of(request, code)
    check_can_edit_body(request.user, body)
    seat = load(request, body.seats.select_related("body"), pk=pk)
    form = SeatForm(request.POST or None, instance=seat, initial=initial_from_history(request, seat))
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, seats.edit, seat=seat, changes=form.changes(), by=request.user)
    ):
        saved(
            request,
            saved_message(_("Đã lưu vị trí %(role)s.") % {"role": seat.get_role_display()}, form),
            body_code=body.code,
        )
        return see_other(request, reverse("delegations:body", args=[code]) + "#vi-tri")
    context = {
        "form": form,
        "body": body,
        "heading": _("Sửa vị trí %(role)s") % {"role": seat.get_role_display()},
        "leave_url": reverse("delegations:body", args=[code]),
        "delete_url": reverse("delegations:delete_seat", args=[code, pk]),
    }
    return form_page(request, "delegations/plain_form.html", context)


@writing
def delete_seat(request: UserRequest, code: str, pk: int) -> HttpResponse:
    body = body_of(request, code)
    check_can_edit_body(request.user, body)
    seat = load(request, body.seats.select_related("body"), pk=pk)
    here = reverse("delegations:body", args=[code]) + "#vi-tri"
    return confirmed(
        request,
        lambda: seats.delete(seat=seat, by=request.user),
        question=_("Xoá vị trí %(role)s (%(seat)s)?") % {"role": seat.get_role_display(), "seat": seat.code},
        details=_("Chỉ xoá vị trí nhập nhầm. Vị trí không còn trong cơ cấu thì ghi ngày kết thúc."),
        confirm_label=_("Xoá"),
        danger=True,
        done=_("Đã xoá vị trí."),
        to=here,
        leave_url=here,
        body_code=body.code,
    )

"""A body's end, recorded with what hangs on it, and taken back."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from core.addresses import reverse
from core.editing import attempt
from core.htmx import confirmed, page, saved, see_other, writing
from delegations.models import Body
from delegations.permissions import check_can_edit_registers
from delegations.services.bodies import duties_carried_over, heir_of
from desk.forms.endings import EndForm
from desk.queries import endings as queries
from desk.services import endings
from records.loading import load


def _body(request: UserRequest, code: str) -> Body:
    return load(request, Body.objects.visible_to(request.user), code=code)


@writing
def end(request: UserRequest, code: str) -> HttpResponse:
    """First shows what hangs on the body and who carries on, then records."""
    body = _body(request, code)
    check_can_edit_registers(request.user)
    form = EndForm(request.POST or None, body=body)
    context = {"form": form, "body": body, "leave_url": reverse("delegations:body", args=[code])}
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        ending = [body, *wanted["also"]]
        hanging = queries.hanging(ending, on=wanted["on"])
        values = {name: wanted[name] for name in ("on", "decision", "successors", "cancel_meetings")}
        if "xac-nhan" in request.POST and attempt(
            form, endings.end, bodies=ending, by=request.user, **values
        ):
            saved(
                request,
                _("Đã ghi nhận kết thúc hoạt động.")
                + _cancelled(len(hanging.meetings) if wanted["cancel_meetings"] else 0),
                body_code=body.code,
            )
            return see_other(request, "delegations:body", body.code)
        context |= (
            {
                "duties": duties_carried_over(wanted["on"], ending, wanted["successors"]),
                "heir": heir_of(wanted["successors"]),
                "hanging": hanging,
                "on": wanted["on"],
            }
            if not form.errors
            else {}
        )
    return page(request, "desk/end_body.html", context, status=422 if form.errors else 200)


def _cancelled(number: int) -> str:
    return " " + _("Số cuộc họp dự kiến đã huỷ: %(n)s.") % {"n": number} if number else ""


@writing
def reopen(request: UserRequest, code: str) -> HttpResponse:
    body = _body(request, code)
    check_can_edit_registers(request.user)
    here, number = reverse("delegations:body", args=[code]), queries.cancelled_with_the_end(body)
    details = _(
        "Vị trí và thành viên kết thúc cùng quyết định này được mở lại; ghi nhận tổ chức kế thừa và nghĩa vụ"
        " đã giao được bỏ."
    )
    done = _("Đã bỏ ghi nhận kết thúc; vị trí và thành viên được mở lại như trước.")
    if number:
        details += " " + _("Số cuộc họp đã huỷ cùng lúc được lên lịch lại: %(n)s.") % {"n": number}
        done += " " + _("Số cuộc họp được lên lịch lại: %(n)s.") % {"n": number}
    return confirmed(
        request,
        lambda: endings.reopen(body=body, by=request.user),
        question=_("Bỏ ghi nhận kết thúc của %(body)s?") % {"body": body.name},
        confirm_label=_("Bỏ ghi nhận"),
        details=details,
        done=done,
        to=here,
        leave_url=here,
        body_code=body.code,
    )

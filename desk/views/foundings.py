"""New bodies: what they still lack; one that was typed by mistake is taken back."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import can_administer
from core.addresses import reverse
from core.dates import requested_day
from core.htmx import confirmed, page, writing
from delegations.models import Body
from delegations.permissions import check_can_edit_body, check_can_edit_registers
from desk.queries.setup import steps
from desk.services import foundings
from records.loading import load, look_up


@require_safe
def setup(request: UserRequest, code: str) -> HttpResponse:
    """What a new body still lacks, each with where to give it: a part of the body's page."""
    body, day = look_up(Body.objects.visible_to(request.user), code=code), requested_day(request)
    check_can_edit_body(request.user, body)
    context = {"body": body, "steps": steps(body, day), "may_grant": can_administer(request.user)}
    return page(request, "desk/setup.html", context, partial="steps")


@writing
def delete_body(request: UserRequest, code: str) -> HttpResponse:
    body = load(request, Body.objects.visible_to(request.user), code=code)
    check_can_edit_registers(request.user)
    return confirmed(
        request,
        partial(foundings.take_back, bodies=[body], by=request.user),
        question=_("Xoá %(body)s?") % {"body": body.name},
        details=_(
            "Chỉ xoá được tổ chức nhập nhầm, chưa có hồ sơ nào gắn với nó. Tổ chức đã hoạt động thì ghi nhận"
            " kết thúc."
        ),
        confirm_label=_("Xoá"),
        danger=True,
        done=_("Đã xoá %(body)s.") % {"body": body.name},
        to=reverse("delegations:bodies"),
        leave_url=reverse("delegations:body", args=[code]),
    )

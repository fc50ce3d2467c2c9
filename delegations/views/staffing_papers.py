"""Begin the papers about a body's strength, or open the draft that there is."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import UserRequest
from core import clock
from core.addresses import reverse
from core.htmx import clicked
from delegations.permissions import check_can_edit_body, check_can_edit_registers
from delegations.services import staffing_papers
from delegations.views.loading import body_of
from papers.models import Paper
from records.loading import load


def opened(paper: Paper) -> str:
    """Return what is said of a draft that was begun or found."""
    return _("Đã mở dự thảo %(kind)s.") % {"kind": paper.get_kind_display()}


@require_POST
def propose(request: UserRequest, code: str) -> HttpResponse:
    body = body_of(request, code)
    check_can_edit_body(request.user, body)
    return clicked(
        request,
        lambda: staffing_papers.propose(body=body, now=clock.now(), by=request.user),
        done=opened,
        to=lambda paper: reverse("desk:paper", args=[paper.pk]),
        undo=False,  # a draft is thrown away on its own page
        leave_url=reverse("delegations:body", args=[code]),
    )


@require_POST
def designate(request: UserRequest, code: str, pk: int) -> HttpResponse:
    body = body_of(request, code)
    check_can_edit_registers(request.user)
    seat = load(request, body.seats.select_related("body__kind", "office"), pk=pk)
    return clicked(
        request,
        lambda: staffing_papers.designate(seat=seat, now=clock.now(), by=request.user),
        done=opened,
        to=lambda paper: reverse("desk:paper", args=[paper.pk]),
        undo=False,  # a draft is thrown away on its own page
        leave_url=reverse("delegations:body", args=[code]),
    )

"""Begin the notice that passes a direction on, or open the draft that there is."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import UserRequest
from accounts.permissions import check_can_edit_facts
from core import clock
from core.addresses import reverse
from core.htmx import clicked
from directions.services import papers
from directions.views import scope


@require_POST
def announce(request: UserRequest, code: str) -> HttpResponse:
    direction = scope.direction(request, code, on=clock.today())
    check_can_edit_facts(request.user)
    return clicked(
        request,
        lambda: papers.announce(direction=direction, now=clock.now(), by=request.user),
        done=_("Đã mở dự thảo thông báo ý kiến chỉ đạo."),
        to=lambda paper: reverse("desk:paper", args=[paper.pk]),
        undo=False,  # a draft is thrown away on its own page
        leave_url=reverse("directions:page", args=[code]),
    )

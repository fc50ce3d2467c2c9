"""Begin the sheet of a body's period, or open the draft that there is."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import UserRequest
from core import clock
from core.addresses import reverse
from core.htmx import clicked
from obligations.services.appraisals import ReviewPeriod
from reviews.enums import SheetForm
from reviews.services import papers
from reviews.views.loading import body_to_review


@require_POST
def begin(request: UserRequest, code: str, period: ReviewPeriod) -> HttpResponse:
    body = body_to_review(request, code, period)
    asked = request.POST.get("mau", "")
    form = SheetForm(asked) if asked in SheetForm.of_bodies() else SheetForm.OFFICE
    return clicked(
        request,
        lambda: papers.begin(body=body, period=period, form=form, now=clock.now(), by=request.user),
        done=_("Đã mở dự thảo phiếu đánh giá."),
        to=lambda paper: reverse("desk:paper", args=[paper.pk]),
        undo=False,  # a draft is thrown away on its own page
        leave_url=reverse("reviews:page", args=[code, period]),
    )

"""How often a body meets on a day: the law's value beside the body's own decision."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core.dates import requested_day
from core.htmx import page
from delegations.models import Body
from obligations.services import judging
from records.loading import look_up


@require_safe
def remark(request: UserRequest, code: str) -> HttpResponse:
    """Show the cadence in force on the day, under which article, and whether the body's own decision is laxer
    than that."""
    body, on = look_up(Body.objects.visible_to(request.user), code=code), requested_day(request)
    of_kind = judging.standard(on).law.of_kind(body.kind.name)
    law, is_free = of_kind.use("meeting_cadence_months", on), of_kind.measure("own_cadence", on) == "free"
    own = body.cadence_decisions.filter(starts_on__lte=on).order_by("-starts_on").first()
    context = {
        "body": body,
        "law": law,
        "own": own,
        "laxer": own is not None and own.months > law.value and not is_free,
        "stricter": own is not None and (own.months < law.value or (is_free and own.months > law.value)),
    }
    return page(request, "obligations/cadence.html", context, partial="remark")

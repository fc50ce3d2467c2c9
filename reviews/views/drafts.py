"""The grades that a draft of law would change, shown on the draft's page."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import check_can_see_all
from core import clock
from core.htmx import page
from delegations.models import LawDraft
from obligations.services import drafted
from records.loading import look_up
from reviews.queries import drafts, periods

SHOWN = 50


@require_safe
def law_grades(request: UserRequest, pk: int) -> HttpResponse:
    check_can_see_all(request.user)
    draft = look_up(LawDraft, pk=pk)
    found = drafts.grades(request.user, drafted.of_draft(draft), on=clock.today())
    context = {
        "draft": draft,
        "foreseen": found,
        "when": periods.words(found.period),
        "changed": found.changed[:SHOWN],
        "number": len(found.changed),
        "not_shown": max(len(found.changed) - SHOWN, 0),
    }
    return page(request, "reviews/law_grades.html", context, partial="grades")

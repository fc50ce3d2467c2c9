"""Plan a meeting."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from accounts.permissions import check_can_edit_body, check_can_edit_something
from core import htmx
from core.addresses import reverse
from core.dates import requested_day
from core.editing import attempt
from meetings.enums import MeetingKind
from meetings.forms.agenda import THEME_KEYWORDS_JSON, agenda_rows
from meetings.forms.meetings import PlanForm
from meetings.queries import members
from meetings.services import meetings
from meetings.views import scope


@htmx.writing
def one(request: UserRequest) -> HttpResponse:
    """Plan one meeting of the body that the address names."""
    check_can_edit_something(request.user)
    body = scope.chosen(request)
    if body is None:
        return scope.choose_body(request, _("Lên lịch họp"), reverse("meetings:list"))
    check_can_edit_body(request.user, body.pk)
    data = request.POST or None
    day = requested_day(request)
    there = members.on_day(body, day)
    initial = {
        "kind": MeetingKind.PERIODIC,
        "chair": there[0].person.pk if there else None,
        "held_on": day if request.GET.get("ngay") else None,
    }
    form = PlanForm(data, body=body, there=there, initial=initial)
    agenda = agenda_rows(data)
    if (
        form.is_valid()
        and agenda.is_valid()
        and attempt(
            form, meetings.plan, body=body, values=form.values(), items=agenda.items(), by=request.user
        )
    ):
        htmx.saved(
            request, _("Đã lên lịch cuộc họp %(code)s.") % {"code": form.made.code}, body_code=body.code
        )
        return htmx.see_other(request, "meetings:page", form.made.code)
    context = {
        "form": form,
        "agenda": agenda,
        "body": body,
        "there": there,
        "leave_url": reverse("meetings:list"),
        "theme_keywords": THEME_KEYWORDS_JSON,
    }
    return htmx.form_page(request, "meetings/plan.html", context)

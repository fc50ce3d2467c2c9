"""The mails, letters, answers and rests of one finding: a part of its page, and a page of its own."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core import clock
from core.htmx import page
from obligations.models import Flag
from obligations.queries import sentences
from records.loading import look_up
from reminders.documents import mails
from reminders.permissions import check_can_see_mails
from reminders.queries import log


@require_safe
def panel(request: UserRequest, code: str, flag_id: int) -> HttpResponse:
    check_can_see_mails(request.user)
    flag = look_up(Flag.objects.select_related("body"), pk=flag_id, body__code=code)
    context = {
        "correspondence": log.correspondence(flag, clock.today()),
        "flag": flag,
        "title": sentences.title(flag.rule),
    }
    context["url"] = mails.finding_path(flag.body.code, flag.rule, flag.subject)
    return page(request, "reminders/correspondence.html", context, partial="panel")

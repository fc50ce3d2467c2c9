"""The mails that are planned next, as they will be; each can be held."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from core import clock
from core.htmx import see_other
from core.lists import paged
from reminders.forms.filters import HoldForm
from reminders.permissions import can_steer_mails, check_can_see_mails, check_can_steer_mails
from reminders.queries import log
from reminders.services import holds, planning


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    check_can_see_mails(request.user)
    today = clock.today()
    day = planning.coming_day(today)
    prepared = planning.prepare(day, today=today)
    context = {"page": paged(request, prepared.mails, default=25), "day": day, "today": today, "can_steer": can_steer_mails(request.user), "reach": log.reach()}
    return render(request, "reminders/preview.html", context)


@require_POST
def hold(request: HttpRequest) -> HttpResponse:
    user = check_can_steer_mails(request.user)
    form = HoldForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    wanted = form.cleaned_data
    if wanted.pop("held"):
        holds.hold(**wanted, now=clock.now(), by=user)
    else:
        holds.release(**wanted, by=user)
    return see_other(request, "reminders:preview")

"""The mails that are planned next, as they will be; each can be held."""

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from core import clock
from core.htmx import see_other
from core.lists import paged
from core.text import fold
from reminders.forms.filters import HoldForm, PreviewFilter
from reminders.permissions import can_steer_mails, check_can_see_mails, check_can_steer_mails
from reminders.services import holds, planning


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    check_can_see_mails(request.user)
    today = clock.today()
    day = planning.coming_day(today)
    prepared = planning.prepare(day, today=today)
    form = PreviewFilter(request.GET)
    wanted = fold(request.GET.get("q", ""))
    found = (
        [
            mail
            for mail in prepared.mails
            if wanted in fold(f"{mail.address} {mail.name} {mail.rendered.subject}")
        ]
        if wanted
        else prepared.mails
    )
    context = {
        "page": paged(request, found, default=25),
        "filter_form": form,
        "day": day,
        "today": today,
        "can_steer": can_steer_mails(request.user),
    }
    return render(request, "reminders/preview.html", context)


@require_POST
def hold(request: UserRequest) -> HttpResponse:
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

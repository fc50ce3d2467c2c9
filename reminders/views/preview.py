"""The mails that are planned next, as they will be; each can be held."""

from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from core import clock
from core.htmx import see_other
from core.lists import paged
from core.text import fold
from outbox.documents.composing import Composed
from reminders.forms.filters import HoldForm, PreviewFilter
from reminders.permissions import can_steer_mails, check_can_see_mails, check_can_steer_mails
from reminders.services import holds, planning, samples
from reminders.views.frames import as_a_mail


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    check_can_see_mails(request.user)
    today = clock.today()
    day = planning.coming_day(today)
    prepared = planning.prepare(day)
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
        "faults": len(prepared.faults),
        "can_steer": can_steer_mails(request.user),
        "kinds": samples.SAMPLES,
    }
    return render(request, "reminders/preview.html", context)


@require_safe
def kind(request: UserRequest, slug: str) -> HttpResponse:
    """Show a kind of mail as it would look today, beside the list of all kinds."""
    check_can_see_mails(request.user)
    context = {
        "kinds": samples.SAMPLES,
        "slug": slug,
        "mail": _sample(slug),
        "label": samples.SAMPLES[slug].label,
    }
    return render(request, "reminders/preview_kind.html", context)


@as_a_mail
def kind_html(request: UserRequest, slug: str) -> HttpResponse:
    check_can_see_mails(request.user)
    mail = _sample(slug)
    if mail is None:
        raise Http404(_("Chưa có hồ sơ để làm mẫu thư này."))
    return HttpResponse(mail.html)


def _sample(slug: str) -> Composed | None:
    if slug not in samples.SAMPLES:
        raise Http404(_("Không có loại thư này."))
    return samples.made(slug, day=clock.today(), now=clock.now())


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

"""The local mailbox of the default run: every mail that the product has sent, as it arrived."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core.lists import paged
from outbox.queries import mailbox
from reminders.forms.filters import MailboxFilter
from reminders.permissions import check_can_steer_mails
from reminders.views.frames import as_a_mail


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    check_can_steer_mails(request.user)
    page = paged(request, mailbox.letters(settings.MAIL_DIR, text=request.GET.get("q", "").strip()))
    context = {
        "page": page,
        "filter_form": MailboxFilter(request.GET),
        "stays_here": settings.MAIL_STAYS_HERE,
        "folder": settings.MAIL_DIR,
    }
    return render(request, "reminders/mailbox.html", context)


@require_safe
def letter(request: UserRequest, key: str) -> HttpResponse:
    check_can_steer_mails(request.user)
    found = mailbox.letter(settings.MAIL_DIR, key)
    if found is None:
        raise Http404(_("Không còn thư này trong hộp thư."))
    return render(request, "reminders/mailbox_letter.html", {"letter": found})


@as_a_mail
def html(request: UserRequest, key: str) -> HttpResponse:
    """Show a mail's HTML."""
    check_can_steer_mails(request.user)
    found = mailbox.letter(settings.MAIL_DIR, key)
    if found is None or not found.html:
        raise Http404(_("Không còn thư này trong hộp thư."))
    return HttpResponse(found.html)

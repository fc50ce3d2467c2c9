"""The button in what is said after saving takes the act back; so does the list of what one did lately."""

import uuid
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from core import clock
from core.errors import Refused
from core.history import names_of
from core.htmx import saved, see_other, writing
from core.lists import paged
from desk.queries import own_acts as queries
from desk.services import undoing


@require_POST
@writing
def undo(request: UserRequest, act: uuid.UUID) -> HttpResponse:
    """Take an own act back and return to the page where the button was, or from the page of a record that is
    gone to the list of its like."""
    entry = undoing.entry(act, request.user)
    if entry is None:
        raise Http404(_("Đồng chí không có việc nào như vậy để hoàn tác."))
    here = _here(request)
    try:
        undone = undoing.undo(entry=entry, by=request.user, now=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
        return see_other(request, here)
    words = _("Đã làm lại: %(what)s.") if undone.is_redo else _("Đã hoàn tác: %(what)s.")
    saved(request, words % {"what": undone.words}, body_codes=undone.body_codes, redo=not undone.is_redo)
    return see_other(request, undone.gone.get(urlsplit(here).path, here))


@require_safe
def own_acts(request: UserRequest) -> HttpResponse:
    """What the user did lately, each with the button that takes it back."""
    page = paged(request, queries.of(request.user, clock.now()))
    named = names_of(
        {(act.metadata["user"], act.metadata["deputy"]) for act in page if act.metadata.get("deputy")}
    )
    for act in page:
        act.by = named.get((act.metadata["user"], act.metadata.get("deputy")), "")
    return render(request, "desk/own_acts.html", {"page": page})


def _here(request: UserRequest) -> str:
    """Return the page that the form was on, if it is one of ours."""
    page = request.POST.get("tu", "")
    return page if url_has_allowed_host_and_scheme(page, allowed_hosts=None) else "/"

"""Who sees to a finding, and the notes about it: of the office, for the office."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import UserRequest
from accounts.permissions import check_can_edit_facts
from core import clock
from core.addresses import reverse
from core.editing import attempt
from core.htmx import clicked, form_page, saved, see_other, writing
from obligations.forms.follow_up import NoteForm, OwnerForm
from obligations.models import FindingNote, Flag
from obligations.queries import subjects
from obligations.services import follow_up
from records.loading import load, look_up


def _flag(request: UserRequest, pk: int) -> Flag:
    check_can_edit_facts(request.user)
    return look_up(Flag.objects.select_related("body"), pk=pk)


def _page(flag: Flag) -> str:
    return reverse("obligations:finding", args=[flag.body.code, flag.rule, flag.subject]) + "#theo-doi"


def _context(form: Any, flag: Flag, heading: str) -> dict[str, Any]:
    about = subjects.of([flag])
    return {"form": form, "flag": flag, "subjects": about, "heading": heading, "leave_url": _page(flag)}


@writing
def assign(request: UserRequest, pk: int) -> HttpResponse:
    """Give a finding to an officer, or to nobody."""
    flag = _flag(request, pk)
    form = OwnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["owner"]
        act = partial(follow_up.assign, flag_ids=[pk], to=to, now=clock.now(), by=request.user)
        done = _("Đã giao theo dõi cho %(user)s.") % {"user": to} if to else _("Đã thôi giao theo dõi.")
        return clicked(request, act, done=done, to=_page(flag))
    context = _context(form, flag, _("Giao theo dõi"))
    return form_page(request, "obligations/follow_up_form.html", context)


@writing
def note(request: UserRequest, pk: int) -> HttpResponse:
    """Write a note about a finding."""
    flag = _flag(request, pk)
    form = NoteForm(request.POST or None)
    if form.is_valid() and attempt(
        form, follow_up.note, flag=flag, now=clock.now(), by=request.user, **form.cleaned_data
    ):
        saved(request, _("Đã ghi chú."))
        return see_other(request, _page(flag))
    context = _context(form, flag, _("Ghi chú"))
    return form_page(request, "obligations/follow_up_form.html", context)


@require_POST
@writing
def remove_note(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_facts(request.user)
    found = load(request, FindingNote.objects.select_related("flag__body"), pk=pk)
    act = partial(follow_up.remove_note, note=found, by=request.user)
    return clicked(request, act, done=_("Đã gỡ ghi chú."), to=_page(found.flag))

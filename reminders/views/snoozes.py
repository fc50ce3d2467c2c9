"""Snoozes: what is not reminded of for a while, and why."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from core import clock
from core.addresses import as_address
from core.editing import attempt
from core.htmx import clicked, form_page, saved, see_other, writing
from core.lists import paged
from delegations.models import Body
from obligations.models import Flag
from obligations.queries import sentences, subjects
from records.loading import look_up
from reminders.documents import mails
from reminders.forms.ladders import SnoozeForm
from reminders.models import Snooze
from reminders.permissions import can_steer_mails, check_can_see_mails, check_can_steer_mails
from reminders.queries import ladders as ladder_queries
from reminders.services import snoozes


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    check_can_see_mails(request.user)
    today, ended = clock.today(), bool(request.GET.get("ca-cu"))
    page = paged(request, ladder_queries.snoozes(today, ended=ended).order_by("until", "pk"))
    return render(
        request,
        "reminders/snoozes.html",
        {
            "page": page,
            "subjects": subjects.of(snooze.flag for snooze in page if snooze.flag),
            "ended": ended,
            "today": today,
            "can_steer": can_steer_mails(request.user),
        },
    )


@writing
def start(request: UserRequest, code: str, flag_id: int | None = None) -> HttpResponse:
    """Let the reminders of a finding, or of a whole body, rest."""
    user = check_can_steer_mails(request.user)
    body = look_up(Body, code=code)
    flag = look_up(Flag, pk=flag_id, body=body) if flag_id else None
    leave = (
        mails.finding_path(body.code, flag.rule, flag.subject)
        if flag
        else f"/to-chuc/{as_address(body.code)}/"
    )
    form = SnoozeForm(request.POST or None)
    if form.is_valid() and attempt(
        form,
        snoozes.start,
        body=body,
        flag=flag,
        today=clock.today(),
        now=clock.now(),
        by=user,
        **form.cleaned_data,
    ):
        saved(request, _("Đã tạm dừng nhắc. Phát hiện vẫn còn trên các bảng theo dõi."))
        return see_other(request, "reminders:snoozes")
    context = {
        "form": form,
        "body": body,
        "flag": flag,
        "about": sentences.title(flag.rule) if flag else "",
        "subjects": subjects.of([flag] if flag else ()),
        "leave_url": leave,
    }
    return form_page(request, "reminders/snooze_form.html", context)


@require_POST
def end(request: UserRequest, pk: int) -> HttpResponse:
    user = check_can_steer_mails(request.user)
    act = partial(snoozes.end, look_up(Snooze, pk=pk), now=clock.now(), by=user)
    return clicked(request, act, done=_("Đã nhắc trở lại."), to="reminders:snoozes")

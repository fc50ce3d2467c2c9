"""The ladder and the settings for mail."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from core import clock
from core.addresses import reverse
from core.editing import attempt
from core.htmx import clicked, form_page, saved, see_other, writing
from outbox.queries.policy import policy as mail_policy
from records.loading import look_up
from reminders.forms.ladders import OF_ALL_MAILS, LadderForm, PolicyForm, RungFormSet, rungs
from reminders.models import Ladder
from reminders.permissions import can_steer_mails, check_can_see_mails, check_can_steer_mails
from reminders.queries import inputs
from reminders.queries import ladders as ladder_queries
from reminders.services import ladders


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    check_can_see_mails(request.user)
    context = {
        "ladders": ladder_queries.shown(clock.today()),
        "policy": inputs.policy(),
        "mails": mail_policy(),
        "can_steer": can_steer_mails(request.user),
    }
    return render(request, "reminders/ladders.html", context)


@writing
def edit(request: UserRequest, pk: int | None = None) -> HttpResponse:
    """Write a ladder, beginning with an empty one or with the rungs of another."""
    user = check_can_steer_mails(request.user)
    today = clock.today()
    start = look_up(Ladder.objects.select_related("body"), pk=pk) if pk else None
    form = LadderForm(
        request.POST or None,
        initial=_initial(start) | {"starts_on": max(today, start.starts_on) if start else today},
    )
    formset = RungFormSet(request.POST or None, prefix="bac", initial=_rungs(start))
    if (
        form.is_valid()
        and formset.is_valid()
        and attempt(form, ladders.put, **form.cleaned_data, rungs=rungs(formset), today=today, by=user)
    ):
        saved(request, _("Đã lưu thang nhắc."))
        return see_other(request, "reminders:ladders")
    return form_page(
        request,
        "reminders/ladder_form.html",
        {"form": form, "formset": formset, "leave_url": reverse("reminders:ladders")},
    )


def _initial(ladder: Ladder | None) -> dict[str, Any]:
    return (
        {"rule": ladder.rule, "body": ladder.body.code if ladder.body else None, "note": ladder.note}
        if ladder
        else {}
    )


def _rungs(ladder: Ladder | None) -> list[dict[str, Any]]:
    if ladder is None:
        return []
    steps = sorted(ladder.steps.all(), key=lambda step: (step.days is not None, step.days or 0))
    return [{"days": step.days, "audiences": step.audiences} for step in steps]


@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    user = check_can_steer_mails(request.user)
    act = partial(ladders.withdraw, look_up(Ladder, pk=pk), today=clock.today(), by=user)
    return clicked(
        request, act, done=_("Đã bỏ thang nhắc này. Thang rộng hơn được áp dụng."), to="reminders:ladders"
    )


@writing
def policy(request: UserRequest) -> HttpResponse:
    user = check_can_steer_mails(request.user)
    form = PolicyForm(
        request.POST or None, instance=inputs.policy(), initial=model_to_dict(mail_policy(), OF_ALL_MAILS)
    )
    if form.is_valid() and attempt(form, ladders.put_policy, form.instance, form.mails(), by=user):
        messages.success(request, _("Đã lưu cài đặt nhắc việc."))
        return see_other(request, "reminders:ladders")
    return form_page(
        request, "reminders/policy_form.html", {"form": form, "leave_url": reverse("reminders:ladders")}
    )

"""Quy định theo dõi: the catalogue of rules, each with its text and its parameters' dated values; Tra cứu:
pick a day."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.queries import bodies_of
from core import clock
from core.dates import requested_day
from delegations.queries import law
from obligations.forms.lookup import LookupForm
from obligations.queries import rules
from obligations.services import outlook


@require_safe
def catalogue(request: UserRequest) -> HttpResponse:
    on, today = requested_day(request), clock.today()
    counts = outlook.counts(on=on, today=today, body_ids=bodies_of(request.user))
    context = {
        "rules": rules.catalogue(),
        "counts": counts,
        "profiles_on": law.profiles(),
        "profile_names": rules.profile_names(),
        "on": on,
    }
    return render(request, "obligations/rules.html", context)


@require_safe
def rule(request: UserRequest, code: str) -> HttpResponse:
    about = rules.rule(code)
    if about is None:
        raise Http404(_("Không có quy tắc này."))
    on, today = requested_day(request), clock.today()
    counts = outlook.counts(on=on, today=today, body_ids=bodies_of(request.user))
    context = {
        "rule": about,
        "on": on,
        "number": counts.by_rule.get(code, 0),
        "words": f"words/{code}.html#duty",
        "profiles_on": law.profiles(),
    }
    return render(request, "obligations/rule.html", context)


@require_safe
def lookup(request: UserRequest) -> HttpResponse:
    """Pick a day, see the province then; a GET form, so that the address can be sent."""
    today = clock.today()
    form = LookupForm(request.GET if "ngay" in request.GET else None, today=today)
    if form.is_bound and form.is_valid() and "xem" in request.GET:
        return redirect(form.address)
    on = form.cleaned_data["ngay"] if form.is_bound and form.is_valid() else today
    counts = outlook.counts(on=on, today=today, body_ids=bodies_of(request.user))
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request, "obligations/lookup.html", {"form": form, "counts": counts, "on": on}, status=status
    )

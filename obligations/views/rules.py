"""Quy định theo dõi: the catalogue of rules, each with its text and its parameters' dated values; Tra cứu:
pick a day."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import can_see_all
from accounts.queries import bodies_of
from core import clock
from core.dates import requested_day
from delegations.enums import LawDraftState
from delegations.models import BodyKind, LawDraft
from delegations.queries import law
from obligations.forms.lookup import LookupForm
from obligations.queries import findings, law_of_kind, rules


@require_safe
def catalogue(request: UserRequest) -> HttpResponse:
    on = requested_day(request)
    counts = findings.counts(on, body_ids=bodies_of(request.user))
    whole = law_of_kind.of_kind(None, on)
    context = {
        "rules": rules.catalogue(),
        "counts": counts,
        "profiles_on": law.in_force().profiles,
        "profile_names": rules.profile_names(),
        "on": on,
        "of_all": {one.name: one for one in (*whole.rules, *whole.parameters)},
        "others": law_of_kind.set_for_kinds(on),
        "kinds": BodyKind.objects.order_by("position", "name"),
        "sees_drafts": can_see_all(request.user),
        "open_drafts": LawDraft.objects.filter(state=LawDraftState.DRAFT).count(),
    }
    return render(request, "obligations/rules.html", context)


@require_safe
def rule(request: UserRequest, code: str) -> HttpResponse:
    about = rules.rule(code)
    if about is None:
        raise Http404(_("Không có quy tắc này."))
    on = requested_day(request)
    counts = findings.counts(on, body_ids=bodies_of(request.user))
    context = {
        "rule": about,
        "on": on,
        "number": counts.by_rule.get(code, 0),
        "words": f"words/{code}.html#duty",
        "profiles_on": law.in_force().profiles,
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
    counts = findings.counts(on, body_ids=bodies_of(request.user))
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request, "obligations/lookup.html", {"form": form, "counts": counts, "on": on}, status=status
    )

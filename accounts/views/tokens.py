"""Khoá truy cập dữ liệu: a user's own keys; for administrators everybody's."""

import datetime as dt
from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import TokenScope, TokenState
from accounts.forms.tokens import TokenFilter, TokenForm
from accounts.models import AccessToken, UserRequest
from accounts.permissions import check_can_administer
from accounts.queries import tokens as queries
from accounts.services import tokens
from core import clock
from core.addresses import absolute, reverse
from core.editing import attempt
from core.htmx import form_page, see_other, writing
from core.lists import ordering, paged
from records.loading import look_up

USUAL = dt.timedelta(days=90)
SORTS = {
    "nguoi": ("user__full_name", "user__username", "name", "pk"),
    "ten": ("name", "pk"),
    "lap": ("created_at", "pk"),
    "han": ("expires_on", "pk"),
    "dung": ("last_used_at", "pk"),
}


@require_safe
@never_cache
def mine(request: UserRequest) -> HttpResponse:
    """The user's own keys; those revoked stay in the list as its memory."""
    page = paged(request, queries.of_user(request.user))
    return render(request, "accounts/tokens.html", {"page": page, "rows": _with_states(page)})


@require_safe
@never_cache
def everybodys(request: UserRequest) -> HttpResponse:
    check_can_administer(request.user)
    filter_form = TokenFilter(request.GET)
    rows = queries.listing(today=clock.today(), **filter_form.criteria()).order_by(
        *ordering(request, SORTS, default="-lap")
    )
    page = paged(request, rows)
    return render(
        request,
        "accounts/tokens.html",
        {"page": page, "rows": _with_states(page), "filter_form": filter_form, "of_all": True},
    )


def _with_states(page: Iterable[AccessToken]) -> list[tuple[AccessToken, TokenState]]:
    today = clock.today()
    return [(token, token.state_on(today)) for token in page]


@writing
@never_cache
def make(request: UserRequest) -> HttpResponse:
    """A new key. Its secret stands on the answer itself, so that it is kept nowhere."""
    now = clock.now()
    form = TokenForm(request.POST or None, initial={"expires_on": now.date() + USUAL})
    if form.is_valid() and attempt(form, tokens.make, **form.cleaned_data, by=request.user, now=now):
        token, secret = form.made
        return render(
            request,
            "accounts/token_given.html",
            {"token": token, "secret": secret, "example": _example(token)},
        )
    return form_page(
        request,
        "accounts/token_form.html",
        {"form": form, "leave_url": reverse("tokens:mine"), "submit_label": _("Lập khoá")},
    )


def _example(token: AccessToken) -> str:
    places = {
        TokenScope.BODIES: "organizations",
        TokenScope.FINDINGS: "findings",
        TokenScope.PEOPLE: "persons",
    }
    place = next(place for scope, place in places.items() if scope in token.scopes)
    return absolute(f"/api/v1/{place}?per_page=5")


@require_POST
def revoke(request: UserRequest, pk: int) -> HttpResponse:
    _revoke(request, look_up(AccessToken, pk=pk, user=request.user))
    return see_other(request, "tokens:mine")


@require_POST
def revoke_any(request: UserRequest, pk: int) -> HttpResponse:
    check_can_administer(request.user)
    _revoke(request, look_up(AccessToken, pk=pk))
    return see_other(request, "accounts:tokens")


def _revoke(request: UserRequest, token: AccessToken) -> None:
    tokens.revoke(token=token, by=request.user, now=clock.now())
    messages.success(
        request,
        _("Đã thu hồi khoá “%(name)s”. Phần mềm nào còn dùng khoá này không đọc được gì nữa.")
        % {"name": token.name},
    )

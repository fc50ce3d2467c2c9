"""Người thay mặt: who works for whom; and the gate that lets a deputy work for the user."""

from collections.abc import Callable

import pghistory
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import queries
from accounts.forms.deputies import DeputyForm
from accounts.models import Deputy, User, UserRequest
from accounts.permissions import can_administer
from accounts.services import deputies
from core import clock
from core.addresses import reverse
from core.editing import attempt
from core.htmx import clicked, form_page, see_other, writing
from records.loading import look_up

# What belongs to the account and not to its work: here a deputy is always they themselves.
_OWN = ("account_", "mfa_", "choose_", "tokens:", "accounts:", "lists:", "desk:settings", "desk:system")
_OWN_TOO = (
    "meetings:addresses",
    "meetings:issue_feed",
    "meetings:revoke_feed",
    "desk:sign-ins",
    "desk:end-tour",
)


class DeputyMiddleware:
    """Gives a deputy who chose so the rights of the user they work for, on every page but those of accounts:
    `request.user` is that user, `acted_by` the deputy, `request.acting` the row."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: object, _kwargs: object
    ) -> None:
        row = deputies.chosen(request, today=clock.today()) if request.user.is_authenticated else None
        request.acting = row  # type: ignore[attr-defined]
        name = request.resolver_match.view_name if request.resolver_match else ""
        if row is None or name.startswith(_OWN + _OWN_TOO) or not getattr(view, "login_required", True):
            return
        row.user.acted_by = row.deputy
        request.user = row.user
        pghistory.context(deputy=row.deputy_id)


@writing
def page(request: UserRequest) -> HttpResponse:
    """One's own deputies and for whom one may work; an administrator sees and names everybody's."""
    today, all_of_them = clock.today(), can_administer(request.user)
    whose = None if all_of_them else request.user
    form = DeputyForm(request.POST or None, whose=whose, initial={"starts_on": today})
    if form.is_valid():
        wanted = {"user": request.user} | form.cleaned_data
        if attempt(form, deputies.name, **wanted, by=request.user, today=today):
            messages.success(request, _("Đã cử: %(who)s.") % {"who": form.made})
            return see_other(request, "account_deputies")
    rows = queries.deputies_of(request.user, today=today, everybodys=all_of_them)
    context = {"form": form, "rows": rows, "today": today, "leave_url": reverse("desk:home")}
    context["names_anybodys"] = all_of_them
    return form_page(request, "accounts/deputies.html", context | {"submit_label": _("Cử người thay mặt")})


def _row(pk: int) -> Deputy:
    return look_up(Deputy.objects.select_related("user", "deputy"), pk=pk)


@require_POST
def end(request: UserRequest, pk: int) -> HttpResponse:
    row = _row(pk)
    return clicked(
        request,
        lambda: deputies.end(row, by=request.user, today=clock.today()),
        done=_("Đã kết thúc việc thay mặt."),
        to="account_deputies",
        undo=False,
    )


@require_POST
def begin(request: UserRequest, pk: int) -> HttpResponse:
    row = _row(pk)
    return clicked(
        request,
        lambda: deputies.begin(request, row, today=clock.today()),
        done=_("Từ trang sau, đồng chí làm việc thay mặt %(user)s.") % {"user": row.user},
        to="account_deputies",
        undo=False,
    )


@require_POST
def stop(request: UserRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    deputies.stop(request)
    messages.success(request, _("Đồng chí làm việc bằng quyền của mình."))
    return see_other(request, "account_deputies")

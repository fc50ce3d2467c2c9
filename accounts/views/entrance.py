"""What stands before and beside the log-in: what must be done before any work, one answer to fragments,
failures said in words."""

import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from accounts.services import entrance, providers, sessions
from accounts.services.limits import TooMany
from core import clock
from core.addresses import reverse, sent_from
from core.errors import Refused, is_full, is_without_database
from core.htmx import asks_for_fragment
from core.logs import request_id

ENTRANCE = "/tai-khoan/"
# All that may be done before what must be done: no codes to read, no second factor to switch off.
AT_THE_DOOR = {
    *("account_change_password", "account_reauthenticate", "mfa_reauthenticate", "mfa_activate_totp"),
    *("account_enter", "account_logout", "choose_language"),
}


class LanguageMiddleware(LocaleMiddleware):
    """Speaks Vietnamese unless the user chose another language here: what the browser prefers says nothing
    about an office's papers."""

    def process_request(self, request: HttpRequest) -> None:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        translation.activate(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        translation.deactivate()  # whatever this thread does next is nobody's choice
        return response


class FragmentMiddleware:
    """Answers a fragment whose user is sent to the entrance, for whatever reason, by having the whole page
    loaded again.

    Pages are kept in no cache, and a browser that logs out forgets what it holds.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if asks_for_fragment(request) and response.headers.get("Location", "").startswith(ENTRANCE):
            response = _reload(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        if getattr(request, "has_left", False):
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


def _reload(request: HttpRequest) -> HttpResponse:
    """Have the page loaded again, unless it would come back as it is and ask for the same fragment once
    more."""
    page = urlsplit(request.htmx.current_url_abs_path or "/").path  # type: ignore[attr-defined]
    try:
        found = resolve(page)
    except Resolver404:
        return HttpResponse(status=204)
    stays = not getattr(found.func, "login_required", True) or (
        request.user.is_authenticated and found.url_name in AT_THE_DOOR
    )
    return HttpResponse(status=204) if stays else HttpResponseClientRefresh()


class LogInMiddleware(LoginRequiredMiddleware):
    """Asks for the log-in. Who sent a form comes back to the page where it stood: the form's own address may
    be none that can be looked at."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseRedirect:
        page = urlsplit(sent_from(request))
        if not page.path:
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(page._replace(scheme="", netloc="").geturl())


class DoorMiddleware:
    """Sends a user who must first change a given password or show a second factor there, and puts off the end
    of sessions in use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # What a page fetches by itself is no sign of somebody sitting there.
        if request.user.is_authenticated and not (request.method == "GET" and asks_for_fragment(request)):
            sessions.seen(request, now=clock.now())
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        door = entrance.pending_step(request)
        request.door = door  # type: ignore[attr-defined]
        if not door or getattr(request.resolver_match, "url_name", "") in AT_THE_DOOR:
            return None
        if not getattr(view, "login_required", True):
            # To what strangers may see, open data and figures included, who still stands at the door is a
            # stranger.
            request.user = AnonymousUser()
            return None
        if not asks_for_fragment(request):
            entrance.remember_page(request)
        return redirect(door)


@require_safe
def enter(request: HttpRequest) -> HttpResponse:
    """On from the entrance: to what is still to be done there, to the page that was asked for, or where the
    user's work begins."""
    return redirect(entrance.next_page(request))


@login_not_required
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Say that the session here is over, and lead to where that of the province's provider is ended."""
    back = settings.SITE_URL + reverse("account_login")
    return render(request, "accounts/left.html", {"there": providers.sign_out_address(back)})


class RefusalMiddleware:
    """Says which limit struck and how long to wait, and why something was refused where the page itself did
    not say so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or "text/html" not in request.headers.get(
            "Accept", ""
        ):
            return response
        words = _("Địa chỉ này chỉ nhận biểu mẫu gửi từ một trang khác, không có gì để xem. Chưa ghi gì.")
        said = render(request, "400.html", {"exception": words}, status=response.status_code)
        said.headers["Allow"] = response.headers["Allow"]
        return said

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return render(request, "400.html", {"exception": exception.message}, status=422)
        if not isinstance(exception, TooMany):
            return None
        response = render(request, "429.html", {"words": exception.message}, status=429)
        response.headers["Retry-After"] = str(exception.seconds)
        return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open too long and how to keep what was typed; a fragment has the page loaded
    again."""
    if asks_for_fragment(request) and not request.user.is_authenticated:
        return _reload(request)
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what is wrong with the address; only our own sentences are shown, never those of the framework."""
    return render(
        request,
        "400.html",
        {"exception": str(exception) if isinstance(exception, BadRequest) else ""},
        status=400,
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request that failed: 503 where the database is away, 507 where a disk is full, and what to do
    then; else that the failure is on record. Asks the database nothing."""
    error = sys.exc_info()[1]
    status = 503 if is_without_database(error) else 507 if is_full(error) else 500
    context = {"request_id": request_id(), "back": sent_from(request)}
    return HttpResponse(get_template(f"{status}.html").render(context), status=status)

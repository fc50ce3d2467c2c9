"""What stands before and beside the log-in: the first password must be changed, failures are said in words."""

import sys
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from core.errors import is_full

ALLOWED_BEFORE_CHANGE = ("/tai-khoan/", "/static/")


class LanguageMiddleware(LocaleMiddleware):
    """Speaks Vietnamese unless the user chose another language here: what the browser prefers says nothing about an office's papers."""

    def process_request(self, request: HttpRequest) -> None:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        translation.activate(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        translation.deactivate()  # whatever this thread does next is nobody's choice
        return response


class PasswordChangeMiddleware:
    """Sends a user whose password was given by the office to the page that changes it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        must = getattr(request.user, "must_change_password", False)
        if must and not request.path.startswith(ALLOWED_BEFORE_CHANGE):
            messages.info(request, _("Đổi mật khẩu được cấp trước khi làm việc."))
            return redirect("account_change_password")
        return self.get_response(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open too long and how to keep what was typed."""
    return render(request, "403_csrf.html", status=403)


def locked_out(request: HttpRequest, _response: HttpResponse | None = None, credentials: dict[str, str] | None = None) -> HttpResponse:
    """Answer a log-in that was locked after repeated failures."""
    return render(request, "429.html", {"locked": True}, status=429)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what is wrong with the address; only our own sentences are shown, never those of the framework."""
    return render(request, "400.html", {"exception": str(exception) if isinstance(exception, BadRequest) else ""}, status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request that failed: 507 and what to do where a disk is full, else that the failure is on record. Asks the database nothing."""
    full = is_full(sys.exc_info()[1])
    return HttpResponse(get_template("507.html" if full else "500.html").render(), status=507 if full else 500)

"""What stands before and beside the log-in: the first password must be changed, failures are said in words."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from accounts.services.limits import TooMany

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


class LimitMiddleware:
    """Says which limit struck and how long to wait."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, TooMany):
            return None
        response = render(request, "429.html", {"words": exception.message}, status=429)
        response.headers["Retry-After"] = str(exception.seconds)
        return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open too long and how to keep what was typed."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what is wrong with the address; only our own sentences are shown, never those of the framework."""
    return render(request, "400.html", {"exception": str(exception) if isinstance(exception, BadRequest) else ""}, status=400)

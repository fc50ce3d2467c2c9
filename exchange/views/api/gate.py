"""Who comes in to the open data, and the form of a refusal: a Problem Details object (RFC 9457), in
Vietnamese."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page
from django.views.decorators.vary import vary_on_headers
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import APIKeyCookie, HttpBearer
from pydantic import Field

from accounts.enums import TokenScope
from accounts.models import User
from accounts.services import tokens
from accounts.services.limits import TooMany
from core import clock
from core.replica import on_database, reads_copy
from exchange.permissions import Reader

PROBLEM = "application/problem+json"
NOBODY = (
    "Địa chỉ này cần khoá truy cập. Gửi tiêu đề “Authorization: Bearer KHOÁ”; lập khoá ở trang Khoá truy cập"
    " dữ liệu, hoặc đăng nhập rồi mở địa chỉ này trong trình duyệt."
)
NO_ADDRESS = "Không có địa chỉ này. Danh mục các địa chỉ: /api/v1/openapi.json."
READ_ONLY = "Dữ liệu mở chỉ để đọc: dùng phương thức GET."
TITLES = {
    401: "Chưa xác định được người đọc",
    403: "Ngoài phạm vi của khoá",
    404: "Không tìm thấy",
    405: "Chỉ được đọc",
    422: "Tham số chưa đúng",
    429: "Đọc quá nhanh",
}


class Wrong(Schema):
    parameter: str
    message: str


class Problem(Schema):
    """A refusal: what is wrong, where, what to do."""

    title: str
    status: int
    detail: str = Field(description="Sai ở đâu, cần làm gì")
    errors: list[Wrong] = Field([], description="Từng tham số chưa đúng")


class Unfit(Exception):
    """Parameters that cannot be answered; messages by parameter."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        super().__init__(str(messages))
        self.messages = messages


def problem(
    status: int,
    detail: str,
    *,
    errors: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    body = Problem(
        title=TITLES[status],
        status=status,
        detail=detail,
        errors=[Wrong(parameter=name, message=message) for name, message in (errors or {}).items()],
    )
    options = {"ensure_ascii": False}
    return JsonResponse(
        body.model_dump(),
        status=status,
        content_type=PROBLEM,
        headers=dict(headers or {}),
        json_dumps_params=options,
    )


# Coming in -----------------------------------------------------------------------------------


class Bearer(HttpBearer):
    """A key in the header; a wrong one is refused even where the browser is logged in."""

    def authenticate(self, request: HttpRequest, token: str) -> Reader:
        with on_database():  # each use of a key is counted
            opened = tokens.authenticate(
                token.strip(), address=request.META.get("REMOTE_ADDR", ""), now=clock.now()
            )
        return Reader(opened.user, frozenset(opened.scopes))


class Session(APIKeyCookie):
    """Who is logged in reads with the browser what the pages show anyway. Safe without a CSRF token: nothing
    but GET is answered."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Reader | None:
        user = request.user
        return (
            Reader(user, frozenset(TokenScope.values)) if isinstance(user, User) and user.is_active else None
        )


WAYS_IN = (Bearer(), Session(csrf=False))


def reader_of(request: HttpRequest) -> Reader:
    """Return who reads; raises AuthenticationError for a stranger and what accounts.services.tokens
    raises."""
    for way in WAYS_IN:
        if reader := way(request):
            return reader
    raise AuthenticationError


# Going out -----------------------------------------------------------------------------------


def teach_refusals(api: NinjaAPI) -> None:
    """Let the API answer every refusal with a problem."""
    api.add_exception_handler(AuthenticationError, _refusal)
    for kind in (tokens.KeyRefused, TooMany, PermissionDenied, Http404, Unfit, ValidationError):
        api.add_exception_handler(kind, _refusal)


def _refusal(request: HttpRequest, failure: Any) -> HttpResponse:
    match failure:
        case AuthenticationError():
            return problem(401, NOBODY, headers={"WWW-Authenticate": "Bearer"})
        case tokens.KeyRefused():
            return problem(401, failure.message, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
        case TooMany():
            return problem(429, failure.message, headers={"Retry-After": str(failure.seconds)})
        case PermissionDenied():
            return problem(403, str(failure))
        case Unfit():
            return _unfit(failure.messages)
        case ValidationError():
            return _unfit({_place(error["loc"]): _message(error) for error in failure.errors})
        case _:
            return problem(404, str(failure) or NO_ADDRESS)


def _unfit(messages: Mapping[str, str]) -> HttpResponse:
    return problem(
        422, " ".join(f"{name}: {message}." for name, message in messages.items()), errors=messages
    )


def _place(loc: tuple[Any, ...]) -> str:
    """Return the parameter's name from ("query", "wanted", "rule", 0)."""
    names = [part for part in loc if isinstance(part, str)]
    return names[-1] if names else ""


# Sentences for the faults that pydantic names; `_message` has one for all others.
_SENTENCES = {
    "int_parsing": "phải là số nguyên",
    "int_parsing_size": "số quá lớn",
    "int_from_float": "phải là số nguyên",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "nhiều nhất là {le}",
    "bool_parsing": "chỉ nhận true hoặc false",
    "string_too_long": "dài nhất {max_length} ký tự",
    "too_long": "nêu nhiều nhất {max_length} lần",
}


def _message(error: Mapping[str, Any]) -> str:
    context = error.get("ctx", {})
    if error["type"] == "value_error":
        return str(context["error"]).rstrip(".")
    return _SENTENCES.get(
        error["type"], "không đọc được; xem kiểu của tham số ở /api/v1/openapi.json"
    ).format(**context)


View = Callable[..., Any]


def gate(view: View | None) -> View:
    """Stand before every address of the open data: no log-in page, no form token, GET and HEAD only, texts in
    Vietnamese, refusals as problems.

    Answers carry an ETag; who shows it again gets 304 and no body. Caches between store nothing.
    """

    @conditional_page
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return view(request, *args, **kwargs)  # type: ignore[misc]
        except (AuthenticationError, tokens.KeyRefused, TooMany, Http404) as failure:
            return _refusal(request, failure)

    @reads_copy
    @login_not_required
    @csrf_exempt
    @vary_on_headers("Authorization", "Cookie")
    @cache_control(private=True, no_cache=True)
    def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        method = request.method
        with override(settings.LANGUAGE_CODE):
            if method not in {"GET", "HEAD"}:
                response = problem(405, READ_ONLY, headers={"Allow": "GET, HEAD"})
            else:
                request.method = "GET"  # the server drops the body of an answer to HEAD
                response = answered(request, *args, **kwargs)
                request.method = method
        response.headers["Content-Language"] = settings.LANGUAGE_CODE
        return response

    return gated

"""One URL gives the whole page or its fragment: the answers that views give."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from core import clock


class ArrivalMiddleware:
    """Remembers when a request came in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.arrived_at = clock.now()  # type: ignore[attr-defined]
        return self.get_response(request)


class SeeOther(HttpResponseRedirect):
    """303: what was posted is done, look there."""

    status_code = 303


def asks_for_fragment(request: HttpRequest) -> bool:
    """Return whether htmx asked for a part of the page (and is not restoring or boosting a whole one)."""
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page(request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, partial: str = "", status: int = 200) -> HttpResponse:
    """Return the template, or its partial of that name where htmx asks for a fragment."""
    name = f"{template}#{partial}" if partial and asks_for_fragment(request) else template
    response = render(request, name, dict(context or {}), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def form_page(request: HttpRequest, template: str, context: Mapping[str, Any], *, partial: str = "") -> HttpResponse:
    """Return a form's page: 422 where `context["form"]` was posted (and so is invalid), 200 else."""
    form = context.get("form")
    invalid = request.method == "POST" and form is not None and form.is_bound
    return page(request, template, context, partial=partial, status=422 if invalid else 200)


def see_other(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Return 303 to an object, a URL name or a path; htmx is told to go there as a whole page."""
    url = resolve_url(to, *args, **kwargs)
    return HttpResponseClientRedirect(url) if asks_for_fragment(request) else SeeOther(url)


def saved(request: HttpRequest, message: str, *, body_code: str = "") -> None:
    """Say on the next page that something was saved; with a body's code that page also says what changed in its findings."""
    # Since the request came in: the judging after the commit is over by the time this is said.
    since = int(getattr(request, "arrived_at", clock.now()).timestamp())
    messages.success(request, message, extra_tags=f"facts:{body_code}:{since}" if body_code else "")

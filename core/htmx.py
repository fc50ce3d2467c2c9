"""One URL gives the whole page or its fragment: the answers that views give."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from core import acts, clock
from core.editing import attempt
from core.errors import Refused
from core.forms import WithdrawForm
from core.text import fold

View = Callable[..., HttpResponse]


class ArrivalMiddleware:
    """Remembers when a request came in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.arrived_at = clock.now()  # type: ignore[attr-defined]
        return self.get_response(request)


class CompressionMiddleware(GZipMiddleware):
    """Compresses pages and their parts; files come as they are, most are compressed in themselves.

    Django's own adds random bytes, so that lengths tell nothing of what a page holds (ADR 32).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in {"text/html", "application/json"}:
            return response
        return super().process_response(request, response)


class SeeOther(HttpResponseRedirect):
    """303: what was posted is done, look there."""

    status_code = 303


def asks_for_fragment(request: HttpRequest) -> bool:
    """Return whether htmx asked for a part of the page (and is not restoring or boosting a whole one)."""
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    partial: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return the template, or its partial of that name where htmx asks for a fragment."""
    name = f"{template}#{partial}" if partial and asks_for_fragment(request) else template
    response = render(request, name, dict(context or {}), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def form_page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, partial: str = ""
) -> HttpResponse:
    """Return a form's page: 422 where `context["form"]` was posted (and so is invalid), 200 else."""
    form = context.get("form")
    invalid = request.method == "POST" and form is not None and form.is_bound
    return page(request, template, context, partial=partial, status=422 if invalid else 200)


def see_other(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Return 303 to an object, a URL name or a path; htmx is told to go there as a whole page."""
    url = resolve_url(to, *args, **kwargs)
    return HttpResponseClientRedirect(url) if asks_for_fragment(request) else SeeOther(url)


MOST_BODIES = 50
"""Of so many bodies at most a message tells what changed: their codes go into one address."""


def saved(
    request: HttpRequest,
    message: str,
    *,
    body_code: str = "",
    body_codes: Collection[str] = (),
    undo: bool = True,
    redo: bool = False,
    left_out: Iterable[str] = (),
) -> None:
    """Show a message of success on the next page, with a button that takes back what this request wrote; with
    a body's code, or those of several, that page also shows what changed in their findings. What was left out
    of it is said below, a sentence each.

    `undo=False` is for what cannot be taken back by putting records back, such as a mail that left;
    with `redo` the message is about an act taken back, and the button says so. A query.
    """
    # Since the request came in: the judging after the commit is over when the next page is made.
    since = int(getattr(request, "arrived_at", clock.now()).timestamp())
    codes = sorted({body_code, *body_codes} - {""})
    only = codes[0] if len(codes) == 1 else ""
    act = acts.describe(str(message), body_code=only) if undo else None
    tags = [
        *(f"facts:{code}:{since}" for code in codes if len(codes) <= MOST_BODIES),
        f"{'redo' if redo else 'undo'}:{act}" if act else "",
    ]
    messages.success(request, message, extra_tags=" ".join(filter(None, tags)))
    for sentence in left_out:
        messages.warning(request, sentence)


def writing(view: View) -> View:
    """Decorate a form's view: GET shows, POST writes, both in one transaction so that what is checked is what
    is changed."""
    return require_http_methods(["GET", "HEAD", "POST"])(transaction.atomic(view))


def clicked(
    request: HttpRequest,
    act: Callable[[], Any],
    *,
    done: str | Callable[[Any], str],
    to: str | Callable[[Any], str],
    leave_url: str = "",
    body_code: str = "",
    undo: bool = True,
) -> HttpResponse:
    """Call `act` for a button's POST and redirect to `to` with the message `done`, or where and with what
    they make of the act's result.

    Where `act` raises Refused, redirect to `leave_url` (else `to`) with the refusal's message.
    """
    try:
        with transaction.atomic():
            made = act()
    except Refused as refusal:
        messages.error(request, refusal.message)
        return see_other(request, leave_url or to)
    saved(request, done if isinstance(done, str) else done(made), body_code=body_code, undo=undo)
    return see_other(request, to(made) if callable(to) else to)


def confirmed(
    request: HttpRequest,
    act: Callable[[], object],
    *,
    question: str,
    done: str,
    to: str,
    leave_url: str,
    confirm_label: str,
    details: str = "",
    danger: bool = False,
    body_code: str = "",
    undo: bool = True,
) -> HttpResponse:
    """Show a page with the question (GET), then call `act` (POST): redirect to `to` with the message `done`,
    or to `leave_url` with a refusal's message. `confirm_label` is the button's text."""
    if request.method != "POST":
        context = {
            "question": question,
            "details": details,
            "confirm_label": confirm_label,
            "danger": danger,
            "leave_url": leave_url,
        }
        return page(request, "components/confirm_page.html", context)
    return clicked(request, act, done=done, to=to, leave_url=leave_url, body_code=body_code, undo=undo)


def withdrawal(
    request: HttpRequest,
    act: Callable[..., object],
    *,
    question: str,
    hanging: Sequence[str] = (),
    done: str,
    to: str,
    leave_url: str,
    body_code: str = "",
    form: Any = None,
) -> HttpResponse:
    """Show a form for withdrawing a record that was typed by mistake, with the list of what goes with it
    (`hanging`); once valid, call `act` with the form's values and redirect to `to`.

    The form asks for the reason, unless `form` is given.
    """
    form = form or WithdrawForm(request.POST or None)
    if form.is_valid() and attempt(form, act, **form.cleaned_data):
        saved(request, done, body_code=body_code)
        return see_other(request, to)
    return form_page(
        request,
        "components/withdraw_page.html",
        {"form": form, "question": question, "hanging": hanging, "leave_url": leave_url},
    )


def download(content: bytes | str, mime: str, name: str) -> HttpResponse:
    """Return a file to be saved, its name without accents."""
    stem, _dot, ending = name.rpartition(".")
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{slugify(fold(stem)) or "tep"}.{ending}"'
    return response

"""What stands before everything else: whose request it is, and how much of it is read."""

import ipaddress
from collections.abc import Callable, Collection
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import UserRequest
from core import uploads
from core.addresses import masked

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
FORWARDED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
    "HTTP_X_REQUEST_ID",
)
MEGABYTE = 1_000_000
# A form without files, of somebody who has not logged in.
STRANGERS_FORM = 100_000


def _parsed(text: str) -> Address | None:
    """Return the address in one entry of X-Forwarded-For, with or without a port."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def client_address(peer: str, forwarded: str, trusted: Collection[Network]) -> str:
    """Return who asks: `peer`, the other end of the connection, unless that is a trusted proxy; then whom the
    proxies name.

    Entries of X-Forwarded-For are read from the last, which the nearest proxy wrote, back to the first that
    is no proxy of ours: what stands before it was written by the visitor.
    """
    nearest = _parsed(peer)
    if nearest is None:
        return peer
    found = nearest
    for entry in reversed(forwarded.split(",")):
        if not any(found in network for network in trusted):
            break
        named = _parsed(entry)
        if named is None:
            break
        found = named
    return str(found)


class ClientMiddleware:
    """Puts the client's own address where everybody looks for it (REMOTE_ADDR), and forgets what untrusted
    peers say of themselves.

    After it nothing need know of proxies: limits, the record of log-ins and libraries all read REMOTE_ADDR.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: UserRequest) -> HttpResponse:
        meta = request.META
        peer = _parsed(meta.get("REMOTE_ADDR", ""))
        if peer is None or not any(peer in network for network in settings.TRUSTED_PROXIES):
            for name in FORWARDED:
                meta.pop(name, None)
        meta["REMOTE_ADDR"] = client_address(
            meta.get("REMOTE_ADDR", ""), meta.pop("HTTP_X_FORWARDED_FOR", ""), settings.TRUSTED_PROXIES
        )
        response = self.get_response(request)
        if masked(request.path) != request.path:
            # The next request would tell the whole address to whoever logs it.
            response.headers["Referrer-Policy"] = "strict-origin"
        return response


class BodyMiddleware:
    """Refuses a request that is longer than its address takes, before anything of it is read or stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: UserRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: UserRequest, view: Callable[..., Any], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        most = longest_body(view, known=settings.SESSION_COOKIE_NAME in request.COOKIES)
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        if length <= most:
            return None
        return render(
            request,
            "413.html",
            {
                "megabytes": settings.UPLOAD_MAX_BYTES // MEGABYTE,
                "in_all": (most - settings.DATA_UPLOAD_MAX_MEMORY_SIZE) // MEGABYTE,
                "takes_files": most > STRANGERS_FORM,
            },
            status=413,
        )


def longest_body(view: Callable[..., Any], *, known: bool) -> int:
    """Return how many bytes a view takes: files and their form where somebody with a session works, one file
    and its form where strangers may hand it in."""
    if known and getattr(view, "login_required", True):
        return uploads.most_in_all() + int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    if getattr(view, "takes_files", False):
        return int(settings.UPLOAD_MAX_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    return STRANGERS_FORM

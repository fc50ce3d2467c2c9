"""Parts of addresses: codes that people type (a slash in `DD/HDND` must not make two parts of it), and
secrets that open something by themselves."""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django import urls
from django.conf import settings
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver, register_converter
from django.urls.converters import StringConverter
from django.utils.http import url_has_allowed_host_and_scheme


class CodeConverter:
    """`<code:code>`: any code; `/` travels as `~s`, `~` as `~t`, and a code of dots alone keeps its dots from
    the browser."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        if "\x00" in value:
            raise ValueError(value)
        return value.replace("~d", ".").replace("~s", "/").replace("~t", "~")

    def to_url(self, value: object) -> str:
        text = str(value).replace("~", "~t").replace("/", "~s")
        return text.replace(".", "~d") if not text.strip(".") else text


class SecretConverter(StringConverter):
    """`<secret:token>`: what opens a page or a calendar without a log-in. No log and no history holds it: see
    `masked`."""


def register() -> None:
    """Make `<code:…>` and `<secret:…>` known to every table of addresses."""
    register_converter(CodeConverter, "code")
    register_converter(SecretConverter, "secret")


def reverse(
    name: str,
    args: Sequence[Any] = (),
    kwargs: Mapping[str, Any] | None = None,
    *,
    query: Mapping[str, Any] | None = None,
) -> str:
    """Return the address of a name, as Django's `reverse` does: the same for its arguments while the process
    lives, so looked up once (ADR 43)."""
    address = _address(name, *args, **(kwargs or {}))
    return f"{address}?{urlencode(query)}" if query else address


@functools.lru_cache(maxsize=16_384, typed=True)
def _address(name: str, /, *args: Any, **kwargs: Any) -> str:
    return urls.reverse(name, args=args, kwargs=kwargs)  # noqa: TID251


def _before_secrets(patterns: list[URLPattern | URLResolver], above: str) -> Iterator[str]:
    for pattern in patterns:
        route = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _before_secrets(pattern.url_patterns, route)
        elif any(isinstance(converter, SecretConverter) for converter in pattern.pattern.converters.values()):
            yield route.partition("<secret:")[0]


@functools.cache
def _secrets() -> re.Pattern[str]:
    places = (
        "[^/]+".join(map(re.escape, re.split(r"<[^>]+>", place)))
        for place in _before_secrets(get_resolver().url_patterns, "/")
    )
    return re.compile(rf"({'|'.join(places)})[^/\s?#\"'<>]+")


def sent_from(request: HttpRequest) -> str:
    """Return the address of the page whose form was sent, where nennep.js lays back what was typed; "" where
    nothing was sent or the page is not ours."""
    page = request.headers.get("Referer", "") if request.method == "POST" else ""
    ours = {urlsplit(settings.SITE_URL).netloc, request.headers.get("Host", "")}
    return page if url_has_allowed_host_and_scheme(page, ours) else ""


def masked(text: str) -> str:
    """Return a text with the secrets of addresses in it taken out: /tra-loi/…/."""
    return _secrets().sub(r"\1…", text)


def as_address(code: object) -> str:
    """Return a code as one part of an address, quoted, for addresses of apps above the page that links to
    them."""
    return quote(CodeConverter().to_url(code), safe="")


def absolute(path: str) -> str:
    """Return a path of the product as a whole address, for mails, calendars and other programs: what no
    address may hold is percent-encoded, what is encoded already stays."""
    return settings.SITE_URL.rstrip("/") + quote(path, safe="/%?=&#~:@!$'()*+,;[]")

"""Codes that people type, as one part of an address: a slash in `DD/HDND` must not make two parts of it."""

from urllib.parse import quote

from django.conf import settings
from django.urls import register_converter


class CodeConverter:
    """`<code:code>`: any code; `/` travels as `~s`, `~` as `~t`, and a code of dots alone keeps its dots from the browser."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        if "\x00" in value:
            raise ValueError(value)
        return value.replace("~d", ".").replace("~s", "/").replace("~t", "~")

    def to_url(self, value: object) -> str:
        text = str(value).replace("~", "~t").replace("/", "~s")
        return text.replace(".", "~d") if not text.strip(".") else text


def register() -> None:
    """Make `<code:…>` known to every table of addresses."""
    register_converter(CodeConverter, "code")


def as_address(code: object) -> str:
    """Return a code as one part of an address, quoted, for addresses of apps above the page that links to them."""
    return quote(CodeConverter().to_url(code), safe="")


def absolute(path: str) -> str:
    """Return a path of the product as a whole address, for mails, calendars and other programs: what no address may hold is percent-encoded,
    what is encoded already stays."""
    return settings.SITE_URL.rstrip("/") + quote(path, safe="/%?=&#~:@!$'()*+,;[]")

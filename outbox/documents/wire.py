"""A mail as the bytes that go to the mail server.

Django's EmailMultiAlternatives makes the same bytes and takes three times as long. The texts travel as
base64: that needs nothing of the server (no 8BITMIME, any length of line), and no server on the way has cause
to change a byte of it.
"""

import binascii
import datetime as dt
import hashlib
from email.utils import format_datetime, formataddr
from functools import lru_cache

from django.utils.encoding import punycode
from django.utils.translation import gettext as _

# RFC 2047: an encoded word has at most 75 characters, twelve of which say that it is one.
_WORD = 45
_FIRST_WORD = 36  # the header's name stands before it
_LONGEST = 900  # bytes; RFC 5322 allows a line 998


class BadHeader(ValueError):
    """A header that would begin another one."""


def content(
    *,
    sender: tuple[str, str],
    recipient: tuple[str, str],
    subject: str,
    message_id: str,
    sent_at: dt.datetime,
    headers: dict[str, str],
    text: str,
    html: str = "",
    calendar: str = "",
    calendar_method: str = "",
) -> bytes:
    """Return the whole mail, lines ending in CRLF; sender and recipient are (name, address). Programs show
    buttons for a calendar file by its method (REQUEST, CANCEL). Raises BadHeader.

    The same mail is the same bytes, but for its date.
    """
    named = {
        "From": mailbox(*sender),
        "To": mailbox(*recipient),
        "Subject": header_value(subject),
        "Date": format_datetime(sent_at),
        "Message-ID": _plain(message_id),
        "MIME-Version": "1.0",
        **{name: header_value(value) for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items()).encode("ascii")
    if not html:
        return head + _part("plain", text)
    # "=_" occurs in no base64, so that the texts cannot hold it.
    boundary = b"=_" + hashlib.sha256(message_id.encode()).hexdigest()[:24].encode()
    opening = b"--" + boundary + b"\r\n"
    multipart = b'Content-Type: multipart/alternative; boundary="' + boundary + b'"\r\n\r\n'
    parts = [opening, _part("plain", text), opening, _part("html", html)]
    if calendar:
        parts += [opening, _part(f'calendar; method={calendar_method}; name="cuoc-hop.ics"', calendar)]
    return b"".join((head, multipart, *parts, b"--" + boundary + b"--\r\n"))


@lru_cache(maxsize=1024)
def address(whole: str) -> str:
    """Return an address as it stands on the envelope: a domain in other letters in its ASCII form. Raises
    BadHeader."""
    local, at, domain = _plain(whole).rpartition("@")
    made = f"{local}{at}{punycode(domain)}"
    if not made.isascii() or any(mark in made for mark in "<> \t"):
        raise BadHeader(_("Địa chỉ không gửi được: %(address)s") % {"address": whole})
    return made


@lru_cache(maxsize=1024)
def mailbox(name: str, whole: str) -> str:
    """Return `name <address>` as it stands in a header."""
    if not name:
        return address(whole)
    return (
        formataddr((name, address(whole)))
        if _plain(name).isascii()
        else f"{header_value(name)} <{address(whole)}>"
    )


def header_value(value: str) -> str:
    """Return a header's value, as encoded words where it is not plain ASCII (RFC 2047). Raises BadHeader for
    one with a line break."""
    if _plain(value).isascii() and "=?" not in value and len(value) <= _LONGEST:
        return value
    made, chunk, room = [], b"", _FIRST_WORD
    for letter in value:
        encoded = letter.encode("utf-8", "replace")
        if len(chunk) + len(encoded) > room:
            made.append(chunk)
            chunk, room = b"", _WORD
        chunk += encoded
    made.append(chunk)
    return "\r\n ".join(f"=?utf-8?b?{binascii.b2a_base64(chunk, newline=False).decode()}?=" for chunk in made)


def _plain(value: str) -> str:
    if "\n" in value or "\r" in value:
        raise BadHeader(_("Tiêu đề thư có dấu xuống dòng: %(value)s") % {"value": repr(value)[:200]})
    return value


def _part(kind: str, text: str) -> bytes:
    """Return a part of text with its own headers; line ends are CRLF before the encoding, as RFC 2045 wants
    them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n").encode("utf-8", "replace")
    encoded = binascii.b2a_base64(lines, newline=False)
    name, semicolon, rest = kind.partition(";")
    head = (
        f"Content-Type: text/{name}; charset=utf-8{semicolon}{rest}\r\nContent-Transfer-Encoding:"
        " base64\r\n\r\n".encode()
    )
    return b"".join(
        (head, b"\r\n".join([encoded[place : place + 76] for place in range(0, len(encoded), 76)]), b"\r\n")
    )

"""What a delivery report says: bytes in, plain facts out. Made for what mail servers really send, and for
what strangers may.

RFC 3464 is what Postfix, Exchange, Gmail and Exim send; qmail and older Exims write a text of their own.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message as AnyMessage
from email.parser import BytesHeaderParser, HeaderParser

# bytes of a mail that are read; the text that comes back with a report stands last and is not needed
LARGEST = 2_000_000
ADDRESSED = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "To")
# Python reads the blocks of such a part without decoding it first, and some servers encode it.
_STATUS_PART = re.compile(
    rb"^(content-type:\s*)message/(?:global-)?delivery-status", re.IGNORECASE | re.MULTILINE
)
_STATUS_TYPE = "text/x-delivery-status"
_STATUS = re.compile(r"(?<![\d.])([245])\.\d{1,3}\.\d{1,3}(?![\d.])")
_CODE = re.compile(r"(?<![\d.])([45])\d\d(?= |-|$)", re.MULTILINE)
_QMAIL = re.compile(r"\AHi\. This is (?:the )?.{0,80}(?:qmail-send|program)", re.DOTALL)
_SIGNS = dict.fromkeys([*range(32), 127], " ")
# A full mailbox, a server in trouble, a text or a sender that is not liked: the address itself may be good.
_PASSING = re.compile(r"4\.|5\.2\.[23]$|5\.3\.|5\.4\.(?!(?:1|4|310)$)|5\.6\.|5\.7\.")


@dataclass(frozen=True, slots=True)
class Report:
    """What a delivery report says of one recipient: `action` is failed or delayed."""

    action: str
    status: str
    diagnostic: str

    @property
    def is_hard(self) -> bool:
        """Whether the address cannot be reached any more."""
        return self.action == "failed" and not _PASSING.match(self.status)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail of the return mailbox: to whom it came, its number, and the report in it, if there is one."""

    recipients: tuple[str, ...]
    number: str
    report: Report | None


def recipients(head: bytes) -> tuple[str, ...]:
    """Return the headers that may name the address to which a mail came; never raises."""
    mail = BytesHeaderParser(policy=policy.compat32).parsebytes(head)
    return tuple(_text(value) for name in ADDRESSED for value in mail.get_all(name, []))


def read(content: bytes, *, address: str = "") -> Mail:
    """Return what a mail says; where a report names several recipients, what it says of the address. Never
    raises for bad mail."""
    content = content[:LARGEST]
    try:
        mail = message_from_bytes(
            _STATUS_PART.sub(rb"\1" + _STATUS_TYPE.encode(), content), policy=policy.compat32
        )
        report = _report(mail, address.lower())
    except RecursionError:  # thousands of parts within parts: no mail server's report
        mail, report = BytesHeaderParser(policy=policy.compat32).parsebytes(content), None
    number = (
        _text(mail.get("Message-ID"))[:250] or base64.b32encode(hashlib.sha256(content).digest()).decode()
    )
    return Mail(tuple(_text(value) for name in ADDRESSED for value in mail.get_all(name, [])), number, report)


def _report(mail: AnyMessage, address: str) -> Report | None:
    found = list(_standard(mail))
    if not found:
        return _plain(mail)
    own = [pair for pair in found if address and address in pair[0]] or found
    return min((report for _recipients, report in own), key=lambda report: report.action != "failed")


def _standard(mail: AnyMessage) -> Iterator[tuple[str, Report]]:
    """Generate recipient and report from the machine-readable part, which stands directly in the report: not
    from a forwarded one."""
    parts = mail.get_payload()
    if mail.get_content_type() != "multipart/report" or not isinstance(parts, list):
        return
    for part in parts:
        if not isinstance(part, AnyMessage) or part.get_content_type() != _STATUS_TYPE:
            continue
        for block in re.split(r"\n\s*\n", _decoded(part).strip()):
            fields = HeaderParser(policy=policy.compat32).parsestr(block)
            action = _text(fields.get("Action")).lower().partition(" ")[0]
            if action in {"failed", "delayed"}:
                status = _STATUS.search(_text(fields.get("Status")))
                named = " ".join(
                    _text(fields.get(name)) for name in ("Final-Recipient", "Original-Recipient")
                )
                yield (
                    named.lower(),
                    Report(action, status[0] if status else "", _text(fields.get("Diagnostic-Code"))[:500]),
                )


def _plain(mail: AnyMessage) -> Report | None:
    """Return what qmail or an older Exim says in a text; None for any other mail, a reply by machine or by
    hand."""
    if mail.is_multipart():
        return None
    text = _decoded(mail).lstrip()
    if not (_QMAIL.match(text) or mail.get("X-Failed-Recipients")):
        return None
    notice = re.split(r"\n(?:--- |------ )", text)[0]  # what follows is our own mail, come back
    status, code = _STATUS.search(notice), _CODE.search(notice)
    kind = status[1] if status else code[1] if code else "5"
    if kind == "2":
        return None
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", notice)]
    reason = next(
        (part for part in paragraphs if "@" in part and (_CODE.search(part) or part.startswith("<"))),
        paragraphs[-1],
    )
    return Report("failed", status[0] if status else f"{kind}.0.0", _text(reason)[:500])


def _decoded(part: AnyMessage) -> str:
    payload = part.get_payload(decode=True)
    return payload.decode("utf-8", "replace").replace("\r\n", "\n") if isinstance(payload, bytes) else ""


def _text(value: object) -> str:
    """Return a header on one line, as the database can hold it."""
    text = str(value or "")
    if "=?" in text:
        with suppress(
            LookupError, ValueError, MessageError
        ):  # an unknown alphabet, a broken encoding: as it stands
            text = str(make_header(decode_header(text)))
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(text.translate(_SIGNS).split())

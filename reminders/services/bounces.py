"""Delivery reports: who cannot be reached is learned from the mail that comes back.

Each mail leaves with an envelope sender of its own, signed (VERP): nennep+b<number>.<signature>@domain. A report
is believed only if it came to such an address; anybody can write a report, nobody else can write the signature.
"""

import base64
import datetime as dt
import email.policy
import hashlib
import hmac
import imaplib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.message import Message as AnyMessage
from email.utils import getaddresses, parseaddr
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from reminders.enums import MessageEventKind
from reminders.models import AddressState, Bounce, Message, MessageEvent
from reminders.permissions import check_can_steer_mails

LARGEST = 2_000_000  # bytes of a report; the text that comes back with it is not needed
SOFT_LIMIT = 5  # passing failures in a row before an address is looked at as if it were gone
_SIGNED = re.compile(r"^(?P<local>[^@]+)\+b(?P<pk>\d+)\.(?P<mac>[0-9a-f]{20})@(?P<domain>[^@]+)$", re.IGNORECASE)
_STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")


@dataclass(frozen=True, slots=True)
class Report:
    """What a delivery report says of one recipient."""

    action: str
    status: str
    diagnostic: str

    @property
    def is_hard(self) -> bool:
        return self.action == "failed" and not self.status.startswith("4")


def envelope_sender(message_pk: int) -> str:
    """Return the address to which a mail's delivery report comes."""
    local, _at, domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")
    return f"{local}+b{message_pk}.{_mac(message_pk)}@{domain}"


def _mac(message_pk: int) -> str:
    return salted_hmac("reminders.bounces", str(message_pk), algorithm="sha256").hexdigest()[:20]


def signed_message(addresses: Iterable[str]) -> int | None:
    """Return the number of the mail that one of the addresses was signed for."""
    for address in addresses:
        match = _SIGNED.match(address.strip())
        if match and hmac.compare_digest(match["mac"].lower(), _mac(int(match["pk"]))):
            return int(match["pk"])
    return None


def take(content: bytes, *, now: dt.datetime, recipient: str = "") -> Bounce | None:
    """Read one mail of the return mailbox; write what a true report teaches. Returns None for anything else, and for one seen before.

    `recipient` is the envelope recipient where the mail server's pipe names it.
    """
    mail = message_from_bytes(content[:LARGEST], policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    number = signed_message([recipient, *_recipients(mail)])
    report = next(_reports(mail), None)
    message = Message.objects.filter(pk=number).first() if number is not None and report is not None else None
    if message is None or report is None or report.action not in {"failed", "delayed"}:
        return None
    return _write(message, report, report_id=_report_id(mail, content), now=now)


class MailboxUnreadable(Exception):
    """The mailbox of delivery reports cannot be read; the message says why and what to set."""


def read_mailbox(address: str, *, clock: Callable[[], dt.datetime]) -> int:
    """Take every unread mail of an IMAP mailbox; return how many taught something. Raises MailboxUnreadable."""
    example = "BOUNCE_IMAP_URL=imaps://user:password@host/INBOX"
    url = urlsplit(address)
    if url.scheme not in {"imap", "imaps"} or not url.hostname:
        raise MailboxUnreadable(_("Chưa khai hộp thư nhận báo cáo. Hãy đặt %(example)s, hoặc dùng --pipe.") % {"example": example})
    kind = imaplib.IMAP4_SSL if url.scheme == "imaps" else imaplib.IMAP4
    taken = 0
    try:
        with kind(url.hostname, url.port or (993 if url.scheme == "imaps" else 143), timeout=30) as box:
            box.login(unquote(url.username or ""), unquote(url.password or ""))
            box.select(unquote(url.path.strip("/")) or "INBOX")
            for key in box.search(None, "UNSEEN")[1][0].split():
                found = box.fetch(key, "(RFC822)")[1][0]  # which marks it as read
                if isinstance(found, tuple):
                    taken += take(found[1], now=clock()) is not None
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxUnreadable(
            _("Không đọc được hộp thư nhận báo cáo: %(error)s. Hãy xem lại BOUNCE_IMAP_URL (dạng %(example)s).") % {"error": error, "example": example}
        ) from error
    return taken


def _recipients(mail: EmailMessage) -> Iterator[str]:
    for header in ("Delivered-To", "X-Original-To", "Envelope-To", "To"):
        for _name, address in getaddresses([str(value) for value in mail.get_all(header, [])]):
            yield address


def _reports(mail: AnyMessage) -> Iterator[Report]:
    """Generate what the report's machine-readable part says (RFC 3464)."""
    if mail.get_content_type() != "multipart/report":
        return
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in part.get_payload() if isinstance(part.get_payload(), list) else []:
            assert isinstance(block, AnyMessage)
            action = str(block.get("Action") or "").strip().lower()
            if action:
                status = _STATUS.search(str(block.get("Status") or ""))
                yield Report(action, status[0] if status else "", " ".join(str(block.get("Diagnostic-Code") or "").split())[:500])


def _report_id(mail: EmailMessage, content: bytes) -> str:
    named = " ".join(str(mail.get("Message-ID") or "").split())
    return named[:250] or base64.b32encode(hashlib.sha256(content).digest()).decode()


@transaction.atomic
def _write(message: Message, report: Report, *, report_id: str, now: dt.datetime) -> Bounce | None:
    bounce, created = Bounce.objects.get_or_create(
        report_id=report_id,
        defaults={
            "message": message,
            "address": message.address,
            "is_hard": report.is_hard,
            "status": report.status,
            "diagnostic": report.diagnostic,
            "received_at": now,
        },
    )
    if not created:
        return None
    state, _new = AddressState.objects.select_for_update().get_or_create(address=message.address.lower())
    state.soft_bounces = state.soft_bounces if report.is_hard else state.soft_bounces + 1
    if state.stopped_at is None and (report.is_hard or state.soft_bounces >= SOFT_LIMIT):
        state.stopped_at = now
    state.diagnostic = f"{report.status} {report.diagnostic}".strip()
    state.save(update_fields=["soft_bounces", "stopped_at", "diagnostic"])
    MessageEvent.objects.create(message=message, kind=MessageEventKind.BOUNCED, at=now, detail=state.diagnostic)
    return bounce


@transaction.atomic
def open_again(state: AddressState, *, by: User) -> AddressState:
    """Let an address be mailed again, after the office has mended it."""
    check_can_steer_mails(by)
    if state.stopped_at is None:
        raise Refused(_("Địa chỉ này đang được gửi thư bình thường."))
    state.stopped_at, state.soft_bounces = None, 0
    state.save(update_fields=["stopped_at", "soft_bounces"])
    return state

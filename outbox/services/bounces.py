"""Delivery reports: who cannot be reached is learned from the mail that comes back.

Each mail leaves with an envelope sender of its own, signed (VERP): nennep+b<number>.<signature>@domain. A
report is believed only if it came to such an address; anybody can write a report, nobody else can write the
signature.
"""

import datetime as dt
import hmac
import re
from collections.abc import Iterable
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_edit_facts
from core.errors import Refused
from outbox.documents import reports
from outbox.enums import MessageEventKind
from outbox.models import AddressState, Bounce, Message, MessageEvent

SOFT_LIMIT = 5  # passing failures before an address is looked at as if it were gone
FORGOTTEN_AFTER = dt.timedelta(days=30)  # without another failure, the earlier ones count no more
_SIGNED = re.compile(r"\+b(?P<pk>\d{1,18})\.(?P<mac>[0-9a-f]{20})@", re.IGNORECASE)


def envelope_sender(message_pk: int) -> str:
    """Return the address to which a mail's delivery report comes."""
    local, _at, domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")
    return f"{local}+b{message_pk}.{_mac(message_pk)}@{domain}"


def _mac(message_pk: int) -> str:
    return salted_hmac("outbox.bounces", str(message_pk), algorithm="sha256").hexdigest()[:20]


def signed_message(texts: Iterable[str]) -> int | None:
    """Return the number of the mail that an address in one of the texts was signed for."""
    for text in texts:
        for match in _SIGNED.finditer(text):
            if hmac.compare_digest(match["mac"].lower(), _mac(int(match["pk"]))):
                return int(match["pk"])
    return None


def take(content: bytes, *, now: dt.datetime, recipient: str = "") -> Bounce | None:
    """Read one mail of the return mailbox; write what a true report teaches. Returns None for anything else,
    and for one seen before.

    `recipient` is the envelope recipient where the mail server's pipe names it.
    """
    number = signed_message([recipient, *reports.recipients(content[: reports.LARGEST])])
    message = Message.objects.filter(pk=number).first() if number is not None else None
    if message is None:
        return None
    mail = reports.read(content, address=message.address)
    return _write(message, mail.report, report_id=mail.number, now=now) if mail.report else None


@transaction.atomic
def _write(message: Message, report: reports.Report, *, report_id: str, now: dt.datetime) -> Bounce | None:
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
    earlier = Bounce.objects.filter(address=message.address, received_at__gte=now - FORGOTTEN_AFTER).exclude(
        pk=bounce.pk
    )
    state, _new = AddressState.objects.select_for_update().get_or_create(address=message.address.lower())
    before = state.soft_bounces if earlier.exists() else 0
    state.soft_bounces = before if report.is_hard else before + 1
    if state.stopped_at is None and (report.is_hard or state.soft_bounces >= SOFT_LIMIT):
        state.stopped_at = now
    state.diagnostic = f"{report.status} {report.diagnostic}".strip()
    state.save(update_fields=["soft_bounces", "stopped_at", "diagnostic"])
    MessageEvent.objects.create(
        message=message, kind=MessageEventKind.BOUNCED, at=now, detail=state.diagnostic
    )
    return bounce


@transaction.atomic
def open_again(state: AddressState, *, by: User) -> AddressState:
    """Let an address be mailed again, after the office has mended it."""
    check_can_edit_facts(by)
    if state.stopped_at is None:
        raise Refused(_("Địa chỉ này đang được gửi thư bình thường."))
    state.stopped_at, state.soft_bounces = None, 0
    state.save(update_fields=["stopped_at", "soft_bounces"])
    return state

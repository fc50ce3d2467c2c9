"""Who may be mailed from this copy, an SMTP backend that keeps to it, and what all mails have in common."""

import logging
from collections.abc import Sequence
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends import smtp
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


def is_allowed(address: str) -> bool:
    """Return whether this copy may mail the address: always where mail stays here or the copy is live, else
    only those of MAIL_ALLOW."""
    if settings.MAIL_STAYS_HERE or settings.MAIL_LIVE:
        return True
    address = parseaddr(address)[1].lower()
    return any(
        address == entry.lower() or address.endswith("@" + entry.lower().removeprefix("@"))
        for entry in settings.MAIL_ALLOW
    )


def reach() -> str:
    """Return how far this copy's mail goes: "here" (the local mailbox), "listed" (only the addresses of
    MAIL_ALLOW), or "" (everybody: real use)."""
    if settings.MAIL_STAYS_HERE:
        return "here"
    return "" if settings.MAIL_LIVE else "listed"


def salutation(name: str, *, offices: Sequence[str] = (), is_person: bool = True) -> str:
    """Return the line that opens every mail: "Kính gửi: Đồng chí Tạ Quang Cường, Bí thư Đảng đoàn Hội đồng
    nhân dân tỉnh"; "" without a name."""
    if not name:
        return ""
    words = _("Đồng chí %(name)s") % {"name": name} if is_person else name
    return _("Kính gửi: %(whom)s") % {"whom": ", ".join([words, *dict.fromkeys(offices)])}


def domain() -> str:
    """Return the domain that mails are sent from: it makes their Message-ID and List-Id."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def automatic(series: str) -> dict[str, str]:
    """Return the headers that tell other machines what a mail is: made by a machine, one of this series
    ("nhac-viec")."""
    return {
        "List-Id": f"Nen nep <{series}.{domain()}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }


class EmailBackend(smtp.EmailBackend):
    """Django's SMTP backend that mails no stranger outside production, whoever asks."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        allowed = [mail for mail in email_messages if all(map(is_allowed, mail.recipients()))]
        if len(allowed) < len(email_messages):
            logger.warning(
                "%d mails to addresses that MAIL_ALLOW does not name were not sent",
                len(email_messages) - len(allowed),
            )
        return int(super().send_messages(allowed) or 0)

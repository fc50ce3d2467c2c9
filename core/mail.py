"""Who may be mailed from this copy, and an SMTP backend that keeps to it."""

import logging
from collections.abc import Sequence
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends import smtp

logger = logging.getLogger(__name__)


def is_allowed(address: str) -> bool:
    """Return whether this copy may mail the address: always where mail stays here or the copy is live, else only those of MAIL_ALLOW."""
    if settings.MAIL_STAYS_HERE or settings.MAIL_LIVE:
        return True
    address = parseaddr(address)[1].lower()
    return any(address == entry.lower() or address.endswith("@" + entry.lower().removeprefix("@")) for entry in settings.MAIL_ALLOW)


def reach() -> str:
    """Return how far this copy's mail goes: "here" (the local mailbox), "listed" (only the addresses of MAIL_ALLOW), or "" (everybody: real use)."""
    if settings.MAIL_STAYS_HERE:
        return "here"
    return "" if settings.MAIL_LIVE else "listed"


class EmailBackend(smtp.EmailBackend):
    """Django's SMTP backend that mails no stranger outside production, whoever asks."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        allowed = [mail for mail in email_messages if all(map(is_allowed, mail.recipients()))]
        if len(allowed) < len(email_messages):
            logger.warning("%d mails to addresses that MAIL_ALLOW does not name were not sent", len(email_messages) - len(allowed))
        return int(super().send_messages(allowed) or 0)

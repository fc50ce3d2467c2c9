"""An SMTP backend that knows how far a failed hand-over had come."""

import logging
import smtplib
from collections.abc import Sequence
from email.utils import parseaddr
from typing import Any

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


class _Watch:
    """Notes whether the text of a mail was on its way to the server: then a broken line leaves open whether it was accepted."""

    in_data = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.in_data = True
        answer: tuple[int, bytes] = super().data(msg)  # type: ignore[misc]
        self.in_data = False
        return answer


class WatchedSMTP(_Watch, smtplib.SMTP):
    pass


class WatchedSMTP_SSL(_Watch, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    """Django's SMTP backend that mails no stranger outside production, whoever asks, and answers `was_in_data`."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        allowed = [mail for mail in email_messages if all(map(is_allowed, mail.recipients()))]
        if len(allowed) < len(email_messages):
            logger.warning("%d mails to addresses that MAIL_ALLOW does not name were not sent", len(email_messages) - len(allowed))
        return int(super().send_messages(allowed) or 0)

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return WatchedSMTP_SSL if self.use_ssl else WatchedSMTP

    @property
    def was_in_data(self) -> bool:
        """Return whether the last hand-over broke off after the text of the mail was begun."""
        return bool(getattr(self.connection, "in_data", False))

"""An SMTP backend that knows how far a failed hand-over had come."""

import smtplib
from typing import Any

from django.core.mail.backends import smtp


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
    """Django's SMTP backend with one more answer: `was_in_data`."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return WatchedSMTP_SSL if self.use_ssl else WatchedSMTP

    @property
    def was_in_data(self) -> bool:
        """Return whether the last hand-over broke off after the text of the mail was begun."""
        return bool(getattr(self.connection, "in_data", False))

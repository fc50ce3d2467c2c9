"""The signed link by which a body answers a mail: one finding of one body, one address, until a day."""

import datetime as dt
import hashlib
from typing import NamedTuple

from django.core import signing
from django.utils.translation import gettext as _

from core.addresses import absolute, reverse
from core.errors import Refused

GOOD_FOR = dt.timedelta(days=30)
SALT = "reminders.answer"


class Grant(NamedTuple):
    """What a link allows: to answer about this finding of this body, once, until the day (included)."""

    body_code: str
    rule: str
    subject: str
    address: str
    until: dt.date


def token(*, body_code: str, rule: str, subject: str, address: str, day: dt.date) -> str:
    """Return the link's secret. The same mail always bears the same one, so that a preview is what is
    sent."""
    made: str = signing.Signer(salt=SALT).sign_object(
        [body_code, rule, subject, address.lower(), (day + GOOD_FOR).isoformat()]
    )
    return made


def url(*, body_code: str, rule: str, subject: str, address: str, day: dt.date) -> str:
    """Return the address that a mail of the day gives to this recipient for answering."""
    return absolute(
        reverse(
            "reminders:answer",
            args=[token(body_code=body_code, rule=rule, subject=subject, address=address, day=day)],
        )
    )


def read(secret: str, *, today: dt.date) -> Grant:
    """Return what the link allows; raises Refused for one that was altered or has expired."""
    try:
        body_code, rule, subject, address, until = signing.Signer(salt=SALT).unsign_object(secret)
        grant = Grant(str(body_code), str(rule), str(subject), str(address), dt.date.fromisoformat(until))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Refused(
            _("Liên kết không đúng hoặc đã bị cắt mất một phần. Hãy mở lại đúng liên kết trong thư.")
        ) from error
    if today > grant.until:
        raise Refused(
            _("Liên kết này đã hết hạn. Hãy dùng liên kết trong thư nhắc mới nhất, hoặc liên hệ văn phòng.")
        )
    return grant


def digest(secret: str) -> str:
    """Return the mark by which a used link is known again."""
    return hashlib.sha256(secret.encode()).hexdigest()

"""The signed link by which a body answers a direction, and the words of the mails that carry it."""

import datetime as dt
from typing import Any, NamedTuple

from django.core import signing
from django.utils.translation import gettext as _

from core.addresses import absolute, reverse
from core.errors import Refused
from directions.models import Direction, Notice
from directions.queries.receipts import Receipt
from outbox.documents.composing import Addressee, Composed, compose
from outbox.models import MailPolicy

GOOD_FOR = dt.timedelta(days=30)
SALT = "directions.link"


class Grant(NamedTuple):
    """What a link allows: to acknowledge and answer one direction until the day (included)."""

    code: str
    address: str
    until: dt.date


def link(*, code: str, address: str, day: dt.date, due_on: dt.date) -> str:
    """Return the address that a mail of the day gives to this recipient: good for thirty days after the mail
    and after the due day. The same mail always bears the same one."""
    until = max(day, due_on) + GOOD_FOR
    secret = signing.Signer(salt=SALT).sign_object([code, address.lower(), until.isoformat()])
    return absolute(reverse("directions:link", args=[secret]))


def read(secret: str, *, today: dt.date) -> Grant:
    """Return what the link allows; raises Refused for one that was altered or has expired."""
    try:
        code, address, until = signing.Signer(salt=SALT).unsign_object(secret)
        grant = Grant(str(code), str(address), dt.date.fromisoformat(until))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Refused(
            _("Liên kết không đúng hoặc đã bị cắt mất một phần. Hãy mở lại đúng liên kết trong thư.")
        ) from error
    if today > grant.until:
        raise Refused(
            _("Liên kết này đã hết hạn. Hãy dùng liên kết trong thư mới nhất, hoặc liên hệ văn phòng.")
        )
    return grant


def render(
    notice: Notice, direction: Any, receipt: Receipt, *, name: str, day: dt.date, policy: MailPolicy
) -> Composed:
    """Return the mail of a notice; `direction` comes from `as_of` and `with_follow_up`."""
    context = {
        "notice": notice,
        "direction": direction,
        "receipt": receipt,
        "request": _request(notice, direction),
        "word": direction.steps.filter(number=notice.round).first() if notice.kind == "further" else None,
        "url": _url(notice, direction, day),
    }
    to = Addressee(name, [notice.office] if notice.office else [], is_person=name != direction.body.name)
    return compose("directions/mail/notice", context, to=to, policy=policy)


def _request(notice: Notice, direction: Direction) -> Any:
    return direction.requests.filter(number=notice.round).first() if notice.kind == "extension" else None


def _url(notice: Notice, direction: Any, day: dt.date) -> str:
    if notice.to_office:
        return absolute(reverse("directions:page", args=[direction.code]))
    return link(code=direction.code, address=notice.address, day=day, due_on=direction.due_then)

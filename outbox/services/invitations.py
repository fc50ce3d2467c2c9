"""The mail that invites the user of an account, new or known, to choose a password."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import invitations
from core import clock
from core.addresses import absolute, reverse
from core.errors import Refused
from outbox.documents.composing import Addressee, compose, letter, put
from outbox.enums import MessageKind
from outbox.models import Message
from outbox.queries.policy import policy as policy_of_office
from outbox.services.checks import Objection

_LINK = re.compile(r"/moi/([^/\s]+)/")


def write(sender: object, *, user: User, **_more: Any) -> None:
    """Put the mail into the outbox; the link in it is good once, for some days."""
    now, policy = clock.now(), policy_of_office()
    message = letter(
        MessageKind.ACCOUNT,
        "tai-khoan",
        f"{user.pk}-{now:%Y%m%d%H%M%S%f}",
        address=user.email,
        name=str(user),
        day=clock.today(),
        now=now,
        policy=policy,
    )
    context = {
        "username": user.username,
        "is_new": user.last_login is None,
        "link": absolute(reverse("account_choose_password", args=[invitations.secret(user)])),
        "days": settings.FIRST_PASSWORD_DAYS,
    }
    put(message, compose("outbox/mail/account", context, to=Addressee(str(user)), policy=policy))
    message.save(force_insert=True)


def check_again(messages: Sequence[Message], now: dt.datetime) -> Mapping[int, Objection]:
    """Object to mails whose link opens nothing any more: the account was stopped, or invited again. One query
    a mail."""
    return {
        message.pk: Objection(_("Liên kết trong thư không còn dùng được."))
        for message in messages
        if not _is_good(message)
    }


def _is_good(message: Message) -> bool:
    found = _LINK.search(message.text)
    try:
        return bool(found and invitations.opened(found[1]))
    except Refused:
        return False

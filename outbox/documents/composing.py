"""The one builder of mails: the words in their frame, the headers that all mails share, and the row."""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.template.loader import get_template
from django.utils.translation import override

from core import mail
from core.addresses import masked
from outbox.models import MailPolicy, Message

_BLANKS = re.compile(r"\s+")
_EMPTY_LINES = re.compile(r"\n{3,}")


class Addressee(NamedTuple):
    """Whom a mail addresses: a person with their offices, or a body."""

    name: str
    offices: Sequence[str] = ()
    is_person: bool = True


class Composed(NamedTuple):
    """The words of a mail."""

    subject: str
    text: str
    html: str

    @property
    def masked(self) -> str:
        """The text as others may read it: the secrets of its links are the recipient's alone."""
        return masked(self.text)


def compose(
    template: str, context: Mapping[str, Any], *, to: Addressee, policy: MailPolicy, signed: str = ""
) -> Composed:
    """Return a mail from the templates `<template>.subject.txt`, `.txt` and `.html`, in Vietnamese whatever
    language the user has; the latter two fill mail/frame. It is signed by the office, or as `signed` says.
    No query."""
    with override("vi"):
        whole = {
            "salutation": mail.salutation(to.name, offices=to.offices, is_person=to.is_person),
            "signed": signed or policy.sender_name,
            "contact": policy.contact or policy.reply_to,
            "trial": bool(mail.reach()),
            **context,
        }
        subject = _BLANKS.sub(" ", get_template(f"{template}.subject.txt").render(whole)).strip()[:250]
        whole["subject"] = subject
        text, html = (get_template(f"{template}.{part}").render(whole) for part in ("txt", "html"))
    return Composed(subject, _EMPTY_LINES.sub("\n\n", text).strip() + "\n", html)


def letter(
    kind: str,
    series: str,
    key: str,
    *,
    address: str,
    name: str,
    day: dt.date,
    now: dt.datetime,
    policy: MailPolicy,
    reply_to: str = "",
    **columns: Any,
) -> Message:
    """Return the row of a mail without its words, not yet stored. The same `series` ("nhac-viec") and `key`
    give the same address the same Message-ID, however often it is made; `columns` are others of the row."""
    headers = mail.automatic(series)
    if reply_to or policy.reply_to:
        headers["Reply-To"] = reply_to or policy.reply_to
    return Message(
        kind=kind,
        address=address,
        recipient_name=name,
        day=day,
        headers=headers | columns.pop("headers", {}),
        message_id=message_id(series, key, address),
        created_at=now,
        **columns,
    )


def message_id(series: str, key: str, address: str) -> str:
    """Return the Message-ID of a mail: of the domain that mails are sent from."""
    recipient = hashlib.sha256(address.lower().encode()).hexdigest()[:32]
    return f"<{series}.{key}.{recipient}@{mail.domain()}>"


def put(message: Message, words: Composed) -> None:
    """Put words into a mail's row; the caller stores it."""
    message.subject, message.text, message.html = words

"""A real mail server on loopback that keeps what it is given, and misbehaves when told to."""

import asyncio
import datetime as dt
import functools
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from core.clock import ZONE
from tests import factories

MONDAY = dt.datetime(2026, 11, 30, 7, 30, tzinfo=ZONE)


@dataclass
class Sink:
    """The mails that the server accepted, and its orders: RCPT and DATA answers by address, a broken line
    after DATA."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    refuse_rcpt: dict[str, str] = field(default_factory=dict)
    refuse_data: dict[str, str] = field(default_factory=dict)
    drop_after_data: Counter[str] = field(default_factory=Counter)
    drop_at_rcpt: Counter[str] = field(default_factory=Counter)
    refuse_sender: str = ""
    silent_for: float = 0
    at_once: int = 0
    most_at_once: int = 0
    seen: Counter[str] = field(default_factory=Counter)

    def to(self) -> list[str]:
        return sorted(str(mail["To"].addresses[0].addr_spec) for mail in self.mails)

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        if self.refuse_sender:
            return self.refuse_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        self.seen[address] += 1
        if self.drop_at_rcpt[address] > 0:
            self.drop_at_rcpt[address] -= 1
            server.transport.abort()
            return "421 bye"
        if address in self.refuse_rcpt:
            return self.refuse_rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if self.silent_for:
                await asyncio.sleep(self.silent_for)
        finally:  # also where the client is gone meanwhile
            self.at_once -= 1
        address = envelope.rcpt_tos[0]
        if address in self.refuse_data:
            return self.refuse_data[address]
        mail = message_from_bytes(envelope.content, policy=policy.default)
        mail.envelope_sender = envelope.mail_from  # type: ignore[attr-defined]
        self.mails.append(mail)
        if self.drop_after_data[address] > 0:
            self.drop_after_data[address] -= 1
            server.transport.abort()
        return "250 OK"


class QuietController(Controller):
    def factory(self):
        return SMTP(self.handler, hostname="sink.example", enable_SMTPUTF8=True)

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]  # the port that port 0 became
        super()._trigger_server()


@pytest.fixture
def sink(settings):
    made = Sink()
    controller = QuietController(made, hostname="127.0.0.1", port=0)
    controller.start()
    made.port = controller.port
    settings.EMAIL_BACKEND = "core.mail.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = made.port
    settings.EMAIL_TIMEOUT = 2
    settings.MAIL_STAYS_HERE = True
    settings.DEFAULT_FROM_EMAIL = "Nền nếp <nennep@tinhmau.example>"
    settings.SITE_URL = "https://nennep.tinhmau.example"
    yield made
    controller.stop()


@pytest.fixture
def flag(db):
    """Return a function that makes up a finding of a body, which the records give since the Monday before."""
    return functools.partial(factories.finding, since=MONDAY - dt.timedelta(days=7, hours=7))


@pytest.fixture
def give_secretary():
    """Return a function that seats a secretary (Bí thư) with an address in a body."""

    def make(body, email="bithu@tinhmau.example", **spans):
        seat = factories.SeatFactory(body=body, role="secretary")
        return factories.MembershipFactory(seat=seat, person=factories.PersonFactory(email=email), **spans)

    return make

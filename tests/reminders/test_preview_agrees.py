"""What the preview lists is what is sent: random provinces, a day ahead."""

import datetime as dt
import os
import random

import pytest
import time_machine
from django.db.models import F

from core import clock
from delegations.models import Body, Person
from obligations.services import judging
from outbox.enums import MessageState
from outbox.models import Message
from outbox.services import sending
from reminders.models import Hold
from reminders.services import planning
from tests.worlds import provinces

pytestmark = pytest.mark.django_db
FIRST, LAST = map(int, os.environ.get("RANDOM_PROVINCES", "1-4").split("-"))


@pytest.mark.parametrize("seed", range(FIRST, LAST + 1))
def test_what_the_preview_lists_equals_what_is_sent(seed, as_user, staff, leader, sink):
    maker, rng = provinces.Maker(seed), random.Random(seed)
    provinces.store(maker.p)
    Person.objects.filter(code__in=rng.sample(maker.people, 4)).update(email="x@tinhmau.example")
    for person in Person.objects.filter(email="x@tinhmau.example"):
        Person.objects.filter(pk=person.pk).update(email=f"{person.code.lower()}@tinhmau.example")
    Body.objects.exclude(code=rng.choice(maker.p.bodies).code).update(email=F("code"))
    for body in Body.objects.exclude(email=""):
        Body.objects.filter(pk=body.pk).update(email=f"{body.code.lower()}@tinhmau.example")
    today = maker.days_to_judge(3)[0]
    told = 0
    with time_machine.travel(dt.datetime.combine(today, dt.time(9), clock.ZONE), tick=False) as traveller:
        for _day in range(3):
            now = clock.now()
            judging.sweep(on=now.date(), at=now, everything=True)
            planning.plan_if_due(now=now)
            sending.send_due(worker="w", clock=clock.now, seconds=9)
            day = planning.coming_day(now.date())
            preview = planning.prepare(day)
            held = {mail.address for mail in preview.mails if rng.random() < 0.2}
            for mail in preview.mails:
                if mail.address in held:
                    Hold.objects.create(
                        address=mail.address, kind=mail.kind, day=mail.day, held_at=now, held_by=staff
                    )
            page = as_user(staff).get("/nhac-viec/xem-truoc/?co=200").content.decode()
            assert all(mail.address in page for mail in preview.mails)
            assert f"{len(preview.mails)} thư" in page
            before = set(Message.objects.values_list("pk", flat=True))
            sink.mails.clear()
            traveller.move_to(dt.datetime.combine(day, dt.time(9), clock.ZONE))
            judging.sweep(on=day, at=dt.datetime.combine(day, dt.time(0, 5), clock.ZONE), everything=True)
            planning.plan_if_due(now=clock.now())
            sending.send_due(worker="w", clock=clock.now, seconds=9)
            made = Message.objects.exclude(pk__in=before)
            expected = sorted(
                (
                    mail.address,
                    mail.kind,
                    MessageState.HELD if mail.address in held else MessageState.SENT,
                    mail.rendered.subject,
                    mail.rendered.text,
                )
                for mail in preview.mails
            )
            assert sorted(made.values_list("address", "kind", "state", "subject", "text")) == expected
            assert sink.to() == sorted(mail.address for mail in preview.mails if mail.address not in held)
            told += len(preview.mails)
    assert told or seed > LAST

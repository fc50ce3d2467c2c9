"""Invented bodies, each with one open finding, for measuring the mails."""

import datetime as dt
from typing import Any

from core import clock
from delegations.models import Body, BodyKind, Province
from obligations.models import FindingEvidence, FindingSpan, Flag, LawQuoted
from outbox.models import Bounce, MailPolicy, MailRun, Message, MessageEvent
from reminders.models import Ladder, LadderStep, Reminder, ReminderPolicy

TODAY = clock.today()


def clear_mails() -> None:
    """Forget every mail."""
    for model in (MessageEvent, Bounce, Reminder, Message, MailRun):
        model._default_manager.all().delete()


def make(bodies: int) -> None:
    """Write so many bodies, each with a finding that is told to its own address; mails may go out at any
    hour."""
    clear_mails()
    ReminderPolicy.objects.update_or_create(pk=1, defaults={"mail_on_days_off": True})
    MailPolicy.objects.update_or_create(pk=1, defaults={"quiet_from": dt.time(0), "quiet_until": dt.time(0)})
    Province.objects.get_or_create(pk=1, defaults={"name": "tỉnh Mẫu", "tracking_from": dt.date(2024, 1, 1)})
    Ladder.objects.all().delete()
    ladder = Ladder.objects.create(rule="", body=None, starts_on=dt.date(2004, 1, 1))
    LadderStep.objects.create(ladder=ladder, days=1, audiences=["contact"])
    there = Body.objects.count()
    kind = BodyKind.objects.first() or BodyKind.objects.create(name="Đảng đoàn")
    made = []
    for number in range(there, bodies):
        body = Body(
            code=f"M-{number:06d}",
            name=f"Đảng đoàn Hội thứ {number}",
            kind=kind,
            host=f"Hội thứ {number}",
            founded_on=dt.date(2020, 1, 1),
        )
        body.email = f"m{number:06d}@tinhmau.example"
        made.append(body)
    Body.objects.bulk_create(made, batch_size=1000)
    _make_findings(list(Body.objects.order_by("pk").values_list("pk", flat=True)[:bodies]))


def _make_findings(body_ids: list[int]) -> None:
    """Let each of these bodies, and no other, have one finding for every day."""
    FindingEvidence.objects.all().delete()
    FindingSpan.objects.all().delete()
    finding: dict[str, Any] = {"rule": "meeting-overdue", "subject": "2026-Q2"}
    Flag.objects.bulk_create((Flag(body_id=pk, **finding) for pk in body_ids), 1000, ignore_conflicts=True)
    flags = Flag.objects.filter(body_id__in=body_ids, **finding).values_list("pk", "body_id")
    spans = FindingSpan.objects.bulk_create(
        (
            FindingSpan(
                flag_id=flag_id,
                body_id=body_id,
                **finding,
                status="overdue",
                severity="warning",
                due_on=TODAY - dt.timedelta(days=20),
                days=(TODAY - dt.timedelta(days=19), None),
                recorded=(clock.now(), None),
                fingerprint=0,
            )
            for flag_id, body_id in flags
        ),
        1000,
    )
    period = {"name": "2026-Q2", "first": "2026-04-01", "last": "2026-06-30"}
    last_meeting = {"held_on": "2026-02-11", "minutes_number": "05-BB/ĐĐ", "quorate": True}
    evidence = {"run": 1, "periods": [period], "last_meeting": last_meeting}
    cadence = ["meeting_cadence_months", 3, "2004-01-01", "Chế độ sinh hoạt định kỳ 3 tháng một lần"]
    law, _made = LawQuoted.objects.get_or_create(pk=1, defaults={"parameters": [cadence]})
    FindingEvidence.objects.bulk_create(
        (FindingEvidence(span=span, evidence=evidence, law=law) for span in spans), 1000
    )

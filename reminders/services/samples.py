"""Each kind of mail as it would look today, made from the office's own records; nothing is stored or sent."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from core.addresses import masked
from directions import documents as directions
from directions.enums import NoticeKind, StepKind
from directions.models import Direction, Notice
from directions.queries import receipts
from meetings.enums import MeetingStatus
from meetings.models import Invitation, Meeting
from meetings.queries import members
from meetings.services import invitations
from outbox.documents.composing import Composed
from outbox.enums import MessageKind
from outbox.models import Message
from outbox.queries import policy as mail_policy
from reminders import schedule
from reminders.enums import Audience
from reminders.queries import coming, inputs
from reminders.queries import names as names_of
from reminders.services import planning

MONTH = 30
Maker = Callable[[dt.date, dt.datetime], Composed | None]
"""Makes a mail for a day and an instant; None where no record gives one."""


class Sample(NamedTuple):
    """A kind of mail: what it is called, and how one is made for the day."""

    label: str | Promise
    make: Maker


def made(slug: str, *, day: dt.date, now: dt.datetime) -> Composed | None:
    """Return a mail of the kind, its links without their secrets; None where no record gives one."""
    found = SAMPLES[slug].make(day, now)
    return found and Composed(found.subject, masked(found.text), masked(found.html))


def _digest(audience: Audience, kind: MessageKind) -> Maker:
    def make(day: dt.date, now: dt.datetime) -> Composed | None:
        look = planning.picture(day)
        awake = [one for one in look.findings if not schedule.reason_to_rest(one, look.snoozes, day)]
        chosen = _of_one_body(awake) if audience in {Audience.CONTACT, Audience.SECRETARY} else awake
        if not chosen:
            return None
        body = chosen[0].body
        key = (None if audience == Audience.OFFICE else body, audience.value)
        leaders = [schedule.Recipient(*one[:2]) for one in inputs.leaders()]
        people = leaders if audience == Audience.BRIEF else look.people.get(key, ())
        name = people[0].name if people else ""
        entries = schedule.in_order(schedule.DigestEntry(one, "", audience.value) for one in chosen)
        if audience == Audience.BRIEF:
            entries = schedule.brief_entries(
                look.findings, ladders=look.ladders, snoozes=look.snoozes, today=day
            )
        address = people[0].address if people and audience == Audience.BRIEF else ""
        return _rendered(kind, entries, name=name, address=address, day=day)

    return make


def _of_one_body(findings: Sequence[schedule.Finding]) -> list[schedule.Finding]:
    """Return the findings of the body that has most of them."""
    numbers: dict[int, int] = {}
    for one in findings:
        numbers[one.body] = numbers.get(one.body, 0) + 1
    most = max(numbers, key=lambda body: (numbers[body], -body), default=None)
    return [one for one in findings if one.body == most]


def _rendered(
    kind: MessageKind, entries: list[schedule.DigestEntry], *, name: str, address: str, day: dt.date
) -> Composed:
    rows = planning.rows_of({entry.finding.flag for entry in entries}, day)
    return planning.render(
        kind,
        entries,
        rows,
        on=day,
        name=name,
        address=address,
        office=planning.offices_for([kind]).get(address.lower(), ""),
        policy=mail_policy.policy(),
        week=planning.week_for(kind, entries, day),
        open_of_body={},
        names=names_of.of_rows(rows.values()),
    )


def _ahead(day: dt.date, now: dt.datetime) -> Composed | None:
    """Return a mail that tells of what comes due in a month."""
    found = coming.within(day, MONTH)
    if not found.duties:
        return None
    body = min(found.duties, key=lambda one: one.due_on).body
    people = inputs.people(day, "", body_ids=[body]).get((body, Audience.CONTACT.value), ())
    to = people[0] if people else schedule.Recipient("", "")
    ahead = [schedule.Ahead(one, "", Audience.CONTACT, to) for one in found.duties if one.body == body]
    return planning.render(
        MessageKind.DIGEST,
        [],
        {},
        ahead=planning.lines_ahead(ahead, found.words, day),
        on=day,
        name=to.name,
        address=to.address,
        policy=mail_policy.policy(),
        open_of_body={},
        names={},
    )


def _invitation(day: dt.date, now: dt.datetime) -> Composed | None:
    planned = Meeting.objects.filter(status=MeetingStatus.PLANNED, held_on__gte=day)
    meeting = planned.select_related("body", "chair").order_by("held_on", "code").first()
    if meeting is None or meeting.held_on is None:
        return None
    there = members.on_day(meeting.body, meeting.held_on)
    person = there[0].person if there else None
    invitation = Invitation(
        meeting=meeting,
        person_id=person.pk if person else None,
        name=person.full_name if person else meeting.body.name,
        email=person.email if person else meeting.body.email,
        sequence=meeting.invitation_sequence,
    )
    context = invitations.context_of(invitation, there, method="REQUEST", first_time=True)
    return invitations.words(invitation, there, context, policy=mail_policy.policy())


def _direction(
    kind: NoticeKind, *, to_office: bool = False
) -> Callable[[dt.date, dt.datetime], Composed | None]:
    def make(day: dt.date, now: dt.datetime) -> Composed | None:
        found: Any = Direction.objects.all()
        rows = found.open_on(day).as_of(day).with_follow_up(day).select_related("body__kind", "assigned_to")
        if kind == NoticeKind.EXTENSION:
            rows = rows.filter(requests__decided_on__isnull=False)
        if kind == NoticeKind.FURTHER:
            rows = rows.filter(steps__kind=StepKind.FURTHER)
        direction = rows.order_by("-given_on", "-code").first()
        if direction is None:
            return None
        about: Any = {
            NoticeKind.EXTENSION: direction.requests.filter(decided_on__isnull=False),
            NoticeKind.FURTHER: direction.steps.filter(kind=StepKind.FURTHER),
        }.get(kind)
        notice = Notice(
            direction=direction,
            kind=kind,
            round=about.order_by("-number").first().number if about else 1,
            address="",
            to_office=to_office,
        )
        notice.mail = Message(day=day)
        name = str(direction.assigned_to or direction.assignee_name) if to_office else direction.body.name
        receipt = receipts.clock().of(direction, day)
        return directions.render(notice, direction, receipt, name=name, day=day, policy=mail_policy.policy())

    return make


SAMPLES: dict[str, Sample] = {
    "nhac-to-chuc": Sample(
        gettext_lazy("Thư nhắc việc, gửi tổ chức"), _digest(Audience.CONTACT, MessageKind.DIGEST)
    ),
    "nhac-bi-thu": Sample(
        gettext_lazy("Thư nhắc việc, gửi Bí thư"), _digest(Audience.SECRETARY, MessageKind.DIGEST)
    ),
    "nhac-van-phong": Sample(
        gettext_lazy("Thư nhắc việc, gửi văn phòng"), _digest(Audience.OFFICE, MessageKind.DIGEST)
    ),
    "don-doc": Sample(gettext_lazy("Thư đôn đốc"), _digest(Audience.CONTACT, MessageKind.REQUEST)),
    "tin-tuan": Sample(gettext_lazy("Tin tuần cho lãnh đạo"), _digest(Audience.BRIEF, MessageKind.BRIEF)),
    "giay-moi": Sample(gettext_lazy("Giấy mời họp"), _invitation),
    "chi-dao-moi": Sample(gettext_lazy("Ý kiến chỉ đạo mới"), _direction(NoticeKind.GIVEN)),
    "chi-dao-theo-doi": Sample(
        gettext_lazy("Ý kiến chỉ đạo mới, gửi chuyên viên"), _direction(NoticeKind.GIVEN, to_office=True)
    ),
    "chi-dao-chua-nhan": Sample(gettext_lazy("Chậm xác nhận tiếp nhận"), _direction(NoticeKind.UNRECEIVED)),
    "sap-den-han": Sample(gettext_lazy("Thư báo việc sắp đến hạn"), _ahead),
    "chi-dao-gia-han": Sample(gettext_lazy("Trả lời xin gia hạn"), _direction(NoticeKind.EXTENSION)),
    "chi-dao-y-kien-them": Sample(gettext_lazy("Ý kiến thêm của lãnh đạo"), _direction(NoticeKind.FURTHER)),
}
"""Every kind of mail that the product writes, by its part of an address."""

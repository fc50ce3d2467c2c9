"""Mails about directions: a new one, one that nobody acknowledged in time, the answer to a request for more
time, a further word of the leader. Rows of the outbox, looked at again before they go out. What comes due,
and what is overdue, stands in the daily mail of the body and of who follows the direction up."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from core import clock
from core.locks import AdvisoryLock
from delegations.enums import SeatRole
from delegations.queries import contacts
from directions import documents
from directions.enums import Decision, NoticeKind, ReceiptState, StepKind, Urgency
from directions.models import Direction, DirectionStep, Extension, Notice
from directions.queries import receipts
from outbox.documents import composing
from outbox.enums import MessageKind
from outbox.models import MailPolicy, Message
from outbox.queries import policy
from outbox.services.checks import Objection
from rulebook.calendar import is_working_day

# Nobody is written to about what was recorded long after it was said.
LATEST = dt.timedelta(days=30)
# Further words are written down on the day on which they are said.
LATEST_WORD = dt.timedelta(days=3)


class Due(NamedTuple):
    """A mail to be written about a direction: why, and about which request for more time or which step."""

    direction: Any
    kind: NoticeKind
    round: int = 1


@transaction.atomic
def write_due(*, now: dt.datetime) -> int:
    """Queue the mails that are still to be written and return how many they are. Doing it twice, or by two at
    once, writes nothing the second time. A fixed number of queries, and one a mail."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [AdvisoryLock.TELLING_OF_DIRECTIONS])
    day = now.astimezone(clock.ZONE).date()
    due = [*_due(day)]
    if not due:
        return 0
    reached = contacts.on_day(day, body_ids={one.direction.body_id for one in due})
    by, office = receipts.clock(), policy.policy()
    made = []
    for one in due:
        for notice, name in _notices(one, reached):
            notice.mail = _message(notice, one.direction, name, policy=office, day=day, now=now)
            _compose(notice, one.direction, by, day=day, policy=office)
            made.append(notice)
    Message.objects.bulk_create([notice.mail for notice in made])
    Notice.objects.bulk_create(made)
    return len(made)


def _due(day: dt.date) -> Iterable[Due]:
    """Generate what is to be told; imported directions have nobody who gave them here, and are not."""
    found: Any = Direction.objects.filter(given_by__isnull=False, given_on__gte=day - LATEST)
    seen = found.open_on(day).as_of(day).with_follow_up(day)
    rows = list(seen.select_related("body__kind", "assigned_to"))
    told: dict[int, set[str]] = defaultdict(set)
    for direction, kind in Notice.objects.filter(direction__in=rows).values_list("direction", "kind"):
        told[direction].add(kind)
    by = receipts.clock()
    works = is_working_day(day, by.days_off)
    for row in rows:
        if NoticeKind.GIVEN.value not in told[row.pk]:
            yield Due(row, NoticeKind.GIVEN)
        elif (
            works
            and by.of(row, day).state == ReceiptState.LATE
            and NoticeKind.UNRECEIVED.value not in told[row.pk]
        ):
            yield Due(row, NoticeKind.UNRECEIVED)
    yield from _words(day)


def _words(day: dt.date) -> Iterable[Due]:
    """Generate the leaders' answers to requests for more time, and their further words but for those that are
    such an answer."""
    decided = Extension.objects.filter(~_told(NoticeKind.EXTENSION), decided_on__gte=day - LATEST)
    granted = Extension.objects.filter(
        direction=OuterRef("direction"), decision=Decision.GRANTED, decided_on=OuterRef("on")
    )
    said = DirectionStep.objects.filter(
        ~_told(NoticeKind.FURTHER),
        ~Exists(granted),
        kind=StepKind.FURTHER,
        on__range=(day - LATEST_WORD, day),
        direction__given_by__isnull=False,
    )
    words = [(NoticeKind.EXTENSION, *row) for row in decided.values_list("direction", "number")]
    words += [(NoticeKind.FURTHER, *row) for row in said.values_list("direction", "number")]
    found: Any = Direction.objects.filter(pk__in={direction for _kind, direction, _number in words})
    rows = found.open_on(day).as_of(day).with_follow_up(day)
    of_key = {row.pk: row for row in rows.select_related("body__kind", "assigned_to")}
    for kind, direction, number in words:
        if direction in of_key:
            yield Due(of_key[direction], kind, number)


def _told(kind: NoticeKind) -> Exists:
    """Whether a mail told of a request for more time, or a step, by its number."""
    return Exists(Notice.objects.filter(direction=OuterRef("direction"), kind=kind, round=OuterRef("number")))


def _notices(one: Due, reached: Mapping[int, contacts.Contacts]) -> Iterable[tuple[Notice, str]]:
    """Generate a notice for each address, once, with the recipient's name: the body, its Bí thư, the officer
    who follows the direction up."""
    direction, seen = one.direction, set()
    body = reached.get(direction.body_id) or contacts.Contacts([], [])
    post = f"{SeatRole.SECRETARY.label} {direction.body.name}"
    to = [(contact, "", False) for contact in body.office]
    to += [(contact, post, False) for contact in body.secretary]
    officer = direction.assigned_to
    if officer is not None and officer.email and officer.is_active:
        to.append((contacts.Contact(officer.email, str(officer)), "", True))
    for contact, office, to_office in to:
        address = contact.address.lower()
        if address not in seen:
            seen.add(address)
            notice = Notice(
                direction=direction,
                kind=one.kind,
                round=one.round,
                address=address,
                to_office=to_office,
                office=office,
            )
            yield notice, contact.name


def _message(
    notice: Notice, direction: Any, name: str, *, policy: MailPolicy, day: dt.date, now: dt.datetime
) -> Message:
    return composing.letter(
        MessageKind.DIRECTION,
        "chi-dao",
        f"{direction.pk}.{notice.kind}.{notice.round}",
        address=notice.address,
        name=name,
        day=day,
        now=now,
        policy=policy,
        # what is to be done at once does not wait for the morning
        leaves_by=now if direction.urgency == Urgency.AT_ONCE else None,
    )


def _compose(notice: Notice, direction: Any, by: receipts.Clock, *, day: dt.date, policy: MailPolicy) -> None:
    message = notice.mail
    words = documents.render(
        notice,
        direction,
        by.of(direction, day),
        name=message.recipient_name,
        day=message.day,
        policy=policy,
    )
    composing.put(message, words)


def check_again(messages: Sequence[Message], now: dt.datetime) -> dict[int, Objection]:
    """Return which mails no longer hold; the others say what the direction says now. Six queries, and two a
    mail."""
    day = now.astimezone(clock.ZONE).date()
    of_mail = {notice.mail_id: notice for notice in Notice.objects.filter(mail__in=messages)}
    found: Any = Direction.objects.filter(pk__in={notice.direction_id for notice in of_mail.values()})
    rows = found.as_of(day).with_follow_up(day).select_related("body__kind", "assigned_to")
    directions = {row.pk: row for row in rows}
    by, office = receipts.clock(), policy.policy()
    objections = {}
    for message in messages:
        notice = of_mail[message.pk]
        direction = directions[notice.direction_id]
        if reason := _why_not(notice, direction, by.of(direction, day)):
            objections[message.pk] = Objection(reason)
            continue
        notice.mail = message
        _compose(notice, direction, by, day=day, policy=office)
        message.save(update_fields=["subject", "text", "html"])
    return objections


def _why_not(notice: Notice, direction: Any, receipt: receipts.Receipt) -> str:
    """Return why a mail is not sent after all, or ""."""
    if direction.closed_on is not None:
        return _("Ý kiến chỉ đạo đã kết thúc nên không gửi nữa.")
    if notice.kind == NoticeKind.UNRECEIVED and not receipt.is_open:
        return _("Tổ chức đã xác nhận tiếp nhận nên không nhắc nữa.")
    if notice.kind == NoticeKind.FURTHER and not direction.steps.filter(number=notice.round).exists():
        return _("Ý kiến thêm đã được gỡ nên không gửi nữa.")
    return ""

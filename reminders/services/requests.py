"""Reminding by hand: the office chooses findings, and the bodies that they are about are mailed at once."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.clock import ZONE
from core.errors import Refused
from outbox.documents import composing
from outbox.enums import MessageKind
from outbox.models import Message
from outbox.queries import policy as mail_policy
from reminders import schedule
from reminders.enums import Audience
from reminders.models import Reminder
from reminders.permissions import check_can_steer_mails
from reminders.queries import names as names_of
from reminders.services import planning

TOLD = (Audience.CONTACT.value, Audience.SECRETARY.value)


class Prospect(NamedTuple):
    """Whom reminding about a finding would reach, and why it cannot be done (empty: it can)."""

    recipients: list[tuple[schedule.Recipient, str]]
    refusal: str


def step_of(day: dt.date) -> str:
    """Return the step under which the ledger has what was told by hand on a day."""
    return f"by-hand {day.isoformat()}"


def prospects(flag_ids: Collection[int], *, today: dt.date) -> dict[int, Prospect]:
    """Return what reminding about each of these findings would do, by flag; a finding that stands no more is
    left out. At most fifteen queries."""
    look = planning.picture(today, flag_ids=flag_ids)
    told = set(
        Reminder.objects.filter(flag__in=flag_ids, step=step_of(today)).values_list("flag_id", flat=True)
    )
    return {finding.flag: _prospect(finding, look, finding.flag in told) for finding in look.findings}


def _prospect(finding: schedule.Finding, look: planning.Picture, is_told: bool) -> Prospect:
    reached: dict[str, tuple[schedule.Recipient, str]] = {}
    for audience in TOLD:
        for recipient in look.people.get((finding.body, audience), ()):
            reached.setdefault(recipient.address.lower(), (recipient, audience))
    recipients = [pair for address, pair in reached.items() if address not in look.stopped]
    resting = schedule.reason_to_rest(finding, look.snoozes, look.day)
    if resting:
        why = _("Được miễn, hoãn.") if resting == "waived" else _("Đang tạm dừng nhắc.")
    elif is_told:
        why = _("Hôm nay đã đôn đốc việc này.")
    elif not recipients:
        why = _("Tổ chức chưa có địa chỉ thư điện tử dùng được.")
    else:
        why = ""
    return Prospect(recipients, why)


@transaction.atomic
def remind(flag_ids: Collection[int], *, now: dt.datetime, by: User) -> list[Message]:
    """Queue one mail to each address that these findings reach, with its lines in the ledger; findings that
    refuse are passed over. Quiet hours, days off and the last look before sending hold as for every reminder.
    Raises Refused where nobody is reached."""
    check_can_steer_mails(by)
    today = now.astimezone(ZONE).date()
    look = planning.picture(today, flag_ids=flag_ids)
    found = prospects(flag_ids, today=today)
    entries: dict[str, list[schedule.DigestEntry]] = {}
    people: dict[str, schedule.Recipient] = {}
    for finding in look.findings:
        prospect = found[finding.flag]
        for recipient, audience in () if prospect.refusal else prospect.recipients:
            people.setdefault(recipient.address.lower(), recipient)
            line = schedule.DigestEntry(finding, step_of(today), audience)
            entries.setdefault(recipient.address.lower(), []).append(line)
    if not entries:
        raise Refused(_("Không việc nào đôn đốc được: xem lý do ở từng dòng."))
    messages = _messages(entries, people, look, now=now)
    Message.objects.bulk_create(messages)
    Reminder.objects.bulk_create(
        Reminder(
            flag_id=entry.finding.flag,
            opening=entry.finding.opening,
            step=entry.step,
            address=message.address,
            audience=entry.audience,
            day=today,
            message=message,
            created_at=now,
        )
        for message in messages
        for entry in entries[message.address.lower()]
    )
    return messages


def _messages(
    entries: dict[str, list[schedule.DigestEntry]],
    people: dict[str, schedule.Recipient],
    look: planning.Picture,
    *,
    now: dt.datetime,
) -> list[Message]:
    rows = planning.rows_of(_flags(entries.values()), look.day)
    names, office = names_of.of_rows(rows.values()), mail_policy.policy()
    made = []
    for address, lines in entries.items():
        recipient = people[address]
        message = composing.letter(
            MessageKind.REQUEST,
            "nhac-viec",
            f"{MessageKind.REQUEST}.{uuid.uuid4().hex}",
            address=recipient.address,
            name=recipient.name,
            day=look.day,
            now=now,
            policy=office,
        )
        words = planning.render(
            MessageKind.REQUEST,
            schedule.in_order(lines),
            rows,
            on=look.day,
            name=recipient.name,
            address=recipient.address,
            policy=office,
            open_of_body={},
            names=names,
        )
        composing.put(message, words)
        made.append(message)
    return made


def _flags(groups: Iterable[list[schedule.DigestEntry]]) -> set[int]:
    return {entry.finding.flag for lines in groups for entry in lines}

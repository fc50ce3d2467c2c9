"""What is not due yet and is told of before it is: directions, tasks, submissions."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.addresses import absolute, reverse
from directions import documents as directions
from directions.models import Direction
from meetings.models import Task
from obligations.enums import Rule
from outbox.models import Message
from reminders import schedule
from reminders.enums import Audience
from reminders.models import Forewarning
from reports.models import Submission

DIRECTION, TASK, SUBMISSION = (
    rule.value for rule in (Rule.DIRECTION_OVERDUE, Rule.ACTION_OVERDUE, Rule.SUBMISSION_OVERDUE)
)
LONGEST = 120


class Words(NamedTuple):
    """What a mail says of one: its kind with its text, whose it is, whom it was given to."""

    title: str
    body_name: str
    assigned: schedule.Recipient | None


class Upcoming(NamedTuple):
    """Duties with the words for each, by rule and code."""

    duties: list[schedule.Coming]
    words: dict[tuple[str, str], Words]

    @property
    def assigned(self) -> dict[tuple[str, str], list[schedule.Recipient]]:
        return {key: [one.assigned] for key, one in self.words.items() if one.assigned}


def within(day: dt.date, days: int) -> Upcoming:
    """Return what comes due from the day to so many days later, of bodies that are active. Three queries."""
    return _of(Q(), day, (day, day + dt.timedelta(days)))


class OfMessage(NamedTuple):
    """What a mail tells of before its due day and that still stands so, with the words; `gone` says how much
    does not."""

    ahead: list[schedule.Ahead]
    words: dict[tuple[str, str], Words]
    gone: int


NOTHING = OfMessage([], {}, 0)


def of_message(message: Message, day: dt.date) -> OfMessage:
    """Return what a mail tells of before its due day. At most four queries."""
    lines = list(Forewarning.objects.filter(message=message).order_by("due_on", "rule", "subject"))
    if not lines:
        return NOTHING
    found = _of(Q(code__in={line.subject for line in lines}), day, (day, dt.date.max))
    there = {(one.rule, one.subject, one.due_on): one for one in found.duties}
    recipient = schedule.Recipient(message.address, message.recipient_name)
    ahead = [
        schedule.Ahead(duty, line.step, _audience(found, duty, message.address), recipient)
        for line in lines
        if (duty := there.get((line.rule, line.subject, line.due_on)))
    ]
    return OfMessage(ahead, found.words, len(lines) - len(ahead))


def told(coming: Iterable[schedule.Coming]) -> list[schedule.ToldAhead]:
    """Return the steps of these that were told. One query."""
    rows = Forewarning.objects.filter(subject__in={one.subject for one in coming})
    return [
        schedule.ToldAhead(*row) for row in rows.values_list("rule", "subject", "due_on", "step", "address")
    ]


def url(one: schedule.Ahead, day: dt.date) -> str:
    """Return where the recipient acts: by link where the duty is a direction to a body."""
    duty = one.coming
    if duty.rule == TASK:
        return absolute(reverse("meetings:task", args=[duty.subject]))
    if duty.rule == SUBMISSION:
        return absolute(reverse("reports:submission", args=[duty.subject]))
    if one.audience in {Audience.ASSIGNED, Audience.OFFICE}:
        return absolute(reverse("directions:page", args=[duty.subject]))
    return directions.link(code=duty.subject, address=one.recipient.address, day=day, due_on=duty.due_on)


def _audience(found: Upcoming, duty: schedule.Coming, address: str) -> str:
    given_to = found.words[duty.rule, duty.subject].assigned
    is_assigned = given_to is not None and given_to.address.lower() == address.lower()
    return Audience.ASSIGNED.value if is_assigned else Audience.CONTACT.value


def _of(wanted: Q, day: dt.date, span: tuple[dt.date, dt.date]) -> Upcoming:
    duties: list[schedule.Coming] = []
    words: dict[tuple[str, str], Words] = {}
    with override("vi"):
        direction, task, submission = _("Ý kiến chỉ đạo"), _("Nhiệm vụ"), _("Đề xuất")
    for rule, title, rows in (
        (DIRECTION, direction, _directions(wanted, day, span)),
        (TASK, task, _tasks(wanted, day, span)),
        (SUBMISSION, submission, _submissions(wanted, day, span)),
    ):
        for body, name, code, text, due_on, known_on, email, full_name in rows:
            duties.append(schedule.Coming(rule, body, code, due_on, known_on))
            assigned = schedule.Recipient(email, full_name) if email else None
            short = Truncator(" ".join(text.split())).chars(LONGEST)
            words[rule, code] = Words(f"{title}: {short}", name, assigned)
    return Upcoming(duties, words)


Rows = Iterable[tuple[int, str, str, str, dt.date, dt.date, str, str]]


def _directions(wanted: Q, day: dt.date, span: tuple[dt.date, dt.date]) -> Rows:
    """Generate the open directions, but those of which it is the leader's turn to speak."""
    found: Any = Direction.objects.filter(wanted, body__ended_on=None).open_on(day).as_of(day)
    rows = found.filter(due_then__range=span, is_waiting=False).select_related("body", "assigned_to")
    for one in rows:
        officer = one.assigned_to if one.assigned_to and one.assigned_to.is_active else None
        yield (
            one.body_id,
            one.body.name,
            one.code,
            one.text,
            one.due_then,
            one.given_on,
            officer.email if officer else "",
            str(officer or ""),
        )


def _tasks(wanted: Q, day: dt.date, span: tuple[dt.date, dt.date]) -> Rows:
    found: Any = Task.objects.filter(wanted, body__ended_on=None, due_on__range=span)
    columns = ("body", "body__name", "code", "title", "due_on", "given_on", "assignee__email")
    for *row, full_name in found.open_on(day).values_list(*columns, "assignee__full_name"):
        yield (*row[:6], row[6] or "", full_name or "")


def _submissions(wanted: Q, day: dt.date, span: tuple[dt.date, dt.date]) -> Rows:
    found: Any = Submission.objects.filter(wanted, body__ended_on=None, promised_on__range=span)
    rows = found.existing_on(day).filter(Q(sent_on=None) | Q(sent_on__gt=day))
    columns = ("body", "body__name", "code", "subject", "promised_on", "recorded_on")
    for row in rows.values_list(*columns):
        yield (*row, "", "")

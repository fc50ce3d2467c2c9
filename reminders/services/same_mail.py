"""What else a mail told of and still waits for an answer: who has answered once goes on from there."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from obligations.queries import findings, sentences
from obligations.queries.findings import Row
from reminders.documents import links
from reminders.enums import AnswerState
from reminders.models import Answer, Reminder
from reminders.services import planning


class Line(NamedTuple):
    """A finding of the same mail: whose, what, how late, where it is answered."""

    body_name: str
    title: str
    late: str
    url: str


def others(row: Row, grant: links.Grant, *, today: dt.date) -> Sequence[Line]:
    """Return the open findings of the latest mail to this address that told of `row`, without those that were
    answered from it and wait for the office. At most six queries."""
    told = Reminder.objects.filter(address__iexact=grant.address, message__isnull=False)
    message = told.filter(flag=row.flag_id).order_by("-day", "-pk").values("message")[:1]
    answered = Answer.objects.filter(address__iexact=grant.address, state=AnswerState.PROPOSED)
    asked = told.filter(message__in=message).exclude(audience__in=planning.WATCHING)
    audiences = dict(asked.exclude(flag__in=answered.values("flag")).values_list("flag_id", "audience"))
    day = grant.until - links.GOOD_FOR
    return [
        Line(
            found.body_name,
            sentences.title(found.rule),
            sentences.status(found, today),
            planning.act_url(found, audiences[found.flag_id], grant.address, day),
        )
        for found in findings.of_flags(audiences, today)
        if found.is_open and found.flag_id != row.flag_id
    ]

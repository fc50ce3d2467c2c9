"""Submissions to the Standing Board: promised, sent, answered."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_edit_body
from core import dates, editing
from core.editing import change, insert
from core.errors import Refused
from core.signals import facts_changed
from delegations.models import Body
from records.codes import next_code
from reports.models import Submission


@transaction.atomic
def promise(*, body: Body, values: Mapping[str, Any], today: dt.date, by: User) -> Submission:
    """Record a submission, promised or sent at once. Raises Refused."""
    check_can_edit_body(by, body.pk)
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    columns: dict[str, Any] = {"recorded_on": today, **values}
    columns["code"] = columns.get("code") or next_code(
        Submission, f"{body.code}/DX-{columns['recorded_on'].year}-", digits=2
    )
    check(columns, today)
    submission = Submission(body=body, **columns)
    insert(submission)
    facts_changed.send(sender=None, body_ids=[body.pk])
    return submission


@transaction.atomic
def edit(*, submission: Submission, values: Mapping[str, Any], today: dt.date, by: User) -> list[str]:
    """Change a submission and return the names of what changed. Raises Refused."""
    check_can_edit_body(by, submission.body_id)
    submission = Submission.objects.select_for_update(no_key=True).get(pk=submission.pk)
    names = ("recorded_on", "promised_on", "sent_on", "answered_on")
    check({name: values.get(name, getattr(submission, name)) for name in names}, today)
    changed = change(submission, values)
    if changed:
        facts_changed.send(sender=None, body_ids=[submission.body_id])
    return changed


@transaction.atomic
def withdraw(*, submission: Submission, reason: str, by: User) -> None:
    """Take away a submission that was recorded by mistake, with its files; its history stays. Raises
    Refused."""
    check_can_edit_body(by, submission.body_id)
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    editing.withdraw(*submission.files.all(), submission, reason=reason)
    facts_changed.send(sender=None, body_ids=[submission.body_id])


def check(values: Mapping[str, Any], today: dt.date) -> None:
    """Raise Refused for days out of order."""
    recorded_on, sent_on, answered_on = (
        values["recorded_on"],
        values.get("sent_on"),
        values.get("answered_on"),
    )
    if recorded_on > today:
        raise Refused(_("Ngày ghi nhận không thể sau hôm nay."), field="recorded_on")
    if sent_on and sent_on > today:
        raise Refused(_("Ngày gửi không thể sau hôm nay. Chưa gửi thì để trống."), field="sent_on")
    if answered_on and not sent_on:
        raise Refused(_("Chưa ghi ngày gửi nên chưa ghi trả lời được."), field="sent_on")
    if answered_on and answered_on < sent_on:
        raise Refused(
            _("Ngày trả lời không thể trước ngày gửi %(day)s.") % {"day": dates.day(sent_on)},
            field="answered_on",
        )
    if answered_on and answered_on > today:
        raise Refused(_("Ngày trả lời không thể sau hôm nay."), field="answered_on")

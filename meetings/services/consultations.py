"""Ask the members in writing instead of meeting: open, gather answers, close."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_edit_body
from core import dates
from core.editing import change, insert
from core.errors import Refused
from core.secrecy import check_not_secret
from core.signals import facts_changed
from delegations.models import Body
from meetings.enums import Theme
from meetings.models import ConsultationAnswer, WrittenConsultation
from meetings.queries import cautions
from meetings.services.meetings import ReasonNeeded, check_day
from records.codes import next_code


@transaction.atomic
def send(*, body: Body, values: Mapping[str, Any], by: User) -> WrittenConsultation:
    """Record a consultation that was sent. Raises ReasonNeeded for a personnel matter without a reason,
    Refused for what cannot be."""
    check_can_edit_body(by, body.pk)
    _check(body, values)
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    columns = dict(values)
    code = columns.pop("code", "") or next_code(
        WrittenConsultation, f"{body.code}/LYK-{values['sent_on'].year}-", digits=2
    )
    consultation = WrittenConsultation(body=body, code=code, **columns)
    insert(consultation)
    facts_changed.send(sender=None, body_ids=[body.pk])
    return consultation


@transaction.atomic
def edit(*, consultation: WrittenConsultation, values: Mapping[str, Any], by: User) -> list[str]:
    """Change a consultation and return the names of what changed. Raises as `send` does."""
    check_can_edit_body(by, consultation.body_id)
    consultation = (
        WrittenConsultation.objects.select_for_update(no_key=True, of=("self",))
        .select_related("body")
        .get(pk=consultation.pk)
    )
    _check(consultation.body, values)
    changed = change(consultation, values)
    if changed:
        facts_changed.send(sender=None, body_ids=[consultation.body_id])
    return changed


@transaction.atomic
def gather(
    *,
    consultation: WrittenConsultation,
    answers: Mapping[int, str],
    remarks: Mapping[int, str],
    answered_on: dt.date,
    today: dt.date,
    by: User,
) -> None:
    """Store the members' answers (by key of person); an empty answer means silence. Raises Refused."""
    check_can_edit_body(by, consultation.body_id)
    check_answered(answered_on, consultation.sent_on, today)
    stored = {
        row.person_id: row
        for row in ConsultationAnswer.objects.select_for_update().filter(consultation=consultation)
    }
    for person, answer in answers.items():
        remark = remarks.get(person, "")
        check_not_secret(remark)
        row = stored.get(person)
        if not answer:
            if row is not None:
                row.delete()
        elif row is None:
            ConsultationAnswer.objects.create(
                consultation=consultation,
                person_id=person,
                answer=answer,
                remark=remark,
                answered_on=answered_on,
            )
        elif (row.answer, row.remark) != (answer, remark):
            change(row, {"answer": answer, "remark": remark})
    facts_changed.send(sender=None, body_ids=[consultation.body_id])


@transaction.atomic
def close(*, consultation: WrittenConsultation, closed_on: dt.date, today: dt.date, by: User) -> None:
    """Close a consultation: the count stands. Raises Refused."""
    check_can_edit_body(by, consultation.body_id)
    check_closed(closed_on, consultation.sent_on, today)
    change(consultation, {"closed_on": closed_on})
    facts_changed.send(sender=None, body_ids=[consultation.body_id])


def check_answered(answered_on: dt.date | None, sent_on: dt.date, today: dt.date) -> None:
    """Raise Refused for an answer before the question, or later than today."""
    if answered_on and answered_on < sent_on:
        raise Refused(
            _("Ngày trả lời không thể trước ngày gửi %(day)s.") % {"day": dates.day(sent_on)},
            field="answered_on",
        )
    if answered_on and answered_on > today:
        raise Refused(_("Ngày trả lời không thể sau hôm nay."), field="answered_on")


def check_closed(closed_on: dt.date | None, sent_on: dt.date, today: dt.date) -> None:
    """Raise Refused for a count before the sending, or later than today."""
    if closed_on and not sent_on <= closed_on <= today:
        raise Refused(_("Ngày tổng hợp phải từ ngày gửi đến hôm nay."), field="closed_on")


def _check(body: Body, values: Mapping[str, Any]) -> None:
    check_day(body, values.get("sent_on"), field="sent_on")
    if values.get("sent_on") and values.get("deadline_on") and values["deadline_on"] < values["sent_on"]:
        raise Refused(_("Hạn trả lời không thể trước ngày gửi."), field="deadline_on")
    if values.get("theme") == Theme.PERSONNEL and not str(values.get("exception_reason", "")).strip():
        raise ReasonNeeded([cautions.of_personnel_round()])

"""Recording waivers (miễn, hoãn): facts like any other, from which the findings follow."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_edit_facts
from core.errors import Refused
from core.signals import facts_changed
from delegations.models import Body
from obligations.models import Waiver


def _check_span(granted_on: dt.date, until: dt.date) -> None:
    if until < granted_on:
        raise Refused(_("Ngày cuối được miễn, hoãn không thể trước ngày cho phép."), field="until")


@transaction.atomic
def grant(
    *,
    body: Body,
    rule: str,
    subject: str,
    granted_on: dt.date,
    until: dt.date,
    document: str,
    reason: str,
    granted_by: str,
    by: User,
) -> Waiver:
    """Record that a duty of a body is waived or put off until a day, that day included."""
    check_can_edit_facts(by)
    _check_span(granted_on, until)
    waiver = Waiver(
        body=body,
        rule=rule,
        subject=subject,
        granted_on=granted_on,
        until=until,
        document=document,
        reason=reason,
        granted_by=granted_by,
    )
    try:
        with transaction.atomic():
            waiver.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(
            _("Nghĩa vụ này đã có miễn, hoãn cho phép cùng ngày. Hãy sửa bản đã ghi."), field="granted_on"
        ) from error
    facts_changed.send(sender=None, body_ids=[body.pk])
    return waiver


@transaction.atomic
def change(
    waiver: Waiver,
    *,
    granted_on: dt.date,
    until: dt.date,
    document: str,
    reason: str,
    granted_by: str,
    by: User,
) -> Waiver:
    """Correct a waiver: its days, document, reason, who granted it."""
    check_can_edit_facts(by)
    _check_span(granted_on, until)
    waiver.granted_on, waiver.until, waiver.document, waiver.reason, waiver.granted_by = (
        granted_on,
        until,
        document,
        reason,
        granted_by,
    )
    try:
        with transaction.atomic():
            waiver.save(update_fields=["granted_on", "until", "document", "reason", "granted_by"])
    except IntegrityError as error:
        raise Refused(_("Nghĩa vụ này đã có miễn, hoãn cho phép cùng ngày."), field="granted_on") from error
    facts_changed.send(sender=None, body_ids=[waiver.body_id])
    return waiver


@transaction.atomic
def withdraw(waiver: Waiver, *, by: User) -> None:
    """Take back a waiver that was recorded by mistake; its history stays."""
    check_can_edit_facts(by)
    body_id = waiver.body_id
    waiver.delete()
    facts_changed.send(sender=None, body_ids=[body_id])

"""A body's own decisions on how often it meets."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from core import editing
from core.signals import facts_changed
from delegations.models import Body, CadenceDecision
from delegations.permissions import check_can_edit_body


@transaction.atomic
def decide(*, body: Body, months: int, starts_on: dt.date, basis: str, by: User) -> CadenceDecision:
    """Record that the body meets every so many months (1, 2, 3, 4, 6, 12) from a day on."""
    check_can_edit_body(by, body)
    decision = CadenceDecision(body=body, months=months, starts_on=starts_on, basis=basis)
    editing.insert(decision)
    facts_changed.send(sender=None, body_ids=[body.pk])
    return decision


@transaction.atomic
def edit(*, decision: CadenceDecision, changes: Mapping[str, Any], by: User) -> list[str]:
    check_can_edit_body(by, decision.body)
    changed = editing.change(decision, changes)
    facts_changed.send(sender=None, body_ids=[decision.body_id])
    return changed


@transaction.atomic
def delete(*, decision: CadenceDecision, by: User) -> None:
    """Delete a decision recorded by mistake; its history stays."""
    check_can_edit_body(by, decision.body)
    body_id = decision.body_id
    decision.delete()
    facts_changed.send(sender=None, body_ids=[body_id])

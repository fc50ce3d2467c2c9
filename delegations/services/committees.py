"""The register of subordinate party committees: partners of coordination."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from core import editing
from core.text import same_name
from delegations.models import SubordinateCommittee
from delegations.permissions import check_can_edit_registers


@transaction.atomic
def register(
    *,
    name: str,
    by: User,
    position: int = 1000,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> SubordinateCommittee:
    check_can_edit_registers(by)
    editing.check_name_free(SubordinateCommittee.objects.all(), name)
    committee = SubordinateCommittee(name=name, position=position, starts_on=starts_on, ends_on=ends_on)
    editing.insert(committee)
    return committee


@transaction.atomic
def register_many(*, names: list[str], by: User) -> int:
    """Register names at the end of the list, skipping those registered already; returns how many were new."""
    check_can_edit_registers(by)
    present = {same_name(name) for name in SubordinateCommittee.objects.values_list("name", flat=True)}
    new: dict[str, str] = {}
    for name in names:
        if same_name(name) not in present:
            new.setdefault(same_name(name), name)
    SubordinateCommittee.objects.bulk_create(SubordinateCommittee(name=name) for name in new.values())
    return len(new)


@transaction.atomic
def edit(*, committee: SubordinateCommittee, changes: Mapping[str, Any], by: User) -> list[str]:
    check_can_edit_registers(by)
    if "name" in changes:
        editing.check_name_free(SubordinateCommittee.objects.exclude(pk=committee.pk), changes["name"])
    return editing.change(committee, changes)


@transaction.atomic
def delete(*, committee: SubordinateCommittee, by: User) -> None:
    """Delete a committee registered by mistake."""
    check_can_edit_registers(by)
    editing.remove(committee, advice="")

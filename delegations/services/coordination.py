"""Coordination regulations between bodies and others."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing, known
from core.errors import Refused
from core.signals import facts_changed
from core.text import fold
from delegations.models import Body, CoordinationParty, CoordinationRegulation
from delegations.permissions import can_keep_registers

Party = Body | str


@transaction.atomic
def issue(
    *, number: str, kind: str, effective_on: dt.date, parties: Sequence[Party], by: User, lapses_on: dt.date | None = None, title: str = ""
) -> CoordinationRegulation:
    """Record a coordination regulation with its parties in order: bodies that are followed, or names."""
    check_can_edit_coordination(by, [party for party in parties if isinstance(party, Body)])
    regulation = CoordinationRegulation(number=number, kind=kind, title=title, effective_on=effective_on, lapses_on=lapses_on)
    _check_parties(parties)
    editing.insert(regulation)
    _bind(regulation, parties)
    facts_changed.send(sender=None, body_ids=_bodies(regulation))
    return regulation


@transaction.atomic
def edit(*, regulation: CoordinationRegulation, changes: Mapping[str, Any], by: User, parties: Sequence[Party] | None = None) -> list[str]:
    """Correct a coordination regulation as it was recorded."""
    before = _bodies(regulation)
    check_can_edit_coordination(by, Body.objects.filter(pk__in=before))
    changed = editing.change(regulation, changes)
    if parties is not None:
        _check_parties(parties)
        if [str(party) for party in parties] != [str(row.body or row.name) for row in regulation.parties.select_related("body").order_by("position")]:
            regulation.parties.all().delete()
            _bind(regulation, parties)
            changed.append("parties")
    facts_changed.send(sender=None, body_ids=before | _bodies(regulation))
    return changed


@transaction.atomic
def delete(*, regulation: CoordinationRegulation, by: User) -> None:
    """Delete a coordination regulation recorded by mistake; its history stays."""
    touched = _bodies(regulation)
    check_can_edit_coordination(by, Body.objects.filter(pk__in=touched))
    editing.remove(regulation, advice=_("Hãy ghi ngày hết hiệu lực thay vì xoá."))
    facts_changed.send(sender=None, body_ids=touched)


def can_edit_coordination(user: User, bodies: Collection[Body]) -> bool:
    """Return whether the user may record a regulation of these bodies: the office, or a secretary of one of them."""
    if can_keep_registers(user):
        return True
    return known.until() is None and Body.objects.visible_to(user).filter(pk__in=[body.pk for body in bodies], grants__user=user).exists()


def check_can_edit_coordination(user: User, bodies: Collection[Body]) -> None:
    known.demand_present()
    if not can_edit_coordination(user, bodies):
        raise PermissionDenied(_("Quy chế phối hợp này không có tổ chức nào đồng chí được giao cập nhật."))


def _check_parties(parties: Sequence[Party]) -> None:
    if len(parties) < 2:
        raise Refused(_("Quy chế phối hợp cần ít nhất hai bên."), field="parties")
    seen: set[str] = set()
    for party in parties:
        key = f"body {party.pk}" if isinstance(party, Body) else fold(party)
        if key in seen:
            raise Refused(_("“%(party)s” được ghi hai lần trong các bên.") % {"party": party}, field="parties")
        seen.add(key)


def _bind(regulation: CoordinationRegulation, parties: Sequence[Party]) -> None:
    CoordinationParty.objects.bulk_create(
        CoordinationParty(regulation=regulation, position=place, body=party if isinstance(party, Body) else None, name="" if isinstance(party, Body) else party)
        for place, party in enumerate(parties, start=1)
    )


def _bodies(regulation: CoordinationRegulation) -> set[int]:
    return set(regulation.parties.filter(body__isnull=False).values_list("body_id", flat=True))

"""Coordination regulations between bodies and others."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can_edit_something
from core import dates, editing, known
from core.errors import Refused
from core.secrecy import check_not_secret, check_nothing_secret
from core.signals import facts_changed
from core.text import fold
from delegations.enums import CoordinationKind, ProposalState
from delegations.models import Body, CoordinationParty, CoordinationProposal, CoordinationRegulation
from delegations.permissions import can_edit_registers, check_can_edit_registers

Party = Body | str


@transaction.atomic
def issue(
    *,
    number: str,
    kind: str,
    effective_on: dt.date,
    parties: Sequence[Party],
    by: User,
    lapses_on: dt.date | None = None,
    title: str = "",
) -> CoordinationRegulation:
    """Record a coordination regulation with its parties in order: bodies that are followed, or names."""
    check_can_edit_coordination(by, [party for party in parties if isinstance(party, Body)])
    regulation = CoordinationRegulation(
        number=number, kind=kind, title=title, effective_on=effective_on, lapses_on=lapses_on
    )
    check_parties(kind, parties)
    editing.insert(regulation)
    _bind(regulation, parties)
    facts_changed.send(sender=None, body_ids=_bodies(regulation))
    return regulation


@transaction.atomic
def edit(
    *,
    regulation: CoordinationRegulation,
    changes: Mapping[str, Any],
    by: User,
    parties: Sequence[Party] | None = None,
) -> list[str]:
    """Correct a coordination regulation as it was recorded."""
    before = _bodies(regulation)
    bound = before | {party.pk for party in parties or () if isinstance(party, Body)}
    check_can_edit_coordination(by, Body.objects.filter(pk__in=bound))
    changed = editing.change(regulation, changes)
    if parties is not None:
        check_parties(changes.get("kind", regulation.kind), parties)
        if [str(party) for party in parties] != [
            str(row.body or row.name)
            for row in regulation.parties.select_related("body").order_by("position")
        ]:
            regulation.parties.all().delete()
            _bind(regulation, parties)
            changed.append("parties")
    facts_changed.send(sender=None, body_ids=before | _bodies(regulation))
    return changed


@transaction.atomic
def withdraw(*, regulation: CoordinationRegulation, reason: str, by: User) -> None:
    """Take away a coordination regulation that was recorded by mistake; its history stays. Raises Refused."""
    touched = _bodies(regulation)
    check_can_edit_coordination(by, Body.objects.filter(pk__in=touched))
    editing.withdraw(*regulation.parties.all(), regulation, reason=reason)
    facts_changed.send(sender=None, body_ids=touched)


@transaction.atomic
def propose(
    *,
    number: str,
    kind: str,
    effective_on: dt.date,
    parties: Sequence[Party],
    by: User,
    now: dt.datetime,
    lapses_on: dt.date | None = None,
    title: str = "",
) -> CoordinationProposal:
    """Record what a body's secretary reports of a regulation that binds other bodies too; nothing counts
    before the office accepts it. Raises Refused."""
    bodies = [party for party in parties if isinstance(party, Body)]
    check_can_propose(by, bodies)
    check_parties(kind, parties)
    others = [party for party in parties if isinstance(party, str)]
    check_nothing_secret(others, field="others")
    if CoordinationRegulation.objects.filter(number=number).exists():
        raise Refused(
            _("Quy chế phối hợp %(number)s đã có trong hồ sơ. Nếu cần sửa, hãy báo văn phòng Tỉnh uỷ.")
            % {"number": number},
            field="number",
        )
    if before := CoordinationProposal.objects.waiting().filter(number__iexact=number).first():
        words = _(
            "Đề nghị ghi nhận quy chế phối hợp %(number)s đã gửi ngày %(day)s, đang chờ văn phòng Tỉnh uỷ."
        )
        raise Refused(words % {"number": before.number, "day": dates.day(before.proposed_at)}, field="number")
    proposal = CoordinationProposal(
        number=number,
        kind=kind,
        title=title,
        effective_on=effective_on,
        lapses_on=lapses_on,
        others=others,
        proposed_by=by,
        proposed_at=now,
    )
    editing.insert(proposal)
    proposal.bodies.set(bodies)
    return proposal


@transaction.atomic
def accept(*, proposal: CoordinationProposal, by: User, now: dt.datetime) -> CoordinationRegulation:
    """Record the regulation that was proposed. Raises Refused."""
    check_can_edit_registers(by)
    proposal = _undecided(proposal)
    columns = {
        name: getattr(proposal, name) for name in ("number", "kind", "title", "effective_on", "lapses_on")
    }
    regulation = issue(parties=[*proposal.bodies.in_protocol_order(), *proposal.others], by=by, **columns)
    editing.change(proposal, {"state": ProposalState.ACCEPTED, "decided_by": by, "decided_at": now})
    return regulation


@transaction.atomic
def refuse(*, proposal: CoordinationProposal, reason: str, by: User, now: dt.datetime) -> None:
    """Decline a proposal, with a reason that its author reads. Raises Refused."""
    check_can_edit_registers(by)
    check_not_secret(reason, field="reason")
    editing.change(
        _undecided(proposal),
        {"state": ProposalState.REFUSED, "decided_by": by, "decided_at": now, "remark": reason},
    )


def _undecided(proposal: CoordinationProposal) -> CoordinationProposal:
    locked = CoordinationProposal.objects.select_for_update().get(pk=proposal.pk)
    if locked.state != ProposalState.WAITING:
        raise Refused(_("Đề nghị này đã được xem xét: %(state)s.") % {"state": locked.get_state_display()})
    return locked


def can_edit_coordination(user: User, bodies: Collection[Body]) -> bool:
    """Return whether the user may record a regulation of these bodies: the office, or a secretary of every
    one of them."""
    if can_edit_registers(user):
        return True
    keys = {body.pk for body in bodies}
    return (
        bool(keys)
        and known.until() is None
        and can_edit_something(user)
        and Body.objects.visible_to(user).filter(pk__in=keys).count() == len(keys)
    )


def editable(user: User, regulations: Iterable[CoordinationRegulation]) -> set[int]:
    """Return the keys of those that the user may edit; the parties were prefetched. At most one query."""
    if can_edit_registers(user):
        return {regulation.pk for regulation in regulations}
    own = (
        set(Body.objects.visible_to(user).values_list("pk", flat=True))
        if can_edit_something(user) and known.until() is None
        else set()
    )
    return {
        one.pk
        for one in regulations
        if (bound := {party.body_id for party in one.parties.all() if party.body_id}) and bound <= own
    }


def check_can_edit_coordination(user: User, bodies: Collection[Body]) -> None:
    known.require_present()
    if not can_edit_coordination(user, bodies):
        raise PermissionDenied(
            _(
                "Quy chế phối hợp này ràng buộc cả tổ chức khác nên do văn phòng Tỉnh uỷ ghi. Nếu cần sửa,"
                " đồng chí hãy báo văn phòng."
            )
        )


def check_can_propose(user: User, bodies: Collection[Body]) -> None:
    known.require_present()
    keys = [body.pk for body in bodies]
    if not can_edit_something(user) or not Body.objects.visible_to(user).filter(pk__in=keys).exists():
        raise PermissionDenied(_("Quy chế phối hợp này không có tổ chức nào đồng chí được giao cập nhật."))


def check_parties(kind: str, parties: Sequence[Party]) -> None:
    """Raise Refused for fewer than two parties, one named twice, or a regulation among bodies without two of
    them."""
    if len(parties) < 2:
        raise Refused(_("Quy chế phối hợp cần ít nhất hai bên."), field="parties")
    seen: set[str] = set()
    for party in parties:
        key = f"body {party.code}" if isinstance(party, Body) else fold(party)
        if key in seen:
            raise Refused(
                _("“%(party)s” được ghi hai lần trong các bên.") % {"party": party}, field="parties"
            )
        seen.add(key)
    if kind == CoordinationKind.BODIES and sum(isinstance(party, Body) for party in parties) < 2:
        raise Refused(
            _("Quy chế phối hợp giữa các tổ chức cần ít nhất hai tổ chức trong danh sách."), field="parties"
        )


def _bind(regulation: CoordinationRegulation, parties: Sequence[Party]) -> None:
    CoordinationParty.objects.bulk_create(
        CoordinationParty(
            regulation=regulation,
            position=place,
            body=party if isinstance(party, Body) else None,
            name="" if isinstance(party, Body) else party,
        )
        for place, party in enumerate(parties, start=1)
    )


def _bodies(regulation: CoordinationRegulation) -> set[int]:
    return set(regulation.parties.filter(body__isnull=False).values_list("body_id", flat=True))

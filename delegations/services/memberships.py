"""Designate, relieve, extend and correct: who holds a seat, from when to when."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing
from core.dates import day as day_text
from core.errors import Refused
from core.history import set_along
from core.signals import facts_changed
from delegations.models import Body, Membership, Person, Seat
from delegations.permissions import check_can_edit_body
from delegations.services import seats
from delegations.services.seats import span_text

ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def designate(
    *,
    seat: Seat,
    person: Person,
    starts_on: dt.date,
    by: User,
    ends_on: dt.date | None = None,
    title: str = "",
    portfolio: str = "",
    decision_number: str = "",
    decided_on: dt.date | None = None,
    relieves: bool = False,
) -> Membership:
    """Let a person hold a seat from a day on; with `relieves` whoever holds it then leaves the day before.

    Raises Refused naming whoever holds it then, or where the person sits already.
    """
    check_can_edit_body(by, seat.body)
    if relieves:
        holder = (
            Membership.objects.filter(seat=seat, starts_on__lt=starts_on)
            .overlapping(starts_on, starts_on)
            .select_related("seat__body")
            .first()
        )
        if holder is not None:
            relieve(membership=holder, on=starts_on - ONE_DAY, decision=decision_number, by=by)
    membership = Membership(
        seat=seat,
        person=person,
        starts_on=starts_on,
        ends_on=ends_on,
        title=title or (seat.office.name if seat.office else ""),
        portfolio=portfolio,
        decision_number=decision_number,
        decided_on=decided_on,
    )
    check_fits(membership)
    editing.insert(membership)
    facts_changed.send(sender=None, body_ids=[seat.body_id])
    return membership


@transaction.atomic
def seat_one(
    *, body: Body, person: Person, role: str, starts_on: dt.date, by: User, **mandate: Any
) -> Membership:
    """Let a person hold a vacant seat of the role in the body, or a new one where none is left; `mandate` is
    as in `designate`, which also says what is refused."""
    check_can_edit_body(by, body)
    held = Membership.objects.overlapping(starts_on, None).filter(seat=OuterRef("pk"))
    seat = (
        Seat.objects.in_force_on(starts_on)
        .filter(~Exists(held), body=body, role=role, ends_on=None)
        .select_related("body", "office")
        .order_by("code")
        .first()
    ) or seats.open_seat(body=body, role=role, starts_on=starts_on, by=by)
    return designate(seat=seat, person=person, starts_on=starts_on, by=by, **mandate)


@transaction.atomic
def relieve(*, membership: Membership, on: dt.date, by: User, decision: str = "") -> None:
    """End a membership after its last day `on`."""
    check_can_edit_body(by, membership.seat.body)
    if on < membership.starts_on:
        raise Refused(
            _("Đồng chí này giữ vị trí từ %(day)s; ngày cuối không thể trước đó.")
            % {"day": day_text(membership.starts_on)},
            field="on",
        )
    if membership.ends_on is not None and on > membership.ends_on:
        raise Refused(
            _("Thời hạn giữ vị trí đã hết ngày %(day)s. Muốn giữ lâu hơn, hãy dùng “Gia hạn”.")
            % {"day": day_text(membership.ends_on)},
            field="on",
        )
    editing.change(membership, {"ends_on": on, "relief_decision": decision})
    facts_changed.send(sender=None, body_ids=[membership.seat.body_id])


@transaction.atomic
def extend(*, membership: Membership, until: dt.date | None, by: User, decision: str = "") -> None:
    """Move the last day of a membership later, or open its end with None."""
    check_can_edit_body(by, membership.seat.body)
    if membership.ends_on is None:
        raise Refused(_("Lần giữ vị trí này không ghi ngày cuối nên không cần gia hạn."), field="until")
    if until is not None and until <= membership.ends_on:
        raise Refused(
            _("Ngày gia hạn phải sau %(day)s.") % {"day": day_text(membership.ends_on)}, field="until"
        )
    longer = Membership(
        pk=membership.pk,
        seat=membership.seat,
        person=membership.person,
        starts_on=membership.starts_on,
        ends_on=until,
    )
    check_fits(longer, field="until")
    values: dict[str, Any] = {"ends_on": until, "relief_decision": ""}
    editing.change(membership, values | ({"decision_number": decision} if decision else {}))
    facts_changed.send(sender=None, body_ids=[membership.seat.body_id])


@transaction.atomic
def edit(*, membership: Membership, changes: Mapping[str, Any], by: User) -> list[str]:
    """Correct a membership as it was recorded."""
    check_can_edit_body(by, membership.seat.body)
    wanted = {
        "seat": membership.seat,
        "person": membership.person,
        "starts_on": membership.starts_on,
        "ends_on": membership.ends_on,
    }
    check_fits(
        Membership(pk=membership.pk, **{name: changes.get(name, value) for name, value in wanted.items()})
    )
    changed = editing.change(membership, changes)
    facts_changed.send(sender=None, body_ids=[membership.seat.body_id])
    return changed


@transaction.atomic
def delete(*, membership: Membership, by: User) -> None:
    """Delete a membership that was recorded by mistake; its history stays. Whoever was relieved for it holds
    the seat as before, until somebody else does. Raises Refused where they cannot."""
    check_can_edit_body(by, membership.seat.body)
    body_id = membership.seat.body_id
    relieved = relieved_for(membership)
    membership.delete()
    for holder, before in relieved:
        next_one = (
            holder.seat.memberships.filter(starts_on__gt=membership.starts_on).order_by("starts_on").first()
        )
        ends = [day for day in (before.ends_on, next_one and next_one.starts_on - ONE_DAY) if day]
        holder.ends_on = min(ends, default=None)
        check_fits(holder)
        values = {"ends_on": holder.ends_on, "relief_decision": before.relief_decision}
        editing.change(Membership.objects.get(pk=holder.pk), values)
    facts_changed.send(sender=None, body_ids=[body_id])


def relieved_for(membership: Membership) -> list[tuple[Membership, Any]]:
    """Return who was relieved of the seat when this membership was recorded, with how it was before."""
    rows = Membership.objects.filter(seat=membership.seat_id, ends_on=membership.starts_on - ONE_DAY)
    rows = rows.exclude(pk=membership.pk).select_related("person", "seat__body", "seat__office")
    return set_along(membership, rows, "ends_on")


def check_fits(membership: Membership, *, field: str = "starts_on") -> None:
    """Raise Refused unless the seat exists all that time, is free, and the person has no other seat in the
    body then."""
    seat, person = membership.seat, membership.person
    check_within(seat, membership.starts_on, membership.ends_on, field=field)
    others = Membership.objects.exclude(pk=membership.pk).overlapping(
        membership.starts_on, membership.ends_on
    )
    clash = others.filter(seat=seat).select_related("person").order_by("starts_on").first()
    if clash is not None:
        decision = (
            _(" (quyết định %(number)s)") % {"number": clash.decision_number} if clash.decision_number else ""
        )
        raise Refused(
            _("Vị trí %(seat)s đã do đồng chí %(person)s giữ %(span)s%(decision)s. %(remedy)s")
            % {
                "seat": seat.code,
                "person": clash.person.full_name,
                "span": span_text(clash.starts_on, clash.ends_on),
                "decision": decision,
                "remedy": seat_conflict_advice(clash.person.full_name, clash.starts_on, membership.starts_on),
            },
            field=field,
        )
    twice = (
        others.filter(seat__body=seat.body_id, person=person)
        .select_related("seat")
        .order_by("starts_on")
        .first()
    )
    if twice is not None:
        raise Refused(
            already_seated_message(person.full_name, twice.seat.code, twice.starts_on, twice.ends_on),
            field="person",
        )


def seat_conflict_advice(holder: str, held_from: dt.date, starts_on: dt.date) -> str:
    """Return the advice for a seat that somebody holds already: who should leave on which day, or to choose
    another day."""
    if held_from < starts_on:
        words = _("Hãy cho đồng chí %(holder)s thôi giữ đến %(day)s, hoặc chọn ngày khác.")
        return words % {"holder": holder, "day": day_text(starts_on - ONE_DAY)}
    words = (
        _("Hãy ghi người mới thôi giữ đến %(day)s, hoặc chọn ngày khác.")
        if held_from > starts_on
        else _("Hãy chọn ngày khác.")
    )
    return words % {"day": day_text(held_from - ONE_DAY)}


def check_within(
    seat: Seat, starts_on: dt.date, ends_on: dt.date | None, *, field: str = "starts_on"
) -> None:
    """Raise Refused for days out of order or outside those of the seat; without `ends_on` the membership ends
    with the seat."""
    if ends_on is not None and ends_on < starts_on:
        raise Refused(_("Ngày thôi giữ phải từ ngày bắt đầu trở đi."), field="ends_on")
    words = _("Vị trí %(seat)s chỉ có %(span)s.") % {
        "seat": seat.code,
        "span": span_text(seat.starts_on, seat.ends_on),
    }
    if starts_on < seat.starts_on or (seat.ends_on is not None and starts_on > seat.ends_on):
        raise Refused(words, field=field)
    if ends_on is not None and seat.ends_on is not None and ends_on > seat.ends_on:
        raise Refused(words, field="ends_on" if field == "starts_on" else field)


def already_seated_message(person: str, seat: str, starts_on: dt.date, ends_on: dt.date | None) -> str:
    """Return the sentence that refuses a person a second seat in a body."""
    words = _(
        "Đồng chí %(person)s đã giữ vị trí %(seat)s của tổ chức này %(span)s. Mỗi người chỉ giữ một vị trí"
        " trong một tổ chức."
    )
    return words % {"person": person, "seat": seat, "span": span_text(starts_on, ends_on)}

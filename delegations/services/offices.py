"""Keep offices, and move every seat bound to an office when its holder changes."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing
from core.dates import day as day_text
from core.errors import Refused
from core.signals import facts_changed
from delegations.models import Membership, Office, Person, Seat
from delegations.permissions import check_can_edit_registers
from delegations.services import memberships

_ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def create(*, name: str, by: User) -> Office:
    check_can_edit_registers(by)
    editing.check_name_free(Office.objects.all(), name)
    office = Office(name=name)
    editing.insert(office)
    return office


@transaction.atomic
def edit(*, office: Office, name: str, by: User) -> list[str]:
    check_can_edit_registers(by)
    editing.check_name_free(Office.objects.exclude(pk=office.pk), name)
    return editing.change(office, {"name": name})


@transaction.atomic
def delete(*, office: Office, by: User) -> None:
    """Delete an office that no seat is bound to."""
    check_can_edit_registers(by)
    editing.remove(office, advice=_("Hãy bỏ ràng buộc của các vị trí đó trước."))


@dataclass(frozen=True)
class Move:
    """One seat that follows its office to the next holder; `obstacle` says why it cannot, or is empty."""

    seat: Seat
    leaving: Membership | None
    until: dt.date | None
    obstacle: str


def plan_hand_over(
    *, office: Office, leaving: Person | None, arriving: Person | None, on: dt.date
) -> list[Move]:
    """Return the seats bound to the office that move on the day: those the leaving person holds, or the
    vacant ones when nobody leaves. `arriving` is None for somebody who is not in the directory yet.

    Several seats can be bound to one office with different holders; the person who leaves decides which of
    them move.
    """
    seats = list(
        Seat.objects.in_force_on(on)
        .filter(office=office)
        .select_related("body", "office")
        .in_rank_order()
        .order_by("body__position", "code")
    )
    held = {
        row.seat_id: row
        for row in Membership.objects.filter(seat__in=seats).overlapping(on, on).select_related("person")
    }
    later: dict[int, dt.date] = {}
    for seat_id, starts_on in (
        Membership.objects.filter(seat__in=seats, starts_on__gt=on)
        .order_by("-starts_on")
        .values_list("seat_id", "starts_on")
    ):
        later[seat_id] = starts_on
    others = list(
        Membership.objects.filter(person=arriving, seat__body__in=[seat.body_id for seat in seats])
        .overlapping(on, None)
        .select_related("seat")
        if arriving
        else ()
    )
    moves = []
    for seat in seats:
        holder = held.get(seat.pk)
        if (holder.person_id if holder else None) != (leaving.pk if leaving else None):
            continue
        until = later[seat.pk] - _ONE_DAY if seat.pk in later else seat.ends_on
        moves.append(Move(seat, holder, until, _obstacle(seat, holder, arriving, on, others)))
    return moves


def _obstacle(
    seat: Seat,
    holder: Membership | None,
    arriving: Person | None,
    on: dt.date,
    others: Collection[Membership],
) -> str:
    if holder is not None and arriving is not None and holder.person_id == arriving.pk:
        return _("Đồng chí này đang giữ vị trí.")
    if holder is not None and holder.starts_on >= on:
        return _("Người thôi giữ mới nhận vị trí từ %(day)s; hãy chọn ngày sau đó.") % {
            "day": day_text(holder.starts_on)
        }
    seated = next((row for row in others if row.seat.body_id == seat.body_id), None)
    if seated is not None:
        return _(
            "Đồng chí nhận chức vụ đang giữ vị trí %(seat)s của tổ chức này; cho thôi vị trí đó trước."
        ) % {"seat": seated.seat.code}
    return ""


@transaction.atomic
def hand_over(
    *,
    office: Office,
    leaving: Person | None,
    arriving: Person,
    on: dt.date,
    by: User,
    seats: Collection[int],
    decision_number: str = "",
    decided_on: dt.date | None = None,
    relief_decision: str = "",
) -> list[Membership]:
    """Give the chosen seats of the office to the arriving person from the day on, relieving the leaving one
    the day before.

    Raises Refused when the seats are no longer as they were previewed, or none is chosen. All or nothing.
    """
    check_can_edit_registers(by)
    list(Seat.objects.filter(office=office).select_for_update(of=("self",)))
    moves = [
        move
        for move in plan_hand_over(office=office, leaving=leaving, arriving=arriving, on=on)
        if move.seat.pk in seats
    ]
    if not seats:
        raise Refused(_("Chưa chọn vị trí nào để chuyển."))
    if len(moves) != len(set(seats)):
        raise Refused(_("Danh sách vị trí đã thay đổi từ lúc xem trước. Hãy xem lại rồi xác nhận lần nữa."))
    made = []
    for move in moves:
        if move.obstacle:
            raise Refused(f"{move.seat.code}: {move.obstacle}")
        if move.leaving is not None:
            memberships.relieve(
                membership=move.leaving, on=on - _ONE_DAY, decision=relief_decision or decision_number, by=by
            )
        made.append(
            memberships.designate(
                seat=move.seat,
                person=arriving,
                starts_on=on,
                ends_on=move.until,
                title=office.name,
                decision_number=decision_number,
                decided_on=decided_on,
                by=by,
            )
        )
    facts_changed.send(sender=None, body_ids={move.seat.body_id for move in moves})
    return made

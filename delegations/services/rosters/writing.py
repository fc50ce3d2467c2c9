"""Write a body's members as its table says them: who comes, stays and leaves, under one decision."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import day as day_text
from core.errors import Refused
from core.text import same_name
from delegations.enums import SeatRole
from delegations.models import Body, Membership, Office, Person, Seat
from delegations.permissions import check_can_edit_body
from delegations.services import memberships, people, seats

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Mandate:
    """What the table's lines have in common: the decision, the first day, the last day where one is set, and
    whether who stays gets a new mandate too."""

    starts_on: dt.date
    number: str = ""
    decided_on: dt.date | None = None
    ends_on: dt.date | None = None
    renews: bool = False


@dataclass(slots=True)
class Line:
    """A line of the table: a stored seat with its holder or a new seat, and who is to hold it."""

    number: int
    role: str
    starts_on: dt.date
    seat: Seat | None = None
    holder: Membership | None = None
    person: Person | None = None
    new_name: str = ""
    title: str = ""
    closes: bool = False
    in_organs: Mapping[int, str] = field(default_factory=dict)
    """By organ, the role in it of who is to hold the seat; empty where they do not sit there."""
    holder_in_organs: Mapping[int, str] = field(default_factory=dict)
    """By organ, the role in it of who holds the seat now."""
    faults: list[tuple[str, str]] = field(default_factory=list)
    """What is wrong, by the field of the table."""
    registered: Person | None = None
    """Who was added to the directory for the new name."""

    @property
    def is_taken(self) -> bool:
        """Return whether somebody is to hold the seat."""
        return self.person is not None or bool(self.new_name)

    @property
    def stays(self) -> bool:
        """Return whether the holder goes on in the seat."""
        return self.holder is not None and self.person == self.holder.person and not self.closes

    @property
    def who(self) -> Person:
        """Return who is to hold the seat, once those with a new name are in the directory."""
        person = self.person or self.registered
        assert person is not None
        return person

    @property
    def called(self) -> str:
        return self.person.full_name if self.person else self.new_name


class FaultyTable(Refused):
    """Lines of the table have faults, which are on the lines; nothing was written."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Còn %(n)s chỗ cần sửa trong bảng; chưa ghi gì.") % {"n": number})


@transaction.atomic
def write(
    *, body: Body, lines: Sequence[Line], mandate: Mandate, by: User, organs: Sequence[Body] = ()
) -> None:
    """Write the table: first who leaves (to the day before), then the seats that close, then who comes, last
    who sits in the organs. All or nothing.

    Raises FaultyTable with every fault on its line. Costs about ten queries for a line that changes.
    """
    check_can_edit_body(by, body)
    check_each_once(lines)
    for line in lines:
        _relieve(line, mandate, by)
    for line in lines:
        if line.closes and line.seat:
            with _on(line, "closes"):
                seats.close(seat=line.seat, on=_last_day(line.seat, mandate), by=by)
    offices = {same_name(office.name): office for office in Office.objects.all()}
    for line in lines:
        with _on(line, "name"):
            _seat(line, mandate, body, offices, by)
    for organ in organs:
        _write_organ(organ, lines, mandate, by)
    faults = sum(len(line.faults) for line in lines)
    if faults:
        raise FaultyTable(faults)


@contextmanager
def _on(line: Line, name: str) -> Iterator[None]:
    """Put what the block refuses on the line, at this field or that of the day; what it wrote is undone."""
    try:
        with transaction.atomic():
            yield
    except Refused as refusal:
        at = "starts_on" if refusal.field in {"starts_on", "ends_on", "on"} and name == "name" else name
        line.faults.append((at, refusal.message))


def _last_day(seat: Seat, mandate: Mandate) -> dt.date:
    return max(mandate.starts_on - ONE_DAY, seat.starts_on)


def check_each_once(lines: Sequence[Line]) -> None:
    """Put a fault on each line whose person stands on an earlier one."""
    there: dict[Any, int] = {}
    for line in lines:
        if not line.is_taken or line.closes:
            continue
        key = line.person.pk if line.person else same_name(line.new_name)
        if key in there:
            words = _("Đồng chí %(name)s đã ghi ở dòng %(number)s; mỗi người chỉ giữ một vị trí.")
            line.faults.append(("name", words % {"name": line.called, "number": there[key]}))
        there.setdefault(key, line.number)


def _relieve(line: Line, mandate: Mandate, by: User) -> None:
    """Let the holder leave the day before the line's first day, unless they stay under the old mandate or
    their time is over by then anyway."""
    holder = line.holder
    if holder is None or (line.stays and not mandate.renews):
        return
    last = (line.starts_on if line.is_taken else mandate.starts_on) - ONE_DAY
    if holder.ends_on is not None and holder.ends_on <= last:
        return
    with _on(line, "name"):
        memberships.relieve(membership=holder, on=last, decision=mandate.number, by=by)


def _seat(line: Line, mandate: Mandate, body: Body, offices: Mapping[str, Office], by: User) -> None:
    """Open the seat where it is new, and let the person hold it; correct the office of who simply stays."""
    if line.closes or line.faults:
        return
    if line.stays and not mandate.renews:
        assert line.holder is not None
        if line.title and line.title != line.holder.title:
            memberships.edit(membership=line.holder, changes={"title": line.title}, by=by)
        return
    seat = line.seat or seats.open_seat(
        body=body,
        role=line.role,
        starts_on=min(line.starts_on, mandate.starts_on),
        office=offices.get(same_name(line.title)) if line.title else None,
        by=by,
    )
    if not line.is_taken:
        return
    if line.person is None:
        line.registered = people.register(full_name=line.new_name, by=by)
    memberships.designate(
        seat=seat,
        person=line.who,
        starts_on=line.starts_on,
        ends_on=mandate.ends_on,
        title=line.title,
        portfolio=line.holder.portfolio if line.holder and line.stays else "",
        decision_number=mandate.number,
        decided_on=mandate.decided_on,
        by=by,
    )


def _write_organ(organ: Body, lines: Sequence[Line], mandate: Mandate, by: User) -> None:
    """Make those of the table the organ's members whose lines say so: whose line does not leaves, who is new
    takes a vacant seat of the role or a new one. Vacant seats stay, and members whom the table does not
    hold."""
    check_can_edit_body(by, organ)
    first = mandate.starts_on
    held = [line.holder.person_id for line in lines if line.holder]
    now = {
        row.person_id: row
        for row in Membership.objects.overlapping(first, None)
        .filter(seat__body=organ, starts_on__lt=first)
        .filter(person__in=[*held, *(line.person.pk for line in lines if line.person)])
        .select_related("seat__body", "person")
    }
    comes: list[tuple[Line, str]] = []
    for line in lines:
        role = "" if line.closes else line.in_organs.get(organ.pk, "")
        row = now.pop(line.person.pk, None) if line.person else None
        keeps = row is not None and row.seat.role == role and not mandate.renews
        if row is not None and not keeps:
            _leave_organ(line, row, mandate, by)
        if role and not keeps and line.is_taken and not line.faults:
            comes.append((line, role))
    for row in now.values():
        line = next((one for one in lines if one.holder and one.holder.person_id == row.person_id), lines[0])
        _leave_organ(line, row, mandate, by)
    for line, role in sorted(comes, key=lambda pair: list(SeatRole.values).index(pair[1])):
        with _on(line, f"organ_{organ.pk}"):
            memberships.seat_one(
                body=organ,
                person=line.who,
                role=role,
                starts_on=first,
                ends_on=mandate.ends_on,
                title=line.title,
                decision_number=mandate.number,
                decided_on=mandate.decided_on,
                by=by,
            )


def _leave_organ(line: Line, row: Membership, mandate: Mandate, by: User) -> None:
    last = mandate.starts_on - ONE_DAY
    if row.ends_on is None or row.ends_on > last:
        with _on(line, f"organ_{row.seat.body_id}"):
            memberships.relieve(membership=row, on=last, decision=mandate.number, by=by)


class _Rehearsed(Exception):
    """Ends a rehearsal, so that what it wrote is undone."""


def rehearse(service: Callable[[], Any]) -> None:
    """Call a service that writes, then undo what it wrote. Raises Refused as the service does."""
    try:
        with transaction.atomic():
            service()
            raise _Rehearsed
    except _Rehearsed:
        return


def words_of(
    line: Line, mandate: Mandate, *, among: Sequence[Line] = (), organs: Sequence[Body] = ()
) -> list[str]:
    """Return in sentences what the line, one of those of a table, changes; nothing where it changes
    nothing."""
    first, last = day_text(line.starts_on), day_text(line.starts_on - ONE_DAY)
    holder = line.holder
    said: list[str] = []
    if line.stays and not mandate.renews:
        if holder and line.title and line.title != holder.title:
            said.append(_("Ghi chức vụ: %(title)s.") % {"title": line.title})
        return said + _words_of_organs(line, among, organs)
    if line.stays:
        words = _("Ở lại: nhiệm kỳ cũ đến hết %(last)s, nhiệm kỳ mới từ %(first)s.")
        return [words % {"last": last, "first": first}, *_words_of_organs(line, among, organs)]
    if holder is not None:
        words = _("Đồng chí %(name)s thôi giữ đến hết %(last)s.")
        left = line.starts_on if line.is_taken else mandate.starts_on
        said.append(words % {"name": holder.person.full_name, "last": day_text(left - ONE_DAY)})
        said += _words_of_leaving(line, among, organs)
    if line.closes:
        said.append(_("Vị trí kết thúc."))
    elif line.is_taken:
        said.append(_("Chỉ định từ %(first)s.") % {"first": first})
        if holder and line.title and line.title == holder.title:
            said.append(_("Ghi chức vụ như người trước: %(title)s.") % {"title": line.title})
        if line.new_name:
            said.append(_("Cán bộ mới, thêm vào danh bạ."))
        said += _words_of_organs(line, among, organs)
    elif line.seat is None:
        said.append(_("Thêm vị trí, chưa có người giữ."))
    elif holder is not None:
        said.append(_("Vị trí khuyết."))
    return said


def _words_of_organs(line: Line, among: Sequence[Line], organs: Sequence[Body]) -> list[str]:
    """Return what changes for who is to hold the seat in the organs."""
    person = line.person
    before = next((one for one in among if person and one.holder and one.holder.person == person), None)
    said = []
    for organ in organs:
        was = before.holder_in_organs.get(organ.pk, "") if before else ""
        will = line.in_organs.get(organ.pk, "")
        about = {"organ": organ.kind.name, "was": _role(was), "will": _role(will)}
        if will and not was:
            said.append(_("Vào %(organ)s: %(will)s.") % about)
        elif was and not will:
            said.append(_("Thôi %(organ)s.") % about)
        elif was != will:
            said.append(_("%(organ)s: thôi %(was)s, làm %(will)s.") % about)
    return said


def _words_of_leaving(line: Line, among: Sequence[Line], organs: Sequence[Body]) -> list[str]:
    """Return which organs who leaves the table leaves too."""
    holder = line.holder
    if holder is None or any(one.person == holder.person and not one.closes for one in among):
        return []
    left = [organ.kind.name for organ in organs if line.holder_in_organs.get(organ.pk)]
    return [_("Thôi cả %(organs)s.") % {"organs": ", ".join(left)}] if left else []


def _role(role: str) -> str:
    return str(SeatRole(role).label) if role else ""


def counts(lines: Sequence[Line], mandate: Mandate) -> dict[str, int]:
    """Return how many come, stay and leave, how many new seats there are, and how many are vacant then."""
    kept = [line for line in lines if not line.closes]
    arriving = [line for line in kept if line.is_taken and not line.stays]
    staying = {line.person.pk for line in kept if line.person}
    return {
        "come": len(arriving),
        "stay": sum(line.stays for line in kept),
        "leave": sum(line.holder is not None and line.holder.person_id not in staying for line in lines),
        "new_people": sum(bool(line.new_name) for line in arriving),
        "vacant": sum(not line.is_taken for line in kept),
        "seats": len(kept),
    }

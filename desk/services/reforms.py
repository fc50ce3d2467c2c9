"""A reform day carried out as one act: bodies end, others begin, and what the first held goes to the
others."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import acts, editing
from core.acts import Act, Since
from core.dates import moment
from core.errors import Refused
from core.replica import on_database
from core.signals import facts_changed
from delegations.models import Body, BodyKind, Reform
from delegations.permissions import check_can_edit_registers
from delegations.services import bodies, coordination, successions
from delegations.services.carrying import Carried, carry
from delegations.services.reforms import check_draft, locked
from desk.queries.reforms import NewBody, Plan, SeatMove
from desk.services import endings
from directions.enums import Outcome
from directions.models import Direction
from directions.services import directions
from obligations.services import holders, judging
from obligations.services.forgetting import forget
from obligations.services.holders import Held
from reminders.queries.told import told_of
from reminders.services.skipped import forget_skipped


class DutiesLeft(Refused):
    """Duties of the day before would have no holder the day after, and nobody accepted that."""

    def __init__(self, left: Collection[Held]) -> None:
        super().__init__(
            _(
                "Còn %(n)s nghĩa vụ không có tổ chức giữ sau ngày này. Hãy chọn tổ chức kế thừa ở bước “Kế"
                " thừa nghĩa vụ”, hoặc xác nhận là không giao cho tổ chức nào."
            )
            % {"n": len(left)}
        )


@transaction.atomic
def apply(
    *, reform: Reform, by: User, today: dt.date, now: dt.datetime, accepts_gaps: bool = False
) -> Reform:
    """Carry the draft out, whole or not at all. Raises Refused with the sentence of whatever forbids it, and
    where a duty would have no holder, or two."""
    check_can_edit_registers(by)
    reform = locked(reform)
    check_draft(reform)
    with pghistory.context(reform=reform.pk) as act:
        plan = Plan(reform, today=today)
        carry_out(plan, by=by, today=today)
    check_one_holder_each(plan, accepts_gaps=accepts_gaps)
    editing.change(
        reform,
        {"applied_at": now, "applied_by": by, "act": act.id, "undone_at": None, "undone_by": None},
    )
    return reform


def check_one_holder_each(plan: Plan, *, accepts_gaps: bool) -> None:
    """Raise Refused where a duty of the day before has no holder the day after, or more than one."""
    rows = holders_across(plan)
    if double := [row for row in rows if row.is_double]:
        raise Refused(
            _("%(duty)s của %(body)s có hơn một tổ chức giữ: %(after)s.")
            % {"duty": double[0].duty, "body": double[0].name, "after": ", ".join(double[0].after)}
        )
    left = [row for row in rows if row.is_left]
    if left and not accepts_gaps:
        raise DutiesLeft(left)


def holders_across(plan: Plan) -> list[Held]:
    """Return who holds each duty before and after the day, of the bodies of the reform as they are stored."""
    codes = {body.code for body in plan.ending} | {target.code for target in plan.targets}
    keys = Body.objects.filter(code__in=codes).values_list("pk", flat=True)
    return holders.across(plan.last_day, list(keys))


def carry_out(plan: Plan, *, by: User, today: dt.date) -> None:
    """Write all that the plan says. Raises Refused."""
    if not plan.ending:
        raise Refused(_("Chưa chọn tổ chức kết thúc nào ở bước 1."))
    # As it is until the day: the ending ends seats, memberships and regulations.
    seats, children, lapses = plan.seats, plan.children, plan.lapses
    taking = {body.code: body for body in plan.receiving} | _found(plan, by)
    # Directions first: an ended body takes no more.
    _give_directions_again(plan, taking, by=by, today=today)
    endings.end(
        bodies=plan.ending,
        on=plan.last_day,
        decision=plan.reform.decision,
        by=by,
        cancel_meetings=plan.cancel_meetings,
    )
    for old in plan.ending:
        for code, duties in plan.taken_from(old).items():
            successions.hand_on(
                predecessor=old,
                successor=taking[code],
                starts_on=plan.reform.starts_on,
                duties=duties,
                by=by,
            )
    _move_seats(plan, seats, taking, by)
    for child, code in children:
        if code:
            bodies.edit(body=child, changes={"parent": taking[code]}, by=by)
    for lapse in lapses:
        if lapse.lapses:
            coordination.edit(regulation=lapse.regulation, changes={"lapses_on": plan.last_day}, by=by)


def _found(plan: Plan, by: User) -> dict[str, Body]:
    """Found the new bodies, a parent before what is under it."""
    found: dict[str, Body] = {}
    waiting = plan.new
    while waiting:
        coming = {one.code for one in waiting}
        ready = [one for one in waiting if one.parent not in coming - {one.code}]
        if not ready:
            raise Refused(_("Các tổ chức mới thuộc lẫn nhau thành vòng. Hãy xem lại ô “Thuộc” ở bước 2."))
        for one in ready:
            found[one.code] = _found_one(plan, one, found, by)
        waiting = [one for one in waiting if one not in ready]
    return found


def _found_one(plan: Plan, new: NewBody, found: dict[str, Body], by: User) -> Body:
    parent = found.get(new.parent) or Body.objects.filter(code=new.parent).first()
    if new.parent and parent is None:
        raise Refused(
            _("Không có tổ chức mã %(code)s mà %(body)s thuộc về. Hãy xem lại bước 2.")
            % {"code": new.parent, "body": new.name}
        )
    kind = BodyKind.objects.filter(pk=new.kind).first()
    if kind is None:
        raise Refused(_("Loại của %(body)s không còn; hãy chọn lại ở bước 2.") % {"body": new.name})
    return bodies.create(
        code=new.code,
        name=new.name,
        kind=kind,
        host=new.host,
        symbol=new.symbol,
        founded_on=plan.reform.starts_on,
        founding_decision=plan.reform.decision,
        position=bodies.founding_position(),
        parent=parent,
        relation=new.relation,
        by=by,
    )


def _move_seats(plan: Plan, seats: Sequence[SeatMove], taking: dict[str, Body], by: User) -> None:
    """Open like seats in the new bodies and designate who held them, where that is wanted."""
    moves = [
        Carried(move.seat, taking[move.to], move.role, move.holder if move.with_holder else None)
        for move in seats
        if move.to
    ]
    carry(moves=moves, starts_on=plan.reform.starts_on, decision=plan.reform.decision, by=by)


def _give_directions_again(plan: Plan, taking: dict[str, Body], *, by: User, today: dt.date) -> None:
    """Give open directions to the bodies that take them, in the leader's words, and close them where they
    are. They do not pass by themselves: rules.md, section 4."""
    for direction, code in plan.directions:
        if not code:
            continue
        again = _given(taking[code], direction) or directions.give(
            body=taking[code], values=_words_of(direction), today=today, by=by
        )
        directions.close(
            direction=direction,
            on=today,
            outcome=Outcome.REPLACED,
            words=_("Giao lại %(body)s theo %(decision)s: %(code)s.")
            % {"body": taking[code].name, "decision": plan.reform.decision, "code": again.code},
            leader_name=direction.leader_name,
            today=today,
            by=by,
        )


def _given(body: Body, direction: Direction) -> Direction | None:
    """Return the open direction in the same words that the body has already: what was asked of two bodies is
    asked once of the one that they become."""
    same = Direction.objects.filter(body=body, rule="", text=direction.text, closed_on=None)
    return same.filter(leader_name=direction.leader_name).first()


def _words_of(direction: Direction) -> dict[str, Any]:
    names = ("text", "leader_name", "leader_office", "given_on", "due_on")
    follower = direction.assigned_to
    return {name: getattr(direction, name) for name in names} | {
        "assigned_to": follower if follower is not None and follower.is_active else None
    }


# Looking before, and taking back ---------------------------------------------------------------


class Check(NamedTuple):
    """What the reform would do, or did: who holds each duty, what the bodies that take over must do from the
    first day on (findings by their code), and why it cannot be applied ("": it can)."""

    rows: list[Held]
    ahead: dict[str, tuple[Any, ...]]
    refusal: str

    @property
    def left(self) -> list[Held]:
        return [row for row in self.rows if row.is_left]

    @property
    def double(self) -> list[Held]:
        return [row for row in self.rows if row.is_double]

    @property
    def moved(self) -> list[Held]:
        return [row for row in self.rows if row.moved]

    @property
    def stayed(self) -> int:
        """How many duties stay with the body that held them."""
        return len(self.rows) - len(self.moved)


def check(*, reform: Reform, by: User, today: dt.date) -> Check:
    """Return what the reform did, or for a draft what it would do: it is carried out, looked at by the rules
    that judge, and rolled back."""
    if reform.applied_at is not None:
        return _look(Plan(reform, today=today), "")
    with on_database(), transaction.atomic():
        plan, refusal = Plan(reform, today=today), ""
        try:
            with transaction.atomic():
                carry_out(plan, by=by, today=today)
        except Refused as refused:
            refusal = refused.message
        found = Check([], {}, refusal) if refusal else _look(plan, "")
        transaction.set_rollback(True)
    return found


def _look(plan: Plan, refusal: str) -> Check:
    codes = {target.code for target in plan.targets}
    keys = dict(Body.objects.filter(code__in=codes).values_list("pk", "code"))
    verdicts = judging.verdicts(judging.standard(plan.reform.starts_on), keys)
    return Check(holders_across(plan), {one.code: one.findings for one in verdicts}, refusal)


class BuiltOn(Refused):
    """Something was built on the reform since; `since` says who did what, and when."""

    def __init__(self, since: list[Since]) -> None:
        self.since = since
        first = since[0]
        super().__init__(
            _(
                "Chưa hoàn tác được: sau khi áp dụng, %(by)s đã ghi %(what)s “%(record)s” lúc %(at)s%(more)s."
                " Hãy gỡ các việc đó trước."
            )
            % {
                "by": first.by or _("hệ thống"),
                "what": first.what,
                "record": first.words,
                "at": moment(first.at),
                "more": _(" và %(n)s việc khác") % {"n": len(since) - 1} if len(since) > 1 else "",
            }
        )


def built_on(reform: Reform) -> list[Since]:
    """Return what was done since with what the reform wrote, and mailed about bodies that it founded, the
    oldest first; nothing for a draft."""
    return _since(_act(reform.act)) if reform.act else []


def _since(act: Act) -> list[Since]:
    return sorted([*acts.since(act), *told_of(act.made(Body))], key=lambda one: one.at)


def _act(key: uuid.UUID) -> Act:
    return acts.read(key, without=[Reform])


@transaction.atomic
def undo(*, reform: Reform, by: User, now: dt.datetime) -> Reform:
    """Take an applied reform back as a whole: all that it wrote is as it was before, and it is a draft again.
    Raises BuiltOn where something was built on it since."""
    check_can_edit_registers(by)
    reform = locked(reform)
    if reform.act is None:
        raise Refused(_("Đợt sắp xếp này chưa áp dụng."))
    act = _act(reform.act)
    if since := _since(act):
        raise BuiltOn(since)
    made = act.made(Body)
    forget_skipped(made)
    forget(body_ids=made, by=by)
    acts.take_back(act)
    written = reform.act
    editing.change(
        reform, {"applied_at": None, "applied_by": None, "act": None, "undone_at": now, "undone_by": by}
    )
    acts.mark_taken_back(written, now)
    facts_changed.send(sender=None, body_ids=None)
    return reform

"""Found, correct, end and reopen bodies."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing
from core.dates import day as day_text
from core.errors import Refused
from core.signals import facts_changed
from delegations.enums import CoordinationKind
from delegations.models import Body, BodyKind, Membership, Seat, Succession
from delegations.permissions import check_can_edit_body, check_can_edit_registers

# Codes stand in addresses (/to-chuc/<mã>/); these words are other pages there.
RESERVED_CODES = frozenset({"them", "loai", "xuat", "thu-tu"})
# What a body's secretary may correct; the rest belongs to the office.
CONTACT_FIELDS = frozenset({"email", "phone", "symbol"})


@transaction.atomic
def create(
    *,
    code: str,
    name: str,
    kind: BodyKind,
    host: str,
    founded_on: dt.date,
    by: User,
    symbol: str = "",
    founding_decision: str = "",
    email: str = "",
    phone: str = "",
    position: int = 1000,
    coordination_kinds: Sequence[str] | None = None,
    predecessors: Collection[Body] = (),
) -> Body:
    """Found a body, and record whose duties it carries on; raises Refused for a code in use."""
    check_can_edit_registers(by)
    check_code(code)
    kinds = list(CoordinationKind.values) if coordination_kinds is None else list(coordination_kinds)
    body = Body(
        code=code,
        name=name,
        kind=kind,
        host=host,
        founded_on=founded_on,
        symbol=symbol,
        founding_decision=founding_decision,
        email=email,
        phone=phone,
        position=position,
        coordination_kinds=kinds,
    )
    editing.insert(body)
    for predecessor in predecessors:
        editing.insert(Succession(predecessor=predecessor, successor=body))
    facts_changed.send(sender=None, body_ids=[body.pk, *(predecessor.pk for predecessor in predecessors)])
    return body


@transaction.atomic
def edit(*, body: Body, changes: Mapping[str, Any], by: User) -> list[str]:
    """Correct a body's own data and return the names of what changed."""
    check_can_edit_body(by, body)
    differing = {name for name, value in changes.items() if getattr(body, name) != value}
    if differing - CONTACT_FIELDS:
        check_can_edit_registers(by)
    check_code(str(changes.get("code", "")))
    if "founded_on" in differing:
        _check_within(body, changes["founded_on"], body.ended_on, field="founded_on")
    changed = editing.change(body, changes)
    facts_changed.send(sender=None, body_ids=[body.pk])
    return changed


def _check_within(body: Body, founded_on: dt.date, ended_on: dt.date | None, *, field: str) -> None:
    """Raise Refused where a record of the body would fall outside these days of it; records whose query set
    has `outside` are asked."""
    for relation in Body._meta.related_objects:
        model = relation.related_model
        for code, day in getattr(model._default_manager.all(), "outside", _nothing)(
            body, founded_on, ended_on
        )[:1]:
            words = _(
                "Không ghi được ngày này: %(what)s %(code)s của %(body)s ghi ngày %(day)s. Hãy xem lại ngày,"
                " hoặc sửa hồ sơ đó trước."
            )
            raise Refused(
                words
                % {
                    "what": model._meta.verbose_name,
                    "code": code,
                    "body": body.name,
                    "day": day_text(day),
                },
                field=field,
            )


def _nothing(*_days: object) -> list[tuple[str, dt.date]]:
    return []


def check_code(code: str) -> None:
    """Raise Refused for a code that is the address of another page."""
    if code.lower() in RESERVED_CODES:
        raise Refused(
            _("“%(code)s” là tên một trang của hệ thống. Hãy chọn mã khác.") % {"code": code}, field="code"
        )


@transaction.atomic
def end(
    *, bodies: Collection[Body], on: dt.date, decision: str, by: User, successors: Collection[Body] = ()
) -> None:
    """End bodies after their last day `on`, close their seats and memberships that day, and name who carries
    on.

    Many bodies and one successor are a merger, one and many a split, one and one a replacement. Raises
    Refused for a body founded later, ended already, or succeeding itself, and for an end before what is
    recorded of it.
    """
    check_can_edit_registers(by)
    both = {body.pk for body in bodies} & {body.pk for body in successors}
    if both:
        raise Refused(_("Một tổ chức không thể vừa kết thúc vừa là tổ chức kế thừa."), field="successors")
    for body in bodies:
        if body.ended_on is not None:
            raise Refused(
                _("%(body)s đã kết thúc ngày %(day)s.") % {"body": body.name, "day": day_text(body.ended_on)}
            )
        if body.founded_on > on:
            raise Refused(
                _("%(body)s thành lập ngày %(day)s, sau ngày kết thúc.")
                % {
                    "body": body.name,
                    "day": day_text(body.founded_on),
                },
                field="on",
            )
        _check_within(body, body.founded_on, on, field="on")
        _close(body, on=on, decision=decision)
        for successor in successors:
            if not Succession.objects.filter(predecessor=body, successor=successor).exists():
                editing.insert(Succession(predecessor=body, successor=successor))
    facts_changed.send(sender=None, body_ids=[body.pk for body in (*bodies, *successors)])


def _close(body: Body, *, on: dt.date, decision: str) -> None:
    late = Membership.objects.filter(seat__body=body, starts_on__gt=on).select_related("person").first()
    if late is not None:
        raise Refused(
            _(
                "Đồng chí %(person)s được chỉ định từ %(day)s, sau ngày kết thúc của %(body)s. Hãy xem lại"
                " ngày hoặc xoá lần chỉ định đó trước."
            )
            % {"person": late.person.full_name, "day": day_text(late.starts_on), "body": body.name},
            field="on",
        )
    open_after = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    Membership.objects.filter(open_after, seat__body=body).update(ends_on=on, relief_decision=decision[:60])
    Seat.objects.filter(open_after, body=body, starts_on__lte=on).update(ends_on=on)
    editing.change(body, {"ended_on": on, "ending_decision": decision})


@transaction.atomic
def reopen(*, body: Body, by: User) -> None:
    """Take back an end that was recorded by mistake, with the seats and memberships that it closed and its
    successions."""
    check_can_edit_registers(by)
    if body.ended_on is None:
        raise Refused(_("%(body)s đang hoạt động.") % {"body": body.name})
    closed = Membership.objects.filter(seat__body=body, ends_on=body.ended_on)
    if body.ending_decision:
        closed = closed.filter(relief_decision=body.ending_decision)
    closed.update(ends_on=None, relief_decision="")
    Seat.objects.filter(body=body, ends_on=body.ended_on).update(ends_on=None)
    touched = [body.pk, *Succession.objects.filter(predecessor=body).values_list("successor_id", flat=True)]
    Succession.objects.filter(predecessor=body).delete()
    editing.change(body, {"ended_on": None, "ending_decision": ""})
    facts_changed.send(sender=None, body_ids=touched)


@transaction.atomic
def delete(*, body: Body, by: User) -> None:
    """Delete a body typed by mistake that nothing hangs on; raises Refused else: a body ends, it is not
    deleted."""
    check_can_edit_registers(by)
    editing.remove(body, advice=_("Tổ chức đã hoạt động thì ghi nhận kết thúc, không xoá, để còn tra cứu."))


@transaction.atomic
def move(*, body: Body, up: bool, by: User) -> None:
    """Move a body one place up or down in the protocol order."""
    check_can_edit_registers(by)
    order = list(Body.objects.in_protocol_order().select_for_update())
    place = next(index for index, other in enumerate(order) if other.pk == body.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    moved = [row for position, row in enumerate(order, start=1) if row.position != position * 10]
    for position, row in enumerate(order, start=1):
        row.position = position * 10
    Body.objects.bulk_update(moved, ["position"])


def duties_carried_over(on: dt.date, successors: Collection[Body]) -> list[str]:
    """Return, in sentences, who owes what after bodies end on the day: shown before the end is recorded."""
    if not successors:
        return [
            _("Không ghi tổ chức kế thừa: nhiệm vụ còn lại không chuyển cho tổ chức nào."),
            _("Báo cáo năm %(year)s chưa gửi thì vẫn bị nhắc 12 tháng sau hạn.") % {"year": on.year - 1},
            _("Hồ sơ, biên bản, quy chế của tổ chức kết thúc được lưu nguyên để tra cứu theo ngày."),
        ]
    return [
        (
            _(
                "Báo cáo năm %(year)s: tổ chức kết thúc trong năm thì không phải gửi; kết quả đến %(day)s đưa"
                " vào báo cáo của tổ chức kế thừa."
            )
            % {"year": on.year, "day": day_text(on)}
            if (on.month, on.day) != (12, 31)
            else _(
                "Báo cáo năm %(year)s: tổ chức còn hoạt động hết ngày 31/12 nên vẫn phải gửi; tổ chức kế thừa"
                " gửi thay."
            )
            % {"year": on.year}
        ),
        _("Báo cáo năm %(year)s chưa gửi thì vẫn bị nhắc 12 tháng sau hạn; tổ chức kế thừa gửi thay.")
        % {"year": on.year - 1},
        _(
            "Kỳ họp đang dở không tính. Hồ sơ, biên bản, quy chế của tổ chức kết thúc được lưu nguyên để tra"
            " cứu theo ngày."
        ),
        _(
            "Tổ chức kế thừa tính từ ngày thành lập của mình: xây dựng quy chế làm việc, quy chế phối hợp và"
            " kiện toàn vị trí theo hạn của quy định."
        ),
    ]


def founding_position() -> int:
    """Return the next free place at the end of the protocol order."""
    last = Body.objects.order_by(F("position").desc()).values_list("position", flat=True).first()
    return (last or 0) + 10

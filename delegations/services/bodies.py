"""Found, correct, end and reopen bodies."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing
from core.dates import day as day_text
from core.errors import Refused
from core.signals import facts_changed
from delegations.enums import BodyRelation, Duty
from delegations.models import Body, BodyKind, DutySuccession, Membership, Reform, Seat, Succession
from delegations.permissions import check_can_edit_body, check_can_edit_registers
from delegations.services import successions

# Codes stand in addresses (/to-chuc/<mã>/); these words are other pages there.
RESERVED_CODES = frozenset({"them", "nhieu", "loai", "xuat", "thu-tu"})
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
    parent: Body | None = None,
    relation: str = "",
    predecessors: Collection[Body] = (),
) -> Body:
    """Found a body, and record whose duties it carries on; raises Refused for a code in use. Which kinds of
    coordination it needs its kind says, where they are not given."""
    check_can_edit_registers(by)
    check_code(code)
    check_relation(kind, parent is not None, relation)
    check_organ_of(parent, relation)
    kinds = kind.coordination_kinds if coordination_kinds is None else coordination_kinds
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
        coordination_kinds=list(kinds),
        parent=parent,
        relation=relation,
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
    if differing & {"kind", "parent", "relation"}:
        kind, parent, relation = (
            changes.get(name, getattr(body, name)) for name in ("kind", "parent", "relation")
        )
        check_relation(kind, parent is not None, relation)
        check_organ_of(parent, relation)
        _check_place(body, parent, relation)
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


def relation_of(kind: BodyKind, *, has_parent: bool) -> str:
    """Return what a body of the kind is to the one that it is under; nothing where it is under none. Raises
    Refused for an organ of nobody."""
    if kind.is_organ and not has_parent:
        raise Refused(
            _("“%(kind)s” là loại cơ quan: phải ghi cơ quan của tổ chức nào.") % {"kind": kind.name},
            field="parent",
        )
    if not has_parent:
        return ""
    return BodyRelation.ORGAN if kind.is_organ else BodyRelation.SUBORDINATE


def check_relation(kind: BodyKind, has_parent: bool, relation: str) -> None:
    """Raise Refused unless parent and relation are both there or both not, and the body is an organ exactly
    where its kind is one of organs."""
    if has_parent != bool(relation):
        raise Refused(_("“Thuộc” và “Quan hệ” phải có cả hai, hoặc để trống cả hai."), field="relation")
    if kind.is_organ and relation != BodyRelation.ORGAN:
        raise Refused(
            _("“%(kind)s” là loại cơ quan: phải ghi cơ quan của tổ chức nào.") % {"kind": kind.name},
            field="relation",
        )
    if not kind.is_organ and relation == BodyRelation.ORGAN:
        raise Refused(
            _("“%(kind)s” không phải loại cơ quan; hãy đổi loại, hoặc ghi quan hệ Trực thuộc.")
            % {"kind": kind.name},
            field="relation",
        )


def check_organ_of(parent: Body | None, relation: str) -> None:
    """Raise Refused for an organ of an organ."""
    if parent is not None and BodyRelation.ORGAN == relation == parent.relation:
        raise Refused(
            _("%(body)s là cơ quan của một tổ chức; cơ quan không có cơ quan của mình.")
            % {"body": parent.name or parent.code},
            field="parent",
        )


def _check_place(body: Body, parent: Body | None, relation: str) -> None:
    """Raise Refused where the body would be under itself, or an organ that has organs."""
    above = parent
    while above is not None:
        if above.pk == body.pk:
            raise Refused(_("Tổ chức không thể thuộc chính mình, kể cả qua tổ chức khác."), field="parent")
        above = above.parent
    if relation == BodyRelation.ORGAN and body.children.filter(relation=BodyRelation.ORGAN).exists():
        raise Refused(
            _("%(body)s đang có cơ quan của mình nên không thể là cơ quan.") % {"body": body.name},
            field="kind",
        )


@transaction.atomic
def end(
    *, bodies: Collection[Body], on: dt.date, decision: str, by: User, successors: Collection[Body] = ()
) -> None:
    """End bodies after their last day `on`, close their seats and memberships that day, and name who carries
    on.

    Many bodies and one successor are a merger, one and many a split, one and one a replacement. One successor
    takes all duties that nobody has taken; of several none takes any. Raises Refused for a body founded
    later, ended already, or succeeding itself, and for an end before what is recorded of it.
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
            successions.link(body, successor)
        heir = heir_of(successors)
        if heir and (duties := successions.left_to_hand_on(body, heir)):
            first = successions.first_day(on, heir)
            successions.hand_on(predecessor=body, successor=heir, starts_on=first, duties=duties, by=by)
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
    """Take back an end that was recorded by mistake, with the seats and memberships that it closed and the
    successions that came with it. Raises Refused for a body that is active, or ended in a reform, which is
    taken back as a whole."""
    check_can_edit_registers(by)
    if body.ended_on is None:
        raise Refused(_("%(body)s đang hoạt động.") % {"body": body.name})
    if reform := _reform_of_the_end(body):
        raise Refused(
            _("%(body)s kết thúc trong đợt sắp xếp “%(reform)s”; hãy hoàn tác cả đợt đó.")
            % {"body": body.name, "reform": reform.name}
        )
    closed = Membership.objects.filter(seat__body=body, ends_on=body.ended_on)
    if body.ending_decision:
        closed = closed.filter(relief_decision=body.ending_decision)
    _put_back(closed, ("ends_on", "relief_decision"), ended_on=body.ended_on)
    _put_back(Seat.objects.filter(body=body, ends_on=body.ended_on), ("ends_on",), ended_on=body.ended_on)
    handed = DutySuccession.objects.filter(predecessor=body, starts_on__gt=body.ended_on)
    touched = {body.pk}
    for rows in (handed, Succession.objects.filter(predecessor=body)):
        touched |= set(rows.values_list("successor_id", flat=True))
        rows.delete()
    editing.change(body, {"ended_on": None, "ending_decision": ""})
    facts_changed.send(sender=None, body_ids=touched)


def _put_back(rows: QuerySet[Any], columns: Sequence[str], *, ended_on: dt.date) -> None:
    """Give rows that were closed on the day the columns that they had before, by their history: a last day of
    their own was another. Three queries, and one for each row that had one."""
    keys = list(rows.values_list("pk", flat=True))
    events: Any = rows.model._meta.get_field("history").related_model
    others = events.objects.filter(Q(ends_on=None) | ~Q(ends_on=ended_on), pgh_obj_id__in=keys)
    before = {event.pgh_obj_id: event for event in others.order_by("pgh_id")}
    rows.update(**{name: rows.model._meta.get_field(name).get_default() for name in columns})
    for key, event in before.items():
        if event.ends_on is not None:
            values = {name: getattr(event, name) for name in columns}
            rows.model._default_manager.filter(pk=key).update(**values)


def _reform_of_the_end(body: Body) -> Reform | None:
    """Return the applied reform that wrote the body's end, if one did."""
    events: Any = Body._meta.get_field("history").related_model
    ends = events.objects.filter(pgh_obj_id=body.pk, ended_on=body.ended_on)
    return Reform.objects.filter(act__in=ends.values("pgh_context_id")).order_by("-starts_on").first()


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


def heir_of(successors: Collection[Body]) -> Body | None:
    """Return the one successor, who takes the duties; of several nobody does before each duty is given."""
    return next(iter(successors)) if len(successors) == 1 else None


def duties_carried_over(on: dt.date, bodies: Sequence[Body], successors: Collection[Body]) -> list[str]:
    """Return, in sentences, who owes what after bodies end on the day (rules.md, section 4): shown before the
    end is recorded."""
    heir = heir_of(successors)
    return [
        *(_with_heir(on, bodies, heir) if heir else _without_heir(on, several=bool(successors))),
        *_of_organs(on, bodies),
        _(
            "Báo cáo của các năm trước chưa gửi thì vẫn đứng tên tổ chức kết thúc và còn bị nhắc theo quy"
            " định."
        ),
        _(
            "Ý kiến chỉ đạo còn mở không chuyển; kỳ họp đang dở không tính. Hồ sơ, biên bản, quy chế của tổ"
            " chức kết thúc được lưu nguyên để tra cứu theo ngày."
        ),
    ]


def _with_heir(on: dt.date, bodies: Sequence[Body], heir: Body) -> list[str]:
    taken = {body.name: successions.left_to_hand_on(body, heir) for body in bodies}
    first = day_text(successions.first_day(on, heir))
    words = _("Từ %(day)s %(heir)s giữ nghĩa vụ của %(body)s: %(duties)s.")
    sentences = [
        words
        % {
            "day": first,
            "heir": heir.name,
            "body": name,
            "duties": ", ".join(str(Duty(duty).label) for duty in duties),
        }
        for name, duties in taken.items()
        if duties
    ]
    if any(Duty.REPORTS in duties for duties in taken.values()):
        own = _(
            "Báo cáo năm %(year)s: tổ chức còn hoạt động hết ngày 31/12 nên vẫn phải gửi, đứng tên tổ chức"
            " đó."
        )
        passed = _(
            "Báo cáo năm %(year)s: tổ chức kết thúc trong năm thì không phải gửi; kết quả đến %(day)s đưa vào"
            " báo cáo của %(heir)s."
        )
        year_words = own if (on.month, on.day) == (12, 31) else passed
        sentences.append(year_words % {"year": on.year, "day": day_text(on), "heir": heir.name})
    new = _(
        "Tổ chức kế thừa tính từ ngày thành lập của mình: xây dựng quy chế làm việc, quy chế phối hợp và kiện"
        " toàn vị trí theo hạn của quy định."
    )
    return [*sentences, new]


def _of_organs(on: dt.date, bodies: Sequence[Body]) -> list[str]:
    """Return what becomes of the organs of bodies that end; nothing where they have none. One query."""
    keys = [body.pk for body in bodies]
    organs = Body.objects.active_on(on).filter(parent__in=keys, relation=BodyRelation.ORGAN)
    names = list(organs.exclude(pk__in=keys).in_protocol_order().values_list("name", flat=True))
    words = _(
        "Cơ quan của tổ chức cũng thôi hoạt động: %(names)s. Nhiệm vụ, đề xuất của cơ quan không chuyển theo;"
        " muốn chuyển thì lập đợt sắp xếp, hoặc chọn cơ quan ở ô “Cùng kết thúc”."
    )
    return [words % {"names": ", ".join(names)}] if names else []


def _without_heir(on: dt.date, *, several: bool) -> list[str]:
    left = (
        _(
            "Có nhiều tổ chức kế thừa nên chưa nghĩa vụ nào được giao: nhiệm vụ, đề xuất còn lại không được"
            " nhắc ở đâu nữa. Muốn giao từng nghĩa vụ thì lập đợt sắp xếp."
        )
        if several
        else _(
            "Không ghi tổ chức kế thừa: nhiệm vụ, đề xuất còn lại không chuyển cho tổ chức nào và không được"
            " nhắc nữa."
        )
    )
    year = (
        _("Báo cáo năm %(year)s: tổ chức còn hoạt động hết ngày 31/12 nên vẫn phải gửi, đứng tên tổ chức đó.")
        if (on.month, on.day) == (12, 31)
        else _("Báo cáo năm %(year)s: tổ chức kết thúc trong năm thì không phải gửi, và không ai gửi thay.")
    )
    return [left, year % {"year": on.year}]


def founding_position() -> int:
    """Return the next free place at the end of the protocol order."""
    last = Body.objects.order_by(F("position").desc()).values_list("position", flat=True).first()
    return (last or 0) + 10

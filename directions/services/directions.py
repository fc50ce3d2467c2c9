"""Give directions, change them, take them back, close them and open them again.

Every writer locks the direction first, so that of two who close at the same moment the second is told so. The
same words for the same matter are taken once: a form that is sent twice writes one record.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries import officers
from core import dates
from core.editing import change as write
from core.editing import insert
from core.errors import Refused
from core.secrecy import check_not_secret
from core.signals import facts_changed
from core.text import normalise
from delegations.enums import Duty
from delegations.models import Body
from delegations.queries import successions
from directions.enums import Outcome, StepKind
from directions.models import Direction, DirectionStep
from directions.permissions import can_direct, check_can_change, check_can_direct, is_leader
from directions.queries.directions import finding_remains
from obligations.models import Flag
from records.codes import next_code


@transaction.atomic
def give(
    *, body: Body, values: Mapping[str, Any], rule: str = "", subject: str = "", today: dt.date, by: User
) -> Direction:
    """Record a direction on a body, or on one of its findings. `values` are text, due_on, assigned_to; staff
    name the leader (leader_name, leader_office) and the day it was said (given_on), a leader writes in their
    own name today. Raises Refused.
    """
    check_can_direct(by, body.pk)
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    if rule and not Flag.objects.filter(body=body, rule=rule, subject=subject).exists():
        raise Refused(_("Tổ chức này không có phát hiện đó. Hãy mở lại phát hiện rồi ghi ý kiến."))
    columns = _columns(values, today=today, by=by)
    _check(columns, today)
    _check_stands(body, columns["given_on"])
    same = Direction.objects.filter(
        body=body,
        rule=rule,
        subject=subject,
        text=columns["text"],
        leader_name=columns["leader_name"],
        closed_on=None,
    ).first()
    if same is not None:
        raise Refused(
            _("Ý kiến này đã được ghi ngày %(day)s, mã %(code)s.")
            % {
                "day": dates.day(same.given_on),
                "code": same.code,
            },
            field="text",
        )
    code = next_code(Direction, f"{body.code}/CD-{columns['given_on'].year}-", digits=2)
    made = Direction(
        code=code,
        body=body,
        rule=rule,
        subject=subject,
        given_by=by,
        is_spoken=not is_leader(by),
        sent_on=today,
        **columns,
    )
    insert(made)
    facts_changed.send(sender=None, body_ids=[body.pk])
    return made


@transaction.atomic
def change(*, direction: Direction, values: Mapping[str, Any], today: dt.date, by: User) -> list[str]:
    """Change a direction that nobody has acknowledged or acted on yet; return the names of what changed.
    Raises Refused."""
    check_can_change(by, direction)
    direction = locked(direction)
    check_open(direction)
    if direction.received_on is not None or direction.steps.exists() or direction.requests.exists():
        raise Refused(
            _(
                "Ý kiến đã được tiếp nhận hoặc đã có báo cáo thực hiện nên không sửa được nữa. Hãy ghi ý kiến"
                " thêm, hoặc rút lại rồi ghi ý kiến khác."
            )
        )
    columns = _columns(
        {name: getattr(direction, name) for name in _TYPED} | dict(values),
        today=today,
        by=by,
        direction=direction,
    )
    _check(columns, today)
    changed = write(direction, columns)
    facts_changed.send(sender=None, body_ids=[direction.body_id])
    return changed


@transaction.atomic
def assign(*, direction: Direction, to: User | None, by: User) -> None:
    """Give a direction to a member of staff to follow up, or to nobody. Raises Refused."""
    check_can_direct(by, direction.body_id)
    direction = locked(direction)
    check_open(direction)
    write(direction, _assignee(to))


@transaction.atomic
def withdraw(*, direction: Direction, reason: str, today: dt.date, by: User) -> None:
    """Take a direction back, with the reason. Raises Refused."""
    check_can_change(by, direction)
    direction = locked(direction)
    check_open(direction)
    _close(
        direction, on=today, outcome=Outcome.WITHDRAWN, words=reason, leader_name=direction.leader_name, by=by
    )


@transaction.atomic
def confirm(
    *, direction: Direction, number: int, despite_finding: bool = False, today: dt.date, by: User
) -> None:
    """Close a direction as the step of that number proposed. Raises Refused where that is not the last word
    on it, and where its finding remains and the leader was not shown so."""
    check_can_direct(by, direction.body_id)
    direction = locked(direction)
    check_open(direction)
    last = last_proposal(direction)
    if last is None or last.number != number:
        raise Refused(
            _("Đề nghị kết thúc này không còn hiệu lực. Hãy xem diễn biến mới nhất rồi xác nhận lại.")
        )
    _check_finding(direction, last.outcome, despite_finding, today)
    name = str(by) if is_leader(by) else direction.leader_name
    _close(direction, on=today, outcome=last.outcome, words=last.text, leader_name=name, by=by)


@transaction.atomic
def close(
    *,
    direction: Direction,
    on: dt.date,
    outcome: str,
    words: str,
    leader_name: str,
    despite_finding: bool = False,
    today: dt.date,
    by: User,
) -> None:
    """Close a direction with its outcome; staff name the leader who said so. Raises Refused, also where its
    finding remains and the leader was not shown so."""
    check_can_direct(by, direction.body_id)
    direction = locked(direction)
    check_open(direction)
    check_day(direction.given_on, on, today)
    if outcome == Outcome.WITHDRAWN:
        raise Refused(_("Rút lại ý kiến bằng việc “Rút lại”, có nêu lý do."), field="outcome")
    _check_finding(direction, outcome, despite_finding, today)
    _close(direction, on=on, outcome=outcome, words=words, leader_name=_speaker(leader_name, by), by=by)


def _check_finding(direction: Direction, outcome: str, despite_finding: bool, today: dt.date) -> None:
    if outcome == Outcome.DONE and not despite_finding and finding_remains(direction, today=today):
        raise Refused(
            _(
                "Phát hiện mà ý kiến này nêu hiện vẫn còn. Hãy xem lại; nếu vẫn kết thúc là đã thực hiện, hãy"
                " xác nhận rõ điều đó."
            ),
            field="despite_finding",
        )


@transaction.atomic
def reopen(*, direction: Direction, reason: str, today: dt.date, by: User) -> None:
    """Open a direction again that was closed by mistake or too early; the reason becomes a step. Raises
    Refused."""
    check_can_direct(by, direction.body_id)
    direction = locked(direction)
    if direction.closed_on is None:
        raise Refused(_("Ý kiến chỉ đạo này đang mở."))
    check_not_secret(reason, field="reason")
    write(
        direction,
        {"closed_on": None, "outcome": "", "closing_words": "", "closed_by": None, "closer_name": ""},
    )
    add_step(direction, DirectionStep(on=today, kind=StepKind.REOPENED, text=reason, by=by, by_name=str(by)))


def locked(direction: Direction) -> Direction:
    """Return the direction as it stands, held until the transaction ends."""
    return (
        Direction.objects.select_for_update(no_key=True, of=("self",))
        .select_related("body")
        .get(pk=direction.pk)
    )


def check_open(direction: Direction) -> None:
    if direction.closed_on is not None:
        raise Refused(
            _("Ý kiến chỉ đạo này đã kết thúc ngày %(day)s (%(outcome)s); muốn ghi tiếp thì mở lại.")
            % {
                "day": dates.day(direction.closed_on),
                "outcome": direction.get_outcome_display(),
            }
        )


def due_day(direction: Direction) -> dt.date:
    """Return the due day as the leader's words have it now."""
    moved = direction.steps.filter(due_on__isnull=False).order_by("-number").values_list("due_on", flat=True)
    return moved.first() or direction.due_on


def last_proposal(direction: Direction) -> DirectionStep | None:
    """Return the proposal to close that waits for the leader, if one does."""
    last = (
        direction.steps.filter(kind__in=[StepKind.PROPOSAL, StepKind.FURTHER, StepKind.REOPENED])
        .order_by("-number")
        .first()
    )
    return last if last is not None and last.kind == StepKind.PROPOSAL else None


def leader_named(direction: Direction, leader_name: str, by: User) -> str:
    """Return in whose name a leader's word is written: their own, else the one whom staff name, else the one
    who gave the direction. Raises Refused for a name with a secrecy mark."""
    name = str(by) if is_leader(by) else leader_name.strip() or direction.leader_name
    check_not_secret(name, field="leader_name")
    return name


def check_day(given_on: dt.date, on: dt.date, today: dt.date) -> None:
    """Raise Refused for an act on a direction before it was given, or later than today."""
    if on < given_on:
        raise Refused(
            _("Ngày này không thể trước ngày cho ý kiến %(day)s.") % {"day": dates.day(given_on)}, field="on"
        )
    if on > today:
        raise Refused(_("Ngày này chưa đến. Hãy nhập ngày từ hôm nay trở về trước."), field="on")


def add_step(direction: Direction, step: DirectionStep) -> DirectionStep:
    """Store a step of a locked direction under its next number; the same words of a day are taken once.
    Raises Refused."""
    if direction.steps.filter(on=step.on, kind=step.kind, text=step.text, by_name=step.by_name).exists():
        raise Refused(_("Nội dung này đã được ghi ngày %(day)s.") % {"day": dates.day(step.on)}, field="text")
    last = direction.steps.order_by("-number").values_list("number", flat=True).first()
    step.direction, step.number = direction, (last or 0) + 1
    insert(step)
    facts_changed.send(sender=None, body_ids=[direction.body_id])
    return step


_TYPED = ("text", "urgency", "due_on", "assigned_to", "leader_name", "leader_office", "given_on")


def _columns(
    values: Mapping[str, Any], *, today: dt.date, by: User, direction: Direction | None = None
) -> dict[str, Any]:
    """Return the columns of what was typed; a leader writes in their own name, on the day itself. An office
    that staff left open is the one written for that leader last."""
    current = direction.assigned_to if direction else None
    columns: dict[str, Any] = {name: values[name] for name in _TYPED if name in values} | _assignee(
        values.get("assigned_to"), current=current
    )
    columns["leader_name"] = normalise(columns.get("leader_name", ""))
    if is_leader(by):
        given_on = direction.given_on if direction else today
        columns |= {
            "leader_name": str(by),
            "leader_office": direction.leader_office if direction else "",
            "given_on": given_on,
        }
    elif not columns.get("leader_office") and direction is None:
        last_office = (
            Direction.objects.filter(leader_name=columns["leader_name"])
            .order_by("-given_on", "-pk")
            .values_list("leader_office", flat=True)
            .first()
        )
        columns["leader_office"] = last_office or ""
    return columns


def _assignee(to: User | None, *, current: User | None = None) -> dict[str, Any]:
    if to is not None and to != current and not officers().filter(pk=to.pk).exists():
        raise Refused(_("Chỉ giao theo dõi cho chuyên viên văn phòng đang làm việc."), field="assigned_to")
    return {"assigned_to": to, "assignee_name": str(to) if to else ""}


def _check(columns: Mapping[str, Any], today: dt.date) -> None:
    if not columns.get("leader_name"):
        raise Refused(_("Ghi tên lãnh đạo đã cho ý kiến."), field="leader_name")
    check_given(columns["given_on"], columns["due_on"], today)


def check_given(given_on: dt.date, due_on: dt.date, today: dt.date) -> None:
    """Raise Refused for a direction given later than today, or due before it was given."""
    if given_on > today:
        raise Refused(_("Ngày cho ý kiến không thể sau hôm nay."), field="given_on")
    if due_on < given_on:
        raise Refused(
            _("Hạn thực hiện không thể trước ngày cho ý kiến %(day)s.") % {"day": dates.day(given_on)},
            field="due_on",
        )


def _check_stands(body: Body, on: dt.date) -> None:
    """Raise Refused for a body that has ended before the day: nobody there could answer. A new body may be
    given what was said before it, to one that it took over from."""
    if Body.objects.active_on(max(on, body.founded_on)).filter(pk=body.pk).exists():
        return
    holder = successions.holding(body, Duty.TASKS, on=on)
    words = (
        _("%(body)s không còn hoạt động ngày %(day)s. Hãy chọn tổ chức đang hoạt động.")
        if holder == body
        else _(
            "%(body)s không còn hoạt động ngày %(day)s. Hãy ghi ý kiến cho %(holder)s, tổ chức giữ nhiệm vụ."
        )
    )
    raise Refused(words % {"body": body.name, "day": dates.day(on), "holder": holder.name})


def _speaker(leader_name: str, by: User) -> str:
    """Return in whose name the word stands: the leader's own, or the one that staff write for. Raises Refused
    where nobody is named."""
    assert can_direct(by)
    if is_leader(by):
        return str(by)
    check_not_secret(leader_name, field="leader_name")
    if not leader_name.strip():
        raise Refused(_("Ghi tên lãnh đạo đã xác nhận."), field="leader_name")
    return leader_name


def _close(
    direction: Direction, *, on: dt.date, outcome: str, words: str, leader_name: str, by: User
) -> None:
    for line in (words, leader_name):
        check_not_secret(line, field="words")
    write(
        direction,
        {
            "closed_on": on,
            "outcome": outcome,
            "closing_words": words,
            "closed_by": by,
            "closer_name": leader_name,
        },
    )
    facts_changed.send(sender=None, body_ids=[direction.body_id])

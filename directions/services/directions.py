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
from core import dates
from core.editing import change as write
from core.editing import insert
from core.errors import Refused
from core.secrecy import check_not_secret
from core.text import normalise
from delegations.models import Body
from directions.enums import Outcome, StepKind
from directions.models import Direction, DirectionStep
from directions.permissions import can_direct, check_can_change, check_can_direct, is_leader
from directions.queries.directions import followers
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
        code=code, body=body, rule=rule, subject=subject, given_by=by, is_spoken=not is_leader(by), **columns
    )
    insert(made)
    return made


@transaction.atomic
def change(*, direction: Direction, values: Mapping[str, Any], today: dt.date, by: User) -> list[str]:
    """Change a direction on which nobody acted yet and return the names of what changed. Raises Refused."""
    check_can_change(by, direction)
    direction = locked(direction)
    check_open(direction)
    if direction.steps.exists():
        raise Refused(
            _(
                "Đã có báo cáo thực hiện nên ý kiến không sửa được nữa. Hãy ghi ý kiến thêm, hoặc rút lại rồi"
                " ghi ý kiến khác."
            )
        )
    columns = _columns(
        {name: getattr(direction, name) for name in _TYPED} | dict(values),
        today=today,
        by=by,
        direction=direction,
    )
    _check(columns, today)
    return write(direction, columns)


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
def confirm(*, direction: Direction, number: int, today: dt.date, by: User) -> None:
    """Close a direction as the step of that number proposed. Raises Refused where that is not the last word
    on it."""
    check_can_direct(by, direction.body_id)
    direction = locked(direction)
    check_open(direction)
    last = (
        direction.steps.filter(kind__in=[StepKind.PROPOSAL, StepKind.FURTHER, StepKind.REOPENED])
        .order_by("-number")
        .first()
    )
    if last is None or last.kind != StepKind.PROPOSAL or last.number != number:
        raise Refused(
            _("Đề nghị kết thúc này không còn hiệu lực. Hãy xem diễn biến mới nhất rồi xác nhận lại.")
        )
    name = str(by) if is_leader(by) else direction.leader_name
    _close(direction, on=today, outcome=last.outcome, words=last.text, leader_name=name, by=by)


@transaction.atomic
def close(
    *, direction: Direction, on: dt.date, outcome: str, words: str, leader_name: str, today: dt.date, by: User
) -> None:
    """Close a direction with its outcome; staff name the leader who said so. Raises Refused."""
    check_can_direct(by, direction.body_id)
    direction = locked(direction)
    check_open(direction)
    check_day(direction.given_on, on, today)
    if outcome == Outcome.WITHDRAWN:
        raise Refused(_("Rút lại ý kiến bằng việc “Rút lại”, có nêu lý do."), field="outcome")
    _close(direction, on=on, outcome=outcome, words=words, leader_name=_speaker(leader_name, by), by=by)


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
    return step


_TYPED = ("text", "due_on", "assigned_to", "leader_name", "leader_office", "given_on")


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
    if to is not None and to != current and not followers().filter(pk=to.pk).exists():
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

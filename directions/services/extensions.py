"""Ask for more time for a direction, and what the leader answers."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from core import dates
from core.editing import change as write
from core.editing import insert
from core.errors import Refused
from directions.enums import Decision, StepKind
from directions.models import Direction, DirectionStep, Extension
from directions.permissions import check_can_direct, check_can_report
from directions.services.directions import (
    add_step,
    check_open,
    due_day,
    last_proposal,
    leader_named,
    locked,
)


@transaction.atomic
def ask(*, direction: Direction, until: dt.date, reason: str, today: dt.date, by: User) -> Extension:
    """Ask the leader for time until a day, with the reason. Raises Refused."""
    check_can_report(by, direction)
    return put(direction, until=until, reason=reason, name=str(by), today=today, by=by)


def put(
    direction: Direction, *, until: dt.date, reason: str, name: str, today: dt.date, by: User | None
) -> Extension:
    """Write a request for more time; `by` is None for one by link. Raises Refused."""
    direction = locked(direction)
    check_open(direction)
    if last_proposal(direction) is not None:
        raise Refused(_("Đã đề nghị kết thúc ý kiến này nên không xin gia hạn. Hãy chờ lãnh đạo xác nhận."))
    if direction.requests.filter(decided_on=None).exists():
        raise Refused(_("Đã có đề nghị gia hạn đang chờ lãnh đạo trả lời."))
    if not reason.strip():
        raise Refused(_("Ghi lý do xin gia hạn."), field="reason")
    _check_later(direction, until, today, field="until")
    made = Extension(
        direction=direction,
        number=direction.requests.count() + 1,
        asked_on=today,
        until=until,
        reason=reason,
        asker_name=name,
        asked_by=by,
    )
    insert(made)
    return made


@transaction.atomic
def grant(
    *,
    direction: Direction,
    number: int,
    until: dt.date,
    words: str = "",
    leader_name: str = "",
    today: dt.date,
    by: User,
) -> DirectionStep:
    """Give more time, until the day that was asked for or another: a further word of the leader with a new
    due day. Raises Refused."""
    check_can_direct(by, direction.body_id)
    direction = locked(direction)
    request = _waiting(direction, number)
    _check_later(direction, until, today, field="until")
    name = leader_named(direction, leader_name, by)
    with override("vi"):  # what is kept is Vietnamese, whoever writes
        text = _("Đồng ý gia hạn đến ngày %(day)s. %(words)s") % {"day": dates.day(until), "words": words}
    step = add_step(
        direction,
        DirectionStep(on=today, kind=StepKind.FURTHER, text=text.strip(), due_on=until, by=by, by_name=name),
    )
    _decide(request, Decision.GRANTED, words=words, name=name, today=today, by=by)
    return step


@transaction.atomic
def refuse(
    *, direction: Direction, number: int, words: str, leader_name: str = "", today: dt.date, by: User
) -> None:
    """Give no more time, with the reason. Raises Refused."""
    check_can_direct(by, direction.body_id)
    direction = locked(direction)
    request = _waiting(direction, number)
    if not words.strip():
        raise Refused(_("Ghi vì sao không gia hạn."), field="words")
    name = leader_named(direction, leader_name, by)
    _decide(request, Decision.REFUSED, words=words, name=name, today=today, by=by)


def settle(direction: Direction, step: DirectionStep, *, by: User) -> None:
    """Take a leader's word that sets a later due day for the answer to a request that waits."""
    request = direction.requests.select_for_update().filter(decided_on=None).first()
    if request is not None:
        _decide(request, Decision.GRANTED, words=step.text, name=step.by_name, today=step.on, by=by)


def _waiting(direction: Direction, number: int) -> Extension:
    check_open(direction)
    if last_proposal(direction) is not None:
        raise Refused(_("Chuyên viên đã đề nghị kết thúc ý kiến này. Hãy xem đề nghị đó trước."))
    request = direction.requests.select_for_update().filter(number=number, decided_on=None).first()
    if request is None:
        raise Refused(_("Đề nghị gia hạn này đã được trả lời. Hãy xem diễn biến mới nhất."))
    return request


def _check_later(direction: Direction, until: dt.date, today: dt.date, *, field: str) -> None:
    due_on = due_day(direction)
    if until <= due_on or until < today:
        raise Refused(
            _("Hạn mới phải sau hạn đang có %(day)s và không trước hôm nay.") % {"day": dates.day(due_on)},
            field=field,
        )


def _decide(
    request: Extension, decision: Decision, *, words: str, name: str, today: dt.date, by: User
) -> None:
    write(
        request,
        {
            "decision": decision,
            "decided_on": today,
            "decision_words": words,
            "decider_name": name,
            "decided_by": by,
        },
    )

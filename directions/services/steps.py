"""The steps of a direction after it was given: reports, proposals to close, the leader's comments."""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can_edit_facts
from core import dates, files
from core.errors import Refused
from core.secrecy import check_not_secret
from directions.enums import Outcome, StepKind
from directions.models import Direction, DirectionFile, DirectionStep
from directions.permissions import check_can_direct, check_can_propose, check_can_report, is_leader
from directions.services.directions import add_step, check_day, check_open, locked


@transaction.atomic
def report(
    *,
    direction: Direction,
    on: dt.date,
    text: str,
    upload: UploadedFile | None = None,
    now: dt.datetime,
    by: User,
) -> DirectionStep:
    """Record what was done by the day, with a file where there is one. Raises Refused."""
    check_can_report(by, direction)
    return _record(
        direction,
        DirectionStep(on=on, kind=StepKind.REPORT, text=text, by=by, by_name=str(by)),
        upload,
        now=now,
        by=by,
    )


@transaction.atomic
def propose(
    *,
    direction: Direction,
    on: dt.date,
    text: str,
    outcome: str,
    upload: UploadedFile | None = None,
    now: dt.datetime,
    by: User,
) -> DirectionStep:
    """Propose to close a direction with an outcome; it waits for the leader then. Raises Refused."""
    check_can_propose(by, direction)
    if outcome not in {Outcome.DONE, Outcome.NOT_DONE, Outcome.REPLACED}:
        raise Refused(_("Chọn kết quả thực hiện."), field="outcome")
    return _record(
        direction,
        DirectionStep(on=on, kind=StepKind.PROPOSAL, text=text, outcome=outcome, by=by, by_name=str(by)),
        upload,
        now=now,
        by=by,
    )


@transaction.atomic
def add_comment(
    *,
    direction: Direction,
    text: str,
    due_on: dt.date | None,
    leader_name: str = "",
    today: dt.date,
    by: User,
) -> DirectionStep:
    """Record a leader's further words, with a new due day where there is one; a proposal to close is answered
    by them. Raises Refused."""
    check_can_direct(by, direction.body_id)
    direction = locked(direction)
    check_open(direction)
    check_new_due_day(due_on, today)
    name = str(by) if is_leader(by) else leader_name or direction.leader_name
    check_not_secret(name, field="leader_name")
    return add_step(
        direction,
        DirectionStep(on=today, kind=StepKind.FURTHER, text=text, due_on=due_on, by=by, by_name=name),
    )


@transaction.atomic
@transaction.atomic
def take_off_file(*, stored: DirectionFile, now: dt.datetime, by: User) -> None:
    """Take a file off its step; row and bytes stay. Raises Refused for a closed direction, and for what
    another than a secretary handed in."""
    check_can_report(by, stored.step.direction)
    check_open(locked(stored.step.direction))
    if stored.added_by_id != by.pk and not can_edit_facts(by):
        raise Refused(_("Tệp này do người khác gửi; chỉ người gửi hoặc chuyên viên văn phòng gỡ được."))
    files.take_off(stored, at=now)


def check_new_due_day(due_on: dt.date | None, on: dt.date) -> None:
    """Raise Refused for a new due day before the day on which it was set."""
    if due_on is not None and due_on < on:
        raise Refused(
            _("Hạn mới không thể trước ngày đặt hạn %(day)s.") % {"day": dates.day(on)}, field="due_on"
        )


def _record(
    direction: Direction, step: DirectionStep, upload: UploadedFile | None, *, now: dt.datetime, by: User
) -> DirectionStep:
    direction = locked(direction)
    check_open(direction)
    check_day(direction.given_on, step.on, now.date())
    add_step(direction, step)
    if upload is not None:
        files.add(DirectionFile, upload=upload, at=now, by=by, step=step)
    return step

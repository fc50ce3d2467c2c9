"""The steps of a direction after it was given: reports, proposals to close, the leader's comments."""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can_edit_facts
from core import dates, files
from core.errors import Refused
from directions.enums import Outcome, StepKind
from directions.models import Direction, DirectionFile, DirectionStep
from directions.permissions import check_can_direct, check_can_propose, check_can_report
from directions.services import extensions
from directions.services.directions import add_step, check_day, check_open, due_day, leader_named, locked
from obligations.models import Flag
from obligations.queries import findings


@transaction.atomic
def report(
    *,
    direction: Direction,
    on: dt.date,
    text: str,
    evidence: str = "",
    upload: UploadedFile | None = None,
    now: dt.datetime,
    by: User,
) -> DirectionStep:
    """Record what was done by the day, with the document that shows it or a file where there is one. Raises
    Refused."""
    check_can_report(by, direction)
    step = DirectionStep(
        on=on, kind=StepKind.REPORT, text=text, evidence=evidence.strip(), by=by, by_name=str(by)
    )
    return _record(direction, step, upload, now=now, by=by)


@transaction.atomic
def propose(
    *,
    direction: Direction,
    on: dt.date,
    text: str,
    outcome: str,
    evidence: str = "",
    upload: UploadedFile | None = None,
    now: dt.datetime,
    by: User,
) -> DirectionStep:
    """Propose to close a direction with an outcome; it waits for the leader then. What was done is proven:
    by a file, a document's number, or the records themselves. Raises Refused."""
    check_can_propose(by, direction)
    if outcome not in {Outcome.DONE, Outcome.NOT_DONE, Outcome.REPLACED}:
        raise Refused(_("Chọn kết quả thực hiện."), field="outcome")
    if outcome != Outcome.NOT_DONE and not evidence.strip() and upload is None:
        _check_proven(direction)
    step = DirectionStep(
        on=on,
        kind=StepKind.PROPOSAL,
        text=text,
        outcome=outcome,
        evidence=evidence.strip(),
        by=by,
        by_name=str(by),
    )
    return _record(direction, step, upload, now=now, by=by)


def _check_proven(direction: Direction) -> None:
    """Raise Refused where neither an earlier report came with evidence nor the records show that the finding
    was cleared."""
    reported = direction.steps.filter(
        Q(files__isnull=False, files__removed_at__isnull=True) | ~Q(evidence="")
    )
    if reported.exists():
        return
    flags = Flag.objects.filter(body=direction.body_id, rule=direction.rule, subject=direction.subject)
    if not (direction.rule and findings.ended(flags.values_list("pk", flat=True))):
        raise Refused(
            _(
                "Đề nghị kết thúc phải có minh chứng: ghi số, ký hiệu, ngày của văn bản thể hiện kết quả,"
                " hoặc kèm tệp."
            ),
            field="evidence",
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
    before, name = due_day(direction), leader_named(direction, leader_name, by)
    step = add_step(
        direction,
        DirectionStep(on=today, kind=StepKind.FURTHER, text=text, due_on=due_on, by=by, by_name=name),
    )
    if due_on is not None and due_on > before:
        extensions.settle(direction, step, by=by)
    return step


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


def by_link(*, direction: Direction, text: str, evidence: str, name: str, today: dt.date) -> DirectionStep:
    """Record what a body reports by the link in a mail, in the name of who typed it. Raises Refused."""
    direction = locked(direction)
    check_open(direction)
    step = DirectionStep(on=today, kind=StepKind.REPORT, text=text, evidence=evidence.strip(), by_name=name)
    return add_step(direction, step)


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

"""Plan, record, change, postpone and cancel meetings."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_edit_body
from core import dates
from core.editing import change, insert
from core.errors import Refused
from core.secrecy import check_not_secret
from core.signals import facts_changed
from delegations.models import Body
from meetings.enums import AttendanceState, MeetingKind, MeetingStatus
from meetings.models import Meeting, Task
from meetings.queries import cautions, members
from meetings.queries.cautions import Caution
from meetings.services import agenda as agendas
from meetings.services import attendance as rolls
from meetings.services import tasks
from meetings.services.agenda import Item
from meetings.services.tasks import NewTask
from records.codes import next_code


class ReasonNeeded(Refused):
    """What is typed breaks a rule, so saving needs a reason. `cautions` are the findings to expect."""

    def __init__(self, found: list[Caution]) -> None:
        super().__init__(
            _("Nội dung này sẽ bị nêu khi rà soát. Kiểm tra lại, hoặc ghi lý do để vẫn lưu."),
            field="exception_reason",
        )
        self.cautions = found


def check_day(body: Body, day: dt.date | None, *, field: str = "held_on") -> None:
    """Raise Refused for a day before the body was founded or after it ended."""
    if day and day < body.founded_on:
        words = _("Ngày %(day)s trước ngày thành lập tổ chức (%(founded)s). Hãy xem lại ngày.")
        raise Refused(words % {"day": dates.day(day), "founded": dates.day(body.founded_on)}, field=field)
    last_day = body.last_day
    if day and last_day and day > last_day:
        words = _(
            "Ngày %(day)s sau ngày kết thúc hoạt động của tổ chức (%(ended)s). Hãy chọn tổ chức kế thừa hoặc"
            " xem lại ngày."
        )
        raise Refused(words % {"day": dates.day(day), "ended": dates.day(last_day)}, field=field)


def check_held_day(day: dt.date | None, today: dt.date) -> None:
    """Raise Refused for a held meeting of a day that has not come."""
    if day and day > today:
        words = _(
            "Ngày họp %(day)s chưa đến. Cuộc họp chưa diễn ra thì lên lịch (dự kiến), không ghi nhận là đã"
            " họp."
        )
        raise Refused(words % {"day": dates.day(day)}, field="held_on")


def check_head_count(head_count: int | None, members_there: int, day: dt.date | None) -> None:
    """Raise Refused for more members present than the body had on the day; for meetings without attendance by
    name.

    A body without members on the day is not checked.
    """
    if head_count and members_there and day and head_count > members_there:
        words = _(
            "Ngày %(day)s tổ chức có %(members)s thành viên nên số có mặt không thể là %(present)s. Không"
            " tính đại biểu mời dự."
        )
        raise Refused(
            words % {"day": dates.day(day), "members": members_there, "present": head_count},
            field="head_count",
        )


def may_be_duplicate(day: dt.date | None, status: str) -> bool:
    """Return whether another meeting of the same body, day and kind may be the same one, typed twice: only
    among those held or planned."""
    return day is not None and status in {MeetingStatus.HELD, MeetingStatus.PLANNED}


def duplicate_message(code: str, day: dt.date | None) -> str:
    """Return the sentence about another meeting of the same body, day and kind."""
    words = _(
        "Ngày %(day)s đã có cuộc họp cùng loại của tổ chức này, mã %(code)s. Nếu là một cuộc họp ghi hai lần,"
        " hãy bỏ một."
    )
    return words % {"day": dates.day(day), "code": code}


def check_hours(starts_at: dt.time | None, ends_at: dt.time | None) -> None:
    """Raise Refused for a meeting that ends before it begins."""
    if starts_at and ends_at and ends_at < starts_at:
        raise Refused(_("Giờ kết thúc không thể trước giờ bắt đầu."), field="ends_at")


@transaction.atomic
def plan(*, body: Body, values: Mapping[str, Any], items: Sequence[Item] = (), by: User) -> Meeting:
    """Record that a meeting is planned; `values` are columns of Meeting. Raises Refused."""
    check_can_edit_body(by, body.pk)
    meeting = _new(body, {**values, "status": MeetingStatus.PLANNED})
    agendas.write(meeting, items)
    facts_changed.send(sender=None, body_ids=[body.pk])
    return meeting


@transaction.atomic
def plan_year(*, body: Body, days: Iterable[dt.date], values: Mapping[str, Any], by: User) -> list[Meeting]:
    """Plan a periodic meeting on each of the days; a day that has one already is passed over. Raises
    Refused."""
    check_can_edit_body(by, body.pk)
    _lock(body)
    taken = set(
        Meeting.objects.filter(body=body, kind=MeetingKind.PERIODIC)
        .exclude(status=MeetingStatus.CANCELLED)
        .values_list("held_on", flat=True)
    )
    made = [
        _new(body, {**values, "kind": MeetingKind.PERIODIC, "status": MeetingStatus.PLANNED, "held_on": day})
        for day in sorted(set(days))
        if day not in taken
    ]
    facts_changed.send(sender=None, body_ids=[body.pk])
    return made


@transaction.atomic
def record(
    *,
    body: Body,
    values: Mapping[str, Any],
    items: Sequence[Item],
    states: Mapping[int, AttendanceState],
    reasons: Mapping[int, str],
    given: Sequence[NewTask] = (),
    finished: Iterable[Task] = (),
    planned: Meeting | None = None,
    today: dt.date,
    by: User,
) -> Meeting:
    """Record a held meeting whole: figures, agenda, attendance by name, tasks given and tasks done.

    A planned meeting that took place is given as `planned` and becomes held. `states` maps persons to their
    attendance; empty means that attendance was not taken. Raises ReasonNeeded where there is no quorum and no
    reason, Refused for what cannot be.
    """
    check_can_edit_body(by, body.pk)
    day: dt.date = values["held_on"]
    check_held_day(day, today)
    check_signed(values.get("minutes_signed_on"), day, today)
    there = members.on_day(body, day)
    if not any(member.person.pk in states for member in there):
        check_head_count(values.get("head_count"), len(there), day)
    check_quorum(
        body=body,
        day=day,
        states=states,
        head_count=values.get("head_count"),
        reason=values.get("exception_reason", ""),
    )
    columns = {**values, "status": MeetingStatus.HELD, "status_reason": ""}
    if planned is None:
        meeting = _new(body, columns)
    else:
        meeting = _locked(planned)
        check_day(body, day)
        change(meeting, columns)
    agendas.write(meeting, items)
    rolls.write(meeting, states, reasons)
    for new in given:
        tasks.write(meeting=meeting, task=new)
    for task in finished:
        tasks.close(task=task, done_on=day, result="")
    facts_changed.send(sender=None, body_ids=[body.pk])
    return meeting


def check_quorum(
    *, body: Body, day: dt.date, states: Mapping[int, AttendanceState], head_count: int | None, reason: str
) -> None:
    """Raise ReasonNeeded where the members present are fewer than the quorum and no reason is given."""
    there = members.on_day(body, day)
    by_name = [member for member in there if member.person.pk in states]
    present = (
        sum(1 for member in by_name if states[member.person.pk] == AttendanceState.PRESENT)
        if by_name
        else head_count
    )
    found = cautions.of_attendance(members=len(there), present=present, on=day, body=body)
    if found and not reason.strip():
        raise ReasonNeeded(found)


@transaction.atomic
def edit(*, meeting: Meeting, values: Mapping[str, Any], today: dt.date, by: User) -> list[str]:
    """Change a meeting's own columns and return the names of those that changed. Raises Refused."""
    check_can_edit_body(by, meeting.body_id)
    meeting = _locked(meeting)
    check_day(meeting.body, values.get("held_on"))
    check_hours(values.get("starts_at", meeting.starts_at), values.get("ends_at", meeting.ends_at))
    signed_on, held_on = (
        values.get("minutes_signed_on", meeting.minutes_signed_on),
        values.get("held_on", meeting.held_on),
    )
    if values.get("status", meeting.status) == MeetingStatus.HELD:
        check_held_day(held_on, today)
    check_signed(signed_on, held_on, today)
    if held_on and {"held_on", "head_count"} & values.keys():
        there = [member.person.pk for member in members.on_day(meeting.body, held_on)]
        if not meeting.attendance.filter(person__in=there).exists():
            check_head_count(values.get("head_count", meeting.head_count), len(there), held_on)
    changed = change(meeting, values)
    if changed:
        facts_changed.send(sender=None, body_ids=[meeting.body_id])
    return changed


def check_signed(signed_on: dt.date | None, held_on: dt.date | None, today: dt.date) -> None:
    """Raise Refused for minutes signed before the meeting, or later than today."""
    if signed_on and held_on and signed_on < held_on:
        raise Refused(
            _("Ngày ký biên bản không thể trước ngày họp %(day)s.") % {"day": dates.day(held_on)},
            field="minutes_signed_on",
        )
    if signed_on and signed_on > today:
        raise Refused(_("Ngày ký biên bản không thể sau hôm nay."), field="minutes_signed_on")


@transaction.atomic
def postpone(*, meeting: Meeting, reason: str, new_day: dt.date | None, by: User) -> Meeting:
    """Postpone a planned meeting: to a new day it stays planned there, without one it waits as postponed.
    Raises Refused."""
    check_can_edit_body(by, meeting.body_id)
    meeting = _locked(meeting)
    _check_open(meeting)
    check_not_secret(reason, field="reason")
    check_day(meeting.body, new_day)
    if new_day and new_day == meeting.held_on:
        raise Refused(
            _("Ngày mới trùng ngày cũ. Hãy chọn ngày khác, hoặc để trống nếu chưa định được ngày."),
            field="new_day",
        )
    values: dict[str, Any] = {
        "status_reason": reason,
        "status": MeetingStatus.PLANNED if new_day else MeetingStatus.POSTPONED,
    }
    if new_day:
        values["held_on"] = new_day
    change(meeting, values)
    facts_changed.send(sender=None, body_ids=[meeting.body_id])
    return meeting


@transaction.atomic
def cancel(*, meeting: Meeting, reason: str, by: User) -> Meeting:
    """Cancel a meeting that was not held yet, with a reason. Raises Refused."""
    check_can_edit_body(by, meeting.body_id)
    meeting = _locked(meeting)
    check_not_secret(reason, field="reason")
    if meeting.status == MeetingStatus.CANCELLED:
        raise Refused(_("Cuộc họp đã huỷ rồi."))
    if meeting.status == MeetingStatus.HELD:
        raise Refused(_("Cuộc họp đã họp nên không huỷ được. Nếu nhập nhầm thì gỡ, ghi nhầm."))
    change(meeting, {"status": MeetingStatus.CANCELLED, "status_reason": reason})
    facts_changed.send(sender=None, body_ids=[meeting.body_id])
    return meeting


@transaction.atomic
def cancel_planned_after(*, body: Body, day: dt.date, reason: str, by: User) -> int:
    """Cancel the meetings that a body planned for after the day, when it ends; return how many. Raises
    Refused."""
    check_can_edit_body(by, body.pk)
    check_not_secret(reason, field="decision")
    found = list(
        Meeting.objects.filter(body=body, status=MeetingStatus.PLANNED, held_on__gt=day)
        .order_by("pk")
        .select_for_update(no_key=True)
    )
    for meeting in found:
        change(meeting, {"status": MeetingStatus.CANCELLED, "status_reason": reason})
    facts_changed.send(sender=None, body_ids=[body.pk])
    return len(found)


@transaction.atomic
def plan_again_after(*, body: Body, day: dt.date, reason: str, by: User) -> int:
    """Plan again what was cancelled for such a reason (its beginning) after the day: `cancel_planned_after`
    taken back; return how many."""
    check_can_edit_body(by, body.pk)
    cancelled = Meeting.objects.filter(
        body=body, status=MeetingStatus.CANCELLED, held_on__gt=day, status_reason__startswith=reason
    )
    found = list(cancelled.order_by("pk").select_for_update(no_key=True))
    for meeting in found:
        change(meeting, {"status": MeetingStatus.PLANNED, "status_reason": ""})
    facts_changed.send(sender=None, body_ids=[body.pk])
    return len(found)


@transaction.atomic
def plan_again(*, meeting: Meeting, held_on: dt.date, by: User) -> Meeting:
    """Plan a postponed or cancelled meeting for a day. Raises Refused."""
    check_can_edit_body(by, meeting.body_id)
    meeting = _locked(meeting)
    if meeting.status not in {MeetingStatus.POSTPONED, MeetingStatus.CANCELLED}:
        raise Refused(_("Chỉ cuộc họp đã hoãn hoặc huỷ mới lên lịch lại."))
    check_day(meeting.body, held_on)
    change(meeting, {"status": MeetingStatus.PLANNED, "held_on": held_on, "status_reason": ""})
    facts_changed.send(sender=None, body_ids=[meeting.body_id])
    return meeting


def _check_open(meeting: Meeting) -> None:
    if meeting.status not in {MeetingStatus.PLANNED, MeetingStatus.POSTPONED}:
        raise Refused(
            _("Cuộc họp đang ở trạng thái “%(status)s” nên không hoãn được.")
            % {"status": meeting.get_status_display()}
        )


def _new(body: Body, values: Mapping[str, Any]) -> Meeting:
    check_day(body, values["held_on"])
    check_hours(values.get("starts_at"), values.get("ends_at"))
    columns = dict(values)
    if not columns.get("code"):
        _lock(body)
        columns["code"] = next_code(Meeting, f"{body.code}/{values['held_on'].year}-", digits=3)
    meeting = Meeting(body=body, **columns)
    insert(meeting)
    return meeting


def _lock(body: Body) -> None:
    """Let those who number records of one body wait for each other."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)


def _locked(meeting: Meeting) -> Meeting:
    """Return the meeting as it is now, locked until the transaction ends."""
    return (
        Meeting.objects.select_for_update(no_key=True, of=("self",)).select_related("body").get(pk=meeting.pk)
    )

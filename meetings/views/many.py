"""One act on many meetings, or on many tasks."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from accounts.permissions import can_edit_body, check_can_edit_something
from core import clock, dates, htmx
from core.addresses import reverse
from core.lists import chosen, list_address
from delegations.queries.bodies import choosable
from meetings.enums import MeetingStatus
from meetings.forms.decisions import FinishForm
from meetings.forms.filters import MeetingFilter, TaskFilter
from meetings.forms.meetings import CancelForm, PostponeManyForm
from meetings.models import Meeting, Task
from meetings.services import meetings, tasks
from meetings.views.lists import meeting_rows, task_rows
from records import bulk


@htmx.writing
def postpone(request: UserRequest) -> HttpResponse:
    """Postpone the meetings that are chosen in the list: each by so many days, or without a new day."""
    return _answer(
        request,
        form=PostponeManyForm(request.POST or None),
        act=lambda meeting, typed: meetings.postpone(
            meeting=meeting,
            reason=typed["reason"],
            new_day=_later(meeting.held_on, typed["by_days"]),
            by=request.user,
        ),
        words=bulk.Words(
            question=_("Hoãn %(n)s cuộc họp?"),
            button=_("Hoãn các cuộc họp"),
            done=_("Đã hoãn %(n)s cuộc họp."),
        ),
    )


@htmx.writing
def cancel(request: UserRequest) -> HttpResponse:
    """Cancel the meetings that are chosen in the list."""
    return _answer(
        request,
        form=CancelForm(request.POST or None),
        act=lambda meeting, typed: meetings.cancel(meeting=meeting, by=request.user, **typed),
        words=bulk.Words(
            question=_("Huỷ lịch %(n)s cuộc họp?"),
            button=_("Huỷ lịch"),
            done=_("Đã huỷ lịch %(n)s cuộc họp."),
        ),
    )


def _answer(request: UserRequest, *, form: Any, act: Any, words: bulk.Words) -> HttpResponse:
    check_can_edit_something(request.user)
    criteria = MeetingFilter(request.GET, bodies=choosable(request.user)).criteria
    return bulk.answer(
        request,
        records=chosen(request, meeting_rows(request, clock.today(), criteria)),
        line=lambda meeting: _line(request, meeting),
        form=form,
        act=act,
        words=words,
        leave_url=list_address(request, reverse("meetings:list")),
        body_code=lambda meeting: meeting.body.code,
    )


def _later(day: dt.date | None, by_days: int | None) -> dt.date | None:
    """Return the new day; None where there is none to count from, or nobody can say it yet."""
    return day + dt.timedelta(days=by_days) if day and by_days else None


def _line(request: UserRequest, meeting: Meeting) -> bulk.Line:
    name = f"{dates.day(meeting.held_on) or _('chưa định ngày')} · {meeting.body.name}"
    return bulk.Line(
        meeting.pk, name, f"{meeting.get_kind_display()}, {meeting.code}", _why_not(request, meeting)
    )


def _why_not(request: UserRequest, meeting: Meeting) -> str:
    if meeting.status not in {MeetingStatus.PLANNED, MeetingStatus.POSTPONED}:
        return _("Cuộc họp đang ở trạng thái “%(status)s”, không phải lịch chờ họp.") % {
            "status": meeting.get_status_display()
        }
    return "" if can_edit_body(request.user, meeting.body_id) else _("Không thuộc phạm vi được sửa.")


@htmx.writing
def finish_tasks(request: UserRequest) -> HttpResponse:
    """Record that the tasks that are chosen in the list are done."""
    check_can_edit_something(request.user)
    today = clock.today()
    criteria = TaskFilter(request.GET, bodies=choosable(request.user)).criteria
    return bulk.answer(
        request,
        records=chosen(request, task_rows(request, today, criteria)),
        line=lambda task: _task(request, task),
        form=FinishForm(request.POST or None, initial={"done_on": today}),
        act=lambda task, typed: tasks.finish(task=task, today=today, by=request.user, **typed),
        words=bulk.Words(
            question=_("Ghi đã hoàn thành %(n)s nhiệm vụ?"),
            button=_("Ghi đã hoàn thành"),
            done=_("Đã ghi nhận hoàn thành %(n)s nhiệm vụ."),
        ),
        leave_url=list_address(request, reverse("meetings:tasks")),
        body_code=lambda task: task.body.code,
    )


def _task(request: UserRequest, task: Task) -> bulk.Line:
    refusal = ""
    if task.done_on:
        refusal = _("Đã hoàn thành ngày %(day)s.") % {"day": dates.day(task.done_on)}
    elif not can_edit_body(request.user, task.body_id):
        refusal = _("Đồng chí không ghi hồ sơ của tổ chức này.")
    due = _("hạn %(day)s") % {"day": dates.day(task.due_on)} if task.due_on else ""
    return bulk.Line(task.pk, f"{task.body.name} · {task.title}", due, refusal)

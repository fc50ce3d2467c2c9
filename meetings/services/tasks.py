"""Give tasks, change them, close them and open them again."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_edit_body
from core import dates, editing
from core.editing import change, insert
from core.errors import Refused
from core.secrecy import check_not_secret
from core.signals import facts_changed
from meetings.models import AgendaItem, Meeting, Task
from records.codes import next_code


class NewTask(NamedTuple):
    """A task as a meeting gives it."""

    title: str
    assignee_id: int | None
    due_on: dt.date | None
    item: AgendaItem | None = None
    """The item of the agenda at which it was given."""


@transaction.atomic
def give(*, meeting: Meeting, task: NewTask, by: User) -> Task:
    """Record a task that a meeting gave. Raises Refused."""
    check_can_edit_body(by, meeting.body_id)
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    made = write(meeting=meeting, task=task)
    facts_changed.send(sender=None, body_ids=[meeting.body_id])
    return made


def write(*, meeting: Meeting, task: NewTask) -> Task:
    """Store a task without asking who writes: for services that have asked."""
    check_takes_place(meeting)
    if meeting.held_on is None:
        raise Refused(_("Cuộc họp chưa có ngày nên chưa giao nhiệm vụ được."))
    if task.due_on and task.due_on < meeting.held_on:
        words = _("Hạn của nhiệm vụ “%(title)s” trước ngày giao %(day)s. Hãy xem lại hạn.")
        raise Refused(words % {"title": task.title, "day": dates.day(meeting.held_on)}, field="due_on")
    check_item(task.item, meeting.pk)
    made = Task(
        code=next_code(Task, f"{meeting.code}/NV", digits=1),
        body_id=meeting.body_id,
        meeting=meeting,
        agenda_item=task.item,
        title=task.title,
        assignee_id=task.assignee_id,
        given_on=meeting.held_on,
        due_on=task.due_on,
    )
    insert(made)
    return made


def check_item(item: AgendaItem | None, meeting_id: int | None) -> None:
    """Raise Refused for an item of another meeting's agenda."""
    if item is not None and item.meeting_id != meeting_id:
        raise Refused(_("Nội dung này không thuộc cuộc họp. Hãy chọn lại."), field="agenda_item")


def check_takes_place(meeting: Meeting) -> None:
    """Raise Refused where the meeting was cancelled, taken back or postponed: it gives no task and decides
    nothing."""
    if not meeting.takes_place:
        words = _("Cuộc họp đang ở trạng thái “%(status)s” nên không ghi quyết nghị, giao nhiệm vụ được.")
        raise Refused(words % {"status": meeting.get_status_display()})


@transaction.atomic
def edit(*, task: Task, values: Mapping[str, Any], today: dt.date, by: User) -> list[str]:
    """Change a task and return the names of what changed. Raises Refused."""
    check_can_edit_body(by, task.body_id)
    task = Task.objects.select_for_update(no_key=True).get(pk=task.pk)
    due_on, done_on = values.get("due_on", task.due_on), values.get("done_on", task.done_on)
    check_quality(values.get("quality", task.quality), done_on)
    if due_on and due_on < task.given_on:
        raise Refused(
            _("Hạn không thể trước ngày giao %(day)s.") % {"day": dates.day(task.given_on)}, field="due_on"
        )
    check_done(done_on, task.given_on, today)
    check_item(values.get("agenda_item"), task.meeting_id)
    changed = change(task, values)
    if changed:
        facts_changed.send(sender=None, body_ids=[task.body_id])
    return changed


@transaction.atomic
def finish(*, task: Task, done_on: dt.date, result: str, quality: str = "", today: dt.date, by: User) -> Task:
    """Record that a task is done, and how well where somebody says it. Raises Refused."""
    check_can_edit_body(by, task.body_id)
    check_not_secret(result, field="result")
    check_done(done_on, task.given_on, today)
    task = close(task=task, done_on=done_on, result=result, quality=quality)
    facts_changed.send(sender=None, body_ids=[task.body_id])
    return task


def check_done(done_on: dt.date | None, given_on: dt.date, today: dt.date) -> None:
    """Raise Refused for a task done later than today, or before it was given."""
    if done_on and done_on > today:
        raise Refused(_("Ngày hoàn thành không thể sau hôm nay."), field="done_on")
    if done_on and done_on < given_on:
        raise Refused(
            _("Ngày hoàn thành không thể trước ngày giao %(day)s.") % {"day": dates.day(given_on)},
            field="done_on",
        )


def check_quality(quality: str, done_on: dt.date | None) -> None:
    """Raise Refused for what is not done, yet said to be done well."""
    if quality and done_on is None:
        raise Refused(_("Nhiệm vụ chưa xong thì chưa ghi mức hoàn thành."), field="quality")


def close(*, task: Task, done_on: dt.date, result: str, quality: str = "") -> Task:
    """Store that a task is done without asking who writes: for services that have asked."""
    given = {"result": result, "quality": quality}
    change(task, {"done_on": done_on, **{name: value for name, value in given.items() if value}})
    return task


@transaction.atomic
def reopen(*, task: Task, by: User) -> Task:
    """Open a task again that was closed by mistake; its result stays, how well it was done does not. Raises
    Refused."""
    check_can_edit_body(by, task.body_id)
    change(task, {"done_on": None, "quality": ""})
    facts_changed.send(sender=None, body_ids=[task.body_id])
    return task


@transaction.atomic
def withdraw(*, task: Task, reason: str, by: User) -> None:
    """Take away a task that was recorded by mistake, with its files; its history stays. Raises Refused."""
    check_can_edit_body(by, task.body_id)
    task = Task.objects.select_for_update().get(pk=task.pk)
    editing.withdraw(*task.files.all(), task, reason=reason)
    facts_changed.send(sender=None, body_ids=[task.body_id])


def move(*, given: Collection[Task], to: Meeting) -> None:
    """Let another meeting have given the tasks, on its day, without asking who writes. Raises Refused where a
    task's days forbid it."""
    assert to.held_on is not None
    for task in given:
        if (task.due_on and task.due_on < to.held_on) or (task.done_on and task.done_on < to.held_on):
            words = _(
                "Nhiệm vụ “%(title)s” có hạn hoặc đã xong trước ngày họp %(day)s nên không chuyển sang cuộc"
                " họp đó được. Hãy chọn cuộc họp khác, hoặc gỡ theo."
            )
            raise Refused(words % {"title": task.title, "day": dates.day(to.held_on)}, field="move_to")
        change(task, {"meeting_id": to.pk, "agenda_item_id": None, "given_on": to.held_on})

"""Tasks: give, change, finish, open again."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_body, check_can_edit_body
from core import clock, htmx
from core.addresses import reverse
from core.dates import requested_day
from core.editing import attempt
from core.history import initial_from_history
from delegations.enums import Duty
from delegations.queries.successions import holders, put_holders
from meetings.forms.decisions import FinishForm, TaskForm
from meetings.queries import members
from meetings.queries.pictures import files_of
from meetings.services import tasks
from meetings.views import scope
from meetings.views.decisions import items_of, named_item


@require_safe
def page(request: UserRequest, code: str) -> HttpResponse:
    task = scope.task(request, code)
    put_holders(holders(Duty.TASKS), [task], requested_day(request))
    return render(
        request,
        "meetings/task.html",
        {
            "task": task,
            "today": requested_day(request),
            "may_write": can_edit_body(request.user, task.body_id),
            "papers": files_of(task),
            "add_url": reverse("meetings:add_task_paper", args=[code]),
        },
    )


@htmx.writing
def give(request: UserRequest, code: str) -> HttpResponse:
    """Give a task of the meeting that the address names."""
    meeting = scope.meeting(request, code)
    check_can_edit_body(request.user, meeting.body_id)
    agenda = items_of(meeting)
    item = named_item(request, agenda).get("agenda_item")
    form = TaskForm(
        request.POST or None,
        there=members.on_day(meeting.body, meeting.held_on or clock.today()),
        agenda=agenda,
        initial={"agenda_item": item},
    )
    if form.is_valid() and attempt(form, tasks.give, meeting=meeting, task=form.given(), by=request.user):
        htmx.saved(
            request, _("Đã giao nhiệm vụ %(code)s.") % {"code": form.made.code}, body_code=meeting.body.code
        )
        return htmx.see_other(request, scope.leave_to_meeting(request, code))
    context = {
        "form": form,
        "meeting": meeting,
        "body": meeting.body,
        "leave_url": scope.leave_to_meeting(request, code),
    }
    return htmx.form_page(request, "meetings/task_form.html", context)


@htmx.writing
def edit(request: UserRequest, code: str) -> HttpResponse:
    task = scope.task(request, code)
    check_can_edit_body(request.user, task.body_id)
    form = TaskForm(
        request.POST or None,
        instance=task,
        there=members.on_day(task.body, clock.today()),
        agenda=items_of(task.meeting),
        initial=initial_from_history(request, task),
    )
    if form.is_valid() and attempt(
        form, tasks.edit, task=task, values=form.values(), today=clock.today(), by=request.user
    ):
        htmx.saved(request, _("Đã lưu nhiệm vụ."), body_code=task.body.code)
        return htmx.see_other(request, "meetings:task", code)
    return htmx.form_page(
        request,
        "meetings/task_form.html",
        {"form": form, "task": task, "body": task.body, "leave_url": reverse("meetings:task", args=[code])},
    )


@htmx.writing
def finish(request: UserRequest, code: str) -> HttpResponse:
    task = scope.task(request, code)
    check_can_edit_body(request.user, task.body_id)
    today = clock.today()
    form = FinishForm(request.POST or None, initial={"done_on": today})
    if form.is_valid() and attempt(
        form, tasks.finish, task=task, **form.cleaned_data, today=today, by=request.user
    ):
        htmx.saved(request, _("Đã ghi nhiệm vụ hoàn thành."), body_code=task.body.code)
        return htmx.see_other(request, "meetings:task", code)
    context = {
        "form": form,
        "task": task,
        "body": task.body,
        "leave_url": reverse("meetings:task", args=[code]),
    }
    return htmx.form_page(request, "meetings/task_finish.html", context)


@require_POST
def reopen(request: UserRequest, code: str) -> HttpResponse:
    task = scope.task(request, code)
    tasks.reopen(task=task, by=request.user)
    htmx.saved(request, _("Nhiệm vụ được mở lại."), body_code=task.body.code)
    return htmx.see_other(request, "meetings:task", code)

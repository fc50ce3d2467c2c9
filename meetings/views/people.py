"""A person's attendance and tasks, for their card in the directory."""

from collections import Counter

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core import htmx
from core.dates import requested_day
from delegations.models import Person
from meetings.enums import AttendanceState
from meetings.models import Task
from meetings.queries import attendance
from records.loading import look_up


@require_safe
def panel(request: UserRequest, code: str) -> HttpResponse:
    """The last twelve months of a person's attendance and their open tasks; a page of its own without
    htmx."""
    person = look_up(Person.objects.visible_to(request.user), code=code)
    on = requested_day(request)
    turns = attendance.of_person(person, user=request.user, on=on)
    counts = Counter(turn.state for turn in turns)
    open_tasks = (
        Task.objects.existing_on(on).visible_to(request.user).filter(assignee=person, done_on__isnull=True)
    )
    context = {
        "person": person,
        "on": on,
        "turns": turns,
        "present": counts[AttendanceState.PRESENT],
        "excused": counts[AttendanceState.EXCUSED],
        "absent": counts[AttendanceState.ABSENT],
        "tasks": open_tasks.select_related("body").order_by("due_on", "code"),
    }
    return htmx.page(request, "meetings/person_panel.html", context, partial="panel")

"""One screen to record a held meeting: everything has a default, everything answers to keys."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from accounts.permissions import check_can_edit_body, check_can_edit_something
from core import clock, htmx
from core.addresses import reverse
from core.dates import parse
from core.editing import attempt
from core.errors import Refused
from delegations.models import Body
from meetings.enums import MeetingKind, MeetingStatus
from meetings.forms.agenda import THEME_KEYWORDS_JSON, AgendaRows, agenda_rows
from meetings.forms.attendance import RollForm
from meetings.forms.decisions import TaskRows, task_rows
from meetings.forms.meetings import RecordForm
from meetings.models import Meeting, Task
from meetings.queries import cautions, members, tasks
from meetings.queries.cautions import Quorum
from meetings.queries.meetings import same_day
from meetings.queries.members import Member
from meetings.services import decisions, meetings
from meetings.views import scope


@dataclass
class Screen:
    """The forms of the screen, bound together or not at all."""

    body: Body
    there: list[Member]
    day: dt.date
    form: RecordForm
    roll: RollForm
    agenda: AgendaRows
    given: TaskRows
    open_tasks: list[Task]
    quorum: Quorum | None
    chair: int | None
    """Who takes the chair on the day where nobody else is chosen: as planned, else the secretary."""
    doubled: str
    """What is to be said of another meeting of the same day and kind; empty where there is none."""

    def is_valid(self) -> bool:
        checks = [
            self.form.is_valid(),
            self.roll.is_valid() or not self.there,
            self.agenda.is_valid(),
            self.given.is_valid(),
        ]
        return all(checks)

    def chairs(self) -> list[list[Any]]:
        """Return who may take the chair on the day, each with their name and whether they do by default."""
        people = (member.person for member in self.there)
        return [[str(one.pk), str(one), one.pk == self.chair] for one in people]

    def finished(self, data: QueryDict) -> list[Task]:
        done = set(data.getlist("xong"))
        return [task for task in self.open_tasks if str(task.pk) in done]


@htmx.writing
def choose(request: UserRequest) -> HttpResponse:
    """Record a meeting of the body that the address names; ask which one where it names none."""
    check_can_edit_something(request.user)
    body = scope.chosen(request)
    if body is None:
        return scope.choose_body(request, _("Ghi nhận cuộc họp"), reverse("meetings:list"))
    return _record(request, body, None)


@htmx.writing
def planned(request: UserRequest, code: str) -> HttpResponse:
    """Record that a planned meeting took place."""
    meeting = scope.meeting(request, code)
    if meeting.status == MeetingStatus.HELD:
        return redirect("meetings:edit", code)
    return _record(request, meeting.body, meeting)


def _record(request: UserRequest, body: Body, meeting: Meeting | None) -> HttpResponse:
    check_can_edit_body(request.user, body.pk)
    screen = _screen(request, body, meeting)
    form = screen.form
    if request.method == "POST" and screen.is_valid() and attempt(form, _save, request, screen, meeting):
        htmx.saved(
            request, _("Đã ghi nhận cuộc họp %(code)s.") % {"code": form.made.code}, body_code=body.code
        )
        return htmx.see_other(request, "meetings:page", form.made.code)
    context = {
        "screen": screen,
        "form": form,
        "agenda": screen.agenda,
        "there": screen.there,
        "body": body,
        "meeting": meeting,
        "theme_keywords": THEME_KEYWORDS_JSON,
    }
    context["leave_url"] = (
        reverse("meetings:page", args=[meeting.code]) if meeting else reverse("meetings:list")
    )
    return htmx.form_page(
        request, "meetings/record.html", context, partial="members" if request.method != "POST" else ""
    )


def _save(request: UserRequest, screen: Screen, meeting: Meeting | None) -> Meeting:
    if screen.doubled and not screen.form.cleaned_data["also"]:
        words = _("%(doubled)s Nếu đúng là cuộc khác, hãy đánh dấu “Ghi thêm cuộc họp này”.")
        raise Refused(words % {"doubled": screen.doubled}, field="also")
    by_name = bool(screen.there) and request.POST.get("diem-danh") != "khong"
    made = meetings.record(
        body=screen.body,
        values=screen.form.values(),
        items=screen.agenda.items(),
        states=screen.roll.states() if by_name else {},
        reasons=screen.roll.reasons() if by_name else {},
        given=screen.given.given(),
        finished=screen.finished(request.POST),
        planned=meeting,
        today=clock.today(),
        by=request.user,
    )
    decisions.adopt(
        meeting=made,
        items=screen.agenda.items(),
        present=screen.roll.present() if by_name else screen.form.cleaned_data["head_count"],
        today=clock.today(),
        by=request.user,
    )
    return made


def _screen(request: UserRequest, body: Body, meeting: Meeting | None) -> Screen:
    data = request.POST if request.method == "POST" else None
    day = _day(request, meeting)
    there = members.on_day(body, day)
    before = meeting or Meeting(body=body, held_on=day)
    kind = (
        request.POST.get("kind")
        or request.GET.get("kind")
        or (meeting.kind if meeting else MeetingKind.PERIODIC)
    )
    other = same_day(body, day, kind, besides=meeting)
    secretary = there[0].person.pk if there and there[0].role == "secretary" else None
    chair = meeting.chair_id if meeting else secretary
    initial: dict[str, Any] = {"held_on": day}
    if meeting is None:
        initial |= {"kind": MeetingKind.PERIODIC, "chair": chair}
    return Screen(
        body=body,
        there=there,
        day=day,
        form=RecordForm(data, instance=meeting, body=body, there=there, initial=initial),
        roll=RollForm(data, there=there, stored={}, prefix="tp"),
        agenda=agenda_rows(
            data,
            stored=list(meeting.agenda.order_by("position")) if meeting else None,
            spare=2 if meeting else 4,
            may_decide=True,
        ),
        given=task_rows(data, there=there),
        open_tasks=tasks.carried_to(before, on=day) if meeting else tasks.open_of_body(body, on=day),
        quorum=cautions.quorum(len(there), day, body),
        chair=chair,
        doubled=meetings.duplicate_message(other, day) if other else "",
    )


def _day(request: UserRequest, meeting: Meeting | None) -> dt.date:
    """Return the meeting day that decides who the members are: as typed, as asked, as planned, else today."""
    typed = request.POST.get("held_on") or request.GET.get("held_on") or request.GET.get("ngay") or ""
    try:
        return parse(typed)
    except ValueError:
        today = clock.today()
        return min(meeting.held_on, today) if meeting and meeting.held_on else today

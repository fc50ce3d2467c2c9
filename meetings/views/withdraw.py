"""Take away what was recorded by mistake: meetings, decisions, consultations, tasks; and the list of what was
taken away."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.models import User, UserRequest
from accounts.permissions import check_can_edit_body
from core import dates, htmx
from core.addresses import reverse
from core.history import Change, changes_where, history_page, history_rows, taken_away
from delegations.models import Body
from meetings.enums import MeetingStatus
from meetings.forms.meetings import WithdrawWithMeetingForm
from meetings.models import Decision, Meeting, Task, WrittenConsultation
from meetings.services import decisions, tasks, withdrawals
from meetings.views import scope


@htmx.writing
def meeting(request: UserRequest, code: str) -> HttpResponse:
    """Take back that a meeting was held; its page stays, as cancelled."""
    found = scope.meeting(request, code)
    page = reverse("meetings:page", args=[code])
    act = partial(withdrawals.withdraw_meeting, meeting=found, by=request.user)
    question = _("Gỡ cuộc họp ngày %(day)s, ghi nhầm?") % {"day": dates.day(found.held_on)}
    return _with_dependents(
        request, found, act, question=question, done=_("Đã gỡ cuộc họp ghi nhầm."), to=page, leave_url=page
    )


@htmx.writing
def consultation(request: UserRequest, code: str) -> HttpResponse:
    found = scope.consultation(request, code)
    act = partial(withdrawals.withdraw_consultation, consultation=found, by=request.user)
    question = _("Gỡ phiếu lấy ý kiến %(code)s, ghi nhầm?") % {"code": code}
    leave = reverse("meetings:consultation", args=[code])
    return _with_dependents(
        request,
        found,
        act,
        question=question,
        done=_("Đã gỡ phiếu lấy ý kiến."),
        to=reverse("meetings:consultations"),
        leave_url=leave,
    )


def _with_dependents(
    request: UserRequest, record: Meeting | WrittenConsultation, act: Any, **words: Any
) -> HttpResponse:
    """Show the form for withdrawing a record to which decisions, tasks and papers may belong: these are
    withdrawn too, or moved to another meeting of the body."""
    check_can_edit_body(request.user, record.body_id)
    dependents = withdrawals.hanging_on(record)
    others = Meeting.objects.of_body(record.body).filter(status="held")
    if isinstance(record, Meeting):
        others = others.exclude(pk=record.pk)
    form = WithdrawWithMeetingForm(
        request.POST or None, meetings=others.order_by("-held_on", "-code") if dependents else None
    )
    hanging = [
        _("%(kind)s: %(title)s") % {"kind": str(thing._meta.verbose_name).capitalize(), "title": thing.title}
        for thing in dependents
    ]
    if isinstance(record, WrittenConsultation) and (answers := record.answers.count()):
        hanging.append(
            ngettext("%(n)s ý kiến trả lời, gỡ theo", "%(n)s ý kiến trả lời, gỡ theo", answers)
            % {"n": answers}
        )
    if papers := withdrawals.papers_of(record):
        words_of_papers = (
            _("%(n)s tài liệu, vẫn ở trang cuộc họp")
            if isinstance(record, Meeting)
            else _("%(n)s tài liệu, gỡ theo")
        )
        hanging.append(words_of_papers % {"n": papers})
    return htmx.withdrawal(request, act, form=form, hanging=hanging, body_code=record.body.code, **words)


@htmx.writing
def decision(request: UserRequest, code: str) -> HttpResponse:
    found = scope.decision(request, code)
    check_can_edit_body(request.user, found.body_id)
    source = found.meeting or found.consultation
    name = "meetings:page" if found.meeting else "meetings:consultation"
    return htmx.withdrawal(
        request,
        partial(decisions.withdraw, decision=found, by=request.user),
        question=_("Gỡ quyết nghị %(code)s, ghi nhầm?") % {"code": code},
        done=_("Đã gỡ quyết nghị %(code)s.") % {"code": code},
        to=reverse(name, args=[source.code]) if source else reverse("meetings:decisions"),
        leave_url=reverse("meetings:decision", args=[code]),
        body_code=found.body.code,
    )


@htmx.writing
def task(request: UserRequest, code: str) -> HttpResponse:
    found = scope.task(request, code)
    check_can_edit_body(request.user, found.body_id)
    return htmx.withdrawal(
        request,
        partial(tasks.withdraw, task=found, by=request.user),
        question=_("Gỡ nhiệm vụ %(code)s, ghi nhầm?") % {"code": code},
        done=_("Đã gỡ nhiệm vụ %(code)s.") % {"code": code},
        to=(
            reverse("meetings:page", args=[found.meeting.code])
            if found.meeting
            else reverse("meetings:tasks")
        ),
        leave_url=reverse("meetings:task", args=[code]),
        body_code=found.body.code,
    )


def _meetings_taken_back(user: User) -> list[Change]:
    """Return the changes by which a held meeting became a cancelled one: its record stays."""
    cancelled = (
        Meeting.objects.visible_to(user).filter(status=MeetingStatus.CANCELLED).values_list("pk", flat=True)
    )
    steps = {(str(MeetingStatus.HELD.label), str(MeetingStatus.CANCELLED.label))}
    found = changes_where(Meeting, title="code", pgh_obj_id__in=list(cancelled))
    return [
        change
        for change in found
        if {(item.before, item.after) for item in change.differences if item.name == "status"} == steps
    ]


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    """What was taken away as recorded by mistake, of the bodies that the user sees: when, by whom, why, and
    what it said."""
    bodies = Body.objects.visible_to(request.user).values_list("pk", flat=True)
    kinds: list[tuple[str, Any]] = [
        (_("Quyết nghị"), Decision),
        (_("Nhiệm vụ"), Task),
        (_("Lấy ý kiến"), WrittenConsultation),
    ]
    rows = [
        row
        for words, model in kinds
        for row in history_rows(words, taken_away(model, title="code", body_id__in=bodies))
    ]
    rows += history_rows(_("Cuộc họp"), _meetings_taken_back(request.user))
    return history_page(
        request, _("Họp, quyết nghị, nhiệm vụ"), reverse("meetings:list"), rows, heading=_("Đã gỡ, ghi nhầm")
    )

"""Decisions: page, add, change, withdraw, and what the rules will say before saving."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_body, check_can_edit_body
from core import clock, htmx
from core.addresses import reverse
from core.editing import attempt
from core.history import initial_from_history
from meetings.enums import Outcome, Theme, VotingMethod
from meetings.forms.decisions import DecisionForm
from meetings.models import AgendaItem, Attendance, Decision, Meeting, WrittenConsultation
from meetings.queries import cautions, consultations, members
from meetings.queries.pictures import files_of
from meetings.services import decisions
from meetings.views import scope
from meetings.views.page import papers_of

Source = Meeting | WrittenConsultation
_KEY_DIGITS = 19


@require_safe
def page(request: UserRequest, code: str) -> HttpResponse:
    decision = scope.decision(request, code)
    there = len(members.on_day(decision.body, decision.decided_on))
    columns = {name: getattr(decision, name) for name in DecisionForm.Meta.fields}
    context = {
        "decision": decision,
        "there": there,
        "majority": cautions.majority(there, decision.decided_on, decision.body),
        "cautions": decisions.expected(
            columns,
            source=decision,
            by_consultation=decision.consultation_id is not None,
            members_there=there,
        ),
        "may_write": can_edit_body(request.user, decision.body_id),
        "papers": files_of(decision),
        "add_url": reverse("meetings:add_decision_paper", args=[code]),
        **papers_of(decision),
    }
    return render(request, "meetings/decision.html", context)


@htmx.writing
def add_to_meeting(request: UserRequest, code: str) -> HttpResponse:
    return _form(request, scope.meeting(request, code), None)


@htmx.writing
def add_to_consultation(request: UserRequest, code: str) -> HttpResponse:
    return _form(request, scope.consultation(request, code), None)


@htmx.writing
def edit(request: UserRequest, code: str) -> HttpResponse:
    decision = scope.decision(request, code)
    source = decision.meeting or decision.consultation
    return _form(request, source or decision, decision)


def _form(request: UserRequest, source: Any, decision: Decision | None) -> HttpResponse:
    check_can_edit_body(request.user, source.body_id)
    agenda = items_of(source)
    form = DecisionForm(
        request.POST or None,
        instance=decision,
        agenda=agenda,
        initial=_defaults(source) | named_item(request, agenda)
        if decision is None
        else initial_from_history(request, decision),
    )
    checking = request.method == "POST" and "kiem-tra" in request.POST
    found: list[cautions.Caution] = []
    if form.is_valid():
        if checking:
            found = decisions.expected(
                form.values(), source=source, by_consultation=_by_consultation(source, decision)
            )
        elif attempt(
            form, _service(source, decision), values=form.values(), today=clock.today(), by=request.user
        ):
            return _saved(request, source, decision, form)
    there = len(members.on_day(source.body, _day_of(source)))
    context = {
        "form": form,
        "source": source,
        "decision": decision,
        "cautions": found or getattr(form.refusal, "cautions", []),
        "checked": checking,
        "there": there,
        "leave_url": _leave(request, source, decision),
    }
    context["majority"] = cautions.majority(there, _day_of(source), source.body)
    status = 200 if checking or request.method != "POST" else 422
    return htmx.page(
        request, "meetings/decision_form.html", context, partial="cautions" if checking else "", status=status
    )


def items_of(source: Any) -> QuerySet[AgendaItem]:
    """Return the agenda of a meeting in its order; nothing for another source."""
    return AgendaItem.objects.filter(meeting=source if isinstance(source, Meeting) else None).order_by(
        "position"
    )


def named_item(request: UserRequest, agenda: QuerySet[AgendaItem]) -> dict[str, Any]:
    """Return what a record takes from the item that the address names: its title is not typed again."""
    key = request.GET.get("noi-dung", "")
    item = agenda.filter(pk=int(key)).first() if key.isdecimal() and len(key) < _KEY_DIGITS else None
    return {"agenda_item": item.pk, "title": item.title, "theme": item.theme} if item else {}


def _service(source: Any, decision: Decision | None) -> Any:
    return (
        partial(decisions.record, source=source)
        if decision is None
        else partial(decisions.edit, decision=decision)
    )


def _saved(request: UserRequest, source: Any, decision: Decision | None, form: DecisionForm) -> HttpResponse:
    words = _("Đã lưu quyết nghị %(code)s.") if decision else _("Đã ghi quyết nghị %(code)s.")
    htmx.saved(request, words % {"code": (decision or form.made).code}, body_code=source.body.code)
    if decision is None and "them-nua" in request.POST:
        return htmx.see_other(request, request.path)
    return htmx.see_other(request, _leave(request, source, decision))


def _defaults(source: Source) -> dict[str, Any]:
    """Return what a new decision is unless said otherwise: adopted by all who were there, as their source
    tells."""
    base: dict[str, Any] = {
        "decided_on": _day_of(source),
        "adopted": True,
        "outcome": Outcome.DECIDED,
        "theme": Theme.POLITICAL,
    }
    if isinstance(source, WrittenConsultation):
        replies = consultations.replies(source)
        tally = consultations.tally(source, replies, on=clock.today())
        return base | {
            "title": source.subject,
            "theme": source.theme,
            "method": VotingMethod.WRITTEN,
            "votes_for": tally.votes_for,
            "votes_against": tally.disagreed,
            "votes_abstaining": tally.other,
        }
    present = Attendance.objects.filter(
        meeting=source,
        state="present",
        person__in=[m.person.pk for m in members.on_day(source.body, _day_of(source))],
    ).count()
    return base | {
        "method": VotingMethod.SHOW_OF_HANDS,
        "votes_for": present or source.head_count,
        "votes_against": 0,
        "votes_abstaining": 0,
    }


def _day_of(source: Any) -> Any:
    if isinstance(source, WrittenConsultation):
        return source.closed_on or source.deadline_on
    return (source.held_on if isinstance(source, Meeting) else source.decided_on) or clock.today()


def _by_consultation(source: Any, decision: Decision | None) -> bool:
    return isinstance(source, WrittenConsultation) or bool(decision and decision.consultation_id)


def _leave(request: UserRequest, source: Any, decision: Decision | None) -> str:
    if decision is not None:
        return reverse("meetings:decision", args=[decision.code])
    if isinstance(source, WrittenConsultation):
        return reverse("meetings:consultation", args=[source.code])
    return scope.leave_to_meeting(request, source.code)

"""Answers by link as the office sees them: a list of proposals, accepted one by one or many at once."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from core import clock, files
from core.addresses import reverse
from core.editing import attempt
from core.forms import Form
from core.htmx import clicked, form_page, saved, see_other, writing
from core.lists import Act, chosen, list_address, paged
from obligations.queries import findings, sentences
from records import bulk
from records.loading import look_up
from reminders.documents import answers as words
from reminders.documents import mails
from reminders.enums import AnswerKind, AnswerState
from reminders.forms.answers import AnswerFilter, PartiesForm, RefusalForm, StaffingForm
from reminders.models import Answer
from reminders.permissions import can_steer_mails, check_can_see_mails, check_can_steer_mails
from reminders.queries import answers as answer_queries
from reminders.services import accepting, answers


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    check_can_see_mails(request.user)
    form = AnswerFilter(request.GET)
    state = form.cleaned_data["trang_thai"] if form.is_valid() else ""
    page = paged(request, answer_queries.listing(state))
    shown = list(page)
    outcomes, ended = _outcomes(shown), findings.ended([one.flag_id for one in shown])
    lines = [
        {
            "answer": one,
            "said": words.sentence(one),
            "outcome": outcomes.get(one.pk, ""),
            "closed_at": ended.get(one.flag_id),
            "title": sentences.title(one.flag.rule),
            "url": mails.finding_path(one.flag.body.code, one.flag.rule, one.flag.subject),
        }
        for one in shown
    ]
    context = {
        "page": page,
        "lines": lines,
        "filter_form": form,
        "can_steer": can_steer_mails(request.user),
        "acts": [Act(reverse("reminders:answers-accept"), pgettext("trả lời", "Nhận"), "checks")]
        if can_steer_mails(request.user)
        else [],
    }
    return render(request, "reminders/answers.html", context)


def _outcomes(shown: list[Answer]) -> dict[int, str]:
    """Return what accepting each answer that waits would make of its finding, by key. As many queries for one
    as for a page."""
    waiting = [one for one in shown if one.state == AnswerState.PROPOSED]
    if not waiting:
        return {}
    today = clock.today()
    rows = {row.flag_id: row for row in findings.of_flags({one.flag_id for one in waiting}, today)}
    open_ones = [one for one in waiting if one.flag_id in rows]
    given = [(rows[one.flag_id], one.kind, vars(one)) for one in open_ones]
    return dict(zip([one.pk for one in open_ones], answers.outcomes(given, on=today), strict=True))


@require_POST
def accept(request: UserRequest, pk: int) -> HttpResponse:
    user = check_can_steer_mails(request.user)
    found = look_up(Answer.objects.select_related("flag__body"), pk=pk)
    if found.state == AnswerState.PROPOSED and (question := accepting.open_question(found)):
        messages.info(request, question)
        return see_other(request, "reminders:answer-complete", pk)
    act = partial(accepting.accept, found, today=clock.today(), now=clock.now(), by=user)
    return clicked(
        request,
        act,
        done=_("Đã nhận trả lời và ghi vào hồ sơ."),
        to="reminders:answers",
        body_code=found.flag.body.code,
    )


@writing
def complete(request: UserRequest, pk: int) -> HttpResponse:
    """Choose what an answer leaves open (which seat and person, which parties), and accept it."""
    user = check_can_steer_mails(request.user)
    of_kinds = Answer.objects.filter(kind__in=accepting.COMPLETED, state=AnswerState.PROPOSED)
    found = look_up(of_kinds.select_related("flag__body"), pk=pk)
    form = _completion_form(request, found)
    if form.is_valid() and attempt(
        form,
        accepting.accept,
        found,
        completion=form.completion(),
        today=clock.today(),
        now=clock.now(),
        by=user,
    ):
        saved(request, _("Đã nhận trả lời và ghi vào hồ sơ."), body_code=found.flag.body.code)
        return see_other(request, "reminders:answers")
    context = {
        "form": form,
        "answer": found,
        "said": words.sentence(found),
        "title": sentences.title(found.flag.rule),
        "leave_url": reverse("reminders:answers"),
        "submit_label": _("Nhận và ghi vào hồ sơ"),
    }
    return form_page(request, "reminders/answer_complete.html", context)


def _completion_form(request: UserRequest, found: Answer) -> StaffingForm | PartiesForm:
    data = request.POST or None
    if found.kind == AnswerKind.COORDINATION:
        return PartiesForm(data, body=found.flag.body, names=found.names)
    seats, people = accepting.seats_of(found), accepting.namesakes(found)
    return StaffingForm(data, seats=seats, people=people, name=found.names)


@writing
def accept_many(request: UserRequest) -> HttpResponse:
    """Accept the answers that are chosen in the list."""
    user = check_can_steer_mails(request.user)
    form = AnswerFilter(request.GET)
    state = form.cleaned_data["trang_thai"] if form.is_valid() else ""
    found = list(chosen(request, answer_queries.listing(state)))
    outcomes = _outcomes(found)
    return bulk.answer(
        request,
        records=found,
        line=lambda one: _line(one, outcomes.get(one.pk, "")),
        form=Form(request.POST or None),
        act=lambda one, _typed: accepting.accept(one, today=clock.today(), now=clock.now(), by=user),
        words=bulk.Words(
            question=_("Nhận %(n)s trả lời và ghi vào hồ sơ?"),
            button=_("Nhận và ghi vào hồ sơ"),
            done=_("Đã nhận %(n)s trả lời và ghi vào hồ sơ."),
        ),
        leave_url=list_address(request, reverse("reminders:answers")),
        body_code=lambda one: one.flag.body.code,
    )


def _line(answer: Answer, outcome: str) -> bulk.Line:
    said = f"{answer.get_kind_display().capitalize()}: {words.sentence(answer)} ({answer.given_by})"
    return bulk.Line(
        answer.pk,
        f"{answer.flag.body} · {sentences.title(answer.flag.rule)}",
        f"{said} {outcome}" if outcome else said,
        _("Trả lời này đã được xem.")
        if answer.state != AnswerState.PROPOSED
        else accepting.open_question(answer),
    )


@require_POST
def refuse(request: UserRequest, pk: int) -> HttpResponse:
    user = check_can_steer_mails(request.user)
    form = RefusalForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    act = partial(accepting.refuse, look_up(Answer, pk=pk), note=note, now=clock.now(), by=user)
    return clicked(request, act, done=_("Đã ghi không nhận."), to="reminders:answers")


@require_safe
def file(request: UserRequest, pk: int) -> HttpResponseBase:
    check_can_see_mails(request.user)
    stored = answer_queries.stored_file(look_up(Answer, pk=pk))
    if stored is None:
        raise Http404(_("Trả lời này không kèm tệp."))
    return files.hand_out(stored)

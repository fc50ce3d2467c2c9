"""Written consultations: send, gather, count, close."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_body, check_can_edit_body, check_can_edit_something
from core import clock, htmx
from core.addresses import reverse
from core.dates import requested_day
from core.editing import attempt
from core.history import initial_from_history
from delegations.models import Body
from meetings.forms.decisions import AnswersForm, CloseForm, ConsultationForm
from meetings.models import WrittenConsultation
from meetings.queries import cautions, consultations
from meetings.queries.pictures import files_of
from meetings.services import consultations as rounds
from meetings.views import scope
from meetings.views.page import papers_of


@require_safe
def page(request: UserRequest, code: str) -> HttpResponse:
    consultation = scope.consultation(request, code)
    replies = consultations.replies(consultation)
    today = requested_day(request)
    tally = consultations.tally(consultation, replies, on=today)
    context = {
        "consultation": consultation,
        "replies": replies,
        "tally": tally,
        "today": today,
        "majority": cautions.majority(tally.members, consultation.sent_on, consultation.body),
        "decisions": list(consultation.decisions.order_by("code")),
        "papers": files_of(consultation),
        "may_write": can_edit_body(request.user, consultation.body_id),
        **papers_of(consultation),
    }
    return render(request, "meetings/consultation.html", context)


@htmx.writing
def add(request: UserRequest) -> HttpResponse:
    check_can_edit_something(request.user)
    body = scope.chosen(request)
    if body is None:
        return scope.choose_body(request, _("Lấy ý kiến bằng văn bản"), reverse("meetings:consultations"))
    return _form(request, body, None)


@htmx.writing
def edit(request: UserRequest, code: str) -> HttpResponse:
    consultation = scope.consultation(request, code)
    return _form(request, consultation.body, consultation)


def _form(request: UserRequest, body: Body, consultation: WrittenConsultation | None) -> HttpResponse:
    check_can_edit_body(request.user, body.pk)
    initial = (
        {"sent_on": clock.today()} if consultation is None else initial_from_history(request, consultation)
    )
    form = ConsultationForm(request.POST or None, instance=consultation, initial=initial)
    service = (
        partial(rounds.edit, consultation=consultation) if consultation else partial(rounds.send, body=body)
    )
    if form.is_valid() and attempt(form, service, values=form.values(), by=request.user):
        htmx.saved(request, _("Đã ghi phiếu lấy ý kiến."), body_code=body.code)
        return htmx.see_other(request, "meetings:consultation", (consultation or form.made).code)
    leave = (
        reverse("meetings:consultation", args=[consultation.code])
        if consultation
        else reverse("meetings:consultations")
    )
    return htmx.form_page(
        request, "meetings/consultation_form.html", {"form": form, "body": body, "leave_url": leave}
    )


@htmx.writing
def answers(request: UserRequest, code: str) -> HttpResponse:
    consultation = scope.consultation(request, code)
    check_can_edit_body(request.user, consultation.body_id)
    form = AnswersForm(
        request.POST or None,
        replies=consultations.replies(consultation),
        initial={"answered_on": clock.today()},
    )
    service = partial(rounds.gather, consultation=consultation, today=clock.today(), by=request.user)
    if form.is_valid() and attempt(
        form,
        service,
        answers=form.answers(),
        remarks=form.remarks(),
        answered_on=form.cleaned_data["answered_on"],
    ):
        htmx.saved(request, _("Đã lưu ý kiến trả lời."), body_code=consultation.body.code)
        return htmx.see_other(request, "meetings:consultation", code)
    leave = reverse("meetings:consultation", args=[code])
    return htmx.form_page(
        request, "meetings/answers.html", {"form": form, "consultation": consultation, "leave_url": leave}
    )


@htmx.writing
def close(request: UserRequest, code: str) -> HttpResponse:
    consultation = scope.consultation(request, code)
    check_can_edit_body(request.user, consultation.body_id)
    today = clock.today()
    form = CloseForm(request.POST or None, initial={"closed_on": today})
    if form.is_valid() and attempt(
        form, rounds.close, consultation=consultation, **form.cleaned_data, today=today, by=request.user
    ):
        htmx.saved(
            request,
            _("Đã tổng hợp ý kiến. Hãy ghi quyết nghị theo kết quả."),
            body_code=consultation.body.code,
        )
        return htmx.see_other(request, "meetings:consultation", code)
    tally = consultations.tally(consultation, consultations.replies(consultation), on=today)
    leave = reverse("meetings:consultation", args=[code])
    return htmx.form_page(
        request,
        "meetings/close.html",
        {"form": form, "consultation": consultation, "tally": tally, "leave_url": leave},
    )

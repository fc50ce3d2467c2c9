"""Answers: the page behind the link in a mail, and the office's list of proposals."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import UserRequest
from accounts.services import limits
from accounts.services.limits import Limit
from core import clock, files
from core.editing import attempt
from core.errors import Refused
from core.htmx import clicked
from core.lists import paged
from obligations.models import Flag
from obligations.queries import findings, records, sentences
from obligations.services import outlook
from records.loading import look_up
from reminders.documents import links, mails
from reminders.enums import AnswerKind
from reminders.forms.answers import FORMS, AnswerFilter, RefusalForm, values
from reminders.models import Answer
from reminders.permissions import can_steer_mails, check_can_see_mails, check_can_steer_mails
from reminders.queries import answers as answer_queries
from reminders.services import answers

HOUR = dt.timedelta(hours=1)
PER_ADDRESS = Limit(
    "answer-from",
    60,
    HOUR,
    gettext_lazy("Từ địa chỉ mạng này đã gửi %(most)s lần trong một giờ. Chờ %(minutes)s phút rồi thử lại."),
)
PER_LINK = Limit(
    "answer-link",
    10,
    HOUR,
    gettext_lazy("Liên kết này đã được gửi %(most)s lần trong một giờ. Chờ %(minutes)s phút rồi thử lại."),
)


@files.takes_files
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a finding is about and take the answer. Opening the link changes nothing: mail scanners open
    every link."""
    today = clock.today()
    if request.method == "POST":
        _count(request, token)
    try:
        flag, grant = answers.open_flag(token, today=today)
    except Refused as refusal:
        return render(request, "reminders/link_refused.html", {"words": refusal.message}, status=410)
    kinds = answers.kinds(flag.rule)
    kind = request.POST.get("kind") or request.GET.get("kind") or kinds[0].value
    if kind not in kinds:
        raise Http404(_("Không trả lời được như vậy cho việc này."))
    form = FORMS[kind](request.POST or None, request.FILES or None)
    if form.is_valid() and attempt(
        form,
        answers.give,
        token,
        kind=kind,
        values=values(form),
        upload=form.cleaned_data.get("upload"),
        today=today,
        now=clock.now(),
    ):
        (consequence,) = _consequences(
            [(flag, form.cleaned_data.get("held_on"), form.cleaned_data.get("meeting_kind", ""))], today
        )
        return render(request, "reminders/answer_given.html", {"body": flag.body, "consequence": consequence})
    row = findings.by_id(flag.pk)
    assert row is not None
    context = {
        "form": form,
        "kind": kind,
        "kinds": [(one.value, one.label) for one in kinds],
        "row": row,
        "about": sentences.title(flag.rule),
        "late": mails.lateness(row, today),
        "basis": mails.basis(row),
        "until": grant.until,
        "owed": answers.owed(flag) if kind == AnswerKind.MEETING else [],
        "sentence": mails.sentence(row, today, records.references([row], links=False).names),
    }
    return render(request, "reminders/answer.html", context, status=422 if request.method == "POST" else 200)


def _consequences(reported: Sequence[tuple[Flag, dt.date | None, str]], today: dt.date) -> list[str]:
    """Return what each meeting that was reported changes and leaves, "" for an answer about none; as many
    queries for one as for a page."""
    bodies = {flag.body_id for flag, held_on, _kind in reported if held_on}
    around = outlook.periods(on=today, body_ids=bodies) if bodies else {}
    return [
        (
            answers.consequence(flag, held_on=held_on, meeting_kind=kind, around=around.get(flag.body_id, []))
            if held_on
            else ""
        )
        for flag, held_on, kind in reported
    ]


def _count(request: HttpRequest, token: str) -> None:
    """Count a post; raises TooMany where the address of the network or the link has had its share of this
    hour."""
    now = clock.now()
    # The address first: who tries links at random must not fill the counters of links.
    limits.count(PER_ADDRESS, limits.network(request.META["REMOTE_ADDR"]), now=now)
    limits.count(PER_LINK, links.digest(token), now=now)


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    check_can_see_mails(request.user)
    form = AnswerFilter(request.GET)
    state = form.cleaned_data["trang_thai"] if form.is_valid() else ""
    page = paged(request, answer_queries.listing(state))
    shown = list(page)
    consequences = _consequences([(one.flag, one.held_on, one.meeting_kind) for one in shown], clock.today())
    lines = [
        {
            "answer": one,
            "consequence": consequence,
            "title": sentences.title(one.flag.rule),
            "url": mails.finding_path(one.flag.body.code, one.flag.rule, one.flag.subject),
        }
        for one, consequence in zip(shown, consequences, strict=True)
    ]
    context = {
        "page": page,
        "lines": lines,
        "filter_form": form,
        "can_steer": can_steer_mails(request.user),
        "kinds": AnswerKind,
    }
    return render(request, "reminders/answers.html", context)


@require_POST
def accept(request: UserRequest, pk: int) -> HttpResponse:
    user = check_can_steer_mails(request.user)
    found = look_up(Answer.objects.select_related("flag__body"), pk=pk)
    act = partial(answers.accept, found, today=clock.today(), now=clock.now(), by=user)
    return clicked(
        request,
        act,
        done=_("Đã nhận trả lời và ghi vào hồ sơ."),
        to="reminders:answers",
        body_code=found.flag.body.code,
    )


@require_POST
def refuse(request: UserRequest, pk: int) -> HttpResponse:
    user = check_can_steer_mails(request.user)
    form = RefusalForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    act = partial(answers.refuse, look_up(Answer, pk=pk), note=note, now=clock.now(), by=user)
    return clicked(request, act, done=_("Đã ghi không nhận."), to="reminders:answers")


@require_safe
def file(request: UserRequest, pk: int) -> HttpResponseBase:
    check_can_see_mails(request.user)
    stored = answer_queries.stored_file(look_up(Answer, pk=pk))
    if stored is None:
        raise Http404(_("Trả lời này không kèm tệp."))
    return files.hand_out(stored)

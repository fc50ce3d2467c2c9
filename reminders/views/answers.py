"""The page behind the link in a mail: what a body answers, without an account."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.services import limits
from accounts.services.limits import Limit
from core import clock, files
from core.editing import attempt
from core.errors import Refused
from obligations.queries import sentences
from reminders.documents import links, mails
from reminders.enums import AnswerKind
from reminders.forms.answers import FORMS, values
from reminders.queries import answers as answer_queries
from reminders.queries import names as names_of
from reminders.services import answers, same_mail
from reminders.services.answer_kinds import owed

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
        row, grant = answers.open_finding(token, today=today)
    except Refused as refusal:
        return render(request, "reminders/link_refused.html", {"words": refusal.message}, status=410)
    kinds = answers.kinds(row, grant.address)
    kind = request.POST.get("kind") or request.GET.get("kind") or next(iter(kinds), "")
    if kind not in kinds:  # of a direction there is none: it has a link of its own
        raise Http404(_("Không trả lời được như vậy cho việc này."))
    form = FORMS[kind](
        request.POST or None,
        request.FILES or None,
        row=row,
        initial={"given_by": answer_queries.last_name(grant.address)},
    )
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
        (outcome,) = answers.outcomes([(row, kind, values(form))], on=today)
        others = same_mail.others(row, grant, today=today)
        given = {"body": row.body_name, "outcome": outcome, "others": others}
        return render(request, "reminders/answer_given.html", given)
    context = {
        "form": form,
        "kind": kind,
        "kinds": [(one.value, one.label) for one in kinds],
        "row": row,
        "about": sentences.title(row.rule),
        "late": sentences.status(row, today),
        "basis": mails.basis(row),
        "until": grant.until,
        "owed": owed(row.evidence) if kind == AnswerKind.MEETING else [],
        "sentence": mails.sentence(row, today, names_of.of_rows([row])),
    }
    return render(request, "reminders/answer.html", context, status=422 if request.method == "POST" else 200)


def _count(request: HttpRequest, token: str) -> None:
    """Count a post; raises TooMany where the address of the network or the link has had its share of this
    hour."""
    now = clock.now()
    # The address first: who tries links at random must not fill the counters of links.
    limits.count(PER_ADDRESS, limits.network(request.META["REMOTE_ADDR"]), now=now)
    limits.count(PER_LINK, links.digest(token), now=now)

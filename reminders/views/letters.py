"""Letters that urge: what has come to one, drafting, the register, what each urged."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core import clock
from core.addresses import reverse
from core.editing import attempt
from core.htmx import form_page, see_other, writing
from core.lists import chosen_keys, ordering, paged
from obligations.enums import FlagStatus
from obligations.queries import findings, sentences
from obligations.queries.findings import Row
from papers.enums import Kind
from papers.queries import papers as paper_queries
from records import workbooks
from records.loading import look_up
from reminders.documents import mails
from reminders.forms.letters import CandidateFilter, DraftForm, RegisterFilter
from reminders.models import Letter
from reminders.permissions import can_steer_mails, check_can_see_mails, check_can_steer_mails
from reminders.queries import letters as letter_queries
from reminders.queries import names as names_of
from reminders.services import letters

# So many findings are shown to choose from; a province in arrears may have thousands.
MOST_AT_ONCE = 200
SORTS = {
    "so": ("paper__term__starts_on", "paper__number", "pk"),
    "ngay": ("-paper__dated_on", "-pk"),
    "han": ("deadline_on", "pk"),
    "trang-thai": ("paper__state", "-paper__dated_on", "-pk"),
}
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    check_can_see_mails(request.user)
    form = RegisterFilter(request.GET)
    context = {
        "page": paged(
            request,
            letter_queries.register(**form.wanted()).order_by(*ordering(request, SORTS, default="ngay")),
        ),
        "filter_form": form,
        "waiting": len(letters.candidates(clock.today())),
        "can_steer": can_steer_mails(request.user),
        "export_url": reverse("reminders:letters-export"),
    }
    return render(request, "reminders/letters.html", context)


@require_safe
def export(request: UserRequest) -> HttpResponse:
    """The register, as filtered, as an Excel file."""
    check_can_see_mails(request.user)
    found = letter_queries.register(**RegisterFilter(request.GET).wanted()).order_by(
        *ordering(request, SORTS, default="ngay")
    )
    headings = [
        _("Số"),
        _("Ngày"),
        _("Nhiệm kỳ"),
        _("Trích yếu"),
        _("Nơi kính gửi"),
        _("Hạn thực hiện"),
        _("Trạng thái"),
        _("Người lập"),
    ]
    rows = (
        [
            letter.paper.number,
            letter.paper.dated_on,
            letter.paper.term.name if letter.paper.term else "",
            letter.paper.title,
            "; ".join(letter.paper.frame["addressees"]),
            letter.deadline_on,
            letter.paper.get_state_display(),
            str(letter.paper.created_by),
        ]
        for letter in found
    )
    content = workbooks.workbook("", [workbooks.Sheet(_("Sổ công văn đôn đốc"), headings, rows)])
    response = HttpResponse(content, content_type=workbooks.MIME)
    response["Content-Disposition"] = 'attachment; filename="cong-van-don-doc.xlsx"'
    return response


@writing
def draft(request: UserRequest) -> HttpResponse:
    """List what has reached the step of a letter and draft letters about what is ticked."""
    user = check_can_steer_mails(request.user)
    today = clock.today()
    chosen = chosen_keys(request)
    # Who chose the findings decides that it is time for a letter; else the ladder does.
    waiting = (
        [row for row in findings.of_flags(chosen, today, sort="body") if row.status != FlagStatus.WAIVED]
        if chosen
        else letters.candidates(today)
    )
    narrowed = CandidateFilter(request.GET)
    wanted_rows = [row for row in waiting if narrowed.keeps(row)]
    rows = wanted_rows[:MOST_AT_ONCE]
    initial = {"dated_on": today, "deadline_on": today + dt.timedelta(days=15)}
    form = DraftForm(
        request.POST or None,
        initial=initial,
        flag_ids=[row.flag_id for row in rows if row.flag_id is not None],
    )
    if form.is_valid():
        wanted = form.cleaned_data
        if attempt(
            form,
            letters.draft,
            flag_ids=wanted["flags"],
            dated_on=wanted["dated_on"],
            deadline_on=wanted["deadline_on"],
            together=bool(wanted["together"]),
            signing=wanted["signing"],
            now=clock.now(),
            by=user,
        ):
            messages.success(request, _("Đã lập %(n)s dự thảo công văn.") % {"n": len(form.made)})
            return (
                see_other(request, "desk:paper", form.made[0].paper_id)
                if len(form.made) == 1
                else see_other(request, "reminders:letters")
            )
    ticked = (
        {int(value) for value in request.POST.getlist("flags") if value.isdecimal() and len(value) < 19}
        if request.method == "POST"
        else None
    )
    context = {
        "form": form,
        "filter_form": narrowed,
        "groups": _groups(rows, today, ticked),
        "total": len(waiting),
        "wanted": len(wanted_rows),
        "shown": len(rows),
        "template": paper_queries.template_on(Kind.LETTER, today),
        "chosen": bool(chosen),
        "leave_url": reverse("reminders:letters"),
    }
    return form_page(request, "reminders/letter_draft.html", context)


def _groups(rows: list[Row], today: dt.date, ticked: set[int] | None) -> list[dict[str, Any]]:
    """Return the findings that may be urged, a body at a time."""
    names = names_of.of_rows(rows)
    groups: dict[int, dict[str, Any]] = {}
    for row in rows:
        line = {
            "row": row,
            "title": sentences.title(row.rule),
            "late": sentences.status(row, today),
            "sentence": mails.sentence(row, today, names),
        }
        line |= {
            "ticked": ticked is None or row.flag_id in ticked,
            "url": mails.finding_path(row.body_code, row.rule, row.subject),
        }
        groups.setdefault(row.body_id, {"name": row.body_name, "lines": []})["lines"].append(line)
    return list(groups.values())


@require_safe
def letter(request: UserRequest, pk: int) -> HttpResponse:
    check_can_see_mails(request.user)
    found = look_up(Letter.objects.select_related("paper__term", "paper__created_by"), pk=pk)
    flags = list(found.flags.select_related("body").order_by("body__position", "rule", "pk"))
    ended = findings.ended([flag.pk for flag in flags])
    urged = [
        {
            "flag": flag,
            "closed_at": ended.get(flag.pk),
            "title": sentences.title(flag.rule),
            "url": mails.finding_path(flag.body.code, flag.rule, flag.subject),
        }
        for flag in flags
    ]
    context = {
        "letter": found,
        "paper": found.paper,
        "urged": urged,
        "paper_url": reverse("desk:paper", args=[found.paper_id]),
    }
    return render(request, "reminders/letter.html", context)


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """Return bytes as a file of this kind that a browser saves."""
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response

"""Letters: what has come to one, drafting, the register, the printed forms."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from core import clock
from core.editing import attempt
from core.errors import Refused
from core.htmx import clicked, form_page, see_other, writing
from core.lists import ordering, paged
from obligations.queries import records, sentences
from obligations.queries.findings import Row
from records import workbooks
from records.loading import look_up
from reminders.documents import letters as documents
from reminders.documents import mails, pages
from reminders.forms.letters import (
    CandidateFilter,
    DraftForm,
    HeadForm,
    NumberForm,
    RegisterFilter,
    TermForm,
    TextForm,
)
from reminders.models import CommitteeTerm, Letter
from reminders.permissions import can_steer_mails, check_can_see_mails, check_can_steer_mails
from reminders.queries import letters as letter_queries
from reminders.services import letters, templates

# So many findings are shown to choose from; a province in arrears may have thousands.
MOST_AT_ONCE = 200
SORTS = {
    "so": ("term__starts_on", "number", "pk"),
    "ngay": ("-dated_on", "-pk"),
    "han": ("deadline_on", "pk"),
    "trang-thai": ("state", "-dated_on", "-pk"),
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
            letter.number,
            letter.dated_on,
            letter.term.name if letter.term else "",
            letter.subject,
            " ".join(letter.content.get("addressees", [])),
            letter.deadline_on,
            letter.get_state_display(),
            str(letter.created_by),
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
    waiting = letters.candidates(today)
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
            now=clock.now(),
            by=user,
        ):
            messages.success(request, _("Đã lập %(n)s dự thảo công văn.") % {"n": len(form.made)})
            return (
                see_other(request, "reminders:letter", form.made[0].pk)
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
        "template": letter_queries.template_on(today),
        "leave_url": reverse("reminders:letters"),
    }
    return form_page(request, "reminders/letter_draft.html", context)


def _groups(rows: list[Row], today: dt.date, ticked: set[int] | None) -> list[dict[str, Any]]:
    """Return the findings that may be urged, a body at a time."""
    names = records.references(rows, links=False).names
    groups: dict[int, dict[str, Any]] = {}
    for row in rows:
        line = {
            "row": row,
            "title": sentences.title(row.rule),
            "late": mails.lateness(row, today),
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
    found = look_up(Letter.objects.select_related("term", "template", "created_by"), pk=pk)
    urged = [
        {
            "flag": flag,
            "title": sentences.title(flag.rule),
            "url": mails.finding_path(flag.body.code, flag.rule, flag.subject),
        }
        for flag in found.flags.select_related("body").order_by("body__position", "rule", "pk")
    ]
    printed = letters.printed(found)
    term = letter_queries.terms_on(found.dated_on).first() if found.number is None else None
    context = {
        "letter": found,
        "printed": printed,
        "urged": urged,
        "can_steer": can_steer_mails(request.user),
        "term": term,
        "next_number": letter_queries.next_number(term, found.document_type) if term else None,
        "blanks": [
            label
            for label, value in (
                (_("cấp uỷ"), printed["superior"]),
                (_("địa danh"), printed["place"]),
                (_("họ và tên người ký"), printed["signer"]),
            )
            if value.strip(" …") in {"", "TỈNH UỶ"}
        ],
    }
    return render(request, "reminders/letter.html", context)


@writing
def edit(request: UserRequest, pk: int) -> HttpResponse:
    """Let a person write the text of a draft."""
    user = check_can_steer_mails(request.user)
    found = look_up(Letter, pk=pk)
    printed = letters.printed(found)
    initial = {name: printed[name] for name in ("subject", "opening", "request", "closing")} | {
        "recipients": "\n".join(printed["recipients"])
    }
    initial |= {f"body_{place}": "\n".join(body["lines"]) for place, body in enumerate(printed["bodies"])}
    form = TextForm(
        request.POST or None, initial=initial, bodies=[body["name"] for body in printed["bodies"]]
    )
    if form.is_valid() and attempt(form, letters.edit, found, **form.content(), by=user):
        messages.success(request, _("Đã lưu nội dung dự thảo."))
        return see_other(request, "reminders:letter", pk)
    return form_page(
        request,
        "reminders/letter_text.html",
        {"form": form, "letter": found, "leave_url": reverse("reminders:letter", args=[pk])},
    )


@require_POST
def number(request: UserRequest, pk: int) -> HttpResponse:
    user = check_can_steer_mails(request.user)
    found, form = look_up(Letter, pk=pk), NumberForm(request.POST)

    def take() -> Letter:
        if not form.is_valid():
            raise Refused(_("Số công văn phải là số nguyên, ví dụ 15."))
        return letters.take_number(found, number=form.cleaned_data["number"], by=user)

    def done(letter: Letter) -> str:
        return _("Đã lấy số %(n)02d, nhiệm kỳ %(term)s.") % {"n": letter.number, "term": letter.term}

    return clicked(request, take, done=done, to=reverse("reminders:letter", args=[pk]))


@require_POST
def discard(request: UserRequest, pk: int) -> HttpResponse:
    user = check_can_steer_mails(request.user)
    found = look_up(Letter, pk=pk)
    done = _("Đã bỏ dự thảo. Các việc trong dự thảo lại chờ lập công văn.")
    return clicked(
        request,
        lambda: letters.discard(found, by=user),
        done=done,
        to="reminders:letters",
        leave_url=reverse("reminders:letter", args=[pk]),
    )


@require_safe
def printed(request: UserRequest, pk: int, kind: str) -> HttpResponse:
    """Give the letter as a file, never inside a page."""
    check_can_see_mails(request.user)
    if kind not in TYPES:
        raise Http404(_("Chỉ có bản Word và bản PDF."))
    found = look_up(Letter.objects.select_related("term", "template"), pk=pk)
    printed = letters.printed(found)
    if kind == "pdf" and found.template is None:
        content = documents.pdf(printed, found.profile)
    else:
        content = documents.docx(
            printed,
            templates.content(found.template) if found.template else documents.built_in(found.profile),
        )
        content = pages.pdf(content) if kind == "pdf" else content
    return attachment(content, f"cong-van-{found.number or f'du-thao-{found.pk}'}", kind)


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """Return bytes as a file of this kind that a browser saves."""
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@writing
def head(request: UserRequest) -> HttpResponse:
    check_can_steer_mails(request.user)
    form = HeadForm(request.POST or None, instance=letter_queries.head())
    if form.is_valid():
        letters.put_head(form.instance)
        messages.success(request, _("Đã lưu thể thức công văn."))
        return see_other(request, "reminders:letters")
    terms = CommitteeTerm.objects.order_by("-starts_on")
    return form_page(
        request,
        "reminders/letter_head.html",
        {"form": form, "terms": terms, "leave_url": reverse("reminders:letters")},
    )


@writing
def term(request: UserRequest, pk: int | None = None) -> HttpResponse:
    check_can_steer_mails(request.user)
    form = TermForm(request.POST or None, instance=look_up(CommitteeTerm, pk=pk) if pk else None)
    if form.is_valid() and attempt(form, letters.put_term, form.instance):
        messages.success(request, _("Đã lưu nhiệm kỳ."))
        return see_other(request, "reminders:letter-head")
    return form_page(
        request, "reminders/term_form.html", {"form": form, "leave_url": reverse("reminders:letter-head")}
    )

"""The office's own template of letters: versions, what holds from when, trials with invented data."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from core import clock, files
from core.editing import attempt
from core.htmx import clicked, form_page, see_other, writing
from records.loading import look_up
from reminders.documents import letters as documents
from reminders.documents import pages
from reminders.documents import templates as template_documents
from reminders.enums import LetterProfile
from reminders.forms.letters import ChoiceForm, TemplateForm
from reminders.models import LetterTemplate, TemplateChoice
from reminders.permissions import can_steer_mails, check_can_see_mails, check_can_steer_mails
from reminders.queries import letters as letter_queries
from reminders.services import templates
from reminders.views.letters import attachment


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    check_can_see_mails(request.user)
    today = clock.today()
    choices = list(letter_queries.choices())
    context = {
        "versions": letter_queries.templates(),
        "choices": choices,
        "now": next((choice for choice in choices if choice.starts_on <= today), None),
        "profiles": LetterProfile.choices,
        "profile_now": documents.profile_on(today).label,
        "new_form_from": documents.NEW_FORM_FROM,
        "placeholders": template_documents.PLACEHOLDERS,
        "today": today,
        "can_steer": can_steer_mails(request.user),
    }
    return render(request, "reminders/templates.html", context)


@writing
def add(request: UserRequest) -> HttpResponse:
    """Take a new version; every fault of the file is named at once."""
    user = check_can_steer_mails(request.user)
    today = clock.today()
    form = TemplateForm(request.POST or None, request.FILES or None, initial={"starts_on": today})
    if form.is_valid() and attempt(
        form, templates.add_and_choose, **form.cleaned_data, today=today, now=clock.now(), by=user
    ):
        messages.success(
            request, _("Đã nhận mẫu, dựng thử được. Hãy xem thử bản Word và bản PDF trước khi lập công văn.")
        )
        return see_other(request, "reminders:templates")
    context = {
        "form": form,
        "leave_url": reverse("reminders:templates"),
        "submit_label": _("Kiểm tra và lưu"),
    }
    return form_page(request, "reminders/template_form.html", context)


@writing
def choose(request: UserRequest) -> HttpResponse:
    user = check_can_steer_mails(request.user)
    today = clock.today()
    wanted = request.GET.get("mau", "")
    form = ChoiceForm(
        request.POST or None,
        initial={
            "starts_on": today,
            "template": int(wanted) if wanted.isdecimal() and len(wanted) < 10 else None,
        },
    )
    if form.is_valid() and attempt(
        form, templates.choose, **form.cleaned_data, today=today, now=clock.now(), by=user
    ):
        messages.success(request, _("Đã ghi mẫu được áp dụng. Các dự thảo đã lập giữ nguyên mẫu của chúng."))
        return see_other(request, "reminders:templates")
    return form_page(
        request,
        "reminders/template_choice_form.html",
        {"form": form, "leave_url": reverse("reminders:templates")},
    )


@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    user = check_can_steer_mails(request.user)
    act = partial(templates.withdraw, look_up(TemplateChoice, pk=pk), today=clock.today(), by=user)
    return clicked(request, act, done=_("Đã bỏ lần đổi mẫu này."), to="reminders:templates")


@require_safe
def file(request: UserRequest, pk: int) -> HttpResponseBase:
    check_can_see_mails(request.user)
    return files.hand_out(look_up(LetterTemplate, pk=pk))


@require_safe
def trial(request: UserRequest, pk: int, kind: str) -> HttpResponse:
    """Give an invented letter made with a version of the office's template."""
    check_can_see_mails(request.user)
    made = documents.docx(template_documents.sample(), templates.content(look_up(LetterTemplate, pk=pk)))
    return attachment(_made(kind, made), f"xem-thu-mau-{pk}", kind)


@require_safe
def start(request: UserRequest, profile: str) -> HttpResponse:
    """Give a built-in template as the file from which an office makes its own."""
    check_can_see_mails(request.user)
    return attachment(documents.built_in(_profile(profile)).read_bytes(), f"mau-cong-van-{profile}", "docx")


@require_safe
def built_in_trial(request: UserRequest, profile: str, kind: str) -> HttpResponse:
    """Give an invented letter in a built-in form."""
    check_can_see_mails(request.user)
    values = template_documents.sample()
    made = (
        documents.pdf(values, _profile(profile))
        if kind == "pdf"
        else _made(kind, documents.docx(values, documents.built_in(_profile(profile))))
    )
    return attachment(made, f"xem-thu-{profile}", kind)


def _made(kind: str, content: bytes) -> bytes:
    if kind not in {"docx", "pdf"}:
        raise Http404(_("Chỉ có bản Word và bản PDF."))
    return pages.pdf(content) if kind == "pdf" else content


def _profile(profile: str) -> str:
    if profile not in LetterProfile.values:
        raise Http404(_("Không có thể thức này."))
    return profile

"""The office's own templates of papers: versions, what holds from when, trials with invented data."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_facts, check_can_edit_facts, check_can_see_all
from core import clock, files, htmx
from core.addresses import reverse
from core.editing import attempt
from papers.documents import drawing, forms, pages, pdf, word
from papers.documents import templates as template_documents
from papers.enums import NEW_FORM_FROM, Kind, Profile
from papers.forms import ChoiceForm, TemplateForm
from papers.models import PaperTemplate, TemplateChoice
from papers.queries import papers
from papers.services import templates
from records.loading import look_up

TYPES = {"docx": files.CONTENT_TYPES[files.FileKind.DOCX], "pdf": files.CONTENT_TYPES[files.FileKind.PDF]}


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    """All kinds with what holds today, or one kind with its versions, its start files, its placeholders."""
    check_can_see_all(request.user)
    kind, today = _wanted_kind(request), clock.today()
    choices = list(papers.choices())
    now: dict[str, TemplateChoice] = {}
    for choice in choices:
        if choice.starts_on <= today:
            now.setdefault(choice.paper_kind, choice)
    context = {
        "kind": kind,
        "kinds": [(one, now.get(one)) for one in Kind],
        "versions": papers.templates(kind),
        "choices": [choice for choice in choices if choice.paper_kind == kind],
        "now": now.get(kind),
        "profiles": Profile.choices,
        "profile_now": Profile.on(today).label,
        "new_form_from": NEW_FORM_FROM,
        "placeholders": template_documents.placeholders(kind),
        "today": today,
        "can_steer": can_edit_facts(request.user),
    }
    return render(request, "papers/templates.html", context)


@htmx.writing
def add(request: UserRequest) -> HttpResponse:
    """Take a new version; every fault of the file is named at once."""
    check_can_edit_facts(request.user)
    today, kind = clock.today(), _wanted_kind(request)
    form = TemplateForm(
        request.POST or None, request.FILES or None, initial={"starts_on": today, "paper_kind": kind}
    )
    values = form.cleaned_data if form.is_valid() else {}
    if values and attempt(
        form, templates.add_and_choose, **values, today=today, now=clock.now(), by=request.user
    ):
        messages.success(
            request, _("Đã nhận mẫu, dựng thử được. Hãy xem thử bản Word và bản PDF trước khi lập văn bản.")
        )
        return htmx.see_other(request, _address(values["paper_kind"]))
    context = {"form": form, "kind": kind, "leave_url": _address(kind), "submit_label": _("Kiểm tra và lưu")}
    return htmx.form_page(request, "papers/template_form.html", context)


@htmx.writing
def choose(request: UserRequest, kind: str) -> HttpResponse:
    check_can_edit_facts(request.user)
    paper_kind, today, wanted = _kind(kind), clock.today(), request.GET.get("mau", "")
    chosen = int(wanted) if wanted.isdecimal() and len(wanted) < 10 else None
    form = ChoiceForm(request.POST or None, kind=paper_kind, initial={"starts_on": today, "template": chosen})
    values = form.cleaned_data if form.is_valid() else {}
    if values and attempt(
        form,
        templates.choose,
        paper_kind=paper_kind,
        **values,
        today=today,
        now=clock.now(),
        by=request.user,
    ):
        messages.success(request, _("Đã ghi mẫu được áp dụng. Các dự thảo đã lập giữ nguyên mẫu của chúng."))
        return htmx.see_other(request, _address(paper_kind))
    context = {"form": form, "kind": paper_kind, "leave_url": _address(paper_kind)}
    return htmx.form_page(request, "papers/template_choice_form.html", context)


@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_facts(request.user)
    choice = look_up(TemplateChoice, pk=pk)
    act = partial(templates.withdraw, choice, today=clock.today(), by=request.user)
    return htmx.clicked(
        request, act, done=_("Đã bỏ lần đổi mẫu này."), to=_address(Kind(choice.paper_kind)), undo=False
    )


@require_safe
def file(request: UserRequest, pk: int) -> HttpResponseBase:
    check_can_see_all(request.user)
    return files.hand_out(look_up(PaperTemplate, pk=pk))


@require_safe
def trial(request: UserRequest, pk: int, form: str) -> HttpResponse:
    """Give an invented paper made with a version of the office's template."""
    check_can_see_all(request.user)
    template = look_up(PaperTemplate, pk=pk)
    values = template_documents.sample(Kind(template.paper_kind))
    made = drawing.from_template(values, word.template_bytes(template))
    return _attachment(pages.pdf(made) if form == "pdf" else made, f"xem-thu-mau-{pk}", form)


@require_safe
def start(request: UserRequest, kind: str, profile: str) -> HttpResponse:
    """Give the built-in form of a kind as the file from which an office makes its own."""
    check_can_see_all(request.user)
    made = forms.built_in(_kind(kind), new_form=_is_new(profile))
    return _attachment(made, f"mau-{kind}-{profile}", "docx")


@require_safe
def built_in_trial(request: UserRequest, kind: str, profile: str, form: str) -> HttpResponse:
    """Give an invented paper in a built-in form."""
    check_can_see_all(request.user)
    values = template_documents.sample(_kind(kind)) | {"new_form": _is_new(profile)}
    made = pdf.built_in(values) if form == "pdf" else drawing.built_in(values)
    return _attachment(made, f"xem-thu-{kind}-{profile}", form)


def _attachment(content: bytes, name: str, form: str) -> HttpResponse:
    if form not in TYPES:
        raise Http404(_("Chỉ có bản Word và bản PDF."))
    response = htmx.download(content, TYPES[form], f"{name}.{form}")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _wanted_kind(request: UserRequest) -> Kind:
    wanted = request.GET.get("loai", "")
    return Kind(wanted) if wanted in Kind.values else Kind.LETTER


def _kind(kind: str) -> Kind:
    if kind not in Kind.values:
        raise Http404(_("Không có loại văn bản này."))
    return Kind(kind)


def _is_new(profile: str) -> bool:
    if profile not in Profile.values:
        raise Http404(_("Không có thể thức này."))
    return profile == Profile.HD05_2026


def _address(kind: Kind) -> str:
    return f"{reverse('papers:templates')}?loai={kind}"

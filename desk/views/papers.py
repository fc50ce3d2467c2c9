"""Papers: the register, the draft's editor beside its preview, its files."""

import base64
from typing import Any

from django.db.models.functions import ExtractYear
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_facts, can_see_all
from core import clock, files, htmx, known
from core.addresses import reverse
from core.dates import moment
from core.editing import attempt
from core.errors import Refused
from core.lists import ordering, paged
from delegations.permissions import can_edit_registers
from desk.forms import blocks
from desk.forms.papers import PaperForm, RegisterFilter
from desk.queries import owners
from desk.queries.papers import columns, register, visible_to
from desk.services import papers
from obligations.queries import grounds
from papers.blocks import Block, differ, from_json
from papers.documents import pdf, printed, word
from papers.models import Paper, Proof
from papers.queries import papers as paper_queries
from papers.services.drafts import Changed
from records import tables
from records.loading import look_up

SORTS = {
    "so": ("term__starts_on", "document_type", "series", "number", "pk"),
    "ngay": ("-dated_on", "-pk"),
    "loai": ("kind", "-dated_on", "-pk"),
    "trang-thai": ("state", "-dated_on", "-pk"),
}
TYPES = {"docx": files.CONTENT_TYPES[files.FileKind.DOCX], "pdf": files.CONTENT_TYPES[files.FileKind.PDF]}
MOST_PAGES_SHOWN = 30


def load(request: UserRequest, pk: int) -> Paper:
    """Return the paper of an address if the user may see it, else raise Http404. It is what it is now."""
    known.require_present()
    rows = Paper.objects.select_related("template", "term", "replaces", "created_by", "edited_by")
    found = look_up(rows, pk=pk)
    if not owners.can_see(request.user, found):
        raise Http404(_("Không có văn bản này trong phạm vi được giao."))
    return found


# The register ---------------------------------------------------------------------------------


def _filtered(request: UserRequest) -> tuple[RegisterFilter, Any]:
    known.require_present()
    seen = visible_to(request.user)
    years = seen.annotate(year=ExtractYear("dated_on")).values_list("year", flat=True).distinct()
    form = RegisterFilter(request.GET, years=sorted(years, reverse=True))
    return form, register(seen, **form.criteria).order_by(*ordering(request, SORTS, default="ngay"))


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    form, rows = _filtered(request)
    context = {
        "page": paged(request, rows.select_related("term")),
        "filter_form": form,
        "export_url": reverse("desk:papers-export"),
        "can_steer": can_edit_facts(request.user),
        "is_office": can_see_all(request.user),
    }
    return render(request, "desk/papers.html", context)


@require_safe
def export(request: UserRequest) -> HttpResponse:
    _form, rows = _filtered(request)
    cells = columns()
    shown = {cell.column for cell in cells}
    rows = rows.select_related("term").defer("blocks", "built")
    return tables.answer(
        _("Văn bản đã lập"), cells, rows, shown=shown, on=clock.today(), name="van-ban-da-lap"
    )


# One paper ------------------------------------------------------------------------------------


@htmx.writing
def paper(request: UserRequest, pk: int) -> HttpResponse:
    """The paper; while it is a draft its editor, where a script stores what is typed every few seconds."""
    found = load(request, pk)
    if request.method == "POST":
        papers.check_can_edit(request.user, found)
        return _save(request, found)
    changed = [key for key in request.GET.get("doi", "").split(",") if key]
    form = PaperForm(paper=found) if found.is_draft and owners.can_edit(request.user, found) else None
    fields = blocks.fields(found.as_blocks(), from_json(found.built), just_changed=changed)
    return render(request, "desk/paper.html", _context(request, found, form, fields))


def _save(request: UserRequest, found: Paper) -> HttpResponse:
    form = PaperForm(request.POST, paper=found)
    by_script = request.headers.get("Accept") == "application/json"
    name, _colon, place = request.POST.get("act", "").partition(":")
    if form.is_valid() and name:
        facts = {block.key: block for block in from_json(found.built)}
        form.sent = blocks.act(form.sent, name, int(place) if place.isdecimal() else -1, facts)
    values = form.values() if form.is_valid() else {}
    if values and attempt(form, papers.save, found, **values, now=clock.now(), by=request.user):
        if by_script:
            return JsonResponse({"version": form.made.version, "words": _stored_words(form.made)})
        anchor = f"#phan-{place}" if name else ""
        return htmx.see_other(request, reverse("desk:paper", args=[found.pk]) + anchor)
    theirs = form.refusal.stored if isinstance(form.refusal, Changed) else None
    if theirs is not None:
        form.renewed(theirs.version)
    if by_script:
        return _not_stored(request, form, theirs)
    fields = blocks.fields(form.sent, from_json(found.built))
    context = _context(request, found, form, fields) | {"theirs": _shown(theirs)}
    return render(request, "desk/paper.html", context, status=409 if theirs else 422)


def _stored_words(stored: Paper) -> str:
    return _("Đã lưu lúc %(at)s.") % {"at": moment(stored.edited_at)[:5]}


def _not_stored(request: UserRequest, form: PaperForm, theirs: Paper | None) -> JsonResponse:
    """Answer the script: what is wrong, and what another person has stored."""
    errors = [str(error) for lines in form.errors.values() for error in lines]
    answer: dict[str, Any] = {"words": " ".join(errors)}
    if theirs is not None:
        shown = render_to_string("desk/paper.html#theirs", {"theirs": _shown(theirs)}, request)
        answer |= {"version": theirs.version, "theirs": shown}
    return JsonResponse(answer, status=409 if theirs else 422)


def _shown(theirs: Paper | None) -> dict[str, Any] | None:
    """Return what another person has stored, to be read beside what this one typed."""
    if theirs is None:
        return None
    return {"paper": theirs, "blocks": [printed.printed_block(block) for block in theirs.as_blocks()]}


def _context(
    request: UserRequest, found: Paper, form: PaperForm | None, fields: list[blocks.Field]
) -> dict[str, Any]:
    words, url = owners.about(found)
    can_edit = owners.can_edit(request.user, found)
    return {
        "paper": found,
        "form": form,
        "parts": fields,
        "styles": blocks.STYLES.items(),
        "styles_of_text": blocks.STYLES,
        "empty": blocks.Field(0, Block("paragraph"), "paragraph", _("Đoạn văn"), None, False),
        "empty_table": blocks.Field(0, blocks.EMPTY_TABLE, "table", _("Bảng"), None, False),
        "can_edit": can_edit,
        "can_refresh": can_edit and found.is_draft and owners.owner_of(found) is not None,
        "heading": printed.heading(found),
        "number": printed.number_of(found),
        "about": {"words": words, "url": url},
        "next_number": owners.next_number(found) if found.is_draft and can_edit else None,
        "blanks": printed.blanks(found) if found.is_draft and can_edit else [],
        "not_registered": grounds.not_registered(_texts(found)) if found.is_draft and can_edit else [],
        "may_register": can_edit_registers(request.user),
        "may_add_term": can_edit_facts(request.user),
        "term": paper_queries.terms_on(found.dated_on).first() if found.is_draft else found.term,
        "copies": found.copies.filter(removed_at=None).select_related("added_by").order_by("-added_at"),
        "proof": Proof.objects.filter(paper=found).first(),
        "replacement": found.replacements.first(),
        "stored_words": _stored_words(found),
    }


def _texts(found: Paper) -> list[str]:
    """Return all that a paper says, piece by piece."""
    return [
        text
        for block in found.as_blocks()
        for text in (block.text, *(cell for row in block.rows for cell in row))
    ]


@require_safe
def preview(request: UserRequest, pk: int) -> HttpResponse:
    """The pages of the paper as pictures, and in the page of a draft what it still leaves empty. About
    0.2 s."""
    found = load(request, pk)
    pages = [base64.b64encode(page).decode() for page in pdf.pictures(found, ppi=84)]
    beside = htmx.asks_for_fragment(request) and found.is_draft and owners.can_edit(request.user, found)
    context = {
        "paper": found,
        "pages": pages[:MOST_PAGES_SHOWN],
        "number_of_pages": len(pages),
        "blanks": printed.blanks(found) if beside else None,
    }
    return htmx.page(request, "desk/paper_preview.html", context, partial="pages")


@require_safe
def facts(request: UserRequest, pk: int) -> HttpResponse:
    """Say in the page of a draft what its record has otherwise by now, before the draft takes its number."""
    found = load(request, pk)
    if not htmx.asks_for_fragment(request):
        return htmx.see_other(request, "desk:paper", pk)
    gone, changed = "", 0
    if found.is_draft and owners.can_edit(request.user, found):
        try:
            changed = differ(from_json(found.built), papers.facts_now(found))
        except Refused as refused:
            gone = refused.message
    context = {"paper": found, "gone": gone, "changed": changed}
    return render(request, "desk/_paper_changed.html", context)


@require_safe
def file(request: UserRequest, pk: int, kind: str) -> HttpResponse:
    """Give the paper as a file, never inside a page."""
    found = load(request, pk)
    if kind not in TYPES:
        raise Http404(_("Chỉ có bản Word và bản PDF."))
    content = pdf.pdf(found) if kind == "pdf" else word.docx(found)
    name = printed.number_of(found) if found.number else f"{found.get_kind_display()} {found.pk}"
    response = htmx.download(content, TYPES[kind], f"{name.replace('/', '-').removeprefix('Số ')}.{kind}")
    response["X-Content-Type-Options"] = "nosniff"
    return response

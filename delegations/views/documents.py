"""The register of governing documents."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.queries.lists import listed, shown
from core.addresses import reverse
from core.dates import requested_day
from core.editing import attempt
from core.history import initial_from_history
from core.htmx import confirmed, form_page, page, saved, see_other, writing
from core.lists import Act, narrowed, ordering, paged
from delegations.forms.regulations import DocumentFilter, DocumentForm
from delegations.models import Body, GoverningDocument
from delegations.permissions import can_edit_registers, check_can_edit_registers
from delegations.queries import documents as queries
from delegations.services import documents
from delegations.views.loading import saved_message
from papers.services import annexes
from records.loading import load
from records.tables import Cell, Table

DOCUMENTS = Table(
    "delegations:documents",
    {
        "so": _lazy("Số ký hiệu"),
        "ngay": _lazy("Ngày"),
        "trich_yeu": _lazy("Trích yếu"),
        "hieu_luc": _lazy("Hiệu lực từ"),
        "tinh_trang": _lazy("Tình trạng"),
        "can_cu": _lazy("Quy chế căn cứ vào"),
    },
    always={"so"},
)


def _filtered(request: UserRequest, form: DocumentFilter) -> QuerySet[GoverningDocument]:
    day = requested_day(request)
    rows = queries.rows(day)
    if form.value("q"):
        rows = rows.matching(form.value("q"))  # type: ignore[attr-defined]
    state = form.value("tinh_trang")
    if state == "dang-ap-dung":
        rows = rows.in_effect_on(day).filter(replaced=False)  # type: ignore[attr-defined]
    elif state == "bi-thay-the":
        rows = rows.filter(replaced=True)  # type: ignore[misc]  # an annotation
    elif state == "chua-hieu-luc":
        rows = rows.filter(effective_on__gt=day)
    return rows.order_by(*ordering(request, queries.ORDERS, default="-ngay"))


@require_safe
@listed(DOCUMENTS)
def document_list(request: UserRequest) -> HttpResponse:
    form = DocumentFilter(request.GET)
    context = {
        "page": paged(request, _filtered(request, form)),
        "filter_form": form,
        "export_url": reverse("delegations:export_documents"),
        "acts": [Act(reverse("delegations:export_documents"), _("Xuất Excel"), "file-export")],
        "day": requested_day(request),
        "may_keep": can_edit_registers(request.user),
    }
    return page(request, "delegations/document_list.html", context)


@require_safe
@listed(DOCUMENTS)
def export_documents(request: UserRequest) -> HttpResponse:
    cells = [
        Cell("so", _("Số ký hiệu"), lambda row: row.number),
        Cell("ngay", _("Ngày"), lambda row: row.issued_on),
        Cell("trich_yeu", _("Trích yếu"), lambda row: row.title),
        Cell("hieu_luc", _("Hiệu lực từ"), lambda row: row.effective_on),
        Cell("tinh_trang", _("Bị thay thế bởi"), _replacing),
        Cell("can_cu", _("Số quy chế căn cứ vào"), lambda row: row.basis_count),
    ]
    found, on = narrowed(request, _filtered(request, DocumentFilter(request.GET))), requested_day(request)
    return annexes.answer(request, _("Sổ văn bản"), cells, found, shown=shown(request), on=on)


def _replacing(document: GoverningDocument) -> str:
    return "; ".join(link.replacing.number for link in document.superseded_through.all())


@require_safe
def document_page(request: UserRequest, pk: int) -> HttpResponse:
    document = load(request, GoverningDocument.objects.all(), pk=pk)
    day = requested_day(request)
    bodies = Body.objects.visible_to(request.user)
    replaced = list(document.replaces.order_by("issued_on"))
    context = {
        "document": document,
        "replaced": replaced,
        "replaced_by": list(document.replaced_by.order_by("effective_on")),
        "stale": queries.stale_through(replaced, effective_on=document.effective_on, day=day, bodies=bodies),
        "resting": queries.resting_on(document, bodies),
        "day": day,
        "may_keep": can_edit_registers(request.user),
    }
    return page(request, "delegations/document_page.html", context)


@writing
def register_document(request: UserRequest) -> HttpResponse:
    check_can_edit_registers(request.user)
    form = DocumentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number, values = (
            form.cleaned_data["number"],
            form.changes() | {"replaces": form.cleaned_data["replaces"]},
        )
        if attempt(form, documents.register, by=request.user, **values):
            saved(request, _("Đã ghi nhận văn bản %(number)s.") % {"number": number})
            return see_other(request, "delegations:document", GoverningDocument.objects.get(number=number).pk)
    context = {
        "form": form,
        "heading": _("Thêm văn bản"),
        "leave_url": reverse("delegations:documents"),
        "stale_url": reverse("delegations:stale"),
    }
    return form_page(request, "delegations/document_form.html", context)


@writing
def edit_document(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    document = load(request, GoverningDocument.objects.all(), pk=pk)
    form = DocumentForm(
        request.POST or None, instance=document, initial=initial_from_history(request, document)
    )
    if request.method == "POST" and form.is_valid():
        values = {"changes": form.changes(), "replaces": form.cleaned_data["replaces"]}
        if attempt(form, documents.edit, document=document, by=request.user, **values):
            saved(request, saved_message(_("Đã lưu văn bản."), form))
            return see_other(request, "delegations:document", pk)
    context = {
        "form": form,
        "heading": _("Sửa văn bản %(number)s") % {"number": document.number},
        "stale_url": reverse("delegations:stale"),
    }
    context |= {
        "leave_url": reverse("delegations:document", args=[pk]),
        "delete_url": reverse("delegations:delete_document", args=[pk]),
    }
    return form_page(request, "delegations/document_form.html", context)


@require_safe
def stale(request: UserRequest) -> HttpResponse:
    """List, before a document is saved, the regulations that replacing the chosen ones would make stale."""
    check_can_edit_registers(request.user)
    chosen = GoverningDocument.objects.filter(
        pk__in=[key for key in request.GET.getlist("replaces") if key.isdecimal() and len(key) < 19]
    )
    form = DocumentForm(request.GET)
    form.is_valid()
    day = requested_day(request)
    effective_on = form.cleaned_data.get("effective_on") or day
    found = queries.stale_through(
        list(chosen), effective_on=effective_on, day=day, bodies=Body.objects.visible_to(request.user)
    )
    return page(
        request,
        "delegations/stale.html",
        {"stale": found, "chosen": chosen, "effective_on": effective_on},
        partial="list",
    )


@writing
def delete_document(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    document = load(request, GoverningDocument.objects.all(), pk=pk)
    return confirmed(
        request,
        lambda: documents.delete(document=document, by=request.user),
        question=_("Xoá văn bản %(number)s?") % {"number": document.number},
        details=_("Chỉ xoá được văn bản nhập nhầm, không là căn cứ của quy chế nào."),
        confirm_label=_("Xoá"),
        danger=True,
        done=_("Đã xoá văn bản."),
        to=reverse("delegations:documents"),
        leave_url=reverse("delegations:document", args=[pk]),
    )

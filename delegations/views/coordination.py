"""The coverage matrix, coordination regulations, and the register of subordinate committees."""

from functools import partial

from django.db.models import Case, Prefetch, QuerySet, When
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import check_can_edit_something
from accounts.queries.lists import listed, shown
from core import clock
from core.addresses import reverse
from core.dates import requested_day
from core.editing import attempt
from core.history import changes_where, history_page, history_rows, initial_from_history
from core.htmx import confirmed, form_page, page, saved, see_other, withdrawal, writing
from core.lists import ordering, paged
from core.text import fold
from delegations.enums import CoordinationKind, ProposalState
from delegations.forms.regulations import (
    CommitteeFilter,
    CommitteeForm,
    CoordinationFilter,
    CoordinationForm,
    RefusalForm,
)
from delegations.models import (
    Body,
    CoordinationParty,
    CoordinationProposal,
    CoordinationRegulation,
    SubordinateCommittee,
)
from delegations.permissions import can_edit_bodies_seen, can_edit_registers, check_can_edit_registers
from delegations.queries.coverage import Coverage, Matrix, coverage
from delegations.services import committees, coordination
from delegations.views.loading import saved_message
from papers.services import annexes
from records import workbooks
from records.loading import load
from records.papers import kept_files
from records.tables import Cell, Table

ORDERS = {
    "so": ["number"],
    "hieu-luc": ["effective_on", "number"],
    "het": ["lapses_on", "number"],
    "loai": ["kind", "number"],
}
REGULATIONS = Table(
    "delegations:coordination",
    {
        "so": _lazy("Số ký hiệu"),
        "loai": _lazy("Loại"),
        "cac_ben": _lazy("Các bên"),
        "hieu_luc": _lazy("Hiệu lực từ"),
        "het": _lazy("Hết hiệu lực"),
    },
    always={"so"},
)
# So many partners stand side by side; more are turned over.
COLUMNS = 40
PARTS = {
    "to-chuc": CoordinationKind.BODIES,
    "cap-uy": CoordinationKind.LOCALITIES,
    "co-quan": CoordinationKind.AGENCY,
}


@require_safe
def matrix(request: UserRequest) -> HttpResponse:
    day = requested_day(request)
    whole = coverage(request.user, day)
    of_kinds = [(key, kind, _part(whole, kind)) for key, kind in PARTS.items()]
    window = paged(request, range(max(len(found.sides) for _key, _kind, found in of_kinds)))
    rows = slice(window.start_index() - 1 if window.paginator.count else 0, window.end_index())
    number = request.GET.get("cot", "")
    first = int(number) if number.isdecimal() and len(number) < 6 else 0
    columns = slice(first, first + COLUMNS)
    widest = max(len(found.columns) for _key, _kind, found in of_kinds)
    context = {
        "coverage": whole,
        "parts": [(key, kind, found.window(rows=rows, columns=columns)) for key, kind, found in of_kinds],
        "page": window,
        "columns_before": max(0, first - COLUMNS) if first else None,
        "columns_after": first + COLUMNS if first + COLUMNS < widest else None,
        "day": day,
        "waiting": CoordinationProposal.objects.visible_to(request.user).waiting().count(),
        "may_keep": can_edit_registers(request.user),
        "may_edit": can_edit_bodies_seen(request.user),
    }
    return page(request, "delegations/matrix.html", context)


def _part(whole: Coverage, kind: CoordinationKind) -> Matrix:
    parts = {
        CoordinationKind.BODIES: whole.bodies,
        CoordinationKind.LOCALITIES: whole.localities,
        CoordinationKind.AGENCY: whole.agency,
    }
    return parts[kind]


@require_safe
def export_matrix(request: UserRequest, part: str) -> HttpResponse:
    if part not in PARTS:
        raise Http404
    kind = PARTS[part]
    day = requested_day(request)
    found = _part(coverage(request.user, day), kind)
    rows = (
        [
            row.side.name,
            *(
                "; ".join(item.number for item in cell.regulations) or (_("thiếu") if cell.counts else "")
                for cell in row.cells
            ),
        ]
        for row in found.rows
    )
    title = _("Ma trận phối hợp: %(kind)s") % {"kind": kind.label}
    return workbooks.answer(title, [_("Bên"), *(column.name for column in found.columns)], rows, on=day)


@require_safe
def export_lacking(request: UserRequest) -> HttpResponse:
    """What is missing, a row a body."""
    day = requested_day(request)
    lacking = coverage(request.user, day).lacking
    rows = sorted(
        ((body, group.kinds) for group in lacking for body in group.bodies),
        key=lambda row: (row[0].position, row[0].code),
    )
    table = (
        [body.code, body.name, *(_("thiếu") if kind in kinds else "" for kind in CoordinationKind)]
        for body, kinds in rows
    )
    return workbooks.answer(
        _("Còn thiếu quy chế phối hợp"),
        [_("Mã"), _("Tổ chức"), *(str(kind.label) for kind in CoordinationKind)],
        table,
        on=day,
    )


def _filtered(request: UserRequest, form: CoordinationFilter) -> QuerySet[CoordinationRegulation]:
    day = requested_day(request)
    rows = CoordinationRegulation.objects.visible_to(request.user)
    state = form.value("tinh_trang")
    if state == "het":
        rows = rows.filter(lapses_on__lt=day)
    elif state != "tat-ca":
        rows = rows.in_force_on(day)
    if form.value("loai"):
        rows = rows.filter(kind=form.value("loai"))
    if form.value("q"):
        rows = rows.matching(form.value("q"))
    parties = Prefetch("parties", CoordinationParty.objects.select_related("body").order_by("position"))
    return rows.prefetch_related(parties, kept_files(CoordinationRegulation)).order_by(
        *ordering(request, ORDERS, default="-hieu-luc")
    )


@require_safe
@listed(REGULATIONS)
def regulation_list(request: UserRequest) -> HttpResponse:
    form = CoordinationFilter(request.GET)
    rows = paged(request, _filtered(request, form))
    context = {
        "page": rows,
        "editable": coordination.editable(request.user, rows),
        "may_keep": can_edit_registers(request.user),
        "waiting": CoordinationProposal.objects.visible_to(request.user).waiting().count(),
        "filter_form": form,
        "export_url": reverse("delegations:export_coordination"),
        "may_edit": can_edit_bodies_seen(request.user),
    }
    return page(request, "delegations/coordination_list.html", context)


@require_safe
@listed(REGULATIONS)
def export_regulations(request: UserRequest) -> HttpResponse:
    cells = [
        Cell("so", _("Số ký hiệu"), lambda row: row.number),
        Cell("loai", _("Loại"), lambda row: row.get_kind_display()),
        Cell("cac_ben", _("Trích yếu"), lambda row: row.title),
        Cell("cac_ben", _("Các bên"), _parties),
        Cell("hieu_luc", _("Hiệu lực từ"), lambda row: row.effective_on),
        Cell("het", _("Hết hiệu lực"), lambda row: row.lapses_on),
    ]
    found, on = _filtered(request, CoordinationFilter(request.GET)), requested_day(request)
    return annexes.answer(request, _("Quy chế phối hợp"), cells, found, shown=shown(request), on=on)


def _parties(regulation: CoordinationRegulation) -> str:
    return "; ".join(str(party.body or party.name) for party in regulation.parties.all())


def _form(request: UserRequest, regulation: CoordinationRegulation | None = None) -> CoordinationForm:
    """Return the form; a link from a gap of the matrix brings the kind and the parties along."""
    seen = CoordinationRegulation.objects.visible_to(request.user)
    if regulation is not None:
        parties = regulation.parties.filter(body__isnull=False).values("body")
        bodies = (Body.objects.visible_to(request.user) | Body.objects.filter(pk__in=parties)).distinct()
        return CoordinationForm(
            request.POST or None,
            instance=regulation,
            bodies=bodies.in_protocol_order(),
            seen=seen,
            initial=initial_from_history(request, regulation),
        )
    initial = {
        "kind": request.GET.get("loai") or CoordinationKind.BODIES,
        "bodies": Body.objects.filter(code__in=request.GET.getlist("ben")),
        "committees": SubordinateCommittee.objects.filter(name__in=request.GET.getlist("cap-uy")),
        "effective_on": requested_day(request),
    }
    return CoordinationForm(
        request.POST or None, bodies=Body.objects.in_protocol_order(), seen=seen, initial=initial
    )


@writing
def issue_regulation(request: UserRequest) -> HttpResponse:
    """Record a regulation; a secretary's that binds other bodies too goes to the office as a proposal."""
    check_can_edit_something(request.user)
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        values = {"parties": form.parties(), "by": request.user, **form.changes()}
        bodies = [party for party in form.parties() if isinstance(party, Body)]
        number = {"number": form.cleaned_data["number"]}
        if coordination.can_edit_coordination(request.user, bodies):
            if attempt(form, coordination.issue, **values):
                saved(request, _("Đã ghi nhận quy chế phối hợp %(number)s.") % number)
                return see_other(request, "delegations:matrix")
        elif attempt(form, coordination.propose, now=clock.now(), **values):
            saved(
                request,
                _("Đã gửi đề nghị ghi nhận quy chế phối hợp %(number)s. Văn phòng Tỉnh uỷ nhận thì mới tính.")
                % number,
            )
            return see_other(request, "delegations:proposals")
    context = {
        "form": form,
        "heading": _("Thêm quy chế phối hợp"),
        "leave_url": reverse("delegations:matrix"),
    }
    if not can_edit_registers(request.user):
        context["intro"] = _(
            "Quy chế ràng buộc cả tổ chức khác được gửi thành đề nghị; văn phòng Tỉnh uỷ nhận thì mới tính."
        )
    return form_page(request, "delegations/plain_form.html", context)


@writing
def edit_regulation(request: UserRequest, pk: int) -> HttpResponse:
    regulation = load(request, CoordinationRegulation.objects.visible_to(request.user), pk=pk)
    coordination.check_can_edit_coordination(
        request.user, Body.objects.filter(coordination_parties__regulation=regulation)
    )
    form = _form(request, regulation)
    if request.method == "POST" and form.is_valid():
        values = {"changes": form.changes(), "parties": form.parties()}
        if attempt(form, coordination.edit, regulation=regulation, by=request.user, **values):
            saved(request, saved_message(_("Đã lưu quy chế phối hợp."), form))
            return see_other(request, "delegations:coordination")
    context = {"form": form, "heading": _("Sửa quy chế phối hợp %(number)s") % {"number": regulation.number}}
    context |= {
        "leave_url": reverse("delegations:coordination"),
        "delete_url": reverse("delegations:withdraw_coordination", args=[pk]),
        "delete_words": _("Gỡ, ghi nhầm"),
    }
    return form_page(request, "delegations/plain_form.html", context)


@writing
def withdraw_regulation(request: UserRequest, pk: int) -> HttpResponse:
    regulation = load(request, CoordinationRegulation.objects.visible_to(request.user), pk=pk)
    coordination.check_can_edit_coordination(
        request.user, Body.objects.filter(coordination_parties__regulation=regulation)
    )
    return withdrawal(
        request,
        partial(coordination.withdraw, regulation=regulation, by=request.user),
        question=_("Gỡ quy chế phối hợp %(number)s, ghi nhầm?") % {"number": regulation.number},
        hanging=[
            _("Bên tham gia: %(party)s") % {"party": party.body.name if party.body else party.name}
            for party in regulation.parties.select_related("body").order_by("position")
        ]
        + [
            _("Tệp “%(name)s”, gỡ theo") % {"name": file.name}
            for file in regulation.files.filter(removed_at=None)
        ],
        done=_("Đã gỡ quy chế phối hợp %(number)s.") % {"number": regulation.number},
        to=reverse("delegations:coordination"),
        leave_url=reverse("delegations:edit_coordination", args=[pk]),
    )


@require_safe
def withdrawn_list(request: UserRequest) -> HttpResponse:
    """The coordination regulations that were taken away as recorded by mistake; for the office, since the
    parties went with them."""
    check_can_edit_registers(request.user)
    rows = history_rows(
        _("Quy chế phối hợp"), changes_where(CoordinationRegulation, title="number", pgh_label="delete")
    )
    return history_page(
        request,
        _("Quy chế phối hợp"),
        reverse("delegations:coordination"),
        rows,
        heading=_("Đã gỡ, ghi nhầm"),
    )


@require_safe
def proposal_list(request: UserRequest) -> HttpResponse:
    """What secretaries reported of regulations that bind other bodies too: the office's to accept, their
    authors' to follow."""
    rows = (
        CoordinationProposal.objects.visible_to(request.user)
        .select_related("proposed_by", "decided_by")
        .prefetch_related("bodies")
    )
    found = paged(
        request, rows.order_by(Case(When(state=ProposalState.WAITING, then=0), default=1), "-proposed_at")
    )
    return page(
        request, "delegations/proposals.html", {"page": found, "may_keep": can_edit_registers(request.user)}
    )


@writing
def accept_proposal(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    proposal = load(request, CoordinationProposal.objects.all(), pk=pk)
    leave = reverse("delegations:proposals")
    return confirmed(
        request,
        lambda: coordination.accept(proposal=proposal, by=request.user, now=clock.now()),
        question=_("Nhận đề nghị, ghi quy chế phối hợp %(number)s vào hồ sơ?") % {"number": proposal.number},
        confirm_label=_("Nhận"),
        done=_("Đã ghi nhận quy chế phối hợp %(number)s.") % {"number": proposal.number},
        to=leave,
        leave_url=leave,
    )


@writing
def refuse_proposal(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    proposal = load(request, CoordinationProposal.objects.all(), pk=pk)
    form = RefusalForm(request.POST or None)
    leave = reverse("delegations:proposals")
    if form.is_valid() and attempt(
        form, coordination.refuse, proposal=proposal, by=request.user, now=clock.now(), **form.cleaned_data
    ):
        saved(request, _("Đã trả lời không nhận đề nghị %(number)s.") % {"number": proposal.number})
        return see_other(request, leave)
    context = {
        "form": form,
        "heading": _("Không nhận đề nghị %(number)s") % {"number": proposal.number},
        "leave_url": leave,
        "submit_label": _("Không nhận"),
    }
    return form_page(request, "delegations/plain_form.html", context)


@require_safe
def committee_list(request: UserRequest) -> HttpResponse:
    check_can_edit_registers(request.user)
    form = CommitteeFilter(request.GET)
    day = requested_day(request)
    rows = SubordinateCommittee.objects.in_protocol_order()
    if form.value("tinh_trang") != "tat-ca":
        rows = rows.active_on(day)
    words = fold(form.value("q") or "").split()
    matching = [row for row in rows if all(word in fold(row.name) for word in words)]
    context = {
        "filter_form": form,
        "page": paged(request, matching),
        "unknown": coverage(request.user, day).unknown_names,
    }
    return page(request, "delegations/committee_list.html", context)


@writing
def register_committee(request: UserRequest) -> HttpResponse:
    check_can_edit_registers(request.user)
    form = CommitteeForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, committees.register, by=request.user, **form.changes())
    ):
        saved(request, _("Đã thêm cấp uỷ trực thuộc."))
        return see_other(request, "delegations:committees")
    context = {
        "form": form,
        "heading": _("Thêm cấp uỷ trực thuộc"),
        "leave_url": reverse("delegations:committees"),
    }
    return form_page(request, "delegations/plain_form.html", context)


@writing
def register_unknown_committees(request: UserRequest) -> HttpResponse:
    """Put the parties by name that no register knows into the register of committees, after asking."""
    check_can_edit_registers(request.user)
    names = list(coverage(request.user, requested_day(request)).unknown_names)
    back = reverse("delegations:committees")
    return confirmed(
        request,
        lambda: committees.register_many(names=names, by=request.user),
        question=_("Đưa %(count)s tên vào danh mục cấp uỷ trực thuộc?") % {"count": len(names)},
        details="; ".join(names),
        confirm_label=_("Đưa vào danh mục"),
        done=_("Đã đưa vào danh mục."),
        to=back,
        leave_url=back,
    )


@writing
def edit_committee(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    committee = load(request, SubordinateCommittee.objects.all(), pk=pk)
    form = CommitteeForm(
        request.POST or None, instance=committee, initial=initial_from_history(request, committee)
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, committees.edit, committee=committee, changes=form.changes(), by=request.user)
    ):
        saved(request, saved_message(_("Đã lưu."), form))
        return see_other(request, "delegations:committees")
    context = {"form": form, "heading": committee.name, "leave_url": reverse("delegations:committees")}
    return form_page(
        request,
        "delegations/plain_form.html",
        context | {"delete_url": reverse("delegations:delete_committee", args=[pk])},
    )


@writing
def delete_committee(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    committee = load(request, SubordinateCommittee.objects.all(), pk=pk)
    back = reverse("delegations:committees")
    return confirmed(
        request,
        lambda: committees.delete(committee=committee, by=request.user),
        question=_("Xoá “%(name)s” khỏi danh mục?") % {"name": committee.name},
        details=_("Cấp uỷ đã kết thúc hoạt động thì ghi ngày cuối để ma trận các ngày trước vẫn đúng."),
        confirm_label=_("Xoá"),
        danger=True,
        done=_("Đã xoá khỏi danh mục."),
        to=back,
        leave_url=back,
    )

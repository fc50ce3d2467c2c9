"""Drafts of law: written row by row or from a ready-made set, simulated, put in force, discarded."""

from collections import Counter
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from accounts.models import UserRequest
from accounts.permissions import check_can_see_all
from core import clock
from core.addresses import reverse
from core.dates import requested_day
from core.editing import attempt
from core.htmx import asks_for_fragment, clicked, confirmed, form_page, page, saved, see_other, writing
from core.lists import paged
from delegations.models import DraftedRow, LawDraft, LawSimulation
from delegations.permissions import can_edit_registers, can_put_in_force, check_can_edit_registers
from delegations.queries.law import is_of_the_office
from delegations.services import law_drafts
from delegations.services.law_drafts import NewRow
from delegations.services.laws import ready_sets
from obligations.forms.law import DiscardForm, LawRowForm, SetForm, is_known
from obligations.queries import law_of_kind, subjects
from obligations.queries.law_words import line_title
from obligations.services import drafted, law_in_force, simulating
from obligations.services.drafted import Drafted
from obligations.views.law import kind_of
from records.loading import load, look_up


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    check_can_see_all(request.user)
    drafts = (
        LawDraft.objects.select_related("drafted_by", "settled_by")
        .annotate(
            line_count=Count("rows", distinct=True)
            + Count("regimes", distinct=True)
            + Count("regime_ends", distinct=True)
            + Count("kinds", distinct=True)
        )
        .order_by("-drafted_at", "-pk")
    )
    context = {
        "page": paged(request, drafts),
        "sets": ready_sets().values(),
        "may_draft": can_edit_registers(request.user),
    }
    return page(request, "obligations/law_drafts.html", context)


@writing
def add(request: UserRequest, pk: int, name: str) -> HttpResponse:
    """Draft a row on a rule or a parameter, for a kind or for every kind."""
    check_can_edit_registers(request.user)
    kind = kind_of(pk)
    if not is_known(name) or (kind and is_of_the_office(name)):
        raise Http404(_("Không có quy tắc hoặc tham số này."))
    form = LawRowForm(request.POST or None, name=name, initial={"kind": kind})
    if form.is_valid() and attempt(form, _drafted, form=form, by=request.user):
        saved(request, _("Đã ghi vào dự thảo. Chưa có gì được áp dụng; hãy mô phỏng."))
        return see_other(request, "obligations:law-draft", form.made.pk)
    on = requested_day(request)
    context = {
        "form": form,
        "heading": line_title(name),
        "now": law_of_kind.value_on(kind, name, on),
        "on": on,
        "name": name,
        "leave_url": reverse("obligations:law-kind", args=[pk]),
        "submit_label": _("Ghi vào dự thảo"),
    }
    return form_page(request, "obligations/law_row_form.html", context)


def _drafted(*, form: LawRowForm, by: Any) -> LawDraft:
    row = form.row()
    draft: LawDraft | None = form.cleaned_data.get("draft")
    if draft:
        law_drafts.add_row(draft=draft, row=row, by=by)
        return draft
    about = line_title(row.rule or row.parameter)
    title = f"{about} · {row.kind.name if row.kind else _('Mọi loại')}"
    return law_drafts.start(title=title[:160], rows=[row], by=by)


@writing
def change_row(request: UserRequest, pk: int, row: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    found = load(request, DraftedRow.objects.filter(draft=pk), pk=row)
    name = found.rule or found.parameter
    initial = {field: getattr(found, field) for field in NewRow._fields}
    form = LawRowForm(request.POST or None, name=name, is_new=False, initial=initial)
    leave_url = reverse("obligations:law-draft", args=[pk])
    if form.is_valid() and attempt(
        form, lambda: law_drafts.change_row(row=found, values=form.row(), by=request.user)
    ):
        saved(request, _("Đã lưu dòng của dự thảo. Hãy mô phỏng lại."))
        return see_other(request, leave_url)
    context = {
        "form": form,
        "heading": line_title(name),
        "draft": found.draft,
        "leave_url": leave_url,
    }
    return form_page(request, "obligations/law_row_form.html", context)


@require_POST
def remove_row(request: UserRequest, pk: int, row: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    found = look_up(DraftedRow.objects.filter(draft=pk), pk=row)
    return clicked(
        request,
        lambda: law_drafts.remove_row(row=found, by=request.user),
        done=_("Đã bỏ dòng khỏi dự thảo."),
        to=reverse("obligations:law-draft", args=[pk]),
    )


@require_POST
def confirm_row(request: UserRequest, pk: int, row: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    found = look_up(DraftedRow.objects.filter(draft=pk), pk=row)
    return clicked(
        request,
        lambda: law_drafts.confirm_row(row=found, by=request.user),
        done=_("Đã ghi nhận đối chiếu với bản gốc."),
        to=reverse("obligations:law-draft", args=[pk]),
    )


@require_safe
def draft_page(request: UserRequest, pk: int) -> HttpResponse:
    check_can_see_all(request.user)
    draft = look_up(LawDraft.objects.select_related("drafted_by", "settled_by"), pk=pk)
    lines = drafted.of_draft(draft)
    simulation = LawSimulation.objects.filter(draft=draft).first()
    context = _of_simulation(request, lines, simulation) | {
        "draft": draft,
        "lines": lines,
        "may_edit": draft.is_open and can_edit_registers(request.user),
        "may_confirm": can_edit_registers(request.user),
        "may_put_in_force": draft.is_open and can_put_in_force(request.user, draft),
    }
    if asks_for_fragment(request) and not context["running"]:
        return HttpResponseClientRefresh()  # it is over: the page has other acts now
    return page(request, "obligations/law_draft.html", context, partial="simulation")


def _of_simulation(request: UserRequest, lines: Drafted, simulation: LawSimulation | None) -> dict[str, Any]:
    running = simulation is not None and simulating.is_running(simulation, clock.now())
    over = simulation is not None and simulation.finished_at is not None and not simulation.error
    outcome = simulation.outcome if simulation and over else {}
    bodies = [body for body in outcome.get("bodies", ()) if body["changes"]]
    page_of_bodies = paged(request, bodies, default=25)
    return {
        "simulation": simulation,
        "subjects": subjects.of(change for body in page_of_bodies for change in body["changes"]),
        "running": running,
        "lost": simulation is not None and simulation.finished_at is None and not running,
        "outcome": outcome,
        "fresh": law_in_force.is_fresh(simulation, lines),
        "at_once": Counter(change["what"] for _body, change in simulating.states_on(outcome, clock.today())),
        "page": page_of_bodies,
        "percent": 100 * simulation.bodies_done // (simulation.bodies_total or 1) if simulation else 0,
        "here": request.path,
        "mails_url": reverse("reminders:law-mails", args=[simulation.pk]) if simulation else "",
        "grades_url": reverse("reviews:law-grades", args=[simulation.pk])
        if simulation and over and lines.grades
        else "",
    }


@require_POST
def simulate(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    draft = look_up(LawDraft, pk=pk)
    return clicked(
        request,
        lambda: simulating.ask(draft=draft, by=request.user),
        done=lambda made: _("Đã mô phỏng.") if made.finished_at else _("Đang mô phỏng."),
        to=reverse("obligations:law-draft", args=[pk]),
    )


@writing
def put_in_force(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    draft = load(request, LawDraft.objects.all(), pk=pk)
    here = reverse("obligations:law-draft", args=[pk])
    return confirmed(
        request,
        lambda: law_in_force.put_in_force(draft=draft, by=request.user),
        question=_("Cho áp dụng dự thảo “%(draft)s”?") % {"draft": draft.title},
        details=_(
            "Mọi tổ chức được xét lại. Điều đã áp dụng không sửa, không xoá được, chỉ hoàn tác được ngay khi"
            " chưa ai ghi gì thêm; muốn đổi thì soạn một dòng khác từ ngày muộn hơn."
        ),
        confirm_label=_("Cho áp dụng"),
        done=_("Đã cho áp dụng “%(draft)s”. Mọi tổ chức được xét lại.") % {"draft": draft.title},
        to=here,
        leave_url=here,
    )


@writing
def discard(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    draft = load(request, LawDraft.objects.all(), pk=pk)
    form = DiscardForm(request.POST or None)
    if form.is_valid() and attempt(
        form, law_drafts.discard, draft=draft, by=request.user, reason=form.cleaned_data["reason"]
    ):
        saved(request, _("Đã bỏ dự thảo."))
        return see_other(request, "obligations:law-drafts")
    context = {
        "form": form,
        "heading": _("Bỏ dự thảo “%(draft)s”") % {"draft": draft.title},
        "draft": draft,
        "leave_url": reverse("obligations:law-draft", args=[pk]),
        "submit_label": _("Bỏ dự thảo"),
    }
    return form_page(request, "obligations/law_row_form.html", context)


@writing
def from_set(request: UserRequest, slug: str) -> HttpResponse:
    """Draft all lines of a ready-made set in one act; the draft's page is its preview."""
    check_can_edit_registers(request.user)
    ready = ready_sets().get(slug)
    if ready is None:
        raise Http404(_("Không có bộ quy định này."))
    form = SetForm(request.POST or None, ready=ready)
    if form.is_valid() and attempt(
        form, lambda: law_drafts.start_from_set(ready=ready, by=request.user, **form.values())
    ):
        saved(request, _("Đã soạn dự thảo theo bộ có sẵn. Chưa có gì được áp dụng; hãy mô phỏng."))
        return see_other(request, "obligations:law-draft", form.made.pk)
    context = {
        "form": form,
        "heading": ready.name,
        "intro": ready.about,
        "leave_url": reverse("obligations:law-drafts"),
        "submit_label": _("Soạn dự thảo"),
    }
    return form_page(request, "obligations/law_row_form.html", context)

"""A reform day in steps: who ends, who begins, who takes what; a look before it is applied; its undoing."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core import clock, dates
from core.addresses import reverse
from core.editing import attempt
from core.history import changes_where, history_page, history_rows
from core.htmx import confirmed, form_page, page, saved, see_other, writing
from delegations.enums import Duty
from delegations.models import Body, Reform
from delegations.permissions import check_can_edit_registers
from delegations.services import reforms as drafts
from desk.forms.reforms import (
    ApplyForm,
    DutiesForm,
    NewBodyFormSet,
    OpenForm,
    ReceivingForm,
    SeatsForm,
    WhichForm,
)
from desk.queries import reforms as queries
from desk.queries.reforms import Plan
from desk.services import reforms
from obligations.queries import subjects
from obligations.services.holders import Held
from records.loading import load
from reports.models import ReportRegime


class Step(NamedTuple):
    """A step of the way: the name of its address, and its words."""

    url: str
    words: Any


STEPS = (
    Step("desk:reform_which", gettext_lazy("Kết thúc")),
    Step("desk:reform_new", gettext_lazy("Bắt đầu")),
    Step("desk:reform_duties", gettext_lazy("Kế thừa nghĩa vụ")),
    Step("desk:reform_seats", gettext_lazy("Vị trí, thành viên")),
    Step("desk:reform_open", gettext_lazy("Việc còn mở")),
    Step("desk:reform", gettext_lazy("Kiểm tra, áp dụng")),
)


def _reform(request: UserRequest, pk: int) -> Reform:
    check_can_edit_registers(request.user)
    return load(request, Reform.objects.all(), pk=pk)


def _plan(reform: Reform) -> Plan:
    return Plan(reform, today=clock.today())


def _context(reform: Reform | None, number: int, **more: Any) -> dict[str, Any]:
    """Return what every step's page shows: where one is on the way, and the way back."""
    steps = [
        {
            "words": step.words,
            "url": reverse(step.url, args=[reform.pk]) if reform else "",
            "number": place,
            "here": place == number,
        }
        for place, step in enumerate(STEPS, start=1)
    ]
    leave = reverse("desk:reform", args=[reform.pk]) if reform else reverse("desk:reforms")
    return {"reform": reform, "steps": steps, "number": number, "leave_url": leave, **more}


def _next(request: UserRequest, reform: Reform, number: int) -> HttpResponse:
    """Go on to the next step, or stay where another row is wanted."""
    to = STEPS[number - 1] if "them-dong" in request.POST else STEPS[number]
    return see_other(request, to.url, reform.pk)


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    check_can_edit_registers(request.user)
    return page(request, "desk/reforms.html", {"reforms": queries.rows()})


@writing
def begin(request: UserRequest) -> HttpResponse:
    check_can_edit_registers(request.user)
    chosen = [code for code in request.GET.getlist("to-chuc") if len(code) <= 40]
    form = WhichForm(request.POST or None, instance=Reform(plan={"ending": chosen}))
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("name", "starts_on", "decision")}
        if attempt(form, drafts.begin, by=request.user, plan=form.plan(), **values):
            return _next(request, form.made, 1)
    return form_page(request, "desk/reform_form.html", _context(None, 1, form=form))


@writing
def which(request: UserRequest, pk: int) -> HttpResponse:
    reform = _reform(request, pk)
    form = WhichForm(request.POST or None, instance=reform)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("name", "starts_on", "decision")}
        if attempt(form, drafts.edit, reform=reform, by=request.user, changes=values, steps=form.plan()):
            return _next(request, reform, 1)
    return form_page(request, "desk/reform_form.html", _context(reform, 1, form=form))


@writing
def new(request: UserRequest, pk: int) -> HttpResponse:
    reform = _reform(request, pk)
    plan = _plan(reform)
    form = ReceivingForm(request.POST or None, plan=plan)
    rows: Any = NewBodyFormSet(request.POST or None, prefix="moi", initial=reform.plan.get("new", []))
    if request.method == "POST" and all([form.is_valid(), rows.is_valid()]):
        steps = {"new": rows.plan(), "receiving": form.plan()}
        if attempt(form, drafts.edit, reform=reform, by=request.user, steps=steps):
            return _next(request, reform, 2)
    context = _context(reform, 2, form=form, rows=rows, plan=plan, bodies=Body.objects.in_protocol_order())
    return form_page(request, "desk/reform_new.html", context)


def _table(
    request: UserRequest, pk: int, number: int, kind: Callable[..., Any], step: str, template: str
) -> HttpResponse:
    """Show a step that is a table of choices, and keep what was chosen."""
    reform = _reform(request, pk)
    plan = _plan(reform)
    form = kind(request.POST if request.method == "POST" else None, plan=plan)
    if form.is_valid() and attempt(
        form, drafts.edit, reform=reform, by=request.user, steps={step: form.plan()}
    ):
        return _next(request, reform, number)
    return form_page(request, template, _context(reform, number, form=form, plan=plan, duties=Duty))


@writing
def duties(request: UserRequest, pk: int) -> HttpResponse:
    return _table(request, pk, 3, DutiesForm, "duties", "desk/reform_duties.html")


@writing
def seats(request: UserRequest, pk: int) -> HttpResponse:
    return _table(request, pk, 4, SeatsForm, "seats", "desk/reform_seats.html")


@writing
def open_things(request: UserRequest, pk: int) -> HttpResponse:
    return _table(request, pk, 5, OpenForm, "open", "desk/reform_open.html")


@writing
def look(request: UserRequest, pk: int) -> HttpResponse:
    """Show who holds each duty before and after; a POST applies the draft."""
    reform = _reform(request, pk)
    form = ApplyForm(request.POST if request.method == "POST" else None)
    act = {"reform": reform, "by": request.user, "today": clock.today(), "now": clock.now()}
    if form.is_valid() and attempt(form, reforms.apply, **act, **form.cleaned_data):
        saved(request, _("Đã áp dụng đợt sắp xếp. Mọi việc ghi trong một lần, hoàn tác được cả đợt."))
        return see_other(request, "desk:reform", pk)
    plan = _plan(reform)
    found = reforms.check(reform=reform, by=request.user, today=clock.today())
    context = _context(reform, 6, form=form, check=found, **_words(plan, found))
    context |= {"since": reforms.built_on(reform), "leave_url": reverse("desk:reforms")}
    return form_page(request, "desk/reform.html", context)


def _words(plan: Plan, found: reforms.Check) -> dict[str, Any]:
    """Return what the look shows of duties that change hands and of findings, under the names of bodies."""
    names = dict(Body.objects.values_list("code", "name")) | {one.code: one.name for one in plan.new}
    tasks, submissions = plan.hanging.tasks, plan.hanging.submissions
    opened = Counter(("tasks", one.body.code) for one in tasks)
    opened.update(("submissions", one.body.code) for one in submissions)
    regimes = dict(ReportRegime.objects.values_list("code", "name"))
    rows = [
        {
            "what": _named(row, regimes),
            "name": names[row.name],
            "before": names[row.before],
            "after": [names[code] for code in row.after],
            "open": opened[row.duty, row.name],
        }
        for row in found.moved
    ]
    ahead = [(names[code], findings) for code, findings in found.ahead.items() if findings]
    about = subjects.of(finding for _body, findings in ahead for finding in findings)
    return {"duty_rows": rows, "ahead": ahead, "subjects": about}


def _named(row: Held, regimes: Mapping[str, str]) -> str:
    """Return the words of a duty: of a report which one, for which period, as the report is called."""
    if not row.period:
        return str(Duty(row.duty).label)
    if not row.regime:
        return _("Báo cáo năm %(year)s") % {"year": row.period}
    words = {"regime": regimes.get(row.regime, row.regime), "period": dates.period(row.period)}
    return _("%(regime)s, %(period)s") % words


@writing
def undo(request: UserRequest, pk: int) -> HttpResponse:
    reform = _reform(request, pk)
    here = reverse("desk:reform", args=[pk])
    return confirmed(
        request,
        lambda: reforms.undo(reform=reform, by=request.user, now=clock.now()),
        question=_("Hoàn tác cả đợt “%(name)s”?") % {"name": reform.name},
        details=_(
            "Mọi việc của đợt được đưa về như trước khi áp dụng: tổ chức cũ, vị trí, thành viên, lịch họp, ý"
            " kiến chỉ đạo, quy chế phối hợp; tổ chức mới bị xoá. Bản nháp còn lại để sửa và áp dụng lại."
        ),
        confirm_label=_("Hoàn tác cả đợt"),
        danger=True,
        done=_("Đã hoàn tác cả đợt sắp xếp; hồ sơ như trước khi áp dụng."),
        to=here,
        leave_url=here,
    )


@writing
def discard(request: UserRequest, pk: int) -> HttpResponse:
    reform = _reform(request, pk)
    return confirmed(
        request,
        lambda: drafts.discard(reform=reform, by=request.user),
        question=_("Xoá bản nháp “%(name)s”?") % {"name": reform.name},
        details=_("Bản nháp chưa ghi gì vào hồ sơ các tổ chức."),
        confirm_label=_("Xoá bản nháp"),
        danger=True,
        done=_("Đã xoá bản nháp."),
        to=reverse("desk:reforms"),
        leave_url=reverse("desk:reform", args=[pk]),
    )


@require_safe
def history(request: UserRequest, pk: int) -> HttpResponse:
    reform = _reform(request, pk)
    rows = history_rows(_("Đợt sắp xếp"), changes_where(Reform, pgh_obj_id=pk))
    return history_page(request, reform.name, reverse("desk:reform", args=[pk]), rows)

"""Reports: the board of a period, the list, a report's page and what is done to it."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from accounts.permissions import (
    can_edit_body,
    can_edit_facts,
    can_edit_something,
    check_can_edit_body,
    check_can_edit_facts,
    check_can_edit_something,
)
from accounts.queries.lists import listed, shown
from core import clock, files, htmx
from core.addresses import reverse
from core.dates import requested_day
from core.editing import attempt
from core.errors import Refused
from core.forms import UploadsForm
from core.history import initial_from_history
from core.lists import CHOSEN, EVERY_ROW, Act, narrowed, ordering, paged
from delegations.enums import BodyRelation
from delegations.models import Body
from delegations.queries.bodies import choosable, only_one
from delegations.services import papers
from papers.services import annexes
from records.loading import load, look_up
from records.papers import record_of, stored
from records.tables import Cell, Table
from reports.enums import BoardState
from reports.forms.reports import (
    ANNUAL,
    AcceptForm,
    AgainForm,
    ReceiveForm,
    ReportFilter,
    ReportForm,
    ReturnForm,
)
from reports.models import Report, ReportFile, ReportRegime
from reports.queries import board as boards
from reports.queries import reports as lists
from reports.services import reports

REPORTS = Table(
    "reports:list",
    {
        "nop": _lazy("Ngày nộp"),
        "bao_cao": _lazy("Báo cáo"),
        "to_chuc": _lazy("Tổ chức"),
        "so": _lazy("Số ký hiệu"),
        "tinh_trang": _lazy("Tình trạng"),
    },
    always={"so"},
)


@require_safe
def board(request: UserRequest) -> HttpResponse:
    """All bodies that a kind of report is asked of, and how far their reports of a period have come."""
    on, regimes = requested_day(request), boards.regimes(requested_day(request))
    regime = _regime(request, regimes)
    period = _period(request, regime) or boards.latest_period(regime, on)
    chosen_state = request.GET.get("tinh_trang", "")
    lines = boards.board_rows(user=request.user, asked=boards.asked(regime, period), on=on)
    counts = Counter(line.state for line in lines)
    context = {
        "regime": regime,
        "regimes": regimes,
        "period": period,
        "periods": boards.periods(regime, user=request.user, on=on, shown=period),
        "page": paged(request, [one for one in lines if not chosen_state or one.state == chosen_state]),
        "tiles": [(state, counts[state]) for state in BoardState if counts[state]],
        "chosen_state": chosen_state,
        "punctual": boards.punctuality(lines),
        "dues": boards.dues(lines),
        "on": on,
        "may_write": can_edit_something(request.user),
    }
    if counts[BoardState.MISSING] and can_edit_facts(request.user) and on == clock.today():
        context["missing_url"] = _missing_url(regime, period)
    return render(request, "reports/board.html", context)


def _missing_url(regime: ReportRegime | None, period: str) -> str:
    """Return where the bodies are reminded whose reports of the period are late."""
    rule, subject = boards.subject_of(regime, period)
    query = {CHOSEN: EVERY_ROW, "quy_tac": rule, "ve": subject}
    return f"{reverse('obligations:remind-many')}?{urlencode(query)}"


def board_url(regime: ReportRegime | None, period: str) -> str:
    """Return the address of the board of a regime's period."""
    return f"{reverse('reports:board')}?{urlencode({'che_do': regime.code if regime else '', 'ky': period})}"


def _regime(request: UserRequest, regimes: Iterable[ReportRegime]) -> ReportRegime | None:
    """Return the regime that the address names; None for the annual report. Raises 404 where there is
    none."""
    code = request.GET.get("che_do", "")
    if not code:
        return None
    found = next((one for one in regimes if one.code == code), None)
    if found is None:
        raise Http404(_("Không có chế độ báo cáo này."))
    return found


def _period(request: UserRequest, regime: ReportRegime | None) -> str:
    """Return the period that the address names; "" where it names none of this rhythm."""
    name = request.GET.get("ky", "")
    try:
        reports.check_period(regime.rhythm if regime else None, name)
    except Refused:
        return ""
    return name if 1930 <= int(name[:4]) <= 2200 else ""


@require_safe
@listed(REPORTS)
def report_list(request: UserRequest) -> HttpResponse:
    on = requested_day(request)
    form = ReportFilter(request.GET, bodies=choosable(request.user))
    page = paged(request, report_rows(request, on, form))
    _add_state(page.object_list, on)
    context = {
        "page": page,
        "filter_form": form,
        "on": on,
        "may_write": can_edit_something(request.user),
        "export_url": reverse("reports:export"),
        "acts": [
            *(
                [Act(reverse("reports:accept_many"), _("Chấp nhận"), "checks")]
                if can_edit_facts(request.user)
                else []
            ),
            Act(reverse("reports:export"), _("Xuất Excel"), "file-export"),
        ],
    }
    return render(request, "reports/list.html", context)


def report_rows(request: UserRequest, on: dt.date, form: ReportFilter) -> Any:
    """Return the reports of the register as its address says: filters and order."""
    criteria = form.criteria
    rows = lists.listing(
        user=request.user,
        on=on,
        text=criteria["q"] or "",
        body=criteria["to_chuc"],
        year=criteria["nam"],
        regime=_regime_filter(criteria["che_do"]),
        state=criteria["tinh_trang"] or "",
    )
    return rows.order_by(*ordering(request, lists.REPORT_ORDERS, default="-nop"))


def _regime_filter(chosen: str) -> str | None:
    """Return the regime's code that the list is narrowed to ("" the annual report), None for all."""
    return "" if chosen == ANNUAL else chosen or None


@require_safe
@listed(REPORTS)
def export(request: UserRequest) -> HttpResponse:
    """The list of reports, as filtered, as an Excel file."""
    on = requested_day(request)
    form = ReportFilter(request.GET, bodies=choosable(request.user))
    cells = [
        Cell("to_chuc", _("Tổ chức"), lambda row: row.body.name),
        Cell("bao_cao", _("Báo cáo"), lambda row: row.title()),
        Cell("bao_cao", _("Kỳ"), lambda row: row.period),
        Cell("so", _("Số ký hiệu"), lambda row: row.number),
        Cell("nop", _("Ngày nộp"), lambda row: row.submitted_on),
        Cell("tinh_trang", _("Ngày trả lại"), lambda row: row.returned_on),
        Cell("tinh_trang", _("Ngày nộp lại"), lambda row: row.resubmitted_on),
        Cell("tinh_trang", _("Ngày chấp nhận"), lambda row: row.accepted_on),
        Cell("tinh_trang", _("Tình trạng"), lambda row: row.state.label),
        Cell("tinh_trang", _("Số ngày nộp chậm"), lambda row: max(row.late.first, row.late.before) or None),
        Cell("tinh_trang", _("Số ngày nộp lại chậm"), lambda row: row.late.again or None),
    ]
    found = _add_state(narrowed(request, report_rows(request, on, form)), on)
    return annexes.answer(request, _("Sổ báo cáo"), cells, found, shown=shown(request), on=on)


def _add_state(reports: Iterable[Any], on: dt.date) -> list[Any]:
    """Add to each report how far it has come and by how many days it came late."""
    found = list(reports)
    standings = boards.standings(found, on)
    for report in found:
        row = standings[report.pk]
        report.state, report.late, report.deferred_until = row.state, row.late, row.deferred_until
    return found


@require_safe
def panel(request: UserRequest, body_code: str) -> HttpResponse:
    """A body's reports and open submissions, for its page; a page of its own without htmx."""
    body = _body(request, body_code)
    on = requested_day(request)
    rows = _add_state(lists.of_body(body, on=on), on)
    context = {
        "body": body,
        "on": on,
        "rows": rows,
        "submissions": lists.open_submissions_of(body, on=on),
        "may_write": can_edit_body(request.user, body.pk),
        # What an organ would report is its parent's.
        "owes_reports": body.relation != BodyRelation.ORGAN,
    }
    return htmx.page(request, "reports/panel.html", context, partial="panel")


def _body(request: UserRequest, code: str) -> Body:
    return look_up(Body.objects.visible_to(request.user), code=code)


def report_of(request: UserRequest, pk: int) -> Report:
    return load(
        request, Report.objects.visible_to(request.user).select_related("body__kind", "regime"), pk=pk
    )


@require_safe
def page(request: UserRequest, pk: int) -> HttpResponse:
    report = report_of(request, pk)
    on = requested_day(request)
    row = boards.standings([report], on)[report.pk]
    context = {
        "others": lists.others_of_period(report, on=on),
        "report": report,
        "state": row.state,
        "late": row.late,
        "deferred_until": row.deferred_until,
        "duty": row.duty,
        "board_url": board_url(report.regime, report.period),
        "files": list(report.files.filter(removed_at=None).order_by("added_at")),
        "may_write": can_edit_body(request.user, report.body_id),
        "may_judge": can_edit_facts(request.user),
    }
    return render(request, "reports/page.html", context)


@htmx.writing
def receive(request: UserRequest) -> HttpResponse:
    """Record a report of the body, the regime and the period that the address names."""
    check_can_edit_something(request.user)
    code = request.GET.get("to-chuc", "")
    regimes = boards.regimes(clock.today())
    regime = _regime(request, regimes)
    period = _period(request, regime) or _usual_period(regime, clock.today())
    context: dict[str, Any] = {
        "heading": _("Ghi nhận báo cáo: %(what)s") % {"what": regime.name if regime else _("Báo cáo năm")},
        "leave_url": board_url(regime, period),
    }
    body = _body(request, code) if code else only_one(request.user)
    if body is None:
        return render(request, "components/choose_body.html", context | {"without_organs": True})
    check_can_edit_body(request.user, body.pk)
    initial = {"period": period, "submitted_on": clock.today()}
    form = ReceiveForm(
        request.POST or None,
        request.FILES or None,
        initial=initial,
        periods=_choices(request, regime, period),
    )
    if form.is_valid() and attempt(form, _take, request, body, regime, form):
        words = _("Đã nhận “%(report)s” của %(body)s.") % {"report": form.made.title(), "body": body.name}
        htmx.saved(request, words, body_code=body.code)
        return htmx.see_other(request, "reports:page", form.made.pk)
    context |= {"form": form, "body": body, "regime": regime, "regimes": boards.asked_of(body, regimes)}
    return htmx.form_page(request, "reports/form.html", context)


def _usual_period(regime: ReportRegime | None, today: dt.date) -> str:
    """Return the period whose report comes in these days: of a year, until June the one before."""
    return boards.latest_period(regime, today) if regime else str(today.year - (today.month < 7))


def _choices(request: UserRequest, regime: ReportRegime | None, shown: str) -> list[str]:
    """Return the periods to choose from of a regime; a year is typed."""
    return boards.periods(regime, user=request.user, on=clock.today(), shown=shown) if regime else []


def _take(request: UserRequest, body: Body, regime: ReportRegime | None, form: ReceiveForm) -> Report:
    report = reports.receive(
        body=body,
        values=form.values() | {"regime": regime},
        also=form.is_further,
        today=clock.today(),
        by=request.user,
    )
    _keep(request, report, form.cleaned_data["upload"])
    return report


def _keep(request: UserRequest, report: Report, uploads: list[UploadedFile]) -> None:
    if uploads:
        papers.add_all(to=report, uploads=uploads, now=clock.now(), by=request.user)


@htmx.writing
def edit(request: UserRequest, pk: int) -> HttpResponse:
    report = report_of(request, pk)
    check_can_edit_body(request.user, report.body_id)
    form = ReportForm(
        request.POST or None,
        instance=report,
        initial=initial_from_history(request, report),
        periods=_choices(request, report.regime, report.period),
    )
    if form.is_valid() and attempt(
        form,
        reports.edit,
        report=report,
        values=form.values(),
        also=form.is_further,
        today=clock.today(),
        by=request.user,
    ):
        htmx.saved(request, _("Đã lưu báo cáo."), body_code=report.body.code)
        return htmx.see_other(request, "reports:page", pk)
    context = {
        "form": form,
        "body": report.body,
        "heading": _("Sửa “%(report)s”") % {"report": report.title()},
        "leave_url": reverse("reports:page", args=[pk]),
    }
    return htmx.form_page(request, "reports/form.html", context)


def _step(
    request: UserRequest,
    pk: int,
    form_class: Any,
    heading: str,
    act: Callable[[Report, dict[str, Any]], Any],
    done: str,
    *,
    office: bool = False,
) -> HttpResponse:
    """A page with one step in a report's life: show its form, do it when it is answered. `office` steps are
    not a body's own."""
    report = report_of(request, pk)
    check_can_edit_body(request.user, report.body_id)
    if office:
        check_can_edit_facts(request.user)
    form = form_class(request.POST or None, request.FILES or None, initial={"on": clock.today()})
    if form.is_valid() and attempt(form, act, report, form.cleaned_data):
        htmx.saved(request, done, body_code=report.body.code)
        return htmx.see_other(request, "reports:page", pk)
    context = {
        "form": form,
        "report": report,
        "heading": heading,
        "leave_url": reverse("reports:page", args=[pk]),
    }
    return htmx.form_page(request, "reports/step.html", context)


@htmx.writing
def send_back(request: UserRequest, pk: int) -> HttpResponse:
    def act(report: Report, typed: dict[str, Any]) -> None:
        reports.send_back(
            report=report, on=typed["on"], remarks=typed["remarks"], today=clock.today(), by=request.user
        )

    return _step(request, pk, ReturnForm, _("Trả lại báo cáo"), act, _("Đã trả lại báo cáo."), office=True)


@htmx.writing
def receive_again(request: UserRequest, pk: int) -> HttpResponse:
    def act(report: Report, typed: dict[str, Any]) -> None:
        reports.receive_again(
            report=report, on=typed["on"], number=typed["number"], today=clock.today(), by=request.user
        )
        _keep(request, report, typed["upload"])

    return _step(request, pk, AgainForm, _("Ghi báo cáo nộp lại"), act, _("Đã ghi báo cáo nộp lại."))


@htmx.writing
def accept(request: UserRequest, pk: int) -> HttpResponse:
    def act(report: Report, typed: dict[str, Any]) -> None:
        reports.accept(
            report=report, on=typed["on"], remarks=typed["remarks"], today=clock.today(), by=request.user
        )

    return _step(
        request, pk, AcceptForm, _("Chấp nhận báo cáo"), act, _("Đã chấp nhận báo cáo."), office=True
    )


@require_POST
def take_back_acceptance(request: UserRequest, pk: int) -> HttpResponse:
    report = report_of(request, pk)
    reports.take_back_acceptance(report=report, by=request.user)
    htmx.saved(request, _("Đã bỏ chấp nhận."), body_code=report.body.code)
    return htmx.see_other(request, "reports:page", pk)


@htmx.writing
def add_file(request: UserRequest, pk: int) -> HttpResponse:
    report = report_of(request, pk)
    return file_form(request, report, reverse("reports:page", args=[pk]))


def file_form(request: UserRequest, to: Any, leave: str) -> HttpResponse:
    """Keep files with a report or a submission."""
    check_can_edit_body(request.user, to.body_id)
    form = UploadsForm(request.POST or None, request.FILES or None)
    if form.is_valid() and attempt(
        form, papers.add_all, to=to, uploads=form.cleaned_data["upload"], now=clock.now(), by=request.user
    ):
        htmx.saved(request, form.made.sentence, left_out=form.made.left_out)
        return htmx.see_other(request, leave)
    return htmx.form_page(request, "reports/file_form.html", {"form": form, "record": to, "leave_url": leave})


@require_safe
def hand_out(request: UserRequest, key: uuid.UUID) -> FileResponse:
    return files.hand_out(stored(ReportFile, key, user=request.user))


@htmx.writing
def take_off_file(request: UserRequest, key: uuid.UUID) -> HttpResponse:
    paper = stored(ReportFile, key, user=request.user)
    owner = record_of(paper)
    check_can_edit_body(request.user, owner.body_id)
    leave = (
        reverse("reports:page", args=[owner.pk])
        if paper.report
        else reverse("reports:submission", args=[owner.code])
    )
    return htmx.confirmed(
        request,
        lambda: papers.take_off(paper, now=clock.now(), by=request.user),
        question=_("Gỡ tệp “%(name)s”?") % {"name": paper.name},
        confirm_label=_("Gỡ"),
        danger=True,
        done=_("Đã gỡ tệp “%(name)s”.") % {"name": paper.name},
        to=leave,
        leave_url=leave,
    )

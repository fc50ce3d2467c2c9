"""Annual reports: the year's board, the list, a report's page and what is done to it."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
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
from core import clock, files, htmx
from core.dates import requested_day
from core.editing import attempt
from core.forms import UploadForm
from core.history import initial_from_history
from core.lists import ordering, paged
from delegations.models import Body
from delegations.queries.bodies import choosable
from delegations.services import papers
from records import workbooks
from records.loading import load, look_up
from records.papers import record_of, stored
from reports.enums import BoardState
from reports.forms.reports import AcceptForm, AgainForm, ReceiveForm, ReportFilter, ReportForm, ReturnForm
from reports.models import Report, ReportFile
from reports.queries import board as boards
from reports.queries import reports as lists
from reports.services import reports


@require_safe
def board(request: UserRequest) -> HttpResponse:
    """All bodies of a year and how far their reports have come."""
    on = requested_day(request)
    year = _year(request, on.year - 1)
    chosen_state = request.GET.get("tinh_trang", "")
    duty = boards.duty_of(year)
    lines = boards.board_rows(user=request.user, year=year, on=on, duty=duty)
    counts = Counter(line.state for line in lines)
    context = {
        "year": year,
        "years": boards.years(user=request.user, on=on, shown=year),
        "lines": [line for line in lines if not chosen_state or line.state == chosen_state],
        "tiles": [(state, counts[state]) for state in BoardState if counts[state]],
        "chosen_state": chosen_state,
        "punctual": boards.punctuality(lines),
        "duty": duty,
        "on": on,
        "may_write": can_edit_something(request.user),
    }
    return render(request, "reports/board.html", context)


def _year(request: UserRequest, default: int) -> int:
    text = request.GET.get("nam", "")
    return int(text) if text.isdecimal() and 1930 <= int(text) <= 2200 else default


@require_safe
def report_list(request: UserRequest) -> HttpResponse:
    on = requested_day(request)
    form = ReportFilter(request.GET, bodies=choosable(request.user))
    criteria = form.criteria
    rows = lists.listing(
        user=request.user, on=on, text=criteria["q"] or "", body=criteria["to_chuc"], year=criteria["nam"]
    )
    page = paged(request, rows.order_by(*ordering(request, lists.REPORT_ORDERS, default="-nop")))
    _add_state(page.object_list, on)
    context = {
        "page": page,
        "filter_form": form,
        "on": on,
        "may_write": can_edit_something(request.user),
        "export_url": reverse("reports:export"),
    }
    return render(request, "reports/list.html", context)


@require_safe
def export(request: UserRequest) -> HttpResponse:
    """The list of reports, as filtered, as an Excel file."""
    on = requested_day(request)
    criteria = ReportFilter(request.GET, bodies=choosable(request.user)).criteria
    found = lists.listing(
        user=request.user, on=on, text=criteria["q"] or "", body=criteria["to_chuc"], year=criteria["nam"]
    )
    headings = [
        _("Tổ chức"),
        _("Năm"),
        _("Số ký hiệu"),
        _("Ngày nộp"),
        _("Ngày trả lại"),
        _("Ngày nộp lại"),
        _("Ngày chấp nhận"),
        _("Tình trạng"),
    ]
    headings.append(_("Số ngày nộp chậm"))
    reports_shown = _add_state(found.order_by(*ordering(request, lists.REPORT_ORDERS, default="-nop")), on)
    rows = (
        [
            row.body.name,
            row.year,
            row.number,
            row.submitted_on,
            row.returned_on,
            row.resubmitted_on,
            row.accepted_on,
            row.state.label,
            row.late or None,
        ]
        for row in reports_shown
    )
    return workbooks.answer(_("Sổ báo cáo"), headings, rows, on=on)


def _add_state(reports: Iterable[Any], on: dt.date) -> list[Any]:
    """Add to each report how far it has come and by how many days it came late."""
    found = list(reports)
    duties = boards.duties_of({report.year for report in found})
    for report in found:
        report.state = boards.state_on(report, on)
        report.late = boards.lateness(report, duties[report.year], on)
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
    }
    return htmx.page(request, "reports/panel.html", context, partial="panel")


def _body(request: UserRequest, code: str) -> Body:
    return look_up(Body.objects.visible_to(request.user), code=code)


def report_of(request: UserRequest, pk: int) -> Report:
    return load(request, Report.objects.visible_to(request.user).select_related("body"), pk=pk)


@require_safe
def page(request: UserRequest, pk: int) -> HttpResponse:
    report = report_of(request, pk)
    on, duty = requested_day(request), boards.duty_of(report.year)
    context = {
        "report": report,
        "state": boards.state_on(report, on),
        "late": boards.lateness(report, duty, on),
        "duty": duty,
        "files": list(report.files.filter(removed_at=None).order_by("added_at")),
        "may_write": can_edit_body(request.user, report.body_id),
        "may_judge": can_edit_facts(request.user),
    }
    return render(request, "reports/page.html", context)


@htmx.writing
def receive(request: UserRequest) -> HttpResponse:
    """Record a report of the body and year that the address names."""
    check_can_edit_something(request.user)
    code = request.GET.get("to-chuc", "")
    today = clock.today()
    if not code:
        bodies = choosable(request.user)
        return render(
            request,
            "reports/choose_body.html",
            {"bodies": bodies, "heading": _("Nhận báo cáo năm"), "leave_url": reverse("reports:board")},
        )
    body = _body(request, code)
    check_can_edit_body(request.user, body.pk)
    initial = {"year": _year(request, today.year - (today.month < 7)), "submitted_on": today}
    form = ReceiveForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid() and attempt(form, _take, request, body, form):
        words = _("Đã nhận báo cáo năm %(year)s của %(body)s.") % {"year": form.made.year, "body": body.name}
        htmx.saved(request, words, body_code=body.code)
        return htmx.see_other(request, "reports:page", form.made.pk)
    return htmx.form_page(
        request, "reports/form.html", {"form": form, "body": body, "leave_url": reverse("reports:board")}
    )


def _take(request: UserRequest, body: Body, form: ReceiveForm) -> Report:
    report = reports.receive(
        body=body, values=form.values(), also=form.is_further, today=clock.today(), by=request.user
    )
    if upload := form.cleaned_data["upload"]:
        papers.add(model=ReportFile, to=report, upload=upload, now=clock.now(), by=request.user)
    return report


@htmx.writing
def edit(request: UserRequest, pk: int) -> HttpResponse:
    report = report_of(request, pk)
    check_can_edit_body(request.user, report.body_id)
    form = ReportForm(request.POST or None, instance=report, initial=initial_from_history(request, report))
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
    return htmx.form_page(
        request,
        "reports/form.html",
        {
            "form": form,
            "body": report.body,
            "report": report,
            "leave_url": reverse("reports:page", args=[pk]),
        },
    )


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
    form = form_class(request.POST or None, initial={"on": clock.today()})
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

    return _step(request, pk, AgainForm, _("Nhận báo cáo nộp lại"), act, _("Đã nhận báo cáo nộp lại."))


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
    """Keep a file with a report or a submission."""
    check_can_edit_body(request.user, to.body_id)
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        upload = form.cleaned_data["upload"]
        if attempt(
            form, papers.add, model=ReportFile, to=to, upload=upload, now=clock.now(), by=request.user
        ):
            htmx.saved(request, _("Đã thêm tệp “%(name)s”.") % {"name": files.clean_name(upload.name)})
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

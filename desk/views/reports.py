"""Reports to the Standing Board: the periods that one may be made of, and the papers that were."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_facts, check_can_edit_facts, check_can_see_all
from core import clock, known
from core.addresses import reverse
from core.htmx import clicked
from core.replica import reads_copy
from desk.queries import periods
from desk.queries.period_report import owner, tables
from desk.queries.period_report.facts import judged_on
from desk.queries.periods import Span
from desk.services import period_reports
from desk.views.leaders import file, page_query
from records import workbooks


@reads_copy
@require_safe
def page(request: UserRequest) -> HttpResponse:
    check_can_see_all(request.user)
    known.require_present()
    query = page_query(request)
    spans = sorted(periods.recent(query.today), key=lambda span: (span.last, span.first), reverse=True)
    made = period_reports.of_periods(spans)
    context = {
        "rows": [(span, made.get(span.name), judged_on(span, query.today)) for span in spans],
        "may_begin": can_edit_facts(request.user),
        "today": query.today,
        "next": next((one for one in spans if one.last < query.today and one.name not in made), None),
    }
    return render(request, "desk/reports.html", query.context | context)


@require_POST
def begin(request: UserRequest) -> HttpResponse:
    """Begin the report of `ky` (2026-Q3, 2026-H1, 2026), or open the draft that there is."""
    check_can_edit_facts(request.user)
    span = _span(request.POST.get("ky", ""))
    return clicked(
        request,
        lambda: period_reports.begin(span=span, now=clock.now(), by=request.user),
        done=_("Đã mở dự thảo báo cáo. Hãy xem lại phần đánh giá, kiến nghị trước khi lấy số."),
        to=lambda paper: reverse("desk:paper", args=[paper.pk]),
        undo=False,  # a draft is thrown away on its own page
        leave_url=reverse("desk:reports"),
    )


@reads_copy
@require_safe
def workbook(request: UserRequest) -> HttpResponse:
    """The tables of the report of `?ky=`, as the records stand."""
    check_can_see_all(request.user)
    query, span = page_query(request), _span(request.GET.get("ky", ""))
    if span.first > query.on:
        raise Http404(_("Không có kỳ báo cáo này, hoặc kỳ chưa bắt đầu."))
    found = owner.facts(span, today=query.on, by=query.user)
    with override("vi"):
        content = tables.file(found)
    return file(content, workbooks.MIME, f"so-lieu-bao-cao-{span.name}.xlsx", found.on)


def _span(name: str) -> Span:
    found = periods.span(name)
    if found is None:
        raise Http404(_("Không có kỳ báo cáo này, hoặc kỳ chưa bắt đầu."))
    return found

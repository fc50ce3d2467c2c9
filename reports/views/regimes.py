"""Chế độ báo cáo: the regimes of periodic reports that are in force."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import check_can_see_all
from core.addresses import reverse
from core.dates import requested_day
from core.editing import attempt
from core.history import changes, changes_where, history_page, history_rows
from core.htmx import form_page, page, saved, see_other, writing
from delegations.permissions import can_edit_registers, check_can_edit_registers
from records.loading import load, look_up
from reports.forms.regimes import RegimeNameForm
from reports.models import RegimeKind, ReportRegime
from reports.services import regimes

LIST = "reports:regimes"


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    check_can_see_all(request.user)
    rows = ReportRegime.objects.prefetch_related("kinds").order_by("code")
    on = requested_day(request)
    context = {"rows": rows, "on": on, "may_edit": can_edit_registers(request.user)}
    return page(request, "reports/regimes.html", context)


@writing
def edit(request: UserRequest, pk: int) -> HttpResponse:
    """Correct what a regime is called; what it asks for is drafted anew, under a new code."""
    check_can_edit_registers(request.user)
    regime = load(request, ReportRegime.objects.all(), pk=pk)
    form = RegimeNameForm(request.POST or None, instance=regime)
    if form.is_valid() and attempt(form, regimes.rename, regime=regime, by=request.user, **form.values()):
        saved(request, _("Đã lưu."))
        return see_other(request, LIST)
    context = {
        "form": form,
        "heading": regime.name,
        "intro": _("Chỉ sửa tên và căn cứ. Muốn đổi kỳ, hạn, loại thì chọn “Sửa đổi” để soạn dự thảo."),
        "leave_url": reverse(LIST),
    }
    return form_page(request, "reports/regime_form.html", context)


@require_safe
def history(request: UserRequest, pk: int) -> HttpResponse:
    check_can_see_all(request.user)
    regime = look_up(ReportRegime, pk=pk)
    rows = [
        *history_rows(_("Chế độ báo cáo"), changes(regime)),
        *history_rows(_("Loại tổ chức"), changes_where(RegimeKind, title="kind", regime_id=pk)),
    ]
    return history_page(request, regime.name, reverse(LIST), rows)

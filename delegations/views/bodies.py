"""The list of bodies, a body's page, and the forms that found, correct, end and order bodies."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core.dates import requested_day
from core.editing import attempt
from core.history import initial_from_history
from core.htmx import confirmed, form_page, page, saved, see_other, writing
from core.lists import ordering, paged
from delegations.documents.timelines import picture
from delegations.enums import BodyState, CoordinationKind, EventKind, SeatRole
from delegations.forms.bodies import BodyFilter, BodyForm, NewBodyForm
from delegations.models import Body
from delegations.permissions import (
    can_edit_body,
    can_edit_registers,
    check_can_edit_body,
    check_can_edit_registers,
)
from delegations.queries import bodies as queries
from delegations.queries.timeline import life_of
from delegations.services import bodies
from delegations.views.loading import body_of, saved_message
from records import workbooks


def _filtered(request: UserRequest, form: BodyFilter) -> QuerySet[Body]:
    """Return the bodies of the list as its address says: filters, day and order."""
    day = requested_day(request)
    rows = queries.rows(request.user, day)
    state = form.value("tinh_trang")
    if state != "tat-ca":
        rows = rows.in_state(state or BodyState.ACTIVE, day)  # type: ignore[attr-defined]
    if form.value("q"):
        rows = rows.matching(form.value("q"))  # type: ignore[attr-defined]
    if form.value("loai"):
        rows = rows.filter(kind=form.value("loai"))
    return rows.order_by(*ordering(request, queries.ORDERS, default="thu-tu"))


@require_safe
def body_list(request: UserRequest) -> HttpResponse:
    form = BodyFilter(request.GET)
    day = requested_day(request)
    found = paged(request, _filtered(request, form))
    for body in found:
        body.state = body.state_on(day)
    context = {
        "page": found,
        "filter_form": form,
        "export_url": reverse("delegations:export_bodies"),
        "day": day,
        "may_found": can_edit_registers(request.user),
    }
    return page(request, "delegations/body_list.html", context)


@require_safe
def export_bodies(request: UserRequest) -> HttpResponse:
    day = requested_day(request)
    columns: dict[str, Callable[[Any], Any]] = {
        _("Mã"): lambda body: body.code,
        _("Tên tổ chức"): lambda body: body.name,
        _("Loại"): lambda body: body.kind.name,
        _("Cơ quan chủ quản"): lambda body: body.host,
        _("Ký hiệu"): lambda body: body.symbol,
        _("Ngày thành lập"): lambda body: body.founded_on,
        _("Số QĐ thành lập"): lambda body: body.founding_decision,
        _("Ngày kết thúc"): lambda body: body.ended_on,
        _("Tình trạng"): lambda body: body.state_on(day).label,
        _("Số vị trí"): lambda body: body.seat_count,
        _("Thành viên"): lambda body: body.filled_count,
        _("Khuyết"): lambda body: body.vacant_count,
        _("Bí thư"): lambda body: body.secretary_name,
        _("Thư điện tử"): lambda body: body.email,
        _("Điện thoại"): lambda body: body.phone,
    }
    rows = (
        [value(body) for value in columns.values()] for body in _filtered(request, BodyFilter(request.GET))
    )
    return workbooks.answer(_("Danh sách tổ chức đảng"), list(columns), rows, on=day)


@require_safe
def body_page(request: UserRequest, code: str) -> HttpResponse:
    body = body_of(request, code)
    day = requested_day(request)
    seats = queries.seat_rows(body, day)
    before, after = queries.lineage(body)
    cadences = list(queries.cadence_decisions(body))
    context = {
        "body": body,
        "day": day,
        "state": body.state_on(day),
        "seats": seats,
        "vacant": sum(row.holder is None for row in seats),
        "other_seats": queries.seats_not_in_force(body, day),
        "former": list(queries.former_members(body, day)[:30]),
        "predecessors": before,
        "successors": after,
        "cadences": cadences,
        "cadence": queries.cadence_on(cadences, day),
        "regulations": list(queries.working_regulations(body)),
        "coordination": queries.coordination_of(body, day),
        "events": list(queries.events_of(body, day)),
        "may_edit": can_edit_body(request.user, body),
        "may_keep": can_edit_registers(request.user),
        "roles": SeatRole,
        "event_kinds": EventKind,
        "coordination_kinds": CoordinationKind,
    }
    return page(request, "delegations/body_page.html", context)


@require_safe
def timeline(request: UserRequest, code: str) -> HttpResponse:
    body = body_of(request, code)
    day = requested_day(request)
    life = life_of(body)
    return page(
        request,
        "delegations/timeline.html",
        {"body": body, "picture": picture(life, today=day), "life": life, "day": day},
        partial="picture",
    )


@writing
def create_body(request: UserRequest) -> HttpResponse:
    check_can_edit_registers(request.user)
    before = Body.objects.filter(code__in=request.GET.getlist("ke-thua"))
    form = NewBodyForm(request.POST or None, by=request.user, initial={"predecessors": before})
    if request.method == "POST" and form.is_valid():
        values = form.changes() | {"predecessors": form.cleaned_data["predecessors"]}
        if attempt(form, bodies.create, by=request.user, **values):
            saved(
                request,
                _("Đã thành lập %(body)s. Tiếp theo: thêm vị trí theo quyết định.")
                % {"body": values["name"]},
                body_code=values["code"],
            )
            return see_other(request, "delegations:body", values["code"])
    return form_page(
        request,
        "delegations/body_form.html",
        {"form": form, "leave_url": reverse("delegations:bodies"), "submit_label": _("Thành lập")},
    )


@writing
def edit_body(request: UserRequest, code: str) -> HttpResponse:
    body = body_of(request, code)
    check_can_edit_body(request.user, body)
    form = BodyForm(
        request.POST or None, instance=body, by=request.user, initial=initial_from_history(request, body)
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, bodies.edit, body=body, changes=form.changes(), by=request.user)
    ):
        saved(request, saved_message(_("Đã lưu."), form), body_code=body.code)
        return see_other(request, "delegations:body", body.code)
    return form_page(
        request,
        "delegations/body_form.html",
        {"form": form, "body": body, "leave_url": reverse("delegations:body", args=[code])},
    )


@writing
def delete_body(request: UserRequest, code: str) -> HttpResponse:
    body = body_of(request, code)
    check_can_edit_registers(request.user)
    return confirmed(
        request,
        lambda: bodies.delete(body=body, by=request.user),
        question=_("Xoá %(body)s?") % {"body": body.name},
        details=_(
            "Chỉ xoá được tổ chức nhập nhầm, chưa có hồ sơ nào gắn với nó. Tổ chức đã hoạt động thì ghi nhận"
            " kết thúc."
        ),
        confirm_label=_("Xoá"),
        danger=True,
        done=_("Đã xoá %(body)s.") % {"body": body.name},
        to=reverse("delegations:bodies"),
        leave_url=reverse("delegations:body", args=[code]),
    )


@writing
def order_bodies(request: UserRequest) -> HttpResponse:
    check_can_edit_registers(request.user)
    if request.method == "POST":
        body = body_of(request, request.POST.get("to-chuc", ""))
        bodies.move(body=body, up=request.POST.get("huong") == "len", by=request.user)
        return see_other(request, reverse("delegations:order_bodies") + f"#{body.code}")
    rows = Body.objects.active_on(requested_day(request)).select_related("kind").in_protocol_order()
    return page(request, "delegations/order.html", {"bodies": rows})

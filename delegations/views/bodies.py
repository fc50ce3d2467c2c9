"""The list of bodies, a body's page, and the forms that found, correct, end and order bodies."""

import datetime as dt

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_facts
from accounts.queries.lists import listed, shown
from core import clock
from core.addresses import reverse
from core.dates import requested_day
from core.editing import attempt
from core.history import initial_from_history
from core.htmx import form_page, page, saved, see_other, writing
from core.lists import Act, narrowed, ordering, paged
from delegations.documents.timelines import picture
from delegations.enums import BodyState, CoordinationKind, EventKind, SeatRole
from delegations.forms.bodies import BodyFilter, BodyForm
from delegations.models import Body
from delegations.permissions import (
    can_edit_body,
    can_edit_registers,
    check_can_edit_body,
    check_can_edit_registers,
)
from delegations.queries import bodies as queries
from delegations.queries import families, trees
from delegations.queries.timeline import life_of
from delegations.queries.trees import Tree
from delegations.services import bodies, coordination
from delegations.views.loading import body_of, saved_message
from papers.services import annexes
from records.tables import Cell, Table

BODIES = Table(
    "delegations:bodies",
    {
        "ten": _lazy("Tên tổ chức"),
        "loai": _lazy("Loại"),
        "bi_thu": _lazy("Bí thư"),
        "vi_tri": _lazy("Vị trí"),
        "khuyet": _lazy("Khuyết"),
        "thanh_lap": _lazy("Thành lập"),
        "tinh_trang": _lazy("Tình trạng"),
        "co_quan": _lazy("Cơ quan chủ quản"),
        "lien_he": _lazy("Liên hệ"),
    },
    always={"ten"},
    aside={"co_quan", "lien_he"},
)
MOST_BELOW = 12
"""How many of the bodies under a body its page names; the list has all."""


def body_rows(request: UserRequest, form: BodyFilter, tree: Tree) -> QuerySet[Body]:
    """Return the bodies of the list as its address says: filters, day and order; without one, each body is
    followed by its organs and those under it."""
    day = requested_day(request)
    rows = queries.rows(request.user, day)
    state = form.value("tinh_trang")
    if state != "tat-ca":
        rows = rows.in_state(state or BodyState.ACTIVE, day)  # type: ignore[attr-defined]
    if form.value("q"):
        rows = rows.matching(form.value("q"))  # type: ignore[attr-defined]
    if form.value("thuoc"):
        rows = rows.filter(parent__code=form.value("thuoc"))
    if form.kind_ids:
        rows = rows.filter(kind_id__in=form.kind_ids)
    order = ordering(request, queries.ORDERS, default="thu-tu")
    return tree.sort(rows) if order == queries.ORDERS["thu-tu"] else rows.order_by(*order)


@require_safe
@listed(BODIES)
def body_list(request: UserRequest) -> HttpResponse:
    form = BodyFilter(request.GET, by=request.user)
    day = requested_day(request)
    tree = trees.tree()
    found = paged(request, body_rows(request, form, tree))
    for body in found:
        body.state, body.depth = body.state_on(day), tree.depth(body.pk)
    context = {
        "page": found,
        "filter_form": form,
        "export_url": reverse("delegations:export_bodies"),
        "acts": _acts(request, day),
        "day": day,
        "may_found": can_edit_registers(request.user),
    }
    return page(request, "delegations/body_list.html", context)


def _acts(request: UserRequest, on: dt.date) -> list[Act]:
    """Return what may be done with several bodies at once; all but the file is of today only."""
    acts = [Act(reverse("delegations:export_bodies"), _("Xuất Excel"), "file-export")]
    if on == clock.today() and can_edit_facts(request.user):
        acts += [
            Act(reverse("delegations:plan_bodies"), _("Lên lịch cả năm"), "calendar"),
            Act(reverse("delegations:remind_bodies"), _("Đôn đốc việc quá hạn"), "send"),
        ]
    return acts


@require_safe
@listed(BODIES)
def export_bodies(request: UserRequest) -> HttpResponse:
    day = requested_day(request)
    cells = [
        Cell("ten", _("Mã"), lambda body: body.code, is_code=True),
        Cell("ten", _("Tên tổ chức"), lambda body: body.name),
        Cell("loai", _("Loại"), lambda body: body.kind.name),
        Cell("ten", _("Thuộc"), lambda body: body.parent.name if body.parent else ""),
        Cell("co_quan", _("Cơ quan chủ quản"), lambda body: body.host),
        Cell("ten", _("Ký hiệu"), lambda body: body.symbol),
        Cell("thanh_lap", _("Ngày thành lập"), lambda body: body.founded_on),
        Cell("thanh_lap", _("Số QĐ thành lập"), lambda body: body.founding_decision),
        Cell("tinh_trang", _("Ngày kết thúc"), lambda body: body.last_day),
        Cell("tinh_trang", _("Tình trạng"), lambda body: body.state_on(day).label),
        Cell("vi_tri", _("Số vị trí"), lambda body: body.seat_count, sums=True),
        Cell("vi_tri", _("Thành viên"), lambda body: body.filled_count, sums=True),
        Cell("khuyet", _("Khuyết"), lambda body: body.vacant_count, sums=True),
        Cell("bi_thu", _("Bí thư"), lambda body: body.secretary_name),
        Cell("lien_he", _("Thư điện tử"), lambda body: body.email),
        Cell("lien_he", _("Điện thoại"), lambda body: body.phone),
    ]
    found = narrowed(request, body_rows(request, BodyFilter(request.GET, by=request.user), trees.tree()))
    return annexes.answer(request, _("Danh sách tổ chức đảng"), cells, found, shown=shown(request), on=day)


@require_safe
def body_page(request: UserRequest, code: str) -> HttpResponse:
    body = body_of(request, code)
    day = requested_day(request)
    seats, family = queries.seat_rows(body, day), families.members(request.user, body, day)
    before, after = queries.lineage(body)
    taken, given = queries.handed_over(body)
    cadences = list(queries.cadence_decisions(body))
    regulations = queries.coordination_of(body, day)
    context = {
        "body": body,
        "day": day,
        "state": body.state_on(day),
        "seats": seats,
        "vacant": sum(row.holder is None for row in seats),
        "filled": sum(row.holder is not None for row in seats),
        "family": family,
        "organs": [one for one in family[1:] if one.parent_id == body.pk],
        "below": list(families.below(request.user, body, day)[: MOST_BELOW + 1]),
        "most_below": MOST_BELOW,
        "other_seats": queries.seats_not_in_force(body, day),
        "former": list(queries.former_members(body, day)[:30]),
        "predecessors": before,
        "successors": after,
        "taken_duties": taken,
        "given_duties": given,
        "cadences": cadences,
        "cadence": queries.cadence_on(cadences, day),
        "regulations": list(queries.working_regulations(body)),
        "coordination": regulations,
        "editable": coordination.editable(
            request.user, [one for kind, applies, found in regulations for one in found]
        ),
        "events": list(queries.events_of(body, day)),
        "may_edit": can_edit_body(request.user, body),
        "may_keep": can_edit_registers(request.user),
        "roles": SeatRole,
        "event_kinds": EventKind,
        "coordination_kinds": CoordinationKind,
    }
    return page(request, "delegations/body_page.html", context)


@require_safe
def members(request: UserRequest, code: str) -> HttpResponse:
    """Who sits in a body on the day: for the page of the committee whose organ it is."""
    body, day = body_of(request, code), requested_day(request)
    context = {"body": body, "day": day, "seats": queries.seat_rows(body, day)}
    return page(request, "delegations/members.html", context, partial="members")


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
def order_bodies(request: UserRequest) -> HttpResponse:
    check_can_edit_registers(request.user)
    if request.method == "POST":
        body = body_of(request, request.POST.get("to-chuc", ""))
        bodies.move(body=body, up=request.POST.get("huong") == "len", by=request.user)
        return see_other(request, reverse("delegations:order_bodies") + f"#{body.code}")
    rows = Body.objects.active_on(requested_day(request)).select_related("kind").in_protocol_order()
    return page(request, "delegations/order.html", {"bodies": rows})

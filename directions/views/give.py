"""Give a direction, change it, see what was changed in it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core import clock, htmx
from core.addresses import reverse
from core.editing import attempt
from core.history import changes, changes_where, history_page, history_rows
from directions.forms.directions import DirectionForm
from directions.models import DirectionFile, DirectionStep
from directions.permissions import check_can_change, check_can_direct, check_can_direct_any, is_leader
from directions.queries import directions as queries
from directions.services import directions
from directions.views import scope
from obligations.enums import Rule


@htmx.writing
def give(request: UserRequest) -> HttpResponse:
    """A direction on the body, and the finding, that the address names."""
    code, rule, subject = (
        request.GET.get(name, "").replace("\x00", "") for name in ("to-chuc", "quy-tac", "doi-tuong")
    )
    if (rule or subject) and (rule not in Rule.values or not subject):
        raise Http404(_("Không có phát hiện này."))
    if not code:
        return _choose_body(request)
    body = scope.body(request, code)
    check_can_direct(request.user, body.pk)
    own, today = is_leader(request.user), clock.today()
    form = DirectionForm(scope.posted(request), own=own, initial={"given_on": today})
    leave = (
        reverse("obligations:finding", args=[code, rule, subject])
        if rule
        else reverse("delegations:body", args=[code])
    )
    if form.is_valid() and attempt(
        form,
        directions.give,
        body=body,
        values=form.values(),
        rule=rule,
        subject=subject,
        today=today,
        by=request.user,
    ):
        words = _("Đã ghi ý kiến chỉ đạo %(code)s. Khi thư báo đã được lập thì không hoàn tác được nữa.")
        htmx.saved(request, words % {"code": form.made.code})
        return htmx.see_other(request, "directions:page", form.made.code)
    return _form_page(request, form, body=body, rule=rule, subject=subject, leave_url=leave)


def _choose_body(request: UserRequest) -> HttpResponse:
    check_can_direct_any(request.user)
    context = {"heading": _("Ghi ý kiến chỉ đạo"), "leave_url": reverse("desk:directions")}
    return render(request, "components/choose_body.html", context)


def _form_page(request: UserRequest, form: DirectionForm, **context: Any) -> HttpResponse:
    leaders = queries.possible_leaders() if "leader_name" in form.fields else []
    return htmx.form_page(request, "directions/form.html", {"form": form, "leaders": leaders, **context})


@htmx.writing
def edit(request: UserRequest, code: str) -> HttpResponse:
    today = clock.today()
    direction = scope.direction(request, code, on=today)
    check_can_change(request.user, direction)
    form = DirectionForm(scope.posted(request), own=is_leader(request.user), instance=direction)
    leave = reverse("directions:page", args=[code])
    if form.is_valid() and attempt(
        form, directions.change, direction=direction, values=form.values(), today=today, by=request.user
    ):
        htmx.saved(request, _("Đã sửa ý kiến chỉ đạo."))
        return htmx.see_other(request, leave)
    return _form_page(
        request,
        form,
        body=direction.body,
        rule=direction.rule,
        subject=direction.subject,
        direction=direction,
        leave_url=leave,
    )


@require_safe
def history(request: UserRequest, code: str) -> HttpResponse:
    """Every change of a direction, its steps and its files."""
    direction = scope.direction(request, code, on=clock.today())
    steps = list(direction.steps.values_list("pk", flat=True))
    rows = [
        *history_rows(_("Ý kiến chỉ đạo"), changes(direction)),
        *history_rows(_("Thực hiện"), changes_where(DirectionStep, direction_id=direction.pk)),
        *history_rows(_("Tệp"), changes_where(DirectionFile, title="name", step_id__in=steps)),
    ]
    return history_page(request, direction.code, reverse("directions:page", args=[code]), rows)

"""Elections and congresses, and "kept unchanged" after them."""

from django.db.models import Count, Q
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core.addresses import reverse
from core.dates import requested_day
from core.editing import attempt
from core.history import initial_from_history
from core.htmx import confirmed, form_page, page, saved, see_other, writing
from core.lists import ordering, paged
from core.text import fold
from delegations.forms.regulations import EventFilter, EventForm, KeepUnchangedForm
from delegations.models import Body, Event, EventBody
from delegations.permissions import (
    can_edit_bodies_seen,
    can_edit_registers,
    check_can_edit_body,
    check_can_edit_registers,
)
from delegations.services import events
from delegations.views.loading import body_of, saved_message
from records.loading import load
from records.papers import kept_files

ORDERS = {
    "ngay": ["occurred_on", "name"],
    "loai": ["kind", "occurred_on"],
    "ten": ["name"],
    "to-chuc": ["body_count", "occurred_on"],
}


@require_safe
def event_list(request: UserRequest) -> HttpResponse:
    form = EventFilter(request.GET)
    rows = Event.objects.visible_to(request.user).annotate(
        body_count=Count("touched", distinct=True),
        kept_count=Count("touched", distinct=True, filter=Q(touched__kept_unchanged_on__isnull=False)),
    )
    if form.value("loai"):
        rows = rows.filter(kind=form.value("loai"))
    rows = rows.order_by(*ordering(request, ORDERS, default="-ngay"))
    found = (
        [row for row in rows if all(word in fold(row.name) for word in fold(form.value("q")).split())]
        if form.value("q")
        else rows
    )
    context = {
        "page": paged(request, found),
        "filter_form": form,
        "may_keep": can_edit_registers(request.user),
    }
    return page(request, "delegations/event_list.html", context)


@require_safe
def event_page(request: UserRequest, pk: int) -> HttpResponse:
    event = load(request, Event.objects.visible_to(request.user), pk=pk)
    touched = (
        EventBody.objects.filter(event=event, body__in=Body.objects.visible_to(request.user))
        .select_related("body")
        .prefetch_related(kept_files(EventBody))
        .order_by("body__position", "body__code")
    )
    may_edit = can_edit_bodies_seen(request.user)
    context = {
        "event": event,
        "rows": touched,
        "may_edit": may_edit,
        "may_keep": can_edit_registers(request.user),
    }
    return page(request, "delegations/event_page.html", context)


@writing
def record_event(request: UserRequest) -> HttpResponse:
    check_can_edit_registers(request.user)
    form = EventForm(request.POST or None, initial={"occurred_on": requested_day(request)})
    if request.method == "POST" and form.is_valid():
        values = form.changes() | {"bodies": form.cleaned_data["bodies"]}
        if attempt(form, events.record, by=request.user, **values):
            saved(request, _("Đã ghi nhận sự kiện. Các tổ chức chịu tác động được nhắc rà soát, kiện toàn."))
            return see_other(request, "delegations:events")
    context = {"form": form, "heading": _("Thêm bầu cử, đại hội"), "leave_url": reverse("delegations:events")}
    return form_page(request, "delegations/plain_form.html", context)


@writing
def edit_event(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    event = load(request, Event.objects.all(), pk=pk)
    form = EventForm(request.POST or None, instance=event, initial=initial_from_history(request, event))
    if request.method == "POST" and form.is_valid():
        values = {"changes": form.changes(), "bodies": form.cleaned_data["bodies"]}
        if attempt(form, events.edit, event=event, by=request.user, **values):
            saved(request, saved_message(_("Đã lưu sự kiện."), form))
            return see_other(request, "delegations:event", pk)
    context = {"form": form, "heading": event.name, "leave_url": reverse("delegations:event", args=[pk])}
    return form_page(
        request,
        "delegations/plain_form.html",
        context | {"delete_url": reverse("delegations:delete_event", args=[pk])},
    )


@writing
def delete_event(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    event = load(request, Event.objects.all(), pk=pk)
    return confirmed(
        request,
        lambda: events.delete(event=event, by=request.user),
        question=_("Xoá sự kiện “%(name)s”?") % {"name": event.name},
        details=_("Việc nhắc rà soát, kiện toàn vì sự kiện này cũng thôi. Chỉ xoá khi nhập nhầm."),
        confirm_label=_("Xoá"),
        danger=True,
        done=_("Đã xoá sự kiện."),
        to=reverse("delegations:events"),
        leave_url=reverse("delegations:event", args=[pk]),
    )


@writing
def keep_unchanged(request: UserRequest, code: str, pk: int) -> HttpResponse:
    body = body_of(request, code)
    check_can_edit_body(request.user, body)
    touched = load(request, EventBody.objects.filter(body=body).select_related("event", "body"), pk=pk)
    initial = {
        "on": touched.kept_unchanged_on or requested_day(request),
        "document": touched.kept_unchanged_document,
    }
    form = KeepUnchangedForm(request.POST or None, initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, events.keep_unchanged, touched=touched, by=request.user, **form.cleaned_data)
    ):
        saved(request, _("Đã ghi nhận giữ nguyên nhân sự sau sự kiện."), body_code=body.code)
        return see_other(request, reverse("delegations:body", args=[code]) + "#su-kien")
    context = {
        "form": form,
        "body": body,
        "heading": _("Giữ nguyên nhân sự sau: %(event)s") % {"event": touched.event.name},
    }
    context |= {
        "leave_url": reverse("delegations:body", args=[code]),
        "submit_label": _("Ghi nhận giữ nguyên"),
    }
    if touched.kept_unchanged_on:
        context |= {
            "delete_url": reverse("delegations:withdraw_unchanged", args=[code, pk]),
            "delete_words": _("Gỡ, ghi nhầm"),
        }
    return form_page(request, "delegations/plain_form.html", context)


@writing
def withdraw_unchanged(request: UserRequest, code: str, pk: int) -> HttpResponse:
    body = body_of(request, code)
    check_can_edit_body(request.user, body)
    touched = load(request, EventBody.objects.filter(body=body).select_related("event", "body"), pk=pk)
    here = reverse("delegations:body", args=[code]) + "#su-kien"
    return confirmed(
        request,
        lambda: events.withdraw_unchanged(touched=touched, by=request.user),
        question=_("Bỏ ghi nhận giữ nguyên nhân sự?"),
        confirm_label=_("Bỏ ghi nhận"),
        details=touched.event.name,
        done=_("Đã bỏ ghi nhận giữ nguyên."),
        to=here,
        leave_url=here,
        body_code=body.code,
    )

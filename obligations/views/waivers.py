"""Waivers: granted from a finding, listed, corrected, withdrawn."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_facts, check_can_edit_facts
from core import clock
from core.addresses import reverse
from core.dates import parsed, requested_day
from core.editing import attempt
from core.htmx import form_page, saved, see_other, writing
from core.lists import ordering, paged
from delegations.models import Body
from obligations.enums import Rule
from obligations.forms.waivers import WaiverForm
from obligations.models import ENDS_SOON, Waiver
from obligations.queries import subjects
from obligations.services import waivers
from records.loading import load, look_up
from rulebook.engine import COVERED_BY

SORTS = {
    "den-ngay": ("until", "pk"),
    "to-chuc": ("body__position", "body__code", "until"),
    "ngay": ("granted_on", "pk"),
}


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    rows = (
        Waiver.objects.visible_to(request.user)
        .select_related("body__parent")
        .order_by(*ordering(request, SORTS, default="-den-ngay"))
    )
    state, today = request.GET.get("tinh_trang", ""), requested_day(request)
    if state == "dang":
        rows = rows.in_force_on(today)
    elif state == "sap-het":
        rows = rows.ending_by(today + ENDS_SOON, today=today)
    elif state == "het":
        rows = rows.filter(until__lt=today)
    ends_on = parsed(request.GET.get("den", ""))
    if ends_on:
        rows = rows.of_standing().filter(until=ends_on)  # as the calendar counts, which leads here
    page = paged(request, rows)
    context = {
        "page": page,
        "subjects": subjects.of(page),
        "ends_on": ends_on,
        "state": state,
        "today": today,
        "may_edit": can_edit_facts(request.user),
    }
    return render(request, "obligations/waivers.html", context)


@writing
def grant(request: UserRequest, code: str, rule: str, subject: str) -> HttpResponse:
    body = look_up(Body.objects.visible_to(request.user), code=code)
    check_can_edit_facts(request.user)
    if rule not in Rule.values:
        raise Http404(_("Không có quy tắc này."))
    leave_url = reverse("obligations:finding", args=[code, rule, subject])
    # A waiver of the missing report covers its announcement too.
    about = COVERED_BY.get(rule, rule)
    words = subjects.of([{"rule": rule, "subject": subject}]).words(rule, subject)
    form = WaiverForm(request.POST or None, initial={"granted_on": clock.today()})
    if form.is_valid() and attempt(
        form, waivers.grant, body=body, rule=about, subject=subject, by=request.user, **form.cleaned_data
    ):
        saved(request, _("Đã ghi nhận miễn, hoãn."), body_code=body.code)
        return see_other(request, leave_url)
    return form_page(
        request,
        "obligations/waiver_form.html",
        {
            "form": form,
            "body": body,
            "rule": rule,
            "subject": subject,
            "about": words,
            "leave_url": leave_url,
        },
    )


@writing
def change(request: UserRequest, pk: int) -> HttpResponse:
    waiver = load(request, Waiver.objects.visible_to(request.user).select_related("body"), pk=pk)
    check_can_edit_facts(request.user)
    names = ("until", "document", "reason", "granted_by", "granted_on")
    form = WaiverForm(request.POST or None, initial={name: getattr(waiver, name) for name in names})
    leave_url = reverse("obligations:waivers")
    if form.is_valid() and attempt(form, waivers.change, waiver, by=request.user, **form.cleaned_data):
        saved(request, _("Đã sửa miễn, hoãn."), body_code=waiver.body.code)
        return see_other(request, leave_url)
    context = {
        "form": form,
        "body": waiver.body,
        "rule": waiver.rule,
        "subject": waiver.subject,
        "about": subjects.of([waiver]).words(waiver.rule, waiver.subject),
        "waiver": waiver,
        "leave_url": leave_url,
    }
    return form_page(request, "obligations/waiver_form.html", context)


@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    waiver = load(request, Waiver.objects.visible_to(request.user).select_related("body"), pk=pk)
    check_can_edit_facts(request.user)
    waivers.withdraw(waiver, by=request.user)
    saved(request, _("Đã xoá bản ghi miễn, hoãn; lịch sử vẫn được giữ."), body_code=waiver.body.code)
    return see_other(request, "obligations:waivers")

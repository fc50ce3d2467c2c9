"""Offices, and the change of an office's holder: form, preview, confirmation."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User, UserRequest
from accounts.permissions import can_administer
from accounts.queries import posts
from core.addresses import reverse
from core.dates import requested_day
from core.editing import attempt
from core.forms import Filter
from core.htmx import confirmed, form_page, page, saved, see_other, writing
from core.lists import paged
from delegations.forms.people import HandOverForm, OfficeForm
from delegations.models import Membership, Office, Person, Seat
from delegations.permissions import check_can_edit_registers
from delegations.queries.accounts import of_hand_over
from delegations.services import offices, people
from delegations.views.loading import saved_message
from records.loading import load
from records.querysets import contains_all_words


@require_safe
def office_list(request: UserRequest) -> HttpResponse:
    check_can_edit_registers(request.user)
    form = Filter(request.GET)
    day = requested_day(request)
    rows = Office.objects.annotate(seat_count=Count("seats", distinct=True)).order_by("name")
    if form.value("q"):
        rows = rows.filter(contains_all_words(form.value("q"), "search_text"))
    found = paged(request, rows)
    holders: dict[int | None, list[Membership]] = {}
    sitting = Membership.objects.active_on(day).filter(seat__office__in=[row.pk for row in found])
    for membership in sitting.select_related("person", "seat__body").order_by(
        "seat__body__position", "seat__code"
    ):
        holders.setdefault(membership.seat.office_id, []).append(membership)
    for office in found:
        office.holders = holders.get(office.pk, [])
    return page(request, "delegations/office_list.html", {"page": found, "filter_form": form})


@writing
def create_office(request: UserRequest) -> HttpResponse:
    check_can_edit_registers(request.user)
    form = OfficeForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, offices.create, name=form.cleaned_data["name"], by=request.user)
    ):
        saved(request, _("Đã thêm chức vụ."))
        return see_other(request, "delegations:offices")
    return form_page(
        request,
        "delegations/plain_form.html",
        {"form": form, "heading": _("Thêm chức vụ"), "leave_url": reverse("delegations:offices")},
    )


@writing
def edit_office(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    office = load(request, Office.objects.all(), pk=pk)
    form = OfficeForm(request.POST or None, instance=office)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, offices.edit, office=office, name=form.cleaned_data["name"], by=request.user)
    ):
        saved(request, saved_message(_("Đã lưu."), form))
        return see_other(request, "delegations:offices")
    context = {
        "form": form,
        "heading": office.name,
        "leave_url": reverse("delegations:offices"),
        "delete_url": reverse("delegations:delete_office", args=[pk]),
    }
    return form_page(request, "delegations/plain_form.html", context)


@writing
def delete_office(request: UserRequest, pk: int) -> HttpResponse:
    check_can_edit_registers(request.user)
    office = load(request, Office.objects.all(), pk=pk)
    back = reverse("delegations:offices")
    return confirmed(
        request,
        lambda: offices.delete(office=office, by=request.user),
        question=_("Xoá chức vụ “%(office)s”?") % {"office": office.name},
        confirm_label=_("Xoá"),
        danger=True,
        done=_("Đã xoá chức vụ."),
        to=back,
        leave_url=back,
    )


def _hand_over(*, form: HandOverForm, arriving: Person | None, by: User, **values: Any) -> list[Membership]:
    """Register the person where they are new, then give them the seats: one transaction with the view."""
    arriving = arriving or people.register(full_name=form.cleaned_data["new_name"], by=by)
    return offices.hand_over(arriving=arriving, by=by, **values)


def _after(request: UserRequest, made: list[Membership]) -> str:
    """Return where an administrator goes who ticked that the successor is to have an account: to the form of
    a new one, filled in; else the list. One query."""
    opened = posts.opened([row.seat_id for row in made])
    seats = [row.seat_id for row in made if row.seat_id in opened]
    if not (request.POST.get("tai-khoan") and seats and can_administer(request.user)):
        return reverse("delegations:offices")
    query = urlencode({"can-bo": made[0].person.code, "vi-tri": seats}, doseq=True)
    return f"{reverse('accounts:user-create')}?{query}"


@writing
def hand_over(request: UserRequest, pk: int) -> HttpResponse:
    """Preview by GET which seats follow the office; a POST with the ticked seats moves them."""
    check_can_edit_registers(request.user)
    office = load(request, Office.objects.all(), pk=pk)
    seats = list(
        Seat.objects.filter(office=office)
        .in_force_on(requested_day(request))
        .select_related("body")
        .in_rank_order()
    )
    holding = Membership.objects.active_on(requested_day(request)).filter(seat__in=seats).values("person")
    holders = list(Person.objects.filter(pk__in=holding).in_name_order())
    data = request.POST if request.method == "POST" else request.GET if "arriving" in request.GET else None
    form = HandOverForm(data, by=request.user, holders=holders, initial={"on": requested_day(request)})
    moves: list[offices.Move] = []
    if form.is_bound and form.is_valid():
        values: dict[str, Any] = {name: form.cleaned_data.get(name) for name in ("leaving", "arriving", "on")}
        moves = offices.plan_hand_over(office=office, **values)
        values |= {name: form.cleaned_data[name] for name in ("decision_number", "decided_on")}
        chosen = [int(key) for key in request.POST.getlist("seat") if key.isdecimal() and len(key) < 19]
        if request.method == "POST" and attempt(
            form, _hand_over, form=form, office=office, seats=chosen, by=request.user, **values
        ):
            saved(
                request,
                _("Đã chuyển %(count)s vị trí theo chức vụ %(office)s.")
                % {
                    "count": len(chosen),
                    "office": office.name,
                },
            )
            return see_other(request, _after(request, form.made))
    possible = [move for move in moves if not move.obstacle]
    context = {
        "accounts": of_hand_over(possible, form.cleaned_data.get("arriving")) if possible else None,
        "possible": possible,
        "may_administer": can_administer(request.user),
        "form": form,
        "office": office,
        "seats": seats,
        "moves": moves,
        "previewed": form.is_bound and form.is_valid(),
        "leave_url": reverse("delegations:offices"),
    }
    return form_page(request, "delegations/hand_over.html", context)

"""Who holds a seat: designate, relieve, extend, correct, delete."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.models import User, UserRequest
from core.addresses import reverse
from core.dates import requested_day
from core.editing import attempt
from core.history import initial_from_history
from core.htmx import confirmed, form_page, saved, see_other, writing
from delegations.enums import BodyRelation
from delegations.forms.seats import DesignateForm, ExtendForm, MembershipForm, RelieveForm
from delegations.models import Body, Membership, Seat
from delegations.permissions import check_can_edit_body
from delegations.queries import families
from delegations.queries.seats import free_from
from delegations.services import memberships, people
from delegations.views.loading import body_of, saved_message
from records.loading import load


def _membership_of(request: UserRequest, body: Body, pk: int) -> Membership:
    return load(
        request,
        Membership.objects.filter(seat__body=body).select_related("seat__body", "seat__office", "person"),
        pk=pk,
    )


def _of_whom(membership: Membership) -> dict[str, str]:
    return {"person": membership.person.full_name, "role": membership.seat.get_role_display()}


def _context(form: object, body: Body, heading: str, intro: str = "", **more: object) -> dict[str, object]:
    leave_url = reverse("delegations:body", args=[body.code]) + "#vi-tri"
    return {"form": form, "body": body, "heading": heading, "intro": intro, "leave_url": leave_url, **more}


def _designate(*, form: DesignateForm, seat: Seat, by: User) -> None:
    """Register the person where they are new, then give them the seat: one transaction with the view."""
    values = {
        name: form.cleaned_data[name]
        for name in ("starts_on", "ends_on", "title", "decision_number", "decided_on", "portfolio")
    }
    values["relieves"] = bool(form.cleaned_data.get("relieves"))
    person = form.cleaned_data.get("person") or people.register(
        full_name=form.cleaned_data["new_name"], by=by
    )
    memberships.designate(seat=seat, person=person, by=by, **values)


@writing
def designate(request: UserRequest, code: str, pk: int) -> HttpResponse:
    body = body_of(request, code)
    check_can_edit_body(request.user, body)
    seat = load(request, body.seats.select_related("body"), pk=pk)
    starts_on = free_from(seat, requested_day(request))
    initial = {"starts_on": starts_on, "title": seat.office.name if seat.office else ""}
    offered = families.to_offer(body, starts_on) if body.relation == BodyRelation.ORGAN else []
    form = DesignateForm(request.POST or None, by=request.user, seat=seat, offered=offered, initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, _designate, form=form, seat=seat, by=request.user)
    ):
        saved(
            request,
            _("Đã ghi nhận chỉ định vào vị trí %(role)s.") % {"role": seat.get_role_display()},
            body_code=body.code,
        )
        return see_other(request, reverse("delegations:body", args=[code]) + "#vi-tri")
    heading = _("Chỉ định %(role)s") % {"role": seat.get_role_display()}
    return form_page(
        request, "delegations/plain_form.html", _context(form, body, heading, submit_label=_("Chỉ định"))
    )


@writing
def relieve(request: UserRequest, code: str, pk: int) -> HttpResponse:
    body = body_of(request, code)
    check_can_edit_body(request.user, body)
    membership = _membership_of(request, body, pk)
    form = RelieveForm(request.POST or None, initial={"on": requested_day(request)})
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, memberships.relieve, membership=membership, by=request.user, **form.cleaned_data)
    ):
        saved(
            request,
            _("Đã ghi nhận đồng chí %(person)s thôi giữ vị trí %(role)s.") % _of_whom(membership),
            body_code=body.code,
        )
        return see_other(request, reverse("delegations:body", args=[code]) + "#vi-tri")
    heading = _("Đồng chí %(person)s thôi giữ vị trí %(role)s") % _of_whom(membership)
    return form_page(
        request,
        "delegations/plain_form.html",
        _context(form, body, heading, submit_label=_("Ghi nhận thôi giữ")),
    )


@writing
def extend(request: UserRequest, code: str, pk: int) -> HttpResponse:
    body = body_of(request, code)
    check_can_edit_body(request.user, body)
    membership = _membership_of(request, body, pk)
    form = ExtendForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, memberships.extend, membership=membership, by=request.user, **form.cleaned_data)
    ):
        saved(
            request,
            _("Đã gia hạn cho đồng chí %(person)s, %(role)s.") % _of_whom(membership),
            body_code=body.code,
        )
        return see_other(request, reverse("delegations:body", args=[code]) + "#vi-tri")
    heading = _("Gia hạn cho đồng chí %(person)s, %(role)s") % _of_whom(membership)
    return form_page(
        request, "delegations/plain_form.html", _context(form, body, heading, submit_label=_("Gia hạn"))
    )


@writing
def edit_membership(request: UserRequest, code: str, pk: int) -> HttpResponse:
    body = body_of(request, code)
    check_can_edit_body(request.user, body)
    membership = _membership_of(request, body, pk)
    form = MembershipForm(
        request.POST or None, instance=membership, initial=initial_from_history(request, membership)
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, memberships.edit, membership=membership, changes=form.changes(), by=request.user)
    ):
        saved(request, saved_message(_("Đã lưu."), form), body_code=body.code)
        return see_other(request, reverse("delegations:body", args=[code]) + "#vi-tri")
    heading = _("Đồng chí %(person)s, %(role)s") % _of_whom(membership)
    context = _context(
        form, body, heading, delete_url=reverse("delegations:delete_membership", args=[code, pk])
    )
    return form_page(request, "delegations/plain_form.html", context)


@writing
def delete_membership(request: UserRequest, code: str, pk: int) -> HttpResponse:
    body = body_of(request, code)
    check_can_edit_body(request.user, body)
    membership = _membership_of(request, body, pk)
    here = reverse("delegations:body", args=[code]) + "#vi-tri"
    details = _(
        "Chỉ xoá khi nhập nhầm. Người đã thôi giữ thì ghi ngày cuối. Tệp kèm theo cũng được gỡ; lịch sử thay"
        " đổi vẫn lưu."
    )
    if relieved := memberships.relieved_for(membership):
        words = _("Khi ghi lần này, đồng chí %(names)s được ghi thôi giữ; xoá thì lại giữ vị trí như trước.")
        names = ", ".join(holder.person.full_name for holder, _before in relieved)
        details = f"{words % {'names': names}} {details}"
    return confirmed(
        request,
        lambda: memberships.delete(membership=membership, by=request.user),
        question=_("Xoá lần giữ vị trí của đồng chí %(person)s?") % {"person": membership.person.full_name},
        details=details,
        confirm_label=_("Xoá"),
        danger=True,
        done=_("Đã xoá lần giữ vị trí nhập nhầm."),
        to=here,
        leave_url=here,
        body_code=body.code,
    )

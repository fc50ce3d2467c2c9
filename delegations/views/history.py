"""What was changed in a record, when, by whom, and the way back where it is safe."""

from collections.abc import Collection
from typing import Any

from django.db import models
from django.forms import ModelForm
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core.addresses import reverse
from core.history import Change, Undo, changes, changes_where, history_page, history_rows, undo_through_form
from delegations.forms.bodies import BodyForm
from delegations.forms.people import PersonForm
from delegations.forms.regulations import (
    CadenceForm,
    CoordinationForm,
    DocumentForm,
    EventForm,
    WorkingRegulationForm,
)
from delegations.forms.seats import MembershipForm, SeatForm
from delegations.models import (
    Body,
    BodyFile,
    CadenceDecision,
    CoordinationParty,
    CoordinationRegulation,
    DutySuccession,
    Event,
    EventBody,
    GoverningDocument,
    LegalBasis,
    Membership,
    Person,
    Replacement,
    Seat,
    Succession,
    WorkingRegulation,
)
from delegations.permissions import can_edit_bodies_seen, can_edit_person, can_edit_registers
from delegations.services.bodies import CONTACT_FIELDS
from delegations.views.loading import body_of
from records.loading import load


@require_safe
def body_history(request: UserRequest, code: str) -> HttpResponse:
    body = body_of(request, code)
    may = can_edit_bodies_seen(request.user)
    own = BodyForm.base_fields if can_edit_registers(request.user) else CONTACT_FIELDS

    def undo(name: str, held: Collection[str], *, nested: bool = True) -> Undo | None:
        if not may:
            return None
        return lambda change: undo_through_form(
            reverse(f"delegations:{name}", args=[code, change.record_id] if nested else [code]), held
        )(change)

    seats = list(Seat.objects.filter(body=body).values_list("pk", flat=True))
    regulations = list(WorkingRegulation.objects.filter(body=body).values_list("pk", flat=True))
    held = list(Membership.objects.filter(seat__in=seats).values_list("pk", flat=True))
    touched = list(EventBody.objects.filter(body=body).values_list("pk", flat=True))
    rows = [
        *history_rows(_("Tổ chức"), changes(body), undo("edit_body", own, nested=False)),
        *history_rows(
            _("Vị trí"),
            changes_where(Seat, title="code", body_id=body.pk),
            undo("edit_seat", SeatForm.base_fields),
        ),
        *history_rows(
            _("Thành viên"),
            changes_where(Membership, title="person", seat_id__in=seats),
            undo("edit_membership", MembershipForm.base_fields),
        ),
        *history_rows(
            _("Chu kỳ họp"),
            changes_where(CadenceDecision, title="starts_on", body_id=body.pk),
            undo("edit_cadence", CadenceForm.base_fields),
        ),
        *history_rows(
            _("Quy chế làm việc"),
            changes_where(WorkingRegulation, title="number", body_id=body.pk),
            undo("edit_regulation", WorkingRegulationForm.base_fields),
        ),
        *history_rows(
            _("Căn cứ của quy chế"),
            changes_where(LegalBasis, title="document", regulation_id__in=regulations),
        ),
        *history_rows(_("Kế thừa"), changes_where(Succession, title="successor", predecessor_id=body.pk)),
        *history_rows(
            _("Kế thừa nghĩa vụ"),
            changes_where(DutySuccession, title="successor starts_on", predecessor_id=body.pk),
        ),
        *history_rows(_("Sau bầu cử, đại hội"), changes_where(EventBody, title="event", body_id=body.pk)),
        *history_rows(_("Tệp"), changes_where(BodyFile, title="name", regulation_id__in=regulations)),
        *history_rows(_("Tệp"), changes_where(BodyFile, title="name", membership_id__in=held)),
        *history_rows(_("Tệp"), changes_where(BodyFile, title="name", touched_id__in=touched)),
    ]
    return history_page(request, body.name, reverse("delegations:body", args=[code]), rows)


@require_safe
def person_history(request: UserRequest, code: str) -> HttpResponse:
    person = load(request, Person.objects.visible_to(request.user), code=code)
    may = can_edit_person(request.user, person)
    address = reverse("delegations:edit_person", args=[code])
    rows = history_rows(
        _("Hồ sơ cán bộ"),
        changes(person),
        undo_through_form(address, PersonForm.base_fields) if may else None,
    )
    return history_page(request, person.full_name, reverse("delegations:person", args=[code]), rows)


def _register_history(
    request: UserRequest,
    record: models.Model,
    words: str,
    back_url: str,
    edit: "tuple[str, type[ModelForm[Any]]]",
    parts: list[tuple[str, list[Change]]],
    may: bool,
) -> HttpResponse:
    name, form = edit
    rows = history_rows(
        words,
        changes(record),
        undo_through_form(reverse(f"delegations:{name}", args=[record.pk]), form.base_fields)
        if may
        else None,
    )
    for part, found in parts:
        rows += history_rows(part, found)
    return history_page(request, str(record), back_url, rows)


@require_safe
def document_history(request: UserRequest, pk: int) -> HttpResponse:
    document = load(request, GoverningDocument.objects.all(), pk=pk)
    parts = [(_("Thay thế"), changes_where(Replacement, title="replaced", replacing_id=pk))]
    may = can_edit_registers(request.user)
    return _register_history(
        request,
        document,
        _("Văn bản"),
        reverse("delegations:document", args=[pk]),
        ("edit_document", DocumentForm),
        parts,
        may,
    )


@require_safe
def coordination_history(request: UserRequest, pk: int) -> HttpResponse:
    regulation = load(request, CoordinationRegulation.objects.visible_to(request.user), pk=pk)
    parts = [
        (_("Bên tham gia"), changes_where(CoordinationParty, title="position", regulation_id=pk)),
        (_("Tệp"), changes_where(BodyFile, title="name", coordination_id=pk)),
    ]
    may = can_edit_bodies_seen(request.user)
    return _register_history(
        request,
        regulation,
        _("Quy chế phối hợp"),
        reverse("delegations:coordination"),
        ("edit_coordination", CoordinationForm),
        parts,
        may,
    )


@require_safe
def event_history(request: UserRequest, pk: int) -> HttpResponse:
    event = load(request, Event.objects.visible_to(request.user), pk=pk)
    seen = Body.objects.visible_to(request.user).values_list("pk", flat=True)
    parts = [
        (
            _("Tổ chức chịu tác động"),
            changes_where(EventBody, title="body", event_id=pk, body_id__in=list(seen)),
        )
    ]
    may = can_edit_registers(request.user)
    return _register_history(
        request,
        event,
        _("Sự kiện"),
        reverse("delegations:event", args=[pk]),
        ("edit_event", EventForm),
        parts,
        may,
    )

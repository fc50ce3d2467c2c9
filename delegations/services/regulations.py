"""Working regulations with versions, legal bases and the checklist of sections."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing
from core.dates import day as day_text
from core.errors import Refused
from core.history import set_along
from core.signals import facts_changed
from delegations.models import Body, GoverningDocument, LegalBasis, WorkingRegulation
from delegations.permissions import check_can_edit_body

ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def issue(
    *,
    body: Body,
    number: str,
    issued_on: dt.date,
    effective_on: dt.date,
    by: User,
    lapses_on: dt.date | None = None,
    legal_bases: Collection[GoverningDocument] = (),
    sections: Collection[str] = (),
    note: str = "",
    ends_previous: bool = True,
) -> WorkingRegulation:
    """Record a body's working regulation; with `ends_previous` the ones without a last day lapse the day
    before it takes effect."""
    check_can_edit_body(by, body)
    check_days(effective_on, lapses_on)
    regulation = WorkingRegulation(
        body=body,
        number=number,
        issued_on=issued_on,
        effective_on=effective_on,
        lapses_on=lapses_on,
        sections=list(sections),
        note=note,
    )
    if ends_previous:
        for earlier in WorkingRegulation.objects.filter(
            body=body, lapses_on__isnull=True, effective_on__lt=effective_on
        ).select_for_update():
            _end_before(earlier, effective_on)
    editing.insert(regulation)
    _rest_on(regulation, legal_bases)
    facts_changed.send(sender=None, body_ids=[body.pk])
    return regulation


@transaction.atomic
def edit(
    *,
    regulation: WorkingRegulation,
    changes: Mapping[str, Any],
    by: User,
    legal_bases: Collection[GoverningDocument] | None = None,
) -> list[str]:
    """Correct a working regulation as it was recorded."""
    check_can_edit_body(by, regulation.body)
    check_days(*(changes.get(name, getattr(regulation, name)) for name in ("effective_on", "lapses_on")))
    effective_on = changes.get("effective_on", regulation.effective_on)
    if effective_on != regulation.effective_on:
        for earlier in ended_by(regulation):
            _end_before(earlier, effective_on)
    changed = editing.change(regulation, changes)
    if legal_bases is not None and _rest_on(regulation, legal_bases):
        changed.append("legal_bases")
    facts_changed.send(sender=None, body_ids=[regulation.body_id])
    return changed


def ended_by(regulation: WorkingRegulation) -> list[WorkingRegulation]:
    """Return the regulations that lapsed by the recording of this one, the day before it takes effect."""
    rows = WorkingRegulation.objects.filter(
        body=regulation.body_id,
        lapses_on=regulation.effective_on - ONE_DAY,
        effective_on__lt=regulation.effective_on,
    )
    return [row for row, _before in set_along(regulation, rows, "lapses_on")]


def _end_before(earlier: WorkingRegulation, effective_on: dt.date) -> None:
    if effective_on <= earlier.effective_on:
        words = _(
            "Quy chế %(number)s có hiệu lực từ %(day)s và hết hiệu lực theo quy chế này: hãy nhập ngày sau."
        )
        found = {"number": earlier.number, "day": day_text(earlier.effective_on)}
        raise Refused(words % found, field="effective_on")
    editing.change(earlier, {"lapses_on": effective_on - ONE_DAY})


def check_days(effective_on: dt.date, lapses_on: dt.date | None) -> None:
    """Raise Refused for a last day before the first. A regulation may take effect before the day of issue; it
    is in force from the later of the two on."""
    if lapses_on and lapses_on < effective_on:
        raise Refused(_("Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi."), field="lapses_on")


@transaction.atomic
def lapse(*, regulation: WorkingRegulation, on: dt.date, by: User) -> None:
    """Record the last day on which a regulation is in force."""
    check_can_edit_body(by, regulation.body)
    if on < regulation.effective_on:
        raise Refused(
            _("Quy chế có hiệu lực từ %(day)s; ngày cuối không thể trước đó.")
            % {"day": day_text(regulation.effective_on)},
            field="on",
        )
    editing.change(regulation, {"lapses_on": on})
    facts_changed.send(sender=None, body_ids=[regulation.body_id])


@transaction.atomic
def delete(*, regulation: WorkingRegulation, by: User) -> None:
    """Delete a regulation recorded by mistake; its history stays. Those that lapsed by it are in force as if
    it had never been."""
    check_can_edit_body(by, regulation.body)
    body_id = regulation.body_id
    for earlier in ended_by(regulation):
        editing.change(earlier, {"lapses_on": regulation.lapses_on})
    editing.remove(regulation, advice=_("Hãy ghi ngày hết hiệu lực thay vì xoá."))
    facts_changed.send(sender=None, body_ids=[body_id])


def _rest_on(regulation: WorkingRegulation, documents: Collection[GoverningDocument]) -> bool:
    wanted, present = (
        {document.pk for document in documents},
        set(regulation.bases.values_list("document_id", flat=True)),
    )
    regulation.bases.filter(document_id__in=present - wanted).delete()
    LegalBasis.objects.bulk_create(
        [LegalBasis(regulation=regulation, document_id=key) for key in sorted(wanted - present)]
    )
    return wanted != present

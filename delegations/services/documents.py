"""The register of governing documents: what is in effect, and what replaces what."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing
from core.errors import Refused
from core.signals import facts_changed
from delegations.models import GoverningDocument, LegalBasis, Replacement
from delegations.permissions import check_can_edit_registers


@transaction.atomic
def register(
    *,
    number: str,
    issued_on: dt.date,
    effective_on: dt.date,
    by: User,
    title: str = "",
    replaces: Collection[GoverningDocument] = (),
) -> GoverningDocument:
    """Register a governing document and what it replaces from its effect day on."""
    check_can_edit_registers(by)
    document = GoverningDocument(number=number, issued_on=issued_on, effective_on=effective_on, title=title)
    editing.insert(document)
    _replace(document, replaces)
    _send_facts_changed(document.pk, *(old.pk for old in replaces))
    return document


@transaction.atomic
def edit(
    *,
    document: GoverningDocument,
    changes: Mapping[str, Any],
    by: User,
    replaces: Collection[GoverningDocument] | None = None,
) -> list[str]:
    """Correct a governing document as it was registered."""
    check_can_edit_registers(by)
    before = set(document.replacements.values_list("replaced_id", flat=True))
    changed = editing.change(document, changes)
    if replaces is not None and _replace(document, replaces):
        changed.append("replaces")
    _send_facts_changed(document.pk, *before, *(old.pk for old in replaces or ()))
    return changed


@transaction.atomic
def delete(*, document: GoverningDocument, by: User) -> None:
    """Delete a document registered by mistake on which nothing rests."""
    check_can_edit_registers(by)
    replaced = list(document.replacements.values_list("replaced_id", flat=True))
    editing.remove(document, advice=_("Văn bản đang là căn cứ hoặc đã bị thay thế thì giữ lại."))
    _send_facts_changed(*replaced)


def _replace(document: GoverningDocument, replaced: Collection[GoverningDocument]) -> bool:
    wanted, present = (
        {old.pk for old in replaced},
        set(document.replacements.values_list("replaced_id", flat=True)),
    )
    if document.pk in wanted:
        raise Refused(_("Một văn bản không thể thay thế chính nó."), field="replaces")
    document.replacements.filter(replaced_id__in=present - wanted).delete()
    Replacement.objects.bulk_create(
        [Replacement(replacing=document, replaced_id=key) for key in sorted(wanted - present)]
    )
    return wanted != present


def _send_facts_changed(*document_ids: int) -> None:
    """Send `facts_changed` for the bodies whose regulations are based on the documents. One query."""
    touched = (
        LegalBasis.objects.filter(document_id__in=document_ids)
        .values_list("regulation__body_id", flat=True)
        .distinct()
    )
    facts_changed.send(sender=None, body_ids=list(touched))

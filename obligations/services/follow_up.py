"""How the office follows findings up: an officer is given findings, notes are written for colleagues."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_edit_facts
from accounts.queries import officers
from core import editing
from core.errors import Refused
from obligations.models import FindingNote, FindingOwner, Flag


@transaction.atomic
def assign(*, flag_ids: Collection[int], to: User | None, now: dt.datetime, by: User) -> int:
    """Give findings, named by their flags, to an officer of the office (None: to nobody) and return for how
    many that was a change. Five queries, however many they are. Raises Refused for anybody who is no officer
    at work."""
    check_can_edit_facts(by)
    if to is not None and not officers().filter(pk=to.pk).exists():
        raise Refused(_("Chỉ giao theo dõi cho chuyên viên văn phòng đang làm việc."), field="owner")
    flags = Flag.objects.select_for_update(of=("self",)).filter(pk__in=flag_ids).order_by("pk")
    keys = set(flags.values_list("pk", flat=True))
    given = FindingOwner.objects.filter(flag__in=keys)
    owners = dict(given.values_list("flag", "owner"))
    if to is None:
        given.delete()
        return len(owners)
    changed = {key for key in keys if owners.get(key) != to.pk}
    given.filter(flag__in=changed).update(owner=to, given_by=by, given_at=now)
    FindingOwner.objects.bulk_create(
        FindingOwner(flag_id=key, owner=to, given_by=by, given_at=now)
        for key in sorted(changed - owners.keys())
    )
    return len(changed)


@transaction.atomic
def note(*, flag: Flag, text: str, now: dt.datetime, by: User) -> FindingNote:
    """Write a note about a finding. Raises Refused for a text with a secrecy mark."""
    check_can_edit_facts(by)
    written = FindingNote(flag=flag, text=text, written_by=by, written_at=now)
    editing.insert(written)
    return written


@transaction.atomic
def remove_note(*, note: FindingNote, by: User) -> None:
    """Take an own note away; its history stays."""
    check_can_edit_facts(by)
    if note.written_by_id != by.pk:
        raise Refused(_("Chỉ người ghi gỡ được ghi chú của mình."))
    note.delete()

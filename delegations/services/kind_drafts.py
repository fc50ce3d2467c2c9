"""Changes of kinds of body in a draft of law: what their bodies need from a day on, and their level."""

import datetime as dt
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing
from core.dates import day as day_text
from core.errors import Refused
from delegations.models import BodyKind, DraftedKind, KindRow, LawDraft
from delegations.services import law_drafts


class KindChange(NamedTuple):
    """A change to draft. `coordination_kinds` None leaves alone what the kind's bodies need."""

    kind: BodyKind
    level: str
    coordination_kinds: list[str] | None
    starts_on: dt.date
    ends_on: dt.date | None
    reference: str


@transaction.atomic
def add(*, draft: LawDraft | None, change: KindChange, by: User) -> DraftedKind:
    """Add a change to a draft, or begin one with it. Raises Refused for one that changes nothing, and where
    the kind has a row from the same day on."""
    if draft is None:
        draft = law_drafts.begin(title=_("Loại tổ chức: %(kind)s") % {"kind": change.kind}, by=by)
    draft = law_drafts.lock_open(draft.pk, by=by)
    _check(change)
    made = DraftedKind(draft=draft, **change._asdict())
    editing.insert(made)
    law_drafts.note_writing(draft, by=by)
    return made


@transaction.atomic
def edit(*, row: DraftedKind, change: KindChange, by: User) -> None:
    """Write a change anew. Raises Refused as `add` does."""
    draft = law_drafts.lock_open(row.draft_id, by=by)
    _check(change)
    editing.change(row, change._asdict())
    law_drafts.note_writing(draft, by=by)


@transaction.atomic
def remove(*, row: DraftedKind, by: User) -> None:
    """Take a change out of its draft."""
    draft = law_drafts.lock_open(row.draft_id, by=by)
    row.delete()
    law_drafts.note_writing(draft, by=by)


def bind(draft: LawDraft) -> None:
    """Make the draft's changes of kinds those in force. Raises Refused where a row in force begins on the
    same day."""
    for row in draft.kinds.select_related("kind").order_by("pk"):
        editing.change(row.kind, {"level": row.level})
        if row.coordination_kinds is None:
            continue
        _check_free(row.kind, row.starts_on)
        names = ("kind", "coordination_kinds", "starts_on", "ends_on", "reference")
        made = KindRow(**{name: getattr(row, name) for name in names})
        editing.insert(made)
        editing.change(row, {"kind_row": made})


def _check(change: KindChange) -> None:
    if change.ends_on and change.ends_on < change.starts_on:
        raise Refused(_("Ngày cuối phải từ ngày đầu trở đi."), field="ends_on")
    if change.coordination_kinds is None:
        if change.level == change.kind.level:
            raise Refused(_("Chưa có gì thay đổi so với loại tổ chức này hiện nay."))
        return
    if change.kind.is_organ:
        raise Refused(
            _("Quy chế phối hợp là của tổ chức cấp trên; cơ quan không có."), field="coordination_kinds"
        )
    _check_free(change.kind, change.starts_on)


def _check_free(kind: BodyKind, starts_on: dt.date) -> None:
    if KindRow.objects.filter(kind=kind, starts_on=starts_on).exists():
        raise Refused(
            _(
                "Loại “%(kind)s” đã có một thay đổi đang áp dụng từ đúng ngày %(day)s. Dòng đã áp dụng không"
                " sửa; hãy chọn ngày đầu muộn hơn."
            )
            % {"kind": kind, "day": day_text(starts_on)},
            field="starts_on",
        )

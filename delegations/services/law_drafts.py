"""Drafts of law, and the rows of law in them: written, bound, discarded. A row in force is never edited: a
row from a later day takes its place. Changes of kinds of body in a draft are kept by `kind_drafts`, those
of regimes by the app of reports; `obligations` puts a draft in force as a whole."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock, editing
from core.dates import day as day_text
from core.errors import Refused
from delegations.enums import LawDraftState
from delegations.models import BodyKind, DraftedRow, LawDraft, LawRow, LawSimulation
from delegations.permissions import check_can_edit_registers
from delegations.services import laws

TITLE = LawDraft._meta.get_field("title").max_length


class NewRow(NamedTuple):
    """A row to draft: on a rule or a parameter (the other is ""), for a kind or every kind (None)."""

    kind: BodyKind | None
    rule: str
    parameter: str
    value: str
    starts_on: dt.date
    ends_on: dt.date | None
    reference: str
    to_check: bool = False


@transaction.atomic
def begin(*, title: str, by: User) -> LawDraft:
    """Begin a draft without a line."""
    check_can_edit_registers(by)
    draft = LawDraft(title=title[:TITLE], drafted_by=by, drafted_at=clock.now())
    editing.insert(draft)
    return draft


def lock_open(pk: int, *, by: User) -> LawDraft:
    """Lock a draft to write in it, or to settle it. Raises Refused where it is settled. Wants a
    transaction."""
    check_can_edit_registers(by)
    draft = LawDraft.objects.select_for_update(of=("self",)).get(pk=pk)
    if not draft.is_open:
        raise Refused(_("Dự thảo này đã được cho áp dụng hoặc đã bỏ, không sửa được nữa."))
    return draft


def note_writing(draft: LawDraft, *, by: User) -> None:
    """Note who wrote last; what was simulated before is of another text."""
    editing.change(draft, {"drafted_by": by, "drafted_at": clock.now()})
    LawSimulation.objects.filter(draft=draft).delete()


@transaction.atomic
def start(*, title: str, rows: Sequence[NewRow], by: User) -> LawDraft:
    """Begin a draft with these rows. Raises Refused as `add_row` does."""
    draft = begin(title=title, by=by)
    for row in rows:
        _insert(draft, row)
    return draft


@transaction.atomic
def add_row(*, draft: LawDraft, row: NewRow, by: User) -> DraftedRow:
    """Add a row. Raises Refused for a value that its rule or parameter cannot have, and where a row in force
    or of the draft says something of the same from the same day on."""
    draft = lock_open(draft.pk, by=by)
    made = _insert(draft, row)
    note_writing(draft, by=by)
    return made


@transaction.atomic
def start_from_set(
    *,
    ready: laws.ReadySet,
    kinds: Mapping[str, Sequence[BodyKind]],
    starts_on: dt.date,
    ends_on: dt.date | None,
    by: User,
) -> LawDraft:
    """Begin a draft with the lines of a ready-made set, for the kinds of each line by its key. Rows that are
    in force already from that day are left out; raises Refused where nothing is left."""
    rows = [
        NewRow(kind, "", line.parameter, line.value, starts_on, ends_on, line.reference, line.to_check)
        for line in ready.lines
        for kind in kinds.get(line.key, ())
    ]
    if len({(row.kind, row.parameter) for row in rows}) < len(rows):
        raise Refused(_("Một loại tổ chức chỉ chọn ở một dòng."))
    new = [row for row in rows if not _is_taken(row)]
    if not new:
        raise Refused(
            _("Chưa chọn loại tổ chức nào, hoặc các loại đã chọn đều đã có dòng áp dụng từ đúng ngày này.")
        )
    return start(title=ready.name, rows=new, by=by)


@transaction.atomic
def change_row(*, row: DraftedRow, values: NewRow, by: User) -> None:
    """Write a row of a draft anew. Raises Refused as `add_row` does."""
    draft = lock_open(row.draft_id, by=by)
    _check(values)
    editing.change(row, values._asdict() | {"value": _value(values), "to_check": row.to_check})
    note_writing(draft, by=by)


@transaction.atomic
def remove_row(*, row: DraftedRow, by: User) -> None:
    """Take a row out of a draft."""
    draft = lock_open(row.draft_id, by=by)
    row.delete()
    note_writing(draft, by=by)


@transaction.atomic
def confirm_row(*, row: DraftedRow, by: User) -> None:
    """Record that somebody of the office has read the original that a row rests on; in force or not."""
    check_can_edit_registers(by)
    if not row.to_check or row.checked_at:
        raise Refused(_("Dòng này không còn chờ đối chiếu."))
    editing.change(row, {"checked_by": by, "checked_at": clock.now()})


@transaction.atomic
def discard(*, draft: LawDraft, reason: str, by: User) -> None:
    """Drop a draft; it stays on record with the reason."""
    settle(lock_open(draft.pk, by=by), LawDraftState.DISCARDED, by=by, discard_reason=reason)


def bind_rows(draft: LawDraft) -> list[LawRow]:
    """Make the draft's rows law. Raises Refused where a row in force begins on the same day."""
    rows = list(draft.rows.select_related("kind").order_by("pk"))
    for row in rows:
        _check_free(_of(row))
    return [_to_law(row) for row in rows]


def settle(draft: LawDraft, state: LawDraftState, *, by: User, **more: Any) -> None:
    """Close a draft."""
    editing.change(draft, {"state": state, "settled_by": by, "settled_at": clock.now(), **more})


def _insert(draft: LawDraft, row: NewRow) -> DraftedRow:
    _check(row)
    made = DraftedRow(draft=draft, **(row._asdict() | {"value": _value(row)}))
    editing.insert(made)
    return made


def _check(row: NewRow) -> None:
    laws.check_kind(parameter=row.parameter, kind=row.kind)
    laws.check_value(rule=row.rule, parameter=row.parameter, value=row.value)
    if row.ends_on and row.ends_on < row.starts_on:
        raise Refused(_("Ngày cuối phải từ ngày đầu trở đi."), field="ends_on")
    _check_free(row)


def _check_free(row: NewRow) -> None:
    """Raise Refused where a row in force begins on the same day: a later one must take its place."""
    if _is_taken(row):
        raise Refused(
            _(
                "Đã có một dòng đang áp dụng về nội dung này, cho loại này, từ đúng ngày %(day)s. Dòng đã áp"
                " dụng không sửa; hãy chọn ngày đầu muộn hơn."
            )
            % {"day": day_text(row.starts_on)},
            field="starts_on",
        )


def _is_taken(row: NewRow) -> bool:
    same = LawRow.objects.filter(rule=row.rule, parameter=row.parameter, starts_on=row.starts_on)
    return same.filter(kind=row.kind).exists()


def _value(row: NewRow) -> str:
    return laws.canonical(row.parameter, row.value) if row.parameter else row.value


def _of(row: DraftedRow) -> NewRow:
    return NewRow(**{name: getattr(row, name) for name in NewRow._fields})


def _to_law(row: DraftedRow) -> LawRow:
    names = ("kind", "rule", "parameter", "value", "starts_on", "ends_on", "reference")
    made = LawRow(**{name: getattr(row, name) for name in names})
    editing.insert(made)
    editing.change(row, {"law_row": made})
    return made

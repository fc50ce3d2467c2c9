"""What a draft of law holds, and the law and settings as they would be with it."""

import datetime as dt
import hashlib
from collections.abc import Collection
from typing import NamedTuple

from delegations.models import DraftedKind, DraftedRow, LawDraft
from delegations.queries.law import is_of_the_office, parameters
from obligations import facts
from reports.models import DraftedRegime, DraftedRegimeEnd
from reports.services.regime_drafts import TERMS, last_of_replaced
from rulebook.calendar import ONE_DAY
from rulebook.facts import KindRow, Office, Regime
from rulebook.law import Law, LawRow


class Drafted(NamedTuple):
    """The lines of a draft, of each sort in the order in which they were written, with what they name."""

    rows: list[DraftedRow]
    regimes: list[DraftedRegime]
    ends: list[DraftedRegimeEnd]
    kinds: list[DraftedKind]

    @property
    def is_empty(self) -> bool:
        return not any(self)

    @property
    def first_day(self) -> dt.date:
        """The first day on which a line of the draft decides something; wants one line."""
        return min(
            [
                *(row.starts_on for row in self.rows),
                *(regime.starts_on for regime in self.regimes),
                *(kind.starts_on for kind in self.kinds),
                *(end.ends_on + ONE_DAY for end in self.ends),
            ]
        )

    @property
    def grades(self) -> bool:
        """Whether a line changes how a year is graded."""
        return any(parameters()[row.parameter].topic == "annual_grade" for row in self.rows if row.parameter)

    @property
    def kind_ids(self) -> set[int | None]:
        """The keys of the kinds of body on whose findings the lines bear; None among them: every kind. No
        finding rests on what the office sets for all at once."""
        rows = [row for row in self.rows if not is_of_the_office(row.parameter)]
        found: set[int | None] = {*(row.kind_id for row in rows), *(one.kind_id for one in self.kinds)}
        named = [(one.kinds, one.replaces) for one in self.regimes]
        for kinds in (*(kinds for kinds, _old in named), *(old.kinds for _kinds, old in named if old)):
            found |= {kind.pk for kind in kinds.all()} or {None}
        for end in self.ends:
            found |= {kind.pk for kind in end.regime.kinds.all()} or {None}
        return found


def of_draft(draft: LawDraft | int) -> Drafted:
    """Return the lines of a draft. At most nine queries."""
    regimes = DraftedRegime.objects.filter(draft=draft).select_related("replaces")
    ends = DraftedRegimeEnd.objects.filter(draft=draft).select_related("regime")
    rows = DraftedRow.objects.filter(draft=draft).select_related("kind", "checked_by")
    return Drafted(
        list(rows.order_by("pk")),
        list(regimes.prefetch_related("kinds", "replaces__kinds").order_by("pk")),
        list(ends.prefetch_related("regime__kinds").order_by("pk")),
        list(DraftedKind.objects.filter(draft=draft).select_related("kind").order_by("pk")),
    )


def law_with(law: Law, drafted: Drafted) -> Law:
    """Return the law with the drafted rows in it."""
    return law.with_rows((*law.rows, *map(_row, drafted.rows)))


def rows_for(drafted: Drafted, day: dt.date) -> list[LawRow]:
    """Return the drafted rows as if they held on the day already, for ever."""
    rows = [_row(row) for row in drafted.rows]
    return [row._replace(starts_on=min(row.starts_on, day), ends_on=None) for row in rows]


def office_with(office: Office, drafted: Drafted) -> Office:
    """Return what holds for all bodies with the drafted regimes and changes of kinds in it."""
    lasts: dict[str, dt.date] = {end.regime.code: end.ends_on for end in drafted.ends}
    for new in drafted.regimes:
        if new.replaces:
            last = last_of_replaced(new)
            lasts[new.replaces.code] = min(last, new.replaces.ends_on or last)
    regimes = [one._replace(ends_on=lasts.get(one.code, one.ends_on)) for one in office.regimes]
    rows = [_kind_row(one, kinds) for one in drafted.kinds if (kinds := one.coordination_kinds) is not None]
    return Office(
        office.tracking_from,
        office.days_off,
        office.shift_due_days,
        tuple(sorted([*regimes, *map(_regime, drafted.regimes)])),
        (*office.kind_rows, *rows),
    )


def mark(drafted: Drafted, law: Law) -> str:
    """Return what names a simulation's ground: the lines of the draft, and the law, regimes and changes of
    kinds in force. Two queries."""
    office = facts.office()
    changed = office_with(office, drafted)
    levels = sorted((one.kind.name, one.kind.level, one.level) for one in drafted.kinds)
    words = (
        *(sorted(rows, key=repr) for rows in (law.rows, map(_row, drafted.rows))),
        *((one.regimes, sorted(one.kind_rows, key=repr)) for one in (office, changed)),
        levels,
    )
    return hashlib.blake2b(repr(words).encode(), digest_size=16).hexdigest()


def _row(row: DraftedRow) -> LawRow:
    kind = row.kind.name if row.kind else ""
    return LawRow(kind, row.rule, row.parameter, row.value, row.starts_on, row.ends_on, row.reference)


def _regime(row: DraftedRegime) -> Regime:
    kinds = tuple(kind.name for kind in row.kinds.all())
    return Regime(kinds=kinds, **{name: getattr(row, name) for name in TERMS})


def _kind_row(row: DraftedKind, kinds: Collection[str]) -> KindRow:
    return KindRow(row.kind.name, tuple(kinds), row.starts_on, row.ends_on, row.reference)

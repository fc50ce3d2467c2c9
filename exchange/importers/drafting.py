"""What a workbook changes in the law where the office works with four eyes and has law of its own: it is not
written but drafted, to be simulated and put in force by a second person. A row in force is never edited."""

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from core.errors import Refused
from delegations.enums import LawDraftState
from delegations.models import BodyKind, DraftedKind, DraftedRow, KindRow, LawRow, Province
from exchange.importers.records import Key
from reports.models import DraftedRegime, DraftedRegimeEnd, ReportRegime
from reports.services import regime_drafts

if TYPE_CHECKING:
    from exchange.importers.planning import Making, _Planner

Values = dict[str, Any]
_OPEN = {"draft__state": LawDraftState.DRAFT}
# What is no law but what a regime is called.
_NAMES = frozenset({"name", "reference"})


@dataclass(slots=True)
class ToDraft:
    """Lines for a draft by natural keys: rows of law, new regimes with the kinds that they name, last days of
    regimes, changes of kinds. `waiting` counts those that an open draft has already."""

    rows: list[Values] = field(default_factory=list)
    regimes: list[tuple[Values, tuple[str, ...]]] = field(default_factory=list)
    ends: list[tuple[str, dt.date, str]] = field(default_factory=list)
    kinds: list[Values] = field(default_factory=list)
    waiting: int = 0

    def __len__(self) -> int:
        return len(self.rows) + len(self.regimes) + len(self.ends) + len(self.kinds)


def is_wanted() -> bool:
    """Return whether what a workbook says of the law is drafted: the office works with four eyes, and has law
    of its own already. At most four queries."""
    if not Province.objects.filter(one_person_office=False).exists():
        return False
    return any(model._default_manager.exists() for model in (LawRow, ReportRegime, KindRow))


def divert(planner: "_Planner", today: dt.date) -> ToDraft:
    """Take out of the plan what would change the law, and return it as lines for a draft; what would edit
    something in force is a fault at its row. A few queries, whatever the number of rows."""
    found = ToDraft()
    _rows(planner, found)
    _kinds(planner, found, today)
    _regimes(planner, found, today)
    return found


def _take(planner: "_Planner", record: str, found: ToDraft, waiting: set[Key]) -> "list[Making]":
    """Return the new records of this sort, no longer to be written; those that an open draft has are left
    out."""
    taken = []
    for making in planner.plan.makings.pop(record, []):
        if making.table is not None and making.draft is not None:
            planner.left_alone(making.table, making.draft)
        else:  # made by another row, and counted under its own sheet
            planner.outcome.count("Áp dụng").new -= 1
        if making.key in waiting:
            found.waiting += 1
        else:
            taken.append(making)
    return taken


def _refuse_edits(
    planner: "_Planner", record: str, message: str, *, but: frozenset[str] = frozenset()
) -> None:
    """Tell each change of a record in force, of other columns than these, as a fault at its row."""
    keys = {pk: key for key, pk in planner.existing.ids(record).items()}
    for pk, changes in planner.plan.updates.get(record, {}).items():
        for name in sorted(set(changes) - but):
            planner.fault_at(record, keys[pk], name, message)


def _rows(planner: "_Planner", found: ToDraft) -> None:
    waiting = set(
        DraftedRow.objects.filter(**_OPEN).values_list("rule", "parameter", "kind__name", "starts_on")
    )
    found.rows = [making.values() for making in _take(planner, "law", found, waiting)]
    _refuse_edits(planner, "law", _("Dòng đã áp dụng không sửa; hãy ghi một dòng khác từ ngày muộn hơn."))


def _kinds(planner: "_Planner", found: ToDraft, today: dt.date) -> None:
    waiting = set(DraftedKind.objects.filter(**_OPEN).values_list("kind__name", "starts_on"))
    levels = dict(BodyKind.objects.values_list("name", "level"))
    for making in _take(planner, "kind_row", found, waiting):
        values = making.values()
        found.kinds.append(values | {"level": levels.get(values["kind"], "")})
    _refuse_edits(
        planner, "kind_row", _("Thay đổi đã áp dụng không sửa; hãy ghi một dòng khác từ ngày muộn hơn.")
    )
    inhabited = dict(BodyKind.objects.filter(bodies__isnull=False).distinct().values_list("pk", "name"))
    updates = planner.plan.updates.get("kind", {})
    for pk in [pk for pk, changes in updates.items() if pk in inhabited and "level" in changes]:
        level = updates[pk].pop("level")
        if not updates[pk]:
            del updates[pk]
        if (inhabited[pk], today) in waiting:
            found.waiting += 1
            continue
        found.kinds.append(
            {
                "kind": inhabited[pk],
                "level": level,
                "coordination_kinds": None,
                "starts_on": today,
                "ends_on": None,
                "reference": _("Tệp nhập dữ liệu"),
            }
        )


def _regimes(planner: "_Planner", found: ToDraft, today: dt.date) -> None:
    plan = planner.plan
    waiting = {(code,) for code in DraftedRegime.objects.filter(**_OPEN).values_list("code", flat=True)}
    drafted = {making.key for making in plan.makings.get("regime", ())}
    named: dict[Key, list[str]] = {key: [] for key in drafted}
    for key, name in plan.links.get("kinds", ()):
        if key in named:
            named[key].append(name)
    plan.links["kinds"] = [(key, name) for key, name in plan.links.get("kinds", ()) if key not in named]
    found.regimes = [
        (making.values(), tuple(named[making.key])) for making in _take(planner, "regime", found, waiting)
    ]
    new_code = _(
        "Chế độ đã áp dụng chỉ sửa được tên, căn cứ và ngày cuối; muốn đổi thì ghi chế độ mới, mã mới."
    )
    for key in {key for key, _name in (*plan.links["kinds"], *plan.unlinks.get("kinds", ()))}:
        planner.fault_at("regime", key, "kinds", new_code)
    _ends(planner, found, today)
    _refuse_edits(planner, "regime", new_code, but=_NAMES)
    _without_reports_of(planner, {key[0] for key in drafted})


def _ends(planner: "_Planner", found: ToDraft, today: dt.date) -> None:
    """Draft the last days of regimes in force."""
    updates = planner.plan.updates.get("regime", {})
    ending = {pk: changes for pk, changes in updates.items() if "ends_on" in changes}
    waiting = set(DraftedRegimeEnd.objects.filter(**_OPEN).values_list("regime__code", "ends_on"))
    for regime in ReportRegime.objects.filter(pk__in=ending).order_by("code"):
        day = ending[regime.pk].pop("ends_on")
        try:
            if day is None:
                raise Refused(_("Ngày cuối đã ghi không bỏ được; hãy ghi chế độ mới, mã mới."))
            regime_drafts.check_end(regime, day, today)
        except Refused as refused:
            planner.fault_at("regime", (regime.code,), "ends_on", refused.message)
            continue
        if not ending[regime.pk]:
            del updates[regime.pk]
        if (regime.code, day) in waiting:
            found.waiting += 1
        else:
            reference = ending[regime.pk].get("reference", regime.reference)
            found.ends.append((regime.code, day, reference))


def _without_reports_of(planner: "_Planner", codes: set[str]) -> None:
    """Leave out the reports of regimes that are drafted only: they come in with the file once these are in
    force."""
    kept = []
    for making in planner.plan.makings.get("report", ()):
        code = making.values()["regime"]
        if code not in codes or making.table is None or making.draft is None:
            kept.append(making)
            continue
        planner.left_alone(making.table, making.draft)
        planner.outcome.warn(
            making.table.sheet.title,
            making.draft.row,
            "Loại",
            code,
            _(
                "Chế độ này mới ở dự thảo nên báo cáo chưa được ghi. Hãy nhập lại tệp sau khi dự thảo được áp"
                " dụng."
            ),
        )
    if codes:
        planner.plan.makings["report"] = kept

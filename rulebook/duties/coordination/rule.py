"""Whether the body has its coordination regulations."""

from collections.abc import Iterator, Sequence

from rulebook.calendar import ONE_DAY
from rulebook.case import Case, Evidence, days_after
from rulebook.findings import Finding, Severity
from rulebook.rule import Act, Rule, _

KINDS = ("bodies", "localities", "agency")


def coordination_missing(case: Case) -> Iterator[Finding]:
    """A body is a party to a coordination regulation of every kind that applies to it.

    The days run from its foundation, from the day tracking began, or from the day after a regulation of a
    missing kind last lapsed. Article: the office's own setting.

    A row on its kind may change from a day on which kinds apply.

    Evidence: `kinds` (every kind that applies: {`kind`, `missing`, `regulations`: those known by the day,
    oldest first, {`record`, `code`, `kind`, `effective_on`, `lapses_on`, `in_force`}}), `missing` (the kinds
    without one in force), `founded_on`, `tracking_from`, `last_lapse` (of a missing kind, or None),
    `kind_row` (the row on the body's kind by which kinds apply: {`starts_on`, `reference`}; None: as the body
    was recorded), `due`.
    """
    facts, on = case.facts, case.on
    known = [regulation for regulation in facts.coordination_regulations if regulation.effective_on <= on]
    standing = {r.kind for r in known if r.lapses_on is None or on <= r.lapses_on}
    kinds = sorted(case.office.coordination_kinds(facts, on), key=KINDS.index)
    missing = [kind for kind in kinds if kind not in standing]
    if not missing:
        return
    lapses = [r.lapses_on for r in known if r.kind in missing and r.lapses_on is not None]
    starts = [(facts.founded_on, "founded"), (case.office.tracking_from, "tracking")]
    start, reason = max([*starts, *[(lapse + ONE_DAY, "lapsed") for lapse in lapses]])
    if not case.law.applies("coordination-missing", start):
        return
    use = case.law.duty("coordination_days", start)
    due = days_after(start, reason, use)
    row = case.office.kind_row(facts, on)
    evidence: Evidence = {
        "kinds": [_kind(case, kind, missing) for kind in kinds],
        "kind_row": {"starts_on": row.starts_on, "reference": row.reference} if row else None,
        "missing": missing,
        "founded_on": facts.founded_on,
        "tracking_from": case.office.tracking_from,
        "last_lapse": max(lapses, default=None),
    }
    overdue = case.late(due.lawful)
    severity: Severity = "warning" if overdue else "info"
    judged = "coordination-missing", "coordination", severity, (use,), evidence, due
    yield case.finding(*judged, arose_on=start, overdue=overdue)


def _kind(case: Case, kind: str, missing: Sequence[str]) -> Evidence:
    return {"kind": kind, "missing": kind in missing, "regulations": _of_kind(case, kind)}


def _of_kind(case: Case, kind: str) -> list[Evidence]:
    known = [r for r in case.facts.coordination_regulations if r.kind == kind and r.effective_on <= case.on]
    return [
        {
            "record": "coordination-regulation",
            "code": regulation.number,
            "kind": kind,
            "effective_on": regulation.effective_on,
            "lapses_on": regulation.lapses_on,
            "in_force": regulation.lapses_on is None or case.on <= regulation.lapses_on,
        }
        for regulation in sorted(known, key=lambda r: (r.effective_on, r.number))
    ]


COORDINATION_MISSING = Rule(
    "coordination-missing",
    coordination_missing,
    ("coordination_days",),
    title=_("Thiếu quy chế phối hợp"),
    act=Act("delegations:issue_coordination", "party", _("Ghi nhận quy chế phối hợp")),
)

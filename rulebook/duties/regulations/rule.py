"""Whether the body has a working regulation, and keeps it abreast of its legal bases."""

import datetime as dt
from collections.abc import Iterator

from rulebook.calendar import ONE_DAY
from rulebook.case import Case, Evidence, days_after
from rulebook.facts import WorkingRegulation
from rulebook.findings import Finding, Severity
from rulebook.rule import Act, Rule, _


def regulation_missing(case: Case) -> Iterator[Finding]:
    """A body has a working regulation in force.

    The days run from its foundation, or from the day after its last regulation lapsed. Article: model working
    regulation 162-QĐ/TW (2018) by analogy; the days are the office's own setting.

    Evidence: `founded_on`, `regulations` (those recorded by the day, none in force, oldest first: {`record`,
    `code`, `number`, `issued_on`, `effective_on`, `lapses_on`, `why_not`: `lapsed` or `not-in-effect`}),
    `last_lapse` (or None), `due`.
    """
    facts, on = case.facts, case.on
    if any(_in_force(regulation, on) for regulation in facts.working_regulations):
        return
    known = sorted(
        (r for r in facts.working_regulations if r.issued_on <= on), key=lambda r: (r.issued_on, r.number)
    )
    lapses = [r.lapses_on for r in known if r.effective_on <= on and r.lapses_on is not None]
    start, reason = max([(facts.founded_on, "founded"), *[(lapse + ONE_DAY, "lapsed") for lapse in lapses]])
    if not case.law.applies("regulation-missing", start):
        return
    use = case.law.duty("regulation_days", start)
    due = days_after(start, reason, use)
    evidence: Evidence = {
        "founded_on": facts.founded_on,
        "regulations": [
            {**_record(r), "why_not": "lapsed" if r.effective_on <= on else "not-in-effect"} for r in known
        ],
        "last_lapse": max(lapses, default=None),
    }
    overdue = case.late(due.lawful)
    severity: Severity = "serious" if overdue else "info"
    judged = "regulation-missing", "regulation", severity, (use,), evidence, due
    yield case.finding(*judged, arose_on=start, overdue=overdue)


def regulation_stale(case: Case) -> Iterator[Finding]:
    """A working regulation is amended once one of its legal bases is replaced, or an election or congress has
    touched the body.

    Of the regulations in force the one that took effect last is judged; the earliest trigger counts.
    Replacement is not transitive. Article: the office's own setting.

    Evidence: `regulation` {`record`, `code`, `number`, `issued_on`, `effective_on`, `lapses_on`}, `bases`
    (numbers of its legal bases), `triggers` (all of them, earliest first: {`on`, `because`: `replaced` or
    `event`, and for `replaced` `record` `document`, `code` (the replacing document), `replaced`,
    `effective_on`; for `event` `record` `event`, `code` and `name`, `kind`}), `due`.
    """
    facts, on = case.facts, case.on
    standing = [regulation for regulation in facts.working_regulations if _in_force(regulation, on)]
    if not standing:
        return
    judged = max(standing, key=lambda r: (r.effective_on, r.issued_on, r.number))
    if not judged.replacements and not facts.events:
        return
    applies = case.law.applies
    triggers = [t for t in _triggers(case, judged) if applies("regulation-stale", t["on"])]
    triggers.sort(key=_earliest_first)
    if not triggers:
        return
    start = triggers[0]["on"]
    use = case.law.duty("regulation_days", start)
    due = days_after(start, triggers[0]["because"], use)
    evidence: Evidence = {"regulation": _record(judged), "bases": sorted(judged.bases), "triggers": triggers}
    overdue = case.late(due.lawful)
    severity: Severity = "warning" if overdue else "info"
    subject = start.isoformat()
    yield case.finding(
        "regulation-stale", subject, severity, (use,), evidence, due, arose_on=start, overdue=overdue
    )


def _in_force(regulation: WorkingRegulation, on: dt.date) -> bool:
    in_effect = regulation.issued_on <= on and regulation.effective_on <= on
    return in_effect and (regulation.lapses_on is None or on <= regulation.lapses_on)


def _earliest_first(trigger: Evidence) -> tuple[object, ...]:
    return trigger["on"], trigger["because"], trigger["code"], trigger.get("kind", trigger.get("replaced"))


def _triggers(case: Case, regulation: WorkingRegulation) -> Iterator[Evidence]:
    for replaced, replacing, issued_on, effective_on in regulation.replacements:
        if effective_on <= case.on and issued_on <= case.on:
            trigger = max(effective_on, regulation.issued_on)
            yield {
                "on": trigger,
                "because": "replaced",
                "record": "document",
                "code": replacing,
                "replaced": replaced,
                "effective_on": effective_on,
            }
    for event in case.facts.events:
        if max(regulation.issued_on + ONE_DAY, case.office.tracking_from) <= event.occurred_on <= case.on:
            yield {
                "on": event.occurred_on,
                "because": "event",
                "record": "event",
                "code": event.name,
                "name": event.name,
                "kind": event.kind,
            }


def _record(regulation: WorkingRegulation) -> Evidence:
    return {
        "record": "working-regulation",
        "code": regulation.number,
        "number": regulation.number,
        "issued_on": regulation.issued_on,
        "effective_on": regulation.effective_on,
        "lapses_on": regulation.lapses_on,
    }


REGULATION_MISSING = Rule(
    "regulation-missing",
    regulation_missing,
    ("regulation_days",),
    title=_("Chưa có quy chế làm việc"),
    act=Act("delegations:issue_regulation", "body", _("Ghi nhận quy chế")),
)
REGULATION_STALE = Rule(
    "regulation-stale",
    regulation_stale,
    ("regulation_days",),
    title=_("Quy chế làm việc chưa được sửa đổi, bổ sung"),
    act=Act("delegations:issue_regulation", "body", _("Ghi nhận quy chế")),
)

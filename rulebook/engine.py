"""Judging one body on one day: every rule in turn, each with its waivers."""

import datetime as dt
from dataclasses import replace

from rulebook.case import Case, waiver_evidence
from rulebook.duties import RULES
from rulebook.facts import BodyFacts, Office, Waiver
from rulebook.findings import Finding
from rulebook.law import Law
from rulebook.rule import Rule

# A waiver of the first covers the same subject of the second.
COVERED_BY = {"annual-report-due": "annual-report-missing", "report-due": "report-missing"}
# Of a committee's organ these are not asked, whatever the office's rows say: they are its parent's.
OF_THE_PARENT = frozenset(
    {
        "regulation-missing",
        "regulation-stale",
        "coordination-missing",
        "annual-report-missing",
        "annual-report-due",
        "report-missing",
        "report-due",
    }
)
# Its waivers work on periods, in the rule itself; they turn no finding.
WAIVED_BY_PERIOD = "meeting-overdue"


def judge(facts: BodyFacts, on: dt.date, office: Office, law: Law) -> tuple[Finding, ...]:
    """Return what the body's facts give on the day, sorted by rule and subject.

    The same facts in any order give the same findings. A waived finding keeps its due day and severity; its
    evidence gains `waiver` {`record`, `code`, `rule`, `subject`, `granted_on`, `until`, `document`,
    `reason`}; that of one whose waiver has ended gains `deferred`, the same of the waiver that ended last.
    """
    case = Case(facts, on, office, law)
    findings = [finding for rule in RULES for finding in findings_of(rule, case)]
    findings.sort(key=_by_rule_and_subject)
    return tuple(findings)


def findings_of(rule: Rule, case: Case) -> list[Finding]:
    """Return what one rule finds in the case, with its waivers; it looks at no finding of another rule."""
    if not (case.active or rule.judges_ended) or (case.facts.is_organ and rule.code in OF_THE_PARENT):
        return []
    findings = list(rule.judge(case))
    return (
        [_waived(case, finding) for finding in findings]
        if findings and _has_waivers(rule.code, case)
        else findings
    )


def _has_waivers(rule: str, case: Case) -> bool:
    waived = [waiver.rule for waiver in case.facts.waivers]
    return rule in waived or COVERED_BY.get(rule) in waived


def _waived(case: Case, finding: Finding) -> Finding:
    waiver = _waiver_for(case, finding)
    if waiver is not None:
        return replace(
            finding, status="waived", evidence={**finding.evidence, "waiver": waiver_evidence(waiver)}
        )
    ended = _ended_waiver_of(case, finding)
    return (
        replace(finding, evidence={**finding.evidence, "deferred": waiver_evidence(ended)})
        if ended
        else finding
    )


def _waiver_for(case: Case, finding: Finding) -> Waiver | None:
    if finding.rule == WAIVED_BY_PERIOD:
        return None
    own = case.waivers.get((finding.rule, finding.subject))
    return own or case.waivers.get((COVERED_BY.get(finding.rule, ""), finding.subject))


def _ended_waiver_of(case: Case, finding: Finding) -> Waiver | None:
    """Return the waiver of the finding's duty that ended last before the day; of meeting-overdue, that of the
    run's first period."""
    rules = (finding.rule, COVERED_BY.get(finding.rule, ""))
    ended = [
        waiver
        for waiver in case.facts.waivers
        if waiver.rule in rules and waiver.subject == finding.subject and waiver.until < case.on
    ]
    return max(
        ended,
        key=lambda waiver: (waiver.until, waiver.granted_on, waiver.document, waiver.reason),
        default=None,
    )


def _by_rule_and_subject(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.subject

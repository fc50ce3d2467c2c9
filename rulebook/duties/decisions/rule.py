"""Whether decisions were taken by those who may take them, and as they must be taken."""

from collections.abc import Iterator

from rulebook.case import Case, Evidence
from rulebook.facts import Decision
from rulebook.findings import Finding
from rulebook.rule import Act, Rule, _


def majority_failed(case: Case) -> Iterator[Finding]:
    """A decision is adopted only with the votes of a majority of all members, absent ones included.

    Looked at for 12 months; only recorded votes are judged. Where no member is recorded on that day, one vote
    is more than half of none, and no vote is not. Article: Điều lệ Đảng, by analogy.

    Evidence: `decision` (as in `decision_evidence`), `votes_for`, `members`, `share`, `needed` (the fewest
    votes that would do).
    """
    for decision in decisions_judged(case, "majority-failed"):
        decided_on = decision.decided_on
        if not decision.adopted or decision.votes_for is None:
            continue
        share = case.law.measure("majority_share", decided_on)
        use = case.law.duty("majority_share", decided_on)
        needed = decision.members * share.numerator // share.denominator + 1
        if decision.votes_for >= needed:
            continue
        evidence: Evidence = {
            "decision": decision_evidence(decision),
            "votes_for": decision.votes_for,
            "members": decision.members,
            "share": use.value,
            "needed": needed,
        }
        yield case.finding("majority-failed", decision.code, "serious", (use,), evidence, arose_on=decided_on)


def competence_exceeded(case: Case) -> Iterator[Finding]:
    """A body does not itself decide what the competence table reserves for the Standing Board.

    Looked at for 12 months. Article: the competence table's own, quoted with the decision; cadres under the
    Standing Board's management.

    Evidence: `decision` (as in `decision_evidence`), `matter`, `reference` (of the competence table).
    """
    for decision in decisions_judged(case, "competence-exceeded"):
        if decision.outcome == "decided" and decision.reserved:
            evidence: Evidence = {
                "decision": decision_evidence(decision),
                "matter": decision.matter,
                "reference": decision.reference,
            }
            yield case.finding(
                "competence-exceeded",
                decision.code,
                "serious",
                (case.law.use("look_back_months", case.on),),
                evidence,
                arose_on=decision.decided_on,
            )


def committee_opinion_missing(case: Case) -> Iterator[Finding]:
    """A decision on personnel rests on the opinion of the agency's own party committee.

    Looked at for 12 months. Article: the relations of the body with the party committee of its agency.

    Evidence: `decision` (as in `decision_evidence`), `looked_for` (`committee-opinion`, none found by the
    day).
    """
    for decision in decisions_judged(case, "committee-opinion-missing"):
        if decision.theme == "personnel" and not _has_opinion(case, decision):
            evidence: Evidence = {
                "decision": decision_evidence(decision),
                "looked_for": ["committee-opinion"],
            }
            yield case.finding(
                "committee-opinion-missing",
                decision.code,
                "warning",
                (case.law.use("look_back_months", case.on),),
                evidence,
                arose_on=decision.decided_on,
            )


def secret_personnel_round(case: Case) -> Iterator[Finding]:
    """Personnel matters are settled at a meeting, never by written consultation.

    Looked at for 12 months. Article: model working regulation 162-QĐ/TW (2018), Điều 8, by analogy.

    Evidence: `decision` (as in `decision_evidence`).
    """
    for decision in decisions_judged(case, "secret-personnel-round"):
        if decision.theme == "personnel" and decision.by_consultation:
            evidence: Evidence = {"decision": decision_evidence(decision)}
            yield case.finding(
                "secret-personnel-round",
                decision.code,
                "serious",
                (case.law.use("look_back_months", case.on),),
                evidence,
                arose_on=decision.decided_on,
            )


def decisions_judged(case: Case, rule: str) -> list[Decision]:
    """Return the recent decisions taken while the rule applied."""
    recent, law = case.decisions_in_window, case.law
    return [d for d in recent if law.applies(rule, d.decided_on)] if rule in law.decided else recent


def decision_evidence(decision: Decision) -> Evidence:
    """Return a decision as evidence: record, code, decided_on, theme, outcome, adopted, by_consultation."""
    return {
        "record": "decision",
        "code": decision.code,
        "decided_on": decision.decided_on,
        "theme": decision.theme,
        "outcome": decision.outcome,
        "adopted": decision.adopted,
        "by_consultation": decision.by_consultation,
    }


def _has_opinion(case: Case, decision: Decision) -> bool:
    given_on = decision.committee_opinion_on
    return decision.has_committee_opinion and (given_on is None or given_on <= case.on)


MAJORITY_FAILED = Rule(
    "majority-failed",
    majority_failed,
    ("majority_share", "look_back_months"),
    title=_("Thông qua không quá nửa tổng số thành viên"),
    act=Act("meetings:decision", "subject", _("Mở quyết nghị")),
)
COMPETENCE_EXCEEDED = Rule(
    "competence-exceeded",
    competence_exceeded,
    ("look_back_months",),
    title=_("Quyết định vượt thẩm quyền"),
    act=Act("meetings:decision", "subject", _("Mở quyết nghị")),
)
COMMITTEE_OPINION_MISSING = Rule(
    "committee-opinion-missing",
    committee_opinion_missing,
    ("look_back_months",),
    title=_("Thiếu ý kiến cấp uỷ cơ quan"),
    act=Act("meetings:edit_decision", "subject", _("Bổ sung ý kiến cấp uỷ")),
)
SECRET_PERSONNEL_ROUND = Rule(
    "secret-personnel-round",
    secret_personnel_round,
    ("look_back_months",),
    title=_("Lấy ý kiến bằng văn bản về công tác cán bộ"),
    act=Act("meetings:decision", "subject", _("Mở quyết nghị")),
)

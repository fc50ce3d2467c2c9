"""Reports owed for a period: what the annual report and the reports of regimes have in common."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from rulebook.calendar import ReportPeriod, add_months
from rulebook.case import Case, Deadline, Evidence, days_after
from rulebook.facts import Handover, PeriodicReport, Report
from rulebook.law import Law, ParameterUse
from rulebook.succession import carries, of_reports

AnyReport = Report | PeriodicReport


class Owed(NamedTuple):
    """A report that a body owes and that is not there: the reports found for the period, none of which
    counts, the due day, the handovers by which the body answers for the whole period, and the law."""

    period: ReportPeriod
    reports: Sequence[AnyReport]
    due: Deadline
    base: Deadline
    handovers: list[Handover]
    parameters: tuple[ParameterUse, ...]


def is_valid(report: AnyReport, on: dt.date) -> bool:
    """Return whether the report is valid on the day: submitted, and not returned without being submitted
    again."""
    returned = report.returned_on is not None and report.returned_on <= on
    return report.submitted_on <= on and (
        not returned or (report.resubmitted_on is not None and report.resubmitted_on <= on)
    )


def answers_for(case: Case, period: ReportPeriod) -> list[Handover] | None:
    """Return by which handovers the body owes a report for the period (none: by itself), or None where it
    owes none: an organ, one that is not active on its last day, or answers for no whole period."""
    facts = case.facts
    if facts.is_organ or not facts.active_on(period.ends_on):
        return None
    if facts.founded_on <= period.founded_by:
        return []
    return carries(case.shared(of_reports), facts.code, facts.founded_on, period) if facts.handovers else None


def owed(
    case: Case,
    period: ReportPeriod,
    reports: Sequence[AnyReport],
    base: Deadline,
    return_days: str,
    parameters: tuple[ParameterUse, ...],
) -> Owed | None:
    """Return the report that the body owes for the period, of those found for it; None where it owes none or
    one is there. `return_days` names the parameter that extends the due day after a return."""
    submitted = [report for report in reports if report.submitted_on <= case.on] if reports else []
    if submitted and any(is_valid(report, case.on) for report in submitted):
        return None
    handovers = answers_for(case, period)
    if handovers is None:
        return None
    due = base
    bare = tuple(_bare_link(case.law, one) for one in handovers if one.is_bare)
    if returned_on := _latest_return(submitted, case.on):
        use = case.law.duty(return_days, returned_on)
        due = max(due, days_after(returned_on, "returned", use), key=itemgetter(0))
        parameters = (*parameters, use)
    return Owed(period, submitted, due, base, handovers, (*parameters, *bare))


def _latest_return(reports: Iterable[AnyReport], on: dt.date) -> dt.date | None:
    returns = [r.returned_on for r in reports if r.returned_on is not None and r.returned_on <= on]
    return max(returns, default=None)


def _bare_link(law: Law, handover: Handover) -> ParameterUse:
    return law.of_kind(handover.kind).duty("bare_link_duties", handover.starts_on)


def forgotten(case: Case, report: Owed, months: int) -> bool:
    """Return whether the body has ended and so many months have gone since the due day."""
    return not case.active and case.on > add_months(case.deadline(report.due.lawful), months)


def is_soon(case: Case, report: Owed, days: int) -> bool:
    """Return whether the due day has not passed, and at most so many days are left."""
    lawful = report.due.lawful
    return case.active and not case.late(lawful) and case.late_by(lawful, -days - 1)


def report_evidence(case: Case, report: Owed) -> Evidence:
    """Return what was looked at.

    Keys: `reports` (those found for the period, each {`record`, `code`, its fields, `stands`, `why_not`:
    `returned`}; empty if none was found), `founded_on`, `founded_by` (latest day of foundation),
    `carried_from` (the bodies by which it answers for the period all the same, latest first: {`record`,
    `code`, `founded_on`, `ended_on`, `since`, `is_bare`}), `ended_on`, `base_due_on` (before any extension
    for a return), `returned_on` (the latest return, or None).
    """
    by_day = sorted(report.reports, key=lambda one: (one.submitted_on, one.number))
    return {
        "reports": [
            {
                "record": "report",
                "code": one.number,
                **_as_of(one._asdict(), case.on),
                "stands": False,
                "why_not": "returned",
            }
            for one in by_day
        ],
        "founded_on": case.facts.founded_on,
        "founded_by": report.period.founded_by,
        "carried_from": [_old_body(one) for one in report.handovers],
        "ended_on": case.facts.ended_on,
        "base_due_on": report.base.lawful,
        "returned_on": _latest_return(report.reports, case.on),
    }


def _old_body(handover: Handover) -> Evidence:
    return {
        "record": "body",
        "code": handover.old,
        "founded_on": handover.founded_on,
        "ended_on": handover.ended_on,
        "since": handover.starts_on,
        "is_bare": handover.is_bare,
    }


def _as_of(fields: Mapping[str, object], on: dt.date) -> Evidence:
    return {
        key: None if isinstance(value, dt.date) and value > on else value for key, value in fields.items()
    }

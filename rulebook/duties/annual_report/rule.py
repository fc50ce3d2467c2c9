"""Whether the annual report was sent, and not returned."""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from rulebook.calendar import ReportPeriod, report_periods
from rulebook.case import Case, Evidence, days_after
from rulebook.findings import Finding, Severity
from rulebook.reporting import Owed, answers_for, forgotten, is_soon, is_valid, owed, report_evidence
from rulebook.rule import Act, Rule, _


def annual_report_missing(case: Case) -> Iterator[Finding]:
    """A body sends its annual report by the due day after the year's end; a returned report must be sent
    again.

    Owed for every year since tracking began by a body that is active on 31 December and was founded by
    mid-year, or holds the reports of one that ended in the year and answers for it; of a body ended since it
    is asked until 12 months after the due day. Article: the office's own setting.

    Evidence: `year`, and as in `reporting.report_evidence` `reports`, `founded_on`, `founded_by`,
    `carried_from`, `ended_on`, `base_due_on`, `returned_on`, `due`.
    """
    yield from case.each(case.shared(_years), _missing)


def annual_report_due(case: Case) -> Iterator[Finding]:
    """The same duty, announced before its due day to a body that is active.

    Article: the office's own setting. Evidence: as for annual-report-missing.
    """
    yield from case.each(case.shared(_years), _due)


def _missing(case: Case, year: ReportPeriod) -> Finding | None:
    report, last_day = _owed(case, year), year.ends_on
    if report is None or not case.late(report.due.lawful):
        return None
    if forgotten(case, report, case.law.measure("annual_report_ended_months", last_day)):
        return None
    serious = case.law.duty("annual_report_serious_days", last_day)
    severity: Severity = "serious" if case.late_by(report.due.lawful, serious.value) else "warning"
    uses, evidence = (*report.parameters, serious), _evidence(case, report)
    return case.finding(
        "annual-report-missing", year.name, severity, uses, evidence, report.due, arose_on=last_day
    )


def _due(case: Case, year: ReportPeriod) -> Finding | None:
    last_day = year.ends_on
    soon = case.law.duty("annual_report_due_soon_days", last_day)
    base = last_day + dt.timedelta(case.law.measure("annual_report_due_days", last_day))
    # A return never brings the due day forward; without one it stays.
    returned = any(report.year == last_day.year for report in case.facts.reports)
    if case.on < base - dt.timedelta(soon.value) or (case.late(base) and not returned):
        return None
    if not case.law.applies("annual-report-due", last_day):
        return None
    report = _owed(case, year)
    if report is None or not is_soon(case, report, soon.value):
        return None
    uses, evidence = (*report.parameters, soon), _evidence(case, report)
    return case.finding(
        "annual-report-due",
        year.name,
        "info",
        uses,
        evidence,
        report.due,
        arose_on=last_day,
        overdue=False,
    )


def _years(case: Case) -> list[ReportPeriod]:
    """Return the years up to D's, since tracking began, on whose last day the body is there and the rule
    applies, and for which no report is there."""
    facts, first = case.facts, max(case.office.tracking_from.year, case.facts.founded_on.year)
    settled = {report.year for report in facts.reports if is_valid(report, case.on)}
    ends = [dt.date(year, 12, 31) for year in range(first, case.on.year + 1) if year not in settled]
    return [
        _period(case, end.year)
        for end in ends
        if facts.active_on(end) and case.law.applies("annual-report-missing", end)
    ]


def _owed(case: Case, year: ReportPeriod) -> Owed | None:
    reports, last_day = case.facts.reports, year.ends_on
    found = [report for report in reports if report.year == last_day.year]
    use = case.law.duty("annual_report_due_days", last_day)
    parameters = use, case.law.duty("annual_report_founded_by", last_day)
    base = days_after(last_day, "year-end", use)
    return owed(case, year, found, base, "annual_report_return_days", parameters)


def _period(case: Case, year: int) -> ReportPeriod:
    """Return the year, with the day by which a body is founded that reports on it."""
    return _with_last_foundation(year, case.law.measure("annual_report_founded_by", dt.date(year, 12, 31)))


@lru_cache(maxsize=256)
def _with_last_foundation(year: int, month_and_day: tuple[int, int]) -> ReportPeriod:
    return report_periods("year", year)[0]._replace(founded_by=dt.date(year, *month_and_day))


def owes(case: Case, year: int) -> bool:
    """Return whether the body owes a report for the year."""
    return answers_for(case, _period(case, year)) is not None


def _evidence(case: Case, report: Owed) -> Evidence:
    return {"year": int(report.period.name), **report_evidence(case, report)}


ANNUAL = (
    "annual_report_due_days",
    "annual_report_founded_by",
    "annual_report_return_days",
    "bare_link_duties",
)
ANNUAL_REPORT_MISSING = Rule(
    "annual-report-missing",
    annual_report_missing,
    (*ANNUAL, "annual_report_serious_days", "annual_report_ended_months"),
    title=_("Chưa gửi báo cáo năm"),
    act=Act("reports:receive", "period", _("Ghi nhận báo cáo năm")),
    judges_ended=True,
)
ANNUAL_REPORT_DUE = Rule(
    "annual-report-due",
    annual_report_due,
    (*ANNUAL, "annual_report_due_soon_days"),
    title=_("Sắp đến hạn gửi báo cáo năm"),
    act=Act("reports:receive", "period", _("Ghi nhận báo cáo năm")),
)

"""Whether the annual report was sent, and not returned."""

import datetime as dt
from collections.abc import Iterator
from operator import itemgetter

from rulebook.calendar import add_months
from rulebook.case import Case, Deadline, Evidence, days_after
from rulebook.facts import Report
from rulebook.findings import Finding, Severity
from rulebook.law import ParameterUse
from rulebook.rule import Act, Rule, _

Owed = tuple[int, list[Report], Deadline, tuple[ParameterUse, ...]]


def annual_report_missing(case: Case) -> Iterator[Finding]:
    """A body sends its annual report by the due day after the year's end; a returned report must be sent
    again.

    Owed for every year since tracking began by a body founded by mid-year and active on 31 December; of a
    body ended since it is asked until 12 months after the due day. Article: the office's own setting.

    Evidence: `year`, `reports` (those found for the year, each {`record`, `number`, `year`, `submitted_on`,
    `returned_on`, `resubmitted_on`, `stands`, `why_not`: `returned` or None}; empty if none was found),
    `founded_on`, `founded_by` (latest day of foundation), `ended_on`, `base_due_on` (before any extension for
    a return), `returned_on` (the latest return, or None), `due`.
    """
    for year, reports, due, parameters in case.shared(_owed):
        if not case.late(due.lawful) or (not case.active and _forgotten(case, year, due)):
            continue
        serious = case.law.use("annual_report_serious_days", dt.date(year, 12, 31))
        severity: Severity = "serious" if case.late_by(due.lawful, serious.value) else "warning"
        yield case.finding(
            "annual-report-missing",
            str(year),
            severity,
            (*parameters, serious),
            _evidence(case, year, reports),
            due,
        )


def annual_report_due(case: Case) -> Iterator[Finding]:
    """The same duty, announced before its due day to a body that is active.

    Article: the office's own setting. Evidence: as for annual-report-missing.
    """
    for year, reports, due, parameters in case.shared(_owed):
        soon = case.law.use("annual_report_due_soon_days", dt.date(year, 12, 31))
        if not case.late(due.lawful) and case.late_by(due.lawful, -soon.value - 1):
            evidence = _evidence(case, year, reports)
            yield case.finding(
                "annual-report-due", str(year), "info", (*parameters, soon), evidence, due, overdue=False
            )


def _owed(case: Case) -> list[Owed]:
    return list(_years_owed(case))


def _years_owed(case: Case) -> Iterator[Owed]:
    """Generate the years up to D's for which a report is owed and none stands, with the reports found, the
    due day and its law."""
    facts, on = case.facts, case.on
    submitted = [report for report in facts.reports if report.submitted_on <= on]
    settled = {report.year for report in submitted if is_valid(report, on)}
    for year in range(max(case.office.tracking_from.year, facts.founded_on.year), on.year + 1):
        if year in settled or not owes(case, year):
            continue
        reports = [report for report in submitted if report.year == year]
        last_day = dt.date(year, 12, 31)
        use = case.law.use("annual_report_due_days", last_day)
        due = days_after(last_day, "year-end", use)
        parameters: tuple[ParameterUse, ...] = use, case.law.use("annual_report_founded_by", last_day)
        if returned := [
            report.returned_on for report in reports if report.returned_on and report.returned_on <= on
        ]:
            use = case.law.use("annual_report_return_days", max(returned))
            due, parameters = (
                max(due, days_after(max(returned), "returned", use), key=itemgetter(0)),
                (*parameters, use),
            )
        yield year, reports, due, parameters


def is_valid(report: Report, on: dt.date) -> bool:
    """Return whether the report is valid on the day: submitted, and not returned without being submitted
    again."""
    returned = report.returned_on is not None and report.returned_on <= on
    return report.submitted_on <= on and (
        not returned or (report.resubmitted_on is not None and report.resubmitted_on <= on)
    )


def owes(case: Case, year: int) -> bool:
    """Return whether the body owes a report for the year: founded in time, and active on its last day."""
    month, day = case.law.value("annual_report_founded_by", dt.date(year, 12, 31))
    return case.facts.founded_on <= dt.date(year, month, day) and case.facts.active_on(dt.date(year, 12, 31))


def _forgotten(case: Case, year: int, due: Deadline) -> bool:
    months = case.law.value("annual_report_ended_months", dt.date(year, 12, 31))
    return case.on > add_months(case.deadline(due.lawful), months)


def _evidence(case: Case, year: int, reports: list[Report]) -> Evidence:
    law, last_day = case.law, dt.date(year, 12, 31)
    month, day = law.value("annual_report_founded_by", last_day)
    by_day = sorted(reports, key=lambda report: (report.submitted_on, report.number))
    return {
        "year": year,
        "reports": [
            {
                "record": "report",
                "code": r.number,
                **_as_of(r, case.on),
                "stands": False,
                "why_not": "returned",
            }
            for r in by_day
        ],
        "founded_on": case.facts.founded_on,
        "founded_by": dt.date(year, month, day),
        "ended_on": case.facts.ended_on,
        "base_due_on": last_day + dt.timedelta(law.value("annual_report_due_days", last_day)),
        "returned_on": max(
            (r.returned_on for r in reports if r.returned_on and r.returned_on <= case.on), default=None
        ),
    }


def _as_of(report: Report, on: dt.date) -> Evidence:
    return {
        key: None if isinstance(value, dt.date) and value > on else value
        for key, value in report._asdict().items()
    }


ANNUAL = ("annual_report_due_days", "annual_report_founded_by", "annual_report_return_days")
ANNUAL_REPORT_MISSING = Rule(
    "annual-report-missing",
    annual_report_missing,
    (*ANNUAL, "annual_report_serious_days", "annual_report_ended_months"),
    title=_("Chưa gửi báo cáo năm"),
    act=Act("reports:receive", "query", _("Nhận báo cáo năm")),
    judges_ended=True,
)
ANNUAL_REPORT_DUE = Rule(
    "annual-report-due",
    annual_report_due,
    (*ANNUAL, "annual_report_due_soon_days"),
    title=_("Sắp đến hạn gửi báo cáo năm"),
    act=Act("reports:receive", "query", _("Nhận báo cáo năm")),
)

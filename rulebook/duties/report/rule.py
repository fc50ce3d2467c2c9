"""Whether the reports that the regimes of the office demand were sent, and not returned."""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from rulebook.calendar import ReportPeriod, report_periods
from rulebook.case import Case, Deadline, Evidence
from rulebook.facts import PeriodicReport, Regime
from rulebook.findings import Finding, Severity
from rulebook.reporting import Owed, forgotten, is_soon, owed, report_evidence
from rulebook.rule import Act, Rule, _


class Demand(NamedTuple):
    """A period for which a regime demands a report."""

    regime: Regime
    period: ReportPeriod

    @property
    def subject(self) -> str:
        return f"{self.regime.code}/{self.period.name}"


def report_missing(case: Case) -> Iterator[Finding]:
    """A body sends the report of each period that a regime demands of its kind; a returned report must be
    sent again.

    Owed by a body that is active on the period's last day and was founded by its middle, or holds the reports
    of one that ended in the period and answers for it; of a body ended since it is asked for some months
    after the due day. Article: the regime's.

    Evidence: `regime` {`code`, `name`, `rhythm`, `due_days`, `notice_days`, `since`, `until`}, `reference`
    (the regime's), `period`, `first`, `last`, and as in `reporting.report_evidence` `reports`, `founded_on`,
    `founded_by`, `carried_from`, `ended_on`, `base_due_on`, `returned_on`, `due`.
    """
    if case.office.regimes:
        yield from case.each(case.shared(_demands), _missing)


def report_due(case: Case) -> Iterator[Finding]:
    """The same duty, announced before its due day to a body that is active, where the regime has days of
    notice.

    Article: the regime's. Evidence: as for report-missing.
    """
    if case.office.regimes:
        yield from case.each(case.shared(_demands), _due)


def _missing(case: Case, demand: Demand) -> Finding | None:
    report, last_day = _owed(case, demand), demand.period.ends_on
    if report is None or not case.late(report.due.lawful):
        return None
    months = case.law.duty("report_ended_months", last_day)
    if forgotten(case, report, months.value):
        return None
    serious = case.law.duty("report_serious_days", last_day)
    severity: Severity = "serious" if case.late_by(report.due.lawful, serious.value) else "warning"
    return case.finding(
        "report-missing",
        demand.subject,
        severity,
        (*report.parameters, serious),
        _evidence(case, demand, report),
        report.due,
        arose_on=last_day,
    )


def _due(case: Case, demand: Demand) -> Finding | None:
    notice, last_day = demand.regime.notice_days, demand.period.ends_on
    if notice is None or not case.law.applies("report-due", last_day):
        return None
    report = _owed(case, demand)
    if report is None or not is_soon(case, report, notice):
        return None
    evidence = _evidence(case, demand, report)
    return case.finding(
        "report-due",
        demand.subject,
        "info",
        report.parameters,
        evidence,
        report.due,
        arose_on=last_day,
        overdue=False,
    )


def _demands(case: Case) -> list[Demand]:
    """Return the periods of this year and those before for which reports are demanded of the body: that end
    under tracking, while it is there, the regime is in force and the rule applies."""
    facts, found = case.facts, list[Demand]()
    for regime in case.office.regimes:
        if regime.kinds and facts.kind not in regime.kinds:
            continue
        first = max(case.office.tracking_from, facts.founded_on, regime.starts_on)
        last = min(facts.ended_on or dt.date.max, regime.ends_on or dt.date.max)
        for year in range(first.year, min(case.on.year, last.year) + 1):
            found += [one for one in _of_year(regime, year) if first <= one.period.ends_on <= last]
    return [one for one in found if case.law.applies("report-missing", one.period.ends_on)]


@lru_cache(maxsize=4096)
def _of_year(regime: Regime, year: int) -> tuple[Demand, ...]:
    return tuple(Demand(regime, period) for period in report_periods(regime.rhythm, year))


def _by_period(case: Case) -> Mapping[tuple[str, str], list[PeriodicReport]]:
    found: dict[tuple[str, str], list[PeriodicReport]] = {}
    for report in case.facts.periodic_reports:
        found.setdefault((report.regime, report.period), []).append(report)
    return found


def _owed(case: Case, demand: Demand) -> Owed | None:
    regime, period = demand
    if case.on < period.starts_on:
        return None
    reports = case.shared(_by_period).get((regime.code, period.name), ())
    lawful = period.ends_on + dt.timedelta(regime.due_days)
    base = Deadline(lawful, period.ends_on, "period-end", regime.due_days)
    return owed(case, period, reports, base, "report_return_days", ())


def _evidence(case: Case, demand: Demand, report: Owed) -> Evidence:
    regime, period = demand
    return {
        "regime": {
            "code": regime.code,
            "name": regime.name,
            "rhythm": regime.rhythm,
            "due_days": regime.due_days,
            "notice_days": regime.notice_days,
            "since": regime.starts_on,
            "until": regime.ends_on,
        },
        "reference": regime.reference,
        "period": period.name,
        "first": period.starts_on,
        "last": period.ends_on,
        **report_evidence(case, report),
    }


REPORT_MISSING = Rule(
    "report-missing",
    report_missing,
    ("report_return_days", "report_serious_days", "report_ended_months", "bare_link_duties"),
    title=_("Chưa gửi báo cáo định kỳ"),
    act=Act("reports:receive", "period", _("Ghi nhận báo cáo định kỳ")),
    judges_ended=True,
)
REPORT_DUE = Rule(
    "report-due",
    report_due,
    ("report_return_days", "bare_link_duties"),
    title=_("Sắp đến hạn gửi báo cáo định kỳ"),
    act=Act("reports:receive", "period", _("Ghi nhận báo cáo định kỳ")),
)

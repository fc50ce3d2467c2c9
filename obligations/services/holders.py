"""Who holds which duty before and after a day on which bodies were succeeded, by the rules that judge."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

from delegations.enums import Duty
from delegations.models import DutySuccession, Succession
from delegations.queries import law
from obligations import facts
from rulebook.calendar import ONE_DAY, ReportPeriod, report_periods
from rulebook.case import Case
from rulebook.facts import BodyFacts, Office, Regime
from rulebook.law import Law
from rulebook.reporting import answers_for
from rulebook.succession import DUTIES, Holdings, handed_on


class Held(NamedTuple):
    """A duty in the name of a body (by code): who held it on the day before, and who does after.

    Of reports a row is a period: the year (no regime) or that of a regime; held after by whoever owes the
    report that counts in it.
    """

    duty: str
    name: str
    before: str
    after: tuple[str, ...]
    regime: str = ""
    period: str = ""

    @property
    def is_left(self) -> bool:
        return not self.after

    @property
    def is_double(self) -> bool:
        return len(self.after) > 1

    @property
    def moved(self) -> bool:
        return self.after != (self.before,)


def across(last_day: dt.date, body_ids: Collection[int]) -> list[Held]:
    """Return every duty that these bodies, and those linked to them, held at the end of the day, and who
    holds it on the next, from the facts as they are stored: six queries.

    The day before is read as if nothing that ends or begins with that night were recorded.
    """
    office, rules = facts.office(), law.in_force()
    codes = facts.bodies(_linked(body_ids))
    gathered = facts.gather_each(codes, last_day + ONE_DAY, since=office.tracking_from, rolls=0)
    after = [one.facts for one in gathered.values() if one.facts is not None]
    before = [_as_before(one, last_day) for one in after]
    rows = [*_standing(before, after, last_day, rules), *_reports(before, after, last_day, office, rules)]
    return sorted(rows, key=lambda row: (row.name, [*Duty].index(Duty(row.duty)), row.regime, row.period))


def _linked(body_ids: Collection[int]) -> set[int]:
    """Return the bodies, and all that succession links to them, through however many others."""
    near: dict[int, set[int]] = {}
    for model in (DutySuccession, Succession):
        for old, new in model._default_manager.values_list("predecessor_id", "successor_id"):
            near.setdefault(old, set()).add(new)
            near.setdefault(new, set()).add(old)
    seen, waiting = set(body_ids), [*body_ids]
    while waiting:
        further = near.get(waiting.pop(), set()) - seen
        seen |= further
        waiting += further
    return seen


def _as_before(body: BodyFacts, last_day: dt.date) -> BodyFacts:
    """Return the facts of a body as if it went on after the day, and nothing passed on from it."""
    ended_on = None if body.ended_on == last_day else body.ended_on
    links = tuple(one for one in body.handovers if one.starts_on <= last_day)
    return replace(body, ended_on=ended_on, handovers=links)


# Tasks and submissions ---------------------------------------------------------------------------


def _standing(
    before: Collection[BodyFacts], after: Collection[BodyFacts], last_day: dt.date, rules: Law
) -> Iterator[Held]:
    """Generate who holds what stands in the name of each body: tasks, submissions."""
    for duty in DUTIES[1:]:
        then, now = _holders(before, duty, last_day, rules), _holders(after, duty, last_day + ONE_DAY, rules)
        for name, holders in then.items():
            yield Held(duty, name, holders[0], tuple(now.get(name, ())))


def _holders(bodies: Collection[BodyFacts], duty: str, on: dt.date, rules: Law) -> dict[str, list[str]]:
    """Return by the body in whose name a duty stands which active bodies hold it on the day."""
    found: dict[str, list[str]] = {}
    for body in bodies:
        if not body.active_on(on):
            continue
        holdings = _holdings(body, duty, rules)
        for name in ["", *holdings.since]:
            if holdings.holds("" if name == body.code else name, on):
                found.setdefault(name or body.code, []).append(body.code)
    return found


def _holdings(body: BodyFacts, duty: str, rules: Law) -> Holdings:
    handovers = handed_on(body, rules, duty)  # type: ignore[arg-type]
    return Holdings(body, handovers, rules)


# Reports -----------------------------------------------------------------------------------------


class _Report(NamedTuple):
    """A report of a regime (None: the annual one) for a period in which the day lies."""

    regime: Regime | None
    period: ReportPeriod

    def owed_by(self, body: BodyFacts, office: Office, rules: Law) -> bool:
        """Return whether the body owes the report, by the rule that judges it."""
        last_day = self.period.ends_on
        case = Case(body, last_day, office, rules)
        rule = "report-missing" if self.regime else "annual-report-missing"
        kinds = self.regime.kinds if self.regime else ()
        if (kinds and body.kind not in kinds) or not case.law.applies(rule, last_day):
            return False
        period = self.period
        if self.regime is None:
            by = case.law.measure("annual_report_founded_by", last_day)
            period = period._replace(founded_by=dt.date(last_day.year, *by))
        return answers_for(case, period) is not None


def _reports(
    before: Collection[BodyFacts],
    after: Collection[BodyFacts],
    last_day: dt.date,
    office: Office,
    rules: Law,
) -> Iterator[Held]:
    """Generate for each report whose period the day lies in who would owe it, and who does."""
    held = {body.code: _holdings(body, "reports", rules) for body in after}
    for report in _in_progress(last_day, office):
        ends_on = report.period.ends_on
        owing = [body for body in after if report.owed_by(body, office, rules)]
        for body in before:
            if not body.active_on(last_day) or not report.owed_by(body, office, rules):
                continue
            holders = [
                one.code
                for one in owing
                if held[one.code].holds("" if one.code == body.code else body.code, ends_on)
                or one.code == body.code
            ]
            regime = report.regime.code if report.regime else ""
            yield Held("reports", body.code, body.code, tuple(holders), regime, report.period.name)


def _in_progress(day: dt.date, office: Office) -> Iterator[_Report]:
    if dt.date(day.year, 12, 31) >= office.tracking_from:
        yield _Report(None, report_periods("year", day.year)[0])
    for regime in office.regimes:
        for period in report_periods(regime.rhythm, day.year):
            last = regime.ends_on or dt.date.max
            demanded = max(regime.starts_on, office.tracking_from) <= period.ends_on <= last
            if demanded and period.starts_on <= day <= period.ends_on:
                yield _Report(regime, period)

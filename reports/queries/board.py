"""The board of a kind of report and a period: every body that owes it, and how far its report has come."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from accounts.models import User
from delegations.enums import BodyRelation
from delegations.models import Body, BodyKind, Province
from delegations.queries import deferrals, law
from delegations.queries.successions import answering_for_reports
from reports.enums import BoardState, Rhythm
from reports.models import RegimeKind, Report, ReportRegime
from rulebook.calendar import ReportPeriod, add_months, report_periods
from rulebook.law import Law


class Duty(NamedTuple):
    """What the law asks for a period of a body of some kind: whether at all, by when, how long for a returned
    one, until when of a body that has ended since."""

    period: ReportPeriod
    due_on: dt.date
    return_days: int
    reference: str
    forgotten_after: dt.date
    applies: bool


class Lateness(NamedTuple):
    """By how many days a report came after its due day at first, and after the later day set for sending it
    again once it was returned; from the day until which it was deferred, where that is later."""

    first: int = 0
    again: int = 0
    before: int = 0
    """The most by which an earlier report of the period came late, whose return this one answers."""


IN_TIME = Lateness()
NOT_HANDED_IN = {BoardState.MISSING, BoardState.RETURNED}
HANDED_IN = {BoardState.SUBMITTED, BoardState.RESUBMITTED, BoardState.ACCEPTED}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A body's row on the board: the report that counts (the first that is handed in, else the latest), the
    others, and what is to be done next."""

    body: Body
    duty: Duty
    state: BoardState
    report: Report | None
    due_on: dt.date | None
    others: tuple[Report, ...] = ()
    late: Lateness = IN_TIME
    """By how many days the report that counts came after its due day."""
    deferred_until: dt.date | None = None
    """Until when the report was last deferred, where that is after its due day."""
    late_now: int = 0
    """By how many days a report that is not handed in is late, from the day until which it was deferred."""
    days_waiting: int = 0
    """How many days a report that was handed in has waited to be accepted."""
    carried: tuple[str, ...] = ()
    """The codes of ended bodies for which this one answers, and by which alone it owes the report."""


class Asked(NamedTuple):
    """What a board is of: the regime (None: the annual report) and the period, under the law; since when the
    office watches."""

    regime: ReportRegime | None
    period: str
    law: Law
    tracking_from: dt.date = dt.date.min

    def duty_of(self, kind: BodyKind) -> Duty:
        """Return what the law asks of bodies of the kind. Nobody owes a report for a period on whose last day
        the regime was not in force."""
        law = self.law.of_kind(kind.name)
        if self.regime is None:
            duty = _of_year(int(self.period), law)
            return duty._replace(applies=duty.applies and int(self.period) >= self.tracking_from.year)
        duty = _of_period(self.period, self.regime, law)
        until = self.regime.ends_on or dt.date.max
        first = max(self.regime.starts_on, self.tracking_from)
        return duty._replace(applies=duty.applies and first <= duty.period.ends_on <= until)


def asked(regime: ReportRegime | None, period: str) -> Asked:
    """Return what the board of the regime's period asks. Two queries."""
    tracking_from = Province.objects.values_list("tracking_from", flat=True).first() or dt.date.min
    return Asked(regime, period, law.in_force(), tracking_from)


def subject_of(regime: ReportRegime | None, period: str) -> tuple[str, str]:
    """Return the rule that watches over a report, and what it calls the report."""
    if regime is None:
        return "annual-report-missing", period
    return "report-missing", f"{regime.code}/{period}"


def standings(reports: Collection[Report], on: dt.date) -> dict[int, BoardRow]:
    """Return by its key how each report stands on the day, as the board would have it. Wants the reports'
    regimes, bodies and kinds. Three queries."""
    ruling = law.in_force()
    rules = {subject_of(one.regime, one.period)[0] for one in reports}
    deferred = deferrals.last_days(rules, on, body_ids={one.body_id for one in reports})
    others = _of_same_period(reports, on)
    found = {}
    for report in reports:
        duty = Asked(report.regime, report.period, ruling).duty_of(report.body.kind)
        until = deferred.get((report.body_id, subject_of(report.regime, report.period)[1]))
        found[report.pk] = _of_report(report, others[_key(report)], report.body, duty, until, on)
    return found


def _key(report: Report) -> tuple[int, int | None, str]:
    return report.body_id, report.regime_id, report.period


def _of_same_period(reports: Collection[Report], on: dt.date) -> dict[Any, list[Report]]:
    """Return by body, regime and period all reports that came in by the day. One query."""
    found: dict[Any, list[Report]] = defaultdict(list)
    every = Report.objects.existing_on(on).filter(
        body__in={one.body_id for one in reports}, period__in={one.period for one in reports}
    )
    for one in every.order_by("submitted_on", "pk"):
        found[_key(one)].append(one)
    return found


def _of_year(year: int, ruling: Law) -> Duty:
    end = dt.date(year, 12, 31)
    days, founded, back, ended = (
        ruling.figure(f"annual_report_{name}", end)
        for name in ("due_days", "founded_by", "return_days", "ended_months")
    )
    due_on = end + dt.timedelta(days=days.value)
    period = report_periods(Rhythm.YEAR, year)[0]._replace(founded_by=dt.date(year, *founded.value))
    return Duty(
        period,
        due_on,
        back.value,
        days.reference,
        add_months(due_on, ended.value),
        ruling.applies("annual-report-missing", end),
    )


def _of_period(name: str, regime: ReportRegime, ruling: Law) -> Duty:
    period = next(one for one in report_periods(regime.rhythm, int(name[:4])) if one.name == name)
    back, ended = (
        ruling.figure(f"report_{what}", period.ends_on).value for what in ("return_days", "ended_months")
    )
    due_on = period.ends_on + dt.timedelta(days=regime.due_days)
    return Duty(
        period,
        due_on,
        back,
        regime.reference,
        add_months(due_on, ended),
        ruling.applies("report-missing", period.ends_on),
    )


def board_rows(*, user: User, asked: Asked, on: dt.date) -> list[BoardRow]:
    """Return the board as of the day: the bodies of the kinds that the regime names, without organs, in
    protocol order, those that owe nothing last. Five queries, one more for a regime."""
    period = asked.duty_of(BodyKind()).period
    bodies = (
        Body.objects.visible_to(user)
        .filter(founded_on__lte=period.ends_on)
        .exclude(ended_on__lt=period.starts_on)
        .exclude(relation=BodyRelation.ORGAN)
        .select_related("kind")
        .in_protocol_order()
    )
    if asked.regime and (kinds := list(asked.regime.kinds.values_list("pk", flat=True))):
        bodies = bodies.filter(kind__in=kinds)
    received: dict[int, list[Report]] = defaultdict(list)
    reports: Any = Report.objects.visible_to(user)
    for report in (
        reports.existing_on(on)
        .filter(period=asked.period, regime=asked.regime)
        .select_related("body")
        .order_by("submitted_on", "pk")
    ):
        received[report.body_id].append(report)
    duties: dict[int, Duty] = {}
    rule, subject = subject_of(asked.regime, asked.period)
    deferred = deferrals.last_days([rule], on)
    answering, rows = answering_for_reports(asked.law), []
    for body in bodies:
        duty = duties.setdefault(body.kind_id, asked.duty_of(body.kind))
        carried = answering.of(body.code, body.founded_on, duty.period)
        until = deferred.get((body.pk, subject))
        rows.append(_row(body, received[body.pk], duty, carried, until, on))
    return sorted(rows, key=lambda row: row.state in {BoardState.FORGOTTEN, BoardState.NOT_OWED})


def _row(
    body: Body,
    received: list[Report],
    duty: Duty,
    carried: list[str] | None,
    deferred_until: dt.date | None,
    on: dt.date,
) -> BoardRow:
    if received:
        report = next((one for one in received if is_handed_in(one, on)), received[-1])
        others = tuple(one for one in received if one is not report)
        return replace(_of_report(report, received, body, duty, deferred_until, on), others=others)
    stood = body.ended_on is None or body.ended_on >= duty.period.ends_on
    if not duty.applies or carried is None or not stood:
        return BoardRow(body, duty, BoardState.NOT_OWED, None, None)
    if _is_forgotten(body, duty, on):
        return BoardRow(body, duty, BoardState.FORGOTTEN, None, None)
    state = BoardState.MISSING if on > duty.due_on else BoardState.WAITED_FOR
    row = BoardRow(body, duty, state, None, duty.due_on, carried=tuple(carried))
    return _timed(row, deferred_until, on)


def _is_forgotten(body: Body, duty: Duty, on: dt.date) -> bool:
    return body.ended_on is not None and body.ended_on < on and on > duty.forgotten_after


def _of_report(
    report: Report,
    received: Sequence[Report],
    body: Body,
    duty: Duty,
    deferred_until: dt.date | None,
    on: dt.date,
) -> BoardRow:
    """Return the row of a report that came in, of all that `received` holds of its body and period."""
    state, forgotten = state_on(report, on), _is_forgotten(body, duty, on)
    late = _lateness(report, received, duty, on, deferred_until=deferred_until)
    if state == BoardState.SUBMITTED and _answered(report, received):
        state = BoardState.RESUBMITTED
    if state == BoardState.RETURNED and report.returned_on:
        if any(one.submitted_on >= report.returned_on for one in received if one.pk != report.pk):
            return BoardRow(body, duty, BoardState.ANSWERED, report, None, late=late)
        if forgotten:
            return BoardRow(body, duty, BoardState.FORGOTTEN, report, None, late=late)
        returned_on = max(one.returned_on for one in received if one.returned_on and one.returned_on <= on)
        due_on = max(duty.due_on, returned_on + dt.timedelta(days=duty.return_days))
        return _timed(BoardRow(body, duty, state, report, due_on, late=late), deferred_until, on)
    waits = not forgotten and state != BoardState.ACCEPTED
    days_waiting = (on - (report.resubmitted_on or report.submitted_on)).days if waits else 0
    return BoardRow(body, duty, state, report, None, late=late, days_waiting=days_waiting)


def _answered(report: Report, received: Sequence[Report]) -> Report | None:
    """Return the earlier report of the period whose return, the latest, this one answers."""
    earlier = (
        one
        for one in received
        if one.submitted_on < report.submitted_on
        and one.returned_on
        and one.returned_on <= report.submitted_on
    )
    return max(earlier, key=lambda one: (one.returned_on, one.submitted_on), default=None)


def _timed(row: BoardRow, until: dt.date | None, on: dt.date) -> BoardRow:
    """Return the row as the days make it: late by so many days, or deferred beyond its due day until one."""
    if row.due_on is None or row.state not in NOT_HANDED_IN:
        return row
    if until is None or until <= row.due_on:
        return replace(row, late_now=max((on - row.due_on).days, 0))
    if row.due_on < on <= until:
        return replace(row, deferred_until=until, state=BoardState.DEFERRED)
    return replace(row, deferred_until=until, late_now=max((on - until).days, 0))


def dues(rows: Iterable[BoardRow]) -> list[tuple[dt.date, str, str]]:
    """Return the due days that the board's bodies have by the law of their kinds, with what they rest on and,
    where there are several, the kinds that each is for. Wants the bodies' kinds."""
    found: dict[tuple[dt.date, str], dict[str, None]] = defaultdict(dict)
    for row in rows:
        if row.duty.applies:
            found[row.duty.due_on, row.duty.reference][row.body.kind.name] = None
    several = len(found) > 1
    return [(*due, "; ".join(kinds) if several else "") for due, kinds in sorted(found.items())]


def asked_of(body: Body, regimes: Iterable[ReportRegime]) -> list[ReportRegime]:
    """Return those of the regimes that name the body's kind. One query."""
    named: dict[int, set[int]] = defaultdict(set)
    for regime_id, kind_id in RegimeKind.objects.values_list("regime", "kind"):
        named[regime_id].add(kind_id)
    return [one for one in regimes if one.pk not in named or body.kind_id in named[one.pk]]


def _lateness(
    report: Report,
    received: Sequence[Report],
    duty: Duty,
    on: dt.date,
    *,
    deferred_until: dt.date | None,
) -> Lateness:
    """Return by how many days the report came late, as known on the day; one that answers a return has the
    days set for that, and stays late by what was late before."""
    due_on, days = max(duty.due_on, deferred_until or duty.due_on), dt.timedelta(days=duty.return_days)
    first_by, before = due_on, 0
    if (answered := _answered(report, received)) and answered.returned_on:
        first_by = max(due_on, answered.returned_on + days)
        before = max(_lateness(answered, received, duty, on, deferred_until=deferred_until))
    first = max((report.submitted_on - first_by).days, 0)
    if report.returned_on is None or report.resubmitted_on is None or report.resubmitted_on > on:
        return Lateness(first, 0, before)
    again_by = max(due_on, report.returned_on + days)
    return Lateness(first, max((report.resubmitted_on - again_by).days, 0), before)


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How many bodies handed their report in on time, late, not at all; those whose time has not passed, or
    that were deferred, are in none."""

    in_time: int
    late: int
    missing: int


def punctuality(lines: list[BoardRow]) -> Punctuality:
    """Return the sums of a board."""
    handed_in = [line for line in lines if line.report is not None and line.state in HANDED_IN]
    late = sum(any(line.late) for line in handed_in)
    return Punctuality(
        len(handed_in) - late,
        late,
        sum(line.state in NOT_HANDED_IN and line.late_now > 0 for line in lines),
    )


def is_handed_in(report: Report, on: dt.date) -> bool:
    """Return whether the report stands on the day: the one-row twin of `handed_in_on`."""
    returned = report.returned_on is not None and report.returned_on <= on
    return report.submitted_on <= on and (
        not returned or (report.resubmitted_on is not None and report.resubmitted_on <= on)
    )


def state_on(report: Report, on: dt.date) -> BoardState:
    """Return how far a submitted report has come by the day."""
    if not is_handed_in(report, on):
        return BoardState.RETURNED
    if report.accepted_on is not None and report.accepted_on <= on:
        return BoardState.ACCEPTED
    return (
        BoardState.RESUBMITTED
        if report.returned_on is not None and report.returned_on <= on
        else BoardState.SUBMITTED
    )


def regimes(on: dt.date) -> list[ReportRegime]:
    """Return the regimes that began by the day, those in force first. One query."""
    found = ReportRegime.objects.filter(starts_on__lte=on).order_by("code")
    return sorted(found, key=lambda one: one.ends_on is not None and one.ends_on < on)


def periods(regime: ReportRegime | None, *, user: User, on: dt.date, shown: str) -> list[str]:
    """Return the periods to choose from, the newest first: from the oldest report, or a regime's first day,
    to the one of the day, and the one that is shown. One query."""
    reports: Any = Report.objects.visible_to(user)
    oldest = reports.filter(regime=regime).order_by("year").values_list("year", flat=True).first() or on.year
    first = min(oldest, on.year) if regime is None else min(oldest, regime.starts_on.year)
    rhythm = regime.rhythm if regime else Rhythm.YEAR
    last = min(on, regime.ends_on) if regime and regime.ends_on else on
    since = regime.starts_on if regime else dt.date.min
    found = {
        period.name: period.ends_on
        for year in range(first, last.year + 1)
        for period in report_periods(rhythm, year)
        if period.starts_on <= last and period.ends_on >= since
    }
    found |= {one.name: one.ends_on for one in report_periods(rhythm, int(shown[:4])) if one.name == shown}
    return sorted(found, key=found.__getitem__, reverse=True)


def latest_period(regime: ReportRegime | None, on: dt.date) -> str:
    """Return the period that ended last before the day; of an ended regime the last one under it."""
    rhythm = regime.rhythm if regime else Rhythm.YEAR
    last = min(on, regime.ends_on + dt.timedelta(days=1)) if regime and regime.ends_on else on
    ended = [
        period.name
        for year in (last.year - 1, last.year)
        for period in report_periods(rhythm, year)
        if period.ends_on < last
    ]
    return ended[-1]

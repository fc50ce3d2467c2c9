"""Whether the body meets as often as its cadence demands."""

import datetime as dt
from collections.abc import Iterator, Sequence

from rulebook.calendar import Period, periods_back_from
from rulebook.case import Case, Deadline, Evidence, meeting_evidence, waiver_evidence
from rulebook.facts import CadenceDecision
from rulebook.findings import Finding, Severity
from rulebook.law import ParameterUse
from rulebook.rhythm import Unmet, counted, excused, held_in, planned_in, satisfied, unbroken_run, waiver_of
from rulebook.rule import Act, Rule, _


def meeting_overdue(case: Case) -> Iterator[Finding]:
    """A body holds at least one quorate periodic meeting in each period of its cadence.

    Article: the dated cadence (practice of the province; what the office sets for the kind of body). Counted
    backwards from the latest period that has ended; periods that are waived, or on whose first day the rule
    does not apply, are passed over; a body that has met again
    in the period in progress is not overdue.

    Evidence: `periods` (oldest first, each as in `period_evidence`), `run` (periods missed, those passed over
    not counted), `in_progress` (the period in progress, as in `period_evidence`), `last_meeting` (the latest
    held periodic meeting as in `case.meeting_evidence`, or None), `members` and `needed` (on the day judged:
    who must come to clear it), `due`.
    """
    run = case.shared(unbroken_run)
    if not run:
        return
    missed = [unmet.period for unmet in run if unmet.missed]
    first = missed[-1]
    parameters = _parameters(case, missed[::-1], "meeting_overdue_serious_periods")
    last = next((meeting for meeting in reversed(case.held) if meeting.kind == "periodic"), None)
    evidence: Evidence = {
        "periods": [period_evidence(case, unmet) for unmet in reversed(run)],
        "run": len(missed),
        "in_progress": period_evidence(case, _in_progress(case)),
        "last_meeting": meeting_evidence(case, last, last.held_on) if last and last.held_on else None,
        "members": case.members,
        "needed": case.needed(case.members, case.on),
    }
    severity: Severity = "serious" if len(missed) >= parameters[-1].value else "warning"
    due = Deadline(first.last_day, first.starts_on, "period", first.cadence, "months")
    yield case.finding(
        "meeting-overdue", first.name, severity, parameters, evidence, due, arose_on=first.starts_on
    )


def meeting_due(case: Case) -> Iterator[Finding]:
    """A body that has not yet met in the period in progress, and has planned no meeting in it, is told so
    before the period ends.

    Article: as for meeting-overdue; how long before is the office's own setting, at most a share of the
    period's days.

    Evidence: `period` (as in `period_evidence`), `due_soon_days` (the days before the end from which it is
    raised) and `due_soon_limits` (the setting, and the share of the period's days rounded down), `members`
    and `needed`, `due`.
    """
    period = next(periods_back_from(case.on, case.steps))
    limits = _due_soon(case, period)
    if case.on < period.last_day - dt.timedelta(min(limits)) or not counted(case, period):
        return
    if satisfied(case, period) or excused(case, period):
        return
    if not case.law.applies("meeting-due", period.starts_on):
        return
    if case.shared(unbroken_run) or waiver_of(case, period) or planned_in(case, period):
        return
    evidence: Evidence = {
        "period": period_evidence(case, Unmet(period, None, False)),
        "due_soon_days": min(limits),
        "due_soon_limits": list(limits),
        "members": case.members,
        "needed": case.needed(case.members, case.on),
    }
    parameters = _parameters(case, [period], "meeting_due_soon_days", "meeting_due_soon_share_max")
    due = Deadline(period.last_day, period.starts_on, "period", period.cadence, "months")
    yield case.finding(
        "meeting-due",
        period.name,
        "info",
        parameters,
        evidence,
        due,
        arose_on=period.starts_on,
        overdue=False,
    )


def _due_soon(case: Case, period: Period) -> tuple[int, int]:
    """Return the days before the period's end from which a meeting is due: the office's, and the most that
    the period's length allows."""
    days = case.law.measure("meeting_due_soon_days", period.starts_on)
    share = case.law.measure("meeting_due_soon_share_max", period.starts_on)
    return days, period.days * share.numerator // share.denominator


def period_evidence(case: Case, unmet: Unmet) -> Evidence:
    """Return a period as evidence.

    Keys: `name`, `first`, `last`, `cadence` (months), `cadence_basis` (`law` or `own`: which one binds),
    `law_months`, `own_decision` ({`months`, `starts_on`, `basis`} in force on the first day, or None; a laxer
    one that does not bind is a remark), `meetings` (every meeting held in it whatever its kind, oldest first,
    as in `case.meeting_evidence`), `satisfied`, `waived` (whether a waiver passes it over), `waiver` (as in
    `case.waiver_evidence`, or None) and `excused` (whether it is passed over since the rule does not apply).
    """
    period, waiver, is_excused = unmet
    own = case.own_cadence(period.starts_on)
    law_months = case.law.duty("meeting_cadence_months", period.starts_on).value
    return {
        "name": period.name,
        "first": period.starts_on,
        "last": period.last_day,
        "cadence": period.cadence,
        "cadence_basis": "own" if _own_binds(case, period, own) else "law",
        "law_months": law_months,
        "own_decision": own._asdict() if own else None,
        "meetings": [meeting_evidence(case, meeting, held_on) for meeting, held_on in held_in(case, period)][
            ::-1
        ],
        "satisfied": satisfied(case, period),
        "waived": waiver is not None,
        "waiver": waiver_evidence(waiver) if waiver else None,
        "excused": is_excused,
    }


def _in_progress(case: Case) -> Unmet:
    period = next(periods_back_from(case.on, case.steps))
    return Unmet(period, None if satisfied(case, period) else waiver_of(case, period), excused(case, period))


def _parameters(case: Case, periods: Sequence[Period], *others: str) -> tuple[ParameterUse, ...]:
    """Return what was judged by: the cadence of each period that was missed, once each, the quorum of the
    periodic meetings held in them (of none: that of the first day), and the figures in force when the first
    of them began."""
    cadences = dict.fromkeys(_cadence(case, period) for period in periods)
    first = periods[0].starts_on
    days = [first] if len(case.law.steps("quorum_share")) == 1 else _held_on(case, periods) or [first]
    quorums = dict.fromkeys(case.law.duty("quorum_share", day) for day in days)
    return (*cadences, *quorums, *(case.law.duty(name, first) for name in others))


def _held_on(case: Case, periods: Sequence[Period]) -> list[dt.date]:
    held = [held for period in periods for held in held_in(case, period)]
    return sorted(held_on for meeting, held_on in held if meeting.kind == "periodic")


def _cadence(case: Case, period: Period) -> ParameterUse:
    """Return the cadence that laid the period down: the law's, or the body's own decision where that
    binds."""
    law = case.law.duty("meeting_cadence_months", period.starts_on)
    own = case.own_cadence(period.starts_on)
    return (
        ParameterUse(law.name, own.months, own.starts_on, own.basis)
        if own and _own_binds(case, period, own)
        else law
    )


def _own_binds(case: Case, period: Period, own: CadenceDecision | None) -> bool:
    """Return whether the body's own decision lays the period down: the stricter one, or any where the office
    leaves it free."""
    if own is None:
        return False
    free = case.law.measure("own_cadence", period.starts_on) == "free"
    law = case.law.measure("meeting_cadence_months", period.starts_on)
    return free or bool(own.months < law)


RHYTHM = ("meeting_cadence_months", "own_cadence", "quorum_share")
MEETING_OVERDUE = Rule(
    "meeting-overdue",
    meeting_overdue,
    (*RHYTHM, "meeting_overdue_serious_periods"),
    title=_("Quá hạn họp định kỳ"),
    act=Act("meetings:record", "query", _("Ghi nhận cuộc họp")),
)
MEETING_DUE = Rule(
    "meeting-due",
    meeting_due,
    (*RHYTHM, "meeting_due_soon_days", "meeting_due_soon_share_max"),
    title=_("Sắp đến hạn họp định kỳ"),
    act=Act("meetings:plan", "query", _("Lên lịch cuộc họp")),
)

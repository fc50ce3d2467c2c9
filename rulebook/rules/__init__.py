"""The rules, in the order in which the Rules screen lists them. Nothing is judged that is not in RULES."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from rulebook.case import Case
from rulebook.findings import Finding
from rulebook.rules import agenda, attendance, coordination, decisions, follow_up, meetings, minutes, quorum, regulations, reports, staffing


class Rule(NamedTuple):
    """A duty: the function that judges it and the parameters it may rest on; `judges_ended` if asked of a body ended since."""

    code: str
    judge: Callable[[Case], Iterator[Finding]]
    parameters: tuple[str, ...]
    judges_ended: bool = False


RHYTHM = ("meeting_cadence_months", "quorum_share")
ANNUAL = ("annual_report_due_days", "annual_report_founded_by", "annual_report_return_days")
WINDOW = ("look_back_months",)

RULES: tuple[Rule, ...] = (
    Rule("meeting-overdue", meetings.meeting_overdue, (*RHYTHM, "meeting_overdue_serious_periods")),
    Rule("meeting-due", meetings.meeting_due, (*RHYTHM, "meeting_due_soon_days", "meeting_due_soon_share_max")),
    Rule("annual-report-missing", reports.annual_report_missing, (*ANNUAL, "annual_report_serious_days", "annual_report_ended_months"), judges_ended=True),
    Rule("annual-report-due", reports.annual_report_due, (*ANNUAL, "annual_report_due_soon_days")),
    Rule("understaffed", staffing.understaffed, ("restaff_days", "vacancy_serious_share")),
    Rule("restaff-due", staffing.restaff_due, ("restaff_days", *WINDOW)),
    Rule("regulation-missing", regulations.regulation_missing, ("regulation_days",)),
    Rule("regulation-stale", regulations.regulation_stale, ("regulation_days",)),
    Rule("coordination-missing", coordination.coordination_missing, ("coordination_days",)),
    Rule("agenda-narrow", agenda.agenda_narrow, agenda.NAMES),
    Rule("minutes-missing", minutes.minutes_missing, ("minutes_working_days", *WINDOW)),
    Rule("quorum-failed", quorum.quorum_failed, ("quorum_share", *WINDOW)),
    Rule("majority-failed", decisions.majority_failed, ("majority_share", *WINDOW)),
    Rule("member-inactive", attendance.member_inactive, (*attendance.NAMES, *WINDOW)),
    Rule("term-ending", staffing.term_ending, ("term_ending_days",)),
    Rule("action-overdue", follow_up.action_overdue, ("action_serious_days",)),
    Rule("submission-overdue", follow_up.submission_overdue, ()),
    Rule("consultation-open", follow_up.consultation_open, ()),
    Rule("competence-exceeded", decisions.competence_exceeded, WINDOW),
    Rule("committee-opinion-missing", decisions.committee_opinion_missing, WINDOW),
    Rule("secret-personnel-round", decisions.secret_personnel_round, WINDOW),
)

RULE_CODES: tuple[str, ...] = tuple(rule.code for rule in RULES)

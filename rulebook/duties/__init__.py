"""The duties, one folder each: law.yaml, rule.py, cases.yaml and words/. Nothing is judged that is not in
RULES."""

from rulebook.duties.agenda import rule as agenda
from rulebook.duties.annual_report import rule as annual_report
from rulebook.duties.attendance import rule as attendance
from rulebook.duties.coordination import rule as coordination
from rulebook.duties.decisions import rule as decisions
from rulebook.duties.follow_up import rule as follow_up
from rulebook.duties.meetings import rule as meetings
from rulebook.duties.minutes import rule as minutes
from rulebook.duties.quorum import rule as quorum
from rulebook.duties.regulations import rule as regulations
from rulebook.duties.report import rule as report
from rulebook.duties.staffing import rule as staffing
from rulebook.rule import Rule

RULES: tuple[Rule, ...] = (
    meetings.MEETING_OVERDUE,
    meetings.MEETING_DUE,
    annual_report.ANNUAL_REPORT_MISSING,
    annual_report.ANNUAL_REPORT_DUE,
    report.REPORT_MISSING,
    report.REPORT_DUE,
    staffing.UNDERSTAFFED,
    staffing.RESTAFF_DUE,
    regulations.REGULATION_MISSING,
    regulations.REGULATION_STALE,
    coordination.COORDINATION_MISSING,
    agenda.AGENDA_NARROW,
    minutes.MINUTES_MISSING,
    quorum.QUORUM_FAILED,
    decisions.MAJORITY_FAILED,
    attendance.MEMBER_INACTIVE,
    staffing.TERM_ENDING,
    follow_up.ACTION_OVERDUE,
    follow_up.SUBMISSION_OVERDUE,
    follow_up.DIRECTION_OVERDUE,
    follow_up.CONSULTATION_OPEN,
    decisions.COMPETENCE_EXCEEDED,
    decisions.COMMITTEE_OPINION_MISSING,
    decisions.SECRET_PERSONNEL_ROUND,
)
"""In the order in which the Rules screen lists them."""

RULE_CODES: tuple[str, ...] = tuple(rule.code for rule in RULES)

"""Whether what was given, promised and asked was done."""

from collections.abc import Iterator

from rulebook.case import Case, Deadline, Evidence
from rulebook.findings import Finding, Severity
from rulebook.rule import Act, Rule, _


def action_overdue(case: Case) -> Iterator[Finding]:
    """A task given by a meeting is done by its due day.

    Article: the meeting's own conclusion. Evidence: `task` {`record`, `code`, `given_on`, `due_on`},
    `done_on` (None: not done by the day), `due`.
    """
    for task in case.facts.tasks:
        open_ = task.given_on <= case.on and (task.done_on is None or task.done_on > case.on)
        if not open_ or task.due_on is None or not case.late(task.due_on):
            continue
        use = case.law.duty("action_serious_days", task.given_on)
        severity: Severity = "serious" if case.late_by(task.due_on, use.value) else "warning"
        evidence: Evidence = {
            "task": {"record": "task", "code": task.code, "given_on": task.given_on, "due_on": task.due_on},
            "done_on": None,
        }
        yield case.finding(
            "action-overdue",
            task.code,
            severity,
            (use,),
            evidence,
            Deadline(task.due_on, task.given_on, "task"),
        )


def submission_overdue(case: Case) -> Iterator[Finding]:
    """A submission promised to the Standing Board is sent by the promised day.

    Article: the promise itself. Evidence: `submission` {`record`, `code`, `recorded_on`, `promised_on`},
    `sent_on` (None: not sent by the day), `due`.
    """
    for code, recorded_on, promised_on, sent_on in case.facts.submissions:
        waiting = recorded_on <= case.on and (sent_on is None or sent_on > case.on)
        if waiting and promised_on is not None and case.late(promised_on):
            record = {
                "record": "submission",
                "code": code,
                "recorded_on": recorded_on,
                "promised_on": promised_on,
            }
            evidence: Evidence = {"submission": record, "sent_on": None}
            yield case.finding(
                "submission-overdue",
                code,
                "warning",
                (),
                evidence,
                Deadline(promised_on, recorded_on, "promise"),
            )


def consultation_open(case: Case) -> Iterator[Finding]:
    """Opinions asked in writing are counted and closed once the day set for them has passed.

    Article: the deadline that the consultation itself set. Evidence: `consultation` {`record`, `code`,
    `sent_on`, `deadline_on`}, `closed_on` (None: not closed by the day), `members` (of the day of sending),
    `silent` (those of them without an answer by the day: `record`, `code` each, in the order of their codes),
    `due`.
    """
    for code, sent_on, deadline_on, closed_on, asked in case.facts.consultations:
        is_open = sent_on <= case.on and (closed_on is None or closed_on > case.on)
        if not is_open or not case.late(deadline_on):
            continue
        record = {"record": "consultation", "code": code, "sent_on": sent_on, "deadline_on": deadline_on}
        silent = sorted(
            person for person, answered_on in asked if answered_on is None or answered_on > case.on
        )
        evidence: Evidence = {"consultation": record, "closed_on": None, "members": len(asked)}
        evidence["silent"] = [{"record": "person", "code": person} for person in silent]
        yield case.finding(
            "consultation-open", code, "warning", (), evidence, Deadline(deadline_on, sent_on, "consultation")
        )


ACTION_OVERDUE = Rule(
    "action-overdue",
    action_overdue,
    ("action_serious_days",),
    title=_("Nhiệm vụ quá hạn"),
    act=Act("meetings:task", "subject", _("Mở nhiệm vụ")),
)
SUBMISSION_OVERDUE = Rule(
    "submission-overdue",
    submission_overdue,
    (),
    title=_("Chậm đề xuất với Ban Thường vụ"),
    act=Act("reports:submission", "subject", _("Mở đề xuất")),
)
CONSULTATION_OPEN = Rule(
    "consultation-open",
    consultation_open,
    (),
    title=_("Lấy ý kiến quá hạn chưa tổng hợp"),
    act=Act("meetings:consultation", "subject", _("Mở phiếu lấy ý kiến")),
)

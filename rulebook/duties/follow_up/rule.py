"""Whether what was given, promised and asked was done."""

from collections.abc import Iterator, Sequence

from rulebook.case import Case, Deadline, Evidence
from rulebook.facts import DirectionStep
from rulebook.findings import Finding, Severity
from rulebook.rule import Act, Rule, _
from rulebook.succession import Holdings, of_submissions, of_tasks


def action_overdue(case: Case) -> Iterator[Finding]:
    """A task given by a meeting is done by its due day.

    Asked of the body that holds it, under the law of the one in whose name it stands. Article: the meeting's
    own conclusion.

    Evidence: `task` {`record`, `code`, `given_on`, `due_on`}, `done_on` (None: not done by the day), `held`
    (as in `held_evidence`), `due`.
    """
    for code, given_on, due_on, done_on, of_body, _exceeded in case.facts.tasks:
        open_ = given_on <= case.on and (done_on is None or done_on > case.on)
        if not open_ or due_on is None or not case.late(due_on):
            continue
        holdings = case.shared(of_tasks)
        law = holdings.law_of(of_body)
        if not holdings.holds(of_body, case.on) or not law.applies("action-overdue", given_on):
            continue
        use = law.duty("action_serious_days", given_on)
        severity: Severity = "serious" if case.late_by(due_on, use.value) else "warning"
        record = {"record": "task", "code": code, "given_on": given_on, "due_on": due_on}
        evidence: Evidence = {"task": record, "done_on": None, "held": held_evidence(holdings, of_body)}
        due = Deadline(due_on, given_on, "task")
        yield case.finding(
            "action-overdue", code, severity, (use,), evidence, due, arose_on=given_on, law=law
        )


def submission_overdue(case: Case) -> Iterator[Finding]:
    """A submission promised to the Standing Board is sent by the promised day.

    Asked of the body that holds it, under the law of the one in whose name it stands. Article: the promise
    itself.

    Evidence: `submission` {`record`, `code`, `recorded_on`, `promised_on`}, `sent_on` (None: not sent by the
    day), `held` (as in `held_evidence`), `due`.
    """
    for code, recorded_on, promised_on, sent_on, of_body in case.facts.submissions:
        waiting = recorded_on <= case.on and (sent_on is None or sent_on > case.on)
        if not waiting or promised_on is None or not case.late(promised_on):
            continue
        holdings = case.shared(of_submissions)
        law = holdings.law_of(of_body)
        if not holdings.holds(of_body, case.on) or not law.applies("submission-overdue", recorded_on):
            continue
        record = {"record": "submission", "code": code, "recorded_on": recorded_on}
        evidence: Evidence = {
            "submission": record | {"promised_on": promised_on},
            "sent_on": None,
            "held": held_evidence(holdings, of_body),
        }
        due = Deadline(promised_on, recorded_on, "promise")
        yield case.finding(
            "submission-overdue", code, "warning", (), evidence, due, arose_on=recorded_on, law=law
        )


def held_evidence(holdings: Holdings, of_body: str) -> Evidence | None:
    """Return in whose name something stands that the body holds, and since when it holds it: {`record`,
    `code`, `since`}; None where it stands in its own."""
    return {"record": "body", "code": of_body, "since": holdings.since[of_body]} if of_body else None


def direction_overdue(case: Case) -> Iterator[Finding]:
    """What a leader asks for is done by its due day, or proposed to the leader as done.

    The due day is the one that the leader set last. A direction that waits for the leader's answer is not
    late. Article: the direction itself.

    Evidence: `direction` {`record`, `code`, `given_on`, `due_on` (as first set)}, `closed_on` (None: not
    closed by the day), `due_on` (as last set), `moved` (how many times the leader set it anew), `due`.
    """
    for code, given_on, first_due, closed_on, steps in case.facts.directions:
        if given_on > case.on or (closed_on is not None and closed_on <= case.on):
            continue
        taken = [step for step in steps if step.on <= case.on]
        moves = [step.due_on for step in taken if step.due_on is not None]
        due_on = moves[-1] if moves else first_due
        if not case.late(due_on) or _waits_for_the_leader(taken):
            continue
        if not case.law.applies("direction-overdue", given_on):
            continue
        use = case.law.duty("direction_serious_days", given_on)
        severity: Severity = "serious" if case.late_by(due_on, use.value) else "warning"
        record = {"record": "direction", "code": code, "given_on": given_on, "due_on": first_due}
        evidence: Evidence = {"direction": record, "closed_on": None, "due_on": due_on, "moved": len(moves)}
        due = Deadline(due_on, given_on, "direction")
        yield case.finding("direction-overdue", code, severity, (use,), evidence, due, arose_on=given_on)


def _waits_for_the_leader(steps: Sequence[DirectionStep]) -> bool:
    """Return whether the last word between staff and leader is a proposal to close."""
    words = [step.kind for step in steps if step.kind in ("proposal", "further", "reopened")]
    return bool(words) and words[-1] == "proposal"


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
        if not case.law.applies("consultation-open", deadline_on):
            continue
        record = {"record": "consultation", "code": code, "sent_on": sent_on, "deadline_on": deadline_on}
        silent = sorted(
            person for person, answered_on in asked if answered_on is None or answered_on > case.on
        )
        evidence: Evidence = {"consultation": record, "closed_on": None, "members": len(asked)}
        evidence["silent"] = [{"record": "person", "code": person} for person in silent]
        due = Deadline(deadline_on, sent_on, "consultation")
        yield case.finding("consultation-open", code, "warning", (), evidence, due, arose_on=deadline_on)


ACTION_OVERDUE = Rule(
    "action-overdue",
    action_overdue,
    ("action_serious_days", "bare_link_duties"),
    title=_("Nhiệm vụ quá hạn"),
    act=Act("meetings:task", "subject", _("Mở nhiệm vụ")),
)
SUBMISSION_OVERDUE = Rule(
    "submission-overdue",
    submission_overdue,
    ("bare_link_duties",),
    title=_("Chậm đề xuất với Ban Thường vụ"),
    act=Act("reports:submission", "subject", _("Mở đề xuất")),
)
DIRECTION_OVERDUE = Rule(
    "direction-overdue",
    direction_overdue,
    ("direction_serious_days",),
    title=_("Chậm thực hiện ý kiến chỉ đạo"),
    act=Act("directions:page", "subject", _("Mở ý kiến chỉ đạo")),
)
CONSULTATION_OPEN = Rule(
    "consultation-open",
    consultation_open,
    (),
    title=_("Lấy ý kiến quá hạn chưa tổng hợp"),
    act=Act("meetings:consultation", "subject", _("Mở phiếu lấy ý kiến")),
)

"""Whether enough members were present."""

from collections.abc import Iterator

from rulebook.case import Case, Evidence, meeting_evidence
from rulebook.facts import Meeting
from rulebook.findings import Finding, Severity
from rulebook.rule import Act, Rule, _


def quorum_failed(case: Case) -> Iterator[Finding]:
    """A meeting is held only with a quorum of the members; one without it passes nothing.

    Looked at for 12 months after the meeting; only recorded attendance is judged. Article: model working
    regulation 162-QĐ/TW (2018), Điều 8, by analogy.

    Evidence: `meeting` (as in `case.meeting_evidence`: present, members, needed and how it was recorded),
    `share`, `concluded` (whether it passed a conclusion or resolution).
    """
    yield from case.each(case.in_window, _without_quorum)


def _without_quorum(case: Case, meeting: Meeting) -> Finding | None:
    held_on = meeting.held_on
    if held_on is None or case.quorate(meeting, held_on):
        return None
    if not case.law.applies("quorum-failed", held_on):
        return None
    use = case.law.duty("quorum_share", held_on)
    evidence: Evidence = {
        "meeting": meeting_evidence(case, meeting, held_on),
        "share": use.value,
        "concluded": meeting.concluded,
    }
    severity: Severity = "serious" if meeting.concluded else "warning"
    return case.finding("quorum-failed", meeting.code, severity, (use,), evidence, arose_on=held_on)


QUORUM_FAILED = Rule(
    "quorum-failed",
    quorum_failed,
    ("quorum_share", "look_back_months"),
    title=_("Họp không đủ thành phần"),
    act=Act("meetings:page", "subject", _("Mở cuộc họp")),
)

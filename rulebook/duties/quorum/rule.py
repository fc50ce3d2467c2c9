"""Whether enough members were present."""

from collections.abc import Iterator

from rulebook.case import Case, Evidence, meeting_evidence
from rulebook.findings import Finding
from rulebook.rule import Act, Rule, _


def quorum_failed(case: Case) -> Iterator[Finding]:
    """A meeting is held only with a quorum of the members; one without it passes nothing.

    Looked at for 12 months after the meeting; only recorded attendance is judged. Article: model working
    regulation 162-QĐ/TW (2018), Điều 8, by analogy.

    Evidence: `meeting` (as in `case.meeting_evidence`: present, members, needed and how it was recorded),
    `share`, `concluded` (whether it passed a conclusion or resolution).
    """
    for meeting, held_on in case.in_window:
        if case.quorate(meeting, held_on):
            continue
        use = case.law.use("quorum_share", held_on)
        evidence: Evidence = {
            "meeting": meeting_evidence(case, meeting, held_on),
            "share": use.value,
            "concluded": meeting.concluded,
        }
        yield case.finding(
            "quorum-failed", meeting.code, "serious" if meeting.concluded else "warning", (use,), evidence
        )


QUORUM_FAILED = Rule(
    "quorum-failed",
    quorum_failed,
    ("quorum_share", "look_back_months"),
    title=_("Họp không đủ thành phần"),
    act=Act("meetings:page", "subject", _("Mở cuộc họp")),
)

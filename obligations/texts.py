"""What is stored of findings and periods: the long parts as JSON, and a fingerprint of all they say. Pure."""

import json
from hashlib import blake2b
from typing import Any, NamedTuple

from rulebook.case import waiver_evidence
from rulebook.facts import Meeting
from rulebook.findings import Finding
from rulebook.rhythm import Cell

_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str)
as_json = _encoder.encode
"""Return a value as it is stored: days as text, names in order."""


class FindingTexts(NamedTuple):
    """A finding's evidence and parameters as they are stored, and the fingerprints of the parameters and of
    all it says."""

    evidence: str
    parameters: str
    law: int
    fingerprint: int


def of_finding(finding: Finding) -> FindingTexts:
    """Return what is stored of a finding. Equal findings have equal fingerprints, on whatever day."""
    evidence, parameters = as_json(finding.evidence), as_json(finding.parameters)
    words = f"{finding.status}\n{finding.severity}\n{finding.due_on}\n{parameters}\n{evidence}"
    return FindingTexts(evidence, parameters, _fingerprint(parameters), _fingerprint(words))


class PeriodTexts(NamedTuple):
    """What a period's state rests on, as it is stored, and its fingerprint."""

    evidence: str
    fingerprint: int


def of_period(cell: Cell) -> PeriodTexts:
    """Return what is stored of a cell. Whether the period is in progress is no part: that follows from the
    day."""
    evidence: dict[str, Any] = {
        name: [_meeting(meeting) for meeting in meetings]
        for name, meetings in (("meetings", cell.meetings), ("passed", cell.passed))
        if meetings
    }
    if cell.waiver:
        evidence["waiver"] = waiver_evidence(cell.waiver)
    text = as_json(evidence)
    return PeriodTexts(text, _fingerprint(f"{cell.state}\n{cell.period}\n{text}"))


def _meeting(meeting: Meeting) -> list[Any]:
    return [meeting.code, meeting.kind, meeting.status, meeting.held_on]


def _fingerprint(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big", signed=True)
